//! A scenario: everything a reader may assume about the years ahead, as a plain value.
//!
//! A scenario stores only what differs from the plan's defaults. Equal scenarios give equal outcomes, bit for bit.

pub mod interpolate;
mod measure;

use std::collections::BTreeMap;

pub use measure::Measure;
use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::plain_text::{is_blank, is_plain_text};
use crate::plan::{Lever, Plan, Reading, Series, Start};

/// Longest name of a scenario, in characters.
pub const NAME_LIMIT: usize = 80;
/// Most measures in one scenario.
pub const MEASURE_LIMIT: usize = 32;
/// Longest name of an author, in characters.
pub const AUTHOR_LIMIT: usize = 40;
/// Fewest and most simulated paths.
pub const PATHS: std::ops::RangeInclusive<u32> = 1_000..=1_000_000;
/// Simulated paths unless the reader chooses another number.
pub const DEFAULT_PATHS: u32 = 10_000;
/// Seed of the simulation unless the reader chooses another.
pub const DEFAULT_SEED: u32 = 1;
/// Largest base value or entered actual, in the unit of its series.
pub const LEVEL_LIMIT: Decimal = Decimal::whole(100_000_000);

/// The values of one lever: one for all years, or one a year from the first projected year on, the last repeating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Decimal>", into = "Vec<Decimal>")]
pub struct Values {
    first: Decimal,
    rest: Vec<Decimal>,
}

impl Values {
    /// The same value every year.
    pub const fn constant(value: Decimal) -> Self {
        Self { first: value, rest: Vec::new() }
    }

    /// One value a year; `None` for an empty list. Repetitions at the end are dropped, since the last value repeats.
    pub fn by_year(values: impl IntoIterator<Item = Decimal>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        let mut rest: Vec<Decimal> = values.collect();
        while rest.last().is_some_and(|last| Some(last) == rest.iter().rev().nth(1).or(Some(&first))) {
            rest.pop();
        }
        Some(Self { first, rest })
    }

    /// The value in the `step`-th projected year, counted from 0.
    pub fn at(&self, step: usize) -> Decimal {
        match step.checked_sub(1) {
            None => self.first,
            Some(i) => self.rest.get(i).or(self.rest.last()).copied().unwrap_or(self.first),
        }
    }

    /// The values as given, at least one.
    pub fn iter(&self) -> impl Iterator<Item = Decimal> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// Whether all years have the same value.
    pub fn is_constant(&self) -> bool {
        self.rest.is_empty()
    }

    /// The same values with another one in the `step`-th projected year; later years keep theirs.
    #[must_use]
    pub fn with(&self, step: usize, value: Decimal, steps: usize) -> Self {
        let values = (0..steps.max(step + 1)).map(|i| if i == step { value } else { self.at(i) });
        Self::by_year(values).unwrap_or_else(|| Self::constant(value))
    }
}

impl TryFrom<Vec<Decimal>> for Values {
    type Error = &'static str;

    fn try_from(values: Vec<Decimal>) -> Result<Self, Self::Error> {
        Self::by_year(values).ok_or("expected at least one value")
    }
}

impl From<Values> for Vec<Decimal> {
    fn from(values: Values) -> Self {
        values.iter().collect()
    }
}

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
    /// Levers that stand elsewhere than at their default.
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
    /// Seed of the simulation.
    pub seed: u32,
    /// Number of simulated paths, within [`PATHS`].
    pub paths: u32,
}

/// Where a scenario differs from the plan's defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another base year.
    From,
    /// Another last year.
    To,
    /// Another base value.
    Base(Series),
    /// Another value of a lever.
    Lever(Lever),
    /// Another reading of the 8 trillion.
    Reading,
    /// A figure entered for a year.
    Actual(Series, u16),
    /// The measure at this position.
    Measure(usize),
    /// Another seed or number of paths.
    Simulation,
}

