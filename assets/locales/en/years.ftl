# Two years against each other: base and current, doubling path, concentration, work list.

presence-in-both = in both
presence-reshaped = area changed
presence-appeared = appeared
presence-vanished = vanished

column-presence = Presence
column-parcels-in-both = Parcels in both
column-parcels-appeared = Parcels appeared
column-parcels-vanished = Parcels vanished
column-parcels-reshaped = Parcels with area changed by over 1%
column-land-base-mu = Land, base
column-land-current-mu = Land, current
column-output-base-wan-yuan = Output, base
column-output-current-wan-yuan = Output, current
column-output-change-wan-yuan = Change in output
column-output-multiple = Output as a multiple of the base
column-output-per-mu-base = Output per mu, base
column-output-per-mu-current = Output per mu, current
column-output-per-mu-change = Change in output per mu
column-output-per-mu-multiple = Output per mu as a multiple of the base
column-output-doubling-progress = Way to doubled output per mu
column-tax-base-wan-yuan = Tax, base
column-tax-current-wan-yuan = Tax, current
column-tax-change-wan-yuan = Change in tax
column-tax-multiple = Tax as a multiple of the base
column-tax-per-mu-base = Tax per mu, base
column-tax-per-mu-current = Tax per mu, current
column-tax-per-mu-change = Change in tax per mu
column-tax-per-mu-multiple = Tax per mu as a multiple of the base
column-tax-doubling-progress = Way to doubled tax per mu
column-output-compared = Parcels with output compared
column-output-missing-base = Output missing, base
column-output-missing-current = Output missing, current
column-output-missing-either = Output missing in either year
column-output-base-not-positive = Base output not above 0
column-output-compared-land-base-mu = Land behind output, base
column-output-compared-land-current-mu = Land behind output, current
column-tax-compared = Parcels with tax compared
column-tax-missing-base = Tax missing, base
column-tax-missing-current = Tax missing, current
column-tax-missing-either = Tax missing in either year
column-tax-base-not-positive = Base tax not above 0
column-tax-compared-land-base-mu = Land behind tax, base
column-tax-compared-land-current-mu = Land behind tax, current

compare-no-base-year = The file has no year before the current one to compare with; its years: { $years }. Give a second file for the current year, or name both years with --base-year and --current-year.
compare-same-year = Base and current year are both { $year }; name two different years.
compare-nothing-paired = No parcel key is in both, so no parcel can be compared; check the parcel codes of the two files.
compare-no-two-columns = { $measure }: there are no two columns of two years, so it is not compared.
compare-none-compared = { $measure }: no parcel has it in both years, so its changes are left empty.
compare-base-zero = { $measure }: the base adds up to 0 or less, so multiple and progress are left empty.
note-base-file = File of the base year
note-base-year = Base year
note-compare-rule = What is compared
note-compare-rule-text = Changes, multiples and per-mu figures are of the parcels that have the figure in both years; split and merged parcels whose land is whole on both sides are counted as one; in both years a blank counts as 0 by the status alone; progress = current per mu ÷ base per mu − 1, so 100% is doubled

choice-base-year = Base
chart-years = Output per mu by year
chart-years-of = { $name }, { $base }–{ $year }
chart-years-key = Light { $base }, dark { $year }; only parcels with output in both years
chart-years-values = { $base } → { $current } ({ $multiple }×)
chart-years-empty = The data has no earlier year to compare with. Give output columns of two years, choose another year under Base, or a base-year file in the Tools menu.
chart-doubling = Doubling of output per mu
doubling-caption = Parcels below the reference are brought to { $reference }; { $base }
doubling-to-median = the median of their park
doubling-to-benchmark = the output-per-mu benchmark of their grading cohort ({ $book })
doubling-to-value = { $value }
doubling-base-year = base { $base }
doubling-base-now = no base year, so from the present figure
doubling-reference = Reference:
doubling-median = Park median
doubling-benchmark = Cohort benchmark
doubling-benchmark-hint = Where the rulebook grades the cohort by output per mu, its benchmark (given, the cohort's mean or a multiple of it); else the cohort's mean, Σ output ÷ Σ land
doubling-without-reference = { $count ->
    [one] One more parcel has no reference (in no cohort, or in one without any output) and stays as it is.
   *[other] { $count } more parcels have no reference (in no cohort, or in one without any output) and stay as they are.
}
doubling-value = Target
doubling-value-label = Target output per mu
doubling-select = Select these { $count }
doubling-unknown = Output or land is missing, so there is no path to work out.
doubling-already = Output per mu is { $now } and has reached twice the base ({ $target }).
doubling-within = To reach twice the base ({ $target }), { $least } at the least must be brought up; the first { $count } parcels ({ $touched }) suffice.
doubling-never = With all { $count } parcels ({ $touched }) brought up, output per mu is { $most } and stays below twice the base ({ $target }); try a higher target.
doubling-line-target = twice the base { $value }
doubling-line-base = base { $value }
doubling-first = The first { $count } parcels
chart-lorenz = Lorenz curve of output
chart-lorenz-caption = Parcels added up from the least output per mu to the most
chart-lorenz-empty = Nothing is produced, or some output is negative, so the curve has no meaning
chart-lorenz-equal = every mu alike
chart-lorenz-point = The least productive { $land } of the land ({ $count } parcels) yields { $output } of the output
chart-gini = Gini { $gini }

column-rank = Rank
column-reference-per-mu = Reference per mu
column-gain-wan-yuan = Output to gain
column-touched-mu = Land brought up
column-reached-per-mu = Output per mu of all then
column-cumulative-land-share = Share of land
column-cumulative-output-share = Share of output
column-cumulative-parcels = Parcels
column-park-output-per-mu = Output per mu of the park
column-output-per-mu-gap = Gap to the park
column-output-shortfall-wan-yuan = Gap as output
column-note = Note

command-work-list = Work list…
work-list-title = Work list: which parcels to act on first
work-list-caption = Ranked by land × gap to the park's output per mu; { $count } parcels, the first { $shown } listed, all in the export. Click a name to select the parcel; notes are written right in the list.
work-list-findings = To act on
work-list-separator = {", "}
work-list-note-of = Note on place { $rank }
work-list-export = Export…
work-list-select = Select those listed
export-what-work-list = Work list (parcels to act on first)
