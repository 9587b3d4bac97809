//! Idle land in the real window, driven by label in both languages: the strip, its hover text, the inspector and the chart
//! stand on findings, and follow the day and the rulebook's status words.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, Command, computations, idle_rule_text};
use mulens::domain::{FindingKind, LandStatus, Outcome, Unit, iso_date};
use mulens::locale::Lang;

use driver::*;

/// The strip's figure of idle land: its land, and the unit with the rate.
fn strip_figure(harness: &mut Window, lang: Lang) -> [String; 2] {
    let totals = document(harness).totals_shown();
    let land = lang.number(totals.idle_area_mu(), Unit::Mu);
    let unit = format!("{} · {}", lang.unit(Unit::Mu), lang.number(totals.idle_rate(), Unit::Share));
    let figure = [land, unit];
    for part in &figure {
        let in_strip = harness.query_all_by_label(part).filter(|node| node.rect().bottom() < 100.0).count();
        assert_eq!(in_strip, 1, "{part}");
    }
    figure
}

fn type_day(harness: &mut Window, lang: Lang, day: &str) {
    type_over(harness, Role::TextInput, &text(lang, "judging-as-of"), day);
    press(harness, Modifiers::NONE, Key::Enter);
}

#[test]
fn the_strip_and_the_inspector_tell_idle_land_by_decree_and_what_is_by_status_alone() {
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        type_day(&mut harness, lang, "2024-06-30");
        // 37 parcels by decree and 3 by status, as tests/golden/findings_idle.csv has them.
        let [land, unit] = strip_figure(&mut harness, lang);
        assert!(land == "2,149.4" && unit.contains("7.9"), "{land} {unit}");
        harness.get_by_label(&unit).hover();
        settle(&mut harness);
        let (totals, figures) = (document(&mut harness).totals_shown(), document(&mut harness).figures());
        let rule = idle_rule_text(lang, &figures, &totals);
        assert!(rule.contains("2024-06-30") && rule.contains("207.6"), "{rule}");
        assert!(harness.query_all_by_label_contains(&rule).count() > 0, "{rule}");
        look(&mut harness, "idle_strip", lang);

        let outcomes = document(&mut harness).outcomes(FindingKind::Idle);
        let row_of = |outcome: Outcome| outcomes.iter().position(|&each| each == outcome).expect("such a parcel");
        press_button(&mut harness, &text(lang, "tab-inspector"));
        for (row, told) in [
            (row_of(Outcome::SuspectedIdle2y), "inspector-idle-by-decree"),
            (row_of(Outcome::SuspectedIdleByStatus), "inspector-idle-by-status"),
            // Not started, and not yet due or the government's doing: idle by its word, and not by decree.
            (row_of(Outcome::NotDue), "inspector-not-idle"),
            (row_of(Outcome::ExemptGovernment), "inspector-not-idle"),
            (row_of(Outcome::InsufficientData), "inspector-idle-untold"),
        ] {
            select(&mut harness, [row]);
            settle(&mut harness);
            assert!(harness.query_by_label(&text(lang, told)).is_some(), "{told} {row}");
            assert_eq!(
                document(&mut harness).suspected_idle().contains(row),
                told.contains("-by-"),
                "{told}: the hatch"
            );
        }
        let before = computations();
        harness.run_steps(2);
        assert_eq!(computations(), before, "an idle frame computes nothing anew");
    }
}

#[test]
fn a_status_word_moved_in_the_rulebook_moves_its_land_in_the_strip_and_the_inspector_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = include_str!("../assets/rulebook.toml");
    let [from, to] = [r#"vacant_built = ["停产", "#, r#"suspended = ["停工", "#];
    let moved = shipped.replacen(from, "vacant_built = [", 1).replacen(to, r#"suspended = ["停产", "停工", "#, 1);
    assert!(moved.len() == shipped.len() && moved != shipped, "the word is moved and nothing else");
    let path = folder.path().join("moved.toml");
    std::fs::write(&path, moved).expect("a rulebook");
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        type_day(&mut harness, lang, "2024-06-30");
        let (before, totals) = (strip_figure(&mut harness, lang), document(&mut harness).totals_shown());
        let figures = document(&mut harness).figures();
        let row = figures.statuses().iter().position(|&each| each == LandStatus::VacantBuilt).expect("vacant land");
        click(&mut harness, &text(lang, "menu-tools"));
        click(&mut harness, &text(lang, "command-rulebook"));
        type_path(&mut harness, lang, "rulebook-path", &path, "rulebook-load");
        settle(&mut harness);
        assert_ne!(strip_figure(&mut harness, lang), before);
        let after = document(&mut harness).totals_shown();
        assert_eq!(after.parcels_of(LandStatus::VacantBuilt), 0);
        assert!(after.idle_by_status_parcels > totals.idle_by_status_parcels, "weaker, and told apart");
        assert_eq!(
            after.idle_parcels - after.idle_by_status_parcels,
            totals.idle_parcels - totals.idle_by_status_parcels,
            "by decree as before"
        );
        assert_eq!(document(&mut harness).figures().status(row), LandStatus::Suspended);
        apply(&mut harness, Action::Run(Command::Undo));
        settle(&mut harness);
        assert_eq!(strip_figure(&mut harness, lang), before);
        assert_eq!(iso_date(document(&mut harness).judging().as_of), "2024-06-30", "one step, the day stays");
    }
}
