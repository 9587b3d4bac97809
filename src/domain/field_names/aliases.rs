//! The names columns are known by in real files, and what may stand around them: words only, no reading.
//!
//! A table lists the preferred name first: where a file has several, the earlier one is taken.

use crate::domain::units::AreaUnit;
use crate::domain::{Category, DateField, Measure, TextField};

/// Words a name may carry around an alias without changing what it means.
pub(super) const FILLERS: &str = "统计口径|本年度|全年|年度|当年|本年|本期|合计|总计|累计|总额|总量|总数|金额|数值|数据|实际|企业|地块|\
    宗地|项目|单位|名称|信息|情况|字段|年|总|额|数|值|约|total|annual|yearly|amount|value|sum|field|the|of|\
    in|parcel|company|firm|name";

/// Numbers, by measure: preferred names first.
pub(super) const MEASURES: &[(Measure, &str)] = &[
    (
        Measure::RegisteredArea,
        "登记面积|证载面积|证载土地面积|登记土地面积|土地登记面积|土地证面积|发证面积|宗地面积|ZDMJ|\
         土地面积|用地面积|土地使用面积|使用权面积|SYQMJ|TDMJ|YDMJ|图斑面积|TBMJ|地块面积|DKMJ|占地面积|\
         ZDZMJ|土地亩数|用地亩数|占地亩数|亩数|供地面积|registered_area|land_area|parcel_area|lot_area|\
         site_area|面积|MJ|area|acres|acreage|hectares|Shape_Area|Shape__Area|SHAPE.AREA|ST_Area(Shape)",
    ),
    (Measure::OccupiedArea, "实际占用面积|占用面积|实际用地面积|occupied_area"),
    (Measure::LeasedInArea, "租入面积|承租面积|租用面积|leased_in_area"),
    (Measure::LeasedOutArea, "租出面积|出租面积|leased_out_area"),
    (
        Measure::Output,
        "产值|工业总产值|年产值|总产值|工业产值|年总产值|年工业总产值|GYZCZ|NCZ|CZ|output|annual_output|\
         output_value|gross_output|industrial_output",
    ),
    (
        Measure::Revenue,
        "营业收入|销售收入|年营业收入|年销售收入|营收|年营收|销售额|年销售额|YYSR|XSSR|revenue|sales|\
         turnover|operating_revenue",
    ),
    (
        Measure::Tax,
        "税收|实缴税金|年税收|实缴税收|税收收入|入库税收|实际入库税收|纳税额|年纳税额|年纳税|纳税总额|\
         缴税额|税额|税金|税收总额|上缴税收|上缴税金|SS|NSE|tax|taxes|tax_paid|annual_tax|tax_revenue",
    ),
    (Measure::ValueAdded, "工业增加值|增加值|年增加值|GYZJZ|value_added|industrial_value_added"),
    (
        Measure::Investment,
        "固定资产投资|固定资产投资额|固定资产总投资|固投|累计固定资产投资|总投资|投资额|总投资额|GDZCTZ|ZTZ|\
         investment|fixed_investment|fixed_asset_investment|total_investment",
    ),
    (Measure::FloorArea, "建筑面积|总建筑面积|JZMJ|ZJZMJ|floor_area|gross_floor_area|gfa"),
    (Measure::Footprint, "基底面积|建筑基底面积|建筑占地面积|JZJDMJ|JDMJ|JZZDMJ|footprint|building_footprint"),
    (Measure::FloorAreaRatio, "容积率|现状容积率|实际容积率|RJL|far|floor_area_ratio|plot_ratio"),
    (Measure::BuildingDensity, "建筑密度|现状建筑密度|JZMD|building_density"),
    (Measure::BuildingCoefficient, "建筑系数|JZXS|building_coefficient"),
    (
        Measure::OfficeShare,
        "办公及生活用地占比|行政办公及生活服务设施用地所占比重|行政办公及生活服务设施用地占比|\
         行政办公及生活服务设施用地比重|办公生活用地占比|行政办公用地占比|office_share",
    ),
    (
        Measure::Employees,
        "从业人数|职工人数|从业人员|员工人数|用工人数|职工数|员工数|就业人数|平均用工人数|CYRS|ZGRS|\
         employees|staff|headcount|workers",
    ),
    (Measure::Energy, "综合能耗|能耗|能源消耗|综合能源消费量|能源消费量|energy|energy_use"),
    (Measure::Pollutants, "主要污染物排放量|污染物排放量|主要污染物|污染物排放|pollutants|emissions"),
    (Measure::RdExpense, "研发费用|研发投入|研发经费|研发经费投入|R&D经费|r&d|rd_expense|r&d_expense|rd"),
    (Measure::MainRevenue, "主营业务收入|主营收入|ZYYWSR|main_revenue"),
    (Measure::AreaDue, "应动工面积|应动工开发面积|应动工开发建设面积|应开工面积|应开发面积|应建设面积|area_due"),
    (
        Measure::AreaDeveloped,
        "已动工面积|已动工开发面积|已动工开发建设面积|已开工面积|已开发面积|已建设面积|area_developed",
    ),
    (
        Measure::TotalInvestment,
        "计划总投资|计划投资额|计划投资|约定总投资|约定投资额|合同总投资|合同投资额|应投资额|planned_investment",
    ),
    (
        Measure::Invested,
        "已投资|已投资额|已投资总额|实际投资|实际投资额|累计完成投资|已完成投资|YTZ|YTZE|invested|\
         invested_amount",
    ),
    (
        Measure::LandPrice,
        "出让价款|土地出让价款|土地出让金|出让金|出让总价|成交价款|成交总价|成交价|土地价款|地价款|CRJK|\
         land_price|land_premium",
    ),
    (
        Measure::CommittedInvestmentPerMu,
        "承诺投资强度|承诺固定资产投资强度|承诺亩均投资|约定投资强度|committed_investment_per_mu",
    ),
    (Measure::CommittedOutputPerMu, "承诺亩均产值|承诺达产亩均产值|约定亩均产值|承诺产出强度|committed_output_per_mu"),
    (Measure::CommittedTaxPerMu, "承诺亩均税收|承诺达产亩均税收|约定亩均税收|承诺亩均税收贡献|committed_tax_per_mu"),
    (Measure::CommittedFar, "承诺容积率|约定容积率|committed_far"),
    (Measure::CommittedCoefficient, "承诺建筑系数|约定建筑系数|committed_coefficient|committed_building_coefficient"),
    (Measure::BonusPoints, "加分|评价加分|加分项|加分值|bonus|bonus_points"),
    (Measure::PenaltyPoints, "扣分|评价扣分|扣分项|减分|扣分值|penalty|penalty_points"),
];

