//! What is said about one target under one scenario: board, comparison, report, summary and charts take it from here, so
//! that they cannot contradict each other.

use engine::Estimate;

use crate::analysis::targets::{Evidence, TargetStatus, Verdict, required};
use crate::model::Odds;
use crate::model::odds::{JointOdds, TargetOdds};
use crate::plan::{Target, Unit};
use crate::present::Narrator;
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::format::Currency;
use crate::text::sentences::summary::Stand;
use crate::text::sentences::{probability, targets};

/// A probability in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddsText {
    /// `16%`; never 0 or 100.
    pub percent: String,
    /// The same inside a sentence: `16 of 100`.
    pub of_100: String,
    /// One of five steps, from very unlikely to very likely.
    pub step: &'static str,
}

/// Everything said about one target, formatted.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub verdict: Verdict,
    /// The verdict in words: `reached`, `short by 3.8%`.
    pub word: String,
    /// The value in the target's year.
    pub value: String,
    /// What the value is if neither computed nor published: an estimate, or the reader's.
    pub mark: Option<&'static str>,
    /// Value less target, or that it is on the target; empty without a value.
    pub gap: String,
    /// What its lever needs from here on; none once its year is decided.
    pub needed: Option<String>,
    /// None for a year that is over.
    pub odds: Option<OddsText>,
}

impl Narrator<'_> {
    /// What is said about a target; `odds` are those of the scenario.
    pub fn statement(&self, scenario: &Scenario, status: &TargetStatus, odds: Option<&Odds>) -> Statement {
        let needed = required(self.plan, scenario, status.target).map(|need| self.needed(status.target, &need));
        Statement { needed, ..self.stated(status, odds.and_then(|o| o.of(status.target))) }
    }

    /// The same but for what is needed.
    pub fn stated(&self, status: &TargetStatus, odds: Option<&TargetOdds>) -> Statement {
        let w = self.words();
        let beyond = status.value.is_none() && status.evidence == Evidence::Projected;
        let nothing = if beyond { w.compare_beyond } else { w.no_public_figure };
        Statement {
            verdict: status.verdict,
            word: self.verdict(status),
            value: status.value.map_or_else(|| nothing.to_owned(), |v| self.value(self.unit_of(status.target), v)),
            mark: match status.evidence {
                Evidence::Outturn(_) if self.is_estimate(status) => Some(w.estimate),
                Evidence::Reader => Some(w.yours),
                _ => None,
            },
            gap: status.gap.map(|gap| self.distance(status.target, gap)).unwrap_or_default(),
            needed: None,
            odds: odds.map(|o| self.odds(o.chance)),
        }
    }

    /// A probability in words.
    pub fn odds(&self, chance: Estimate) -> OddsText {
        OddsText {
            percent: format::chance(chance.value, chance.bound),
            of_100: probability::of_100(self.lang, chance),
            step: probability::step(self.lang, chance.value),
        }
    }

    /// A verdict in words: whether a path reaches the target and if not by how much it falls short, or whether what came
    /// met it.
    pub fn verdict(&self, status: &TargetStatus) -> String {
        let w = self.words();
        let path = status.evidence == Evidence::Projected;
        match (status.verdict, status.gap) {
            (Verdict::Met, _) => if path { w.reached_by_path } else { w.met }.to_owned(),
            (Verdict::Missed, Some(gap)) if path => self.short_by(status.target, gap),
            (Verdict::Missed, _) => w.missed.to_owned(),
            (Verdict::Unknown, _) => w.unknown.to_owned(),
        }
    }

    fn short_by(&self, target: &Target, gap: f64) -> String {
        if gap > -target.half_digit() {
            return self.words().only_just_on.to_owned();
        }
        let size = match self.unit_of(target) {
            Unit::Percent => format::points(self.lang, gap.abs(), 2),
            _ => format::share(self.lang, gap.abs() / target.aim()),
        };
        targets::short_by(self.lang, &size)
    }

    /// Value less target with its sign, or that it is on the target as far as the digits tell.
    pub fn distance(&self, target: &Target, gap: f64) -> String {
        if gap.abs() <= target.half_digit() {
            return self.words().on_target.to_owned();
        }
        self.visible(|say| say.gap(say.unit_of(target), gap))
    }

    /// Where a value stands against its target, the distance without sign.
    pub fn stand(&self, target: &Target, gap: f64) -> Stand {
        let size = || self.visible(|say| say.size(say.unit_of(target), gap));
        match gap {
            _ if gap.abs() > target.half_digit() => {
                if gap > 0.0 {
                    Stand::Above(size())
                } else {
                    Stand::Below(size())
                }
            }
            _ if !target.is_reached_by(target.aim() + gap) => Stand::OnlyJust,
            _ => Stand::At,
        }
    }

    /// A distance in the currency on show, or in yuan where it would read as nothing in dollars.
    fn visible(&self, text: impl Fn(&Self) -> String) -> String {
        let shown = text(self);
        if shown.bytes().any(|b| matches!(b, b'1'..=b'9')) {
            shown
        } else {
            text(&Self { currency: Currency::Cny, ..*self })
        }
    }

    /// How likely exactly 0, 1, 2, … of the targets of a year are met together: name and percentage, which add up to 100.
    /// All of them together stand elsewhere too, and keep what is said there.
    pub fn how_many(&self, joint: &JointOdds) -> Vec<(String, String)> {
        let all = joint.exactly.len().saturating_sub(1);
        let values: Vec<f64> = joint.exactly.iter().map(|c| c.value).collect();
        let shares = format::shares_of_100(&values, Some(all));
        let row = |(k, (n, chance)): (usize, (u32, &Estimate))| {
            let about = if chance.bound > 0.005 && !format::is_bound(n) { "≈" } else { "" };
            (probability::exactly(self.lang, k, all), format!("{about}{}", format::hundredths(n)))
        };
        shares.into_iter().zip(&joint.exactly).enumerate().map(row).collect()
    }

    /// How likely a target's series stands at the target or beyond at the end of each projected year: the probability and
    /// its percentage.
    pub fn odds_by_year(&self, odds: &TargetOdds) -> Vec<(f64, String)> {
        odds.by_year.iter().map(|(_, chance)| (chance.value, format::chance(chance.value, chance.bound))).collect()
    }
}
