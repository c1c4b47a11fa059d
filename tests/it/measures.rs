//! What measures add: schedules, overlaps, and what the central path and the futures make of them.

use two_rivers::analysis::measures::{MeasureWindow, YearlyEffect, measure_window, overlaps, schedule};
use two_rivers::codec::link;
use two_rivers::decimal::Decimal;
use two_rivers::model::odds::odds;
use two_rivers::model::simulate;
use two_rivers::plan::Series;
use two_rivers::scenario::{Measure, Scenario};
use two_rivers::text::Lang;
use two_rivers::text::sentences::measures;

use crate::plan;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn measure(item: &str, effects: [&str; 3], probability: &str, when: [u16; 4]) -> Measure {
    let mut m = Measure::without_effect(item.into(), when[0]);
    m.series = Series::Dep;
    [m.low, m.central, m.high] = effects.map(decimal);
    m.probability = decimal(probability);
    (m.lag, m.ramp, m.fade) = (when[1], when[2], when[3]);
    m
}

#[test]
fn a_measure_taken_up_changes_nothing() {
    let plain = Scenario::new(plan());
    let mut taken = plain.clone();
    taken.measures.push(Measure::without_effect("R-a".into(), 2026));
    assert_eq!(simulate(plan(), &taken), simulate(plan(), &plain));
    let hits = |s: &Scenario| odds(plan(), s).joint.iter().map(|j| j.all().value).collect::<Vec<_>>();
    assert_eq!(hits(&taken), hits(&plain));
}

#[test]
fn a_schedule_by_hand() {
    // Starts 2026, first felt in 2027, full after three years of growth in 2029, then gone over two years.
    let m = measure("x", ["-0.3", "0.6", "1.2"], "0.5", [2026, 1, 3, 2]);
    let mut s = Scenario { to: 2032, ..Scenario::new(plan()) };
    s.measures.push(m.clone());
    let shares = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0, 0.5, 0.0, 0.0];
    let by_year = schedule(&m, &s);
    assert_eq!(by_year.iter().map(|e| e.year).collect::<Vec<_>>(), (2026..=2032).collect::<Vec<_>>());
    for (e, share) in by_year.iter().zip(shares) {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{e:?}");
        near(e.range[0], -0.3 * share);
        near(e.range[1], 0.6 * share);
        near(e.range[2], 1.2 * share);
        near(e.expected, 0.3 * share);
    }
    assert_eq!(measure_window(&m, &s), Some(MeasureWindow { first: 2027, full: Some(2029), gone: Some(2031) }));
    let early = Scenario { to: 2028, ..s.clone() };
    assert_eq!(measure_window(&m, &early), Some(MeasureWindow { first: 2027, full: None, gone: None }));
    assert_eq!(measure_window(&m, &Scenario { to: 2026, ..s.clone() }), None);

    // The central path takes exactly what is expected, year by year.
    let (with, without) = (simulate(plan(), &s), simulate(plan(), &Scenario { measures: vec![], ..s.clone() }));
    let growth = |o: &two_rivers::model::Outcome, y: u16| {
        o.value(Series::Dep, y).unwrap() / o.value(Series::Dep, y - 1).unwrap()
    };
    for e in &by_year {
        assert!((100.0 * (growth(&with, e.year) - growth(&without, e.year)) - e.expected).abs() < 1e-9, "{e:?}");
    }
}

#[test]
fn overlapping_effects_are_added() {
    let mut s = Scenario::new(plan());
    s.measures.push(measure("a", ["0.1", "0.5", "0.9"], "1", [2026, 0, 0, 0]));
    assert_eq!(overlaps(&s), [], "one alone does not overlap");
    s.measures.push(measure("b", ["-1", "-0.2", "0"], "0.5", [2028, 0, 0, 0]));
    s.measures.push(Measure { series: Series::Loan, ..measure("c", ["1", "1", "1"], "1", [2026, 0, 0, 0]) });
    s.measures.push(Measure::without_effect("d".into(), 2026));
    let [one] = overlaps(&s).try_into().unwrap();
    assert_eq!((one.series, one.count), (Series::Dep, 2));
    assert_eq!(one.peak, YearlyEffect { year: 2026, range: [0.1, 0.5, 0.9], expected: 0.5 });
    // Both grow until 2029 and fade after it.
    let mut grown = Scenario { to: 2032, ..Scenario::new(plan()) };
    grown.measures = ["a", "b"].map(|item| measure(item, ["-0.25", "0.5", "1"], "0.5", [2026, 1, 3, 2])).into();
    assert_eq!(overlaps(&grown)[0].peak, YearlyEffect { year: 2029, range: [-0.5, 1.0, 2.0], expected: 0.5 });
    let expected = |year: u16| simulate(plan(), &s).value(Series::Dep, year).unwrap();
    let rate = 100.0 * (expected(2028) / expected(2027) - 1.0);
    assert!((rate - (5.6 + 0.5 - 0.1)).abs() < 1e-9, "{rate}");
}

#[test]
fn sentences() {
    let years = |full, gone| (2027, full, gone);
    let en = measures::effect(
        Lang::En,
        "deposits",
        false,
        "0.60 points",
        true,
        years(Some(2029), Some(2031)),
        Some(("50%", "0.30 points")),
    );
    assert_eq!(
        en,
        "Under these assumptions it adds 0.60 points to the yearly growth of deposits: from 2027, in full by 2029, with \
         nothing of it left in 2031. Delivered with a probability of 50%, it counts as 0.30 points on the central path."
    );
    let zh = measures::effect(Lang::Zh, "存款", false, "0.60个百分点", false, years(Some(2027), None), None);
    assert_eq!(zh, "按这些假设，2027年起使存款年增速降低0.60个百分点。");
    let zh = measures::effect(Lang::Zh, "上市公司", true, "1.5家", true, years(None, None), None);
    assert_eq!(zh, "按这些假设，2027年开始见效，到末年仍未达到全部效果；全部效果为每年多新增上市公司1.5家。");
}

/// A name and a note are words: no number depends on them. What the plan's item is called does not either.
#[test]
fn renaming_a_measure_or_editing_its_note_moves_no_number() {
    let s = link::decode(
        plan(),
        "v=1&m=own:dep:1/4/9:0.5:2026:0:1:0&m=R-a:loan:0/2/5:0.6:2026:1:2:0&m=other:dep:0/1/2:0.3:2027:0:1:4",
    );
    let s = s.unwrap().scenario;
    let mut renamed = s.clone();
    renamed.measures[0].item = "新名字 2".into();
    renamed.measures[0].note = "a note".into();
    renamed.measures[1].note = "as announced".into();
    renamed.measures[2].item = "own".into();
    assert_eq!(odds(plan(), &renamed), odds(plan(), &s));
    // One added behind moves the draws of none before it.
    let alone = Scenario { measures: s.measures[..1].to_vec(), ..s.clone() };
    let mut with_another = alone.clone();
    with_another.measures.push(Measure { probability: Decimal::ZERO, ..s.measures[2].clone() });
    assert_eq!(odds(plan(), &with_another).targets, odds(plan(), &alone).targets);
}
