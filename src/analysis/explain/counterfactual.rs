//! Counterfactuals: the smallest change of levers that flips a target's verdict on the central path.
//!
//! Changes of different levers are comparable in units of how far each scattered in the past: its
//! [`spread`](crate::plan::LeverRange::spread). A lever is shifted by the same amount in every year.

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::decimal::Decimal;
use crate::model::simulate;
use crate::plan::{Lever, LeverGroup, Plan, Target};
use crate::scenario::{Scenario, Values};

/// Most steps of the search for the best direction.
const ITERATIONS: usize = 24;
/// Largest difference of a component between directions that count as equal.
const SAME: f64 = 1e-7;
/// Bisection steps along a direction: more than a ten-thousandth of a lever's unit needs.
const HALVINGS: usize = 40;
/// Half the distance over which slopes are measured, in spreads.
const NEAR: f64 = 0.2;

/// A shift of a lever by the same amount in every year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    pub lever: Lever,
    /// In the unit of the lever.
    pub by: Decimal,
    /// The same in spreads.
    pub spreads: f64,
}

/// A change that flips a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The levers that move, in the order of the plan.
    pub moves: Vec<Move>,
    /// Its size: the root of the sum of squares of the moves in spreads.
    pub size: f64,
    pub scenario: Scenario,
}

/// The smallest changes that flip the verdict on one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterfactual<'a> {
    pub target: &'a Target,
    /// Whether the central path meets it without any change.
    pub met: bool,
    /// The smallest change of all levers together; `None` where nothing within their ranges flips it.
    pub joint: Option<Flip>,
    /// The smallest change of each lever alone.
    pub single: Vec<(Lever, Option<Flip>)>,
}

/// The levers of the economy and of finance that move a target.
pub fn levers(plan: &Plan, scenario: &Scenario, target: &Target) -> Vec<Lever> {
    let moves = |lever: &Lever| {
        plan.lever(*lever).group != LeverGroup::Uncertainty
            && OutcomeOfInterest::Chance(target).depends_on(plan, scenario, *lever)
    };
    Lever::ALL.iter().copied().filter(moves).collect()
}

/// The smallest changes that flip the verdict on a coming target; `None` where its year is not projected.
pub fn counterfactual<'a>(plan: &'a Plan, scenario: &Scenario, target: &'a Target) -> Option<Counterfactual<'a>> {
    let axes = levers(plan, scenario, target).into_iter().map(|lever| LeverAxis::new(plan, scenario, lever));
    let axes: Vec<LeverAxis> = axes.collect::<Option<_>>()?;
    let mut search = FlipSearch { plan, scenario, target, axes, met: false };
    search.met = target.is_reached_by(search.measured(scenario).filter(|_| target.year > scenario.from)?);
    let single = |i: usize| {
        let mut direction = vec![0.0; search.axes.len()];
        *direction.get_mut(i)? = 1.0;
        search.along(&search.uphill(&direction, &vec![0.0; search.axes.len()])?)
    };
    Some(Counterfactual {
        target,
        met: search.met,
        single: search.axes.iter().enumerate().map(|(i, axis)| (axis.lever, single(i))).collect(),
        joint: search.joint(),
    })
}

/// A lever, and how far it can be shifted.
struct LeverAxis {
    lever: Lever,
    spread: f64,
    /// Largest shifts down and up that keep every year within the lever's range, in its unit.
    room: [f64; 2],
}

impl LeverAxis {
    fn new(plan: &Plan, scenario: &Scenario, lever: Lever) -> Option<Self> {
        let spread = scenario.start(plan).ranges.get(&lever)?.spread?.to_f64();
        let (data, values) = (plan.lever(lever), scenario.values(plan, lever));
        let room = [data.min.raw() - values.iter().min()?.raw(), data.max.raw() - values.iter().max()?.raw()];
        Some(Self { lever, spread, room: room.map(|raw| Decimal::from_raw(raw).to_f64()) })
    }

    /// The shift of `spreads` spreads, limited by the range and rounded away from zero to a ten-thousandth.
    fn shift(&self, spreads: f64) -> Decimal {
        let [down, up] = self.room;
        let size = Decimal::at_least((spreads * self.spread).abs()).unwrap_or_default();
        let shift = Decimal::from_raw(if spreads < 0.0 { -size.raw() } else { size.raw() });
        let bound = |end: f64| Decimal::nearest(end).unwrap_or_default();
        shift.clamp(bound(down), bound(up))
    }
}

struct FlipSearch<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
    target: &'a Target,
    axes: Vec<LeverAxis>,
    met: bool,
}

