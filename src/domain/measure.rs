//! The columns a parcel file may bring, by what they mean: numbers, texts and categories.

use serde::{Deserialize, Serialize};

/// A calendar year, e.g. 2023.
pub type Year = u16;

/// What a measure's numbers count, which fixes the unit they are kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Kept in m².
    Area,
    /// Kept in 万元.
    Money,
    /// Kept as a fraction, 0–1.
    Share,
    /// A pure number, e.g. a floor area ratio.
    Ratio,
    /// Persons.
    Persons,
    /// Tonnes (of coal equivalent, of pollutants).
    Tonnes,
    /// Kept in 万元/亩.
    MoneyPerLand,
}

/// A numeric column, by what it measures. The table keeps it in the unit of its [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 证载/登记面积: the registered land area.
    RegisteredArea,
    /// 实际占用面积: land occupied beside the registered.
    OccupiedArea,
    /// 租入面积.
    LeasedInArea,
    /// 租出面积.
    LeasedOutArea,
    /// 产值.
    Output,
    /// 营业收入, 销售收入.
    Revenue,
    /// 税收.
    Tax,
    /// 工业增加值.
    ValueAdded,
    /// 固定资产投资, land price included.
    Investment,
    /// 建筑面积.
    FloorArea,
    /// 基底面积.
    Footprint,
    /// 容积率 as the file states it.
    FloorAreaRatio,
    /// 建筑密度 as the file states it.
    BuildingDensity,
    /// 建筑系数 as the file states it; not the same as density.
    BuildingCoefficient,
    /// 行政办公及生活服务设施用地所占比重: the share of the land for offices and living, 0–1.
    OfficeShare,
    /// 从业人数.
    Employees,
    /// 综合能耗, tonnes of coal equivalent.
    Energy,
    /// 主要污染物排放量, tonnes.
    Pollutants,
    /// 研发费用.
    RdExpense,
    /// 主营业务收入.
    MainRevenue,
    /// 应动工面积: the area on which construction was to begin.
    AreaDue,
    /// 已动工面积: the area on which it has begun.
    AreaDeveloped,
    /// 总投资 beside 已投资: the total agreed, without land price and taxes.
    TotalInvestment,
    /// 已投资: what of it was invested, without land price and taxes.
    Invested,
    /// 出让价款: what was paid for the land.
    LandPrice,
    /// 承诺投资强度: the fixed investment per mu that was promised.
    CommittedInvestmentPerMu,
    /// 承诺亩均产值.
    CommittedOutputPerMu,
    /// 承诺亩均税收.
    CommittedTaxPerMu,
    /// 承诺容积率.
    CommittedFar,
    /// 承诺建筑系数.
    CommittedCoefficient,
    /// 加分: points added to what a grade's items come to.
    BonusPoints,
    /// 扣分: points taken off.
    PenaltyPoints,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 32] = [
        Self::RegisteredArea,
        Self::OccupiedArea,
        Self::LeasedInArea,
        Self::LeasedOutArea,
        Self::Output,
        Self::Revenue,
        Self::Tax,
        Self::ValueAdded,
        Self::Investment,
        Self::FloorArea,
        Self::Footprint,
        Self::FloorAreaRatio,
        Self::BuildingDensity,
        Self::BuildingCoefficient,
        Self::OfficeShare,
        Self::Employees,
        Self::Energy,
        Self::Pollutants,
        Self::RdExpense,
        Self::MainRevenue,
        Self::AreaDue,
        Self::AreaDeveloped,
        Self::TotalInvestment,
        Self::Invested,
        Self::LandPrice,
        Self::CommittedInvestmentPerMu,
        Self::CommittedOutputPerMu,
        Self::CommittedTaxPerMu,
        Self::CommittedFar,
        Self::CommittedCoefficient,
        Self::BonusPoints,
        Self::PenaltyPoints,
    ];

    /// Whether it is of a year, so that a year column applies to it; land, floors and capital stay.
    #[must_use]
    pub fn is_of_a_year(self) -> bool {
        matches!(
            self,
            Self::Output
                | Self::Revenue
                | Self::Tax
                | Self::ValueAdded
                | Self::Employees
                | Self::Energy
                | Self::Pollutants
                | Self::RdExpense
                | Self::MainRevenue
        )
    }

    /// What the numbers count.
    #[must_use]
    pub fn quantity(self) -> Quantity {
        match self {
            Self::RegisteredArea
            | Self::OccupiedArea
            | Self::LeasedInArea
            | Self::LeasedOutArea
            | Self::FloorArea
            | Self::Footprint
            | Self::AreaDue
            | Self::AreaDeveloped => Quantity::Area,
            Self::Output
            | Self::Revenue
            | Self::Tax
            | Self::ValueAdded
            | Self::Investment
            | Self::RdExpense
            | Self::MainRevenue
            | Self::TotalInvestment
            | Self::Invested
            | Self::LandPrice => Quantity::Money,
            Self::FloorAreaRatio | Self::CommittedFar | Self::BonusPoints | Self::PenaltyPoints => Quantity::Ratio,
            Self::BuildingDensity | Self::BuildingCoefficient | Self::OfficeShare | Self::CommittedCoefficient => {
                Quantity::Share
            }
            Self::CommittedInvestmentPerMu | Self::CommittedOutputPerMu | Self::CommittedTaxPerMu => {
                Quantity::MoneyPerLand
            }
            Self::Employees => Quantity::Persons,
            Self::Energy | Self::Pollutants => Quantity::Tonnes,
        }
    }

    /// The stable key written to files, e.g. `output`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::RegisteredArea => "registered_area",
            Self::OccupiedArea => "occupied_area",
            Self::LeasedInArea => "leased_in_area",
            Self::LeasedOutArea => "leased_out_area",
            Self::Output => "output",
            Self::Revenue => "revenue",
            Self::Tax => "tax",
            Self::ValueAdded => "value_added",
            Self::Investment => "investment",
            Self::FloorArea => "floor_area",
            Self::Footprint => "footprint",
            Self::FloorAreaRatio => "floor_area_ratio",
            Self::BuildingDensity => "building_density",
            Self::BuildingCoefficient => "building_coefficient",
            Self::OfficeShare => "office_share",
            Self::Employees => "employees",
            Self::Energy => "energy",
            Self::Pollutants => "pollutants",
            Self::RdExpense => "rd_expense",
            Self::MainRevenue => "main_revenue",
            Self::AreaDue => "area_due",
            Self::AreaDeveloped => "area_developed",
            Self::TotalInvestment => "total_investment",
            Self::Invested => "invested",
            Self::LandPrice => "land_price",
            Self::CommittedInvestmentPerMu => "committed_investment_per_mu",
            Self::CommittedOutputPerMu => "committed_output_per_mu",
            Self::CommittedTaxPerMu => "committed_tax_per_mu",
            Self::CommittedFar => "committed_far",
            Self::CommittedCoefficient => "committed_coefficient",
            Self::BonusPoints => "bonus_points",
            Self::PenaltyPoints => "penalty_points",
        }
    }
}

