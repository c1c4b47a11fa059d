//! What an ensemble is made of.

use crate::draw::Sampler;

/// Largest loss of a growing series in one year, as a share of itself: levels stay above zero.
pub const LARGEST_LOSS: f64 = 0.99;

/// A series that grows: each year its logarithm rises by `ln(1 + rate) + trend·P + shock·ε`.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthSeries {
    /// Level in the base year, above zero.
    pub start: f64,
    /// Growth in each year, as a fraction.
    pub rates: Vec<f64>,
    /// Standard deviation of the unknown part of the trend: of log growth a year, the same in every year of a path.
    pub trend: f64,
    /// Standard deviation of the yearly shock, of log growth.
    pub shock: f64,
    /// Levels that are known: on every path the series stands there in that year and goes on from it.
    pub known: Vec<Option<f64>>,
}

/// A series of whole numbers that others join and leave.
#[derive(Clone, Debug, PartialEq)]
pub struct CountSeries {
    /// Number in the base year, at least zero; taken as the nearest whole number.
    pub start: f64,
    /// Expected number that join in each year.
    pub join: Vec<f64>,
    /// Probability of each member to leave, in each year.
    pub leave: Vec<f64>,
    /// Strength of good and bad years (ω): the mean of a year is `join · exp(ω·c − ω²/2)`, `c` the common shock.
    pub regime: f64,
    /// Size of the negative binomial (k): its variance is `mean + mean²/k`.
    pub size: f64,
    /// Numbers that are known, as for [`GrowthSeries::known`].
    pub known: Vec<Option<f64>>,
}

/// What an effect acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The growth of the series at this position, as a fraction a year.
    GrowthSeries(usize),
    /// The number that join in a year.
    CountSeries,
}

/// An effect that may or may not come: delivered with a probability, triangular between low and high.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What it acts on.
    pub on: On,
    /// Lowest, most likely and highest full effect.
    pub effect: [f64; 3],
    /// Probability that it is delivered.
    pub probability: f64,
    /// Part of the full effect that acts in each year.
    pub share: Vec<f64>,
    /// Key of its draws: other effects may come and go without moving them.
    pub key: u32,
}

/// What can be watched and held against a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The growing series at this position.
    Level(usize),
    /// The first over the second.
    Ratio(usize, usize),
    /// The first plus the second. Can be a target's, not watched.
    Sum(usize, usize),
    /// The counting series.
    Count,
}

impl Quantity {
    /// Whether it depends on a series.
    pub fn uses(self, series: On) -> bool {
        match (self, series) {
            (Self::Count, on) => on == On::CountSeries,
            (Self::Level(a), On::GrowthSeries(i)) => i == a,
            (Self::Ratio(a, b) | Self::Sum(a, b), On::GrowthSeries(i)) => i == a || i == b,
            (_, On::CountSeries) => false,
        }
    }
}

/// A condition on a quantity in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// What is held against it.
    pub of: Quantity,
    /// The year, counted from 0 for the first after the base year.
    pub step: usize,
    /// The value to reach, in the unit of the quantity.
    pub threshold: f64,
    /// Whether it must be exceeded; else reaching it is enough.
    pub above: bool,
}

/// Everything an ensemble depends on. Lists by year all have `years` entries; what is missing counts as zero or none.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// Projected years.
    pub years: usize,
    /// The growing series.
    pub growing: Vec<GrowthSeries>,
    /// The counting series.
    pub counting: Option<CountSeries>,
    /// Effects on them.
    pub effects: Vec<Effect>,
    /// Share of each yearly shock that all series have in common (λ), 0 to 1.
    pub common: f64,
    /// Persistence of shocks from year to year (φ), 0 to below 1.
    pub persistence: f64,
    /// Quantities whose distribution is kept.
    pub watch: Vec<Quantity>,
    /// Conditions whose odds are counted.
    pub targets: Vec<Condition>,
    /// Seed of all draws.
    pub seed: u32,
    /// Paths of a full run; rounded up to whole batches.
    pub paths: u32,
    /// How draws are made.
    pub sampler: Sampler,
}

/// The entry of a list by year.
pub fn at<T: Copy>(list: &[T], step: usize) -> Option<T> {
    list.get(step).copied()
}

impl GrowthSeries {
    /// Growth factor of a year before effects and shocks.
    pub fn factor(&self, step: usize) -> f64 {
        (1.0 + at(&self.rates, step).unwrap_or(0.0)).max(1.0 - LARGEST_LOSS)
    }

    /// The level a year is known to have.
    pub fn known_at(&self, step: usize) -> Option<f64> {
        at(&self.known, step).flatten()
    }

    /// The level of a year without effects and shocks.
    pub fn level(&self, step: usize) -> f64 {
        (0..=step).fold(self.start, |level, s| self.known_at(s).unwrap_or(level * self.factor(s)))
    }

    /// Levels by year without effects and shocks, from the first projected year on.
    pub fn path(&self, years: usize) -> Vec<f64> {
        (0..years).map(|step| self.level(step)).collect()
    }
}
