//! Two years in the real window, driven by label: base year, changes, doubling path, Lorenz curve, work list.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/workbook.rs"]
mod workbook;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable;
use mulens::analysis::{FigureSettings, Grouping, Reach, SortKey};
use mulens::app::{Action, Command, DoublingTarget, ThemeChoice, computations};
use mulens::domain::{Cell, FindingKind, Outcome, Term, TextField, Unit, day_from_iso};
use mulens::locale::Lang;

use driver::*;

/// The sample in the window, grouped by park.
fn sample_by_park(lang: Lang) -> Window {
    let mut harness = sample(lang);
    harness.state_mut().workspace_mut().apply(Action::GroupBy(Grouping::Park));
    settle(&mut harness);
    harness
}

fn scroll_to(harness: &mut Window, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    settle(harness);
}

/// The chart's picture on the screen, scrolled to.
fn chart_rect(harness: &mut Window, title: &str) -> eframe::egui::Rect {
    harness.get_by_role_and_label(Role::Image, title).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::Image, title).rect()
}

#[test]
fn the_base_year_is_chosen_in_the_menu_bar_only_where_there_are_two_years() {
    for lang in Lang::ALL {
        let mut harness = sample_by_park(lang);
        assert_eq!(document(&mut harness).base_year(), Some(2022), "the year before the latest");
        // With the figures of 2022 nothing is earlier: nobody guesses a base.
        harness
            .state_mut()
            .workspace_mut()
            .apply(Action::Figures(FigureSettings { year: Some(2022), ..FigureSettings::default() }));
        settle(&mut harness);
        assert_eq!(document(&mut harness).base_year(), None);
        assert!(harness.query_by_label(&text(lang, "chart-years-empty")).is_some());
        harness.get_by_role_and_label(Role::ComboBox, &text(lang, "choice-base-year")).click();
        settle(&mut harness);
        harness.get_all_by_label("2023").last().expect("the other year").click();
        settle(&mut harness);
        assert_eq!(document(&mut harness).base_year(), Some(2023));
        let charts = document(&mut harness).charts_now();
        let changes = charts.changes.as_ref().expect("two years");
        let total = changes.len() - 1;
        assert!(changes.number("output_change_wan_yuan", total).is_some_and(|change| change < 0.0), "turned round");

        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        assert!(harness.query_by_role_and_label(Role::ComboBox, &text(lang, "choice-base-year")).is_none());
        assert!(harness.query_by_label(&text(lang, "chart-years-empty")).is_some(), "the chart says what is wanted");
        assert_eq!(document(&mut harness).base_year(), None);
    }
}

#[test]
fn the_two_years_stand_side_by_side_in_the_summarys_order_and_a_click_selects_the_group() {
    for lang in Lang::ALL {
        let mut harness = sample_by_park(lang);
        let charts = document(&mut harness).charts_now();
        let (changes, summary, groups) =
            (charts.changes.as_ref().expect("two years"), &charts.by_group.summary, &charts.by_group.groups);
        assert_eq!(changes.len(), summary.len());
        for row in 0..summary.len() {
            assert_eq!(changes.columns[0].cell(row), summary.columns[0].cell(row));
        }
        let title = chart_title(lang, "chart-years");
        let rect = chart_rect(&mut harness, &title);
        // The second group's line: half a line of room above, 24 points a group.
        click_at(&mut harness, Pos2::new(rect.left() + 130.0, rect.top() + 24.0 * 2.2));
        let rows: Vec<u32> = selected(&harness).into_iter().map(|row| row as u32).collect();
        assert!(groups.iter().any(|group| group.rows == rows), "{} rows", rows.len());

        let label = lang.text_with("chart-numbers-of", [("chart", title.into())]);
        scroll_to(&mut harness, &label);
        click(&mut harness, &label);
        let progress = lang.header("output_doubling_progress", Unit::Share);
        assert!(harness.query_by_label(&progress).is_some());
        let last = changes.number("output_per_mu_current", changes.len() - 1);
        assert!(harness.query_all_by_label(&lang.number(last, Unit::WanYuanPerMu)).next().is_some());
    }
}

