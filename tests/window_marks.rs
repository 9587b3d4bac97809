//! Marks in the real window, driven by label in both languages: leading firms, zones drawn, of parcels and of layers, facts
//! of parks; suggestions follow at once, undo takes them back, the project, the batch command and the picture have them.

#[path = "support/driver.rs"]
mod driver;

use std::path::Path;
use std::process::Command as Process;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, Command, ThemeChoice, zone_kind_name};
use mulens::domain::{Category, FindingKind, Outcome, RenewalModel, ZoneKind};
use mulens::locale::Lang;

use driver::*;

/// The sample with the page of marks open.
fn marks_page(lang: Lang, theme: ThemeChoice) -> Window {
    let mut harness = sample(lang);
    harness.state_mut().workspace_mut().change_settings(|settings| settings.theme = theme);
    click(&mut harness, &text(lang, "menu-tools"));
    click(&mut harness, &text(lang, "command-marks"));
    harness
}

fn named(lang: Lang, id: &str, name: &str) -> String {
    lang.text_with(id, [("name", name.into())])
}

fn suggested(harness: &mut Window, model: RenewalModel) -> usize {
    let outcomes = document(harness).outcomes(FindingKind::Suggestion);
    outcomes.iter().filter(|&&each| each == Outcome::Model(model)).count()
}

fn undo(harness: &mut Window) {
    harness.state_mut().workspace_mut().apply(Action::Run(Command::Undo));
    settle(harness);
}

/// A parcel whose industry the rulebook groups.
fn car_maker(harness: &mut Window) -> usize {
    let industries = document(harness).table().category(Category::Industry).cloned().expect("industries");
    let row = (0..industries.codes().len()).find(|&row| industries.get(row).is_some_and(|word| word.contains("汽车")));
    row.expect("a car maker")
}

#[test]
fn a_parcel_is_marked_as_leading_firm_renamed_shown_and_taken_away_and_suggestions_follow() {
    for (lang, theme) in LOOKS {
        let mut harness = marks_page(lang, theme);
        assert_eq!(harness.query_all_by_label(&text(lang, "marks-anchors-none")).count(), 1);
        let before = suggested(&mut harness, RenewalModel::AnchorChain);
        let row = car_maker(&mut harness);
        select(&mut harness, [row]);
        press_button(&mut harness, &text(lang, "tab-inspector"));
        press_button(&mut harness, &text(lang, "marks-anchor-set"));
        assert!(suggested(&mut harness, RenewalModel::AnchorChain) > before);
        look(&mut harness, "marks_inspector", lang);
        press_button(&mut harness, &text(lang, "tab-marks"));
        let name = document(&mut harness).anchor_name(row as u32).to_owned();
        type_over(&mut harness, Role::TextInput, &named(lang, "marks-rename", &name), "链主甲");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(document(&mut harness).anchor_name(row as u32), "链主甲");
        select(&mut harness, []);
        let looked = harness.state().state().map.view().copied();
        press_button(&mut harness, &named(lang, "marks-show", "链主甲"));
        assert_eq!(selected(&harness), [row]);
        assert_ne!(harness.state().state().map.view().copied(), looked);
        look(&mut harness, "marks_anchor", lang);
        press_button(&mut harness, &named(lang, "marks-remove", "链主甲"));
        assert!(document(&mut harness).marks().is_empty());
        assert_eq!(suggested(&mut harness, RenewalModel::AnchorChain), before);
        undo(&mut harness);
        undo(&mut harness);
        undo(&mut harness);
        assert!(document(&mut harness).marks().is_empty());
        assert!(!document(&mut harness).can_undo());
    }
}

/// Corners around the middle of the map.
fn corners(harness: &Window) -> [Pos2; 4] {
    let map: Rect = harness.state().state().map.rect.expect("a map");
    let (middle, half) = (map.center() - Vec2::new(60.0, -20.0), Vec2::new(110.0, 70.0));
    let area = Rect::from_center_size(middle, half * 2.0);
    [area.left_top(), area.right_top(), area.right_bottom(), area.left_bottom()]
}

fn start_drawing(harness: &mut Window, lang: Lang, kind: ZoneKind) {
    press_button(harness, &zone_kind_name(lang, kind));
    press_button(harness, &text(lang, "marks-zone-draw"));
}

/// Clicks twice within one frame: the test's clock makes two frames too long for a double-click.
fn double_click(harness: &mut Window, pos: Pos2) {
    harness.hover_at(pos);
    harness.run_steps(2);
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    let clicks = [true, false, true, false].map(|pressed| Event::PointerButton { pos, button, pressed, modifiers });
    harness.input_mut().events.extend(clicks);
    settle(harness);
}

