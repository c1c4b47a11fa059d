//! The deterministic path.

use crate::plan::{Lever, Plan, Series, Target};
use crate::scenario::{Scenario, Values};

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
    let values = |lever| scenario.values(plan, lever);
    let levers = Levers {
        real: values(Lever::Real),
        defl: values(Lever::Defl),
        va: values(Lever::Va),
        dep: values(Lever::Dep),
        loan: values(Lever::Loan),
        list: values(Lever::List),
        delist: values(Lever::Delist),
    };
    let base = |series| scenario.base_value(plan, series);
    let mut now = Driven {
        gdp: base(Series::Gdp),
        va: base(Series::Va),
        dep: base(Series::Dep),
        loan: base(Series::Loan),
        list: base(Series::List),
    };
    let mut rows = vec![now.row()];
    for (step, year) in scenario.years().enumerate() {
        now = now.next(&levers, step, |series| effect(scenario, series, year));
        let known = |series| scenario.actuals.get(&series).and_then(|by_year| by_year.get(&year)).map(|d| d.to_f64());
        now = Driven {
            gdp: known(Series::Gdp).unwrap_or(now.gdp),
            va: known(Series::Va).unwrap_or(now.va),
            dep: known(Series::Dep).unwrap_or(now.dep),
            loan: known(Series::Loan).unwrap_or(now.loan),
            list: known(Series::List).unwrap_or(now.list),
        };
        rows.push(now.row());
    }
    Outcome { first: scenario.from, rows }
}

/// Expected effect of all measures on a series in a year, in the unit of its lever; effects add up.
fn effect(scenario: &Scenario, series: Series, year: u16) -> f64 {
    scenario.measures.iter().filter(|m| m.series == series).fold(0.0, |sum, m| sum + m.expected_in(year))
}

struct Levers {
    real: Values,
    defl: Values,
    va: Values,
    dep: Values,
    loan: Values,
    list: Values,
    delist: Values,
}

#[derive(Clone, Copy)]
struct Driven {
    gdp: f64,
    va: f64,
    dep: f64,
    loan: f64,
    list: f64,
}

impl Driven {
    fn next(self, levers: &Levers, step: usize, effect: impl Fn(Series) -> f64) -> Self {
        let rate = |values: &Values| values.at(step).to_f64() / 100.0;
        let grown =
            |value: f64, growth: f64, series| value * (1.0 + growth + effect(series) / 100.0).max(1.0 - LARGEST_LOSS);
        let nominal = (1.0 + rate(&levers.real)) * (1.0 + rate(&levers.defl)) - 1.0;
        Self {
            gdp: grown(self.gdp, nominal, Series::Gdp),
            va: grown(self.va, rate(&levers.va), Series::Va),
            dep: grown(self.dep, rate(&levers.dep), Series::Dep),
            loan: grown(self.loan, rate(&levers.loan), Series::Loan),
            list: self.list * (1.0 - rate(&levers.delist))
                + (levers.list.at(step).to_f64() + effect(Series::List)).max(0.0),
        }
    }

    /// In the order of [`Series::ALL`].
    fn row(self) -> [f64; Series::ALL.len()] {
        let share = 100.0 * self.va / self.gdp;
        let ldr = 100.0 * self.loan / self.dep;
        [self.gdp, self.va, share, self.dep, self.loan, ldr, self.list]
    }
}
