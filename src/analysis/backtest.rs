//! Averages of the past, tried on the city's own record: what they would have said, and what came. The rule of the defaults
//! itself is tried on many provinces, see [`crate::plan::Calibration`].
//!
//! The form is that of the model: log growth is a random walk whose drift is not known. With drift `m` and yearly
//! standard deviation `s`, the log level `h` years ahead is normal with mean `ln x + h·m` and variance `h·s² + h²·τ²`,
//! `τ = s/√n` for a drift from `n` growths. Every origin with [`FEWEST`] growths known and an outcome known is used; a forecast sees nothing after
//! its origin. Two ways to find `m` and `s` stand beside each other, see [`Method`]: from all growths known, and from
//! the last few.
//!
//! What the results do not say:
//! - The figures are those of today, revised since. At the time others were known: the real errors were different.
//! - Forecasts of two and three years overlap: neighbours share growths, and those of all horizons share origins. They
//!   are not independent; intervals of coverage and standard errors, which take them as such, are too narrow.
//! - The windows of [`Method::Recent`] were chosen with this very record in view. That they do better here than all
//!   growths is partly hindsight, and the record cannot say how large a part.
//! - `s` is estimated, the band normal. If growth were as assumed, the error in units of the band would follow
//!   Student's t with `n − 1` degrees of freedom: with five growths the 80 % band covers 73 %, with nineteen 78 %.
//!   The bands of [`Method::Recent`], their spread from ten growths, cover about 77 %.
//! - The record decides which series can be tested at all. For a count of companies the model has another form.

use std::f64::consts::{PI, SQRT_2};

use crate::model::odds::{Z50, Z80};
use crate::model::yearly_growth;
use crate::plan::{Plan, RuleCoverage, Series};

/// Years ahead that are tested.
pub const HORIZONS: [u16; 3] = [1, 2, 3];

/// Growths behind the drift of [`Method::Recent`].
pub const DRIFT_WINDOW: usize = 5;

/// Growths behind the spread of [`Method::Recent`], or as many as are known.
pub const SPREAD_WINDOW: usize = 10;

/// Yearly growths that must be known at an origin, and forecasts below which no verdict is given.
pub const FEWEST: usize = 5;

/// Standard normal quantile of 97.5 %, for intervals of 95 %.
const Z95: f64 = 1.959_963_984_540_054;

/// Which of the growths known at an origin make the forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The last [`DRIFT_WINDOW`] for the drift, the last [`SPREAD_WINDOW`] for the spread and the doubt about the drift.
    Recent,
    /// All of them for both.
    All,
}

impl Method {
    /// Both, the more recent first.
    pub const BOTH: [Self; 2] = [Self::Recent, Self::All];

    /// Of so many growths known, how many make the drift, and how many the spread.
    fn windows(self, known: usize) -> (usize, usize) {
        match self {
            Self::Recent => (known.min(DRIFT_WINDOW), known.min(SPREAD_WINDOW)),
            Self::All => (known, known),
        }
    }
}

/// All series, and what they say together.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    pub method: Method,
    /// One for each driven series, in its order.
    pub series: Vec<SeriesTest>,
    /// By horizon, each forecast of each series counted once: the longer record weighs more.
    pub pooled: Vec<Score>,
}

/// The test of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesTest {
    pub series: Series,
    /// First and last year of the longest unbroken run of yearly figures of one basis, the later of two equal ones;
    /// `None` without any figure.
    pub run: Option<[u16; 2]>,
    /// Yearly growths in that run.
    pub growths: usize,
    /// Yearly growths on record, in all runs.
    pub yearly: usize,
    /// By horizon; only horizons with a forecast.
    pub scores: Vec<Score>,
    /// By horizon, then origin.
    pub forecasts: Vec<Forecast>,
}

impl SeriesTest {
    /// Whether the record has no forecast to try: fewer than [`FEWEST`] yearly growths in a row and one to come.
    pub fn too_short(&self) -> bool {
        self.forecasts.is_empty()
    }

    /// Whether there are forecasts, but at no horizon enough for a verdict.
    pub fn is_few(&self) -> bool {
        !self.too_short() && self.scores.iter().all(|s| s.n < FEWEST)
    }
}

/// One forecast and its outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Last year known.
    pub origin: u16,
    /// Year forecast.
    pub target: u16,
    /// Yearly growths known at the origin.
    pub known: usize,
    /// Level at the origin, in the unit of the series.
    pub from: f64,
    /// Quantiles of the level, in the unit of the series.
    pub bands: Bands,
    /// What came, in the unit of the series.
    pub outcome: f64,
    /// Probability the forecast gave to a value at or below the outcome, 0 to 1.
    pub pit: f64,
    /// Whether the outcome fell in the central 50 % band, ends included.
    pub in50: bool,
    /// Whether the outcome fell in the central 80 % band, ends included.
    pub in80: bool,
    /// Continuous ranked probability score of the log level, percent; less is better.
    pub crps: f64,
    /// That of [`Naive::Drift`], percent.
    pub crps_drift: f64,
    /// That of [`Naive::Last`], percent.
    pub crps_last: f64,
}

