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
note-compare-rule-text = Changes, multiples and per-mu figures are of the parcels that have the figure in both years; progress = current per mu ÷ base per mu − 1, so 100% is doubled
