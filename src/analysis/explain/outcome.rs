//! Outcomes that can be explained: a value of the central path, or the probability that targets are met.

use std::collections::BTreeSet;

use engine::Estimate;

use crate::model::odds::{chance, coming};
use crate::model::simulate;
use crate::plan::{Lever, Plan, Series, Target};
use crate::scenario::{Change, Scenario};

/// The change of a probability that it takes to be worth a look.
const VISIBLE: f64 = 0.005;

/// A result that can be explained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutcomeOfInterest<'a> {
    /// The central path of a series in a year, in the unit of the series.
    Central(Series, u16),
    /// The probability that a coming target is met, 0 to 1.
    Chance(&'a Target),
    /// The probability that all targets of a coming year are met together, 0 to 1.
    All(u16),
}

impl<'a> OutcomeOfInterest<'a> {
    /// The default outcome: whether all targets of the last coming year are met, or where the changes do not move that by as
    /// much as shows, the one of them that they move most; deposits in the plan's last year where they can affect none.
    pub fn first(plan: &'a Plan, scenario: &Scenario) -> Self {
        let touched =
            |asked: &Self| scenario.changes(plan).iter().any(|change| asked.depends_on_change(plan, scenario, change));
        let before = scenario.baseline(plan);
        let moved = |asked: &Self| {
            let of = |s: &Scenario| asked.of(plan, s).map_or(0.0, |v| v.value);
            (of(scenario) - of(&before)).abs()
        };
        let year = coming(plan, scenario).map(|t| t.year).max();
        let Some((year, all)) = year.map(|year| (year, Self::All(year))).filter(|(_, all)| touched(all)) else {
            return Self::Central(Series::Dep, plan.period[1].clamp(scenario.from + 1, scenario.to));
        };
        if moved(&all) >= VISIBLE {
            return all;
        }
        let single = coming(plan, scenario).filter(|t| t.year == year).map(Self::Chance).filter(touched);
        let most = single.map(|one| (moved(&one), one)).max_by(|a, b| a.0.total_cmp(&b.0));
        most.filter(|(by, _)| *by >= VISIBLE).map_or(all, |(_, one)| one)
    }

    /// All outcomes: the probability of all targets of each year, of single targets, and every central path.
    pub fn choices(plan: &'a Plan, scenario: &Scenario) -> Vec<Self> {
        let coming: Vec<&Target> = coming(plan, scenario).collect();
        let mut years: Vec<u16> = coming.iter().map(|t| t.year).collect();
        years.sort_unstable();
        years.dedup();
        let single = coming.iter().map(|t| Self::Chance(t));
        let paths = scenario.years().flat_map(|year| Series::ALL.iter().map(move |s| Self::Central(*s, year)));
        years.iter().map(|year| Self::All(*year)).chain(single).chain(paths).collect()
    }

    /// The year it is about.
    pub fn year(self) -> u16 {
        match self {
            Self::Central(_, year) | Self::All(year) => year,
            Self::Chance(target) => target.year,
        }
    }

    /// Whether it is a probability.
    pub fn is_chance(self) -> bool {
        !matches!(self, Self::Central(..))
    }

    /// The targets it is about, under the reading of a scenario; none for a path.
    pub fn targets(self, plan: &'a Plan, scenario: &Scenario) -> Vec<&'a Target> {
        match self {
            Self::Central(..) => Vec::new(),
            Self::Chance(target) => vec![target],
            Self::All(year) => coming(plan, scenario).filter(|t| t.year == year).collect(),
        }
    }

    /// Its value under a scenario, with a bound of its error; `None` for a year that is not projected and for a target that
    /// does not hold under the scenario's reading.
    pub fn of(self, plan: &'a Plan, scenario: &Scenario) -> Option<Estimate> {
        match self {
            Self::Central(series, year) => {
                let value = simulate(plan, scenario).value(series, year).filter(|_| year > scenario.from)?;
                Some(Estimate { value, bound: 0.0 })
            }
            _ => chance(plan, scenario, &self.targets(plan, scenario)),
        }
    }

    /// The driven series it depends on.
    pub fn driven(self, plan: &'a Plan, scenario: &Scenario) -> BTreeSet<Series> {
        let of = match self {
            Self::Central(series, _) => vec![series],
            _ => self.targets(plan, scenario).iter().flat_map(|t| t.of.clone()).collect(),
        };
        of.into_iter().flat_map(Series::parts).copied().collect()
    }

    /// Whether any value of `lever` can change this outcome. Callers skip levers that cannot.
    pub fn depends_on(self, plan: &'a Plan, scenario: &Scenario, lever: Lever) -> bool {
        let driven = self.driven(plan, scenario);
        let has = |series: Series| driven.contains(&series);
        // The central path does not depend on uncertainty.
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

    /// Whether a change of a scenario can affect it. Base year, last year, reading and seed never do: scenarios are
    /// compared within the same ones.
    pub fn depends_on_change(self, plan: &'a Plan, scenario: &Scenario, change: &Change) -> bool {
        let driven = self.driven(plan, scenario);
        let years = || scenario.from + 1..=self.year();
        match change {
            Change::From | Change::To | Change::Reading | Change::Seed => false,
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
