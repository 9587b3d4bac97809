# 术语:改造模式、用地状态、单位、指标列
language-name = 中文
group-with-year = { $name }({ $year } 年)

model-slim-core = 瘦身强体、聚焦主业
model-anchor-chain = 龙头引领、强链延链
model-capital-redevelop = 资本参与、二次开发
model-vacate-upgrade = 腾笼换鸟、凤凰涅槃
model-park-in-park = 存量挖潜、园中建园
model-vertical-industry = 专业运营、工业上楼
model-platform-linkage = 平台支撑、联动发展
model-enclave-park = 国企主导、园外建园(飞地)

model-short-slim-core = 瘦身强体
model-short-anchor-chain = 龙头引领
model-short-capital-redevelop = 二次开发
model-short-vacate-upgrade = 腾笼换鸟
model-short-park-in-park = 园中建园
model-short-vertical-industry = 工业上楼
model-short-platform-linkage = 平台联动
model-short-enclave-park = 园外飞地

model-exemplar-slim-core = 即墨经济开发区
model-exemplar-anchor-chain = 汽车产业新城
model-exemplar-capital-redevelop = 金山工业园
model-exemplar-vacate-upgrade = 科技创新园
model-exemplar-park-in-park = 怡发龙山产业园
model-exemplar-vertical-industry = 都市产业园(联东U谷)
model-exemplar-platform-linkage = 蓝谷高新区、陆港新城
model-exemplar-enclave-park = 无公布案例

model-lever-slim-core = 改革园区自身管理体制
model-lever-anchor-chain = 整车龙头带动配套企业集聚
model-lever-capital-redevelop = 引入社会资本,对园区再次开发
model-lever-vacate-upgrade = 置换低效企业,或改造提升可用厂房
model-lever-park-in-park = 民营企业利用存量用地自建小园区
model-lever-vertical-industry = 专业机构运营,建设多层厂房
model-lever-platform-linkage = 依托综合保税区、国际陆港等平台
model-lever-enclave-park = 多方合作,跨区域配置优质资源

status-in-use = 在用
status-vacant-built = 停产空置
status-under-construction = 在建
status-not-started = 未动工
status-suspended = 停工
status-not-supplied = 未供
status-unknown = 状态不明

term-untagged = 未标注
term-no-group = (未填)
term-total = 合计
basis-registered = 登记面积
basis-geometric = 图形面积
basis-adjusted = 实际用地面积

unit-mu = 亩
unit-square-metre = ㎡
unit-wan-yuan = 万元
unit-yi-yuan = 亿元
unit-wan-yuan-per-mu = 万元/亩
unit-percent = %
unit-persons = 人
unit-persons-per-mu = 人/亩
unit-wan-yuan-per-person = 万元/人
unit-tonnes = 吨
unit-wan-yuan-per-tonne-coal = 万元/吨标煤
unit-wan-yuan-per-tonne = 万元/吨

measure-registered-area = 登记面积
measure-occupied-area = 占用面积
measure-leased-in-area = 租入面积
measure-leased-out-area = 租出面积
measure-output = 产值
measure-revenue = 营业收入
measure-tax = 税收
measure-value-added = 工业增加值
measure-investment = 固定资产投资
measure-floor-area = 建筑面积
measure-footprint = 建筑基底面积
measure-floor-area-ratio = 容积率
measure-building-density = 建筑密度
measure-building-coefficient = 建筑系数
measure-employees = 从业人数
measure-energy = 综合能耗
measure-pollutants = 主要污染物排放量
measure-rd-expense = 研发费用
measure-main-revenue = 主营业务收入

field-parcel-code = 宗地代码
field-unit-number = 不动产单元号
field-name = 名称
field-credit-code = 统一社会信用代码
field-park = 园区
field-industry = 行业
field-land-use = 地类
field-status = 建设状态
field-ownership = 土地性质
field-model = 改造模式
