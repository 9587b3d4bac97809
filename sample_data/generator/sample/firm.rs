//! Who stands on a plot and with what figures, under the headers a district bureau would write.
//!
//! Names are coined from rarely used characters, so that no real firm is meant. Figures follow the trade, the park's
//! vigour and chance; what stands still or is not built yet has blanks.

use std::collections::HashSet;

use super::ellipsoid::parts_area_m2;
use super::layout::{Kind, Plot};
use super::parks::Park;
use super::plane::Point;
use super::random::Random;
use super::trade::{Profile, Trade};

/// A property's value.
pub enum Value {
    /// `null`.
    Missing,
    /// `"—"`, the other way bureaus leave a cell blank.
    Dash,
    Text(String),
    /// A number with this many decimals.
    Number(f64, usize),
}

/// A parcel ready to be written; no parts where it is known by its papers only.
pub struct Feature {
    pub parts: Vec<Vec<Vec<Point>>>,
    pub properties: Vec<(&'static str, Value)>,
}

/// How far a parcel has come, with the bureau's word for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    InUse,
    StandingStill,
    Building,
    NotStarted,
    Suspended,
    Reserve,
    NotSaid,
}

impl State {
    const DRAWN: [Self; 6] =
        [Self::InUse, Self::StandingStill, Self::Building, Self::NotStarted, Self::Suspended, Self::Reserve];

    fn word(self) -> Value {
        let word = match self {
            Self::InUse => "在产",
            Self::StandingStill => "停产",
            Self::Building => "在建",
            Self::NotStarted => "未动工",
            Self::Suspended => "停工",
            Self::Reserve => "储备",
            Self::NotSaid => return Value::Missing,
        };
        Value::Text(word.to_owned())
    }
}

/// Every parcel of a park with its figures, those without shape last.
pub fn features(park: &Park, plots: Vec<Plot>, random: &mut Random) -> Vec<Feature> {
    let mut names = HashSet::new();
    let last_block = plots.last().map_or(1, |plot| plot.block);
    let papers_only =
        (0..park.without_shape).map(|_| Plot { parts: Vec::new(), kind: Kind::Ordinary, block: last_block });
    let mut serial = 0;
    let mut sub_district = 0;
    plots
        .into_iter()
        .chain(papers_only)
        .map(|plot| {
            // Six blocks make a sub-district, in which serials begin anew.
            let here = (plot.block - 1) / 6 + 1;
            if here != sub_district {
                (sub_district, serial) = (here, 0);
            }
            serial += 1 + usize::from(random.chance(0.08));
            let is_collective = plot.kind == Kind::Ordinary && random.chance(park.collective);
            let code = format!(
                "370215{:03}{sub_district:03}{}{serial:05}",
                park.district,
                if is_collective { "JB" } else { "GB" }
            );
            feature(park, plot, code, is_collective, &mut names, random)
        })
        .collect()
}

fn feature(
    park: &Park,
    plot: Plot,
    code: String,
    is_collective: bool,
    names: &mut HashSet<String>,
    random: &mut Random,
) -> Feature {
    let weights: Vec<f64> = park.trades.iter().map(|&(_, weight)| weight).collect();
    let (trade, state) = match plot.kind {
        Kind::Plant => (Trade::Vehicles, State::InUse),
        Kind::Substation => (Trade::PowerSupply, State::InUse),
        Kind::Ordinary if random.chance(0.008) => (park.trades[0].0, State::NotSaid),
        Kind::Ordinary => (park.trades[random.weighted(&weights)].0, State::DRAWN[random.weighted(&park.states)]),
    };
    let is_ordinary = plot.kind == Kind::Ordinary;
    let profile = trade.profile();
    let drawn_mu = parts_area_m2(&plot.parts) * 3.0 / 2000.0;
    let registered_mu = registered_mu(drawn_mu, is_ordinary, random);
    let land_mu = registered_mu.unwrap_or(drawn_mu);
    let is_reserve = state == State::Reserve;
    let name = if is_reserve { Value::Dash } else { Value::Text(name(plot.kind, &profile, names, random)) };
    let figures = Figures::draw(park, plot.kind, state, &profile, land_mu, random);
    let buildings = Buildings::draw(park, state, plot.kind, land_mu, random);
    let [agreed, started, suspended] = dates(state, random);
    let is_tagged = match plot.kind {
        Kind::Plant => true,
        Kind::Substation => false,
        Kind::Ordinary => !is_reserve && random.chance(park.tagged),
    };
    let text = |word: &str| Value::Text(word.to_owned());
    let [output_2022, output_2023, tax_2022, tax_2023] = figures.yearly;
    Feature {
        parts: plot.parts,
        properties: vec![
            ("宗地代码", Value::Text(code)),
            ("园区名称", text(park.name)),
            ("企业名称", name),
            ("行业", if is_reserve { Value::Missing } else { text(profile.industry) }),
            ("土地面积(亩)", registered_mu.map_or(Value::Missing, |mu| Value::Number(mu, 2))),
            ("2022年产值(万元)", output_2022),
            ("2023年产值(万元)", output_2023),
            ("2022年税收(万元)", tax_2022),
            ("2023年税收(万元)", tax_2023),
            ("固定资产投资(万元)", figures.investment),
            ("建筑面积(㎡)", buildings.floor_m2),
            ("基底面积(㎡)", buildings.footprint_m2),
            ("从业人数", figures.employees),
            ("综合能耗(吨标煤)", figures.energy),
            ("建设状态", state.word()),
            ("约定开工日期", agreed),
            ("实际开工日期", started),
            ("停工日期", suspended),
            ("土地性质", text(if is_collective { "集体" } else { "国有" })),
            ("改造模式", if is_tagged { text(park.model) } else { Value::Missing }),
        ],
    }
}

