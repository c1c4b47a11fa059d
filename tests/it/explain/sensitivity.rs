//! Bars and maps: by hand and by closed forms; contours on figures that are known.

use proptest::prelude::*;
use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::analysis::explain::sensitivity;
use two_rivers::analysis::explain::sensitivity::{CELLS, Input, Map, TornadoBar, mapped, tornado};
use two_rivers::chart::geometry::contour;
use two_rivers::decimal::Decimal;
use two_rivers::plan::{Lever, Series};

use super::{scenario, target};
use crate::plan;

/// Deposits of 2027 by hand at both ends of their growth; the probability by its closed form at both ends of the spread.
#[test]
fn bars_agree_with_a_calculation_by_hand() {
    let s = scenario("v=1");
    let bars = tornado(plan(), &s, OutcomeOfInterest::Central(Series::Dep, 2027));
    assert!(bars.iter().all(|b| !b.shifted));
    let [only] = bars.as_slice() else { panic!("{bars:?}") };
    assert_eq!((only.input, only.ends), (Input::Lever(Lever::Dep), [Decimal::from_raw(23_000), Decimal::whole(11)]));
    for (result, growth) in only.results.iter().zip([1.023, 1.11]) {
        assert!((result - 61_000.0 * growth * growth).abs() < 1e-6);
    }
    let reach = only.reach(61_000.0 * 1.07 * 1.063);
    assert!((reach - 61_000.0 * (1.11 * 1.11 - 1.023 * 1.023)).abs() < 1e-6, "{reach}");
    let s = scenario("v=1&dep=14");
    let bars = tornado(plan(), &s, OutcomeOfInterest::Chance(target("t27-dep-e")));
    let of = |lever: Lever| bars.iter().find(|b| b.input == Input::Lever(lever)).unwrap();
    let by_hand = |growth: f64, sd: f64| {
        let far = (80_000.0 / (61_000.0 * growth * growth)).ln() / (2.0 * sd * sd + 4.0 * 0.034 * 0.034_f64).sqrt();
        engine::normal_cdf(-far)
    };
    for (result, sd) in of(Lever::SdDep).results.iter().zip([0.0, 0.026]) {
        assert!((result - by_hand(1.14, sd)).abs() < 1e-12);
    }
    assert_eq!(bars.len(), 5, "growth, shock, trend, persistence, base: {bars:?}");
    let now = by_hand(1.14, 0.0);
    assert!(bars.windows(2).all(|w| w[0].reach(now) >= w[1].reach(now)));
    // Where things stand outside of the ends, they come along: 7 points more than the default.
    let growth = of(Lever::Dep);
    assert!(growth.shifted, "{growth:?}");
    assert!(growth.results[0] < now && now < growth.results[1]);
}

/// A measure goes from not delivered to delivered with its largest effect.
#[test]
fn a_measure_is_tried_from_nothing_to_its_most() {
    let s = scenario("v=1&m=x:dep:1/2/4:0.5:2026:0:0:0&m=y:dep:-3/-2/-1:0.5:2026:0:0:0&m=z:loan:1/2/4:0.5:2026:0:0:0");
    let bars = tornado(plan(), &s, OutcomeOfInterest::Central(Series::Dep, 2026));
    let of = |i: usize| bars.iter().find(|b: &&TornadoBar| b.input == Input::Measure(i));
    let by_hand = |growth: f64| 61_000.0 * (1.0 + growth / 100.0);
    for (bar, ends) in [(of(0), [7.0 - 1.0, 7.0 - 1.0 + 4.0]), (of(1), [7.0 + 1.0 - 3.0, 7.0 + 1.0])] {
        for (result, growth) in bar.unwrap().results.iter().zip(ends) {
            assert!((result - by_hand(growth)).abs() < 1e-6, "{bar:?}");
        }
    }
    assert!(of(2).is_none());
}

