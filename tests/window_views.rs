//! Each view of the real window, driven by label: charts, filter panel, table, pictures, leaving.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, Pos2, ViewportEvent};
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, Command};
use mulens::domain::{LandStatus, RenewalModel};
use mulens::locale::Lang;
use mulens::ui::{Leaving, OpenDialog};

use driver::*;

fn shown(harness: &mut Window) -> Vec<usize> {
    let document = harness.state_mut().workspace_mut().document_mut().expect("an open file");
    document.shown().iter().collect()
}

#[test]
fn a_click_on_a_bar_selects_the_parcels_of_its_group_in_both_languages() {
    for (lang, chart) in [(Lang::Zh, "chart-output"), (Lang::En, "chart-land")] {
        let mut harness = sample(lang);
        let charts = harness.state_mut().workspace_mut().document_mut().expect("the sample").charts_now();
        let groups = &charts.by_group.groups;
        let mut unseen: Vec<Vec<usize>> = groups
            .iter()
            .map(|group| group.rows.iter().map(|&row| row as usize).collect::<Vec<_>>())
            .filter(|rows| !rows.is_empty())
            .collect();
        let title = chart_title(lang, chart);
        harness.get_by_role_and_label(Role::Image, &title).scroll_to_me();
        settle(&mut harness);
        let rect = harness.get_by_role_and_label(Role::Image, &title).rect();
        let mut y = rect.top() + 4.0;
        while y < rect.bottom() && !unseen.is_empty() {
            deselect(&mut harness);
            click_at(&mut harness, Pos2::new(rect.left() + 150.0, y));
            let rows = selected(&harness);
            assert!(rows.is_empty() || groups.iter().any(|group| group.rows.len() == rows.len()), "half a group");
            unseen.retain(|group| *group != rows);
            y += 11.0;
        }
        assert!(unseen.is_empty(), "{} groups have no bar to click", unseen.len());
    }
}

#[test]
fn a_click_on_a_point_of_the_scatter_selects_that_parcel() {
    let lang = Lang::Zh;
    let mut harness = sample(lang);
    let charts = harness.state_mut().workspace_mut().document_mut().expect("the sample").charts_now();
    let points = &charts.scatter.points;
    let title = chart_title(lang, "chart-tax-far");
    harness.get_by_role_and_label(Role::Image, &title).scroll_to_me();
    settle(&mut harness);
    let rect = harness.get_by_role_and_label(Role::Image, &title).rect();
    let steps = (rect.height() / 12.0) as u16;
    let hit = (0..steps).find_map(|step| {
        click_at(&mut harness, Pos2::new(rect.left() + rect.width() * 0.4, rect.top() + f32::from(step) * 12.0));
        Some(selected(&harness)).filter(|rows| !rows.is_empty())
    });
    let rows = hit.expect("a point under one of the clicks");
    assert_eq!(rows.len(), 1);
    assert!(points.iter().any(|(row, _)| *row as usize == rows[0]));
}

/// Ticks a box of the filter panel.
fn tick(harness: &mut Window, name: &str) {
    harness.get_by_role_and_label(Role::CheckBox, name).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::CheckBox, name).click();
    settle(harness);
}

/// Folds a section of the filter panel, or opens it.
fn fold(harness: &mut Window, title: &str) {
    harness.get_by_role_and_label(Role::DisclosureTriangle, title).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::DisclosureTriangle, title).click();
    settle(harness);
}

