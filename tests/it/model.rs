//! The model against another program, its laws, and its presets.

use proptest::prelude::*;
use two_rivers::analysis;
use two_rivers::codec::link;
use two_rivers::decimal::Decimal;
use two_rivers::model::{listings_needed, planned, preset, simulate, trend, yearly_growth};
use two_rivers::plan::{Lever, PresetData, Reading, Series};
use two_rivers::scenario::{Scenario, Values};

use crate::{plan, strategies};

#[test]
fn agrees_with_another_program_to_the_last_decimal() {
    let mut compared = 0;
    for line in include_str!("fixtures/path.csv").lines() {
        let [query, series, year, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let opened = link::decode(plan(), query).unwrap();
        assert!(opened.problems.is_empty(), "{query}");
        let outcome = simulate(plan(), &opened.scenario);
        let computed = if series == "required" {
            let target = plan().targets.iter().find(|t| t.id == year).unwrap();
            let need = analysis::targets::required(plan(), &opened.scenario, target).unwrap();
            format!("{:.6}", need.per_year)
        } else {
            let value = outcome.value(Series::from_key(series).unwrap(), year.parse().unwrap()).unwrap();
            format!("{value:.4}")
        };
        assert_eq!(computed, expected, "{line}");
        compared += 1;
    }
    assert!(compared > 150, "{compared}");
}

/// The growth rates the data itself was published with.
#[test]
fn required_growth_agrees_with_published_figures() {
    // Deposits +46.3% and loans +55.9% over five years were published; per year 7.9% and 9.3%.
    assert_eq!(format!("{:.1}", yearly_growth(100.0, 146.3, 5)), "7.9");
    assert_eq!(format!("{:.1}", yearly_growth(100.0, 155.9, 5)), "9.3");
    assert_eq!(format!("{:.1}", yearly_growth(60_400.0, 80_000.0, 2)), "15.1");
    assert_eq!(format!("{:.1}", yearly_growth(63_900.0, 80_000.0, 2)), "11.9");
}

fn level(s: &Scenario, series: Series, year: u16) -> f64 {
    simulate(plan(), s).value(series, year).unwrap()
}

proptest! {
    #[test]
    fn every_value_is_finite_and_stocks_stay_above_zero(s in strategies::scenario(plan())) {
        let outcome = simulate(plan(), &s);
        for year in outcome.years() {
            for series in Series::ALL {
                let value = outcome.value(*series, year).unwrap();
                prop_assert!(value.is_finite(), "{series} {year}");
                prop_assert!(value >= 0.0, "{series} {year}: {value}");
            }
        }
    }

    #[test]
    fn identities_are_exact(s in strategies::scenario(plan())) {
        let outcome = simulate(plan(), &s);
        for year in outcome.years() {
            let value = |series| outcome.value(series, year).unwrap();
            let same = |a: f64, b: f64| a.to_bits() == b.to_bits();
            prop_assert!(same(value(Series::Share), 100.0 * value(Series::Va) / value(Series::Gdp)));
            prop_assert!(same(value(Series::Ldr), 100.0 * value(Series::Loan) / value(Series::Dep)));
        }
    }

    #[test]
    fn more_of_a_lever_is_never_less_of_its_series(s in strategies::scenario(plan()), which in 0usize..6, more in 1i64..200_000) {
        let (lever, series) = [
            (Lever::Real, Series::Gdp), (Lever::Defl, Series::Gdp), (Lever::Va, Series::Va),
            (Lever::Dep, Series::Dep), (Lever::Loan, Series::Loan), (Lever::List, Series::List),
        ][which];
        let raised = s.values(plan(), lever).iter().map(|v| Decimal::from_raw(v.raw() + more)).collect::<Vec<_>>();
        let higher = s.clone().with_lever(plan(), lever, Values::by_year(raised).unwrap());
        let (before, after) = (simulate(plan(), &s), simulate(plan(), &higher));
        for year in before.years() {
            prop_assert!(after.value(series, year) >= before.value(series, year), "{lever} {year}");
        }
        // Nothing else moves, but for the identities it enters.
        for other in [Series::Gdp, Series::Va, Series::Dep, Series::Loan, Series::List] {
            if other != series {
                prop_assert_eq!(after.value(other, s.to), before.value(other, s.to));
            }
        }
    }

    #[test]
    fn the_plan_as_written_meets_every_coming_target(
        reading in prop::sample::select(Reading::ALL), from in prop::sample::select(vec![2023u16, 2025]),
        real in -20_000i64..120_000, delist in 0i64..50_000,
    ) {
        let s = Scenario { reading, from, ..Scenario::new(plan()) }
            .with_lever(plan(), Lever::Real, Values::constant(Decimal::from_raw(real)))
            .with_lever(plan(), Lever::Delist, Values::constant(Decimal::from_raw(delist)));
        let written = planned(plan(), &s);
        prop_assert!(written.check(plan()).is_empty());
        let outcome = simulate(plan(), &written);
        for report in analysis::targets::target_statuses(plan(), &written, &outcome) {
            if report.target.year > from {
                prop_assert_eq!(report.verdict, analysis::targets::Verdict::Met, "{}", report.target.id.clone());
            }
        }
    }

    #[test]
    fn growth_needed_leads_there(from in 1.0f64..1e6, to in 1.0f64..1e6, years in 1u16..15, delist in 0.0f64..50.0) {
        let grown = (0..years).fold(from, |x, _| x * (1.0 + yearly_growth(from, to, years) / 100.0));
        prop_assert!((grown / to - 1.0).abs() < 1e-9);
        let new = listings_needed(from, to, delist, years);
        let stock = (0..years).fold(from, |x, _| x * (1.0 - delist / 100.0) + new);
        prop_assert!((stock / to - 1.0).abs() < 1e-9);
    }
}

/// Every lever at its least, default and greatest, all pairs: no value leaves the finite.
#[test]
fn extremes_stay_finite() {
    let mut runs = 0;
    for a in Lever::ALL {
        for b in Lever::ALL {
            for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let end = |l: Lever, high: i32| if high == 1 { plan().lever(l).max } else { plan().lever(l).min };
                let s = Scenario { to: plan().last_year, ..Scenario::new(plan()) }
                    .with_lever(plan(), *a, Values::constant(end(*a, x)))
                    .with_lever(plan(), *b, Values::constant(end(*b, y)));
                assert!(s.check(plan()).is_empty());
                let outcome = simulate(plan(), &s);
                assert!(outcome.years().all(|t| Series::ALL.iter().all(|i| outcome.value(*i, t).unwrap().is_finite())));
                runs += 1;
            }
        }
    }
    assert_eq!(runs, 4 * Lever::ALL.len() * Lever::ALL.len());
}