/// Delivered for certain it does just so much, be it its most or its least: from either side to a growth of 14.8%, whose
/// chance has a closed form, but for the draws.
#[test]
fn a_measure_that_is_tried_leaves_nothing_to_chance() {
    let spread = (2.0 * 0.009_f64.powi(2) + 4.0 * 0.004_f64.powi(2)).sqrt();
    let by_hand = engine::normal_cdf((61_000.0 * 1.148 * 1.148 / 80_000.0_f64).ln() / spread);
    for (growth, end) in [("17.8", 0), ("10.8", 1)] {
        let s = scenario(&format!("v=1&sd.dep=0.9&tau.dep=0.4&dep={growth}&m=x:dep:-3/1/4:0.5:2026:0:0:0"));
        let bar =
            sensitivity::bar(plan(), &s, OutcomeOfInterest::Chance(target("t27-dep-e")), Input::Measure(0)).unwrap();
        let error = (by_hand * (1.0 - by_hand) / 1e4).sqrt();
        assert!((bar.results[end] - by_hand).abs() < 4.0 * error, "{bar:?} {by_hand}");
    }
}

/// A circle: every end lies on it, as close as the grid is fine, and the pieces together are as long as it is.
#[test]
fn contours_agree_with_a_circle() {
    for (n, room) in [(20, 0.01), (200, 0.0001)] {
        let nodes: Vec<f64> = (0..=n).map(|i| -1.5 + 3.0 * f64::from(i) / f64::from(n)).collect();
        let values: Vec<Vec<f64>> = nodes.iter().map(|y| nodes.iter().map(|x| x * x + y * y - 1.0).collect()).collect();
        let pieces = contour(&nodes, &nodes, &values);
        let mut length = 0.0;
        for ((ax, ay), (bx, by)) in &pieces {
            assert!((ax.hypot(*ay) - 1.0).abs() < room && (bx.hypot(*by) - 1.0).abs() < room, "{n}");
            length += (ax - bx).hypot(ay - by);
        }
        assert!((length - std::f64::consts::TAU).abs() < 10.0 * room, "{n}: {length}");
    }
}

proptest! {
    /// A straight line is found exactly, wherever it lies; a saddle has two pieces that do not meet.
    #[test]
    fn contours_of_a_plane_are_straight(a in -3.0..3.0f64, b in -3.0..3.0f64, c in -2.0..2.0f64) {
        let nodes: Vec<f64> = (0..=7).map(|i| f64::from(i) / 7.0).collect();
        let plane = |x: f64, y: f64| a * x + b * y + c;
        let values: Vec<Vec<f64>> = nodes.iter().map(|y| nodes.iter().map(|x| plane(*x, *y)).collect()).collect();
        let pieces = contour(&nodes, &nodes, &values);
        let signs: Vec<bool> = values.iter().flatten().map(|v| *v < 0.0).collect();
        prop_assert_eq!(pieces.is_empty(), signs.iter().all(|s| *s) || !signs.iter().any(|s| *s));
        for ((ax, ay), (bx, by)) in pieces {
            prop_assert!(plane(ax, ay).abs() < 1e-12 && plane(bx, by).abs() < 1e-12);
        }
    }
}

#[test]
fn a_saddle_keeps_its_middle_together() {
    let two = |sw: f64| contour(&[0.0, 1.0], &[0.0, 1.0], &[vec![sw, -1.0], vec![-1.0, 1.0]]);
    // The middle is above zero: the lines go around the corners below.
    assert_eq!(two(3.0), [((0.75, 0.0), (1.0, 0.5)), ((0.0, 0.75), (0.5, 1.0))]);
    assert_eq!(two(0.5), [((1.0 / 3.0, 0.0), (0.0, 1.0 / 3.0)), ((1.0, 0.5), (0.5, 1.0))]);
    assert!(contour(&[0.0, 1.0], &[0.0, 1.0], &[vec![f64::NAN, -1.0], vec![-1.0, 1.0]]).is_empty());
}

