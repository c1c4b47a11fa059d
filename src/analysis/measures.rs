//! The effects of measures by year, as the reader assumes them.

use crate::plan::Series;
use crate::scenario::{Measure, Scenario};

/// The effect in one year, in points of yearly growth or listings a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearlyEffect {
    pub year: u16,
    /// Lowest, central and highest effect if it is delivered.
    pub range: [f64; 3],
    /// Probability × central effect, which the central path includes.
    pub expected: f64,
}

/// The effect of a measure in each projected year.
pub fn schedule(measure: &Measure, scenario: &Scenario) -> Vec<YearlyEffect> {
    let effect = |year: u16| {
        let share = measure.share_in(year);
        let range = [measure.low, measure.central, measure.high].map(|d| d.to_f64() * share);
        YearlyEffect { year, range, expected: measure.expected_in(year) }
    };
    scenario.years().map(effect).collect()
}

/// The years in which a measure acts, among the projected ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasureWindow {
    /// First year with an effect.
    pub first: u16,
    /// First year with all of it; `None` where the projection ends before.
    pub full: Option<u16>,
    /// First year with nothing left of it; `None` where it never fades, or later.
    pub gone: Option<u16>,
}

/// When a measure acts; `None` where it has no effect in any projected year.
pub fn measure_window(measure: &Measure, scenario: &Scenario) -> Option<MeasureWindow> {
    let first = scenario.years().find(|y| measure.share_in(*y) > 0.0)?;
    let full = scenario.years().find(|y| measure.share_in(*y) >= 1.0);
    let gone = scenario.years().find(|y| *y > first && measure.share_in(*y) <= 0.0);
    Some(MeasureWindow { first, full, gone })
}

/// Several measures on one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    pub series: Series,
    /// Measures with an effect on it.
    pub count: usize,
    /// The sum of their effects in the year with the largest expected effect.
    pub peak: YearlyEffect,
}

/// The series on which several measures act, with the sums of their effects: low with low, high with high.
pub fn overlaps(scenario: &Scenario) -> Vec<Overlap> {
    let overlap = |series: Series| {
        let on: Vec<&Measure> = scenario.measures.iter().filter(|m| m.series == series && m.has_effect()).collect();
        let add = |year: u16| {
            let none = YearlyEffect { year, range: [0.0; 3], expected: 0.0 };
            on.iter().filter_map(|m| schedule(m, scenario).into_iter().find(|e| e.year == year)).fold(none, |sum, e| {
                let mut range = sum.range;
                range.iter_mut().zip(e.range).for_each(|(sum, part)| *sum += part);
                YearlyEffect { year, range, expected: sum.expected + e.expected }
            })
        };
        let peak = scenario.years().map(add).reduce(|a, b| if b.expected.abs() > a.expected.abs() { b } else { a })?;
        (on.len() > 1).then_some(Overlap { series, count: on.len(), peak })
    };
    Series::DRIVEN.into_iter().filter_map(overlap).collect()
}
