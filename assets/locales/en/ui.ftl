# The window: labels, buttons, hints
app-name = MuLens
switch-language-button = 中文

search-label = Search
search-hint = Search code or name…
search-clear = Clear search

choice-year = Year
choice-color-by = Colour
choice-class-method = Classes
choice-group-by = Group
choice-land-basis = Land basis
class-quantile = Quantiles
class-equal-interval = Equal intervals
class-natural-breaks = Natural breaks
figures-basis = Land: { $basis }
figures-basis-year = Land: { $basis } · { $year }

kpi-parcels = Parcels
kpi-land = Land
kpi-idle = Suspected idle
kpi-vacant = Built, vacant
kpi-tagged = Tagged
kpi-selected = selected { $value }
kpi-parcels-basis = Parcels shown; the file has { $all }
kpi-land-basis = { $registered } with a registered area; { $nolandparcels } without any area, { $noshape } without shape, { $invalid } with an invalid shape, none counted as 0
kpi-ratio-basis = Sum over sum, standing on { $land } mu; { $missing } parcels without a value left out, { $zeros } not producing counted as 0
kpi-idle-basis = { $parcels } parcels suspected idle, { $rule }; rate = suspected idle ÷ land supplied
kpi-vacant-basis = Land built on but out of production or empty; not idle land in law, a figure of its own
kpi-tagged-basis = Parcels with a renewal model / parcels shown

palette-title = Renewal models
palette-row = Tag as { $model }
palette-exemplar = Exemplar: { $park }
palette-hint-none = Select parcels on the map or in the table, then click a model or press 1–8
palette-hint-selected = Click a model or press 1–8 to tag the { $count } selected; 0 clears
palette-tag-park = Tag the whole park
palette-tag-park-hint = First select any parcel of the park

filter-title = Filter
filter-numbers = Number ranges
filter-add-range = Add a range…
filter-remove-range = Remove this range
filter-min = Least
filter-max = Greatest
filter-number-missing = missing
filter-chip-text = contains "{ $text }"
filter-chip-remove = Remove condition { $condition }
list-comma = { ", " }
list-more = { " " }and { $count } more

map-label = Map
map-mu-square = { $mu } mu
unit-kilometre = km
unit-metre = m
unit-centimetre = cm
legend-class = Select the parcels of "{ $name }"
legend-others = { $count } others
legend-missing = Missing
legend-idle = Hatched: suspected idle

table-caption = { $shown } of { $all } parcels shown, { $selected } selected
table-columns = Columns
table-empty = No parcel meets the conditions. Loosen or clear the filter.
table-row = Row { $row }
table-sort-by = Sort by "{ $column }"

tab-charts = Charts
tab-inspector = Parcel
tab-report = Import report

inspector-empty = Select a parcel on the map or in the table to see its fields, its figures and where they come from.
inspector-indicators = Indicators
inspector-note = Note
inspector-note-label = Note on the parcel
inspector-note-hint = What was checked, what the firm wants…
inspector-fields = Fields as in the file
inspector-idle = Idle-land screening
inspector-idle-by-decree = Suspected idle (by decree, to be verified)
inspector-idle-untold = Too little data to tell
inspector-idle-by-status = Suspected idle (by status, to be verified)
inspector-not-idle = Nothing suspected
inspector-assumed-zero = not producing, counted as 0
inspector-selection = { $count } parcels selected
inspector-sum-basis = { $parcels } with a value, { $missing } missing, { $zeros } counted as 0
shape-none = no shape
shape-invalid = invalid shape, area not counted; the report says why

report-columns = Columns
report-column = Used as
report-property = Field in the file
report-unit = Unit
report-filled = Filled
report-counts = { $features } features, { $parcels } parcels, { $skipped } skipped
report-unused = Fields not used: { $names }
report-findings = Findings
report-no-findings = Nothing found
report-more = { $count } more of this kind not listed

status-findings = { $count ->
    [one] { $count } finding on import
   *[other] { $count } findings on import
}
job-load = Reading
job-save = Saving
job-export = Exporting
job-autosave = Autosaving
job-cancel = Cancel
job-progress = { $job } { $subject } · { $done }/{ $total } MB · { $parcels } parcels

welcome-tagline = Output per mu and renewal models of industrial-park land
welcome-drop = or drop files here: GeoJSON, Shapefile (.shp or .zip), GeoPackage; several are opened as one
welcome-drop-now = Let go to open it
welcome-offline = Works wholly offline; your data stays on this machine

dialog-cancel = Cancel
dialog-close = Close
dialog-open-title = Open a parcel file or project
dialog-save-title = Save
dialog-filter-parcels = Parcel files and projects
dialog-filter-project = MuLens project
dialog-filter-all = All files
open-path-title = Open by path
save-path-title = Save project to
picture-path-title = Save picture to
picture-facts = Data: { $file } · parcels { $shown } of { $all } · { $basis }
type-path-label = File path
type-path-hint = Paste or type the whole path
command-open-path-go = Open

unsaved-title = There is unsaved work
unsaved-text = Tags, notes or the filter on "{ $file }" are not in a project file yet.
unsaved-save = Save
unsaved-discard = Don't save


export-title = Export
export-what-summary = Summary (by { $by })
export-what-parcels = Parcels
export-what-geojson = GeoJSON (the file with tags and indicators added)
export-scope-all = All parcels
export-scope-shown = Parcels the filter shows
export-scope-selected = Selected parcels
export-format-csv = CSV (opens clean in Excel)
export-format-xlsx = Excel workbook (with a sheet of notes)
export-format-geojson = GeoJSON
export-format-png = PNG picture
export-path-label = Export path
export-path-hint = Or type the whole path here
export-choose = Choose where…
export-write = Export to this path

help-title = Help
help-first = Open a GeoJSON file of parcels: map, table and charts are linked, select anywhere and see it everywhere. With parcels selected press 1–8 to tag them with a renewal model, 0 to clear. Tags, notes and filter are kept in a .mulens project file; the opened file is never changed.
help-figures = Per-mu figures are sums over sums. A parcel without a value leaves both; land not started, suspended, under construction or vacant (the rulebook says which), or suspected idle by decree, with a blank output or tax counts as 0. Every figure tells its basis, its parcels and what is missing. Idle-land screening is always "suspected": only the authority can find land idle.
help-privacy = MuLens works wholly offline and never makes a network connection.
help-mouse-title = On the map
help-mouse-pan = Drag: pan (arrow keys too)
help-mouse-zoom = Wheel: zoom at the pointer; double click: zoom in
help-mouse-click = Click: select; Ctrl+click: add or take away
help-mouse-box = Shift+drag: box selection (parcels whose interior point is inside)
help-mouse-keys = Tab moves the focus, space or Enter presses
help-keys-title = Keys
help-version = Version { $version }

theme-light = Light
theme-dark = Dark
theme-system = System