#[test]
fn the_doubling_path_takes_a_typed_target_and_its_parcels_become_the_selection() {
    for lang in Lang::ALL {
        let mut harness = sample_by_park(lang);
        scroll_to(&mut harness, &text(lang, "doubling-value"));
        assert!(
            matches!(document(&mut harness).charts_now().doubling.reach(), Reach::Never { .. }),
            "medians do not double it"
        );
        click(&mut harness, &text(lang, "doubling-value"));
        let charts = document(&mut harness).charts_now();
        let path = &charts.doubling;
        let Reach::Within { steps, least_mu, touched_mu } = path.reach() else { panic!("{:?}", path.reach()) };
        assert!(least_mu <= touched_mu && steps < path.steps.len());
        let select = lang.text_with("doubling-select", [("count", steps.to_string().into())]);
        scroll_to(&mut harness, &select);
        click(&mut harness, &select);
        let rows = selected(&harness);
        assert_eq!(rows.len(), steps);
        assert_eq!(rows, path.rows(document(&mut harness).table().len(), steps).iter().collect::<Vec<_>>());

        deselect(&mut harness);
        let rect = chart_rect(&mut harness, &lang.with_year(&text(lang, "chart-doubling"), Some(2023)));
        click_at(&mut harness, Pos2::new(rect.center().x, rect.top() + 20.0));
        let rows = selected(&harness);
        assert!(!rows.is_empty() && rows.len() < path.steps.len(), "those left of the pointer");
        assert_eq!(rows, path.rows(document(&mut harness).table().len(), rows.len()).iter().collect::<Vec<_>>());

        // Each parcel is brought to what the rulebook holds its cohort to; land not supplied is of none.
        scroll_to(&mut harness, &text(lang, "doubling-benchmark"));
        click(&mut harness, &text(lang, "doubling-benchmark"));
        assert_eq!(document(&mut harness).view().doubling_target, Some(DoublingTarget::COHORT_BENCHMARK));
        let charts = document(&mut harness).charts_now();
        let references = charts.doubling.steps.iter().map(|step| step.reference_per_mu.to_bits());
        let references: std::collections::BTreeSet<u64> = references.collect();
        assert!((1..10).contains(&references.len()), "one a cohort: {references:?}");
        let left = charts.doubling.without_reference;
        let left = lang.text_with("doubling-without-reference", [("count", left.into())]);
        assert!(harness.query_all_by_label_contains(&left).next().is_some(), "{left}");
        look(&mut harness, "doubling", lang);

        scroll_to(&mut harness, &text(lang, "doubling-median"));
        click(&mut harness, &text(lang, "doubling-median"));
        assert_eq!(document(&mut harness).view().doubling_target, None);
    }
}

#[test]
fn the_lorenz_curve_has_the_summarys_gini_and_a_click_selects_the_least_productive_land() {
    for lang in Lang::ALL {
        let mut harness = sample_by_park(lang);
        let charts = document(&mut harness).charts_now();
        let (curve, summary) = (&charts.lorenz, &charts.by_group.summary);
        assert_eq!(curve.gini, summary.number("gini", summary.len() - 1));
        let rect = chart_rect(&mut harness, &lang.with_year(&text(lang, "chart-lorenz"), Some(2023)));
        click_at(&mut harness, Pos2::new(rect.center().x, rect.center().y));
        let mut weakest: Vec<usize> = curve.rows.iter().map(|&row| row as usize).collect();
        let rows = selected(&harness);
        assert!(!rows.is_empty() && rows.len() < weakest.len());
        weakest.truncate(rows.len());
        weakest.sort_unstable();
        assert_eq!(rows, weakest);
    }
}

#[test]
fn idle_frames_compute_nothing_and_a_filter_computes_the_charts_anew() {
    let mut harness = sample_by_park(Lang::Zh);
    scroll_to(&mut harness, &text(Lang::Zh, "doubling-value"));
    let (before, all) = (computations(), document(&mut harness).charts_now());
    harness.run_steps(2);
    assert_eq!(computations(), before);
    let mut filter = document(&mut harness).filter().clone();
    filter.text = "机械".to_owned();
    harness.state_mut().workspace_mut().apply(Action::SetFilter(filter));
    settle(&mut harness);
    assert!(document(&mut harness).charts_now().lorenz.rows.len() < all.lorenz.rows.len());
}

#[test]
fn the_work_list_selects_a_parcel_with_a_click_and_is_exported_with_its_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in Lang::ALL {
        let mut harness = sample_by_park(lang);
        let list = document(&mut harness).work_list();
        let first = list.items[0];
        harness.state_mut().workspace_mut().apply(Action::SetNote(first.row as usize, "=去现场".to_owned()));
        harness.state_mut().workspace_mut().apply(Action::Run(Command::WorkList));
        settle(&mut harness);
        let name =
            document(&mut harness).table().text_of(TextField::Name, first.row as usize).expect("a name").to_owned();
        harness.get_all_by_role_and_label(Role::Button, &name).last().expect("the first parcel").click();
        settle(&mut harness);
        assert_eq!(selected(&harness), [first.row as usize]);
        click(&mut harness, &text(lang, "work-list-export"));
        let path = folder.path().join(format!("{lang:?}.xlsx"));
        type_path(&mut harness, lang, "export-path-label", &path, "export-write");
        let rows = &workbook::sheets(&path)[0];
        assert_eq!(rows.len(), list.items.len() + 1);
        assert!(workbook::has(&rows[1..2], &name));
        assert!(workbook::has(&rows[1..2], "=去现场"), "a text, no formula");
    }
}

