//! Outcomes that can be explained: a value of the median line, or the probability that targets are met.

use std::collections::BTreeSet;

use engine::{Chance, Ensemble, HitCounts, Inputs, Law};

use crate::model::odds::{coming, inputs};
use crate::model::simulate;
use crate::plan::{Lever, Plan, Series, Target};
use crate::scenario::{Change, Scenario};

/// Most simulated paths for a probability without a closed form: explanations compute it many times.
pub const PATHS: u32 = 10_000;

/// A result that can be explained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutcomeOfInterest<'a> {
    /// The median line of a series in a year, in the unit of the series.
    Median(Series, u16),
    /// The probability that a coming target is met, 0 to 1.
    Chance(&'a Target),
    /// The probability that all targets of a coming year are met together, 0 to 1.
    All(u16),
}

impl<'a> OutcomeOfInterest<'a> {
    /// The default outcome: whether all targets of the last coming year are met if a change can affect it, else deposits in
    /// the plan's last year.
    pub fn first(plan: &'a Plan, scenario: &Scenario) -> Self {
        let all = coming(plan, scenario).map(|t| t.year).max().map(Self::All);
        let touched =
            |asked: &Self| scenario.changes(plan).iter().any(|change| asked.depends_on_change(plan, scenario, change));
        let last = plan.period[1].clamp(scenario.from + 1, scenario.to);
        all.filter(touched).unwrap_or(Self::Median(Series::Dep, last))
    }

    /// All outcomes: the probability of all targets of each year, of single targets, and every median.
    pub fn choices(plan: &'a Plan, scenario: &Scenario) -> Vec<Self> {
        let coming: Vec<&Target> = coming(plan, scenario).collect();
        let mut years: Vec<u16> = coming.iter().map(|t| t.year).collect();
        years.sort_unstable();
        years.dedup();
        let single = coming.iter().map(|t| Self::Chance(t));
        let medians = scenario.years().flat_map(|year| Series::ALL.iter().map(move |s| Self::Median(*s, year)));
        years.iter().map(|year| Self::All(*year)).chain(single).chain(medians).collect()
    }

    /// The year it is about.
    pub fn year(self) -> u16 {
        match self {
            Self::Median(_, year) | Self::All(year) => year,
            Self::Chance(target) => target.year,
        }
    }

    /// Whether it is a probability.
    pub fn is_chance(self) -> bool {
        !matches!(self, Self::Median(..))
    }

