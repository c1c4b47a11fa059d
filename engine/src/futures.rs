//! Single futures, drawn one at a time: the law of [`Inputs`] as it reads.

use crate::hash::mix;
use crate::inputs::{Condition, CountSeries, Effect, GrowthSeries, Inputs, LARGEST_LOSS, Quantity, SeriesRef, at};

/// One way the series may go.
#[derive(Clone, Debug, PartialEq)]
pub struct Future {
    /// Levels by growing series and year.
    pub levels: Vec<Vec<f64>>,
    /// Numbers by year; empty where nothing is counted.
    pub counts: Vec<f64>,
}

impl Future {
    /// A quantity at the end of a year, in its unit.
    pub fn value(&self, of: Quantity, step: usize) -> Option<f64> {
        let level = |series: usize| at(self.levels.get(series)?, step);
        match of {
            Quantity::Level(a) => level(a),
            Quantity::Ratio(a, b) => Some(level(a)? / level(b)?),
            Quantity::Sum(a, b) => Some(level(a)? + level(b)?),
            Quantity::Count => at(&self.counts, step),
        }
    }

    pub fn meets(&self, condition: &Condition) -> bool {
        let reaches = |x: f64| if condition.above { x > condition.threshold } else { x >= condition.threshold };
        self.value(condition.of, condition.step).is_some_and(reaches)
    }
}

/// The future with this number. Futures of a seed are independent, and whatever an input does not act on is the same with
/// every value of it.
pub fn future(inputs: &Inputs, seed: u32, path: u32) -> Future {
    let draws = Draws { seed, path };
    let common = draws.shocks(inputs, Purpose::CommonShock, 0);
    let common_trend = draws.normal(Purpose::CommonTrend, 0, 0);
    let effects: Vec<f64> = inputs.effects.iter().map(|e| draws.effect(e)).collect();
    let added = |on: SeriesRef, step: usize| {
        let on_it = inputs.effects.iter().zip(&effects).filter(|(e, _)| e.on == on);
        on_it.map(|(e, full)| full * at(&e.share, step).unwrap_or(0.0)).sum::<f64>()
    };
    let levels = |(i, growing): (usize, &GrowthSeries)| {
        let of = i as u32;
        let own = draws.shocks(inputs, Purpose::OwnShock, of);
        let trend = growing.trend * weighted(inputs.common_trend, common_trend, draws.normal(Purpose::Trend, of, 0));
        let mut level = growing.start * libm::exp(growing.start_error * draws.normal(Purpose::Start, of, 0));
        let year = |(step, (common, own)): (usize, (&f64, f64))| {
            let growth = (growing.factor(step) + added(SeriesRef::Growth(i), step)).max(1.0 - LARGEST_LOSS);
            let shock = growing.shock * weighted(inputs.common, *common, own);
            level = growing.known_at(step).unwrap_or(level * growth * libm::exp(trend + shock));
            level
        };
        common.iter().zip(own).enumerate().map(year).collect()
    };
    let counts = |counting: &CountSeries| {
        let own = draws.shocks(inputs, Purpose::OwnWave, 0);
        let regime = counting.regime;
        let mut number = libm::round(counting.start);
        let year = |(step, (common, own)): (usize, (&f64, f64))| {
            let [arrivals, departures] =
                [Purpose::Arrivals, Purpose::Departures].map(|purpose| draws.uniform(purpose, 0, step));
            let expected = (at(&counting.arrivals, step).unwrap_or(0.0) + added(SeriesRef::Count, step)).max(0.0);
            let mean = expected * libm::exp(regime * weighted(counting.follow, *common, own) - 0.5 * regime * regime);
            let leaving = binomial(departures, number, at(&counting.departures, step).unwrap_or(0.0));
            let next = number - leaving + negative_binomial(arrivals, mean, counting.size);
            number = at(&counting.known, step).flatten().map_or(next, libm::round);
            number
        };
        common.iter().zip(own).enumerate().map(year).collect()
    };
    Future {
        levels: inputs.growing.iter().enumerate().map(levels).collect(),
        counts: inputs.counting.as_ref().map_or_else(Vec::new, counts),
    }
}

/// The sum of two standard normal numbers that has the first as this share of its variance, which is one.
fn weighted(share: f64, first: f64, second: f64) -> f64 {
    libm::sqrt(share) * first + libm::sqrt(1.0 - share) * second
}

