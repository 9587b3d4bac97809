//! Seeing and choosing in the real window, driven by label: histogram, diverging colours, quadrants, lasso.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use eframe::egui::{Pos2, Rect};
use egui_kittest::kittest::Queryable;
use mulens::analysis::Indicator;
use mulens::app::{Action, ColorBy, Document};
use mulens::domain::Unit;
use mulens::locale::Lang;

use driver::*;

/// The sample in the window, the map coloured so.
fn sample_colored(lang: Lang, by: ColorBy) -> Window {
    let mut harness = sample(lang);
    color(&mut harness, by);
    harness
}

fn color(harness: &mut Window, by: ColorBy) {
    harness.state_mut().workspace_mut().apply(Action::ColorBy(by));
    settle(harness);
}

fn document(harness: &mut Window) -> &mut Document {
    harness.state_mut().workspace_mut().document_mut().expect("an open file")
}

fn scroll_to(harness: &mut Window, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    settle(harness);
}

/// The chart's picture on the screen, scrolled to.
fn chart_rect(harness: &mut Window, title: &str) -> Rect {
    harness.get_by_role_and_label(Role::Image, title).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::Image, title).rect()
}

#[test]
fn the_histogram_follows_the_maps_colours_and_a_click_on_a_bar_selects_its_parcels() {
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        assert!(harness.query_by_label(&text(lang, "chart-histogram-empty")).is_some(), "models are no numbers");
        color(&mut harness, ColorBy::Indicator(Indicator::OutputPerMu));
        let histogram = document(&mut harness).histogram().expect("numbers");
        let shown = document(&mut harness).shown().count();
        assert_eq!(histogram.known + histogram.missing, shown);
        // The bars' classes are the legend's.
        let classes = document(&mut harness).map_classes();
        for (place, class) in classes.classes.iter().enumerate().filter(|(_, class)| !class.hatch) {
            let of_bars: u32 = histogram.bins.iter().map(|bin| bin.by_class[place]).sum();
            assert_eq!(of_bars as usize, class.parcels);
        }
        let title = chart_title(lang, "chart-histogram");
        let rect = chart_rect(&mut harness, &title);
        look(&mut harness, "histogram", lang);
        let foot = rect.bottom() - 52.0;
        let clicked = (0..40).find_map(|step| {
            click_at(&mut harness, Pos2::new(rect.left() + 50.0 + 4.0 * step as f32, foot));
            Some(selected(&harness)).filter(|rows| !rows.is_empty())
        });
        let rows: Vec<u32> = clicked.expect("a bar").into_iter().map(|row| row as u32).collect();
        assert!(histogram.bins.iter().any(|bin| bin.rows == rows), "{} rows", rows.len());

        let label = lang.text_with("chart-numbers-of", [("chart", title.into())]);
        scroll_to(&mut harness, &label);
        click(&mut harness, &label);
        assert!(harness.query_by_label(&lang.header("value_from", Unit::WanYuanPerMu)).is_some());
    }
}
