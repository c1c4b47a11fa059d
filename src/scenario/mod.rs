//! A scenario: everything a reader may assume about the coming years, as a plain value.
//!
//! A scenario stores only what differs from the plan's defaults. Equal scenarios give equal outcomes, bit for bit.

mod change;
mod interpolate;
mod measure;
mod validate;

use std::collections::BTreeMap;

pub use change::Change;
pub use interpolate::STEPS;
pub use measure::Measure;
use serde::{Deserialize, Serialize};
pub use validate::Invalid;

use crate::decimal::Decimal;
use crate::plain_text::is_blank;
use crate::plan::{Lever, Plan, Reading, Series, Start};
pub use crate::values::Values;

/// Longest name of a scenario, in characters.
pub const NAME_LIMIT: usize = 80;
/// Most measures in one scenario.
pub const MEASURE_LIMIT: usize = 32;
/// Longest name of an author, in characters.
pub const AUTHOR_LIMIT: usize = 40;
/// Seed of the single futures that charts draw, unless the reader chooses another.
pub const DEFAULT_SEED: u32 = 1;
/// Largest base value or entered actual, in the unit of its series.
pub const LEVEL_LIMIT: Decimal = Decimal::whole(100_000_000);

/// What a reader assumes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The reader's name for it, at most [`NAME_LIMIT`] characters; may be empty.
    pub name: String,
    /// Who made it, if they say so, at most [`AUTHOR_LIMIT`] characters; everything that differs from the plan's defaults
    /// is theirs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Base year, one of the plan's starts.
    pub from: u16,
    /// Last projected year.
    pub to: u16,
    /// Base values the reader put in place of the plan's, in the unit of the series.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub base: BTreeMap<Series, Decimal>,
    /// Levers that are not at their default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levers: BTreeMap<Lever, Values>,
    /// Reading of the 2027 "8 trillion".
    pub reading: Reading,
    /// Figures the reader entered for years after the base year.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub actuals: BTreeMap<Series, BTreeMap<u16, Decimal>>,
    /// Measures with an effect of the reader's own, at most [`MEASURE_LIMIT`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Of the single futures that charts draw; no other number depends on it.
    pub seed: u32,
}

impl Scenario {
    /// The plan's defaults: trend continuation from the newest start.
    pub fn new(plan: &Plan) -> Self {
        Self {
            name: String::new(),
            author: String::new(),
            from: plan.newest_start().year,
            to: plan.default_last_year,
            base: BTreeMap::new(),
            levers: BTreeMap::new(),
            reading: Reading::Each,
            actuals: BTreeMap::new(),
            measures: Vec::new(),
            seed: DEFAULT_SEED,
        }
    }

    /// The plan's defaults with this scenario's base year, last year, reading and seed.
    #[must_use]
    pub fn baseline(&self, plan: &Plan) -> Self {
        let Self { from, to, reading, seed, .. } = *self;
        Self { from, to, reading, seed, ..Self::new(plan) }
    }

    /// The start, or hindsight start, of its base year.
    pub fn start<'a>(&self, plan: &'a Plan) -> &'a Start {
        plan.any_start(self.from).unwrap_or_else(|| plan.newest_start())
    }

    /// The default of a lever from the first projected year on, in its unit.
    pub fn default_of(&self, plan: &Plan, lever: Lever) -> Values {
        self.start(plan).defaults.get(&lever).map_or(Values::constant(Decimal::ZERO), |d| d.values.clone())
    }

    /// The values of a lever, the reader's or the default.
    pub fn values(&self, plan: &Plan, lever: Lever) -> Values {
        self.levers.get(&lever).cloned().unwrap_or_else(|| self.default_of(plan, lever))
    }

    /// Sets the values of a lever; what is the default in every projected year is stored as no change.
    pub fn set_lever(&mut self, plan: &Plan, lever: Lever, values: Values) {
        if self.in_projection(&values) == self.in_projection(&self.default_of(plan, lever)) {
            self.levers.remove(&lever);
        } else {
            self.levers.insert(lever, values);
        }
    }

    /// The same scenario with other values of a lever.
    #[must_use]
    pub fn with_lever(mut self, plan: &Plan, lever: Lever, values: Values) -> Self {
        self.set_lever(plan, lever, values);
        self
    }

    /// The base value of a driven series: the reader's, or that of the plan's record.
    pub fn base_value(&self, plan: &Plan, series: Series) -> f64 {
        let record = || self.start(plan).values.get(&series).and_then(|id| plan.observation(id));
        self.base.get(&series).map(|d| d.to_f64()).or_else(|| record().map(|o| o.value)).unwrap_or(0.0)
    }

    /// Its name, trimmed; `unnamed` where it is blank.
    pub fn name_or<'a>(&'a self, unnamed: &'a str) -> &'a str {
        if is_blank(&self.name) { unnamed } else { self.name.trim() }
    }

    /// Its author, trimmed; `None` where it is blank.
    pub fn signed(&self) -> Option<&str> {
        (!is_blank(&self.author)).then(|| self.author.trim())
    }

    /// The same without name and author, on which no number depends.
    #[must_use]
    pub fn nameless(&self) -> Self {
        Self { name: String::new(), author: String::new(), ..self.clone() }
    }

    /// Whether the reader entered a figure of that year for every series it is computed from.
    pub fn is_entered(&self, series: Series, year: u16) -> bool {
        let entered = |s: &Series| self.actuals.get(s).is_some_and(|by_year| by_year.contains_key(&year));
        series.parts().iter().all(entered)
    }

    /// The values of a lever in the projected years. Values of later years stay in the scenario when the projection is
    /// shortened, without effect.
    pub fn projected(&self, plan: &Plan, lever: Lever) -> Values {
        self.in_projection(&self.values(plan, lever))
    }

    /// Values cut to the projected years.
    fn in_projection(&self, values: &Values) -> Values {
        Values::by_year((0..self.years().count()).map(|step| values.at(step))).unwrap_or_else(|| values.clone())
    }

    /// Whether a lever is at its default in every projected year.
    pub fn is_at_default(&self, plan: &Plan, lever: Lever) -> bool {
        self.projected(plan, lever) == self.in_projection(&self.default_of(plan, lever))
    }

    /// A lever as one number: its mean over the years to the end of the plan, or to the last projected year where that is
    /// earlier, in steps of the lever unless it is one value anyway.
    pub fn typical_value(&self, plan: &Plan, lever: Lever) -> Decimal {
        self.typical(plan, lever, &self.values(plan, lever))
    }

    /// The default of a lever as one number, as [`Self::typical_value`].
    pub fn typical_default(&self, plan: &Plan, lever: Lever) -> Decimal {
        self.typical(plan, lever, &self.default_of(plan, lever))
    }

    fn typical(&self, plan: &Plan, lever: Lever, values: &Values) -> Decimal {
        let years = plan.period[1].min(self.to).saturating_sub(self.from);
        values.mean(years.into(), plan.lever(lever).step)
    }

    /// How many measures before this one have the same item and series: the three identify it wherever it stands.
    pub fn same_before(&self, measure: usize) -> usize {
        let Some(own) = self.measures.get(measure) else { return 0 };
        let same = |m: &&Measure| (&m.item, m.series) == (&own.item, own.series);
        self.measures.iter().take(measure).filter(same).count()
    }

    /// Projected years, the first after the base year.
    pub fn years(&self) -> std::ops::RangeInclusive<u16> {
        self.from.saturating_add(1)..=self.to
    }
}
