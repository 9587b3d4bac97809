//! The shipped rulebook read and written, and every fault of a rulebook's text with its line.

use super::super::rulebook_error::ValueFault;
use super::*;
use crate::domain::LandStatus;

/// The shipped text with one thing changed, and the line of that thing.
fn changed(from: &str, to: &str) -> (Result<Rulebook, RulebookError>, usize) {
    let byte = SHIPPED.find(from).unwrap_or_else(|| panic!("{from}"));
    let line = SHIPPED[..byte].matches('\n').count() + 1;
    (Rulebook::from_toml(&SHIPPED.replacen(from, to, 1)), line)
}

#[test]
fn the_shipped_rulebook_is_sound_and_survives_being_written() {
    let book = Rulebook::shipped();
    assert_eq!(book.version, RULEBOOK_VERSION);
    assert_eq!(book.suggestion.models.len(), 8);
    assert_eq!(book.idle.developed.share.0, 1.0 / 3.0);
    let again = Rulebook::from_toml(&book.to_toml()).unwrap();
    assert_eq!(&again, book);
}

#[test]
fn status_words_and_the_missing_value_rule_agree_with_the_program() {
    let book = Rulebook::shipped();
    for (&status, words) in &book.words.status {
        for word in words {
            assert_eq!(LandStatus::from_word(word), status, "{word}");
        }
    }
    let zero: Vec<LandStatus> = LandStatus::ALL.into_iter().filter(|status| status.produces_nothing()).collect();
    assert!(zero.iter().all(|status| book.missing.counts_as_zero.contains(status)));
}

#[test]
fn an_unknown_key_a_wrong_type_and_a_fault_in_the_text_name_their_line() {
    for (from, to) in [
        ("years = 2                #", "yeers = 2 #"),
        ("a_share = 0.20", "a_share = \"a fifth\""),
        ("share = \"1/3\"", "share = \"1/0\""),
        ("operator = \"<\"", "operator = \"less\""),
        ("weight = 60", "weight = true"),
        ("kind = \"example\"\nyes", "kind = \"hearsay\"\nyes"),
        ("d_from = 20", "d_from = "),
    ] {
        let (result, line) = changed(from, to);
        let error = result.expect_err(to);
        assert!(matches!(error, RulebookError::Text { .. }), "{error}");
        assert_eq!(error.line(), line, "{to}: {error}");
    }
}

#[test]
fn values_out_of_range_name_their_line_and_key() {
    for (from, to, fault) in [
        ("share = 0.20", "share = 1.20", ValueFault::Share),
        ("b_share = { share = 0.40", "b_share = { share = 0.80", ValueFault::Quotas),
        ("years = 2\nsource", "years = -2\nsource", ValueFault::Years),
        ("years = 20", "years = 0.3", ValueFault::Years),
        ("small_parcel_mu = 30", "small_parcel_mu = 0", ValueFault::Positive),
        ("target_far = 2.0", "target_far = 0.0", ValueFault::Positive),
        ("model = \"anchor_chain\"", "model = \"slim_core\"", ValueFault::Twice),
        ("suspended = [\"停工\"", "suspended = [\"停产\"", ValueFault::Twice),
        ("source = \"shandong235\"", "source = \"nowhere\"", ValueFault::Source),
        ("fact = \"tax_per_mu\"\n", "fact = \"owners\"\n", ValueFault::Indicator),
        ("threshold = 3.0", "threshold = nan", ValueFault::Number),
        ("threshold = 0.8\n", "threshold = inf\n", ValueFault::Number),
        ("threshold = 0.40\n", "threshold = 40\n", ValueFault::Share),
        (
            "fact = \"land_mu\", operator = \">=\", threshold = 100",
            "fact = \"land_mu\", operator = \">=\", threshold = -inf",
            ValueFault::Number,
        ),
        (
            "fact = \"title_clear\", operator = \"=\", threshold = 1",
            "fact = \"title_clear\", operator = \"=\", threshold = 2",
            ValueFault::Flag,
        ),
        (
            "fact = \"grade\", operator = \"<=\", threshold = 2",
            "fact = \"grade\", operator = \"<=\", threshold = 9",
            ValueFault::Grade,
        ),
        (
            "fact = \"land_mu\", operator = \">=\", threshold = 60",
            "fact = \"land_mu\", operator = \">=\", threshold = -1",
            ValueFault::Negative,
        ),
        ("years = 2\nsource", "years = 0\nsource", ValueFault::Positive),
        ("class = \"36\"", "class = \"C36\"", ValueFault::Class),
        ("class = \"39\"", "class = \"\"", ValueFault::Class),
        ("classes = [\"27\"]", "classes = [\"2\"]", ValueFault::Class),
        ("key = \"leather\"", "key = \"textile\"", ValueFault::Twice),
        ("counts_as_zero = [", "counts_as_zero = [\"in_use\",", ValueFault::Produces),
    ] {
        let (result, line) = changed(from, to);
        let error = result.expect_err(to);
        assert!(matches!(&error, RulebookError::Value { fault: found, .. } if *found == fault), "{to}: {error}");
        assert_eq!(error.line(), line, "{to}: {error}");
    }
}

