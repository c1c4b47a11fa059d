//! What a target needs of its lever: the same value wherever it is said, and one that reaches the target when it is set.

use proptest::prelude::*;
use two_rivers::analysis::goal_seek::{Aim, seek};
use two_rivers::analysis::monitor::progress::progress;
use two_rivers::analysis::targets::{Need, Verdict, levers_of, required, target_statuses, with_levers};
use two_rivers::codec::link;
use two_rivers::decimal::Decimal;
use two_rivers::model::odds::coming;
use two_rivers::model::simulate;
use two_rivers::plan::Series::{Dep, Gdp, List, Loan, Va};
use two_rivers::plan::{Lever, Target};
use two_rivers::present::Narrator;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;

use crate::{plan, strategies};

fn scenario(query: &str) -> Scenario {
    let opened = link::decode(plan(), query).unwrap();
    assert!(opened.problems.is_empty(), "{query}");
    opened.scenario
}

fn target(id: &str) -> &'static Target {
    plan().target(id).unwrap()
}

fn needed(query: &str, id: &str) -> Option<f64> {
    required(plan(), &scenario(query), target(id)).unwrap().need.value().map(Decimal::to_f64)
}

fn is_reached(s: &Scenario, target: &Target) -> bool {
    let statuses = target_statuses(plan(), s, &simulate(plan(), s));
    statuses.iter().find(|r| r.target.id == target.id).unwrap().verdict == Verdict::Met
}

/// By hand, rounded up to the tenth: growth over the years left, the share through value added on the GDP path, listings
/// with those that leave made up for.
#[test]
fn needed_values_are_those_of_a_spreadsheet() {
    let s = Scenario::new(plan());
    let up = |x: f64| (10.0 * x - 1e-9).ceil() / 10.0;
    let path = simulate(plan(), &s);
    let base = |series| path.value(series, 2025).unwrap();
    let grow = |from: f64, to: f64| 100.0 * ((to / from).sqrt() - 1.0);
    assert_eq!(needed("v=1", "t27-dep-e"), Some(up(grow(base(Dep), 80_000.0))));
    assert_eq!(needed("v=1", "t27-loan-e"), Some(up(grow(base(Loan), 80_000.0))));
    // Above 9.5% in the digits shown is 9.505%.
    let va = 0.09505 * path.value(Gdp, 2027).unwrap();
    assert_eq!(needed("v=1", "t27-sh"), Some(up(grow(base(Va), va))));
    let stay = 1.0 - s.default_of(plan(), Lever::Delist).at(0).to_f64() / 100.0;
    // More than 160 companies are 161.
    assert_eq!(needed("v=1", "t27-list"), Some(up((161.0 - base(List) * stay * stay) / (1.0 + stay))));
}

#[test]
fn everything_starts_from_what_was_entered() {
    // 80,000 from 79,000 in one year is 1.266%.
    assert_eq!(needed("v=1&act.loan.2026=79000", "t27-loan-e"), Some(1.3));
    let s = scenario("v=1&act.loan.2026=79000");
    let need = required(plan(), &s, target("t27-loan-e")).unwrap();
    assert_eq!((need.since, format!("{:.4}", need.per_year)), (2026, "1.2658".to_owned()));
    let monitor = progress(plan(), &s).into_iter().find(|p| p.target.id == "t27-loan-e").unwrap();
    assert_eq!(monitor.needed, Some(need));
    assert_eq!(seek(plan(), &s, target("t27-loan-e"), Aim::Central).unwrap().value.to_string(), "1.3");
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        let about = say.about(&s, &simulate(plan(), &s), Loan);
        assert!(about.contains("1.3%") && about.contains("2026"), "{about}");
        assert!(!about.contains(if lang == Lang::En { "estimate" } else { "估算" }), "{about}");
        let rests = say.rests_on_estimates(&s);
        let loans = if lang == Lang::En { "loans" } else { "贷款" };
        assert!(!rests.contains(loans), "{rests}");
    }
    // What was entered for the target's own year leaves nothing to do.
    assert_eq!(required(plan(), &scenario("v=1&act.dep.2027=81234"), target("t27-dep-e")), None);
}

#[test]
fn measures_count_and_what_cannot_be_is_said() {
    let (alone, with) =
        (needed("v=1", "t27-dep-e").unwrap(), needed("v=1&m=x:dep:1/1/1:1:2026:0:0:0", "t27-dep-e").unwrap());
    assert!((alone - with - 1.0).abs() < 0.11, "{alone} {with}");
    let need = |query: &str, id: &str| required(plan(), &scenario(query), target(id)).unwrap().need;
    assert_eq!(need("v=1&base.dep=100", "t27-dep-e"), Need::OutOfReach);
    assert_eq!(need("v=1&base.dep=900000", "t27-dep-e"), Need::Nothing);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// The law: set, it reaches the target; one step less does not; and the goal seek says the same.
    #[test]
    fn setting_a_needed_value_reaches_the_target(s in strategies::scenario(plan())) {
        for t in coming(plan(), &s) {
            let Some(required) = required(plan(), &s, t) else {
                let decided = t.of.iter().all(|x| s.is_entered(x.parts()[0], t.year));
                prop_assert!(decided, "{}", t.id);
                continue;
            };
            let levers = levers_of(t);
            let data = plan().lever(levers[0]);
            let set = |value: Decimal| is_reached(&with_levers(plan(), &s, &levers, value), t);
            let found = seek(plan(), &s, t, Aim::Central).map(|f| f.value);
            match required.need {
                Need::AtLeast(value) => {
                    prop_assert!(set(value), "{} {value}", t.id);
                    prop_assert!((value.raw() - data.min.raw()) % data.step.raw() == 0, "{value}");
                    let less = Decimal::from_raw(value.raw() - data.step.raw());
                    let before = simulate(plan(), &with_levers(plan(), &s, &levers, less));
                    prop_assert!(!t.is_cleared_by(before.measured(t, t.year).unwrap()), "{} {value}", t.id);
                    prop_assert_eq!(found, Some(value));
                }
                Need::Nothing => {
                    prop_assert!(set(data.min), "{}", t.id);
                    prop_assert_eq!(found, Some(data.min));
                }
                Need::OutOfReach => {
                    let most = simulate(plan(), &with_levers(plan(), &s, &levers, data.max));
                    prop_assert!(!t.is_cleared_by(most.measured(t, t.year).unwrap()), "{}", t.id);
                    prop_assert_eq!(found, None);
                }
            }
        }
    }
}