/// A value that the plan does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// The name is too long or holds characters that must not be shown.
    Name,
    /// The author's name likewise.
    Author,
    /// Not one of the plan's starts.
    From,
    /// Not after the base year, or beyond the plan's last year.
    To,
    /// Not above zero, beyond the limit, or of a series that is not driven.
    Base(Series),
    /// Outside its range, or more values than [`Plan::most_values`].
    Lever(Lever),
    /// Of a year outside the projection, or a value as for a base.
    Actual(Series, u16),
    /// A field of the measure at this position.
    Measure(usize),
    /// More than [`MEASURE_LIMIT`] measures.
    TooManyMeasures,
    /// Outside [`PATHS`].
    Paths,
}

impl Invalid {
    /// The path of the field, as in storage and in files.
    pub fn field(&self) -> String {
        match self {
            Self::Name => "name".into(),
            Self::Author => "author".into(),
            Self::From => "from".into(),
            Self::To => "to".into(),
            Self::Base(series) => format!("base.{series}"),
            Self::Lever(lever) => format!("levers.{lever}"),
            Self::Actual(series, year) => format!("actuals.{series}.{year}"),
            Self::Measure(at) => format!("measures[{at}]"),
            Self::TooManyMeasures => format!("measures[{MEASURE_LIMIT}]"),
            Self::Paths => "paths".into(),
        }
    }
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
            paths: DEFAULT_PATHS,
        }
    }

    /// The plan's defaults with this scenario's base year, last year, reading, seed and number of paths.
    #[must_use]
    pub fn baseline(&self, plan: &Plan) -> Self {
        let Self { from, to, reading, seed, paths, .. } = *self;
        Self { from, to, reading, seed, paths, ..Self::new(plan) }
    }

    /// The start, or hindsight start, of its base year.
    pub fn start<'a>(&self, plan: &'a Plan) -> &'a Start {
        plan.any_start(self.from).unwrap_or_else(|| plan.newest_start())
    }

    /// The default of a lever at the base year, in its unit.
    pub fn default_of(&self, plan: &Plan, lever: Lever) -> Decimal {
        self.start(plan).defaults.get(&lever).map_or(Decimal::ZERO, |d| d.value)
    }

    /// The values of a lever, the reader's or the default.
    pub fn values(&self, plan: &Plan, lever: Lever) -> Values {
        self.levers.get(&lever).cloned().unwrap_or_else(|| Values::constant(self.default_of(plan, lever)))
    }

    /// Gives a lever other values; the default is stored as no change.
    pub fn set_lever(&mut self, plan: &Plan, lever: Lever, values: Values) {
        if values == Values::constant(self.default_of(plan, lever)) {
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

    /// Its name, or what stands for one.
    pub fn name_or<'a>(&'a self, unnamed: &'a str) -> &'a str {
        if is_blank(&self.name) { unnamed } else { self.name.trim() }
    }

    /// Who made it, if they say so.
    pub fn signed(&self) -> Option<&str> {
        (!is_blank(&self.author)).then(|| self.author.trim())
    }

    /// The same without a name and an author: numbers depend on neither.
    #[must_use]
    pub fn nameless(&self) -> Self {
        Self { name: String::new(), author: String::new(), ..self.clone() }
    }

    /// Whether the reader entered all that a series follows from in a year.
    pub fn is_entered(&self, series: Series, year: u16) -> bool {
        let entered = |s: &Series| self.actuals.get(s).is_some_and(|by_year| by_year.contains_key(&year));
        series.parts().iter().all(entered)
    }

    /// The values of a lever in the projected years: later ones remain when a reader shortens the projection, and mean
    /// nothing.
    pub fn projected(&self, plan: &Plan, lever: Lever) -> Values {
        let values = self.values(plan, lever);
        Values::by_year((0..self.years().count()).map(|step| values.at(step))).unwrap_or(values)
    }

    /// How many measures of the same item and series stand before one: together they name it, wherever it stands.
    pub fn same_before(&self, measure: usize) -> usize {
        let Some(own) = self.measures.get(measure) else { return 0 };
        let same = |m: &&Measure| (&m.item, m.series) == (&own.item, own.series);
        self.measures.iter().take(measure).filter(same).count()
    }

    /// Projected years, the first after the base year.
    pub fn years(&self) -> std::ops::RangeInclusive<u16> {
        self.from.saturating_add(1)..=self.to
    }

    /// Everything that differs from the plan's defaults, in a fixed order.
    pub fn changes(&self, plan: &Plan) -> Vec<Change> {
        let default = Self::new(plan);
        let mut changes = Vec::new();
        let mut note = |differs: bool, change: Change| {
            if differs {
                changes.push(change);
            }
        };
        note(self.from != default.from, Change::From);
        note(self.to != default.to, Change::To);
        note(self.reading != default.reading, Change::Reading);
        note((self.seed, self.paths) != (default.seed, default.paths), Change::Simulation);
        changes.extend(self.base.keys().map(|s| Change::Base(*s)));
        changes.extend(self.levers.keys().map(|l| Change::Lever(*l)));
        changes.extend(self.actuals.iter().flat_map(|(s, by)| by.keys().map(|y| Change::Actual(*s, *y))));
        changes.extend((0..self.measures.len()).map(Change::Measure));
        changes
    }

    /// The scenario without one of its changes.
    #[must_use]
    pub fn without(mut self, plan: &Plan, change: &Change) -> Self {
        let default = Self::new(plan);
        match change {
            Change::From => self.from = default.from,
            Change::To => self.to = default.to,
            Change::Reading => self.reading = default.reading,
            Change::Simulation => (self.seed, self.paths) = (default.seed, default.paths),
            Change::Base(series) => drop(self.base.remove(series)),
            Change::Lever(lever) => drop(self.levers.remove(lever)),
            Change::Actual(series, year) => {
                if let Some(by_year) = self.actuals.get_mut(series) {
                    by_year.remove(year);
                }
                self.actuals.retain(|_, by_year| !by_year.is_empty());
            }
            Change::Measure(i) => {
                if *i < self.measures.len() {
                    self.measures.remove(*i);
                }
            }
        }
        self
    }

    /// Every value the plan does not allow; none for a scenario that can be used.
    pub fn check(&self, plan: &Plan) -> Vec<Invalid> {
        let level = |value: Decimal| value > Decimal::ZERO && value <= LEVEL_LIMIT;
        let mut found = Vec::new();
        if !is_plain_text(&self.name, NAME_LIMIT) {
            found.push(Invalid::Name);
        }
        if !is_plain_text(&self.author, AUTHOR_LIMIT) {
            found.push(Invalid::Author);
        }
        if plan.start(self.from).is_none() {
            found.push(Invalid::From);
        }
        if self.to <= self.from || self.to > plan.last_year {
            found.push(Invalid::To);
        }
        if !PATHS.contains(&self.paths) {
            found.push(Invalid::Paths);
        }
        let bad_base = |s: &Series, v: Decimal| !Series::DRIVEN.contains(s) || !level(v);
        found.extend(self.base.iter().filter(|(s, v)| bad_base(s, **v)).map(|(s, _)| Invalid::Base(*s)));
        for (lever, values) in &self.levers {
            let data = plan.lever(*lever);
            let in_range = values.iter().all(|v| data.min <= v && v <= data.max);
            if !in_range || values.iter().count() > plan.most_values(*lever) {
                found.push(Invalid::Lever(*lever));
            }
        }
        for (series, by_year) in &self.actuals {
            let bad = by_year.iter().filter(|(y, v)| bad_base(series, **v) || !self.years().contains(y));
            found.extend(bad.map(|(y, _)| Invalid::Actual(*series, *y)));
        }
        let bad = self.measures.iter().enumerate().filter(|(_, m)| m.fault(plan).is_some());
        found.extend(bad.map(|(i, _)| Invalid::Measure(i)));
        if self.measures.len() > MEASURE_LIMIT {
            found.push(Invalid::TooManyMeasures);
        }
        found
    }
}