#[test]
fn marks_of_a_rulebook_lie_on_the_earth_and_name_an_industry_there_is() {
    let first = SHIPPED.matches('\n').count() + 2;
    let read = |marks: &str| Rulebook::from_toml(&format!("{SHIPPED}\n{marks}\n"));
    let anchor = |lon: &str, lat: &str, industry: &str| {
        read(&format!("[[marks.anchors]]\nname = \"a\"\nlon = {lon}\nlat = {lat}\nindustry = \"{industry}\""))
    };
    assert!(anchor("120.4", "36.4", "automobile").is_ok() && anchor("120.4", "36.4", "3670").is_ok());
    for (result, down, key, fault) in [
        (anchor("1204.4", "36.4", "automobile"), 2, "anchors.1.lon", ValueFault::Place),
        (anchor("120.4", "nan", "automobile"), 3, "anchors.1.lat", ValueFault::Place),
        (anchor("120.4", "36.4", "automobil"), 4, "anchors.1.industry", ValueFault::Industry),
        (read("[marks.parks.\"某园区\"]\nland_left_share = 7"), 1, "parks.某园区.land_left_share", ValueFault::Share),
    ] {
        let key = format!("marks.{key}");
        assert_eq!(result, Err(RulebookError::Value { line: first + down, key, fault }));
    }
}

#[test]
fn a_fault_of_the_text_names_its_key() {
    for (from, to, key, fault) in [
        ("years = 2                #", "yeers = 2 #", "low_efficiency.rules.1.yeers", TextFault::UnknownKey),
        ("a_share = 0.20", "a_share = \"a fifth\"", "grade.a_share", TextFault::Type),
        ("share = \"1/3\"", "share = \"1/0\"", "idle.developed.share", TextFault::Type),
        ("operator = \"<\"", "operator = \"less\"", "low_efficiency.rules.1.operator", TextFault::UnknownWord),
        ("weight = 60", "weight = true", "grade.cohorts.3.items.1.weight", TextFault::Type),
        ("d_from = 20", "d_from = ", "", TextFault::Syntax),
    ] {
        let (result, line) = changed(from, to);
        assert!(
            matches!(&result, Err(RulebookError::Text { line: at, key: named, fault: found, .. })
                if *at == line && named == key && *found == fault),
            "{to}: {result:?}"
        );
    }
    let (result, _) = changed("[idle.not_started]\nyears = 1\n", "[idle.not_started]\n");
    assert!(
        matches!(&result, Err(RulebookError::Text { key, fault: TextFault::MissingKey, .. }) if key == "idle.not_started.years"),
        "{result:?}"
    );
}

