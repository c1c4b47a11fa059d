//! What can be asked, and what it can hang on.

use std::collections::BTreeSet;

use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::model::odds::coming;
use two_rivers::plan::{Lever, Series, Target};

use super::{scenario, target};
use crate::plan;

#[test]
fn every_target_and_every_median_of_each_year_can_be_asked_for_once() {
    for query in ["v=1", "v=1&from=2023&to=2028&t27=sum"] {
        let s = scenario(query);
        let all = OutcomeOfInterest::choices(plan(), &s);
        let years: BTreeSet<u16> = coming(plan(), &s).map(|t| t.year).collect();
        let together: Vec<u16> =
            all.iter().map_while(|a| if let OutcomeOfInterest::All(y) = a { Some(*y) } else { None }).collect();
        assert!(years.iter().eq(&together), "all targets of a year first: {all:?}");
        let targets = all.iter().filter_map(|a| if let OutcomeOfInterest::Chance(t) = a { Some(*t) } else { None });
        assert!(coming(plan(), &s).eq(targets), "{all:?}");
        for (series, year) in s.years().flat_map(|y| Series::ALL.iter().map(move |series| (*series, y))) {
            assert_eq!(all.iter().filter(|a| **a == OutcomeOfInterest::Central(series, year)).count(), 1);
        }
        let medians = s.years().count() * Series::ALL.len();
        assert_eq!(all.len(), years.len() + coming(plan(), &s).count() + medians);
    }
}

#[test]
fn deposits_of_the_last_year_are_asked_for_where_no_target_is_touched() {
    let (s, untouched) = (scenario("v=1&dep=7"), scenario("v=1"));
    assert_eq!(OutcomeOfInterest::first(plan(), &s), OutcomeOfInterest::All(2027));
    assert_eq!(OutcomeOfInterest::first(plan(), &untouched), OutcomeOfInterest::Central(Series::Dep, 2027));
    // Deposits that all but surely come, and all four still out of reach: what moved is asked for.
    let moved = scenario("v=1&dep=40&loan=-20");
    assert_eq!(OutcomeOfInterest::first(plan(), &moved), OutcomeOfInterest::Chance(target("t27-dep-e")));
    // Of a plan that is over, the first year there is; of one that goes on for longer, the last.
    for (last, year) in [(2025, 2026), (2026, 2026), (2099, 2030)] {
        let mut other = plan().clone();
        other.period[1] = last;
        assert_eq!(OutcomeOfInterest::first(&other, &untouched), OutcomeOfInterest::Central(Series::Dep, year));
    }
}

#[test]
fn what_is_known_is_not_asked_for() {
    let s = scenario("v=1");
    let of = |year: u16| OutcomeOfInterest::Central(Series::Dep, year).of(plan(), &s).map(|c| c.value);
    assert_eq!((of(2025), of(2031)), (None, None));
    assert!((of(2026).unwrap() - 61_000.0 * 1.07).abs() < 1e-6);
}

/// What is shared makes several targets likelier or not, and no single one. That shocks persist is felt from the second
/// year on.
#[test]
fn what_is_shared_touches_several_and_what_persists_later_years() {
    let moved = |asked: OutcomeOfInterest, levers: &[&str]| {
        let rest = "v=1&va=15&dep=15.5&loan=12.5&list=45&sd.dep=3";
        let values = levers.iter().map(|l| asked.of(plan(), &scenario(&format!("{rest}&{l}"))).unwrap().value);
        let values: Vec<f64> = values.collect();
        (values[0] - values[1]).abs() > 1e-6
    };
    let s = scenario("v=1");
    let one = OutcomeOfInterest::Chance(target("t27-dep-e"));
    let (shared, persists) = (["corr=0", "corr=0.9"], ["ar=0", "ar=0.9"]);
    for (asked, lever, levers, expected) in [
        (OutcomeOfInterest::All(2027), Lever::Corr, &shared, true),
        (one, Lever::Corr, &shared, false),
        (one, Lever::Ar, &persists, true),
    ] {
        assert_eq!(asked.depends_on(plan(), &s, lever), expected, "{asked:?} {lever:?}");
        assert_eq!(moved(asked, levers), expected, "{asked:?} {lever:?}");
    }
    // A target of the first year: none of the plan's own.
    let soon = Target { year: 2026, ..target("t27-dep-e").clone() };
    assert!(!OutcomeOfInterest::Chance(&soon).depends_on(plan(), &s, Lever::Ar));
}
