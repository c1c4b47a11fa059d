//! What is asked, its values and what they hang on, in words.

use super::Asked;
use crate::decimal::Decimal;
use crate::plan::{Lever, LeverUnit, Unit};
use crate::report::Say;
use crate::report::nearest::Move;
use crate::scenario::Scenario;
use crate::text::{explaining, format};

impl Say<'_> {
    /// What is asked, inside a sentence.
    pub fn asked(&self, scenario: &Scenario, asked: Asked) -> String {
        match asked {
            Asked::Median(series, year) => {
                explaining::median_of(self.lang, &self.inside(self.plan.series(series).short.get(self.lang)), year)
            }
            Asked::Chance(target) => explaining::chance_of(self.lang, &self.target_inside(target), target.year),
            Asked::All(year) => explaining::chance_of_all(self.lang, asked.targets(self.plan, scenario).len(), year),
        }
    }

    /// A value of what is asked: a probability to a tenth of a percent, or a value in the unit of its series.
    pub fn asked_value(&self, asked: Asked, value: f64) -> String {
        match asked {
            Asked::Median(series, _) => match self.plan.series(series).unit {
                Unit::Companies => format::companies(self.lang, value, 1),
                unit => self.value(unit, value),
            },
            _ => explaining::probability(self.lang, value),
        }
    }

    /// A difference of two such values, with its sign.
    pub fn asked_gap(&self, asked: Asked, gap: f64) -> String {
        match asked {
            Asked::Median(series, _) => match self.plan.series(series).unit {
                Unit::Companies => format::companies_signed(self.lang, gap, 1),
                unit => self.gap(unit, gap),
            },
            _ => format::points_signed(self.lang, 100.0 * gap, 1),
        }
    }

    /// By how much a lever moves, without sign.
    pub fn shift(&self, lever: Lever, by: Decimal) -> String {
        let size = by.to_f64().abs();
        match self.plan.lever(lever).unit {
            LeverUnit::CompaniesAYear => explaining::companies_a_year(self.lang, &format::trimmed(size, 1)),
            _ => format::points(self.lang, size, 2),
        }
    }

    /// The moves of several levers, one text each.
    pub fn moves(&self, moves: &[Move]) -> Vec<String> {
        let one = |m: &Move| {
            let name = self.inside(self.plan.lever(m.lever).name.get(self.lang));
            explaining::moved(self.lang, &name, &self.shift(m.lever, m.by), m.by > Decimal::ZERO)
        };
        moves.iter().map(one).collect()
    }
}