/// A measure of one year; `year` is `None` where the file names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeasureKey {
    /// What is measured.
    pub measure: Measure,
    /// The year it was measured for.
    pub year: Option<Year>,
}

/// A free-text column, always kept as text to the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// 宗地代码, 地块编号 and their kin.
    ParcelCode,
    /// 不动产单元号, 28 characters.
    UnitNumber,
    /// 企业名称, 权利人, 宗地名称.
    Name,
    /// 统一社会信用代码.
    CreditCode,
    /// What became of findings, as an export of this program writes it; its meaning is [`super::FollowUps`].
    FollowUps,
}

impl TextField {
    /// Every text field.
    pub const ALL: [Self; 5] = [Self::ParcelCode, Self::UnitNumber, Self::Name, Self::CreditCode, Self::FollowUps];

    /// The stable key written to files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ParcelCode => "parcel_code",
            Self::UnitNumber => "unit_number",
            Self::Name => "name",
            Self::CreditCode => "credit_code",
            Self::FollowUps => "follow_ups",
        }
    }
}

/// A column of few, repeated words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 园区.
    Park,
    /// 行业.
    Industry,
    /// 地类, 用途.
    LandUse,
    /// 建设状态, as read; its meaning is a [`super::LandStatus`].
    Status,
    /// 土地性质: state-owned or collective.
    Ownership,
    /// 改造模式, as read; its meaning is a [`super::Tag`].
    Model,
    /// 盘活路径, as read; its meaning is a [`super::RevivalRoute`].
    Route,
    /// 行业代码: the class of GB/T 4754, as text.
    IndustryClass,
    /// 规上, 规下: whether the firm is above the statistical threshold.
    Scale,
    /// 政府原因: whether the government caused a delay, 是 or 否.
    GovernmentCause,
    /// 权属清晰: whether the title is clear, 是 or 否.
    TitleClear,
    /// 土地等别: the grade of land, 1–15, that control indicators are set by.
    LandGrade,
    /// 评价类别, 暂不评价: whether the firm is graded at all; start-ups are not.
    Evaluation,
    /// The file a parcel was read from, where several were opened together.
    SourceFile,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 14] = [
        Self::Park,
        Self::Industry,
        Self::LandUse,
        Self::Status,
        Self::Ownership,
        Self::Model,
        Self::Route,
        Self::IndustryClass,
        Self::Scale,
        Self::GovernmentCause,
        Self::TitleClear,
        Self::LandGrade,
        Self::Evaluation,
        Self::SourceFile,
    ];

    /// The stable key written to files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Park => "park",
            Self::Industry => "industry",
            Self::LandUse => "land_use",
            Self::Status => "status",
            Self::Ownership => "ownership",
            Self::Model => "model",
            Self::Route => "route",
            Self::IndustryClass => "industry_class",
            Self::Scale => "scale",
            Self::GovernmentCause => "government_cause",
            Self::TitleClear => "title_clear",
            Self::LandGrade => "land_grade",
            Self::Evaluation => "evaluation",
            Self::SourceFile => "source_file",
        }
    }
}

/// A column of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateField {
    /// 约定开工日期: when construction was to begin.
    AgreedStart,
    /// 延期开工日期: until when the beginning was put off.
    ExtendedStart,
    /// 实际开工日期.
    ActualStart,
    /// 交地日期: when the land was handed over.
    Handover,
    /// 竣工日期.
    Completion,
    /// 停工日期: since when construction stands still.
    Suspension,
    /// 约定竣工日期: until when construction was to be done.
    AgreedCompletion,
    /// 达产日期: from when on the land was to produce in full.
    FullProduction,
}

impl DateField {
    /// Every date field.
    pub const ALL: [Self; 8] = [
        Self::AgreedStart,
        Self::ExtendedStart,
        Self::ActualStart,
        Self::Handover,
        Self::Completion,
        Self::Suspension,
        Self::AgreedCompletion,
        Self::FullProduction,
    ];

    /// The stable key written to files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AgreedStart => "agreed_start",
            Self::ExtendedStart => "extended_start",
            Self::ActualStart => "actual_start",
            Self::Handover => "handover",
            Self::Completion => "completion",
            Self::Suspension => "suspension",
            Self::AgreedCompletion => "agreed_completion",
            Self::FullProduction => "full_production",
        }
    }
}
