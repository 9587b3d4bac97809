//! Seeing and choosing in the real window, driven by label: histogram, diverging colours, quadrants, lasso.

#[path = "support/driver.rs"]
mod driver;

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Modifiers, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use mulens::analysis::{Filter, GradeMove, GradePair, Grouping, Indicator, Quadrant};
use mulens::app::{Action, ColorBy, Stacked};
use mulens::domain::{FindingKind, LandStatus, Outcome, Term, TextField, Unit, day_from_iso, units};
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
        let classes = document(&mut harness).map_classes_now();
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

/// The numbers the map is coloured by, and each row's class.
fn colors_of(harness: &mut Window) -> (Vec<f64>, Vec<u8>) {
    let classes = document(harness).map_classes_now();
    (classes.values.clone(), classes.class_of_row.clone())
}

/// The mean of the land shown, which the legend says.
fn mean_in_the_legend(harness: &mut Window, lang: Lang, indicator: Indicator) -> f64 {
    let mean = document(harness).totals_shown().ratio(indicator).expect("a mean");
    let name = lang.with_year(&lang.indicator(indicator.key()), Some(2023));
    let name = format!("{name} · {}", lang.unit(indicator.unit()));
    let args = [("name", name.into()), ("mean", lang.number(Some(mean), indicator.unit()).into())];
    assert!(harness.query_by_label(&lang.text_with("legend-against-mean", args)).is_some());
    mean
}

#[test]
fn colours_against_the_mean_follow_the_land_shown_and_the_legend_says_the_mean() {
    let indicator = Indicator::OutputPerMu;
    for lang in Lang::ALL {
        let mut harness = sample_colored(lang, ColorBy::AgainstMean(indicator));
        let mean = mean_in_the_legend(&mut harness, lang, indicator);
        let (values, classes) = colors_of(&mut harness);
        for (value, class) in values.iter().zip(&classes) {
            let expected: &[u8] = if value.is_nan() {
                &[5]
            } else if (value / mean - 1.0).abs() < 0.0999 {
                &[2]
            } else if *value < mean {
                &[0, 1, 2]
            } else {
                &[2, 3, 4]
            };
            assert!(expected.contains(class), "{value} against {mean} is {class}");
        }
        look(&mut harness, "against_mean", lang);
        // The class below is chosen by its label.
        let below = lang.text_with("legend-class", [("name", text(lang, "legend-against-mean-0").into())]);
        click(&mut harness, &below);
        let rows = selected(&harness);
        assert!(!rows.is_empty() && rows.iter().all(|&row| values[row] < 0.5 * mean));
        // Another filter has another mean.
        let filter = Filter { statuses: vec![LandStatus::InUse], ..Filter::default() };
        harness.state_mut().workspace_mut().apply(Action::SetFilter(filter));
        settle(&mut harness);
        assert!(mean_in_the_legend(&mut harness, lang, indicator) > mean, "only land in use");
        assert_ne!(colors_of(&mut harness).1, classes);
    }
}

#[test]
fn colours_of_change_are_missing_where_either_year_is() {
    let indicator = Indicator::OutputPerMu;
    for lang in Lang::ALL {
        let mut harness = sample_colored(lang, ColorBy::Change(indicator));
        let (changes, classes) = colors_of(&mut harness);
        let table = document(&mut harness).table().clone();
        let (base, now) = (document(&mut harness).base_side().expect("2022"), document(&mut harness).figures());
        let mut missing = 0;
        for row in 0..table.len() {
            let years = base.figures().indicator(&table, indicator, row).zip(now.indicator(&table, indicator, row));
            if let Some((base, now)) = years {
                assert!((changes[row] - (now - base)).abs() < 1e-9);
            } else {
                missing += 1;
                assert_eq!(classes[row], 5, "row {row}");
            }
        }
        assert!(missing > 0, "the sample has parcels without a figure");
        assert!((0..5).all(|class| classes.contains(&class)));
        look(&mut harness, "change", lang);
    }
}