    /// The targets it is about, under the reading of a scenario; none for a median.
    pub fn targets(self, plan: &'a Plan, scenario: &Scenario) -> Vec<&'a Target> {
        match self {
            Self::Median(..) => Vec::new(),
            Self::Chance(target) => vec![target],
            Self::All(year) => coming(plan, scenario).filter(|t| t.year == year).collect(),
        }
    }

    /// Its value under a scenario, with the Monte Carlo error of a simulated probability; `None` for a year that is not
    /// projected and for a target that does not hold under the scenario's reading.
    pub fn of(self, plan: &'a Plan, scenario: &Scenario, paths: u32) -> Option<Chance> {
        match self {
            Self::Median(series, year) => {
                let value = simulate(plan, scenario).value(series, year).filter(|_| year > scenario.from)?;
                Some(Chance { value, error: 0.0 })
            }
            _ => chance(plan, scenario, &self.targets(plan, scenario), paths),
        }
    }

    /// Monte Carlo error of its value under `of` less its value under `from`: on shared random numbers where both are
    /// simulated.
    pub fn error_between(self, plan: &'a Plan, of: &Scenario, from: &Scenario, paths: u32) -> f64 {
        let tally = |scenario: &Scenario| counted(&mut self.simulated(plan, scenario)?, paths);
        match (tally(of), tally(from)) {
            (Some(of), Some(from)) => of.less(&from).map_or(f64::NAN, |chance| chance.error),
            (Some(one), None) | (None, Some(one)) => one.chance().error,
            (None, None) => 0.0,
        }
    }

    /// Whether it is a probability without a closed form.
    pub fn is_simulated(self, plan: &'a Plan, scenario: &Scenario) -> bool {
        self.simulated(plan, scenario).is_some()
    }

    /// The engine's inputs for it; `None` where nothing has to be simulated.
    fn simulated(self, plan: &'a Plan, scenario: &Scenario) -> Option<Inputs> {
        held(plan, scenario, &self.targets(plan, scenario)).filter(|inputs| closed(inputs).is_none())
    }

    /// The driven series it depends on.
    pub fn driven(self, plan: &'a Plan, scenario: &Scenario) -> BTreeSet<Series> {
        let of = match self {
            Self::Median(series, _) => vec![series],
            _ => self.targets(plan, scenario).iter().flat_map(|t| t.of.clone()).collect(),
        };
        of.into_iter().flat_map(Series::parts).copied().collect()
    }

    /// Whether any value of `lever` can change this outcome. Callers skip levers that cannot.
    pub fn depends_on(self, plan: &'a Plan, scenario: &Scenario, lever: Lever) -> bool {
        let driven = self.driven(plan, scenario);
        let has = |series: Series| driven.contains(&series);
        // The median line does not depend on uncertainty.
        let spread = |series: Series| self.is_chance() && has(series);
        match lever {
            Lever::Real | Lever::Defl => has(Series::Gdp),
            Lever::Va => has(Series::Va),
            Lever::Dep => has(Series::Dep),
            Lever::Loan => has(Series::Loan),
            Lever::List | Lever::Delist => has(Series::List),
            Lever::Fx => false,
            Lever::SdGdp | Lever::TauGdp | Lever::BaseSdGdp => spread(Series::Gdp),
            Lever::SdVa | Lever::TauVa | Lever::BaseSdVa => spread(Series::Va),
            Lever::SdDep | Lever::TauDep | Lever::BaseSdDep => spread(Series::Dep),
            Lever::SdLoan | Lever::TauLoan | Lever::BaseSdLoan => spread(Series::Loan),
            Lever::Regime | Lever::Disp => spread(Series::List),
            Lever::ListCorr => spread(Series::List) && driven.len() > 1,
            // The distribution of a single series does not depend on what it shares with others.
            Lever::Corr | Lever::TrendCorr => self.is_chance() && driven.len() > 1,
            // Persistence acts from the second projected year on.
            Lever::Ar => self.is_chance() && self.year() > scenario.from + 1,
        }
    }

    /// Whether a change of a scenario can affect it. Base year, last year, reading and simulation never do: scenarios are
    /// compared within the same ones.
    pub fn depends_on_change(self, plan: &'a Plan, scenario: &Scenario, change: &Change) -> bool {
        let driven = self.driven(plan, scenario);
        let years = || scenario.from + 1..=self.year();
        match change {
            Change::From | Change::To | Change::Reading | Change::Simulation => false,
            Change::Base(series) => driven.contains(series),
            Change::Actual(series, year) => driven.contains(series) && *year <= self.year(),
            Change::Measure(i) => {
                let acts = |m: &crate::scenario::Measure| years().any(|y| m.share_in(y) > 0.0);
                scenario.measures.get(*i).is_some_and(|m| driven.contains(&m.series) && acts(m))
            }
            Change::Lever(lever) => {
                let (values, default) = (scenario.values(plan, *lever), scenario.default_of(plan, *lever));
                self.depends_on(plan, scenario, *lever)
                    && years().enumerate().any(|(i, _)| values.at(i) != default.at(i))
            }
        }
    }
}

/// The probability that targets of one year are all met: by closed form where there is one, else from at most `paths` of
/// the scenario's simulated paths. The random numbers do not depend on the targets.
pub fn chance(plan: &Plan, scenario: &Scenario, targets: &[&Target], paths: u32) -> Option<Chance> {
    let mut inputs = held(plan, scenario, targets)?;
    if let Some((law, target)) = closed(&inputs) {
        return Some(Chance { value: law.chance(target.threshold, target.above), error: 0.0 });
    }
    counted(&mut inputs, paths).map(|tally| tally.chance())
}

/// Counts of the paths that meet all conditions.
fn counted(inputs: &mut Inputs, paths: u32) -> Option<HitCounts> {
    inputs.paths = inputs.paths.min(paths);
    let mut ensemble = Ensemble::new(inputs);
    ensemble.run(u32::MAX);
    ensemble.tally_all(inputs.years - 1)
}

/// The engine's inputs for targets of one year alone. Draws are keyed by year, so that leaving out later years and other
/// targets does not move them.
fn held(plan: &Plan, scenario: &Scenario, targets: &[&Target]) -> Option<Inputs> {
    let mut inputs = inputs(plan, scenario);
    let step = usize::from(targets.first()?.year.checked_sub(scenario.from + 1)?);
    let wanted = coming(plan, scenario).zip(&inputs.targets).filter(|(t, _)| targets.iter().any(|w| w.id == t.id));
    (inputs.years, inputs.targets) = (step + 1, wanted.map(|(_, t)| *t).collect());
    Some(inputs)
}

/// The closed form of the inputs' single condition, where there is one.
fn closed(inputs: &Inputs) -> Option<(Law, engine::Condition)> {
    let [one] = inputs.targets.as_slice() else { return None };
    Some((engine::law(inputs, one.of, one.step)?, *one))
}