/// The registered land: near the drawn one, now and then well off it or missing.
fn registered_mu(drawn_mu: f64, may_err: bool, random: &mut Random) -> Option<f64> {
    if drawn_mu == 0.0 {
        return Some((random.between(18.0, 60.0) * 100.0).round() / 100.0);
    }
    let near = drawn_mu * random.between(0.994, 1.006);
    let near = (near * 100.0).round() / 100.0;
    if !may_err {
        return Some(near);
    }
    match random.unit() {
        share if share < 0.009 => None,
        share if share < 0.018 => Some((drawn_mu * random.between(1.055, 1.14) * 100.0).round() / 100.0),
        share if share < 0.027 => Some((drawn_mu * random.between(0.86, 0.945) * 100.0).round() / 100.0),
        _ => Some(near),
    }
}

fn name(kind: Kind, profile: &Profile, names: &mut HashSet<String>, random: &mut Random) -> String {
    const FIRST: [&str; 24] = [
        "沄", "砺", "樾", "岫", "穗", "昀", "弈", "澍", "檀", "叙", "峤", "蔚", "煦", "骁", "黛", "泮", "稷", "铎",
        "雩", "汀", "翊", "衢", "葳", "荻",
    ];
    const SECOND: [&str; 24] = [
        "禾", "朔", "衡", "序", "垣", "陌", "笙", "棠", "桁", "甄", "渚", "麓", "苇", "砚", "畴", "舸", "弦", "隅",
        "黍", "邑", "沅", "榆", "樵", "鹭",
    ];
    loop {
        let (first, second) = (*random.pick(&FIRST), *random.pick(&SECOND));
        let word = *random.pick(&profile.words);
        let name = match kind {
            Kind::Substation => format!("35千伏{first}{second}变电站"),
            Kind::Plant => format!("青岛{first}{second}汽车制造有限公司"),
            Kind::Ordinary => format!("青岛{first}{second}{word}有限公司"),
        };
        if names.insert(format!("{first}{second}")) {
            return name;
        }
    }
}

/// A blank cell, one way or the other.
fn blank(random: &mut Random) -> Value {
    if random.chance(0.6) { Value::Missing } else { Value::Dash }
}

/// What the firm makes, pays, has put in, employs and burns.
struct Figures {
    /// Output of 2022 and 2023, tax of 2022 and 2023.
    yearly: [Value; 4],
    investment: Value,
    employees: Value,
    energy: Value,
}

