//! The menu of a right click on the map, driven by label in both languages: each of its entries does what its command does
//! elsewhere, with the parcel that was under the pointer.

#[path = "support/driver.rs"]
mod driver;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, OutputCommand, PointerButton, Pos2, Vec2};
use egui_kittest::kittest::Queryable;
use mulens::app::{Action, Command};
use mulens::domain::RenewalModel;

use driver::*;

fn right_click(harness: &mut Window, pos: Pos2) {
    harness.hover_at(pos);
    harness.run_steps(2);
    let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
    for pressed in [true, false] {
        harness.event(Event::PointerButton { pos, button, pressed, modifiers });
        harness.run_steps(1);
    }
    settle(harness);
}

#[test]
fn a_right_click_offers_what_can_be_done_with_the_parcel_under_the_pointer() {
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        let row = 12;
        let key = document(&mut harness).table().key(row).to_owned();
        let choose = |harness: &mut Window, label: &str| {
            let at = on_the_map(harness, row);
            right_click(harness, at);
            harness.get_by_role_and_label(Role::Button, label).click();
            settle(harness);
        };
        let nowhere = harness.state().state().map.rect.expect("a map").left_top() + Vec2::splat(6.0);
        right_click(&mut harness, nowhere);
        assert_eq!(harness.query_all_by_label(&text(lang, "map-menu-no-parcel")).count(), 1);
        press(&mut harness, Modifiers::NONE, Key::Escape);
        let looked = harness.state().state().map.view().copied();
        choose(&mut harness, &text(lang, "map-menu-zoom"));
        assert_ne!(harness.state().state().map.view().copied(), looked);
        assert_eq!(selected(&harness), [0; 0], "looking selects nothing");
        let at = on_the_map(&harness, row);
        right_click(&mut harness, at);
        look(&mut harness, "map_menu", lang);
        press(&mut harness, Modifiers::NONE, Key::Escape);
        choose(&mut harness, &text(lang, "map-menu-select"));
        assert_eq!(selected(&harness), [row]);
        select(&mut harness, []);
        let at = on_the_map(&harness, row);
        right_click(&mut harness, at);
        harness.get_by_role_and_label(Role::Button, &text(lang, "map-menu-copy-key")).click();
        let copied = (0..4).any(|_| {
            harness.run_steps(1);
            let commands = &harness.output().platform_output.commands;
            commands.iter().any(|command| matches!(command, OutputCommand::CopyText(copied) if *copied == key))
        });
        assert!(copied, "{key}");
        settle(&mut harness);

        choose(&mut harness, &text(lang, "marks-anchor-set"));
        assert!(document(&mut harness).marks().anchors.contains_key(&(row as u32)));
        choose(&mut harness, &text(lang, "marks-anchor-unset"));
        assert!(document(&mut harness).marks().anchors.is_empty());

        choose(&mut harness, &text(lang, "map-menu-tag"));
        let model = RenewalModel::PlatformLinkage;
        harness.get_all_by_label(&lang.model_short(model)).last().expect("a model").click();
        settle(&mut harness);
        assert_eq!(tag_of(&harness, row), Some(model));
        assert_eq!(selected(&harness), [0; 0], "the selection is as it was");
        apply(&mut harness, Action::Run(Command::Undo));
        assert_ne!(tag_of(&harness, row), Some(model));

        choose(&mut harness, &text(lang, "map-menu-follow-up"));
        assert_eq!(selected(&harness), [row]);
        assert_eq!(harness.query_all_by_label(&text(lang, "follow-selected-title")).count(), 1);
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
}