#[test]
fn the_filter_panel_filters_by_park_status_model_and_range_and_chips_take_it_off_again() {
    for lang in Lang::ALL {
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        fold(&mut harness, &lang.category(mulens::domain::Category::Park));
        tick(&mut harness, "甲园 (2)");
        assert_eq!(shown(&mut harness), [0, 1]);
        let park = format!("{}: 甲园", lang.category(mulens::domain::Category::Park));
        click(&mut harness, &lang.text_with("filter-chip-remove", [("condition", park.as_str().into())]));
        assert_eq!(shown(&mut harness), [0, 1, 2, 3]);

        // The park's section is folded, so that those below have room.
        fold(&mut harness, &lang.category(mulens::domain::Category::Park));
        fold(&mut harness, &text(lang, "field-status"));
        tick(&mut harness, &lang.status(LandStatus::NotStarted));
        assert_eq!(shown(&mut harness), [3]);
        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(shown(&mut harness), [0, 1, 2, 3], "a filter is undone like any edit");

        fold(&mut harness, &text(lang, "filter-numbers"));
        harness.get_by_label(&text(lang, "filter-add-range")).scroll_to_me();
        settle(&mut harness);
        click(&mut harness, &text(lang, "filter-add-range"));
        let land = lang.header("land_mu", mulens::domain::Unit::Mu);
        harness.get_all_by_label(&land).last().expect("land to choose").click();
        settle(&mut harness);
        let bound = text(lang, "filter-min");
        harness.get_by_role_and_label(Role::SpinButton, &bound).scroll_to_me();
        settle(&mut harness);
        harness.get_by_role_and_label(Role::SpinButton, &bound).click();
        settle(&mut harness);
        press(&mut harness, Modifiers::COMMAND, Key::A);
        harness.event(Event::Text("16".to_owned()));
        harness.run_steps(2);
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(shown(&mut harness), [0, 1], "at least 16 mu");
    }
}

#[test]
fn a_click_on_a_header_sorts_the_table_and_another_turns_it_round() {
    for lang in Lang::ALL {
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        let land = lang.header("land_mu", mulens::domain::Unit::Mu);
        let label = lang.text_with("table-sort-by", [("column", land.as_str().into())]);
        let order = |harness: &mut Window| {
            harness.state_mut().workspace_mut().document_mut().expect("an open file").sorted_rows().to_vec()
        };
        click(&mut harness, &label);
        let first = order(&mut harness);
        click(&mut harness, &label);
        let second = order(&mut harness);
        let (ascending, descending) = if first[0] == 2 { (first, second) } else { (second, first) };
        assert_eq!((ascending, descending), (vec![2, 3, 1, 0], vec![0, 1, 3, 2]));
    }
}

#[test]
fn the_map_and_every_chart_are_written_as_pictures_with_what_they_show() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        let picture = |harness: &mut Window, name: &str| {
            let path = folder.path().join(format!("{name}_{}.png", text(lang, "app-name")));
            type_path(harness, lang, "type-path-label", &path, "export-write");
            let image = image::open(&path).unwrap_or_else(|error| {
                panic!("{error}: {:?}", harness.state().workspace().notices());
            });
            image.into_rgba8()
        };
        let share_near = |image: &image::RgbaImage, [red, green, blue]: [u8; 3]| {
            let near =
                |pixel: &&image::Rgba<u8>| pixel.0[..3].iter().zip([red, green, blue]).all(|(a, b)| a.abs_diff(b) <= 3);
            // Every seventh pixel tells enough.
            let seen = image.pixels().step_by(7);
            seen.clone().filter(near).count() as f64 / seen.count() as f64
        };
        harness.state_mut().workspace_mut().apply(Action::Run(Command::ExportMapPng));
        settle(&mut harness);
        let map = picture(&mut harness, "map");
        assert!(map.width() > 1500, "{}", map.width());
        for model in RenewalModel::ALL.into_iter().take(7) {
            let share = share_near(&map, model.color_rgb());
            assert!(share > 2e-4, "{model:?} covers {share}");
        }
        let by = mulens::app::ColorBy::Indicator(mulens::analysis::Indicator::OutputPerMu);
        harness.state_mut().workspace_mut().apply(Action::ColorBy(by));
        settle(&mut harness);
        // Both languages draw by the same code: one chart shows that the other language reaches it.
        for chart in if lang == Lang::Zh { &CHARTS[..] } else { &CHARTS[2..3] } {
            let label = lang.text_with("chart-picture-of", [("chart", chart_title(lang, chart).into())]);
            harness.get_by_label(&label).scroll_to_me();
            settle(&mut harness);
            click(&mut harness, &label);
            let image = picture(&mut harness, chart);
            assert_eq!(image.width(), 1920);
            let ink = 1.0 - share_near(&image, [255, 255, 255]);
            assert!((0.02..0.9).contains(&ink), "{chart}: {ink} of the picture is drawn on");
        }
    }
}

