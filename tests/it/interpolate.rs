//! Interpolation between two scenarios.

use proptest::prelude::*;
use two_rivers::plan::Lever;
use two_rivers::scenario::{STEPS, Scenario};

use crate::{plan, strategies};

fn two() -> impl Strategy<Value = (Scenario, Scenario)> {
    (strategies::scenario(plan()), strategies::scenario(plan()), any::<bool>()).prop_map(|(a, b, alike)| {
        let same = Scenario { from: a.from, to: a.to, actuals: a.actuals.clone(), ..b.clone() };
        (a, if alike { same } else { b })
    })
}

proptest! {
    #[test]
    fn every_step_may_be_shown_and_none_goes_back((from, to) in two(), steps in any::<[u16; 2]>()) {
        let mut steps = steps.map(|p| p % (STEPS + 1));
        steps.sort_unstable();
        let [early, late] = steps.map(|t| Scenario::interpolate(plan(), &from, &to, t));
        for shown in [&early, &late] {
            prop_assert!(shown.check(plan()).is_empty(), "{:?}", shown.check(plan()));
        }
        if from.from == to.from {
            for lever in Lever::ALL {
                for year in 0..6 {
                    let [a, b, c, d] = [&from, &early, &late, &to].map(|s| s.values(plan(), *lever).at(year));
                    prop_assert!((a <= b && b <= c && c <= d) || (a >= b && b >= c && c >= d), "{lever}: {a} {b} {c} {d}");
                }
            }
        } else {
            prop_assert_eq!(&early, &to);
        }
    }

    #[test]
    fn the_last_step_is_the_scenario_itself((from, to) in two(), t in 0..=STEPS) {
        prop_assert_eq!(Scenario::interpolate(plan(), &from, &to, STEPS), to.clone());
        prop_assert_eq!(Scenario::interpolate(plan(), &to, &to, t), to);
    }
}

#[test]
fn half_way_is_half_way() {
    let trend = Scenario::new(plan());
    let levers = |value: &str| {
        let values = serde_json::from_str(value).unwrap();
        trend.clone().with_lever(plan(), Lever::Dep, values)
    };
    let half = Scenario::interpolate(plan(), &levers("[10]"), &levers("[12,14]"), STEPS / 2);
    assert_eq!(half, levers("[11,12]"));
}