#[test]
fn a_note_is_written_in_the_work_list_beside_finding_and_suggestion_undone_and_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    let crossed = [(Lang::Zh, ThemeChoice::Dark), (Lang::En, ThemeChoice::Light)];
    for (lang, theme) in LOOKS.into_iter().chain(crossed) {
        let mut harness = themed(lang, theme);
        apply(&mut harness, Action::AsOf(day_from_iso("2024-06-30").expect("a day")));
        click(&mut harness, &text(lang, "menu-tools"));
        click(&mut harness, &text(lang, "command-work-list"));
        look(&mut harness, &format!("work_list_{theme:?}"), lang);
        let list = document(&mut harness).work_list();
        let row = list.items[0].row as usize;
        let kinds = [FindingKind::Idle, FindingKind::LowEfficiency, FindingKind::Grade, FindingKind::Standard];
        let found = |row: usize, harness: &mut Window| kinds.map(|kind| document(harness).outcomes(kind)[row]);
        let idle = (0..list.shown().len())
            .find(|&place| found(list.items[place].row as usize, &mut harness)[0].suspected_idle_by_decree())
            .expect("an idle parcel among the first");
        let called = found(list.items[idle].row as usize, &mut harness).into_iter();
        let called: Vec<_> = called.filter(|each| each.calls_for_action()).map(|each| lang.outcome(each)).collect();
        let called = called.join(&text(lang, "work-list-separator"));
        assert!(harness.query_all_by_label(&called).next().is_some(), "{called}");
        let is_suggested = |row: usize, harness: &mut Window| {
            matches!(document(harness).outcomes(FindingKind::Suggestion)[row], Outcome::Model(_))
        };
        let place = (0..list.shown().len()).find(|&place| is_suggested(list.items[place].row as usize, &mut harness));
        let (suggested, score) =
            match place.map(|place| list.table.column("finding_suggestion").expect("it").cell(place)) {
                Some(Cell::Term(Term::Outcome(Outcome::Model(model)))) => {
                    (model, list.table.number("suggestion_score", place.unwrap_or_default()))
                }
                other => panic!("{other:?}"),
            };
        let shown = format!("{} {}", lang.model_short(suggested), lang.number(score, Unit::Ratio));
        assert!(harness.query_all_by_label(&shown).next().is_some(), "{shown}");

        // Typed, and kept when the field is left, be it for the button that closes the list.
        let field = lang.text_with("work-list-note-of", [("rank", 1.into())]);
        type_over(&mut harness, Role::TextInput, &field, "先约谈");
        click(&mut harness, &text(lang, "dialog-close"));
        assert_eq!(document(&mut harness).note(row), Some("先约谈"));
        apply(&mut harness, Action::Run(Command::Undo));
        assert_eq!(document(&mut harness).note(row), None);
        apply(&mut harness, Action::Run(Command::WorkList));
        assert_eq!(harness.get_by_label(&field).value().unwrap_or_default(), "");
        type_over(&mut harness, Role::TextInput, &field, "=再约谈");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(document(&mut harness).note(row), Some("=再约谈"));

        click(&mut harness, &text(lang, "work-list-export"));
        let path = folder.path().join(format!("{lang:?}.xlsx"));
        type_path(&mut harness, lang, "export-path-label", &path, "export-write");
        let rows = &workbook::sheets(&path)[0];
        let column = |key, unit| {
            let header = lang.header(key, unit);
            rows[0].iter().position(|each| *each == header).unwrap_or_else(|| panic!("{header}: {:?}", rows[0]))
        };
        assert_eq!(rows[1][column("note", Unit::None)], "=再约谈");
        let of_suggested = &rows[place.expect("a suggestion") + 1];
        assert_eq!(of_suggested[column("finding_suggestion", Unit::None)], lang.model(suggested));
        assert_eq!(of_suggested[column("suggestion_score", Unit::Ratio)].parse().ok(), score);
        for (kind, outcome) in kinds.into_iter().zip(found(list.items[idle].row as usize, &mut harness)) {
            assert_eq!(rows[idle + 1][column(SortKey::Finding(kind).column_key(), Unit::None)], lang.outcome(outcome));
        }
    }
}