fn is_drawing(harness: &Window) -> bool {
    harness.state().state().map.drawing.is_some()
}

#[test]
fn a_zone_is_drawn_corner_by_corner_and_ends_with_enter_a_double_click_or_nothing_with_escape() {
    for (lang, theme) in LOOKS {
        let mut harness = marks_page(lang, theme);
        select(&mut harness, [7]);
        let before = suggested(&mut harness, RenewalModel::PlatformLinkage);
        start_drawing(&mut harness, lang, ZoneKind::Platform);
        let told = lang.text_with("marks-drawing", [("kind", zone_kind_name(lang, ZoneKind::Platform).into())]);
        assert_eq!(harness.query_all_by_label(&told).count(), 1);
        let places = corners(&harness);
        for corner in places {
            click_at(&mut harness, corner);
        }
        click_at(&mut harness, places[0] + Vec2::new(40.0, -40.0));
        press(&mut harness, Modifiers::NONE, Key::Backspace);
        look(&mut harness, "marks_drawing", lang);
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert!(!is_drawing(&harness));
        assert_eq!(selected(&harness), [7], "corners select nothing");
        let zone = document(&mut harness).marks().zones[0].clone();
        assert_eq!((zone.kind, zone.rings.len(), zone.rings[0].len()), (ZoneKind::Platform, 1, 4));
        // The corners lie where they were clicked.
        let frame = *document(&mut harness).scene().frame();
        let map = &harness.state().state().map;
        let [x, y] = map.view().expect("a view").pixel_from_local(frame.local_from_lonlat(zone.rings[0][2]));
        let on_screen = map.rect.expect("a map").min + Vec2::new(x as f32, y as f32);
        assert!(on_screen.distance(places[2]) < 1.0, "{on_screen:?} {places:?}");
        assert!(suggested(&mut harness, RenewalModel::PlatformLinkage) > before);

        start_drawing(&mut harness, lang, ZoneKind::Urban);
        for corner in &places[..3] {
            click_at(&mut harness, *corner + Vec2::new(-40.0, 30.0));
        }
        let last = places[2] + Vec2::new(-40.0, 30.0);
        double_click(&mut harness, last);
        assert!(!is_drawing(&harness) && document(&mut harness).marks().zones.len() == 2);
        look(&mut harness, "marks_zones", lang);

        start_drawing(&mut harness, lang, ZoneKind::Urban);
        for corner in places {
            click_at(&mut harness, corner);
        }
        press(&mut harness, Modifiers::NONE, Key::Escape);
        assert!(!is_drawing(&harness) && document(&mut harness).marks().zones.len() == 2);
        assert_eq!(selected(&harness), [7], "Esc left the drawing only");
        let name = document(&mut harness).marks().zones[0].name.clone();
        type_over(&mut harness, Role::TextInput, &named(lang, "marks-rename", &name), "综保区");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(document(&mut harness).marks().zones[0].name, "综保区");
        press_button(&mut harness, &named(lang, "marks-show", "综保区"));
        press_button(&mut harness, &named(lang, "marks-remove", "综保区"));
        assert_eq!(document(&mut harness).marks().zones.len(), 1);
        undo(&mut harness);
        assert_eq!(document(&mut harness).marks().zones.len(), 2);
    }
}

#[test]
fn zones_are_made_of_selected_parcels_and_of_a_layer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ports.geojson");
    let feature = |name: &str, west: f64| {
        let east = west + 0.01;
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},36.3],[{east},36.3],[{east},36.4],[{west},36.3]]]}}}}"#
        )
    };
    let features = [feature("陆港", 120.4), feature("综保区", 120.5)].join(",");
    std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)).expect("a layer");
    for (lang, theme) in LOOKS {
        let mut harness = marks_page(lang, theme);
        let (of_parcels, of_layer) = (text(lang, "marks-zone-from-parcels"), text(lang, "marks-zone-from-layer"));
        select(&mut harness, [0, 1, 2]);
        press_button(&mut harness, &zone_kind_name(lang, ZoneKind::Urban));
        press_button(&mut harness, &of_parcels);
        let zone = document(&mut harness).marks().zones[0].clone();
        assert_eq!(zone.kind, ZoneKind::Urban);
        assert!(zone.name.starts_with(&zone_kind_name(lang, ZoneKind::Urban)));
        harness.state_mut().workspace_mut().apply(Action::AddLayer(path.clone()));
        settle(&mut harness);
        press_button(&mut harness, &zone_kind_name(lang, ZoneKind::Platform));
        press_button(&mut harness, &of_layer);
        let entry = [("layer", "ports".into()), ("count", 2.into())];
        press_button(&mut harness, &lang.text_with("marks-zone-of-layer", entry));
        let zones = document(&mut harness).marks().zones.clone();
        let told: Vec<_> = zones[1..].iter().map(|zone| (zone.kind, zone.name.as_str())).collect();
        assert_eq!(told.len(), 2);
        assert!(told.contains(&(ZoneKind::Platform, "陆港")) && told.contains(&(ZoneKind::Platform, "综保区")));
        look(&mut harness, "marks_layer", lang);
        undo(&mut harness);
        assert_eq!(document(&mut harness).marks().zones.len(), 1, "the layer's zones are one step");
    }
}