/// Free texts.
pub(super) const TEXTS: &[(TextField, &str)] = &[
    (
        TextField::ParcelCode,
        "宗地代码|ZDDM|宗地编号|宗地号|ZDBH|ZDH|地块编号|DKBH|地块编码|DKBM|地块代码|DKDM|地块号|图斑编号|\
         TBBH|parcel_code|parcel_id|parcelid|parcel_no|parcel_number|APN|PIN|标识码|BSM|编号|BH|code|\
         OBJECTID_1",
    ),
    (TextField::FollowUps, "mulens_follow_ups|follow_ups"),
    (TextField::UnitNumber, "不动产单元号|BDCDYH|不动产单元代码|unit_number"),
    (
        TextField::Name,
        "企业名称|QYMC|权利人|QLR|权利人名称|使用权人|土地使用权人|土地使用者|单位名称|DWMC|公司名称|\
         用地单位|项目名称|XMMC|宗地名称|地块名称|DKMC|名称|MC|name|company|company_name|owner|enterprise|\
         firm",
    ),
    (TextField::CreditCode, "统一社会信用代码|TYSHXYDM|社会信用代码|信用代码|credit_code|uscc"),
];

/// Repeated words.
pub(super) const CATEGORIES: &[(Category, &str)] = &[
    (
        Category::Park,
        "园区|园区名称|YQMC|YQ|功能区|所属园区|所在园区|产业园区|开发区|片区|所属片区|park|park_name|zone|\
         industrial_park",
    ),
    (
        Category::Industry,
        "行业|行业类别|行业名称|所属行业|行业分类|HYLB|HYMC|HY|产业类型|CYLX|主导产业|产业|industry|sector",
    ),
    (
        Category::LandUse,
        "地类名称|DLMC|地类编码|DLBM|地类|土地用途|TDYT|用途|YT|规划用途|用地性质|YDXZ|Landuse|land_use|\
         Land_Use",
    ),
    (
        Category::Status,
        "建设状态|建设状况|使用状态|经营状态|用地状态|生产状态|土地利用状态|利用现状|开发状态|状态|\
         土地闲置情况|TDXZQK|JSZT|status|land_status|construction_status",
    ),
    (Category::Ownership, "土地性质|土地所有权性质|权属性质|QSXZ|所有权类型|ownership"),
    (
        Category::IndustryClass,
        "行业代码|国民经济行业代码|行业分类代码|行业小类代码|行业大类代码|HYDM|industry_code|gb4754",
    ),
    (Category::Scale, "企业规模|规模类型|规上规下|规上/规下|是否规上|规模以上|firm_scale"),
    (Category::GovernmentCause, "政府原因|是否政府原因|政府原因造成|因政府原因|ZFYY|government_cause"),
    (Category::TitleClear, "权属清晰|权属是否清晰|产权清晰|产权是否清晰|title_clear|clear_title"),
    (Category::LandGrade, "土地等别|国有土地等别|等别|TDDB|land_grade"),
    (Category::Evaluation, "评价类别|暂不评价|是否暂不评价|不参评|evaluation|evaluation_category"),
    (Category::SourceFile, "source_file|来源文件"),
    // What an export of this program adds is newer than what the file said before.
    (
        Category::Model,
        "mulens_model|model|改造模式|更新模式|园区更新模式|改造类型|GZMS|GXMS|renewal_model|renewal_mode",
    ),
    (Category::Route, "mulens_route|route|盘活路径|盘活方式|盘活路线|revival_route"),
];

