//! A measure: one of the plan's items, or the reader's own, with an effect the reader gives it.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::plain_text::{is_blank, is_plain_text};
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
    pub central: Decimal,
    pub high: Decimal,
    /// Probability that it is delivered, 0 to 1.
    pub probability: Decimal,
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

    /// A measure with zero effect, certain, immediate and permanent: the reader edits it.
    pub const fn without_effect(item: String, start: u16) -> Self {
        Self {
            item,
            series: Series::Va,
            low: Decimal::ZERO,
            central: Decimal::ZERO,
            high: Decimal::ZERO,
            probability: Decimal::whole(1),
            start,
            lag: 0,
            ramp: 0,
            fade: 0,
            note: String::new(),
        }
    }

    /// What its draws are keyed by: the plan's item it is linked to, empty for one of the reader's own, and its series.
    pub fn kind(&self, plan: &Plan) -> (&str, Series) {
        let of_plan = plan.lists.iter().flat_map(|l| &l.items).any(|i| i.id == self.item);
        (if of_plan { &self.item } else { "" }, self.series)
    }

    /// Whether any effect is set; an added measure has none until the reader enters one.
    pub fn has_effect(&self) -> bool {
        self.low != Decimal::ZERO || self.high != Decimal::ZERO
    }

    /// Share of the full effect in a year, 0 to 1.
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

    /// Expected effect in a year: probability × central effect × share.
    pub fn expected_in(&self, year: u16) -> f64 {
        self.probability.to_f64() * self.central.to_f64() * self.share_in(year)
    }

    /// The first invalid field; `None` for a valid measure.
    pub fn fault(&self, plan: &Plan) -> Option<&'static str> {
        let within = |d: Decimal| -Self::EFFECT_LIMIT.raw() <= d.raw() && d <= Self::EFFECT_LIMIT;
        let span = |years: u16| years <= Self::SPAN_LIMIT;
        let named = !is_blank(&self.item) && !self.item.contains(':') && is_plain_text(&self.item, Self::ITEM_LIMIT);
        let fields = [
            ("item", named),
            ("series", Series::DRIVEN.contains(&self.series)),
            ("low", within(self.low)),
            ("central", self.low <= self.central),
            ("high", within(self.high) && self.central <= self.high),
            ("probability", (Decimal::ZERO..=Decimal::whole(1)).contains(&self.probability)),
            ("start", (plan.period[0]..=plan.last_year).contains(&self.start)),
            ("lag", span(self.lag)),
            ("ramp", span(self.ramp)),
            ("fade", span(self.fade)),
            ("note", is_plain_text(&self.note, Self::NOTE_LIMIT)),
        ];
        fields.into_iter().find(|(_, holds)| !holds).map(|(field, _)| field)
    }
}
