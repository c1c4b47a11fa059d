//! Interpolation between two scenarios, for a change that is replayed step by step.

use crate::decimal::Decimal;
use crate::plan::{Lever, Plan, Series};
use crate::scenario::{Measure, Scenario, Values};

/// The value of `t` at which [`Scenario::interpolate`] arrives.
pub const STEPS: u16 = 1_000;
/// Interpolated values are rounded down to hundredths, in ten-thousandths: they are read while they move.
const GRID: i64 = 100;

fn mix(from: Decimal, to: Decimal, t: u16) -> Decimal {
    let (from, to) = (from.raw(), to.raw());
    let mixed = from + (to - from) * i64::from(t) / i64::from(STEPS);
    Decimal::from_raw((mixed.div_euclid(GRID) * GRID).clamp(from.min(to), from.max(to)))
}

impl Scenario {
    /// The scenario `t` of [`STEPS`] steps from one to another. Levers, base values and effects of measures are
    /// interpolated linearly; the effects of a measure that `from` lacks start at zero. Everything else is as in `to`; so is
    /// the whole scenario where the base years differ.
    #[must_use]
    pub fn interpolate(plan: &Plan, from: &Self, to: &Self, t: u16) -> Self {
        if t >= STEPS || from.from != to.from {
            return to.clone();
        }
        let mut mixed = to.clone();
        for lever in Lever::ALL {
            let (a, b) = (from.values(plan, *lever), to.values(plan, *lever));
            let years = a.iter().count().max(b.iter().count());
            if let Some(values) = Values::by_year((0..years).map(|step| mix(a.at(step), b.at(step), t))) {
                mixed.set_lever(plan, *lever, values);
            }
        }
        for series in Series::DRIVEN.iter().filter(|s| from.base.get(s) != to.base.get(s)) {
            let ends = [from, to].map(|s| Decimal::nearest(s.base_value(plan, *series)));
            if let [Some(a), Some(b)] = ends {
                mixed.base.insert(*series, mix(a, b, t));
            }
        }
        for (i, measure) in mixed.measures.iter_mut().enumerate() {
            let before = from.measures.get(i).filter(|m| (&m.item, m.series) == (&measure.item, measure.series));
            *measure = measure.interpolated_from(before, t);
        }
        mixed
    }
}

impl Measure {
    fn interpolated_from(&self, before: Option<&Self>, t: u16) -> Self {
        let effect = |end: fn(&Self) -> Decimal| mix(before.map_or(Decimal::ZERO, end), end(self), t);
        let probability = before.map_or(self.probability, |b| mix(b.probability, self.probability, t));
        let (low, central, high) = (effect(|m| m.low), effect(|m| m.central), effect(|m| m.high));
        Self { low, central, high, probability, ..self.clone() }
    }
}
