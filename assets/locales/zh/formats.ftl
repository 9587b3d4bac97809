# 文件格式与编码
convert-bomb = 解压后超过 { $size }，不像地块数据，已停止解压。
convert-bad-archive = 压缩文件已损坏或不完整（{ $error }），请重新下载或压缩。
convert-encrypted = 压缩包设有密码，请先解压再打开。
convert-nested-archive = 压缩包里还是压缩包，请先解压一层再打开。
convert-nothing-in-archive = 压缩包里没有地块文件，请放入 .shp（连同 .dbf、.prj）、.gpkg 或 .geojson。
convert-office = 这是 Excel 等 Office 文件，没有地块图形，请打开 GeoJSON、Shapefile 或 GeoPackage。
convert-kmz = 这是 KMZ（谷歌地球），请用 GIS 软件转换为 GeoJSON 或 GeoPackage。
convert-no-shp = 同一文件夹里没有同名的 .shp 文件，请把 .shp、.dbf、.prj 放在一起再打开 .shp。
convert-bad-shp = 这个 .shp 文件不是 Shapefile，或文件头已损坏，请重新导出。
convert-not-geopackage = 这是 SQLite 数据库，但不是 GeoPackage，请用 GIS 软件导出为 GeoPackage。
convert-no-feature-layer = GeoPackage 里没有矢量图层，请导出地块图层后再打开。
convert-bad-database = 数据库已损坏或无法读取（{ $error }），请重新导出。
convert-mixed-crs = 各文件坐标系不同，不能合并打开，请先转换为同一坐标系：{ $files }
read-layer-unknown = 文件有多个图层，请选择一个，命令行可加 --layer 名称：{ $layers }
read-layer-absent = 没有名为“{ $asked }”的图层，请用 --layer 选择其中之一：{ $layers }
read-in-file = { $file }：{ $error }

finding-encoding-guessed = 文件没有注明编码，已按内容判断
finding-encoding-contradicted = 注明的编码与内容不符，已按内容判断
finding-bytes-replaced = 有字节不属于所用编码，已用占位符代替
finding-companion-missing = Shapefile 缺少配套文件
finding-file-truncated = 文件不完整，只读到中断处
finding-record-counts-differ = 图形与属性表的条数不同，多出的无图形或无属性
finding-deleted-record = 属性表中标记为已删除的记录，未读入
finding-ring-turned = 图形的环方向相反，已按外环处理
finding-bad-geometry-bytes = 图形数据已损坏，按无图形地块读入
finding-blob-left-out = 图片、备注等二进制内容，未读入

encoding-sentence = { $format } · { $encoding }（{ $evidence }）
encoding-by-valid = 全文均为 UTF-8
encoding-by-option = 由您指定
encoding-by-mark = 按字节顺序标记
encoding-by-label = 按文件注明
encoding-by-bytes = 按内容判断
encoding-reread = 换一种编码重读
encoding-preview = { $encoding }：{ $preview }

layer-question-title = 选择图层
layer-question-text = “{ $file }”里有多个图层，请选择要打开的地块图层。
layer-with-features = { $name }（{ $features } 个要素）
layer-again = 另选图层…
layer-opened = 图层：{ $layer }
