# Columns: names, units, corrections
measure-area-due = Area due to be developed
measure-area-developed = Area developed
measure-total-investment = Total investment (no land price or taxes)
measure-invested = Invested so far (no land price or taxes)
measure-land-price = Land price
field-industry-class = Industry class code
field-scale = Firm scale
field-government-cause = Caused by government
field-title-clear = Clear title
field-agreed-start = Agreed start
field-extended-start = Extended start
field-actual-start = Actual start
field-handover = Handover
field-completion = Completion
field-suspension = Suspended since

column-area-due-m2 = { measure-area-due }
column-area-developed-m2 = { measure-area-developed }
column-total-investment-wan-yuan = { measure-total-investment }
column-invested-wan-yuan = { measure-invested }
column-land-price-wan-yuan = { measure-land-price }
column-industry-class = { field-industry-class }
column-scale = { field-scale }
column-government-cause = { field-government-cause }
column-title-clear = { field-title-clear }
column-agreed-start = { field-agreed-start }
column-extended-start = { field-extended-start }
column-actual-start = { field-actual-start }
column-handover = { field-handover }
column-completion = { field-completion }
column-suspension = { field-suspension }

field-area-unit = Area unit
finding-not-a-date = not a date; taken as missing
finding-mapped-property-missing = named in the column mapping but not in the file; columns found by name instead
mapping-unreadable = The column mapping cannot be read: { $reason } ({ $path })
mapping-not-toml = Line { $line } of the column mapping is off: { $detail } ({ $path })
mapping-property-twice = The field “{ $property }” is used for two columns; keep one of them.
mapping-unit-does-not-fit = “{ $column }” cannot be in “{ $unit }”.

column-corrected = Corrected
note-corrected = Corrected cells
note-corrected-text = { $cells } cells of { $parcels } parcels; figures stand on the corrected values
