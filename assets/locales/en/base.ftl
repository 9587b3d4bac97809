# The base file: another parcel file as the base year, matched by parcel key; what appeared, vanished, was split, merged or given another key.

presence-rekeyed = another key only
column-parcels-rekeyed = Parcels with another key only
column-output-compared-groups = Groups among those compared (output)
column-tax-compared-groups = Groups among those compared (tax)
column-compared-together = Parcels counted together (both years)
compare-rekeyed = { $count ->
    [one] 1 parcel has the same outline under another key and is compared as the same parcel.
   *[other] { $count } parcels have the same outline under another key and are compared as the same parcels.
}
note-compare-lineage = Split and merged
note-compare-rekeyed = Another key only
note-base-pairs = Matched with the base

command-choose-base = Choose base-year file…
command-changes = Changes between the years…
job-read-base = Reading the base-year file
base-read-title = Choose the parcel file of the base year
base-read-go = Use as base
base-title = Base-year file
base-remove = Remove the base-year file { $file }
base-outlines = Draw base parcels that are no more on the map
base-name-file = base file { $file }
base-not-read = The base-year file { $file } was not read: { $reason }
base-none-paired = { $file } has no parcel with the key or the outline of a current one, so no parcel can be compared; check parcel codes and coordinate system of both files.
base-findings = { $count ->
    [one] Reading the base file left 1 finding.
   *[other] Reading the base file left { $count } findings.
}
base-joined = { $file } is the base: { $same } in both ({ $reshaped } of them with another area, { $rekeyed } with another key only); { $appeared } appeared, { $vanished } vanished; { $split } are concerned by a split, { $merged } by a merger (both years).

inspector-change = Against the base ({ $base })
inspector-change-land = Land compared
inspector-change-of = { $from } → { $to }
inspector-change-times = { $from } → { $to } ({ $multiple }×)
inspector-change-alone = The base has not this parcel, so there is nothing to compare.
inspector-change-apart = Split or merged with land or figures that are not whole on both sides: not compared.
inspector-change-group = Split or merged parcels are counted together: { $base } of the base against { $current } now.
inspector-change-groups = { $groups ->
    [one] Of these 1 is a group of split or merged parcels.
   *[other] Of these { $groups } are groups of split or merged parcels.
}
inspector-change-compared = Compared: output { $output }, tax { $tax }.

changes-title = Changes, { $base } to { $current }
changes-current = now
changes-caption = Choose what to list; a click on a parcel finds it on the map. Base parcels that are no more are drawn as dashed outlines.
changes-list = List
changes-moved = Moved most
changes-shown = { $count } in all, the first { $shown } shown.
changes-none = There are none of these.
changes-no-base = There is no base: the data has no earlier year, and no base-year file was chosen.
changes-wait = Computing…
changes-only-base = { $name } (base)
export-what-changes = Changes between the years, parcel by parcel
export-what-changes-by = Changes between the years by { $by }
changes-base-parcels = Base parcels
changes-base-land = Base land
changes-parcels = Parcels now
changes-land = Land now
help-years = Against a base year: output columns of two years are compared by themselves; or choose another parcel file as the base in the Tools menu, matched by parcel code, the same outline under another code counting as the same parcel. Split and merged parcels whose land is whole in both years are counted together. "Changes between the years…" lists what appeared, vanished, was split or merged, and what moved most.
compare-cut-short = So many outlines lie on one spot that they were not all compared; some parcels that were split, merged or given another key may be told as appeared and vanished.
filter-presence = Since the base
