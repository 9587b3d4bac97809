# Hardness: what files turn out to be, and what was found in them
look-alike-kml = This is KML (or KMZ); export it as GeoJSON or a shapefile with a GIS.
look-alike-gml = This is GML; export it as GeoJSON or a shapefile with a GIS.
look-alike-workbook = This is an Excel workbook, a table without shapes; open the parcel file first and join the table to it.
look-alike-packed = This is a packed archive (RAR, 7z or the like); unpack it and open the file inside.
look-alike-encrypted-office = This is an Office file with a password; remove the password in Excel and save it again.
look-alike-dbf = This is the table of a shapefile (.dbf), without shapes; open the .shp beside it.
look-alike-mapinfo = This is MapInfo (TAB or MIF); export it as GeoJSON or a shapefile with a GIS.
look-alike-other-gis = This is another GIS format (Parquet, FlatGeobuf, WKT or the like); export it as GeoJSON with a GIS.
look-alike-dxf = This is a CAD drawing (DXF); export its closed outlines as GeoJSON with a GIS.
look-alike-zeros = The file holds nothing but zero bytes, so it was never written whole; download or copy it again.
look-alike-binary = This is a binary file, not GeoJSON text; ask for the data as GeoJSON.
look-alike-script = This is JavaScript around the data; delete what stands before the first brace and behind the last, and open it again.
look-alike-csv = This is a table (CSV) without shapes; open the parcel file first and join the table to it.
look-alike-highcharts = This is a Highcharts map in units of its own, not in coordinates; use the original GeoJSON.

read-no-polygons-others = The file has { $features } features but no polygons ({ $points } points, { $lines } lines, { $others } that are no GeoJSON features or of an unknown geometry type); export the polygon layer as a FeatureCollection.
read-crs-contradicted = The coordinates (like { $numbers }) cannot be of the coordinate system the file names, "{ $label }". { $proposal }

json-other-quote = the quotation mark { $met } instead of " (Python prints so; write the file with a JSON library)
json-comment = "{ $met }" begins a comment, which JSON does not have
json-closing = "{ $met }" cannot stand here (a comma too many before it, or a bracket missing?)
json-word = a bare word that begins with "{ $met }" (NaN, Infinity, None and True are not JSON)

finding-longitude-beyond-180 = longitudes beyond ±180°; whole turns were taken off, the area is unchanged
finding-edge-over-half-globe = an edge spans more than half the globe (across the date line?); taken as written
