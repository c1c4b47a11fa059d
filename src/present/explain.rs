//! Outcomes of interest, their values and the moves that change them, in words.

use crate::analysis::explain::attribution::Attribution;
use crate::analysis::explain::counterfactual::Move;
use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::explain::variance::{Shares, SobolIndex, UncertaintySource};
use crate::decimal::Decimal;
use crate::plan::{Lever, LeverUnit, Unit};
use crate::present::Narrator;
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::format::Currency;
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

    /// The shares of the variance of a series, in hundredths that add up to 100: what each source makes alone and in all,
    /// which is never less, and what only several make together.
    pub fn shares(&self, shares: &Shares) -> (Vec<VarianceShare>, u32) {
        let mut left: f64 = 1.0;
        let mut alone: Vec<f64> = Vec::new();
        for (_, index) in &shares.groups {
            let part = index.first.clamp(0.0, left);
            left -= part;
            alone.push(part);
        }
        alone.push(left);
        let rounded = format::shares_of_100(&alone, None);
        let jointly = rounded.last().copied().unwrap_or_default();
        let share = |((source, index), alone): (&(UncertaintySource, SobolIndex), &u32)| VarianceShare {
            source: *source,
            alone: *alone,
            in_all: (*alone).max(libm::round(100.0 * index.total.clamp(0.0, 1.0)) as u32),
        };
        (shares.groups.iter().zip(&rounded).map(share).collect(), jointly)
    }

    /// What each change of an attribution adds, in the digits shown: the parts add up to the difference of the ends as they
    /// are shown. `None` for a part of nothing.
    pub fn parts(&self, asked: OutcomeOfInterest, a: &Attribution) -> Vec<Option<String>> {
        let unit = match asked {
            OutcomeOfInterest::Central(series, _) => Some(self.plan.series(series).unit),
            _ => None,
        };
        let digit = match (unit, self.currency) {
            (None, _) => 0.001,
            (Some(Unit::Money), Currency::Usd(rate)) => rate,
            (Some(Unit::Money), Currency::Cny) => 1.0,
            (Some(Unit::Companies), _) => 0.1,
            (Some(Unit::Percent | Unit::Rate), _) => 0.01,
        };
        let whole = |value: f64| libm::round(value / digit);
        // Levels of money are shown in fewer digits than differences.
        let total = match unit {
            Some(Unit::Money) => whole(a.after - a.before),
            _ => whole(a.after) - whole(a.before),
        };
        let values: Vec<f64> = a.parts.iter().map(|p| p.value).collect();
        let text = |n: i64| (n != 0).then(|| self.asked_gap(asked, n as f64 * digit));
        format::adding_up(&values, digit, total as i64).into_iter().map(text).collect()
    }

    /// What the changes of an attribution do, and which does most; several where they show the same.
    pub fn attributed(&self, scenario: &Scenario, asked: OutcomeOfInterest, a: &Attribution) -> String {
        let parts = self.parts(asked, a);
        let largest = parts.first().cloned().flatten();
        let same = a.parts.iter().zip(&parts).filter(|(_, text)| text.is_some() && **text == largest);
        let names: Vec<String> = same.map(|(part, _)| self.change(scenario, &part.change)).collect();
        let [before, after] = [a.before, a.after].map(|v| self.asked_value(asked, v));
        let asked = self.asked(scenario, asked);
        match largest {
            Some(part) => explanation::changed(self.lang, &asked, &before, &after, &names, &part),
            None if a.parts.is_empty() => explanation::untouched(self.lang, &asked, &after),
            None => explanation::unmoved(self.lang, &asked, &after),
        }
    }
}

/// The part of a source in a variance, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VarianceShare {
    pub source: UncertaintySource,
    /// First order: what it makes alone.
    pub alone: u32,
    /// Total: with what it makes together with others.
    pub in_all: u32,
}
