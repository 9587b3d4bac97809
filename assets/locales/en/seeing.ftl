# Histogram, against the mean, change over the years, quadrants, lasso

chart-histogram = Histogram by colour
chart-histogram-caption = { $by }, parcels by value
chart-histogram-empty = Colour the map by an indicator to see its histogram with the map's classes
chart-histogram-no-values = None of the parcels shown has a value
chart-histogram-counts = { $count } parcels with a value, { $missing } without (not drawn); dashed: class breaks
chart-histogram-beyond = ; { $count } beyond the axis are counted in the outermost bars
column-value-from = From
column-value-to = To

color-against-mean = { $name } vs mean
color-change = { $name }, change
legend-against-mean = { $name }, against { $mean }, the mean of the land shown
legend-change = { $name }, change since { $base }
legend-change-without-base = { $name }, change since the base year (there is none)
legend-change-class = { $from } to { $to }
legend-sample = Classes found from { $taken } values taken at even steps, of { $of }
legend-against-mean-0 = over 50% below
legend-against-mean-1 = 10–50% below
legend-against-mean-2 = within 10%
legend-against-mean-3 = 10–100% above
legend-against-mean-4 = over 100% above

quadrant-upper-left = sparse, high tax: { $count }
quadrant-upper-right = dense, high tax: { $count }
quadrant-lower-left = sparse, low tax: { $count }
quadrant-lower-right = dense, low tax: { $count }
quadrant-medians = Dashed: medians, floor area ratio { $far }, tax { $tax }; on a median counts as low; click to select

help-mouse-lasso = Alt+drag: lasso (parcels whose interior point is inside); with Ctrl: add them

chart-grade-moves = Grade moves
grade-moves-caption = Lines: grade in the base year; columns: grade now; both by the present rulebook
grade-moves-key = Lines { $base }, columns { $year }, both by the present rulebook and day; { $up } up, { $down } down, { $stayed } the same
grade-moves-by-parcels = The firms' list belongs to the current data alone and the base has no firms: here both are graded parcel by parcel.
grade-moves-compute = Grade { $base }
grade-moves-waiting = There are many parcels: press to grade the base year and see the moves
grade-moves-none = none
grade-moves-corner = base \ now
grade-moves-cell = { $from } → { $to }: { $count }
column-grade-base = Grade in the base year
column-grade-current = Grade now
grade-moves-no-base = Without a base year there are no moves
