# Histogram, against the mean, change over the years, quadrants, lasso

chart-histogram = Histogram of the map's colours
chart-histogram-caption = { $by }, parcels by value
chart-histogram-empty = Colour the map by an indicator to see its histogram with the map's classes
chart-histogram-no-values = None of the parcels shown has a value
chart-histogram-counts = { $count } parcels with a value, { $missing } without (not drawn); dashed: class breaks
chart-histogram-beyond = ; { $count } beyond the axis are counted in the outermost bars
column-value-from = From
column-value-to = To
