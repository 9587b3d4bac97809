//! As-of day and rulebook in the real window, driven by label in both languages: the day is typed, kept by the project and
//! undone; the rulebook page shows what a moved threshold changes, takes a file and refuses a faulty one with its line.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use mulens::analysis::{NumberKey, SortKey};
use mulens::app::{Action, Command, QuotaShares, QuotaTrial, ThemeChoice, computations};
use mulens::domain::{FindingKind, Outcome, Unit, day_from_iso, iso_date};
use mulens::locale::Lang;

use driver::*;

fn count(harness: &mut Window, kind: FindingKind, of: Outcome) -> usize {
    document(harness).outcomes(kind).iter().filter(|&&outcome| outcome == of).count()
}

fn type_day(harness: &mut Window, lang: Lang, day: &str) {
    type_over(harness, Role::TextInput, &text(lang, "judging-as-of"), day);
    press(harness, Modifiers::NONE, Key::Enter);
}

#[test]
fn the_day_is_typed_kept_by_the_project_and_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let lang = Lang::Zh;
    let mut harness = sample(lang);
    let today = document(&mut harness).judging().as_of;
    type_day(&mut harness, lang, "2019-06-30");
    assert_eq!(Some(document(&mut harness).judging().as_of), day_from_iso("2019-06-30"));
    let early = count(&mut harness, FindingKind::Idle, Outcome::SuspectedIdle2y);
    type_day(&mut harness, lang, "2024-6-30");
    assert_eq!(iso_date(document(&mut harness).judging().as_of), "2019-06-30", "no day, no change");
    type_day(&mut harness, lang, "2024-06-30");
    assert!(count(&mut harness, FindingKind::Idle, Outcome::SuspectedIdle2y) > early);
    let path = folder.path().join("day.mulens");
    harness.state_mut().workspace_mut().apply(Action::SaveProject(path.clone()));
    settle(&mut harness);
    for expected in ["2019-06-30", &iso_date(today)] {
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Undo));
        settle(&mut harness);
        assert_eq!(iso_date(document(&mut harness).judging().as_of), expected);
    }
    let mut again = window(lang);
    open(&mut again, lang, &path);
    settle(&mut again);
    assert_eq!(iso_date(document(&mut again).judging().as_of), "2024-06-30");
    let before = computations();
    again.run_steps(2);
    assert_eq!(computations(), before, "an idle frame judges nothing anew");
}

fn open_page(harness: &mut Window, lang: Lang) {
    click(harness, &text(lang, "menu-tools"));
    click(harness, &text(lang, "command-rulebook"));
    assert!(harness.query_all_by_label(&text(lang, "rulebook-no-effect")).count() > 0);
}

/// The value of the fields so named, changed as by typing.
fn set_rule(harness: &mut Window, label: &str, value: &str) {
    type_over(harness, Role::SpinButton, label, value);
    press(harness, Modifiers::NONE, Key::Enter);
}

#[test]
fn a_moved_threshold_shows_at_once_how_many_parcels_change_class_and_is_reset() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let mut harness = sample(lang);
        harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
        type_day(&mut harness, lang, "2024-06-30");
        open_page(&mut harness, lang);
        look(&mut harness, "rulebook", lang);
        let label = format!("{} · {}", text(lang, "rule-key-take-back"), text(lang, "rule-key-years"));
        let before = count(&mut harness, FindingKind::Idle, Outcome::SuspectedIdle2y);
        set_rule(&mut harness, &label, "4");
        let after = count(&mut harness, FindingKind::Idle, Outcome::SuspectedIdle2y);
        assert!(after < before, "{after} {before}");
        assert_eq!(document(&mut harness).judging().book.idle.take_back.years, 4.0);
        let changed = before - after;
        let told = [
            ("kind", lang.finding_kind(FindingKind::Idle).into()),
            ("changed", changed.to_string().into()),
            ("moves", "".into()),
        ];
        let told = lang.text_with("rulebook-effect-of", told);
        let told = told.trim_end_matches([')', '）']);
        assert!(harness.query_all_by_label_contains(told).count() > 0, "{told}");
        look(&mut harness, "rulebook_changed", lang);
        click(&mut harness, &lang.text_with("rulebook-reset-of", [("name", label.as_str().into())]));
        assert_eq!(count(&mut harness, FindingKind::Idle, Outcome::SuspectedIdle2y), before);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Undo));
        settle(&mut harness);
        let before = computations();
        harness.run_steps(2);
        assert_eq!(computations(), before, "an idle frame judges nothing anew");
    }
}

