//! Outcomes of interest, their values and the moves that change them, in words.

use crate::analysis::explain::counterfactual::Move;
use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::decimal::Decimal;
use crate::plan::{Lever, LeverUnit, Unit};
use crate::present::Narrator;
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::sentences::explanation;

impl Narrator<'_> {
    /// What is asked, inside a sentence.
    pub fn asked(&self, scenario: &Scenario, asked: OutcomeOfInterest) -> String {
        match asked {
            OutcomeOfInterest::Central(series, year) => {
                explanation::central_of(self.lang, &self.inside(self.plan.series(series).short.get(self.lang)), year)
            }
            OutcomeOfInterest::Chance(target) => {
                explanation::chance_of(self.lang, &self.target_inside(target), target.year)
            }
            OutcomeOfInterest::All(year) => {
                explanation::chance_of_all(self.lang, asked.targets(self.plan, scenario).len(), year)
            }
        }
    }

    /// A value of what is asked: a probability to a tenth of a percent, or a value in the unit of its series.
    pub fn asked_value(&self, asked: OutcomeOfInterest, value: f64) -> String {
        match asked {
            OutcomeOfInterest::Central(series, _) => match self.plan.series(series).unit {
                Unit::Companies => format::companies(self.lang, value, 1),
                unit => self.value(unit, value),
            },
            _ => explanation::probability(value),
        }
    }

    /// A difference of two such values, with its sign.
    pub fn asked_gap(&self, asked: OutcomeOfInterest, gap: f64) -> String {
        match asked {
            OutcomeOfInterest::Central(series, _) => match self.plan.series(series).unit {
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
            LeverUnit::CompaniesAYear => {
                explanation::companies_a_year(self.lang, &format::trimmed(size, if size < 0.05 { 4 } else { 1 }))
            }
            // A hundredth of a point is what is shown; a smaller move is shown whole.
            _ if size < 0.005 => format::points(self.lang, size, 4),
            _ => format::points(self.lang, size, 2),
        }
    }

    /// The moves of several levers, one text each.
    pub fn moves(&self, moves: &[Move]) -> Vec<String> {
        let description = |m: &Move| {
            let name = self.inside(self.plan.lever(m.lever).name.get(self.lang));
            explanation::moved(self.lang, &name, &self.shift(m.lever, m.by), m.by > Decimal::ZERO)
        };
        moves.iter().map(description).collect()
    }
}