#[test]
fn facts_of_a_park_are_entered_with_their_units_kept_by_the_project_and_used_by_the_batch_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample_path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/jimo_parks.geojson");
    for (lang, theme) in LOOKS {
        let mut harness = marks_page(lang, theme);
        let park = document(&mut harness).parks_to_enter()[0].to_string();
        let label = |field: &str| {
            lang.text_with("marks-park-field", [("park", park.as_str().into()), ("field", text(lang, field).into())])
        };
        let before = suggested(&mut harness, RenewalModel::EnclavePark);
        let land = label("marks-park-land");
        type_over(&mut harness, Role::TextInput, &land, "many");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert!(document(&mut harness).marks().is_empty(), "what is no share is not taken");
        type_over(&mut harness, Role::TextInput, &land, "1.5");
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(document(&mut harness).marks().parks[&park].land_left_share, Some(0.015));
        harness.get_by_role_and_label(Role::ComboBox, &label("marks-park-demand")).click();
        settle(&mut harness);
        press_button(&mut harness, &text(lang, "marks-yes"));
        let facts = document(&mut harness).marks().parks[&park];
        assert_eq!((facts.demand_waiting, facts.partner_park), (Some(true), None));
        assert!(suggested(&mut harness, RenewalModel::EnclavePark) > before);
        look(&mut harness, "marks_parks", lang);

        let row = car_maker(&mut harness);
        select(&mut harness, [row]);
        press_button(&mut harness, &text(lang, "marks-anchor-set"));
        let path = folder.path().join(format!("{lang:?}.mulens"));
        harness.state_mut().workspace_mut().apply(Action::SaveProject(path.clone()));
        settle(&mut harness);
        let mut again = window(lang);
        open(&mut again, lang, &path);
        settle(&mut again);
        assert_eq!(document(&mut again).marks(), document(&mut harness).marks());

        let enclave = suggested(&mut harness, RenewalModel::EnclavePark);
        let batch = |arguments: &[&str]| {
            let output = Process::new(env!("CARGO_BIN_EXE_mulens"))
                .args(["findings", &sample_path.display().to_string(), "--kind", "suggestion", "--keys"])
                .args(["--as-of", &mulens::domain::iso_date(mulens::app::today())])
                .args(arguments)
                .output()
                .expect("the binary runs");
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            text.lines().filter(|line| line.contains(",suggestion,enclave_park,")).count()
        };
        assert_eq!(batch(&["--project", &path.display().to_string()]), enclave);
        assert_eq!(batch(&[]), before);
    }
}

#[test]
fn marks_are_drawn_in_the_picture_of_the_map() {
    let folder = tempfile::tempdir().expect("a folder");
    let lang = Lang::Zh;
    let mut harness = marks_page(lang, ThemeChoice::Light);
    let ink = |harness: &mut Window, name: &str| {
        let path = folder.path().join(name);
        harness.state_mut().workspace_mut().apply(Action::Run(Command::ExportMapPng));
        settle(harness);
        type_path(harness, lang, "type-path-label", &path, "export-write");
        settle(harness);
        let image = image::open(&path).expect("a picture").into_rgb8();
        if let Some(folder) = std::env::var_os("MULENS_LOOK") {
            image.save(Path::new(&folder).join(name)).expect("a written picture");
        }
        // The colour of platform zones in the light theme.
        image.pixels().filter(|pixel| pixel.0 == [0x6A, 0x1B, 0x9A]).count()
    };
    let before = ink(&mut harness, "bare.png");
    let rows: Vec<usize> = (0..40).collect();
    select(&mut harness, rows.iter().copied());
    harness.state_mut().workspace_mut().apply(Action::Run(Command::FitSelection));
    settle(&mut harness);
    press_button(&mut harness, &text(lang, "marks-zone-from-parcels"));
    select(&mut harness, [3]);
    press_button(&mut harness, &text(lang, "marks-anchor-set"));
    select(&mut harness, []);
    let after = ink(&mut harness, "marked.png");
    assert!(before == 0 && after > 300, "{before} {after}");
}

