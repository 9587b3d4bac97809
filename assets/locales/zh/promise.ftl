# 标准地承诺、企业评价、缺项清单、年度增减
command-join-commitments = 导入承诺表…
job-read-commitments = 读取承诺表
commitments-title = 标准地承诺
commitments-read-title = 导入标准地承诺表
commitments-remove = 移除承诺表“{ $file }”
commitments-joined = 承诺表“{ $file }”：{ $parcels } 宗地共 { $commitments } 项承诺；{ $bad ->
    [0] 全部采用。
   *[other] { $bad } 行未采用。
}
commitments-units-assumed = { $count } 项承诺值未注明单位，按“万元/亩”计。
commitments-no-parcel = 第 { $line } 行“{ $column }”列：没有地块“{ $text }”，该行未采用。
commitments-blank = 第 { $line } 行“{ $column }”列为空，该行未采用。
commitments-unreadable = 第 { $line } 行“{ $column }”列：无法识别“{ $text }”，该行未采用。
commitments-no-list = 该文件不是承诺表：需有“宗地代码”“指标”“承诺值”三列（{ $path }）
commitments-column-parcel = 宗地代码
commitments-column-indicator = 指标
commitments-column-operator = 比较
commitments-column-value = 承诺值
commitments-column-unit = 单位
commitments-column-stage = 阶段
commitments-column-due = 期限
commitments-column-basis = 用地口径
note-commitments = 标准地承诺

measure-committed-investment-per-mu = 承诺投资强度
measure-committed-output-per-mu = 承诺亩均产值
measure-committed-tax-per-mu = 承诺亩均税收
measure-committed-far = 承诺容积率
measure-committed-coefficient = 承诺建筑系数
measure-bonus-points = 评价加分
measure-penalty-points = 评价扣分
column-committed-investment-per-mu = { measure-committed-investment-per-mu }
column-committed-output-per-mu = { measure-committed-output-per-mu }
column-committed-tax-per-mu = { measure-committed-tax-per-mu }
column-committed-far = { measure-committed-far }
column-committed-coefficient = { measure-committed-coefficient }
column-bonus-points = { measure-bonus-points }
column-penalty-points = { measure-penalty-points }
field-agreed-completion = 约定竣工日期
field-full-production = 达产日期
column-agreed-completion = { field-agreed-completion }
column-full-production = { field-full-production }
column-standard-margin = 指标余量
written-unit-wan-yuan-per-mu = 万元/亩
written-unit-wan-yuan-per-ha = 万元/公顷
written-unit-yuan-per-m2 = 元/平方米
written-unit-yi-yuan-per-km2 = 亿元/平方公里

stage-completion = 竣工
stage-full-production = 达产
reason-commitment-fired = { $fact } { $measured }，达到承诺（{ $operator } { $threshold }，余量 { $margin }）
reason-commitment-not-fired = { $fact } { $measured }，未达到承诺（{ $operator } { $threshold }，差 { $margin }）
reason-commitment-unknown = 承诺{ $fact }{ $operator } { $threshold }，缺少同期数据，无法核对
reason-commitment-blank = 承诺{ $fact }{ $operator } { $threshold }，尚未到期
reason-commitment-stage = { $measured }阶段承诺，期限 { $threshold }
reason-commitment-no-day = { $measured }阶段承诺，期限未注明
reason-commitment-basis = 该项承诺的用地口径为“{ $measured }”
reason-commitment-year = 现有数据为 { $measured } 年，早于承诺期限所在年度

reason-grade-bonus = 加分 { $measured }
reason-grade-penalty = 扣分 { $measured }
reason-grade-of-firm = 按企业“{ $measured }”评价，该企业共有 { $threshold } 宗地
reason-grade-no-firm = 企业名单中没有该地块的企业，不参加评价
reason-grade-shared-parcel = 该地块有多家企业，按贡献最大的“{ $measured }”评价
reason-grade-rank-of-firms = 组内排名第 { $measured } 位，共 { $threshold } 家企业

presence-split = 分割
presence-merged = 合并
column-parcels-split = 分割所涉地块
column-parcels-merged = 合并所涉地块
column-lineage = 分割合并对应地块
compare-lineage = 两期之间有分割、合并：分割涉及 { $split } 宗，合并涉及 { $merged } 宗（两期合计）。前后土地齐全且有数的按组合计列入可比增减（产值 { $output } 组，税收 { $tax } 组），其余不列入。

source-user = 用户自定
source-user-from = 用户自定（原依据：{ $source }）
column-listed-investment-per-mu = 清单承诺：{ fact-investment-per-mu }
column-kept-investment-per-mu = 承诺余量：{ fact-investment-per-mu }
column-listed-output-per-mu = 清单承诺：{ fact-output-per-mu }
column-kept-output-per-mu = 承诺余量：{ fact-output-per-mu }
column-listed-revenue-per-mu = 清单承诺：{ fact-revenue-per-mu }
column-kept-revenue-per-mu = 承诺余量：{ fact-revenue-per-mu }
column-listed-tax-per-mu = 清单承诺：{ fact-tax-per-mu }
column-kept-tax-per-mu = 承诺余量：{ fact-tax-per-mu }
column-listed-value-added-per-mu = 清单承诺：{ fact-value-added-per-mu }
column-kept-value-added-per-mu = 承诺余量：{ fact-value-added-per-mu }
column-listed-far = 清单承诺：{ fact-far }
column-kept-far = 承诺余量：{ fact-far }
column-listed-building-density = 清单承诺：{ fact-building-density }
column-kept-building-density = 承诺余量：{ fact-building-density }
column-listed-building-coefficient = 清单承诺：{ fact-building-coefficient }
column-kept-building-coefficient = 承诺余量：{ fact-building-coefficient }
column-listed-rd-share = 清单承诺：{ fact-rd-share }
column-kept-rd-share = 承诺余量：{ fact-rd-share }
column-commitments-met = 达到的承诺项数
column-commitments-breached = 未达到的承诺项数
