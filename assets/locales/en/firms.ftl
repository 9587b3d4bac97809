# Firms' lists, boundaries, reference layers
list-unreadable = Cannot read the firms' list: { $reason } ({ $path })
list-password = The workbook is under a password: remove it in Excel, save, and join again: { $path }
list-bad-workbook = The workbook is damaged or of a kind that is not read: save it as .xlsx in Excel and try again ({ $detail }): { $path }
list-not-a-table = This is no list but { $what }: { $path }
list-too-large = The list is too large: keep only the sheet and rows that are needed: { $path }
list-empty = There is nothing in the list: { $path }
list-no-such-sheet = The workbook has no sheet named “{ $sheet }”: { $path }
list-looks-zip = a ZIP archive or a damaged workbook; unpack it first if it is an archive
list-looks-old-excel = a very old Excel file (Excel 4 or before); save it as .xlsx
list-looks-pdf = a PDF; ask for the list itself
list-looks-html = a web page (a login page perhaps, or a page exported under the name .xls); open it in Excel and save it as .xlsx
list-looks-xml = an XML file; open it in Excel and save it as .xlsx
list-looks-git-lfs = a Git LFS pointer; fetch the file itself
list-looks-json = a JSON file; export it as CSV or XLSX
list-looks-picture = a picture

list-finding-place = line { $line }, “{ $header }”: { $value }
list-finding-column = “{ $header }”
list-finding-not-a-number = { $count } cells are no numbers and count as missing: { $places }
list-finding-negative = { $count } cells are below zero and count as they stand: { $places }
list-finding-digits-lost = { $count } codes of more than 15 digits were kept as numbers by Excel and lost their last digits; make the column text and export it again: { $places }
list-finding-total-row = { $count } rows are sums of others and were left out: { $places }
list-finding-header-row = { $count } rows repeat the headers and were left out: { $places }
list-finding-year-missing = { $count } rows have no year; their figures are of no year: { $places }
list-finding-unit-assumed = { $count } columns name no unit; the commonest was taken, please confirm: { $places }
