//! Closed forms: without effects, levels and ratios of growing series are log-normal.

use crate::inputs::{Inputs, On, Quantity};

/// The law of a log-normal quantity: median, and the standard deviation of its logarithm in two layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// Median.
    pub median: f64,
    /// Standard deviation of the logarithm that comes from yearly shocks.
    pub shocks: f64,
    /// Standard deviation of the logarithm that comes from unknown trends.
    pub trends: f64,
}

impl Law {
    /// Standard deviation of the logarithm.
    pub fn deviation(&self) -> f64 {
        libm::sqrt(self.shocks * self.shocks + self.trends * self.trends)
    }

    /// The value below which a share of all outcomes lies.
    pub fn quantile(&self, share: f64) -> f64 {
        quantile(self.median, self.deviation(), share)
    }

    /// The same with trends taken as known.
    pub fn quantile_of_shocks(&self, share: f64) -> f64 {
        quantile(self.median, self.shocks, share)
    }

    /// Probability to reach a value, or to exceed it.
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

/// The law of a quantity in a year; `None` where there is no closed form: sums, counts, and whatever an effect acts on.
pub fn law(inputs: &Inputs, of: Quantity, step: usize) -> Option<Law> {
    let touched = |series: usize| inputs.effects.iter().any(|e| e.on == On::GrowthSeries(series));
    let one = |series: usize| {
        let growing = inputs.growing.get(series).filter(|_| !touched(series))?;
        let first = (0..=step).rev().find(|s| growing.known_at(*s).is_some()).map_or(0, |s| s + 1);
        Some((growing, growing.level(step), first))
    };
    // Σ of the correlations of shocks between two stretches of years that end together.
    let overlap = |a: usize, b: usize| {
        let years = (a..=step).flat_map(|s| (b..=step).map(move |u| s.abs_diff(u)));
        years.fold(0.0, |sum, apart| sum + power(inputs.persistence, apart))
    };
    match of {
        Quantity::Level(series) => {
            let (growing, median, first) = one(series)?;
            let years = (step + 1 - first) as f64;
            let shocks = growing.shock * libm::sqrt(overlap(first, first));
            Some(Law { median, shocks, trends: growing.trend * years })
        }
        Quantity::Ratio(over, under) => {
            let (a, above, first_a) = one(over)?;
            let (b, below, first_b) = one(under)?;
            let shared = if over == under { 1.0 } else { inputs.common };
            let shocks = a.shock * a.shock * overlap(first_a, first_a) + b.shock * b.shock * overlap(first_b, first_b)
                - 2.0 * shared * a.shock * b.shock * overlap(first_a, first_b);
            let (ta, tb) = (a.trend * (step + 1 - first_a) as f64, b.trend * (step + 1 - first_b) as f64);
            let trends = if over == under { (ta - tb) * (ta - tb) } else { ta * ta + tb * tb };
            Some(Law { median: above / below, shocks: libm::sqrt(shocks.max(0.0)), trends: libm::sqrt(trends) })
        }
        Quantity::Sum(..) | Quantity::Count => None,
    }
}

fn power(base: f64, exponent: usize) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// Distribution function of the standard normal.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Density of the standard normal.
pub(crate) fn normal_density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI)
}

/// Inverse of the distribution function, for a probability between 0 and 1; infinite at the ends.
///
/// Starts from Abramowitz & Stegun 26.2.22 and goes on by Halley's method, to the last digits.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let t = libm::sqrt(-2.0 * libm::log(p));
    let start = (2.30753 + 0.27061 * t) / (1.0 + 0.99229 * t + 0.04481 * t * t) - t;
    (0..4).fold(start, |z, _| {
        let step = (normal_cdf(z) - p) / normal_density(z);
        z - step / (1.0 + 0.5 * z * step)
    })
}
