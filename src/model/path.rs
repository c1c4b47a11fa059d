//! The deterministic path.

use crate::plan::{Lever, Plan, Series, Target};
use crate::scenario::Scenario;

/// No series loses more than this share of itself in one year, whatever is assumed: stocks stay above zero.
const LARGEST_LOSS: f64 = 0.99;

/// One value a year for each series, from the base year to the last year of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    first: u16,
    rows: Vec<[f64; Series::ALL.len()]>,
}

impl Outcome {
    /// The years it covers, the base year first.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = u16> + '_ {
        (self.first..).zip(&self.rows).map(|(year, _)| year).collect::<Vec<_>>().into_iter()
    }

    /// The value of a series in a year, in the unit of the series; `None` outside the years covered.
    pub fn value(&self, series: Series, year: u16) -> Option<f64> {
        let row = self.rows.get(usize::from(year.checked_sub(self.first)?))?;
        row.get(series.index()).copied()
    }

    /// The value a target is measured by in a year: its series, or the sum of its series.
    pub fn measured(&self, target: &Target, year: u16) -> Option<f64> {
        target.of.iter().try_fold(0.0, |sum, series| Some(sum + self.value(*series, year)?))
    }
}

/// Runs a scenario.
///
/// For the year `t` after the base year, with every rate in percent a year:
/// - `gdp_t = gdp_{t−1} · (1 + g)`, `g = (1 + real)(1 + defl) − 1`, and in the same way `va`, `dep`, `loan` with the
///   rate of their lever, to which the expected effect of the measures on the series is added;
/// - `list_t = list_{t−1} · (1 − delist) + list`, an expected number;
/// - `share = 100 · va / gdp` and `ldr = 100 · loan / dep`.
///
/// A figure the reader entered for a year takes the place of the computed one, and the path goes on from there.
pub fn simulate(plan: &Plan, scenario: &Scenario) -> Outcome {
    let base = |series| scenario.base_value(plan, series);
    let mut levels = Levels {
        gdp: base(Series::Gdp),
        va: base(Series::Va),
        dep: base(Series::Dep),
        loan: base(Series::Loan),
        list: base(Series::List),
    };
    let mut rows = vec![levels.row()];
    for (year, rates) in scenario.years().zip(yearly_rates(plan, scenario)) {
        levels = levels.next(&rates, |series| expected_effect(scenario, series, year));
        let actual = |series| scenario.actuals.get(&series).and_then(|by_year| by_year.get(&year)).map(|d| d.to_f64());
        levels = Levels {
            gdp: actual(Series::Gdp).unwrap_or(levels.gdp),
            va: actual(Series::Va).unwrap_or(levels.va),
            dep: actual(Series::Dep).unwrap_or(levels.dep),
            loan: actual(Series::Loan).unwrap_or(levels.loan),
            list: actual(Series::List).unwrap_or(levels.list),
        };
        rows.push(levels.row());
    }
    Outcome { first: scenario.from, rows }
}

/// Expected effect of all measures on a series in a year, in the unit of its lever; effects add up.
fn expected_effect(scenario: &Scenario, series: Series, year: u16) -> f64 {
    scenario.measures.iter().filter(|m| m.series == series).fold(0.0, |sum, m| sum + m.expected_in(year))
}

/// How the driven series move in one year, before measures: the path takes it as it is, the odds scatter around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearlyRates {
    /// GDP over that of the year before: `(1 + real)(1 + defl)`.
    gdp_factor: f64,
    /// Growth of financial value added, a fraction.
    pub va: f64,
    /// Growth of deposits, a fraction.
    pub dep: f64,
    /// Growth of loans, a fraction.
    pub loan: f64,
    /// Gross new listings.
    pub listings: f64,
    /// Share of the listed companies that leave, a fraction.
    pub delistings: f64,
}

impl YearlyRates {
    /// Growth of nominal GDP, a fraction.
    pub fn gdp(&self) -> f64 {
        self.gdp_factor - 1.0
    }
}

/// The rates of every projected year: the one place that says how levers move series.
pub fn yearly_rates(plan: &Plan, scenario: &Scenario) -> Vec<YearlyRates> {
    let still = YearlyRates { gdp_factor: 1.0, va: 0.0, dep: 0.0, loan: 0.0, listings: 0.0, delistings: 0.0 };
    let mut all = vec![still; scenario.years().count()];
    for lever in Lever::ALL {
        let apply: fn(&mut YearlyRates, f64) = match lever {
            Lever::Real | Lever::Defl => |rates, percent| rates.gdp_factor *= 1.0 + percent / 100.0,
            Lever::Va => |rates, percent| rates.va = percent / 100.0,
            Lever::Dep => |rates, percent| rates.dep = percent / 100.0,
            Lever::Loan => |rates, percent| rates.loan = percent / 100.0,
            Lever::List => |rates, count| rates.listings = count,
            Lever::Delist => |rates, percent| rates.delistings = percent / 100.0,
            // Uncertainty scatters around the path and does not move it; the exchange rate only converts amounts shown.
            Lever::SdGdp
            | Lever::SdVa
            | Lever::SdDep
            | Lever::SdLoan
            | Lever::TauGdp
            | Lever::TauVa
            | Lever::TauDep
            | Lever::TauLoan
            | Lever::Corr
            | Lever::TrendCorr
            | Lever::Ar
            | Lever::Regime
            | Lever::ListCorr
            | Lever::Disp
            | Lever::BaseSdGdp
            | Lever::BaseSdVa
            | Lever::BaseSdDep
            | Lever::BaseSdLoan
            | Lever::Fx => continue,
        };
        let values = scenario.values(plan, *lever);
        for (step, rates) in all.iter_mut().enumerate() {
            apply(rates, values.at(step).to_f64());
        }
    }
    all
}

/// The driven series in one year.
#[derive(Clone, Copy)]
struct Levels {
    gdp: f64,
    va: f64,
    dep: f64,
    loan: f64,
    list: f64,
}

impl Levels {
    fn next(self, rates: &YearlyRates, effect: impl Fn(Series) -> f64) -> Self {
        let grown =
            |value: f64, growth: f64, series| value * (1.0 + growth + effect(series) / 100.0).max(1.0 - LARGEST_LOSS);
        Self {
            gdp: grown(self.gdp, rates.gdp(), Series::Gdp),
            va: grown(self.va, rates.va, Series::Va),
            dep: grown(self.dep, rates.dep, Series::Dep),
            loan: grown(self.loan, rates.loan, Series::Loan),
            list: self.list * (1.0 - rates.delistings) + (rates.listings + effect(Series::List)).max(0.0),
        }
    }

    /// In the order of [`Series::ALL`].
    fn row(self) -> [f64; Series::ALL.len()] {
        let share = 100.0 * self.va / self.gdp;
        let ldr = 100.0 * self.loan / self.dep;
        [self.gdp, self.va, share, self.dep, self.loan, ldr, self.list]
    }
}
