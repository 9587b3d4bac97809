//! What firms do, and the figures usual in each trade: plausible orders of magnitude, not statistics.

/// What a firm does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trade {
    Vehicles,
    CarParts,
    Machinery,
    Electrical,
    Metal,
    Casting,
    Plastics,
    Cement,
    Wood,
    Paper,
    Printing,
    Textile,
    Garments,
    Leather,
    Food,
    Electronics,
    Instruments,
    Medical,
    Biomedicine,
    Marine,
    Software,
    Design,
    Research,
    Logistics,
    ColdChain,
    ExportProcessing,
    PowerSupply,
}

/// What is usual in a trade.
pub struct Profile {
    pub industry: &'static str,
    /// What firms of the trade call themselves.
    pub words: [&'static str; 2],
    /// 万元 per mu, tax as a share of output, 万元 invested per mu, persons per mu, tonnes of coal per 万元 of output.
    pub usual: [f64; 5],
}

impl Trade {
    pub fn profile(self) -> Profile {
        let (industry, words, usual) = match self {
            Self::Vehicles => ("汽车整车制造", ["汽车", "汽车"], [1580.0, 0.039, 780.0, 7.5, 0.021]),
            Self::CarParts => ("汽车零部件及配件制造", ["汽车零部件", "汽配"], [460.0, 0.041, 330.0, 6.0, 0.035]),
            Self::Machinery => ("专用设备制造业", ["机械", "智能装备"], [390.0, 0.047, 310.0, 5.2, 0.031]),
            Self::Electrical => ("电气机械和器材制造业", ["电气", "电力设备"], [470.0, 0.044, 320.0, 6.1, 0.028]),
            Self::Metal => ("金属制品业", ["金属制品", "钢结构"], [290.0, 0.034, 210.0, 4.4, 0.062]),
            Self::Casting => ("黑色金属铸造", ["铸造", "精密铸件"], [230.0, 0.031, 190.0, 4.1, 0.19]),
            Self::Plastics => ("橡胶和塑料制品业", ["塑胶", "橡塑"], [320.0, 0.036, 230.0, 5.3, 0.071]),
            Self::Cement => ("非金属矿物制品业", ["建材", "水泥制品"], [210.0, 0.038, 180.0, 2.6, 0.24]),
            Self::Wood => ("木材加工和木制品业", ["木业", "家居"], [170.0, 0.028, 120.0, 4.8, 0.043]),
            Self::Paper => ("造纸和纸制品业", ["纸业", "包装"], [240.0, 0.032, 200.0, 4.0, 0.14]),
            Self::Printing => ("印刷和记录媒介复制业", ["印刷", "彩印包装"], [280.0, 0.04, 230.0, 6.4, 0.039]),
            Self::Textile => ("纺织业", ["纺织", "针织"], [185.0, 0.026, 160.0, 9.2, 0.088]),
            Self::Garments => ("纺织服装、服饰业", ["服饰", "制衣"], [240.0, 0.036, 150.0, 14.0, 0.026]),
            Self::Leather => ("皮革、毛皮及其制品和制鞋业", ["皮革", "鞋业"], [190.0, 0.03, 140.0, 11.0, 0.03]),
            Self::Food => ("食品制造业", ["食品", "生物食品"], [410.0, 0.052, 260.0, 7.2, 0.054]),
            Self::Electronics => {
                ("计算机、通信和其他电子设备制造业", ["电子", "光电科技"], [690.0, 0.041, 430.0, 9.5, 0.017])
            }
            Self::Instruments => ("仪器仪表制造业", ["仪器", "测控技术"], [560.0, 0.061, 380.0, 7.8, 0.014]),
            Self::Medical => ("医疗仪器设备及器械制造", ["医疗器械", "医疗科技"], [540.0, 0.072, 390.0, 7.1, 0.015]),
            Self::Biomedicine => ("医药制造业", ["生物医药", "制药"], [640.0, 0.081, 520.0, 5.0, 0.036]),
            Self::Marine => ("海洋工程装备制造", ["海洋工程", "海工装备"], [430.0, 0.049, 460.0, 4.3, 0.033]),
            Self::Software => ("软件和信息技术服务业", ["软件", "信息技术"], [520.0, 0.07, 360.0, 16.0, 0.006]),
            Self::Design => ("工业设计服务", ["工业设计", "创意设计"], [360.0, 0.064, 260.0, 15.0, 0.006]),
            Self::Research => ("研究和试验发展", ["海洋科技", "新材料研究"], [260.0, 0.058, 480.0, 8.6, 0.012]),
            Self::Logistics => ("装卸搬运和仓储业", ["物流", "仓储"], [140.0, 0.043, 200.0, 1.8, 0.041]),
            Self::ColdChain => ("低温仓储", ["冷链", "冷链物流"], [190.0, 0.039, 280.0, 2.0, 0.085]),
            Self::ExportProcessing => ("出口加工", ["进出口", "国际贸易加工"], [430.0, 0.03, 260.0, 8.2, 0.027]),
            Self::PowerSupply => ("电力供应", ["变电站", "变电站"], [0.0, 0.0, 420.0, 0.3, 0.0]),
        };
        Profile { industry, words, usual }
    }
}
