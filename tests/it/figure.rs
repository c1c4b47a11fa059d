//! The geometry of charts.

use proptest::prelude::*;
use two_rivers::figure::{Chart, Layout, Line, Mark, Point, Role, Scale, ticks};

fn chart(values: &[(u16, f64)], ends: &[f64]) -> Chart {
    let line = |role, points: Vec<Point>| Line { role, label: String::new(), points };
    let point = |(year, value): &(u16, f64)| Point { year: *year, value: *value, estimate: false };
    let mut lines = vec![line(Role::Actual, values.iter().map(point).collect())];
    lines.extend(ends.iter().map(|v| line(Role::Mine, vec![point(&(2025, 1.0)), point(&(2030, *v))])));
    let marks = vec![Mark { year: 2027, value: 8.0, label: String::new() }];
    Chart { title: String::new(), unit: String::new(), years: (2015, 2030), base_year: 2025, lines, marks }
}

proptest! {
    #[test]
    fn a_scale_can_be_read_backwards(low in -1e9f64..1e9, span in 1e-3f64..1e9, part in 0.0f64..1.0) {
        let scale = Scale::new((low, low + span), (300.0, 10.0));
        let value = low + part * span;
        prop_assert!((scale.value(scale.pixel(value)) - value).abs() <= 1e-6 * span.max(low.abs()));
    }

    #[test]
    fn ticks_cover_their_range(low in -1e6f64..1e6, span in 1e-3f64..1e7, count in 2usize..7) {
        let all = ticks(low, low + span, count);
        prop_assert!((2..=count + 3).contains(&all.len()), "{all:?}");
        prop_assert!(all.windows(2).all(|w| w[0] < w[1]));
        prop_assert!(all[0] <= low + span * 1e-9 && all[all.len() - 1] >= low + span * (1.0 - 1e-9));
    }

    #[test]
    fn labels_do_not_overlap(ends in prop::collection::vec(0.0f64..20.0, 1..6)) {
        let layout = Layout::of(&chart(&[(2015, 1.0)], &ends), 500.0, 260.0, 110.0);
        let mut at: Vec<f64> = layout.lines.iter().filter_map(|l| l.label).collect();
        prop_assert_eq!(at.len(), ends.len());
        at.sort_by(f64::total_cmp);
        prop_assert!(at.windows(2).all(|w| w[1] - w[0] >= 14.9), "{at:?}");
    }

    #[test]
    fn broken_values_do_no_harm(a in prop::num::f64::ANY, b in prop::num::f64::ANY, width in 0.0f64..3000.0) {
        let layout = Layout::of(&chart(&[(2015, a), (2016, b)], &[a]), width, 260.0, 110.0);
        prop_assert!(layout.ticks.len() >= 2);
        prop_assert!((2015..=2030).contains(&layout.year_at(a)));
        prop_assert!(!ticks(a, b, 4).is_empty());
    }
}

#[test]
fn paths_break_where_years_are_missing() {
    let layout =
        Layout::of(&chart(&[(2015, 0.0), (2016, 5.0), (2017, 5.0), (2020, 10.0), (2021, 0.0)], &[]), 512.0, 262.0, 0.0);
    assert_eq!(layout.lines[0].solid, "M50.0 238.0L80.4 126.0L110.8 126.0M202.0 14.0L232.4 238.0");
    assert_eq!(layout.lines[0].gaps, "M110.8 126.0L202.0 14.0");
    assert!(layout.from_zero);
    assert!(!Layout::of(&chart(&[(2015, 9.0), (2016, 9.5)], &[]), 512.0, 262.0, 0.0).from_zero);
}