/// Cells by the closed form; the line where the share of GDP is met by hand.
#[test]
fn maps_agree_with_closed_forms() {
    let s = scenario("v=1&tau.dep=0.4");
    let asked = OutcomeOfInterest::Chance(target("t27-dep-e"));
    let mut map = Map::new(plan(), &s, asked, [Lever::Dep, Lever::SdDep]).unwrap();
    while !map.step(plan(), &s, asked) {}
    assert_eq!(map.cells.len(), CELLS * CELLS);
    assert_eq!(map.middle(CELLS * CELLS), None);
    for (i, cell) in map.cells.iter().enumerate() {
        // Sliders go from −5 to 25% and from 0 to 15%, in rows from the lowest value up.
        let middle = |at: usize, low: f64, high: f64| low + (high - low) * (at as f64 + 0.5) / 16.0;
        let by_hand = [middle(i % 16, -5.0, 25.0), middle(i / 16, 0.0, 15.0)];
        assert_eq!(map.middle(i), Some(by_hand));
        let [growth, sd] = by_hand.map(|v| (1e4 * v).round() / 1e6);
        let spread = (2.0 * sd * sd + 4.0 * 0.004 * 0.004).sqrt();
        let by_hand = engine::normal_cdf((61_000.0 * (1.0 + growth).powi(2) / 80_000.0).ln() / spread);
        assert!((cell - by_hand).abs() < 1e-9, "{i}: {cell} {by_hand}");
    }
    let asked = OutcomeOfInterest::Chance(target("t27-sh"));
    let mut map = Map::new(plan(), &s, asked, [Lever::Va, Lever::Real]).unwrap();
    while !map.step(plan(), &s, asked) {}
    let pieces = contour(&map.nodes[0], &map.nodes[1], &map.margins[0].1);
    assert!(pieces.len() > 5);
    for ((va, real), _) in pieces {
        let share = 2_857.1 * (1.0 + va / 100.0).powi(2) / (33_757.93 * ((1.0 + real / 100.0) * 0.998).powi(2));
        assert!((share / 0.095 - 1.0).abs() < 1e-3, "{va} {real}: {share}");
    }
    assert_eq!(mapped(plan(), &s, OutcomeOfInterest::All(2027))[..3], [Lever::Va, Lever::Dep, Lever::Loan]);
    assert_eq!(
        sensitivity::probability(plan(), &s, OutcomeOfInterest::Central(Series::Loan, 2030)),
        Some(OutcomeOfInterest::Chance(target("t27-loan-e")))
    );
    assert_eq!(
        sensitivity::probability(plan(), &s, OutcomeOfInterest::Central(Series::Ldr, 2026)),
        Some(OutcomeOfInterest::All(2027))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// However far a scenario is from the default, it stands between the ends, and so does its result on the path.
    #[test]
    fn a_scenario_stands_between_the_ends(s in crate::strategies::scenario(plan()), pick in any::<prop::sample::Index>()) {
        let s = two_rivers::scenario::Scenario { measures: Vec::new(), actuals: std::collections::BTreeMap::new(), ..s };
        let series = [Series::Dep, Series::Loan, Series::Va, Series::Gdp, Series::List][pick.index(5)];
        let asked = OutcomeOfInterest::Central(series, s.from + 1);
        let now = asked.of(plan(), &s).unwrap().value;
        for bar in tornado(plan(), &s, asked) {
            let Input::Lever(lever) = bar.input else { continue };
            let (values, data) = (s.projected(plan(), lever), plan().lever(lever));
            prop_assert!(values.iter().all(|v| bar.ends[0] <= v && v <= bar.ends[1]), "{bar:?}");
            prop_assert!(data.min <= bar.ends[0] && bar.ends[1] <= data.max);
            let [low, high] = [bar.results[0].min(bar.results[1]), bar.results[0].max(bar.results[1])];
            prop_assert!(low <= now * (1.0 + 1e-12) && now <= high * (1.0 + 1e-12), "{now} {bar:?}");
        }
    }
}