#[test]
fn a_quarter_of_the_scatter_says_its_parcels_and_selects_them() {
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        let charts = document(&mut harness).charts_now();
        let (quadrants, points) = (charts.scatter.quadrants.as_ref().expect("points"), &charts.scatter.points);
        assert_eq!(Quadrant::ALL.map(|each| quadrants.rows(each).len()).iter().sum::<usize>(), points.len());
        for quadrant in Quadrant::ALL {
            let count = quadrants.rows(quadrant).len();
            let name = lang.text_with(&format!("quadrant-{}", quadrant.key()), [("count", count.to_string().into())]);
            scroll_to(&mut harness, &name);
            click(&mut harness, &name);
            let rows: Vec<u32> = selected(&harness).into_iter().map(|row| row as u32).collect();
            assert_eq!(rows, quadrants.rows(quadrant));
            if quadrant == Quadrant::LowerRight {
                let [far, tax] = quadrants.medians;
                let dense_and_low =
                    |(row, [of, paid]): &(u32, [f64; 2])| rows.contains(row) == (*of > far && *paid <= tax);
                assert!(points.iter().all(dense_and_low));
            }
        }
        look(&mut harness, "quadrants", lang);
    }
}

/// Drags the primary button along these places with modifiers held.
fn drag(harness: &mut Window, along: &[Pos2], modifiers: Modifiers) {
    harness.hover_at(along[0]);
    settle(harness);
    button(harness, along[0], true, modifiers);
    harness.run_steps(1);
    for &at in &along[1..] {
        harness.event_modifiers(Event::PointerMoved(at), modifiers);
        harness.run_steps(2);
    }
    look(harness, "lasso", Lang::Zh);
    button(harness, along[along.len() - 1], false, modifiers);
    settle(harness);
}

#[test]
fn alt_drag_selects_the_parcels_inside_the_drawn_ring_and_ctrl_adds_to_them() {
    let mut harness = window(Lang::Zh);
    open(&mut harness, Lang::Zh, &golden("four_parcels.geojson"));
    let at = [0, 1, 2, 3].map(|row| on_the_map(&harness, row));
    let view = *harness.state().state().map.view().expect("a view");
    // A triangle about the first parcel and the last: the box around it holds all four.
    let far = |from: Pos2, to: Pos2| to + (to - from).normalized() * 40.0;
    let side = (at[3] - at[0]).rot90().normalized() * 12.0;
    let (start, end) = (far(at[3], at[0]), far(at[0], at[3]));
    drag(&mut harness, &[start - side, start + side, end + side, end - side], Modifiers::ALT);
    assert_eq!(selected(&harness), [0, 3]);
    assert_eq!(harness.state().state().map.view(), Some(&view), "the map stayed where it was");

    let corner = |x, y| at[1] + Vec2::new(x, y) * 15.0;
    let around = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
    drag(&mut harness, &around, Modifiers { alt: true, ..Modifiers::COMMAND });
    assert_eq!(selected(&harness), [0, 1, 3]);
    drag(&mut harness, &around, Modifiers::ALT);
    assert_eq!(selected(&harness), [1]);
}

#[test]
fn a_cell_of_the_grade_moves_selects_its_parcels_and_all_cells_are_the_parcels_shown() {
    for lang in Lang::ALL {
        let mut harness = sample(lang);
        let moves = document(&mut harness).grade_moves().expect("two years");
        let shown = document(&mut harness).shown().count();
        assert_eq!(GradePair::all().map(|pair| moves.rows(pair).len()).sum::<usize>(), shown);
        assert!(moves.count(GradeMove::Up) > 0 && moves.count(GradeMove::Down) > 0);
        // The columns are the present grades.
        let now = document(&mut harness).outcomes(FindingKind::Grade);
        let graded_a: usize = (0..6).map(|base| moves.rows(GradePair { base, current: 0 }).len()).sum();
        assert_eq!(graded_a, now.iter().filter(|&&grade| grade == Outcome::GradeA).count());

        let pair = GradePair { base: 1, current: 0 };
        let count = moves.rows(pair).len().to_string();
        let args = [("from", "B".into()), ("to", "A".into()), ("count", count.into())];
        let cell = lang.text_with("grade-moves-cell", args);
        scroll_to(&mut harness, &cell);
        click(&mut harness, &cell);
        let rows: Vec<u32> = selected(&harness).into_iter().map(|row| row as u32).collect();
        assert_eq!(rows, moves.rows(pair));
        look(&mut harness, "grade_moves", lang);

        let label = lang.text_with("chart-numbers-of", [("chart", chart_title(lang, "chart-grade-moves").into())]);
        scroll_to(&mut harness, &label);
        click(&mut harness, &label);
        assert!(harness.query_by_label(&text(lang, "column-grade-base")).is_some());
    }
}

