# 字段对应：列名、单位、更正
measure-area-due = 应动工面积
measure-area-developed = 已动工面积
measure-total-investment = 总投资（不含地价税费）
measure-invested = 已投资（不含地价税费）
measure-land-price = 出让价款
field-industry-class = 行业代码
field-scale = 企业规模
field-government-cause = 政府原因
field-title-clear = 权属清晰
field-agreed-start = 约定开工日期
field-extended-start = 延期开工日期
field-actual-start = 实际开工日期
field-handover = 交地日期
field-completion = 竣工日期
field-suspension = 停工日期

column-area-due-m2 = { measure-area-due }
column-area-developed-m2 = { measure-area-developed }
column-total-investment-wan-yuan = { measure-total-investment }
column-invested-wan-yuan = { measure-invested }
column-land-price-wan-yuan = { measure-land-price }
column-industry-class = { field-industry-class }
column-scale = { field-scale }
column-government-cause = { field-government-cause }
column-title-clear = { field-title-clear }
column-agreed-start = { field-agreed-start }
column-extended-start = { field-extended-start }
column-actual-start = { field-actual-start }
column-handover = { field-handover }
column-completion = { field-completion }
column-suspension = { field-suspension }

field-area-unit = 面积单位
finding-not-a-date = 应为日期，按缺失处理
finding-mapped-property-missing = 字段对应中指定的字段不在文件中，已按表头识别
mapping-unreadable = 无法读取字段对应文件：{ $reason }（{ $path }）
mapping-not-toml = 字段对应文件第 { $line } 行有误：{ $detail }（{ $path }）
mapping-property-twice = 字段“{ $property }”被用于两列，请只保留一处。
mapping-unit-does-not-fit = “{ $column }”不能以“{ $unit }”为单位。

column-corrected = 已更正的列
note-corrected = 已更正的单元格
note-corrected-text = { $cells } 个单元格，涉及 { $parcels } 宗地块；图表与指标按更正后的值计算