/// Opens the sections of the page that are folded to begin with.
fn unfold(harness: &mut Window, lang: Lang, sections: &[&str]) {
    for section in sections {
        let label = text(lang, &format!("rule-section-{section}"));
        let at = |harness: &Window| harness.get_all_by_label(&label).next().expect("a section").rect();
        harness.get_all_by_label(&label).next().expect("a section").scroll_to_me();
        settle(harness);
        let middle = at(harness).center();
        click_at(harness, middle);
        settle(harness);
    }
}

#[test]
fn a_number_that_is_only_visited_by_keyboard_stays_as_it_is_and_a_third_is_shown_and_taken_as_1_3() {
    let lang = Lang::En;
    let mut harness = sample(lang);
    open_page(&mut harness, lang);
    unfold(&mut harness, lang, &["standard", "suggestion"]);
    let before = std::sync::Arc::clone(&document(&mut harness).judging().book);
    let fields = harness.get_all_by_role(Role::SpinButton).count();
    assert!(fields > 60, "{fields}");
    for place in 0..fields {
        harness.get_all_by_role(Role::SpinButton).nth(place).expect("a field").focus();
        harness.run_steps(2);
        harness.key_press(Key::Tab);
        harness.run_steps(2);
    }
    assert_eq!(document(&mut harness).judging().book, before);

    let label = format!("{} · {}", text(lang, "rule-key-developed"), text(lang, "rule-key-share"));
    let field = harness.get_by_role_and_label(Role::SpinButton, &label);
    assert_eq!(field.value().as_deref(), Some("1/3"));
    set_rule(&mut harness, &label, "2/7");
    let rule = document(&mut harness).judging().book.idle.developed.clone();
    assert_eq!(rule.share.0, 2.0 / 7.0);
    assert_eq!(harness.get_by_role_and_label(Role::SpinButton, &label).value().as_deref(), Some("2/7"));
}

#[test]
fn other_quotas_are_tried_without_effect_applied_by_a_button_and_undone() {
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        open_page(&mut harness, lang);
        unfold(&mut harness, lang, &["grade"]);
        let before = document(&mut harness).outcomes(FindingKind::Grade);
        set_rule(&mut harness, &text(lang, "quota-trial-a"), "0.1");
        set_rule(&mut harness, &text(lang, "quota-trial-b"), "1/2");
        set_rule(&mut harness, &text(lang, "quota-trial-d"), "0.15");
        look(&mut harness, "quota_trial", lang);
        assert_eq!(document(&mut harness).outcomes(FindingKind::Grade), before, "a trial is no rule");
        let judged = document(&mut harness).judged();
        let trial = QuotaTrial::new(&judged, QuotaShares { a: 0.1, b: 0.5, d: 0.15 }).expect("a trial");
        let told = [
            ("parcels", trial.moved.parcels.to_string().into()),
            ("land", lang.number_with_unit(Some(trial.moved.land_mu), Unit::Mu).into()),
        ];
        assert!(harness.query_by_label(&lang.text_with("quota-trial-moved", told)).is_some());
        press_button(&mut harness, &text(lang, "quota-trial-apply"));
        let after = document(&mut harness).outcomes(FindingKind::Grade);
        let moved = before.iter().zip(&after).filter(|(before, after)| before != after).count();
        assert!(moved > 0 && moved == trial.moved.parcels, "{moved}");
        let grade = document(&mut harness).judging().book.grade.clone();
        assert_eq!((grade.a_share, grade.b_share.share.0, grade.d_share), (0.1, 0.5, 0.15));
        assert_eq!(grade.kind, mulens::analysis::judge::RuleKind::User);
        let steady = computations();
        harness.run_steps(2);
        assert_eq!(computations(), steady, "an idle frame tries nothing anew");
        apply(&mut harness, Action::Run(Command::Undo));
        assert_eq!(document(&mut harness).outcomes(FindingKind::Grade), before);
        assert_eq!(*document(&mut harness).judging().book, *mulens::analysis::judge::Rulebook::shipped());
    }
}