/// What a group's bar is made of, counted anew from its parcels: the land of each finding, the firms of each grade.
fn counted(harness: &mut Window, of: Stacked, rows: &[u32]) -> BTreeMap<Outcome, f64> {
    let (figures, judged) = (document(harness).figures(), document(harness).judged());
    let (table, judged) = (document(harness).table().clone(), judged.judged());
    let mut bars = BTreeMap::new();
    let mut firms = BTreeSet::new();
    for row in rows.iter().map(|&row| row as usize) {
        if of == Stacked::LandByFinding {
            *bars.entry(judged.land_finding(row)).or_insert(0.0) += figures.land_m2(row).map_or(0.0, units::mu_from_m2);
        } else {
            let text = |field| table.text_of(field, row).map(str::to_owned);
            let firm = text(TextField::CreditCode).or_else(|| text(TextField::Name)).unwrap_or_else(|| row.to_string());
            let grade = judged.outcome(FindingKind::Grade, row);
            *bars.entry(grade).or_insert(0.0) += f64::from(u8::from(firms.insert((grade, firm))));
        }
    }
    bars
}

#[test]
fn stacked_findings_and_grades_are_what_their_parcels_are_and_a_click_on_a_bar_selects_them() {
    const DAY: &str = "2024-06-30";
    for (lang, theme) in LOOKS {
        let mut harness = themed(lang, theme);
        apply(&mut harness, Action::AsOf(day_from_iso(DAY).expect("a day")));
        apply(&mut harness, Action::GroupBy(Grouping::Park));
        for (of, chart, unit) in [
            (Stacked::LandByFinding, "chart-land-by-finding", Unit::Mu),
            (Stacked::FirmsByGrade, "chart-firms-by-grade", Unit::Count),
        ] {
            let charts = document(&mut harness).charts_now();
            let (stack, groups) = (charts.stack(of), &charts.by_group.groups);
            assert_eq!((stack.unit, groups.len()), (unit, 8));
            let mut present = BTreeSet::new();
            for (group, values) in groups.iter().zip(&stack.values) {
                let expected = counted(&mut harness, of, &group.rows);
                for (&(class, _), &value) in stack.classes.iter().zip(values) {
                    let Term::Outcome(outcome) = class else { panic!("{class:?}") };
                    let wanted = expected.get(&outcome).copied().unwrap_or(0.0);
                    assert!((value - wanted).abs() < 1e-6, "{outcome:?} of {:?}: {value}, {wanted}", group.label);
                    present.extend((value > 0.0).then_some(outcome));
                }
                let whole: f64 = expected.values().sum();
                assert!((values.iter().sum::<f64>() - whole).abs() < 1e-6, "nothing is left out");
            }
            assert!(present.len() > 3, "{present:?}");

            // The bar of the third park: half a line of room above, 24 points a group.
            let title = chart_title_on(lang, chart, DAY);
            let rect = chart_rect(&mut harness, &title);
            look(&mut harness, chart, lang);
            for outcome in &present {
                let name = format!("{}  ", lang.outcome(*outcome));
                assert!(harness.query_all_by_label(&name).next().is_some(), "{name} is in the legend");
            }
            click_at(&mut harness, Pos2::new(rect.left() + 130.0, rect.top() + 24.0 * 3.2));
            let rows: Vec<u32> = selected(&harness).into_iter().map(|row| row as u32).collect();
            assert!(groups.iter().any(|group| group.rows == rows), "{} rows", rows.len());

            let label = lang.text_with("chart-numbers-of", [("chart", title.into())]);
            scroll_to(&mut harness, &label);
            click(&mut harness, &label);
            let numbers = charts.stack_table(of);
            let key = if unit == Unit::Count { "firms" } else { "land_mu" };
            let first = lang.number(numbers.number(key, 0), unit);
            assert!(harness.query_all_by_label(&first).next().is_some(), "{first} is in the table");
            deselect(&mut harness);
        }
    }
}
