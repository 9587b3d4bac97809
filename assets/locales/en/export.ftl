# Exports, writing files, the project file
export-failed = The file was not written, and what was there is unchanged: { $reason }. File: { $path }
export-onto-source = The opened source file is never overwritten; please choose another name. File: { $path }
export-is-folder = This is a folder; please give a file name: { $path }
export-no-folder = The target folder does not exist; create it or choose another place: { $path }
export-write-protected = The file is write-protected; unprotect it or choose another name: { $path }

export-reason-not-found = no such file or folder
export-reason-permission = no permission
export-reason-disk-full = the disk is full
export-reason-read-only = the disk is read-only
export-reason-too-large = larger than the disk allows a file to be
export-reason-folder = it is a folder
export-reason-busy = another program is using the file
export-reason-pipe = the program receiving the output has ended
export-reason-name = the file name is not valid

export-output-failed = The export was not finished: { $reason }
export-source-unreadable = The source file cannot be read: { $reason }. File: { $name }
export-source-changed = The source file has changed since it was read, so nothing was exported. Open it again, then export. File: { $name }
export-too-many-rows = { $rows } rows are more than the { $limit } an Excel sheet holds. Filter first, or export as CSV.
export-too-many-columns = { $columns } columns are more than the { $limit } an Excel sheet holds. Choose fewer, or export as CSV.
export-xlsx-failed = The Excel file could not be made: { $reason }
export-picture-failed = The picture could not be made: { $reason }

export-sheet-table = Data
export-sheet-notes = Notes
export-notes-item = Item
export-notes-value = Value
export-font = Calibri

project-unreadable = The project file cannot be read: { $reason }. File: { $path }
project-not-json = The project file is not valid JSON (line { $line }, column { $column }) and may be damaged; try the autosaved copy. File: { $path }
project-not-project = This is not a MuLens project; choose a .mulens file: { $path }
project-newer = This project was saved by a newer MuLens (version { $found }; this one reads up to { $supported }); update the program to open it: { $path }
project-damaged = The project file does not follow its format ({ $detail }) and was not opened. File: { $path }
project-source-missing = The project's parcel file cannot be found; put it back or choose it anew: { $path }

# Coordinate systems
crs-sentence = { $crs } · { $evidence }
crs-by-option = as the user said
crs-by-member = named in the file
crs-by-numbers = judged by the numbers
crs-by-default = GeoJSON's default
field-year = Year
