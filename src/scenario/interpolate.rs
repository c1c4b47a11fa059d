//! What lies between two scenarios, for a change that is shown step by step.

use crate::decimal::Decimal;
use crate::plan::{Lever, Plan, Series};
use crate::scenario::{Measure, Scenario, Values};

/// All the way, in the unit of [`Scenario::between`].
pub const STEPS: u16 = 1_000;
/// Values in between are rounded down to hundredths: they are read while they move.
const STEP: i64 = 100;

fn mix(from: Decimal, to: Decimal, part: u16) -> Decimal {
    let (from, to) = (from.raw(), to.raw());
    let between = from + (to - from) * i64::from(part) / i64::from(STEPS);
    Decimal::from_raw((between.div_euclid(STEP) * STEP).clamp(from.min(to), from.max(to)))
}

impl Scenario {
    /// The scenario `part` thousandths of the way from one to another: levers, base values and the effects of measures lie in
    /// between, an effect that was not there grows from none. What has no middle is as in the other, and so is everything
    /// where they start from different years.
    #[must_use]
    pub fn between(plan: &Plan, from: &Self, to: &Self, part: u16) -> Self {
        if part >= STEPS || from.from != to.from {
            return to.clone();
        }
        let mut between = to.clone();
        for lever in Lever::ALL {
            let (a, b) = (from.values(plan, *lever), to.values(plan, *lever));
            let years = a.iter().count().max(b.iter().count());
            if let Some(values) = Values::by_year((0..years).map(|step| mix(a.at(step), b.at(step), part))) {
                between.set_lever(plan, *lever, values);
            }
        }
        for series in Series::DRIVEN.iter().filter(|s| from.base.get(s) != to.base.get(s)) {
            let ends = [from, to].map(|s| Decimal::nearest(s.base_value(plan, *series)));
            if let [Some(a), Some(b)] = ends {
                between.base.insert(*series, mix(a, b, part));
            }
        }
        for (at, measure) in between.measures.iter_mut().enumerate() {
            let before = from.measures.get(at).filter(|m| (&m.item, m.series) == (&measure.item, measure.series));
            *measure = measure.grown_from(before, part);
        }
        between
    }
}

impl Measure {
    fn grown_from(&self, before: Option<&Self>, part: u16) -> Self {
        let of = |effect: fn(&Self) -> Decimal| mix(before.map_or(Decimal::ZERO, effect), effect(self), part);
        let probability = before.map_or(self.probability, |b| mix(b.probability, self.probability, part));
        Self { low: of(|m| m.low), central: of(|m| m.central), high: of(|m| m.high), probability, ..self.clone() }
    }
}