/// Chooses an entry of the only choice of this name.
fn choose(harness: &mut Window, label: &str, entry: &str) {
    harness.get_by_role_and_label(Role::ComboBox, label).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::ComboBox, label).click();
    settle(harness);
    harness.get_by_role_and_label(Role::Button, entry).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::Button, entry).click();
    settle(harness);
}

#[test]
fn a_rule_is_added_edited_and_removed_on_the_page_and_each_step_is_undone() {
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        open_page(&mut harness, lang);
        let name = |id: &str| text(lang, id);
        let add = lang.text_with("rule-add-of", [("name", name("rule-list-rules").into())]);
        press_button(&mut harness, &add);
        let rules = |harness: &mut Window| document(harness).judging().book.low_efficiency.rules.clone();
        assert_eq!(rules(&mut harness).len(), 3);
        // The copy has the name of what it was copied from; the threshold of either can be told once one is changed.
        let remove = lang.text_with("rule-remove-of", [("name", name("fact-far").into())]);
        assert_eq!(harness.query_all_by_label(&remove).count(), 2);
        let copy = harness.query_all_by_label(&remove).last().expect("the copy");
        copy.scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "rulebook_added", lang);
        let copy = harness.query_all_by_label(&remove).last().expect("the copy").rect().center();
        click_at(&mut harness, copy);
        settle(&mut harness);
        assert_eq!(*document(&mut harness).judging().book, *mulens::analysis::judge::Rulebook::shipped());
        apply(&mut harness, Action::Run(Command::Undo));
        assert_eq!(rules(&mut harness).len(), 3);
        apply(&mut harness, Action::Run(Command::Undo));
        assert_eq!(rules(&mut harness).len(), 2);
        // What a rule is about can be changed.
        let fact = format!("{} · {}", name("fact-far"), name("rule-key-fact"));
        choose(&mut harness, &fact, &name("fact-building-density"));
        assert_eq!(rules(&mut harness)[1].fact, mulens::analysis::judge::Fact::BuildingDensity);
        let remove = lang.text_with("rule-remove-of", [("name", name("fact-tax-per-mu").into())]);
        press_button(&mut harness, &remove);
        assert_eq!(rules(&mut harness).len(), 1);
        let steady = computations();
        harness.run_steps(2);
        assert_eq!(computations(), steady, "an idle frame judges nothing anew");
    }
}

#[test]
fn classes_of_an_industry_are_shown_and_a_word_with_a_space_is_not_torn() {
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        open_page(&mut harness, lang);
        unfold(&mut harness, lang, &["industries"]);
        let group = document(&mut harness).judging().book.industries[1].clone();
        let group_name = if lang == Lang::En { &group.name_en } else { &group.name };
        let of = |key: &str| format!("{group_name} · {}", text(lang, key));
        let comma = text(lang, "rule-words-comma");
        let classes = of("rule-key-classes");
        let field = harness.get_by_role_and_label(Role::MultilineTextInput, &classes);
        assert_eq!(field.value(), Some(group.classes.join(&comma)));
        let typed = ["cold store", "bonded  land"].join(&comma);
        type_over(&mut harness, Role::MultilineTextInput, &of("rule-key-words"), &typed);
        press(&mut harness, Modifiers::NONE, Key::Tab);
        look(&mut harness, "rulebook_industries", lang);
        assert_eq!(document(&mut harness).judging().book.industries[1].words, ["cold store", "bonded  land"]);
        type_over(&mut harness, Role::MultilineTextInput, &of("rule-key-classes"), "53\n60");
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(document(&mut harness).judging().book.industries[1].classes, ["53", "60"]);
        // The field shows what the list was taken to be, and visiting it changes nothing.
        let held = std::sync::Arc::clone(&document(&mut harness).judging().book);
        harness.get_by_role_and_label(Role::MultilineTextInput, &of("rule-key-words")).focus();
        settle(&mut harness);
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(document(&mut harness).judging().book, held);
    }
}

