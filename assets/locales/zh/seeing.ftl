# 直方图、与均值比、年际变化、象限、套索选择

chart-histogram = 着色指标直方图
chart-histogram-caption = { $by }，每柱为该区间的地块数
chart-histogram-empty = 请先在“着色”中选择一项指标，直方图随地图的着色指标和分级而变
chart-histogram-no-values = 所示地块均无该指标的数值
chart-histogram-counts = { $count } 宗有值，{ $missing } 宗缺数（不在图中）；虚线为分级界线
chart-histogram-beyond = ；{ $count } 宗超出坐标范围，计入两端的柱
column-value-from = 下限
column-value-to = 上限

color-against-mean = { $name }与均值比
color-change = { $name }较基期变化
legend-against-mean = { $name }，与所示用地均值 { $mean } 比较
legend-change = { $name }，较基期（{ $base }）增减
legend-change-without-base = { $name }，较基期增减（数据中没有基期）
legend-change-class = { $from } 至 { $to }
legend-sample = 分级按等间隔抽取的 { $taken } 个值计算（共 { $of } 个）
legend-against-mean-0 = 低于均值 50% 以上
legend-against-mean-1 = 低于均值 10%–50%
legend-against-mean-2 = 均值上下 10% 以内
legend-against-mean-3 = 高于均值 10%–100%
legend-against-mean-4 = 高于均值 100% 以上

quadrant-upper-left = 容积率低、税收高：{ $count } 宗
quadrant-upper-right = 容积率高、税收高：{ $count } 宗
quadrant-lower-left = 容积率低、税收低：{ $count } 宗
quadrant-lower-right = 容积率高、税收低：{ $count } 宗
quadrant-medians = 虚线为中位数：容积率 { $far }，亩均税收 { $tax }；等于中位数计为低；点选象限即选中其地块

help-mouse-lasso = Alt+拖动：套索选择（内点落在所画圈内的地块）；加按 Ctrl：加选

chart-grade-moves = 评价等级变动
grade-moves-caption = 行为基期等级，列为现期等级，均按现行规则库评定
grade-moves-key = 行为基期（{ $base }）等级，列为现期（{ $year }）等级，均按现行规则库和研判日期评定；上升 { $up } 宗，下降 { $down } 宗，未变 { $stayed } 宗
grade-moves-by-parcels = 企业表只关联现期数据，基期无企业信息，故此处两期均按地块（不按企业）评定。
grade-moves-compute = 评定基期（{ $base }）等级
grade-moves-waiting = 地块较多，点击后评定基期等级并列出变动
grade-moves-none = 未评
grade-moves-corner = 基期＼现期
grade-moves-cell = { $from } → { $to }：{ $count } 宗
column-grade-base = 基期等级
column-grade-current = 现期等级
grade-moves-no-base = 没有基期，无法比较等级
