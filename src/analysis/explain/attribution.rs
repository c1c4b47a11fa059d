//! Attribution: splits the difference between a scenario and the plan's defaults among the changes.
//!
//! The parts are Shapley values: each change counts with its effect averaged over all orders in which the changes can be
//! made. They add up to the difference, interactions included, and a change that does nothing gets nothing.

use std::collections::BTreeMap;

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::plan::Plan;
use crate::scenario::{Change, Scenario};

/// Most changes whose every order is counted: a thousand coalitions. With more, some orders are drawn.
pub const EXACT: usize = 10;
/// Orders drawn, each with its reverse.
pub const ORDERS: usize = 32;

/// A set of changes, a bit each. A scenario has fewer: 5 base values, 19 levers, 50 figures, 32 measures.
type Coalition = u128;

/// A resumable attribution.
pub struct AttributionTask<'a> {
    plan: &'a Plan,
    asked: OutcomeOfInterest<'a>,
    scenario: Scenario,
    factors: Vec<Change>,
    /// The sampled orders; `None` where all orders count.
    orders: Option<Vec<Vec<usize>>>,
    /// Coalitions still to be evaluated; the next one is last.
    waiting: Vec<Coalition>,
    worth: BTreeMap<Coalition, f64>,
}

/// The part of one change.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    pub change: Change,
    /// What it adds, in the unit of the outcome.
    pub value: f64,
    /// Its standard error from sampling orders; zero where all orders count.
    pub error: f64,
}

/// A difference and the contributions to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Under the plan's defaults.
    pub before: f64,
    /// Under the scenario.
    pub after: f64,
    /// One for each change that can affect the outcome, the largest first; they add up to the difference.
    pub parts: Vec<Contribution>,
    /// Whether only some orders of the changes were counted.
    pub sampled: bool,
}

impl<'a> AttributionTask<'a> {
    /// Prepares an attribution; no coalition is evaluated yet.
    pub fn new(plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>) -> Self {
        let mut factors = scenario.changes(plan);
        factors.retain(|c| asked.depends_on_change(plan, scenario, c));
        let k = factors.len();
        let orders = (k > EXACT).then(|| drawn(k, scenario.seed));
        let waiting = match &orders {
            None => (0..1 << k).rev().collect(),
            Some(orders) => {
                let mut all: Vec<Coalition> = orders.iter().flat_map(|o| stages(o)).collect();
                all.sort_unstable();
                all.dedup();
                all.reverse();
                all
            }
        };
        let worth = BTreeMap::new();
        Self { plan, asked, scenario: scenario.clone(), factors, orders, waiting, worth }
    }

    /// Coalitions done and their total number.
    pub fn progress(&self) -> (usize, usize) {
        (self.worth.len(), self.worth.len() + self.waiting.len())
    }

    /// Evaluates one more coalition; returns whether it was the last.
    pub fn step(&mut self) -> bool {
        if let Some(coalition) = self.waiting.pop() {
            let value = self.asked.of(self.plan, &self.with(coalition));
            self.worth.insert(coalition, value.map_or(f64::NAN, |v| v.value));
        }
        self.waiting.is_empty()
    }

    /// The plan's defaults with some of the changes.
    fn with(&self, coalition: Coalition) -> Scenario {
        let (from, mut made) = (&self.scenario, self.scenario.baseline(self.plan));
        let chosen = |change: &Change| self.factors.iter().position(|f| f == change).is_some_and(|i| has(coalition, i));
        for change in self.factors.iter().filter(|c| chosen(c)) {
            match change {
                Change::Base(series) => made.base.extend(from.base.get(series).map(|v| (*series, *v))),
                Change::Lever(lever) => made.levers.extend(from.levers.get(lever).map(|v| (*lever, v.clone()))),
                Change::Actual(series, year) => {
                    let value = from.actuals.get(series).and_then(|by_year| by_year.get(year));
                    made.actuals.entry(*series).or_default().extend(value.map(|v| (*year, *v)));
                }
                Change::Measure(_) | Change::From | Change::To | Change::Reading | Change::Seed => {}
            }
        }
        let measures = from.measures.iter().enumerate().filter(|(i, _)| chosen(&Change::Measure(*i)));
        Scenario { measures: measures.map(|(_, m)| m.clone()).collect(), ..made }
    }

