# 直方图、与均值比、年际变化、象限、套索选择

chart-histogram = 着色指标直方图
chart-histogram-caption = { $by }，每柱为该区间的地块数
chart-histogram-empty = 请先在“着色”中选择一项指标，直方图随地图的着色指标和分级而变
chart-histogram-no-values = 所示地块均无该指标的数值
chart-histogram-counts = { $count } 宗有值，{ $missing } 宗缺数（不在图中）；虚线为分级界线
chart-histogram-beyond = ；{ $count } 宗超出坐标范围，计入两端的柱
column-value-from = 下限
column-value-to = 上限
