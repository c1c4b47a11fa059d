//! The geometry of charts.

use proptest::prelude::*;
use two_rivers::chart::geometry::{
    Chart, Layout, Line, Mark, Point, Role, Scale, TextAnchor, apart, text_width, ticks, trace,
};

/// A width at which labels stand at the ends of lines.
const WIDE: f64 = 500.0;
const HIGH: f64 = 260.0;

fn line(role: Role, label: &str, points: &[(u16, f64)]) -> Line {
    let point = |(year, value): &(u16, f64)| Point { year: *year, value: *value, estimate: false };
    Line { role, label: label.to_owned(), points: points.iter().map(point).collect() }
}

fn chart(values: &[(u16, f64)], ends: &[f64]) -> Chart {
    let mut lines = vec![line(Role::Actual, "Actual", values)];
    lines.extend(ends.iter().map(|v| line(Role::Mine, "My scenario", &[(2025, 1.0), (2030, *v)])));
    let marks = vec![Mark { year: 2027, value: 8.0, label: "8 tn".to_owned() }];
    Chart { years: (2015, 2030), base_year: 2025, lines, marks, ..Chart::default() }
}

fn empty() -> Chart {
    let (lines, marks) = (Vec::new(), Vec::new());
    Chart { years: (2015, 2030), base_year: 2025, lines, marks, ..Chart::default() }
}

fn rise(all: &[f64]) -> bool {
    all.windows(2).all(|w| w[0] < w[1])
}

proptest! {
    #[test]
    fn a_scale_can_be_read_backwards(low in -1e9f64..1e9, span in 1e-3f64..1e9, part in 0.0f64..1.0) {
        let scale = Scale::new((low, low + span), (300.0, 10.0));
        let value = low + part * span;
        prop_assert!((scale.value(scale.pixel(value)) - value).abs() <= 1e-6 * span.max(low.abs()));
    }

    #[test]
    fn three_to_six_ticks_cover_an_ordinary_range(low in -1e6f64..1e6, span in 1e-3f64..1e7) {
        let all = ticks(low, low + span, 6);
        prop_assert!((3..=6).contains(&all.len()), "{all:?}");
        prop_assert!(rise(&all), "{all:?}");
        let step = all[1] - all[0];
        prop_assert!(all[0] <= low + step * 1e-6 && all[all.len() - 1] >= low + span - step * 1e-6, "{all:?}");
        prop_assert!(all[1] > low - step * 1e-6 && all[all.len() - 2] < low + span + step * 1e-6, "none to spare: {all:?}");
    }

    #[test]
    fn ticks_of_any_range_are_finite_and_rise(a in prop::num::f64::ANY, b in prop::num::f64::ANY, most in 0usize..20) {
        let all = ticks(a, b, most);
        prop_assert!((2..=12).contains(&all.len()), "{all:?}");
        prop_assert!(all.iter().all(|v| v.is_finite()) && rise(&all), "{all:?}");
        prop_assert!((2..=8).contains(&ticks(a, b, 6).len()));
    }

    #[test]
    fn labels_move_apart_no_more_than_needed(wanted in prop::collection::vec(0.0f64..200.0, 0..8)) {
        let placed = apart(&wanted, 14.0, (0.0, 200.0));
        prop_assert_eq!(placed.len(), wanted.len());
        let mut sorted = placed.clone();
        sorted.sort_by(f64::total_cmp);
        prop_assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 14.0 - 1e-9), "{placed:?}");
        prop_assert!(sorted.iter().all(|at| (-1e-9..=200.0 + 1e-9).contains(at)), "{placed:?}");
        for (i, a) in wanted.iter().enumerate() {
            for (j, b) in wanted.iter().enumerate() {
                prop_assert!(a >= b || placed[i] < placed[j], "order kept: {wanted:?} {placed:?}");
            }
        }
        let far = |i: usize| wanted.iter().enumerate().all(|(j, other)| i == j || (other - wanted[i]).abs() >= 8.0 * 14.0);
        prop_assert!((0..wanted.len()).all(|i| !far(i) || (placed[i] - wanted[i]).abs() < 1e-9));
    }

    #[test]
    fn labels_do_not_overlap(ends in prop::collection::vec(0.0f64..20.0, 1..6)) {
        let layout = Layout::of(&chart(&[(2015, 1.0)], &ends), WIDE, HIGH);
        let mut at: Vec<f64> = layout.lines.iter().filter_map(|l| l.label.map(|l| l.1)).collect();
        prop_assert_eq!(at.len(), ends.len());
        at.sort_by(f64::total_cmp);
        prop_assert!(at.windows(2).all(|w| w[1] - w[0] >= 14.0), "{at:?}");
    }

    #[test]
    fn broken_values_do_no_harm(a in prop::num::f64::ANY, b in prop::num::f64::ANY, width in prop::num::f64::ANY) {
        let chart = chart(&[(2015, a), (2016, b)], &[a]);
        for layout in [Layout::of(&chart, width, HIGH), Layout::bare(&chart, width, 48.0)] {
            prop_assert!(layout.ticks.len() >= 2);
            prop_assert!((2015..=2030).contains(&layout.x.year_at(a, chart.years)));
            let drawn: String = layout.lines.iter().flat_map(|l| [l.trace.solid.as_str(), l.trace.gaps.as_str()]).collect();
            prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        }
    }
}

