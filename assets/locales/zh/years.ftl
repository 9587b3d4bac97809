# 两个年份的对比：基期与现期、倍增路径、集中度、工作清单。

presence-in-both = 两期都有
presence-reshaped = 面积有变
presence-appeared = 新增
presence-vanished = 消失

column-presence = 两期对应
column-parcels-in-both = 两期都有的地块
column-parcels-appeared = 新增地块
column-parcels-vanished = 消失地块
column-parcels-reshaped = 面积变化超过 1% 的地块
column-land-base-mu = 基期土地
column-land-current-mu = 现期土地
column-output-base-wan-yuan = 基期产值
column-output-current-wan-yuan = 现期产值
column-output-change-wan-yuan = 产值增减
column-output-multiple = 产值为基期的倍数
column-output-per-mu-base = 基期亩均产值
column-output-per-mu-current = 现期亩均产值
column-output-per-mu-change = 亩均产值增减
column-output-per-mu-multiple = 亩均产值为基期的倍数
column-output-doubling-progress = 亩均产值倍增进度
column-tax-base-wan-yuan = 基期税收
column-tax-current-wan-yuan = 现期税收
column-tax-change-wan-yuan = 税收增减
column-tax-multiple = 税收为基期的倍数
column-tax-per-mu-base = 基期亩均税收
column-tax-per-mu-current = 现期亩均税收
column-tax-per-mu-change = 亩均税收增减
column-tax-per-mu-multiple = 亩均税收为基期的倍数
column-tax-doubling-progress = 亩均税收倍增进度
column-output-compared = 可比产值的地块
column-output-missing-base = 基期缺产值
column-output-missing-current = 现期缺产值
column-output-missing-either = 任一期缺产值
column-output-base-not-positive = 基期产值不大于 0
column-output-compared-land-base-mu = 可比产值的基期土地
column-output-compared-land-current-mu = 可比产值的现期土地
column-tax-compared = 可比税收的地块
column-tax-missing-base = 基期缺税收
column-tax-missing-current = 现期缺税收
column-tax-missing-either = 任一期缺税收
column-tax-base-not-positive = 基期税收不大于 0
column-tax-compared-land-base-mu = 可比税收的基期土地
column-tax-compared-land-current-mu = 可比税收的现期土地

compare-no-base-year = 文件中没有早于现期的年份，无法比较；可选年份：{ $years }。请另给一个现期文件，或用 --base-year 和 --current-year 指明两个年份。
compare-same-year = 基期和现期都是 { $year } 年，请指明两个不同的年份。
compare-nothing-paired = 两期没有编号相同的地块，无法逐宗比较；请核对两个文件的宗地代码。
compare-no-two-columns = { $measure }没有两个年份的数据列，不作比较。
compare-none-compared = 没有一宗地块两期都有{ $measure }，变化一律留空。
compare-base-zero = 基期{ $measure }合计不大于 0，倍数和倍增进度留空。
note-base-file = 基期数据文件
note-base-year = 基期年份
note-compare-rule = 可比规则
note-compare-rule-text = 增减、倍数和亩均只计两期都有数的地块；倍增进度 =（现期亩均 ÷ 基期亩均 − 1），100% 即亩产倍增
