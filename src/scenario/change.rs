//! Where a scenario differs from the plan's defaults, change by change.

use crate::plan::{Lever, Plan, Series};
use crate::scenario::Scenario;

/// One difference from the plan's defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    From,
    To,
    Base(Series),
    /// Another value of a lever.
    Lever(Lever),
    /// Another reading of the 8 trillion.
    Reading,
    /// A figure entered for a year.
    Actual(Series, u16),
    /// The measure at this position.
    Measure(usize),
    /// Other single futures to look at.
    Seed,
}

impl Scenario {
    /// Every difference from the plan's defaults, in a fixed order.
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
        note(self.seed != default.seed, Change::Seed);
        changes.extend(self.base.keys().map(|s| Change::Base(*s)));
        changes.extend(self.levers.keys().map(|l| Change::Lever(*l)));
        changes.extend(self.actuals.iter().flat_map(|(s, by)| by.keys().map(|y| Change::Actual(*s, *y))));
        changes.extend((0..self.measures.len()).map(Change::Measure));
        changes
    }

    /// Undoes one change.
    #[must_use]
    pub fn without(mut self, plan: &Plan, change: &Change) -> Self {
        let default = Self::new(plan);
        match change {
            Change::From => self.from = default.from,
            Change::To => self.to = default.to,
            Change::Reading => self.reading = default.reading,
            Change::Seed => self.seed = default.seed,
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
}
