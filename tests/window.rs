//! The real app driven by accessible label: a day's work from opening to export, in both languages.

#[path = "support/driver.rs"]
mod driver;
#[path = "support/graphics.rs"]
mod graphics;

use eframe::egui::{Event, Key, Modifiers, PointerButton, Vec2};
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, SelectMode, computations};
use mulens::domain::{RenewalModel, RowSet};
use mulens::locale::Lang;

use driver::*;

#[test]
fn a_days_work_from_opening_to_export_in_both_languages() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("parcels.geojson");
        std::fs::copy(golden("four_parcels.geojson"), &source).expect("a copy");
        let before = std::fs::read(&source).expect("the copy");
        let project = folder.path().join("work.mulens");
        let csv = folder.path().join("summary.csv");

        let mut harness = window(lang);
        open(&mut harness, lang, &source);

        click(&mut harness, &row_label(lang, 1));
        press(&mut harness, Modifiers::NONE, Key::Num5);
        assert_eq!(tag_of(&harness, 0), Some(RenewalModel::ParkInPark));
        press(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(tag_of(&harness, 0), None);
        press(&mut harness, Modifiers::COMMAND, Key::Y);
        assert_eq!(tag_of(&harness, 0), Some(RenewalModel::ParkInPark));

        harness.get_by_label(&text(lang, "search-label")).focus();
        harness.run_steps(2);
        harness.get_by_label(&text(lang, "search-label")).type_text("甲园");
        settle(&mut harness);
        let shown = harness.state_mut().workspace_mut().document_mut().map(|document| document.shown().count());
        assert_eq!(shown, Some(2));

        click(&mut harness, &text(lang, "menu-file"));
        harness.get_by_label_contains(&text(lang, "command-save-path")).click();
        settle(&mut harness);
        type_path(&mut harness, lang, "type-path-label", &project, "command-save");
        assert!(project.exists(), "{:?}", harness.state().workspace().notices());
        assert!(!harness.state().workspace().has_unsaved_work());
        drop(harness);

        let mut harness = window(lang);
        open(&mut harness, lang, &project);
        assert_eq!(tag_of(&harness, 0), Some(RenewalModel::ParkInPark));
        press(&mut harness, Modifiers::COMMAND, Key::E);
        type_path(&mut harness, lang, "export-path-label", &csv, "export-write");
        let written = std::fs::read_to_string(&csv).unwrap_or_else(|error| {
            panic!("{error}: {:?}", harness.state().workspace().notices());
        });
        let name = if lang == Lang::Zh { "summary_zh.csv" } else { "summary_en.csv" };
        if std::env::var("MULENS_UPDATE_GOLDEN").is_ok() {
            std::fs::write(golden(name), &written).expect("the golden file");
        }
        let expected = std::fs::read_to_string(golden(name)).expect("the golden file");
        assert_eq!(written, expected, "{name}");
        assert_eq!(std::fs::read(&source).expect("the source"), before, "the opened file was written to");
    }
}

#[test]
fn the_sample_opens_in_one_click_and_every_chart_shows_its_numbers_in_both_languages() {
    for lang in Lang::ALL {
        let mut harness = window(lang);
        click(&mut harness, &text(lang, "command-open-sample"));
        let parcels = harness.state().workspace().document().map(|document| document.table().len());
        assert!(parcels.is_some_and(|parcels| parcels > 500));
        for chart in CHARTS {
            let title = chart_title(lang, chart);
            let label = lang.text_with("chart-numbers-of", [("chart", title.into())]);
            harness.get_by_label(&label).scroll_to_me();
            settle(&mut harness);
            click(&mut harness, &label);
        }
        assert!(harness.get_all_by_label(&text(lang, "term-total")).count() >= 6);
    }
}

#[test]
fn a_click_on_a_model_in_the_palette_tags_the_selection() {
    let lang = Lang::Zh;
    let mut harness = window(lang);
    open(&mut harness, lang, &golden("four_parcels.geojson"));
    press(&mut harness, Modifiers::COMMAND, Key::A);
    let model = lang.model_short(RenewalModel::VacateUpgrade).into_owned();
    click(&mut harness, &lang.text_with("palette-row", [("model", model.into())]));
    assert!((0..4).all(|row| tag_of(&harness, row) == Some(RenewalModel::VacateUpgrade)));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!((0..4).all(|row| tag_of(&harness, row).is_none()));
}