#[test]
fn pictures_of_four_parcels_look_as_they_did_when_someone_looked_at_them() {
    let lang = Lang::Zh;
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(lang);
    open(&mut harness, lang, &golden("four_parcels.geojson"));
    click(&mut harness, &row_label(lang, 1));
    press(&mut harness, Modifiers::NONE, Key::Num5);
    deselect(&mut harness);
    harness.state_mut().workspace_mut().apply(Action::GroupBy(mulens::analysis::Grouping::Park));
    settle(&mut harness);
    harness.state_mut().workspace_mut().apply(Action::Run(Command::ExportMapPng));
    settle(&mut harness);
    let compare = |harness: &mut Window, name: &str| {
        let path = folder.path().join(name);
        type_path(harness, lang, "type-path-label", &path, "export-write");
        let drawn = image::open(&path).expect("a picture").into_rgb8();
        let drawn = image::imageops::thumbnail(&drawn, drawn.width() / 4, drawn.height() / 4);
        if std::env::var("MULENS_UPDATE_GOLDEN").is_ok() {
            drawn.save(golden(name)).expect("the golden picture");
        }
        let kept = image::open(golden(name)).expect("the golden picture").into_rgb8();
        assert_eq!(drawn.dimensions(), kept.dimensions(), "{name}");
        let off = drawn.as_raw().iter().zip(kept.as_raw()).filter(|(a, b)| a.abs_diff(**b) > 24).count();
        let share = off as f64 / kept.as_raw().len() as f64;
        assert!(share < 2e-3, "{name}: {share} of it looks otherwise");
    };
    compare(&mut harness, "map.png");
    let label = lang.text_with("chart-picture-of", [("chart", chart_title(lang, "chart-output").into())]);
    click(&mut harness, &label);
    compare(&mut harness, "chart_output.png");
}

#[test]
fn quitting_with_unsaved_work_asks_and_throwing_away_goes_on_to_quit() {
    let lang = Lang::Zh;
    let mut harness = window(lang);
    open(&mut harness, lang, &golden("four_parcels.geojson"));
    click(&mut harness, &row_label(lang, 1));
    press(&mut harness, Modifiers::NONE, Key::Num2);
    let ask_to_close = |harness: &mut Window| {
        let id = harness.ctx.viewport_id();
        harness.input_mut().viewports.entry(id).or_default().events.push(ViewportEvent::Close);
        harness.run_steps(1);
        harness.input_mut().viewports.entry(id).or_default().events.clear();
        settle(harness);
    };
    ask_to_close(&mut harness);
    assert_eq!(harness.state().state().dialog, OpenDialog::Unsaved(Leaving::Quit));
    click(&mut harness, &text(lang, "dialog-cancel"));
    assert_eq!(tag_of(&harness, 0), Some(RenewalModel::AnchorChain), "staying keeps the work");

    ask_to_close(&mut harness);
    click(&mut harness, &text(lang, "unsaved-discard"));
    assert!(harness.state().state().may_close && harness.state().workspace().document().is_none());
}

#[test]
fn ctrl_c_copies_the_selected_rows_but_leaves_a_text_being_typed_alone() {
    let lang = Lang::Zh;
    let mut harness = window(lang);
    open(&mut harness, lang, &golden("four_parcels.geojson"));
    press(&mut harness, Modifiers::COMMAND, Key::A);
    let copied = |harness: &Window| {
        let notices = harness.state().workspace().notices();
        notices.iter().any(|notice| matches!(notice.kind, mulens::app::NoticeKind::Copied(4)))
    };
    harness.get_by_label(&text(lang, "search-label")).focus();
    harness.run_steps(2);
    harness.event(Event::Copy);
    settle(&mut harness);
    assert!(!copied(&harness));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(Event::Copy);
    settle(&mut harness);
    assert!(copied(&harness), "{:?}", harness.state().workspace().notices());
}

#[test]
fn no_text_widens_the_panels_at_the_maps_sides_in_either_language() {
    for lang in [Lang::Zh, Lang::En] {
        let mut harness = sample(lang);
        let document = harness.state().workspace().document().expect("the sample");
        let rows = mulens::domain::RowSet::from_rows(document.table().len(), [7]);
        harness.state_mut().workspace_mut().apply(Action::Select(rows, mulens::app::SelectMode::Replace));
        settle(&mut harness);
        let map = harness.state().state().map.rect.expect("a map");
        assert!((map.left() - 264.0).abs() <= 2.0 && (1440.0 - map.right() - 400.0).abs() <= 2.0, "{lang:?}: {map:?}");
    }
}
