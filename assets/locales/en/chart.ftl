# Charts
chart-output = Output per mu
chart-tax = Tax per mu
chart-land = Land by status
chart-spread = Spread of output per mu
chart-tax-far = Tax per mu against floor area ratio
chart-caption = Grouped by { $by }, parcels in brackets; click to select them
chart-grouped-by = Grouped by { $by }, parcels in brackets
chart-colored-by = Coloured by { $by }, one point a parcel
chart-left-out = { $count } smaller groups not drawn
chart-numbers = Numbers
chart-numbers-of = Numbers of { $chart }
chart-picture = Picture
chart-picture-of = Picture of { $chart }
chart-mean = all { $value }
chart-no-value = no data
chart-idle-rate = idle { $rate }
chart-spread-key = Box: quartiles; whiskers: 10th and 90th percentile; every parcel counts alike
chart-without-value = { $count } parcels without a value
chart-scatter-empty = No parcel has both a floor area ratio and tax
chart-scatter-cells = { $count } parcels in cells: the darker, the more parcels
chart-scatter-cell = { $count } parcels here
chart-failed = The program failed: the charts could not be brought up to date. Any below are the last ones.
chart-wait = Charts are being computed …
chart-scatter-beyond = { $count ->
    [one] { $count } parcel with higher values lies outside the frame
   *[other] { $count } parcels with higher values lie outside the frame
}
quantile-p90 = 90th percentile
quantile-q3 = Upper quartile
quantile-median = Median
quantile-q1 = Lower quartile
quantile-p10 = 10th percentile
quantile-range = Least – greatest
