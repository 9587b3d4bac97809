//! A rulebook with what a user of the sample would mark: the shipped one, and behind it a leading firm, a platform zone, an
//! urban zone and the facts of a park, so that every model is suggested somewhere.

use super::parks;
use super::plane::Point;

const SHIPPED: &str = include_str!("../../../assets/rulebook.toml");
/// What the shipped one is called, and this.
const NAMES: [&str; 2] = ["name = \"亩镜默认规则库\"", "name = \"示例标注规则库\""];

/// The middle of a park.
fn middle_of(name: &str) -> Point {
    parks::ALL.iter().find(|park| park.name == name).map_or([0.0, 0.0], |park| park.middle)
}

/// A round zone in the middle of a park.
fn zone(kind: &str, name: &str, park: &str) -> String {
    let [lon, lat] = middle_of(park);
    format!("\n[[marks.{kind}]]\nname = \"{name}\"\nlon = {lon}\nlat = {lat}\nradius_km = 1.0\n")
}

/// The file's text.
pub fn rulebook() -> String {
    let rules = SHIPPED.replacen(NAMES[0], NAMES[1], 1);
    let [lon, lat] = middle_of("汽车产业新城");
    let anchor = format!(
        "\n[[marks.anchors]]\nname = \"整车厂（示例）\"\nlon = {lon}\nlat = {lat}\nindustry = \"automobile\"\n"
    );
    let zones =
        zone("platform_zones", "物流平台（示例）", "陆港新城") + &zone("urban_zones", "城区（示例）", "都市产业园");
    let facts =
        "\n[marks.parks.\"即墨经济开发区\"]\nland_left_share = 0.01\ndemand_waiting = true\npartner_park = true\n";
    format!("{rules}\n# ── 示例标注:纯属虚构,位置取自示例园区的中心 ──\n{anchor}{zones}{facts}")
}