#[test]
fn all_rules_are_reset_at_once_and_that_is_undone() {
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        open_page(&mut harness, lang);
        let label = format!("{} · {}", text(lang, "rule-key-take-back"), text(lang, "rule-key-years"));
        set_rule(&mut harness, &label, "4");
        let fee = format!("{} · {}", text(lang, "rule-key-fee"), text(lang, "rule-key-share"));
        set_rule(&mut harness, &fee, "0.3");
        let changed = std::sync::Arc::clone(&document(&mut harness).judging().book);
        assert!(harness.query_all_by_label_contains(&text(lang, "rulebook-changed-name")).count() >= 2);
        click(&mut harness, &text(lang, "rulebook-reset-all"));
        assert_eq!(*document(&mut harness).judging().book, *mulens::analysis::judge::Rulebook::shipped());
        assert_eq!(harness.query_all_by_label_contains(&text(lang, "rulebook-changed-name")).count(), 0);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::Undo));
        settle(&mut harness);
        assert_eq!(document(&mut harness).judging().book, changed);
    }
}

#[test]
fn a_rulebook_is_saved_loaded_shown_by_name_and_refused_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        open_page(&mut harness, lang);
        let path = folder.path().join(format!("rules_{lang:?}.toml"));
        type_path(&mut harness, lang, "rulebook-path", &path, "rulebook-save");
        let written = std::fs::read_to_string(&path).expect("a rulebook");
        let named = written.replacen("亩镜默认规则库", "某区规则", 1);
        std::fs::write(&path, &named).expect("a rulebook");
        click(&mut harness, &text(lang, "rulebook-load"));
        assert_eq!(document(&mut harness).judging().book.name, "某区规则");
        assert!(harness.query_all_by_label_contains("某区规则").count() >= 2, "page and status line");

        let fault = named.replacen("a_share = 0.2", "a_share = 1.2", 1);
        let line = fault[..fault.find("a_share").expect("a share")].matches('\n').count() + 1;
        std::fs::write(&path, &fault).expect("a faulty rulebook");
        click(&mut harness, &text(lang, "rulebook-load"));
        look(&mut harness, "rulebook_fault", lang);
        let told = harness.state().workspace().notices().last().expect("a notice").kind.message(lang);
        assert!(told.contains(&line.to_string()) && told.contains("a_share"), "{told}");
        assert_eq!(document(&mut harness).judging().book.grade.a_share, 0.2, "the last good rules stay");
        assert_eq!(document(&mut harness).judging().book.name, "某区规则");
    }
}