#[test]
fn no_change_is_the_baseline() {
    let s = Scenario::new(plan());
    assert!(s.changes(plan()).is_empty());
    assert_eq!(simulate(plan(), &s), simulate(plan(), &trend(plan(), &s)));
}

#[test]
fn a_world_assumption_moves_the_trend_as_well() {
    let s = Scenario::new(plan()).with_lever(plan(), Lever::Real, Values::constant(Decimal::whole(2)));
    assert_eq!(simulate(plan(), &s), simulate(plan(), &trend(plan(), &s)));
    assert!(level(&trend(plan(), &s), Series::Gdp, 2027) < level(&Scenario::new(plan()), Series::Gdp, 2027));
}

#[test]
fn the_plan_as_written_is_no_faster_than_needed() {
    let written = planned(plan(), &Scenario::new(plan()));
    let over = |series: Series, target: f64| level(&written, series, 2027) / target - 1.0;
    assert!((0.0..2e-6).contains(&over(Series::Dep, 80_000.0)));
    assert!((0.0..2e-6).contains(&over(Series::Loan, 80_000.0)));
    // What has to be exceeded is, by the least that shows.
    assert!((0.0..2e-6).contains(&over(Series::Share, 9.505)));
    assert!((0.0..2e-6).contains(&over(Series::List, 161.0)));
    // After the last target the trend goes on.
    assert_eq!(written.values(plan(), Lever::Dep).at(2), written.default_of(plan(), Lever::Dep).at(2));
}

