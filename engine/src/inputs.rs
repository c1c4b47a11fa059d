//! The law of the series: what odds and single futures are computed from.

/// Largest loss of a growing series in one year, as a share of itself: levels stay above zero.
pub const LARGEST_LOSS: f64 = 0.99;

/// A series that grows: each year its logarithm rises by `ln(1 + rate) + trend·P + shock·ε`, from a base level that may
/// itself be uncertain.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthSeries {
    /// Level in the base year, above zero; its median where it is uncertain.
    pub start: f64,
    /// Standard error of the logarithm of that level; zero where it is known.
    pub start_error: f64,
    /// Growth in each year, as a fraction.
    pub rates: Vec<f64>,
    /// Standard deviation of the unknown part of the trend: of log growth a year, the same in every year of a path.
    pub trend: f64,
    /// Standard deviation of the yearly shock, of log growth.
    pub shock: f64,
    /// Known levels by year: every path has this level in that year and continues from it.
    pub known: Vec<Option<f64>>,
}

/// A series of whole numbers with arrivals and departures.
#[derive(Clone, Debug, PartialEq)]
pub struct CountSeries {
    /// Number in the base year, at least zero; rounded to the nearest whole number.
    pub start: f64,
    /// Expected number of arrivals in each year.
    pub arrivals: Vec<f64>,
    /// Probability of departure of each member, in each year.
    pub departures: Vec<f64>,
    /// Strength of good and bad years (ω): the mean of a year is `arrivals · exp(ω·w − ω²/2)`, `w` the wave of that year.
    pub regime: f64,
    /// How far the wave follows the common shock `c` (ρ), 0 to 1: `w = √ρ·c + √(1−ρ)·own`, both with the persistence of
    /// shocks.
    pub follow: f64,
    /// Size of the negative binomial (k): its variance is `mean + mean²/k`.
    pub size: f64,
    /// Known numbers by year, as [`GrowthSeries::known`].
    pub known: Vec<Option<f64>>,
}

/// A series of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesRef {
    /// The growing series at this position.
    Growth(usize),
    Count,
}

/// An uncertain effect: delivered with a probability, its size from a triangular distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The series it changes: the growth of a growing series, as a fraction a year, or the arrivals of the count.
    pub on: SeriesRef,
    /// Low, central and high full effect.
    pub effect: [f64; 3],
    pub probability: f64,
    /// Share of the full effect in each year.
    pub share: Vec<f64>,
    /// Key of its draws, which other effects do not change.
    pub key: u32,
}

impl Effect {
    /// The size that a delivered effect does not exceed with this probability.
    pub fn quantile(&self, share: f64) -> f64 {
        let [low, mode, high] = self.effect;
        let width = high - low;
        if width <= 0.0 {
            mode
        } else if share * width < mode - low {
            low + libm::sqrt(share * width * (mode - low))
        } else {
            high - libm::sqrt((1.0 - share) * width * (high - mode))
        }
    }
}

/// A quantity that can be asked for or have a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The growing series at this position.
    Level(usize),
    /// The first over the second.
    Ratio(usize, usize),
    /// The first plus the second. Can have a target but has no quantiles.
    Sum(usize, usize),
    Count,
}

impl Quantity {
    pub fn depends_on(self, series: SeriesRef) -> bool {
        match (self, series) {
            (Self::Count, on) => on == SeriesRef::Count,
            (Self::Level(a), SeriesRef::Growth(i)) => i == a,
            (Self::Ratio(a, b) | Self::Sum(a, b), SeriesRef::Growth(i)) => i == a || i == b,
            (_, SeriesRef::Count) => false,
        }
    }
}

/// A condition on a quantity in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    pub of: Quantity,
    /// The year, counted from 0 for the first after the base year.
    pub step: usize,
    /// In the unit of the quantity.
    pub threshold: f64,
    /// Whether the threshold must be exceeded; otherwise reaching it is enough.
    pub above: bool,
}

/// Everything odds and futures depend on. Lists by year have `years` entries; missing ones are zero or none.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    pub years: usize,
    pub growing: Vec<GrowthSeries>,
    pub counting: Option<CountSeries>,
    pub effects: Vec<Effect>,
    /// Share of each yearly shock that all series have in common (λ), 0 to 1.
    pub common: f64,
    /// Share of each unknown trend that all series have in common (κ), 0 to 1: `P = √κ·common + √(1−κ)·own`.
    pub common_trend: f64,
    /// Persistence of shocks from year to year (φ), 0 to below 1.
    pub persistence: f64,
    /// Conditions whose probabilities are asked for.
    pub targets: Vec<Condition>,
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

    /// The known level of a year, if any.
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
