# File formats and encodings
convert-bomb = It unpacks to more than { $size }, which no parcel file does: unpacking was stopped.
convert-bad-archive = The packed file is damaged or cut off ({ $error }): download or pack it again.
convert-encrypted = The archive has a password: unpack it first.
convert-nested-archive = The archive holds another archive: unpack one level first.
convert-nothing-in-archive = There is no parcel file in the archive: put in a .shp (with .dbf and .prj), .gpkg or .geojson.
convert-office = This is an Excel or other Office file without parcel shapes: open a GeoJSON, Shapefile or GeoPackage.
convert-kmz = This is KMZ (Google Earth): convert it to GeoJSON or GeoPackage with a GIS program.
convert-no-shp = There is no .shp of this name in the folder: put .shp, .dbf and .prj together and open the .shp.
convert-bad-shp = This .shp is no Shapefile, or its header is damaged: export it again.
convert-not-geopackage = This is an SQLite database but no GeoPackage: export a GeoPackage with a GIS program.
convert-no-feature-layer = The GeoPackage has no vector layer: export the parcel layer first.
convert-bad-database = The database is damaged or cannot be read ({ $error }): export it again.
convert-mixed-crs = The files are in different coordinate systems and cannot be opened as one; convert them to one first: { $files }
read-layer-unknown = The file has several layers; choose one, on the command line with --layer NAME: { $layers }
read-layer-absent = There is no layer "{ $asked }"; choose one of these with --layer: { $layers }
read-in-file = { $file }: { $error }

finding-encoding-guessed = The file does not name its encoding; it was judged by the bytes
finding-encoding-contradicted = The encoding named in the file is not the one its bytes are in; the bytes were followed
finding-bytes-replaced = Bytes that are not of the encoding were replaced by a placeholder
finding-companion-missing = A file that goes with the Shapefile is missing
finding-file-truncated = The file is cut off; it was read up to there
finding-record-counts-differ = Shapes and table rows differ in number; those left over have no shape or no attributes
finding-deleted-record = A table row marked as deleted, left out
finding-ring-turned = A ring runs the wrong way; it was taken for an outer one
finding-bad-geometry-bytes = The shape's bytes are damaged; read as a parcel without shape
finding-blob-left-out = A picture, memo or other binary value, left out

encoding-sentence = { $format } · { $encoding } ({ $evidence })
encoding-by-valid = all of it is UTF-8
encoding-by-option = as you said
encoding-by-mark = by its byte order mark
encoding-by-label = as the file says
encoding-by-bytes = judged by the bytes
encoding-reread = Read again in another encoding
encoding-preview = { $encoding }: { $preview }

layer-question-title = Choose a layer
layer-question-text = "{ $file }" has several layers. Which one holds the parcels?
layer-with-features = { $name } ({ $features } features)
layer-again = Choose another layer…
layer-opened = Layer: { $layer }
