//! A measure: one of the plan's items, or the reader's own, with an effect the reader gives it.

use serde::{Deserialize, Serialize};

use super::is_plain_text;
use crate::decimal::Decimal;
use crate::plan::{Plan, Series};

/// A measure and its effect. The plan claims no effects and none is built in: every number here is the reader's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id of an item of the plan, or a short text of the reader's own without `:`.
    pub item: String,
    /// The driven series it acts on.
    pub series: Series,
    /// Lowest effect: points of yearly growth, or listings a year.
    pub low: Decimal,
    /// Central effect.
    pub central: Decimal,
    /// Highest effect.
    pub high: Decimal,
    /// Probability that it is delivered, 0 to 1.
    pub probability: Decimal,
    /// Year it starts.
    pub start: u16,
    /// Years from its start to its first effect.
    pub lag: u16,
    /// Years over which the effect grows to its full size, in equal steps; 0 or 1 for at once.
    pub ramp: u16,
    /// Years over which it fades to nothing once full; 0 for never.
    pub fade: u16,
    /// A note or a source of the reader's own, at most [`Self::NOTE_LIMIT`] characters; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Measure {
    /// Largest effect in either direction.
    pub const EFFECT_LIMIT: Decimal = Decimal::whole(100);
    /// Longest lag, ramp and fade, in years.
    pub const SPAN_LIMIT: u16 = 20;
    /// Longest text of an item, in characters.
    pub const ITEM_LIMIT: usize = 40;
    /// Longest note, in characters.
    pub const NOTE_LIMIT: usize = 200;

    /// Part of the full effect that acts in a year, 0 to 1.
    pub fn share_in(&self, year: u16) -> f64 {
        let ramp = i32::from(self.ramp.max(1));
        let age = i32::from(year) - i32::from(self.start) - i32::from(self.lag);
        if age < 0 {
            0.0
        } else if age < ramp {
            f64::from(age + 1) / f64::from(ramp)
        } else if self.fade == 0 {
            1.0
        } else {
            (1.0 - f64::from(age + 1 - ramp) / f64::from(self.fade)).max(0.0)
        }
    }

    /// Expected effect in a year: probability × central effect × the part that acts.
    pub fn expected_in(&self, year: u16) -> f64 {
        self.probability.to_f64() * self.central.to_f64() * self.share_in(year)
    }

    /// Whether every field is within its range.
    pub fn is_valid(&self, plan: &Plan) -> bool {
        let one = Decimal::whole(1);
        let within = |d: Decimal| -Self::EFFECT_LIMIT.raw() <= d.raw() && d <= Self::EFFECT_LIMIT;
        !self.item.is_empty()
            && !self.item.contains(':')
            && is_plain_text(&self.item, Self::ITEM_LIMIT)
            && is_plain_text(&self.note, Self::NOTE_LIMIT)
            && Series::DRIVEN.contains(&self.series)
            && within(self.low)
            && within(self.high)
            && self.low <= self.central
            && self.central <= self.high
            && (Decimal::ZERO..=one).contains(&self.probability)
            && (plan.period[0]..=plan.last_year).contains(&self.start)
            && [self.lag, self.ramp, self.fade].iter().all(|years| *years <= Self::SPAN_LIMIT)
    }
}
