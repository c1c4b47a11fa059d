//! Sensitivity of an outcome: one input at a time between its low and high value (tornado), and two levers (map).

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::decimal::Decimal;
use crate::model::odds::coming;
use crate::model::{Outcome, simulate};
use crate::plan::{Lever, LeverGroup, Plan};
use crate::scenario::{Measure, Scenario, Values};

/// An input with a low and a high value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A lever, at one value in all years.
    Lever(Lever),
    /// The measure at this position: delivered for certain with an effect, or not delivered where that is zero.
    Measure(usize),
}

/// An input and the outcome at both of its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoBar {
    pub input: Input,
    /// Its low and high value.
    pub ends: [Decimal; 2],
    /// Whether they were moved with the scenario, which stands outside of those of the plan file.
    pub shifted: bool,
    /// The outcome at its low and high value, all else unchanged.
    pub results: [f64; 2],
}

impl TornadoBar {
    /// The range of the outcome over both ends and its current value, which may lie outside of them.
    pub fn reach(&self, now: f64) -> f64 {
        let [low, high] = self.results;
        low.max(high).max(now) - low.min(high).min(now)
    }
}

/// The inputs that can affect the outcome, in the order of the plan, measures last.
pub fn inputs<'a>(plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>) -> Vec<Input> {
    let levers = Lever::ALL.iter().filter(|l| asked.depends_on(plan, scenario, **l)).map(|l| Input::Lever(*l));
    let touches = |i: &usize| asked.depends_on_change(plan, scenario, &crate::scenario::Change::Measure(*i));
    levers.chain((0..scenario.measures.len()).filter(touches).map(Input::Measure)).collect()
}

/// The bar of one input; `None` without a range or without an outcome.
pub fn bar<'a>(plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>, input: Input) -> Option<TornadoBar> {
    let (ends, shifted) = match input {
        Input::Lever(lever) => range(plan, scenario, lever)?,
        Input::Measure(i) => {
            let m = scenario.measures.get(i)?;
            ([m.low.min(Decimal::ZERO), m.high.max(Decimal::ZERO)], false)
        }
    };
    let result = |value: Decimal| asked.of(plan, &with(plan, scenario, input, value)).map(|c| c.value);
    let [low, high] = ends.map(result);
    Some(TornadoBar { input, ends, shifted, results: [low?, high?] })
}

/// The low and the high of a lever: those of the plan file, or where the scenario stands outside of them in some year, as far
/// from its mean as they are from the default, wide enough to hold every year and within what the lever takes. Whether they
/// were moved comes second.
fn range(plan: &Plan, scenario: &Scenario, lever: Lever) -> Option<([Decimal; 2], bool)> {
    let [low, high] = scenario.start(plan).ranges.get(&lever).map(|r| [r.low, r.high])?;
    let values = scenario.projected(plan, lever);
    let (least, most) = (values.iter().min()?, values.iter().max()?);
    if low <= least && most <= high {
        return Some(([low, high], false));
    }
    let years = scenario.years().count();
    let mean = |values: &Values| values.mean(years, Decimal::from_raw(1)).raw();
    let by = mean(&values) - mean(&scenario.default_of(plan, lever));
    let data = plan.lever(lever);
    let moved = |end: Decimal| Decimal::from_raw(end.raw() + by).clamp(data.min, data.max);
    Some(([moved(low).min(least), moved(high).max(most)], true))
}

/// The scenario with an input at a value.
pub fn with(plan: &Plan, scenario: &Scenario, input: Input, value: Decimal) -> Scenario {
    let mut scenario = scenario.clone();
    match input {
        Input::Lever(lever) => return scenario.with_lever(plan, lever, Values::constant(value)),
        Input::Measure(i) => {
            let certain = |m: &Measure| {
                let probability = if value == Decimal::ZERO { Decimal::ZERO } else { Decimal::whole(1) };
                Measure { low: value, central: value, high: value, probability, ..m.clone() }
            };
            if let Some(m) = scenario.measures.get_mut(i) {
                *m = certain(m);
            }
        }
    }
    scenario
}

/// The bars of every input, the largest range first; empty without an outcome.
pub fn tornado<'a>(plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>) -> Vec<TornadoBar> {
    let Some(now) = asked.of(plan, scenario) else { return Vec::new() };
    let all = inputs(plan, scenario, asked).into_iter();
    sorted(all.filter_map(|input| bar(plan, scenario, asked, input)).collect(), now.value)
}

pub fn sorted(mut bars: Vec<TornadoBar>, now: f64) -> Vec<TornadoBar> {
    bars.sort_by(|a, b| b.reach(now).total_cmp(&a.reach(now)));
    bars
}

/// Cells of a map along each lever.
pub const CELLS: usize = 16;