impl Figures {
    fn draw(park: &Park, kind: Kind, state: State, profile: &Profile, land_mu: f64, random: &mut Random) -> Self {
        let [output_per_mu, tax_share, investment_per_mu, persons_per_mu, coal_per_output] = profile.usual;
        let is_ordinary = kind == Kind::Ordinary;
        let luck = if is_ordinary { random.spread() } else { 1.0 };
        let vigour = if is_ordinary { park.vigour } else { 1.0 };
        let output_2023 = output_per_mu * vigour * luck * land_mu;
        let output_2022 = output_2023 / random.between(0.82, 1.28);
        let taxed = tax_share * if is_ordinary { random.between(0.6, 1.45) } else { 1.0 };
        let (tax_2023, tax_2022) = (output_2023 * taxed, output_2022 * taxed * random.between(0.85, 1.15));
        let invested = investment_per_mu * (0.5 + vigour / 2.0) * random.between(0.55, 1.5) * land_mu;
        let employees = persons_per_mu * (0.4 + luck * 0.6) * (0.5 + vigour / 2.0) * land_mu;
        let coal = output_2023 * coal_per_output * random.between(0.7, 1.4);
        let money = |value: f64| Value::Number(value, 1);
        let whole = |value: f64| Value::Number(value.round(), 0);
        let mut blanks = || blank(random);
        match state {
            State::InUse | State::NotSaid if kind == Kind::Substation => Self {
                yearly: [Value::Missing, Value::Missing, Value::Missing, Value::Missing],
                investment: money(invested),
                employees: whole(3.0),
                energy: Value::Missing,
            },
            State::InUse | State::NotSaid => {
                let mut figures = Self {
                    yearly: [money(output_2022), money(output_2023), money(tax_2022), money(tax_2023)],
                    investment: money(invested),
                    employees: whole(employees),
                    energy: money(coal),
                };
                if is_ordinary {
                    figures.forget_some(random);
                }
                figures
            }
            State::StandingStill => {
                let yearly = [money(output_2022 * 0.24), blanks(), money(tax_2022 * 0.2), blanks()];
                Self { yearly, investment: money(invested), employees: blanks(), energy: blanks() }
            }
            State::Building | State::Suspended => {
                let yearly = [blanks(), blanks(), blanks(), blanks()];
                Self { yearly, investment: money(invested * 0.4), employees: blanks(), energy: blanks() }
            }
            State::NotStarted | State::Reserve => {
                let yearly = [blanks(), blanks(), blanks(), blanks()];
                Self { yearly, investment: blanks(), employees: blanks(), energy: blanks() }
            }
        }
    }

    /// Firms that did not report one year, or not all of it.
    fn forget_some(&mut self, random: &mut Random) {
        if random.chance(0.03) {
            self.yearly[1] = blank(random);
            self.yearly[3] = blank(random);
        } else if random.chance(0.025) {
            self.yearly[3] = blank(random);
        }
        if random.chance(0.06) {
            // Began only in 2023.
            self.yearly[0] = blank(random);
            self.yearly[2] = blank(random);
        }
        if random.chance(0.07) {
            self.energy = blank(random);
        }
    }
}

struct Buildings {
    floor_m2: Value,
    footprint_m2: Value,
}

impl Buildings {
    fn draw(park: &Park, state: State, kind: Kind, land_mu: f64, random: &mut Random) -> Self {
        let far = match kind {
            Kind::Plant => 0.86,
            Kind::Substation => 0.35,
            Kind::Ordinary => random.between(park.far[0], park.far[1]) * random.between(0.85, 1.15),
        };
        let density = (random.between(0.24, 0.52)).min(far * 0.92);
        let forgotten = random.chance(0.03);
        if forgotten || !matches!(state, State::InUse | State::StandingStill | State::NotSaid) {
            return Self { floor_m2: blank(random), footprint_m2: blank(random) };
        }
        let land_m2 = land_mu * 2000.0 / 3.0;
        Self { floor_m2: Value::Number(land_m2 * far, 2), footprint_m2: Value::Number(land_m2 * density, 2) }
    }
}

/// Agreed start, actual start and suspension, as the papers of spring 2024 would have them.
fn dates(state: State, random: &mut Random) -> [Value; 3] {
    let years = match state {
        State::InUse | State::StandingStill | State::NotSaid => [2004.0, 2020.0],
        State::Building => [2021.8, 2023.6],
        State::NotStarted => [2020.0, 2023.9],
        State::Suspended => [2014.0, 2019.5],
        State::Reserve => return [Value::Missing, Value::Missing, Value::Missing],
    };
    let agreed = random.between(years[0], years[1]);
    let started = agreed + random.between(-0.15, if state == State::Building { 0.4 } else { 0.9 });
    let suspended = random.between(2020.5, 2024.1);
    let is_started = state != State::NotStarted;
    let is_known = state != State::InUse || !random.chance(0.05);
    [
        date(agreed, random),
        if is_started && is_known { date(started, random) } else { Value::Missing },
        if state == State::Suspended { date(suspended, random) } else { Value::Missing },
    ]
}

/// A day in the month a decimal year falls in.
fn date(decimal_year: f64, random: &mut Random) -> Value {
    let year = decimal_year as u32;
    let month = ((decimal_year - f64::from(year)) * 12.0) as u32 + 1;
    Value::Text(format!("{year}-{month:02}-{:02}", random.index(28) + 1))
}