impl Forecast {
    pub fn horizon(&self) -> u16 {
        self.target - self.origin
    }

    /// A level of the target year as average growth since the origin, percent a year.
    pub fn growth(&self, level: f64) -> f64 {
        yearly_growth(self.from, level, self.horizon())
    }

    /// The score of a naive forecast of the same outcome, percent.
    pub fn crps_of(&self, naive: Naive) -> f64 {
        match naive {
            Naive::Drift => self.crps_drift,
            Naive::Last => self.crps_last,
        }
    }
}

/// Quantiles of a forecast level, in the unit of the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    pub p10: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p90: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naive {
    /// The same without doubt about the drift: mean `ln x + h·m`, variance `h·s²`.
    Drift,
    /// The last growth goes on: mean `ln x + h·(last log growth)`, variance `h·s²` with the `s` of the method.
    Last,
}

/// How well the forecasts of one horizon did.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub horizon: u16,
    pub n: usize,
    /// Outcomes below the median of their forecast.
    pub below: usize,
    /// Of the central 50 % band.
    pub cover50: Coverage,
    /// Of the central 80 % band.
    pub cover80: Coverage,
    /// Mean continuous ranked probability score of the log level, percent; less is better.
    pub crps: f64,
    /// Against [`Naive::Drift`].
    pub drift: SkillScore,
    /// Against [`Naive::Last`].
    pub last: SkillScore,
}

impl Score {
    /// How the 80 % band kept what its name says.
    pub fn coverage_verdict(&self) -> CoverageVerdict {
        // What is promised, in whole outcomes: of 13 at least 10.
        let promised = 4 * self.n / 5;
        match self.cover80 {
            Coverage { low, .. } if low > 80.0 => CoverageVerdict::MoreOften,
            Coverage { high, .. } if high < 80.0 => CoverageVerdict::FarLessOften,
            Coverage { hits, .. } if hits < promised => CoverageVerdict::LessOften,
            _ => CoverageVerdict::AsPromised,
        }
    }

    /// The side of the median most outcomes fell on, if that is more than chance: Wilson's interval excludes one half.
    pub fn lean(&self) -> Option<Lean> {
        match wilson(self.below, self.n) {
            (low, _) if low > 50.0 => Some(Lean::Below),
            (_, high) if high < 50.0 => Some(Lean::Above),
            _ => None,
        }
    }
}

/// How often an 80 % band held against what its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageVerdict {
    /// At least the whole part of 80 % of the outcomes.
    AsPromised,
    /// Fewer, by what may be chance.
    LessOften,
    /// Fewer, and 80 % lies above the interval of the share.
    FarLessOften,
    /// More, and 80 % lies below the interval of the share: the band is too wide.
    MoreOften,
}

/// A side of the median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Outcomes were lower than the forecasts.
    Below,
    Above,
}

/// How many outcomes fell in a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    pub hits: usize,
    /// Outcomes inside, percent of all.
    pub share: f64,
    /// Lower end of Wilson's 95 % interval of that share, percent.
    pub low: f64,
    /// Its upper end, percent.
    pub high: f64,
}

/// The method against a naive forecast of the same outcomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SkillScore {
    /// Mean score of the naive forecast, percent.
    pub crps: f64,
    /// 1 − score of the method / score of the naive: above zero where the method is better. Zero where both are exact.
    pub skill: f64,
    /// Mean of (score of the method − score of the naive), percent: below zero where the method is better.
    pub difference: f64,
    /// Standard error of that mean over the forecasts taken as independent, percent; `None` for a single one.
    pub error: Option<f64>,
    pub verdict: SkillVerdict,
}

/// Whether the method beat a naive forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkillVerdict {
    /// Its mean score is lower by more than two standard errors of the difference.
    Better,
    /// Its mean score is higher by more than that.
    Worse,
    /// The difference is within two standard errors.
    Tied,
    /// Fewer than [`FEWEST`] forecasts: the standard error itself is not known.
    TooFew,
}

/// A normal forecast of a log level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormalForecast {
    pub mean: f64,
    /// Standard deviation; zero for certainty.
    pub sd: f64,
}

