//! The shipped rulebook read and written, and every fault of a rulebook's text with its line.

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
        ("kind = \"user\"\nyes", "kind = \"hearsay\"\nyes"),
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
        ("b_share = 0.40", "b_share = 0.80", ValueFault::Quotas),
        ("years = 2\nsource", "years = -2\nsource", ValueFault::Years),
        ("years = 20", "years = 0.3", ValueFault::Years),
        ("small_parcel_mu = 30", "small_parcel_mu = 0", ValueFault::Positive),
        ("target_far = 2.0", "target_far = 0.0", ValueFault::Positive),
        ("model = \"anchor_chain\"", "model = \"slim_core\"", ValueFault::Twice),
        ("suspended = [\"停工\"", "suspended = [\"停产\"", ValueFault::Twice),
        ("source = \"shandong235\"", "source = \"nowhere\"", ValueFault::Source),
        ("fact = \"tax_per_mu\"\n", "fact = \"owners\"\n", ValueFault::Indicator),
        ("counts_as_zero = [", "counts_as_zero = [\"in_use\",", ValueFault::Produces),
    ] {
        let (result, line) = changed(from, to);
        let error = result.expect_err(to);
        assert!(matches!(&error, RulebookError::Value { fault: found, .. } if *found == fault), "{to}: {error}");
        assert_eq!(error.line(), line, "{to}: {error}");
    }
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