/// Days.
pub(super) const DATES: &[(DateField, &str)] = &[
    (
        DateField::AgreedStart,
        "约定开工日期|约定开工时间|约定开工|约定动工日期|约定动工时间|约定动工开发日期|约定动工|\
         合同约定开工日期|合同约定开工时间|合同约定动工时间|YDKGRQ|YDKGSJ|YDDGRQ|YDDGSJ|agreed_start|agreed_start_date",
    ),
    (
        DateField::ExtendedStart,
        "延期开工日期|延期开工时间|批准延期开工日期|延期动工日期|延期动工时间|延期后开工日期|YQKGRQ|YQKGSJ|\
         extended_start|extended_start_date",
    ),
    (
        DateField::ActualStart,
        "实际开工日期|实际开工时间|实际开工|实际动工日期|实际动工时间|实际动工|开工日期|开工时间|动工日期|\
         动工时间|SJKGRQ|SJKGSJ|SJDGRQ|SJDGSJ|KGRQ|KGSJ|actual_start|actual_start_date",
    ),
    (
        DateField::Handover,
        "交地日期|交地时间|实际交地日期|实际交地时间|土地交付日期|土地交付时间|约定交地日期|约定交地时间|JDRQ|\
         JDSJ|handover_date",
    ),
    (DateField::Completion, "竣工日期|竣工时间|实际竣工日期|实际竣工时间|竣工验收日期|JGRQ|JGSJ|completion_date"),
    (
        DateField::Suspension,
        "停工日期|停工时间|中止日期|中止时间|中止开发日期|中止建设日期|中止开发建设日期|TGRQ|TGSJ|\
         suspension_date",
    ),
    (
        DateField::AgreedCompletion,
        "约定竣工日期|约定竣工时间|合同约定竣工日期|合同约定竣工时间|应竣工日期|承诺竣工日期|承诺竣工时间|YDJGRQ|\
         YDJGSJ|agreed_completion|agreed_completion_date",
    ),
    (
        DateField::FullProduction,
        "达产日期|达产时间|约定达产日期|约定达产时间|承诺达产日期|承诺达产时间|应达产日期|DCRQ|DCSJ|full_production|\
         full_production_date",
    ),
];

/// Names that mean the whole of an investment where another column says what of it was made (已投资).
pub(super) const TOTAL_BESIDE_INVESTED: &str = "总投资|投资额|总投资额|ZTZ|total_investment|investment";

/// Year columns.
pub(super) const YEARS: &str = "年份|年度|统计年份|统计年度|数据年份|NF|ND|year";

/// Columns that name the unit of the registered area.
pub(super) const AREA_UNITS: &str = "面积单位|MJDW|土地面积单位|TDMJDW|area_unit";

/// Aliases that name their unit themselves.
pub(super) const UNIT_IN_ALIAS: &[(&str, AreaUnit)] = &[
    ("土地亩数", AreaUnit::Mu),
    ("用地亩数", AreaUnit::Mu),
    ("占地亩数", AreaUnit::Mu),
    ("亩数", AreaUnit::Mu),
    ("acres", AreaUnit::Acre),
    ("acreage", AreaUnit::Acre),
    ("hectares", AreaUnit::Hectare),
];