#[test]
fn findings_are_columns_sorted_and_filtered_by_and_groups_of_charts_and_summary() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Dark), (Lang::En, ThemeChoice::Light)] {
        let mut harness = sample(lang);
        harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
        harness.state_mut().workspace_mut().apply(Action::AsOf(day_from_iso("2024-06-30").expect("a day")));
        harness.state_mut().workspace_mut().apply(Action::SortBy(SortKey::Number(NumberKey::GradeRank)));
        settle(&mut harness);
        let first = document(&mut harness).sorted_rows()[0] as usize;
        let ranked = document(&mut harness).outcomes(FindingKind::Grade)[first];
        assert_eq!(ranked, Outcome::GradeA, "the best of a cohort");

        let (totals, none) = document(&mut harness).judged_totals().expect("judged");
        assert!(none.is_none());
        let by_decree = [Outcome::SuspectedIdle, Outcome::SuspectedIdle2y, Outcome::SuspectedIdleSuspended];
        let idle: usize = by_decree.iter().map(|&of| count(&mut harness, FindingKind::Idle, of)).sum();
        assert_eq!(totals.idle.parcels, idle);
        let missing = count(&mut harness, FindingKind::LowEfficiency, Outcome::InsufficientData);
        assert_eq!(totals.low_efficiency_missing, missing);
        let name = lang.text_with("kpi-idle-decree", [("day", "2024-06-30".into())]);
        assert!(harness.query_by_label(&name).is_some(), "{name}");

        harness.get_by_role_and_label(Role::ComboBox, &text(lang, "choice-group-by")).click();
        settle(&mut harness);
        harness.get_by_role_and_label(Role::Button, &text(lang, "grouping-finding")).click();
        settle(&mut harness);
        let charts = document(&mut harness).charts_now();
        let summary = &charts.by_group.summary;
        let idle = lang.outcome(Outcome::SuspectedIdle2y).into_owned();
        let group = summary.column("group").expect("groups");
        let row = (0..summary.len()).find(|&row| lang.cell(group.cell(row), Unit::None) == idle).expect("idle land");
        let parcels = count(&mut harness, FindingKind::Idle, Outcome::SuspectedIdle2y);
        assert_eq!(summary.number("parcels", row), Some(parcels as f64));
        let title = chart_title_on(lang, "chart-land-by-grade", "2024-06-30");
        harness.get_by_role_and_label(Role::Image, &title).scroll_to_me();
        settle(&mut harness);
        look(&mut harness, "charts_by_finding", lang);

        let section = lang.text_with("filter-finding", [("kind", lang.finding_kind(FindingKind::Grade).into())]);
        harness.get_by_label(&section).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &section);
        let graded = count(&mut harness, FindingKind::Grade, Outcome::GradeA);
        let member = format!("{} ({graded})", lang.outcome(Outcome::GradeA));
        harness.get_by_label(&member).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &member);
        assert_eq!(document(&mut harness).shown().count(), graded);
        look(&mut harness, "filtered_by_grade", lang);
        let before = computations();
        harness.run_steps(2);
        assert_eq!(computations(), before, "an idle frame judges nothing anew");
    }
}

#[test]
fn parcels_about_to_cross_a_mark_are_listed_and_one_shows_its_timeline() {
    for (lang, theme) in [(Lang::Zh, ThemeChoice::Light), (Lang::En, ThemeChoice::Dark)] {
        let mut harness = sample(lang);
        harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
        // So early that the sample's land not started has its marks ahead.
        harness.state_mut().workspace_mut().apply(Action::AsOf(day_from_iso("2021-06-30").expect("a day")));
        settle(&mut harness);
        click(&mut harness, &text(lang, "menu-tools"));
        click(&mut harness, &text(lang, "command-marks-ahead"));
        click(&mut harness, &lang.text_with("marks-ahead-within", [("days", 180.into())]));
        let marks = document(&mut harness).marks_ahead(180);
        let [fewer, fewest] = [90, 30].map(|days| document(&mut harness).marks_ahead(days).len());
        assert!(fewest <= fewer && fewer <= marks.len() && !marks.is_empty(), "{fewest} {fewer} {}", marks.len());
        let as_of = day_from_iso("2021-06-30").expect("a day");
        assert!(marks.iter().all(|mark| (1..=180).contains(&(mark.day - as_of))));
        look(&mut harness, "marks_ahead", lang);
        click(&mut harness, &text(lang, "marks-ahead-select"));
        assert!(selected(&harness).contains(&(marks[0].row as usize)));

        let len = document(&mut harness).table().len();
        let one = mulens::domain::RowSet::from_rows(len, [marks[0].row as usize]);
        harness.state_mut().workspace_mut().apply(Action::Select(one, mulens::app::SelectMode::Replace));
        harness.get_by_role_and_label(Role::Button, &text(lang, "tab-inspector")).click();
        settle(&mut harness);
        harness.get_by_role_and_label(Role::Image, &text(lang, "timeline-title")).scroll_to_me();
        settle(&mut harness);
        let mark = lang.text(&format!("timeline-{}", marks[0].kind.key().replace('_', "-"))).into_owned();
        let told = [("day", iso_date(marks[0].day).into()), ("what", mark.into())];
        assert!(harness.query_by_label(&lang.text_with("timeline-day", told)).is_some());
        look(&mut harness, "timeline", lang);
        let before = computations();
        harness.run_steps(2);
        assert_eq!(computations(), before, "an idle frame judges nothing anew");
    }
}
