# 牢固：文件的真实类型与发现的问题
look-alike-kml = 这是 KML（或 KMZ），请用 GIS 软件导出为 GeoJSON 或 Shapefile。
look-alike-gml = 这是 GML，请用 GIS 软件导出为 GeoJSON 或 Shapefile。
look-alike-workbook = 这是 Excel 工作簿，只有表格没有图形，请先打开地块文件，再把表格关联进来。
look-alike-packed = 这是压缩包（RAR、7z 等），请先解压，再打开其中的文件。
look-alike-encrypted-office = 这是加了密码的 Office 文件，请在 Excel 中去掉密码后重新保存。
look-alike-dbf = 这是 Shapefile 的属性表（.dbf），没有图形，请打开同名的 .shp 文件。
look-alike-mapinfo = 这是 MapInfo 文件（TAB 或 MIF），请用 GIS 软件导出为 GeoJSON 或 Shapefile。
look-alike-other-gis = 这是其他 GIS 格式（Parquet、FlatGeobuf、WKT 等），请用 GIS 软件导出为 GeoJSON。
look-alike-dxf = 这是 CAD 图（DXF），请用 GIS 软件把其中的闭合边界导出为 GeoJSON。
look-alike-zeros = 文件内容全为零字节，没有完整写入，请重新下载或复制。
look-alike-binary = 这是二进制文件，不是 GeoJSON 文本，请索取 GeoJSON 数据。
look-alike-script = 数据外面包着 JavaScript，请删去第一个括号之前和最后一个括号之后的内容，再打开。
look-alike-csv = 这是表格（CSV），没有图形，请先打开地块文件，再把表格关联进来。
look-alike-highcharts = 这是 Highcharts 地图，数值是它自己的单位而不是坐标，请使用原始的 GeoJSON。

read-no-polygons-others = 文件有 { $features } 个要素，但没有面（点 { $points } 个，线 { $lines } 个，不是 GeoJSON 要素或几何类型未知的 { $others } 个），请把面图层导出为 FeatureCollection。
read-crs-contradicted = 坐标（如 { $numbers }）与文件标注的坐标系“{ $label }”不符。{ $proposal }

json-other-quote = 引号用了 { $met } 而不是 "（Python 直接打印就会这样，请用 JSON 库写出文件）
json-comment = “{ $met }”像是注释，JSON 不允许注释
json-closing = “{ $met }”不能出现在这里（前面多了逗号，或缺少括号？）
json-word = 以“{ $met }”开头的单词不是 JSON（JSON 没有 NaN、Infinity、None、True）

finding-longitude-beyond-180 = 经度超出 ±180°，已减去整圈，面积不变
finding-edge-over-half-globe = 一条边跨过半个地球（是否跨越日界线？），按原样采用