    /// The result; `None` before the last step, or where the outcome does not exist.
    pub fn result(&self) -> Option<Attribution> {
        let k = self.factors.len();
        let worth = |coalition: Coalition| self.worth.get(&coalition).copied().filter(|v| v.is_finite());
        let (before, after) = (worth(0)?, worth(everyone(k))?);
        if !self.waiting.is_empty() {
            return None;
        }
        let shares: Vec<(f64, f64)> = match &self.orders {
            None => shapley(k, worth)?.into_iter().map(|v| (v, 0.0)).collect(),
            Some(orders) => averaged(k, orders, worth)?,
        };
        let part =
            |(change, (value, error)): (&Change, (f64, f64))| Contribution { change: change.clone(), value, error };
        let mut parts: Vec<Contribution> = self.factors.iter().zip(shares).map(part).collect();
        parts.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        Some(Attribution { before, after, parts, sampled: self.orders.is_some() })
    }
}

fn has(coalition: Coalition, i: usize) -> bool {
    coalition >> i & 1 == 1
}

fn everyone(k: usize) -> Coalition {
    (0..k).fold(0, |all, i| all | 1 << i)
}

/// Shapley values of `k` players from what every coalition is worth:
/// `φ_i = Σ_S |S|! (k − |S| − 1)! / k! · (v(S ∪ i) − v(S))` over the coalitions without `i`.
pub fn shapley(k: usize, worth: impl Fn(u128) -> Option<f64>) -> Option<Vec<f64>> {
    // Weight of a coalition of s: 1 / (k · C(k − 1, s)).
    let mut weights = Vec::with_capacity(k);
    let mut choose = 1.0;
    for s in 0..k {
        weights.push(1.0 / (k as f64 * choose));
        choose *= (k - 1 - s) as f64 / (s + 1) as f64;
    }
    let worth: Vec<f64> = (0..1 << k).map(worth).collect::<Option<_>>()?;
    let value = |coalition: Coalition| worth.get(coalition as usize).copied();
    let player = |i: usize| {
        let without = (0..1 << k).filter(|s| !has(*s, i));
        let share = |s: Coalition| Some(*weights.get(s.count_ones() as usize)? * (value(s | 1 << i)? - value(s)?));
        without.map(share).sum::<Option<f64>>()
    };
    (0..k).map(player).collect()
}

/// Random orders of `k` players, each followed by its reverse: their errors from interactions offset each other.
pub fn drawn(k: usize, seed: u32) -> Vec<Vec<usize>> {
    let mut state = engine::mix(seed, 0x5a9e_1e57);
    let mut next = |below: usize| {
        state = engine::mix(state, below as u32);
        ((u64::from(state) * below as u64) >> 32) as usize
    };
    let mut all = Vec::new();
    for _ in 0..ORDERS {
        let mut order: Vec<usize> = (0..k).collect();
        for i in (1..k).rev() {
            order.swap(i, next(i + 1));
        }
        let reverse = order.iter().rev().copied().collect();
        all.extend([order, reverse]);
    }
    all
}

/// The coalitions an order goes through, from none to all.
fn stages(order: &[usize]) -> Vec<Coalition> {
    let mut coalition = 0;
    let grown = order.iter().map(|i| {
        coalition |= 1 << i;
        coalition
    });
    std::iter::once(0).chain(grown).collect()
}

/// Mean over orders of what each player adds, with the standard error of that mean between pairs of orders.
pub fn averaged(k: usize, orders: &[Vec<usize>], worth: impl Fn(u128) -> Option<f64>) -> Option<Vec<(f64, f64)>> {
    let mut sums = vec![(0.0, 0.0); k];
    for pair in orders.chunks(2) {
        let mut adds = vec![0.0; k];
        for order in pair {
            let stages = stages(order);
            for (i, (from, to)) in order.iter().zip(stages.iter().zip(stages.iter().skip(1))) {
                *adds.get_mut(*i)? += (worth(*to)? - worth(*from)?) / pair.len() as f64;
            }
        }
        for (sum, add) in sums.iter_mut().zip(adds) {
            *sum = (sum.0 + add, sum.1 + add * add);
        }
    }
    let n = orders.chunks(2).count() as f64;
    let mean_and_error = |(sum, squares): (f64, f64)| {
        let mean = sum / n;
        (mean, libm::sqrt(((squares / n - mean * mean) / (n - 1.0)).max(0.0)))
    };
    Some(sums.into_iter().map(mean_and_error).collect())
}

/// Runs a whole attribution.
pub fn attribution<'a>(plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>) -> Option<Attribution> {
    let mut work = AttributionTask::new(plan, scenario, asked);
    while !work.step() {}
    work.result()
}