#[test]
fn no_shipped_rule_is_the_users_and_what_claims_authority_cites_a_numbered_document() {
    fn rules_of(value: &toml::Value, found: &mut Vec<(String, String)>) {
        match value {
            toml::Value::Table(table) => {
                let said = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
                found.extend(said("kind").zip(said("source")));
                table.values().for_each(|value| rules_of(value, found));
            }
            toml::Value::Array(list) => list.iter().for_each(|value| rules_of(value, found)),
            _ => {}
        }
    }
    let book = Rulebook::shipped();
    let mut found = Vec::new();
    rules_of(&toml::Value::try_from(book).unwrap(), &mut found);
    assert!(found.len() > 30, "{found:?}");
    for (kind, source) in found {
        let numbered = !book.sources[&source].number.is_empty();
        assert!(if numbered { kind != "user" } else { kind == "example" }, "{kind} {source}");
    }
}

#[test]
fn the_share_of_b_may_be_a_number_and_is_an_example_then() {
    let (result, _) = changed("b_share = { share = 0.40, source = \"example\", kind = \"example\" }", "b_share = 0.40");
    assert_eq!(result.as_ref(), Ok(Rulebook::shipped()));
}

#[test]
fn weights_that_are_not_100_and_a_newer_book_are_refused() {
    let (result, line) =
        changed("items = [{ fact = \"tax_per_mu\", weight = 100", "items = [{ fact = \"tax_per_mu\", weight = 90");
    assert_eq!(result, Err(RulebookError::Weights { line, sum: 90.0 }));
    let (result, line) = changed("version = 1", "version = 2\nnew_things = true");
    assert_eq!(result, Err(RulebookError::Newer { line, version: 2 }));
}

#[test]
fn a_zone_is_round_or_a_polygon_and_a_fault_of_it_names_its_line_and_corner() {
    let read = |zone: &str| {
        let text = format!("{SHIPPED}\n[[marks.platform_zones]]\nname = \"Z\"\n{zone}\n");
        let first = SHIPPED.matches('\n').count() + 2;
        (Rulebook::from_toml(&text), first)
    };
    let polygon = "polygon = [\n[120.0, 36.0],\n[120.1, 36.0],\n[120.1, 36.1],\n[120.0, 36.0]]";
    for sound in [polygon, "lon = 120.5\nlat = 36.4\nradius_km = 1.5"] {
        let book = read(sound).0.unwrap();
        assert!(book.marks.platform_zones[0].shape().is_some());
        assert_eq!(Rulebook::from_toml(&book.to_toml()), Ok(book), "it is written as it was read");
    }
    // The line counted from that of the zone, the key behind the list's, what is wrong.
    for (zone, down, key, fault) in [
        ("polygon = [\n[120.0, 36.0],\n[120.1, 136.0],\n[120.1, 36.1]]", 4, "1.polygon.2", ValueFault::Place),
        ("polygon = [[120.0, 36.0], [120.1, 36.0], [120.0, 36.0]]", 0, "1", ValueFault::Zone),
        ("lon = 120.5\nlat = 36.4", 0, "1", ValueFault::Zone),
        (
            "lon = 120.5\nlat = 36.4\nradius_km = 1\npolygon = [[120, 36], [121, 36], [121, 37]]",
            0,
            "1",
            ValueFault::Zone,
        ),
        ("lon = 520.5\nlat = 36.4\nradius_km = 1", 2, "1.lon", ValueFault::Place),
        ("lon = 120.5\nlat = 36.4\nradius_km = 0", 4, "1.radius_km", ValueFault::Positive),
    ] {
        let (result, first) = read(zone);
        let key = format!("marks.platform_zones.{key}");
        assert_eq!(result, Err(RulebookError::Value { line: first + down, key, fault }), "{zone}");
    }
    let (result, _) = read("polygon = [120.0, 36.0]");
    assert!(matches!(result, Err(RulebookError::Text { .. })), "{result:?}");
}