#[test]
fn paths_break_where_years_are_missing() {
    let values = [(2015, 0.0), (2016, 5.0), (2017, 5.0), (2020, 10.0), (2021, 0.0)];
    let layout = Layout::of(&chart(&values, &[]), 512.0, 262.0);
    assert_eq!(layout.lines[0].trace.solid, "M50.0 238.0L79.6 126.0L109.2 126.0M198.0 14.0L227.6 238.0");
    assert_eq!(layout.lines[0].trace.gaps, "M109.2 126.0L198.0 14.0");
    assert_eq!(trace(&[]), trace(&[(2015, (1.0, 1.0))]), "one point is a dot and no path");
}

#[test]
fn an_axis_that_leaves_zero_out_says_so() {
    let axis = |values: &[(u16, f64)]| {
        let mut chart = chart(values, &[]);
        chart.marks.clear();
        let layout = Layout::of(&chart, WIDE, HIGH);
        (layout.from_zero, layout.ticks.first().map(|t| t.0), layout.ticks.last().map(|t| t.0))
    };
    assert_eq!(axis(&[(2015, 6.0), (2016, 10.0)]), (true, Some(0.0), Some(10.0)));
    assert_eq!(axis(&[(2015, 9.0), (2016, 10.0)]), (false, Some(9.0), Some(10.0)));
    assert_eq!(axis(&[(2015, -4.0), (2016, -1.0)]), (true, Some(-4.0), Some(0.0)));
    let (from_zero, low, high) = axis(&[(2015, 500.0), (2016, 500.0)]);
    assert!(!from_zero && low < Some(500.0) && high > Some(500.0), "a flat line stays in the plot");
}

#[test]
fn an_empty_chart_has_axes() {
    let layout = Layout::of(&empty(), WIDE, HIGH);
    assert!(layout.from_zero && layout.lines.is_empty() && layout.marks.is_empty());
    assert!(layout.ticks.len() >= 3 && layout.years.len() >= 3);
}

#[test]
fn labels_stand_at_line_ends_only_where_they_fit() {
    let labelled = |label: &str, width: f64| {
        let chart = Chart { lines: vec![line(Role::Mine, label, &[(2029, 1.0), (2030, 2.0)])], ..empty() };
        let layout = Layout::of(&chart, width, HIGH);
        layout.lines[0].label.map(|(x, _)| x + text_width(label) <= width)
    };
    assert_eq!(labelled("My scenario", 358.0), Some(true));
    assert_eq!(labelled("我的情景", 358.0), Some(true));
    assert_eq!(labelled("A scenario with a rather long name", 358.0), None);
}

#[test]
fn words_of_targets_keep_clear_of_each_other() {
    let mark = |year, value| Mark { year, value, label: "125 companies".to_owned() };
    let chart = Chart { marks: vec![mark(2025, 100.0), mark(2026, 101.0)], ..empty() };
    let layout = Layout::of(&chart, 358.0, HIGH);
    let spans: Vec<(f64, f64, f64)> = layout
        .marks
        .iter()
        .map(|m| {
            let width = text_width(&m.text);
            let left = match m.anchor {
                TextAnchor::Start => m.label.0,
                TextAnchor::Middle => m.label.0 - width / 2.0,
                TextAnchor::End => m.label.0 - width,
            };
            (left, left + width, m.label.1)
        })
        .collect();
    let (a, b) = (spans[0], spans[1]);
    assert!(a.1 <= b.0 || b.1 <= a.0 || (a.2 - b.2).abs() >= 12.0, "{spans:?}");
}

#[test]
fn the_base_year_is_among_the_labelled_years() {
    for width in [200.0, 358.0, 700.0, 1200.0] {
        let layout = Layout::of(&empty(), width, HIGH);
        assert!(layout.years.iter().any(|(year, _)| *year == 2025), "{width}");
        assert!(layout.years.windows(2).all(|w| w[1].1 - w[0].1 >= 30.0), "{width}");
    }
}
