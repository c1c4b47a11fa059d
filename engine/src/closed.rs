//! Closed forms: without effects, levels and ratios of growing series are log-normal.

use crate::inputs::{GrowthSeries, Inputs, Quantity, SeriesRef};
use crate::normal::{normal_cdf, normal_quantile};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    pub median: f64,
    /// Standard deviation of the logarithm due to yearly shocks.
    pub shocks: f64,
    /// Standard deviation of the logarithm due to unknown trends.
    pub trends: f64,
    /// Standard deviation of the logarithm due to uncertain base levels.
    pub starts: f64,
}

impl Law {
    /// Standard deviation of the logarithm.
    pub fn deviation(&self) -> f64 {
        libm::sqrt(self.shocks * self.shocks + self.trends * self.trends + self.starts * self.starts)
    }

    /// The value below which a share of all outcomes lies.
    pub fn quantile(&self, share: f64) -> f64 {
        quantile(self.median, self.deviation(), share)
    }

    /// As [`Self::quantile`], with known trends and base levels.
    pub fn quantile_of_shocks(&self, share: f64) -> f64 {
        quantile(self.median, self.shocks, share)
    }

    /// Probability of reaching a value, or if `above` of exceeding it.
    pub fn chance(&self, threshold: f64, above: bool) -> f64 {
        let deviation = self.deviation();
        if threshold <= 0.0 {
            return 1.0;
        }
        if deviation > 0.0 {
            return normal_cdf(libm::log(self.median / threshold) / deviation);
        }
        let holds = if above { self.median > threshold } else { self.median >= threshold };
        f64::from(u8::from(holds))
    }
}

fn quantile(median: f64, deviation: f64, share: f64) -> f64 {
    if deviation > 0.0 { median * libm::exp(deviation * normal_quantile(share)) } else { median }
}

/// The distribution of a quantity in a year; `None` for what has no closed form: sums, counts, and series with effects.
pub fn law(inputs: &Inputs, of: Quantity, step: usize) -> Option<Law> {
    let has_effects = |series: usize| inputs.effects.iter().any(|e| e.on == SeriesRef::Growth(series));
    let level = |series: usize| {
        let growing = inputs.growing.get(series).filter(|_| !has_effects(series))?;
        let first = (0..=step).rev().find(|s| growing.known_at(*s).is_some()).map_or(0, |s| s + 1);
        Some((growing, growing.level(step), first))
    };
    // A known level puts an end to the error of the base.
    let start = |growing: &GrowthSeries, first: usize| if first == 0 { growing.start_error } else { 0.0 };
    let overlap = |a: usize, b: usize| overlap(inputs.persistence, a, b, step);
    match of {
        Quantity::Level(series) => {
            let (growing, median, first) = level(series)?;
            let years = (step + 1 - first) as f64;
            let shocks = growing.shock * libm::sqrt(overlap(first, first));
            Some(Law { median, shocks, trends: growing.trend * years, starts: start(growing, first) })
        }
        Quantity::Ratio(over, under) => {
            let (a, above, first_a) = level(over)?;
            let (b, below, first_b) = level(under)?;
            let shared = if over == under { 1.0 } else { inputs.common };
            let shocks = a.shock * a.shock * overlap(first_a, first_a) + b.shock * b.shock * overlap(first_b, first_b)
                - 2.0 * shared * a.shock * b.shock * overlap(first_a, first_b);
            let (ta, tb) = (a.trend * (step + 1 - first_a) as f64, b.trend * (step + 1 - first_b) as f64);
            let shared_trend = if over == under { 1.0 } else { inputs.common_trend };
            let trends = ta * ta + tb * tb - 2.0 * shared_trend * ta * tb;
            let (sa, sb) = (start(a, first_a), start(b, first_b));
            let starts = if over == under { 0.0 } else { libm::sqrt(sa * sa + sb * sb) };
            let [shocks, trends] = [shocks, trends].map(|variance| libm::sqrt(variance.max(0.0)));
            Some(Law { median: above / below, shocks, trends, starts })
        }
        Quantity::Sum(..) | Quantity::Count => None,
    }
}

/// Σ of the correlations of shocks between two periods that begin in these years and end with `last`.
pub fn overlap(persistence: f64, a: usize, b: usize, last: usize) -> f64 {
    let years = (a..=last).flat_map(|s| (b..=last).map(move |u| s.abs_diff(u)));
    years.fold(0.0, |sum, apart| sum + power(persistence, apart))
}

/// A power of a persistence.
pub fn power(base: f64, exponent: usize) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}