/// Where a place in degrees is on the screen.
fn place_on_screen(harness: &mut Window, lonlat: [f64; 2]) -> Pos2 {
    let frame = *document(harness).scene().frame();
    let map = &harness.state().state().map;
    let [x, y] = map.view().expect("a view").pixel_from_local(frame.local_from_lonlat(lonlat));
    map.rect.expect("a map").min + Vec2::new(x as f32, y as f32)
}

fn drag(harness: &mut Window, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run_steps(2);
    button(harness, from, true, Modifiers::NONE);
    harness.run_steps(2);
    for share in [0.3, 0.7, 1.0] {
        harness.hover_at(from + (to - from) * share);
        harness.run_steps(2);
    }
    button(harness, to, false, Modifiers::NONE);
    settle(harness);
}

fn outline(harness: &mut Window) -> Vec<[f64; 2]> {
    document(harness).marks().zones[0].rings[0].clone()
}

#[test]
fn corners_of_a_zone_are_moved_added_and_taken_away_each_in_one_step_with_the_pointer_and_by_keys() {
    for (lang, theme) in LOOKS {
        let mut harness = marks_page(lang, theme);
        start_drawing(&mut harness, lang, ZoneKind::Platform);
        for corner in corners(&harness) {
            click_at(&mut harness, corner);
        }
        press(&mut harness, Modifiers::NONE, Key::Enter);
        select(&mut harness, [7]);
        let drawn = outline(&mut harness);
        let name = document(&mut harness).marks().zones[0].name.clone();
        press_button(&mut harness, &named(lang, "zone-edit", &name));
        assert_eq!(harness.query_all_by_label(&named(lang, "zone-editing", &name)).count(), 1);
        let view = harness.state().state().map.view().copied();

        let from = place_on_screen(&mut harness, drawn[1]);
        let to = from + Vec2::new(-50.0, 30.0);
        drag(&mut harness, from, to);
        let moved = outline(&mut harness);
        assert_eq!((moved[0], &moved[2..]), (drawn[0], &drawn[2..]), "the others stay to the bit");
        assert!(place_on_screen(&mut harness, moved[1]).distance(to) < 2.0);
        assert_eq!(harness.state().state().map.view().copied(), view, "the map stays where it is");
        look(&mut harness, "zone_editing", lang);

        // The dot in the middle of an edge: dragged, then by a click.
        let middle = |harness: &mut Window, ring: &[[f64; 2]], place: usize| {
            let ends = [ring[place - 1], ring[place]].map(|end| place_on_screen(harness, end));
            ends[0] + (ends[1] - ends[0]) * 0.5
        };
        let dot = middle(&mut harness, &moved, 3);
        drag(&mut harness, dot, dot + Vec2::new(0.0, 40.0));
        let added = outline(&mut harness);
        assert_eq!((added.len(), &added[..3], added[4]), (5, &moved[..3], moved[3]));
        let dot = middle(&mut harness, &added, 1);
        click_at(&mut harness, dot);
        settle(&mut harness);
        assert_eq!(outline(&mut harness).len(), 6);
        assert_eq!(selected(&harness), [7], "clicks select nothing");
        undo(&mut harness);
        assert_eq!(outline(&mut harness), added, "each change is one step");
        let corner = place_on_screen(&mut harness, added[3]);
        double_click(&mut harness, corner);
        assert_eq!(outline(&mut harness), moved);

        // By keys: the next corner moved, one added before it, and taken away.
        press(&mut harness, Modifiers::NONE, Key::CloseBracket);
        let before = outline(&mut harness);
        press(&mut harness, Modifiers::NONE, Key::ArrowRight);
        let after = outline(&mut harness);
        assert_eq!(before.iter().zip(&after).filter(|(before, after)| before != after).count(), 1);
        assert_eq!(harness.state().state().map.view().copied(), view, "arrows move the corner");
        press(&mut harness, Modifiers::NONE, Key::Insert);
        assert_eq!(outline(&mut harness).len(), 5);
        press(&mut harness, Modifiers::NONE, Key::Delete);
        assert_eq!(outline(&mut harness), after);
        for _ in 0..3 {
            press(&mut harness, Modifiers::NONE, Key::CloseBracket);
            press(&mut harness, Modifiers::NONE, Key::Delete);
        }
        assert_eq!(outline(&mut harness).len(), 3, "three corners stay");
        press(&mut harness, Modifiers::NONE, Key::Escape);
        assert!(harness.state().state().map.editing.is_none());
        while outline(&mut harness) != drawn {
            undo(&mut harness);
        }
        // A zone that is gone is no longer changed.
        press_button(&mut harness, &named(lang, "zone-edit", &name));
        undo(&mut harness);
        assert!(document(&mut harness).marks().zones.is_empty());
        assert!(harness.state().state().map.editing.is_none());
    }
}