/// What a draw is for.
#[derive(Clone, Copy)]
enum Purpose {
    CommonTrend,
    Trend,
    Start,
    CommonShock,
    OwnShock,
    /// What a year's wave of arrivals does not share with the common shock.
    OwnWave,
    Arrivals,
    Departures,
    /// Whether an effect is delivered.
    Delivery,
    Size,
}

/// The draws of a future. Each depends on its key alone (what it is for, of which series or effect, in which year), and
/// not on which others are made.
#[derive(Clone, Copy)]
struct Draws {
    seed: u32,
    path: u32,
}

impl Draws {
    fn word(self, purpose: Purpose, of: u32, year: usize) -> u32 {
        [purpose as u32, of, year as u32, self.path].into_iter().fold(self.seed, mix)
    }

    fn uniform(self, purpose: Purpose, of: u32, year: usize) -> f64 {
        unit(self.word(purpose, of, year))
    }

    /// A standard normal number (G. Box and M. Muller, 1958).
    fn normal(self, purpose: Purpose, of: u32, year: usize) -> f64 {
        let word = self.word(purpose, of, year);
        libm::sqrt(-2.0 * libm::log(unit(word))) * libm::cos(2.0 * std::f64::consts::PI * unit(mix(word, 1)))
    }

    /// Shocks by year, with their persistence.
    fn shocks(self, inputs: &Inputs, purpose: Purpose, of: u32) -> Vec<f64> {
        let keep = inputs.persistence;
        let mut shock = 0.0;
        let year = |year: usize| {
            let fresh = self.normal(purpose, of, year);
            shock = if year == 0 { fresh } else { keep * shock + libm::sqrt(1.0 - keep * keep) * fresh };
            shock
        };
        (0..inputs.years).map(year).collect()
    }

    /// The full effect; zero where it is not delivered.
    fn effect(self, effect: &Effect) -> f64 {
        let [delivery, size] = [Purpose::Delivery, Purpose::Size].map(|p| self.uniform(p, effect.key, 0));
        if delivery < effect.probability { effect.quantile(size) } else { 0.0 }
    }
}

/// Between 0 and 1, neither included.
fn unit(word: u32) -> f64 {
    (f64::from(word) + 0.5) / 4_294_967_296.0
}

/// The smallest number that a negative binomial of this mean and of variance `mean + mean²/size` does not exceed with
/// probability `u`.
pub fn negative_binomial(u: f64, mean: f64, size: f64) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    let factor = mean / (mean + size);
    let none = -size * libm::log1p(mean / size);
    let log_mass = |n: f64| none + log_choose(size + n - 1.0, n) + n * libm::log(factor);
    inverse(u, mean, log_mass, |n| factor * (size + n) / (n + 1.0))
}

/// The smallest number that a binomial of `trials` of a probability does not exceed with probability `u`.
pub fn binomial(u: f64, trials: f64, probability: f64) -> f64 {
    if probability <= 0.0 || probability >= 1.0 {
        return if probability > 0.0 { trials } else { 0.0 };
    }
    let (odds, stay) = (probability / (1.0 - probability), libm::log1p(-probability));
    let log_mass = |n: f64| log_choose(trials, n) + n * libm::log(probability) + (trials - n) * stay;
    inverse(u, trials * probability, log_mass, |n| odds * (trials - n) / (n + 1.0))
}

/// Sums masses until they exceed `u`, from zero, or where that is too unlikely for a number from where next to nothing
/// lies below. `ratio` is that of the mass after a number to its own.
fn inverse(u: f64, mean: f64, log_mass: impl Fn(f64) -> f64, ratio: impl Fn(f64) -> f64) -> f64 {
    let mut n = 0.0;
    if log_mass(n) < -700.0 {
        let mut low = n;
        n = libm::floor(mean);
        while n - low > 1.0 {
            let middle = libm::floor(0.5 * (low + n));
            if log_mass(middle) < -60.0 { low = middle } else { n = middle }
        }
    }
    let mut mass = libm::exp(log_mass(n));
    let mut sum = mass;
    while sum <= u && (mass > 1e-18 || n < mean) {
        mass *= ratio(n);
        sum += mass;
        n += 1.0;
    }
    n
}

/// The logarithm of a binomial coefficient.
fn log_choose(n: f64, k: f64) -> f64 {
    if k > 0.0 { libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0) } else { 0.0 }
}