#[test]
fn a_click_on_the_map_selects_the_parcel_under_it() {
    let lang = Lang::Zh;
    let mut harness = window(lang);
    open(&mut harness, lang, &golden("four_parcels.geojson"));
    for row in 0..4 {
        let at = on_the_map(&harness, row);
        harness.hover_at(at);
        settle(&mut harness);
        for pressed in [true, false] {
            harness.event(Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        settle(&mut harness);
        let document = harness.state().workspace().document().expect("an open file");
        assert_eq!(document.selection().iter().collect::<Vec<_>>(), [row]);
    }
}

#[test]
fn ctrl_click_adds_and_takes_away_and_shift_drag_selects_by_interior_point() {
    let mut harness = window(Lang::Zh);
    open(&mut harness, Lang::Zh, &golden("four_parcels.geojson"));
    for (row, modifiers) in
        [(0, Modifiers::NONE), (2, Modifiers::COMMAND), (3, Modifiers::COMMAND), (0, Modifiers::COMMAND)]
    {
        let at = on_the_map(&harness, row);
        harness.hover_at(at);
        settle(&mut harness);
        for pressed in [true, false] {
            button(&harness, at, pressed, modifiers);
        }
        settle(&mut harness);
    }
    assert_eq!(selected(&harness), [2, 3]);

    // A box from the middle of the first parcel to beyond the middle of the second holds the two of the south.
    let (from, to) = (on_the_map(&harness, 0) - Vec2::splat(4.0), on_the_map(&harness, 1) + Vec2::splat(4.0));
    harness.hover_at(from);
    settle(&mut harness);
    button(&harness, from, true, Modifiers::SHIFT);
    harness.run_steps(1);
    for at in [from + (to - from) * 0.5, to] {
        harness.event_modifiers(Event::PointerMoved(at), Modifiers::SHIFT);
        harness.run_steps(2);
    }
    button(&harness, to, false, Modifiers::SHIFT);
    settle(&mut harness);
    assert_eq!(selected(&harness), [0, 1]);
}

#[test]
fn closing_with_unsaved_work_asks_once_and_saving_goes_on_to_close() {
    let lang = Lang::Zh;
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("work.mulens");
    let mut harness = window(lang);
    open(&mut harness, lang, &golden("four_parcels.geojson"));
    harness.state_mut().workspace_mut().apply(Action::SaveProject(project.clone()));
    settle(&mut harness);
    click(&mut harness, &row_label(lang, 2));
    press(&mut harness, Modifiers::NONE, Key::Num4);

    press(&mut harness, Modifiers::COMMAND, Key::W);
    click(&mut harness, &text(lang, "dialog-cancel"));
    assert!(harness.state().workspace().has_unsaved_work(), "staying keeps the work");

    press(&mut harness, Modifiers::COMMAND, Key::W);
    click(&mut harness, &text(lang, "unsaved-save"));
    settle(&mut harness);
    assert!(harness.state().workspace().document().is_none(), "saving goes on to close");
    let saved = std::fs::read_to_string(&project).expect("the project");
    assert!(saved.contains("vacate_upgrade"), "{saved}");

    open(&mut harness, lang, &project);
    click(&mut harness, &row_label(lang, 1));
    press(&mut harness, Modifiers::NONE, Key::Num1);
    harness.state_mut().workspace_mut().apply(Action::Select(RowSet::empty(4), SelectMode::Replace));
    click(&mut harness, &text(lang, "menu-file"));
    harness.get_by_label_contains(&text(lang, "command-open-sample")).click();
    settle(&mut harness);
    click(&mut harness, &text(lang, "unsaved-discard"));
    settle(&mut harness);
    let parcels = harness.state().workspace().document().map(|document| document.table().len());
    assert!(parcels.is_some_and(|parcels| parcels > 500), "throwing away goes on to the sample");
    assert_eq!(std::fs::read_to_string(&project).expect("the project"), saved);
}

#[test]
fn a_bad_file_is_told_in_the_users_language_and_the_open_one_stays() {
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let bad = folder.path().join("bad.geojson");
        std::fs::write(&bad, "{\"type\":\"FeatureCollection\",\"features\":[").expect("a bad file");
        let mut harness = window(lang);
        open(&mut harness, lang, &golden("four_parcels.geojson"));
        harness.state_mut().open(vec![bad]);
        settle(&mut harness);
        let workspace = harness.state().workspace();
        assert_eq!(workspace.document().map(|document| document.table().len()), Some(4));
        let message = workspace.notices().last().map(|notice| notice.kind.message(lang)).expect("a notice");
        assert!(message.contains("bad.geojson"), "{message}");
        assert_eq!(harness.get_all_by_label(&text(lang, "notice-dismiss")).count(), 1);
    }
}

#[test]
fn two_idle_frames_compute_and_draw_nothing_anew() {
    let mut harness = window(Lang::Zh);
    open(&mut harness, Lang::Zh, &golden("four_parcels.geojson"));
    // The map's finer picture at rest comes a moment after the last move.
    std::thread::sleep(std::time::Duration::from_millis(200));
    settle(&mut harness);
    let before = (computations(), harness.state().state().map.rasters, harness.state().state().map.resolves);
    harness.run_steps(2);
    assert_eq!((computations(), harness.state().state().map.rasters, harness.state().state().map.resolves), before);
}

#[test]
fn the_window_draws_parcels_in_their_models_colours() {
    let test = "the_window_draws_parcels_in_their_models_colours";
    let mut harness = window(Lang::Zh);
    click(&mut harness, &text(Lang::Zh, "command-open-sample"));
    let drawn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| harness.render()));
    let image = match drawn {
        Ok(Ok(image)) => image,
        Ok(Err(error)) => return graphics::skip(test, &error),
        Err(_) => return graphics::skip(test, "no graphics adapter"),
    };
    let wanted = RenewalModel::CapitalRedevelop.color_rgb();
    let near = |pixel: &[u8]| pixel.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 3);
    let map = harness.state().state().map.rect.expect("the map was drawn");
    let inside = |x: u32, y: u32| map.contains(eframe::egui::pos2(x as f32, y as f32));
    let count = image.enumerate_pixels().filter(|(x, y, pixel)| inside(*x, *y) && near(&pixel.0[..3])).count();
    assert!(count > 100, "only {count} pixels of the model's colour on the map");
}