impl NormalForecast {
    /// The distance of an outcome from the mean in standard deviations.
    fn z(self, outcome: f64) -> f64 {
        if self.sd > 0.0 {
            (outcome - self.mean) / self.sd
        } else if outcome > self.mean {
            f64::INFINITY
        } else if outcome < self.mean {
            f64::NEG_INFINITY
        } else {
            0.0
        }
    }

    /// Probability of a value at or below the outcome; one half at the mean, also where it is certain.
    pub fn cdf(self, outcome: f64) -> f64 {
        engine::normal_cdf(self.z(outcome))
    }

    /// Continuous ranked probability score, in the unit of the outcome.
    ///
    /// `σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π)`: Gneiting & Raftery 2007, Journal of the American Statistical Association
    /// 102, 359–378, equation 21 with the sign turned.
    pub fn crps(self, outcome: f64) -> f64 {
        if self.sd > 0.0 {
            let z = self.z(outcome);
            let density = libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI);
            self.sd * (z * libm::erf(z / SQRT_2) + 2.0 * density - 1.0 / libm::sqrt(PI))
        } else {
            libm::fabs(outcome - self.mean)
        }
    }

    /// The quantiles of the level, where this is its log.
    fn bands(self) -> Bands {
        let level = |z: f64| libm::exp(self.mean + z * self.sd);
        Bands { p10: level(-Z80), p25: level(-Z50), p50: level(0.0), p75: level(Z50), p90: level(Z80) }
    }
}

/// A method and the naive forecasts for one horizon.
struct Rivals {
    method: NormalForecast,
    drift: NormalForecast,
    last: NormalForecast,
}

/// Forecasts from the log levels known, one a year, the last that of the origin; `None` for fewer than two growths.
fn rivals(known: &[f64], horizon: u16, method: Method) -> Option<Rivals> {
    let growths: Vec<f64> = known.iter().zip(known.iter().skip(1)).map(|(a, b)| b - a).collect();
    let (from, last) = known.last().zip(growths.last())?;
    let newest = |n: usize| growths.get(growths.len() - n..).map(moments);
    let (drift_window, spread_window) = method.windows(growths.len());
    let ((drift, _), (_, sd)) = newest(drift_window).zip(newest(spread_window))?;
    let (h, variance) = (f64::from(horizon), sd? * sd?);
    let plug_in = libm::sqrt(h * variance);
    let doubt = h * h * variance / drift_window as f64;
    Some(Rivals {
        method: NormalForecast { mean: from + h * drift, sd: libm::sqrt(h * variance + doubt) },
        drift: NormalForecast { mean: from + h * drift, sd: plug_in },
        last: NormalForecast { mean: from + h * last, sd: plug_in },
    })
}

/// A method's forecast of the log level some years after the last of the log levels known, one a year; `None` for
/// fewer than two growths.
pub fn forecast(known: &[f64], horizon: u16, method: Method) -> Option<NormalForecast> {
    Some(rivals(known, horizon, method)?.method)
}

/// Mean and sample standard deviation; the latter `None` for fewer than two values. The mean of none is not a number.
fn moments(values: &[f64]) -> (f64, Option<f64>) {
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n as f64;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (n > 1).then(|| libm::sqrt(squares / (n - 1) as f64)))
}

/// Wilson's 95 % interval of a share, percent; none known is anything from 0 to 100.
///
/// Wilson 1927, Journal of the American Statistical Association 22, 209–212.
pub fn wilson(hits: usize, n: usize) -> (f64, f64) {
    if n == 0 { (0.0, 100.0) } else { interval(hits as f64 / n as f64, n as f64) }
}

/// Wilson's 95 % interval, percent, of the share of outcomes that bands held over many provinces: the provinces of one
/// year fail together and forecasts of `h` years overlap, so that `years / h` of them count as independent.
pub fn held_between(coverage: &RuleCoverage) -> (f64, f64) {
    interval(coverage.held, f64::from(coverage.years) / f64::from(coverage.horizon.max(1)))
}

/// Wilson's 95 % interval, percent, of a share `p` of `n` independent outcomes, `n` above zero.
fn interval(p: f64, n: f64) -> (f64, f64) {
    let zz = Z95 * Z95;
    let centre = p + zz / (2.0 * n);
    let half = Z95 * libm::sqrt(p * (1.0 - p) / n + zz / (4.0 * n * n));
    let percent = |v: f64| (100.0 * v / (1.0 + zz / n)).clamp(0.0, 100.0);
    (percent(centre - half), percent(centre + half))
}

/// Tries a method on the record of every driven series.
pub fn backtest(plan: &Plan, method: Method) -> Backtest {
    let series: Vec<SeriesTest> = Series::DRIVEN.iter().map(|s| test(plan, *s, method)).collect();
    let pooled = scores(series.iter().flat_map(|t| &t.forecasts));
    Backtest { method, series, pooled }
}

