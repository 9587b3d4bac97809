# Commitments, grades of firms, missing items, parcels of two years
command-join-commitments = Join commitments…
job-read-commitments = Reading commitments
commitments-title = Commitments
commitments-read-title = Join a list of commitments
commitments-remove = Take the list of commitments { $file } away
commitments-joined = List "{ $file }": { $commitments } commitments on { $parcels } parcels; { $bad ->
    [0] every row was taken.
    [one] { $bad } row was not taken.
   *[other] { $bad } rows were not taken.
}
commitments-units-assumed = { $count } values are without a unit and were taken as 10k yuan/mu.
commitments-no-parcel = Row { $line }, column { $column }: there is no parcel "{ $text }"; the row was not taken.
commitments-blank = Row { $line }, column { $column } is blank; the row was not taken.
commitments-unreadable = Row { $line }, column { $column }: "{ $text }" was not understood; the row was not taken.
commitments-no-list = This is no list of commitments: it needs the columns parcel, indicator and value ({ $path })
commitments-column-parcel = parcel
commitments-column-indicator = indicator
commitments-column-operator = operator
commitments-column-value = value
commitments-column-unit = unit
commitments-column-stage = stage
commitments-column-due = due date
commitments-column-basis = land basis
note-commitments = Commitments

measure-committed-investment-per-mu = Committed investment per mu
measure-committed-output-per-mu = Committed output per mu
measure-committed-tax-per-mu = Committed tax per mu
measure-committed-far = Committed floor area ratio
measure-committed-coefficient = Committed building coefficient
measure-bonus-points = Bonus points
measure-penalty-points = Penalty points
column-committed-investment-per-mu = { measure-committed-investment-per-mu }
column-committed-output-per-mu = { measure-committed-output-per-mu }
column-committed-tax-per-mu = { measure-committed-tax-per-mu }
column-committed-far = { measure-committed-far }
column-committed-coefficient = { measure-committed-coefficient }
column-bonus-points = { measure-bonus-points }
column-penalty-points = { measure-penalty-points }
field-agreed-completion = Agreed completion
field-full-production = Full production
column-agreed-completion = { field-agreed-completion }
column-full-production = { field-full-production }
column-standard-margin = Margin to bound
written-unit-wan-yuan-per-mu = 10k yuan/mu
written-unit-wan-yuan-per-ha = 10k yuan/ha
written-unit-yuan-per-m2 = yuan/m²
written-unit-yi-yuan-per-km2 = 100M yuan/km²

stage-completion = completion
stage-full-production = full production
reason-commitment-fired = { $fact } { $measured } keeps the commitment ({ $operator } { $threshold }, margin { $margin })
reason-commitment-not-fired = { $fact } { $measured } breaks the commitment ({ $operator } { $threshold }, short by { $margin })
reason-commitment-unknown = { $fact } { $operator } { $threshold } was committed; no figure of that stage to hold against it
reason-commitment-blank = { $fact } { $operator } { $threshold } was committed and is not due yet
reason-commitment-stage = commitment at { $measured }, due { $threshold }
reason-commitment-no-day = commitment at { $measured }, with no due date
reason-commitment-basis = this commitment is per land taken as { $measured }
reason-commitment-year = the figures are of { $measured }, before the year the commitment is due in

reason-grade-bonus = { $measured } bonus points
reason-grade-penalty = { $measured } penalty points
reason-grade-of-firm = graded with the firm { $measured }, which has { $threshold } parcels
reason-grade-no-firm = the firms' list has no firm on this parcel: it is not graded
reason-grade-shared-parcel = several firms stand on this parcel: it is graded with { $measured }, which brings it most
reason-grade-rank-of-firms = rank { $measured } of { $threshold } firms in the cohort

presence-split = split
presence-merged = merged
column-parcels-split = Parcels split
column-parcels-merged = Parcels merged
column-lineage = Split from or merged with
compare-lineage = Parcels were split or merged between the two years: { $split } are concerned by a split, { $merged } by a merger (both years). Where all their land and figures are on both sides, successors are summed against predecessors (groups so counted: output { $output }, tax { $tax }); the others are in no change.

source-user = user-set
source-user-from = user-set (made from: { $source })
column-listed-investment-per-mu = Listed commitment: { fact-investment-per-mu }
column-kept-investment-per-mu = Margin to commitment: { fact-investment-per-mu }
column-listed-output-per-mu = Listed commitment: { fact-output-per-mu }
column-kept-output-per-mu = Margin to commitment: { fact-output-per-mu }
column-listed-revenue-per-mu = Listed commitment: { fact-revenue-per-mu }
column-kept-revenue-per-mu = Margin to commitment: { fact-revenue-per-mu }
column-listed-tax-per-mu = Listed commitment: { fact-tax-per-mu }
column-kept-tax-per-mu = Margin to commitment: { fact-tax-per-mu }
column-listed-value-added-per-mu = Listed commitment: { fact-value-added-per-mu }
column-kept-value-added-per-mu = Margin to commitment: { fact-value-added-per-mu }
column-listed-far = Listed commitment: { fact-far }
column-kept-far = Margin to commitment: { fact-far }
column-listed-building-density = Listed commitment: { fact-building-density }
column-kept-building-density = Margin to commitment: { fact-building-density }
column-listed-building-coefficient = Listed commitment: { fact-building-coefficient }
column-kept-building-coefficient = Margin to commitment: { fact-building-coefficient }
column-listed-rd-share = Listed commitment: { fact-rd-share }
column-kept-rd-share = Margin to commitment: { fact-rd-share }
column-commitments-met = Commitments met
column-commitments-breached = Commitments broken