/// Two levers over the range of their sliders: how likely what is asked is in every cell, and where each target is met.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The lever across and the lever up.
    pub levers: [Lever; 2],
    /// Nodes of the grid along each lever, rising, in its unit; cells lie between them.
    pub nodes: [Vec<f64>; 2],
    /// Of each target that is asked: by how much the central path meets it, as a share of it, at the nodes done, in rows from
    /// the lowest value of the lever up.
    pub margins: Vec<(String, Vec<Vec<f64>>)>,
    /// Probabilities of the cells done, in rows from the lowest value of the lever up.
    pub cells: Vec<f64>,
}

impl Map {
    /// A map with no cell done; `None` for a path and for levers without room.
    pub fn new<'a>(
        plan: &'a Plan,
        scenario: &Scenario,
        asked: OutcomeOfInterest<'a>,
        levers: [Lever; 2],
    ) -> Option<Self> {
        let targets = Some(asked.targets(plan, scenario)).filter(|t| !t.is_empty())?;
        let nodes = levers.map(|lever| {
            let [low, high] = plan.lever(lever).slider.map(Decimal::to_f64);
            (0..=CELLS).map(|i| low + (high - low) * i as f64 / CELLS as f64).collect::<Vec<f64>>()
        });
        let margins = targets.iter().map(|t| (t.id.clone(), Vec::new())).collect();
        Some(Self { levers, nodes, margins, cells: Vec::new() })
    }

    /// Rows of nodes and cells done, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        let rows = self.margins.first().map_or(0, |(_, rows)| rows.len());
        (rows + self.cells.len(), CELLS + 1 + CELLS * CELLS)
    }

    /// Computes one more row of nodes or one more cell; returns whether it was the last.
    pub fn step<'a>(&mut self, plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>) -> bool {
        let targets = asked.targets(plan, scenario);
        let [across, up] = &self.nodes;
        let row = self.margins.first().and_then(|(_, rows)| up.get(rows.len()));
        if let Some(y) = row {
            let outcome = |x: &f64| simulate(plan, &placed(plan, scenario, self.levers, [*x, *y]));
            let outcomes: Vec<Outcome> = across.iter().map(outcome).collect();
            for ((_, rows), t) in self.margins.iter_mut().zip(targets) {
                let margin = |o: &Outcome| o.measured(t, t.year).map_or(f64::NAN, |v| v / t.value - 1.0);
                rows.push(outcomes.iter().map(margin).collect());
            }
        } else if let Some(place) = self.middle(self.cells.len()) {
            let chance = asked.of(plan, &placed(plan, scenario, self.levers, place));
            self.cells.push(chance.map_or(f64::NAN, |c| c.value));
        }
        let (done, all) = self.progress();
        done >= all
    }

    /// The levers' values in the middle of a cell; `None` beyond the last.
    pub fn middle(&self, cell: usize) -> Option<[f64; 2]> {
        let [across, up] = &self.nodes;
        let midpoint = |nodes: &[f64], i: usize| Some(f64::midpoint(*nodes.get(i)?, *nodes.get(i + 1)?));
        Some([midpoint(across, cell % CELLS)?, midpoint(up, cell / CELLS)?])
    }
}

/// The scenario with two levers at values, the same in every year, rounded to what can be typed.
pub fn placed(plan: &Plan, scenario: &Scenario, levers: [Lever; 2], at: [f64; 2]) -> Scenario {
    levers.into_iter().zip(at).fold(scenario.clone(), |s, (lever, value)| {
        let value = Decimal::nearest(value).unwrap_or_default();
        s.with_lever(plan, lever, Values::constant(value))
    })
}

/// The levers a map can show: those that can affect the outcome, finance first, then the economy, then uncertainty.
pub fn mapped<'a>(plan: &'a Plan, scenario: &Scenario, asked: OutcomeOfInterest<'a>) -> Vec<Lever> {
    let mut all: Vec<Lever> = Lever::ALL.iter().copied().filter(|l| asked.depends_on(plan, scenario, *l)).collect();
    all.sort_by_key(|l| match plan.lever(*l).group {
        LeverGroup::Finance => 0,
        LeverGroup::World => 1,
        LeverGroup::Uncertainty => 2,
    });
    all
}

/// The probability that goes with what is asked: itself, or for a path that of the last target of its series, else of
/// all targets of the last year; `None` without a coming target.
pub fn probability<'a>(
    plan: &'a Plan,
    scenario: &Scenario,
    asked: OutcomeOfInterest<'a>,
) -> Option<OutcomeOfInterest<'a>> {
    let OutcomeOfInterest::Central(series, _) = asked else { return Some(asked) };
    let own = coming(plan, scenario).filter(|t| t.of == [series]).last().map(OutcomeOfInterest::Chance);
    own.or_else(|| coming(plan, scenario).map(|t| t.year).max().map(OutcomeOfInterest::All))
}