/// Tries a method on the record of one series.
fn test(plan: &Plan, series: Series, method: Method) -> SeriesTest {
    let runs = runs(plan, series);
    let yearly = runs.iter().map(|r| r.len() - 1).sum();
    let run = runs.into_iter().max_by_key(Vec::len).unwrap_or_default();
    let forecasts = HORIZONS.iter().flat_map(|h| run_forecasts(&run, *h, method)).collect::<Vec<_>>();
    SeriesTest {
        series,
        run: run.first().zip(run.last()).map(|(first, last)| [first.0, last.0]),
        growths: run.len().saturating_sub(1),
        yearly,
        scores: scores(&forecasts),
        forecasts,
    }
}

/// The record cut where a year is missing or the basis changes: years and levels, no run empty.
fn runs(plan: &Plan, series: Series) -> Vec<Vec<(u16, f64)>> {
    let data = plan.series(series);
    // A count of companies has another form of model: its short record on the basis of the targets is told as such.
    let points = if series == Series::List { &data.points } else { data.growth_record() };
    let runs = points.chunk_by(|a, b| data.is_growth(a, b) && b.year == a.year + 1);
    runs.map(|run| run.iter().map(|o| (o.year, o.value)).collect()).collect()
}

/// The forecasts of one horizon from every origin of a run of yearly levels.
fn run_forecasts(run: &[(u16, f64)], horizon: u16, kind: Method) -> Vec<Forecast> {
    let logs: Vec<f64> = run.iter().map(|(_, level)| libm::log(*level)).collect();
    let origins = run.iter().enumerate().skip(FEWEST);
    let forecast = |(at, (origin, level)): (usize, &(u16, f64))| {
        let (target, outcome) = run.get(at + usize::from(horizon))?;
        let log = libm::log(*outcome);
        let Rivals { method, drift, last } = rivals(logs.get(..=at)?, horizon, kind)?;
        let distance = libm::fabs(method.z(log));
        Some(Forecast {
            origin: *origin,
            target: *target,
            known: at,
            from: *level,
            bands: method.bands(),
            outcome: *outcome,
            pit: method.cdf(log),
            in50: distance <= Z50,
            in80: distance <= Z80,
            crps: 100.0 * method.crps(log),
            crps_drift: 100.0 * drift.crps(log),
            crps_last: 100.0 * last.crps(log),
        })
    };
    origins.filter_map(forecast).collect()
}

/// The scores of forecasts by horizon.
fn scores<'a>(forecasts: impl IntoIterator<Item = &'a Forecast>) -> Vec<Score> {
    let all: Vec<&Forecast> = forecasts.into_iter().collect();
    let score = |horizon: u16| {
        let these: Vec<&Forecast> = all.iter().copied().filter(|f| f.horizon() == horizon).collect();
        let n = these.len();
        (n > 0).then(|| Score {
            horizon,
            n,
            below: these.iter().filter(|f| f.outcome < f.bands.p50).count(),
            cover50: coverage(these.iter().filter(|f| f.in50).count(), n),
            cover80: coverage(these.iter().filter(|f| f.in80).count(), n),
            crps: these.iter().map(|f| f.crps).sum::<f64>() / n as f64,
            drift: compare(&these, Naive::Drift),
            last: compare(&these, Naive::Last),
        })
    };
    HORIZONS.iter().filter_map(|h| score(*h)).collect()
}

/// The share of outcomes in a band.
fn coverage(hits: usize, n: usize) -> Coverage {
    let (low, high) = wilson(hits, n);
    Coverage { hits, share: 100.0 * hits as f64 / n as f64, low, high }
}

/// The method against a naive forecast; at least one forecast.
fn compare(forecasts: &[&Forecast], naive: Naive) -> SkillScore {
    let n = forecasts.len();
    let crps = forecasts.iter().map(|f| f.crps_of(naive)).sum::<f64>() / n as f64;
    let differences: Vec<f64> = forecasts.iter().map(|f| f.crps - f.crps_of(naive)).collect();
    let (difference, sd) = moments(&differences);
    let error = sd.map(|sd| sd / libm::sqrt(n as f64));
    let verdict = match error {
        Some(error) if n >= FEWEST => {
            if difference < -2.0 * error {
                SkillVerdict::Better
            } else if difference > 2.0 * error {
                SkillVerdict::Worse
            } else {
                SkillVerdict::Tied
            }
        }
        _ => SkillVerdict::TooFew,
    };
    SkillScore { crps, skill: if crps > 0.0 { -difference / crps } else { 0.0 }, difference, error, verdict }
}