impl FlipSearch<'_> {
    fn measured(&self, scenario: &Scenario) -> Option<f64> {
        simulate(self.plan, scenario).measured(self.target, self.target.year)
    }

    /// The scenario with every lever shifted by the given number of spreads.
    fn at(&self, spreads: &[f64]) -> Scenario {
        let shift = |s: Scenario, (axis, spreads): (&LeverAxis, &f64)| {
            let (by, values) = (axis.shift(*spreads).raw(), self.scenario.values(self.plan, axis.lever));
            let moved = Values::by_year(values.iter().map(|v| Decimal::from_raw(v.raw() + by)));
            s.with_lever(self.plan, axis.lever, moved.unwrap_or(values))
        };
        self.axes.iter().zip(spreads).fold(self.scenario.clone(), shift)
    }

    /// The unit vector of steepest change towards the other verdict at `from`, over the axes of `mask`; `None` where nothing
    /// moves the target.
    fn uphill(&self, mask: &[f64], from: &[f64]) -> Option<Vec<f64>> {
        let slope = |i: usize| {
            let moved = |by: f64| {
                let spreads: Vec<f64> =
                    from.iter().enumerate().map(|(j, z)| if i == j { z + by } else { *z }).collect();
                let scenario = self.at(&spreads);
                let shift =
                    |s: &Scenario| s.values(self.plan, self.axes.get(i)?.lever).iter().next().map(Decimal::to_f64);
                Some((self.measured(&scenario)?, shift(&scenario)?))
            };
            let ((low, from), (high, to)) = (moved(-NEAR)?, moved(NEAR)?);
            let spread = self.axes.get(i)?.spread;
            Some(if to > from { (high - low) / (to - from) * spread } else { 0.0 })
        };
        let slopes = mask.iter().enumerate().map(|(i, on)| if *on > 0.0 { slope(i) } else { Some(0.0) });
        let slopes: Vec<f64> = slopes.collect::<Option<_>>()?;
        let length = libm::sqrt(slopes.iter().map(|s| s * s).sum());
        let way = if self.met { -1.0 } else { 1.0 };
        (length > 0.0).then(|| slopes.iter().map(|s| way * s / length).collect())
    }

    /// The smallest change along a direction that flips the verdict; each lever stops at the end of its range.
    fn along(&self, direction: &[f64]) -> Option<Flip> {
        let point = |length: f64| direction.iter().map(|d| d * length).collect::<Vec<f64>>();
        let flipped = |v: f64| if self.met { !self.target.is_reached_by(v) } else { self.target.is_cleared_by(v) };
        let flips = |length: f64| self.measured(&self.at(&point(length))).is_some_and(flipped);
        let ends = self.axes.iter().zip(direction).filter(|(_, d)| **d != 0.0);
        let ends =
            ends.map(|(axis, d)| axis.room.map(f64::abs).into_iter().fold(0.0, f64::max) / axis.spread / d.abs());
        let (mut low, mut high) = (0.0, ends.fold(0.0, f64::max));
        if !flips(high) {
            return None;
        }
        // Most flips are near.
        while high > 1.0 && flips(high / 2.0) {
            high /= 2.0;
        }
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if flips(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        let spreads = point(high);
        let made = |(axis, z): (&LeverAxis, &f64)| {
            let by = axis.shift(*z);
            Move { lever: axis.lever, by, spreads: by.to_f64() / axis.spread }
        };
        let moves: Vec<Move> = self.axes.iter().zip(&spreads).map(made).filter(|m| m.by != Decimal::ZERO).collect();
        let size = libm::sqrt(moves.iter().map(|m| m.spreads * m.spreads).sum());
        Some(Flip { moves, size, scenario: self.at(&spreads) })
    }

    /// The smallest change of all levers. At the optimum the gradient points along the change itself, except for levers at
    /// the end of their range; each iteration takes the gradient where the last one ended.
    fn joint(&self) -> Option<Flip> {
        let all = vec![1.0; self.axes.len()];
        let mut direction = self.uphill(&all, &vec![0.0; self.axes.len()])?;
        let mut best: Option<Flip> = None;
        for _ in 0..ITERATIONS {
            let Some(flip) = self.along(&direction) else { break };
            let spreads =
                |axis: &LeverAxis| flip.moves.iter().find(|m| m.lever == axis.lever).map_or(0.0, |m| m.spreads);
            let end: Vec<f64> = self.axes.iter().map(spreads).collect();
            if best.as_ref().is_none_or(|b| flip.size < b.size) {
                best = Some(flip);
            }
            let next = self.uphill(&all, &end)?;
            let change = next.iter().zip(&direction).fold(0.0_f64, |most, (a, b)| most.max((a - b).abs()));
            direction = next;
            if change < SAME {
                break;
            }
        }
        best
    }
}