/// By how much the plan as written exceeds a target, as a share of it: never less, and no more than rounding.
fn is_met_exactly(value: f64, target: f64) -> bool {
    (0.0..4e-6).contains(&(value / target - 1.0))
}

#[test]
fn figures_that_were_entered_do_not_bend_the_plan_as_written() {
    let untouched = simulate(plan(), &planned(plan(), &Scenario::new(plan())));
    for query in ["act.dep.2026=70000", "act.dep.2027=81234", "act.list.2026=120&act.loan.2026=79000"] {
        let s = link::decode(plan(), &format!("v=1&{query}")).unwrap().scenario;
        assert_eq!(simulate(plan(), &planned(plan(), &s)), untouched, "{query}");
        assert!(simulate(plan(), &trend(plan(), &s)) != untouched, "the trend goes on from them: {query}");
    }
}

#[test]
fn a_target_for_a_sum_is_met_by_one_common_rate() {
    let s = link::decode(plan(), "v=1&t27=sum&base.dep=30000&base.loan=31000").unwrap().scenario;
    let (written, before) = (planned(plan(), &s), trend(plan(), &s));
    let both = |s: &Scenario| [Series::Dep, Series::Loan].map(|series| level(s, series, 2027));
    let ([dep, loan], [dep_before, loan_before]) = (both(&written), both(&before));
    assert!(is_met_exactly(dep + loan, 80_000.0), "{dep} + {loan}");
    assert!((dep / loan - dep_before / loan_before).abs() < 1e-5);
    // Where the trend meets it anyway, it stays.
    let s = link::decode(plan(), "v=1&t27=sum").unwrap().scenario;
    assert_eq!(both(&planned(plan(), &s)).map(f64::to_bits), both(&trend(plan(), &s)).map(f64::to_bits));
}

#[test]
fn after_the_last_target_the_trend_goes_on_however_far_one_looks() {
    for to in [2027, 2028] {
        let written = planned(plan(), &Scenario { to, ..Scenario::new(plan()) });
        let further = Scenario { to: 2030, ..written };
        for step in 2..5 {
            let value = further.values(plan(), Lever::Dep).at(step);
            assert_eq!(value, further.default_of(plan(), Lever::Dep).at(step), "to {to}, step {step}");
        }
    }
}

#[test]
fn an_entered_figure_takes_the_place_of_the_path() {
    let s = link::decode(plan(), "v=1&act.dep.2026=70000").unwrap().scenario;
    assert!((level(&s, Series::Dep, 2026) - 70_000.0).abs() < f64::EPSILON);
    assert_eq!(format!("{:.4}", level(&s, Series::Dep, 2027)), format!("{:.4}", 70_000.0 * 1.063));
}

#[test]
fn presets_of_the_file_can_be_used() {
    for data in &plan().presets {
        let s = preset(plan(), data, &Scenario::new(plan()));
        assert!(s.check(plan()).is_empty(), "{}", data.id);
        assert_eq!(s.levers.len(), data.levers.len(), "{}: a value equals its default", data.id);
        // Up to the year on show and under its reading, but with a year of its own at least.
        let first = data.start + 1;
        for (to, kept) in [(2034, 2034), (first, first), (first - 1, first)] {
            let world = Scenario { to, reading: Reading::Sum, ..Scenario::new(plan()) };
            let within = preset(plan(), data, &world);
            assert_eq!(within, Scenario { to: kept, reading: Reading::Sum, ..s.clone() });
        }
        let earlier = PresetData { start: 2023, ..data.clone() };
        assert_eq!(preset(plan(), &earlier, &Scenario::new(plan())).from, 2023);
    }
}

#[test]
fn values_by_year() {
    let d = Decimal::whole;
    let v = Values::by_year([d(1), d(2), d(2), d(2)]).unwrap();
    assert_eq!(v.iter().collect::<Vec<_>>(), [d(1), d(2)]);
    assert_eq!([v.at(0), v.at(1), v.at(9)], [d(1), d(2), d(2)]);
    assert!(Values::by_year([d(3), d(3)]).unwrap().is_constant());
    assert_eq!(Values::constant(d(5)).with(1, d(7), 3).iter().collect::<Vec<_>>(), [d(5), d(7), d(5)]);
    assert!(Values::by_year([]).is_none());
}
