//! What a land office has on paper beside the firm's own figures: scale, title, price, progress, who caused a delay.
//!
//! Drawn from a generator of its own and added behind everything else, so that no other value depends on it.

use super::firm::{Feature, Value};
use super::random::Random;

const SEED: u64 = 0x2024_0630;
/// From this output a firm counts as above the statistical scale, 万元.
const ABOVE_SCALE_WAN_YUAN: f64 = 2000.0;
const SQUARE_METRES_PER_MU: f64 = 2000.0 / 3.0;

/// Adds the papers to every parcel.
pub fn add(features: &mut [Feature]) {
    let mut random = Random::new(SEED);
    for feature in features {
        add_to(feature, &mut random);
    }
}

fn add_to(feature: &mut Feature, random: &mut Random) {
    let state = text_of(feature, "建设状态").unwrap_or_default();
    let (is_bare, is_suspended) = (state == "未动工", state == "停工");
    let is_built = state == "在产" || state == "停产";
    let land_mu = number_of(feature, "土地面积(亩)");
    let scale = match number_of(feature, "2023年产值(万元)") {
        Some(output) if output >= ABOVE_SCALE_WAN_YUAN => Value::Text("规上".to_owned()),
        Some(_) => Value::Text("规下".to_owned()),
        None if state == "停产" => Value::Text("规下".to_owned()),
        None => Value::Missing,
    };
    let title = word(random, is_built, 0.93, 0.97);
    let government = word(random, is_bare || is_suspended, 0.14, 0.8);
    let is_lost = random.chance(0.1);
    let price = land_mu.map(|mu| mu * random.between(18.0, 34.0)).filter(|_| is_bare && !is_lost);
    let due = land_mu.map(|mu| mu * SQUARE_METRES_PER_MU * 0.96).filter(|_| is_suspended && !is_lost);
    let developed = due.map(|due| due * random.between(0.08, 0.75));
    let total = land_mu.map(|mu| mu * random.between(180.0, 320.0)).filter(|_| is_suspended && !is_lost);
    let invested = total.map(|total| total * random.between(0.1, 0.7));
    if is_bare && random.chance(0.1) {
        // Nobody finds the contract.
        for (name, value) in &mut feature.properties {
            if *name == "约定开工日期" {
                *value = Value::Missing;
            }
        }
    }
    let number = |value: Option<f64>, decimals| value.map_or(Value::Missing, |value| Value::Number(value, decimals));
    feature.properties.extend([
        ("企业规模", scale),
        ("权属清晰", title),
        ("政府原因", government),
        ("出让价款(万元)", number(price, 1)),
        ("应动工面积(㎡)", number(due, 2)),
        ("已动工面积(㎡)", number(developed, 2)),
        ("计划总投资(万元)", number(total, 1)),
        ("已投资(万元)", number(invested, 1)),
    ]);
}

/// Yes, no or blank, where the question is asked at all: yes below the first bound, no below the second.
fn word(random: &mut Random, is_asked: bool, yes: f64, no: f64) -> Value {
    match random.unit() {
        _ if !is_asked => Value::Missing,
        share if share < yes => Value::Text("是".to_owned()),
        share if share < no => Value::Text("否".to_owned()),
        _ => Value::Missing,
    }
}

fn value_of<'f>(feature: &'f Feature, name: &str) -> Option<&'f Value> {
    feature.properties.iter().find(|(each, _)| *each == name).map(|(_, value)| value)
}

fn text_of(feature: &Feature, name: &str) -> Option<String> {
    match value_of(feature, name)? {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn number_of(feature: &Feature, name: &str) -> Option<f64> {
    match value_of(feature, name)? {
        Value::Number(number, _) => Some(*number),
        _ => None,
    }
}
