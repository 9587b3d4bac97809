# Command line
cli-no-display = There is no display to open a window on ({ $reason }); here is the summary instead.
cli-no-such-year = The file has no figures of { $asked }; it has: { $years }.
cli-unknown-ending = Write to .csv, .xlsx or -, not to: { $path }
cli-unmatched = { $count } parcels of the project are not in the file.
cli-findings = { $count } findings on import; see them with mulens check.
