# 窗口:标签、按钮、提示
app-name = 亩镜 MuLens
switch-language-button = English

search-label = 搜索
search-hint = 搜索代码、名称…
search-clear = 清除搜索

choice-year = 年份
choice-color-by = 着色
choice-class-method = 分级
choice-group-by = 分组
choice-land-basis = 用地口径
class-quantile = 分位数
class-equal-interval = 等间距
class-natural-breaks = 自然断点
figures-basis = 口径：{ $basis }
figures-basis-year = 口径：{ $basis } · { $year } 年

kpi-parcels = 地块
kpi-land = 土地
kpi-idle = 疑似闲置
kpi-vacant = 停产空置
kpi-tagged = 已标注
kpi-selected = 已选 { $value }
kpi-parcels-basis = 当前显示的地块；文件共 { $all } 宗
kpi-land-basis = 其中 { $registered } 宗有登记面积；{ $nolandparcels } 宗无任何面积，{ $noshape } 宗无图形，{ $invalid } 宗图形无效，均未以 0 计入
kpi-ratio-basis = 总量之和 ÷ 土地之和，分母 { $land } 亩；{ $missing } 宗缺数未计入，{ $zeros } 宗未投产按 0 计入
kpi-idle-basis = 疑似闲置用地共 { $parcels } 宗，{ $rule }；闲置率 = 疑似闲置 ÷ 已供土地
kpi-vacant-basis = 已建成但停产、空置的用地；法律上不属于闲置土地，单独统计
kpi-tagged-basis = 已标注改造模式的地块 / 当前显示的地块

palette-title = 改造模式
palette-row = 标注为 { $model }
palette-exemplar = 典型园区：{ $park }
palette-hint-none = 先在地图或表格中选择地块，再点模式或按 1–8
palette-hint-selected = 点模式或按 1–8，标注已选的 { $count } 宗；按 0 清除
palette-tag-park = 标注整个园区
palette-tag-park-hint = 请先选择园区内任一地块

filter-title = 筛选
filter-numbers = 数值范围
filter-add-range = 添加范围…
filter-remove-range = 移除此范围
filter-min = 下限
filter-max = 上限
filter-number-missing = 缺失
filter-chip-text = 含“{ $text }”
filter-chip-remove = 取消条件 { $condition }
list-comma = 、
list-more = { " " }等另 { $count } 项

map-label = 地图
map-mu-square = { $mu } 亩
unit-kilometre = 千米
unit-metre = 米
unit-centimetre = 厘米
legend-class = 选择图例“{ $name }”的地块
legend-others = 其余 { $count } 个
legend-missing = 缺失
legend-idle = 斜线：疑似闲置

table-caption = 显示 { $shown } 宗，共 { $all } 宗，已选 { $selected } 宗
table-columns = 列
table-empty = 没有符合条件的地块。请放宽或清除筛选。
table-row = 第 { $row } 行
table-sort-by = 按“{ $column }”排序

tab-charts = 图表
tab-inspector = 地块
tab-report = 导入报告

inspector-empty = 在地图或表格中选择一宗地块，查看其字段、指标和来源。
inspector-indicators = 指标
inspector-note = 备注
inspector-note-label = 地块备注
inspector-note-hint = 记录核实情况、企业诉求等
inspector-fields = 文件中的字段（原样）
inspector-idle = 闲置筛查
inspector-idle-by-decree = 疑似闲置（按办法研判，待核实）
inspector-idle-untold = 数据不足，无法判断
inspector-idle-by-status = 疑似闲置（按建设状态，待核实）
inspector-not-idle = 未见疑似闲置
inspector-assumed-zero = 未投产按 0 计
inspector-selection = 已选 { $count } 宗合计
inspector-sum-basis = { $parcels } 宗有数，{ $missing } 宗缺数，{ $zeros } 宗按 0 计
shape-none = 无图形
shape-invalid = 图形无效，不计面积，原因见导入报告

report-columns = 字段识别
report-column = 用途
report-property = 文件字段
report-unit = 单位
report-filled = 有值
report-counts = 要素 { $features } 个，地块 { $parcels } 宗，跳过 { $skipped } 个
report-unused = 未使用的字段：{ $names }
report-findings = 发现的问题
report-no-findings = 未发现问题
report-more = 另有 { $count } 条同类问题未列出

status-findings = 导入发现 { $count } 处
job-load = 正在读取
job-save = 正在保存
job-export = 正在导出
job-autosave = 自动保存
job-cancel = 取消
job-progress = { $job } { $subject } · { $done }/{ $total } MB · { $parcels } 宗

welcome-tagline = 园区土地亩均效益与更新模式分析
welcome-drop = 或将文件拖到此处：GeoJSON、Shapefile（.shp 或 .zip）、GeoPackage；多个文件合并打开
welcome-drop-now = 松开鼠标即可打开
welcome-offline = 全程离线运行，数据不出本机

dialog-cancel = 取消
dialog-close = 关闭
dialog-open-title = 打开地块文件或项目
dialog-save-title = 保存
dialog-filter-parcels = 地块文件与项目
dialog-filter-project = 亩镜项目
dialog-filter-all = 所有文件
open-path-title = 按路径打开
save-path-title = 保存项目到
picture-path-title = 图片保存到
picture-facts = 数据：{ $file } · 地块 { $shown }/{ $all } · { $basis }
type-path-label = 文件路径
type-path-hint = 粘贴或输入完整路径
command-open-path-go = 打开

unsaved-title = 有未保存的工作
unsaved-text = “{ $file }”的标注、备注或筛选尚未保存到项目文件。
unsaved-save = 保存
unsaved-discard = 不保存


export-title = 导出
export-what-summary = 汇总表（按{ $by }）
export-what-parcels = 地块明细
export-what-geojson = GeoJSON（原文件加标注与指标）
export-scope-all = 全部地块
export-scope-shown = 筛选后的地块
export-scope-selected = 已选地块
export-format-csv = CSV（Excel 可直接打开）
export-format-xlsx = Excel 工作簿（含口径说明页）
export-format-geojson = GeoJSON
export-format-png = PNG 图片
export-path-label = 导出路径
export-path-hint = 也可直接输入完整路径
export-choose = 选择位置…
export-write = 按此路径导出

help-title = 使用说明
help-first = 打开 GeoJSON 地块文件后，地图、表格、图表联动：在任一处选择，处处可见。选中地块后按 1–8 标注改造模式，按 0 清除。标注、备注、筛选保存在 .mulens 项目文件中，原文件从不改动。
help-figures = 亩均指标为总量之和除以土地之和。缺数的地块不计入分子和分母；未动工、停工、在建、停产空置（规则库可改）及按办法疑似闲置而产值或税收为空的地块按 0 计入。每个数字都注明口径、地块数和缺数。闲置筛查结果均为“疑似”，以主管部门认定为准。
help-privacy = 本软件全程离线，不发起任何网络连接。
help-mouse-title = 地图操作
help-mouse-pan = 拖动：平移（也可用方向键）
help-mouse-zoom = 滚轮：以指针为中心缩放；双击：放大
help-mouse-click = 单击：选择；Ctrl+单击：加选或取消
help-mouse-box = Shift+拖动：框选（内点落在框内的地块）
help-mouse-keys = Tab 键移动焦点，空格或回车执行
help-keys-title = 快捷键
help-version = 版本 { $version }

theme-light = 浅色
theme-dark = 深色
theme-system = 跟随系统
