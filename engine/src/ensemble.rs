//! The ensemble: many futures, drawn eight at a time for each replicate, kept as counts.
//!
//! A round is eight points of every replicate; each step of the work goes over a whole round before the next, so that
//! loops are short and tables stay at hand.
//!
//! Growing series are carried as the logarithm of their distance from the path without shocks and effects, so that a
//! year is a few additions and the mirror image of a future is its negative.

use std::ops::Range;

use bytemuck::cast;
use wide::{i32x8, u32x8};

use crate::count::Counts;
use crate::draw::{Purpose, Seeds, Stream};
use crate::histogram::Histogram;
use crate::inputs::{Condition, CountSeries, Effect, GrowthSeries, Inputs, LARGEST_LOSS, On, Quantity, at};
use crate::lanes::{F, LANES, NormalLanes, U, all, exp, ln, unit};
use crate::{Law, law};

/// Independent replicates of the point set: their scatter is the error of a probability.
pub const REPLICATES: usize = 16;
/// Standard deviations of a count that are kept apart.
const COUNT_REACH: f64 = 12.0;
/// Most targets of one year that are counted together.
const JOINT: usize = 8;

/// A number for eight points of each replicate.
type LaneRow = [F; REPLICATES];
/// The same for the points and for their mirror images.
type MirroredRows = [LaneRow; 2];

const NONE: LaneRow = [all(0.0); REPLICATES];

/// A probability with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The probability.
    pub value: f64,
    /// Its standard error; zero where it is exact.
    pub error: f64,
}

/// Paths that did something, replicate by replicate.
///
/// Two runs with the same seed and number of paths draw the same numbers in each replicate, so what they differ by in
/// one replicate is independent of what they differ by in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitCounts {
    /// Paths that did.
    pub hits: [u32; REPLICATES],
    /// Paths done.
    pub paths: [u32; REPLICATES],
}

impl HitCounts {
    /// The share of paths that did, with its error from the scatter of the replicates.
    pub fn chance(&self) -> Chance {
        let part = |hits: u32, paths: u32| f64::from(hits) / f64::from(paths);
        self.estimate(sum(&self.hits) / sum(&self.paths), self.hits.iter().zip(&self.paths).map(|(h, n)| part(*h, *n)))
    }

    /// By how much this share exceeds another, with the error of that difference; `None` unless both runs have done the
    /// same paths.
    pub fn less(&self, other: &Self) -> Option<Chance> {
        let part = |((a, b), paths): ((&u32, &u32), &u32)| (f64::from(*a) - f64::from(*b)) / f64::from(*paths);
        let parts = self.hits.iter().zip(&other.hits).zip(&self.paths).map(part);
        let value = (sum(&self.hits) - sum(&other.hits)) / sum(&self.paths);
        (self.paths == other.paths).then(|| self.estimate(value, parts))
    }

    /// A value with the error that its parts, one a replicate, tell.
    fn estimate(&self, value: f64, parts: impl Iterator<Item = f64>) -> Chance {
        let done = parts.zip(&self.paths).filter(|(_, paths)| **paths > 0).map(|(part, _)| part);
        let (n, squares) = done.fold((0.0, 0.0), |(n, squares), p| (n + 1.0, squares + (p - value) * (p - value)));
        Chance { value, error: if n > 1.0 { libm::sqrt(squares / (n - 1.0) / n) } else { 0.5 } }
    }
}

fn sum(counts: &[u32; REPLICATES]) -> f64 {
    counts.iter().map(|n| f64::from(*n)).sum()
}

/// A Monte Carlo run that can be stopped and gone on with. Its results depend on how many paths are done, and on
/// nothing else.
pub struct Ensemble {
    inputs: Inputs,
    batches: u32,
    persistence: [F; 2],
    growing: Vec<GrowthState>,
    counting: Option<CountState>,
    effects: Vec<EffectState>,
    measured: Vec<Measured>,
    held: Vec<TargetState>,
    years: Vec<Year>,
    trace: Option<Vec<MirroredRows>>,
}

/// A growing series on the paths in hand.
struct GrowthState {
    unknown: Stream,
    trend: F,
    /// Weights of the common and the own shock.
    weights: [F; 2],
    touched: bool,
    /// Whether anything is asked of it.
    needed: bool,
    drift: LaneRow,
    own: LaneRow,
    /// Logarithm of the distance that shocks and trend make; the mirror image has its negative.
    shaken: LaneRow,
    /// Logarithm of the distance that effects make.
    lifted: MirroredRows,
}

/// The counting series on the paths in hand.
struct CountState {
    start: F,
    counts: Counts,
    regime: F,
    touched: bool,
    now: MirroredRows,
}

/// An effect on the paths in hand.
struct EffectState {
    effect: Effect,
    delivery: Stream,
    size: Stream,
    drawn: MirroredRows,
}

/// A quantity on the paths in hand: the logarithm of its distance, the ratio for a sum, the number for a count.
struct Measured {
    of: Quantity,
    now: MirroredRows,
}

/// A target on the paths in hand.
struct TargetState {
    of: usize,
    above: bool,
    /// Paths that met it in an earlier year.
    met: MirroredRows,
    /// Paths of each replicate that meet it this year, a bit each.
    hit: [u32; REPLICATES],
}

/// What a year holds, and what has been counted in it.
struct Year {
    common: Stream,
    growing: Vec<GrowthYear>,
    counting: Option<CountYear>,
    shares: Vec<F>,
    /// Of each quantity: parts of a sum, and its distribution if it is watched.
    measured: Vec<([F; 2], Option<Histogram>)>,
    /// Of each target: the value to reach, and how many paths reach it first in this year.
    held: Vec<(F, u64)>,
    due: Vec<usize>,
    /// Paths of each replicate by the set of due targets they hit.
    joint: Vec<[u32; REPLICATES]>,
}

struct GrowthYear {
    own: Stream,
    growth: F,
    log_factor: F,
    known: bool,
}

struct CountYear {
    join: Stream,
    leave: Stream,
    mean: F,
    probability: f64,
    /// `−ln(1 − probability)`.
    weight: f32,
    known: Option<F>,
}

impl Ensemble {
    /// An ensemble with nothing done yet.
    pub fn new(inputs: &Inputs) -> Self {
        Self::seeded(inputs, Seeds::all(inputs.seed))
    }

    fn seeded(inputs: &Inputs, seeds: Seeds) -> Self {
        let stream = |purpose| Stream::new(purpose, seeds.of(purpose), inputs.sampler);
        let touched = |on: On| inputs.effects.iter().any(|e| e.on == on);
        let mut quantities: Vec<Quantity> = inputs.watch.clone();
        for target in &inputs.targets {
            if !quantities.contains(&target.of) {
                quantities.push(target.of);
            }
        }
        let grown = |(i, g): (usize, &GrowthSeries)| GrowthState {
            unknown: stream(Purpose::Trend(i)),
            trend: all(g.trend as f32),
            weights: [
                all((g.shock * libm::sqrt(inputs.common)) as f32),
                all((g.shock * libm::sqrt(1.0 - inputs.common)) as f32),
            ],
            touched: touched(On::GrowthSeries(i)),
            needed: quantities.iter().any(|q| q.uses(On::GrowthSeries(i))),
            drift: NONE,
            own: NONE,
            shaken: NONE,
            lifted: [NONE; 2],
        };
        let acting = |e: &Effect| EffectState {
            effect: e.clone(),
            delivery: stream(Purpose::Delivery(e.key)),
            size: stream(Purpose::Size(e.key)),
            drawn: [NONE; 2],
        };
        let position = |of: Quantity| quantities.iter().position(|q| *q == of).unwrap_or(0);
        let rest = 1.0 - inputs.persistence * inputs.persistence;
        Self {
            batches: 0,
            persistence: [all(inputs.persistence as f32), all(libm::sqrt(rest) as f32)],
            growing: inputs.growing.iter().enumerate().map(grown).collect(),
            counting: inputs.counting.as_ref().map(|c| CountState {
                start: all(libm::round(c.start) as f32),
                counts: Counts::new(c.size),
                regime: all(c.regime as f32),
                touched: touched(On::CountSeries),
                now: [NONE; 2],
            }),
            effects: inputs.effects.iter().map(acting).collect(),
            measured: quantities.iter().map(|of| Measured { of: *of, now: [NONE; 2] }).collect(),
            held: inputs
                .targets
                .iter()
                .map(|t| TargetState { of: position(t.of), above: t.above, met: [NONE; 2], hit: [0; REPLICATES] })
                .collect(),
            years: (0..inputs.years).map(|step| Year::new(inputs, seeds, &quantities, step)).collect(),
            trace: None,
            inputs: inputs.clone(),
        }
    }

    /// What it is made of.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Simulates up to `paths` more, whole batches, at least one; tells whether the run is complete.
    pub fn run(&mut self, paths: u32) -> bool {
        let batch = self.batch_size();
        let wanted = self.batches.saturating_add((paths / batch).max(1)).min(self.total() / batch);
        while self.batches < wanted {
            let first = self.batches as usize % REPLICATES;
            let end = REPLICATES.min(first + (wanted - self.batches) as usize);
            self.round(first..end);
            self.batches += (end - first) as u32;
            if end == REPLICATES {
                self.advance();
            }
        }
        self.is_complete()
    }

    /// Whether all paths are done.
    pub fn is_complete(&self) -> bool {
        self.done() >= self.total()
    }

    /// Paths done.
    pub fn done(&self) -> u32 {
        self.batches * self.batch_size()
    }

    /// Paths of the full run.
    pub fn total(&self) -> u32 {
        self.inputs.paths.div_ceil(self.batch_size()).max(1) * self.batch_size()
    }

    fn batch_size(&self) -> u32 {
        (LANES * self.inputs.sampler.images()) as u32
    }

    /// Simulates the round in hand and counts the paths of some replicates.
    fn round(&mut self, counted: Range<usize>) {
        let round = self.batches / REPLICATES as u32;
        let images = self.inputs.sampler.images();
        for g in self.growing.iter_mut().filter(|g| g.needed) {
            g.start(round);
        }
        for e in &mut self.effects {
            e.draw(round);
        }
        if let Some(c) = &mut self.counting {
            c.now = [[c.start; REPLICATES]; 2];
        }
        for held in &mut self.held {
            held.met = [NONE; 2];
        }
        let mut common = NONE;
        for (step, year) in self.years.iter_mut().enumerate() {
            let persistence = if step == 0 { [all(0.0), all(1.0)] } else { self.persistence };
            go_on(&mut common, persistence, &year.common.bits(round));
            for (i, (g, y)) in self.growing.iter_mut().zip(&year.growing).enumerate().filter(|(_, (g, _))| g.needed) {
                g.go_on(y, persistence, &common, round);
                if g.touched {
                    g.lift(y, &effects_on(&self.effects, &year.shares, On::GrowthSeries(i)));
                }
                if y.known {
                    g.shaken = NONE;
                    g.lifted = [NONE; 2];
                }
            }
            if let (Some(c), Some(y)) = (&mut self.counting, &year.counting) {
                let effects = c.touched.then(|| effects_on(&self.effects, &year.shares, On::CountSeries));
                c.go_on(y, &common, effects.as_ref(), images, round);
            }
            for (m, (parts, histogram)) in self.measured.iter_mut().zip(&mut year.measured) {
                m.measure(&self.growing, self.counting.as_ref(), *parts);
                if let Some(histogram) = histogram {
                    let images = if histogram.is_mirrored() { 1 } else { images };
                    for values in m.now.iter().take(images) {
                        histogram.add(values.get(counted.clone()).unwrap_or_default());
                    }
                }
                if let Some(trace) = &mut self.trace {
                    trace.push(m.now);
                }
            }
            for (i, (held, (cut, first))) in self.held.iter_mut().zip(&mut year.held).enumerate() {
                if let Some(m) = self.measured.get(held.of) {
                    *first += held.compare(m, *cut, images, counted.clone(), year.due.contains(&i));
                }
            }
            year.count_joint(&self.held, counted.clone(), (1 << (LANES * images)) - 1);
        }
    }

    /// Takes every stream to the next points.
    fn advance(&mut self) {
        let round = self.batches / REPLICATES as u32;
        for g in &mut self.growing {
            g.unknown.advance(round);
        }
        for year in &mut self.years {
            year.common.advance(round);
            for y in &mut year.growing {
                y.own.advance(round);
            }
            if let Some(y) = &mut year.counting {
                y.join.advance(round);
                y.leave.advance(round);
            }
        }
    }

    /// The value of a watched quantity below which a share of the paths done lies in a year, in the unit of the
    /// quantity; `None` for what is not watched.
    pub fn quantile(&self, of: Quantity, step: usize, share: f64) -> Option<f64> {
        let position = self.measured.iter().position(|m| m.of == of)?;
        let (_, histogram) = self.years.get(step)?.measured.get(position)?;
        Some(in_unit(&self.inputs, of, step, histogram.as_ref()?.quantile(share)?))
    }

    /// The probability that the target at this position is hit in its year.
    pub fn hit(&self, target: usize) -> Option<Chance> {
        self.tally(target).map(|tally| tally.chance())
    }

    /// The probability that a number of the targets of a year are hit for which `wanted` is true.
    pub fn hits(&self, step: usize, wanted: impl Fn(u32) -> bool) -> Option<Chance> {
        self.tally_of(step, |set| wanted(set.count_ones())).map(|tally| tally.chance())
    }

    /// The paths that hit the target at this position in its year.
    pub fn tally(&self, target: usize) -> Option<HitCounts> {
        let step = self.inputs.targets.get(target)?.step;
        let bit = self.years.get(step)?.due.iter().position(|t| *t == target)?;
        self.tally_of(step, |set| set >> bit & 1 == 1)
    }

    /// The paths that hit every target of a year.
    pub fn tally_all(&self, step: usize) -> Option<HitCounts> {
        let all = self.years.get(step)?.due.len() as u32;
        self.tally_of(step, |set| set.count_ones() == all)
    }

    fn tally_of(&self, step: usize, wanted: impl Fn(u32) -> bool) -> Option<HitCounts> {
        let joint = &self.years.get(step)?.joint;
        if joint.len() < 2 || self.batches == 0 {
            return None;
        }
        let mut hits = [0_u32; REPLICATES];
        for (_, counts) in joint.iter().enumerate().filter(|(set, _)| wanted(*set as u32)) {
            for (sum, count) in hits.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let (rounds, rest) = (self.batches / REPLICATES as u32, self.batches % REPLICATES as u32);
        let paths = |replicate: usize| (rounds + u32::from((replicate as u32) < rest)) * self.batch_size();
        Some(HitCounts { hits, paths: std::array::from_fn(paths) })
    }

    /// The share of paths that meet the target at this position for the first time in each projected year.
    pub fn first(&self, target: usize) -> Vec<f64> {
        let of_year = |y: &Year| y.held.get(target).map_or(0.0, |(_, n)| *n as f64 / f64::from(self.done().max(1)));
        self.years.iter().map(of_year).collect()
    }

    /// The first paths of the run, one by one: for each watched quantity its value in every year.
    pub fn traces(inputs: &Inputs, paths: usize) -> Vec<(Quantity, Vec<Vec<f64>>)> {
        Self::traces_of(inputs, Seeds::all(inputs.seed), paths)
    }

    /// The same with a seed for each kind of draw. Kinds that differ in their seeds are independent only where points
    /// are drawn independently: two scramblings of one Sobol dimension are not.
    pub fn traces_of(inputs: &Inputs, seeds: Seeds, paths: usize) -> Vec<(Quantity, Vec<Vec<f64>>)> {
        let mut ensemble = Self::seeded(inputs, seeds);
        ensemble.trace = Some(Vec::new());
        let (images, size) = (inputs.sampler.images(), ensemble.batch_size() as usize);
        ensemble.run((paths.div_ceil(size) * size) as u32);
        let rows = ensemble.trace.take().unwrap_or_default();
        let quantities = ensemble.measured.len().max(1);
        let value = |of: Quantity, path: usize, step: usize, position: usize| {
            let (batch, inside) = (path / size, path % size);
            let rows = rows.get((batch / REPLICATES * inputs.years + step) * quantities + position)?;
            let lane =
                rows.get(inside / LANES).filter(|_| inside / LANES < images)?.get(batch % REPLICATES)?.to_array();
            Some(in_unit(inputs, of, step, f64::from(at(&lane, inside % LANES)?)))
        };
        let of = |(position, of): (usize, &Quantity)| {
            let path = |p: usize| (0..inputs.years).filter_map(|step| value(*of, p, step, position)).collect();
            (*of, (0..paths).map(path).collect())
        };
        inputs.watch.iter().enumerate().map(of).collect()
    }
}

impl Year {
    fn new(inputs: &Inputs, seeds: Seeds, quantities: &[Quantity], step: usize) -> Self {
        let stream = |purpose| Stream::new(purpose, seeds.of(purpose), inputs.sampler);
        let growing = |(i, g): (usize, &GrowthSeries)| GrowthYear {
            own: stream(Purpose::Own(i, step)),
            growth: all((g.factor(step) - 1.0) as f32),
            log_factor: all(libm::log(g.factor(step)) as f32),
            known: g.known_at(step).is_some(),
        };
        let counting = |c: &CountSeries| CountYear {
            join: stream(Purpose::Join(step)),
            leave: stream(Purpose::Leave(step)),
            mean: all(at(&c.join, step).unwrap_or(0.0) as f32),
            probability: at(&c.leave, step).unwrap_or(0.0),
            weight: -libm::log1p(-at(&c.leave, step).unwrap_or(0.0)) as f32,
            known: at(&c.known, step).flatten().map(|n| all(libm::round(n) as f32)),
        };
        let measured = |of: &Quantity| {
            let parts = match of {
                Quantity::Sum(a, b) => [*a, *b].map(|i| {
                    let part = centre(inputs, Quantity::Level(i), step) / centre(inputs, *of, step);
                    all(part as f32)
                }),
                _ => [all(0.0); 2],
            };
            (parts, inputs.watch.contains(of).then(|| histogram(inputs, *of, step)).flatten())
        };
        let cut = |t: &Condition| {
            let cut = match t.of {
                Quantity::Count => t.threshold,
                Quantity::Sum(..) => t.threshold / centre(inputs, t.of, step),
                _ => libm::log((t.threshold / centre(inputs, t.of, step)).max(0.0)),
            };
            (all(cut as f32), 0)
        };
        let due: Vec<usize> =
            inputs.targets.iter().enumerate().filter(|(_, t)| t.step == step).map(|(i, _)| i).take(JOINT).collect();
        Self {
            common: stream(Purpose::Common(step)),
            growing: inputs.growing.iter().enumerate().map(growing).collect(),
            counting: inputs.counting.as_ref().map(counting),
            shares: inputs.effects.iter().map(|e| all(at(&e.share, step).unwrap_or(0.0) as f32)).collect(),
            measured: quantities.iter().map(measured).collect(),
            held: inputs.targets.iter().map(cut).collect(),
            joint: vec![[0; REPLICATES]; 1 << due.len()],
            due,
        }
    }

    /// Counts the paths by the set of targets of this year that they hit.
    fn count_joint(&mut self, held: &[TargetState], counted: Range<usize>, everyone: u32) {
        if self.due.is_empty() {
            return;
        }
        for (set, counts) in self.joint.iter_mut().enumerate() {
            let mut paths = [everyone; REPLICATES];
            for (bit, held) in self.due.iter().filter_map(|target| held.get(*target)).enumerate() {
                let flip = if set >> bit & 1 == 1 { 0 } else { !0 };
                for (paths, hit) in paths.iter_mut().zip(held.hit) {
                    *paths &= hit ^ flip;
                }
            }
            for (count, paths) in counts.iter_mut().zip(paths).take(counted.end).skip(counted.start) {
                *count += paths.count_ones();
            }
        }
    }
}

impl EffectState {
    fn draw(&mut self, round: u32) {
        let [low, central, high] = self.effect.effect.map(|e| e as f32);
        let width = high - low;
        let turn = if width > 0.0 { (central - low) / width } else { 0.0 };
        let (delivery, size) = (self.delivery.bits(round), self.size.bits(round));
        for (drawn, flip) in self.drawn.iter_mut().zip([0, !0]) {
            let flip = u32x8::splat(flip);
            for ((drawn, delivery), size) in drawn.iter_mut().zip(&delivery).zip(&size) {
                let u = unit(*size ^ flip);
                let rising = all(low) + (u * all(width * (central - low))).sqrt();
                let falling = all(high) - ((all(1.0) - u) * all(width * (high - central))).sqrt();
                let full = u.simd_lt(all(turn)).select(rising, falling);
                *drawn = unit(*delivery ^ flip).simd_lt(all(self.effect.probability as f32)) & full;
            }
        }
    }
}

/// What all effects on a series add in a year.
fn effects_on(effects: &[EffectState], shares: &[F], on: On) -> MirroredRows {
    let mut sums = [NONE; 2];
    for (effect, share) in effects.iter().zip(shares).filter(|(e, _)| e.effect.on == on) {
        for (sum, drawn) in sums.as_flattened_mut().iter_mut().zip(effect.drawn.as_flattened()) {
            *sum += *drawn * *share;
        }
    }
    sums
}

/// Takes a persistent shock to the next year.
fn go_on(shock: &mut LaneRow, [keep, fresh]: [F; 2], bits: &[U; REPLICATES]) {
    let normal = NormalLanes::new();
    for (shock, bits) in shock.iter_mut().zip(bits) {
        *shock = keep * *shock + fresh * normal.of(*bits);
    }
}

impl GrowthState {
    /// Begins new paths.
    fn start(&mut self, round: u32) {
        let normal = NormalLanes::new();
        for (drift, bits) in self.drift.iter_mut().zip(&self.unknown.bits(round)) {
            *drift = self.trend * normal.of(*bits);
        }
        self.shaken = NONE;
        self.lifted = [NONE; 2];
    }

    fn go_on(&mut self, year: &GrowthYear, persistence: [F; 2], common: &LaneRow, round: u32) {
        go_on(&mut self.own, persistence, &year.own.bits(round));
        let [of_common, of_own] = self.weights;
        for (((shaken, drift), common), own) in self.shaken.iter_mut().zip(&self.drift).zip(common).zip(&self.own) {
            *shaken += *drift + of_common * *common + of_own * *own;
        }
    }

    fn lift(&mut self, year: &GrowthYear, effects: &MirroredRows) {
        for (lifted, effect) in self.lifted.as_flattened_mut().iter_mut().zip(effects.as_flattened()) {
            let factor = (all(1.0) + (year.growth + *effect)).fast_max(all((1.0 - LARGEST_LOSS) as f32));
            *lifted += ln(factor) - year.log_factor;
        }
    }

    /// Adds a function of the distance, for the points and their mirror images.
    fn add(&self, to: &mut MirroredRows, f: impl Fn(F) -> F) {
        let [here, there] = to;
        let [lifted, opposite] = &self.lifted;
        for ((((here, there), shaken), lifted), opposite) in
            here.iter_mut().zip(there).zip(&self.shaken).zip(lifted).zip(opposite)
        {
            *here += f(*lifted + *shaken);
            *there += f(*opposite - *shaken);
        }
    }
}

impl CountState {
    fn go_on(&mut self, year: &CountYear, common: &LaneRow, effects: Option<&MirroredRows>, images: usize, round: u32) {
        if let Some(known) = year.known {
            self.now = [[known; REPLICATES]; 2];
            return;
        }
        let (join, leave) = (year.join.bits(round), year.leave.bits(round));
        let half = all(0.5) * self.regime * self.regime;
        let signs = [(self.regime, 0), (-self.regime, !0)];
        for (image, (now, (regime, flip))) in self.now.iter_mut().zip(signs).enumerate().take(images) {
            let flip = u32x8::splat(flip);
            for (now, leave) in now.iter_mut().zip(&leave) {
                *now -= self.counts.leaving(unit(*leave ^ flip), *now, year.probability, year.weight);
            }
            let mut means = [year.mean; REPLICATES];
            if let Some(effects) = effects.and_then(|e| e.get(image)) {
                for (mean, effect) in means.iter_mut().zip(effects) {
                    *mean = (*mean + *effect).fast_max(all(0.0));
                }
            }
            for (((now, join), mean), common) in now.iter_mut().zip(&join).zip(means).zip(common) {
                let mean = mean * exp(regime * *common - half);
                *now += self.counts.negative_binomial(unit(*join ^ flip), mean);
            }
        }
    }
}

impl Measured {
    fn measure(&mut self, growing: &[GrowthState], counting: Option<&CountState>, parts: [F; 2]) {
        self.now = [NONE; 2];
        match self.of {
            Quantity::Count => self.now = counting.map_or([NONE; 2], |c| c.now),
            Quantity::Level(i) => self.add(growing, i, |x| x),
            Quantity::Ratio(a, b) => {
                self.add(growing, a, |x| x);
                self.add(growing, b, |x| -x);
            }
            Quantity::Sum(a, b) => {
                self.add(growing, a, |x| parts[0] * exp(x));
                self.add(growing, b, |x| parts[1] * exp(x));
            }
        }
    }

    fn add(&mut self, growing: &[GrowthState], series: usize, f: impl Fn(F) -> F) {
        if let Some(grown) = growing.get(series) {
            grown.add(&mut self.now, f);
        }
    }
}

impl TargetState {
    /// Finds the paths that meet the target this year; gives the number of those counted that do so for the first time.
    fn compare(&mut self, measured: &Measured, cut: F, images: usize, counted: Range<usize>, due: bool) -> u64 {
        self.hit = [0; REPLICATES];
        let mut first = i32x8::splat(0);
        for (image, (now, met)) in measured.now.iter().zip(&mut self.met).enumerate().take(images) {
            let rows = now.iter().zip(met).zip(&mut self.hit).take(counted.end).skip(counted.start);
            for ((x, met), hit) in rows {
                let holds = if self.above { x.simd_gt(cut) } else { x.simd_ge(cut) };
                // What holds is minus one as a whole number.
                first -= cast::<F, i32x8>(holds & !*met);
                *met |= holds;
                if due {
                    *hit |= holds.to_bitmask() << (LANES * image);
                }
            }
        }
        first.to_array().iter().map(|n| *n as u64).sum()
    }
}

/// The value of a quantity without shocks and effects.
fn centre(inputs: &Inputs, of: Quantity, step: usize) -> f64 {
    let level = |i: usize| inputs.growing.get(i).map_or(1.0, |g| g.level(step));
    match of {
        Quantity::Level(i) => level(i),
        Quantity::Ratio(a, b) => level(a) / level(b),
        Quantity::Sum(a, b) => level(a) + level(b),
        Quantity::Count => 1.0,
    }
}

/// What is carried of a quantity, in its unit: a count is carried as it is, all else as the logarithm of its distance.
fn in_unit(inputs: &Inputs, of: Quantity, step: usize, carried: f64) -> f64 {
    if of == Quantity::Count { carried } else { centre(inputs, of, step) * libm::exp(carried) }
}

/// What all effects on a series can take away and add in a year at most.
fn reach_of_effects(inputs: &Inputs, on: On, step: usize) -> (f64, f64) {
    let end = |bound: usize, pick: fn(f64, f64) -> f64| -> f64 {
        let own = inputs.effects.iter().filter(|e| e.on == on);
        own.map(|e| pick(0.0, at(&e.effect, bound).unwrap_or(0.0)) * at(&e.share, step).unwrap_or(0.0)).sum()
    };
    (end(0, f64::min), end(2, f64::max))
}

/// An empty distribution wide enough for a quantity in a year.
fn histogram(inputs: &Inputs, of: Quantity, step: usize) -> Option<Histogram> {
    if of == Quantity::Count {
        return inputs.counting.as_ref().map(|c| count_histogram(inputs, c, step));
    }
    let still = Inputs { effects: Vec::new(), ..inputs.clone() };
    let deviation = law(&still, of, step).as_ref().map(Law::deviation)?;
    let lift = |i: usize| lift_range(inputs, i, step);
    let (low, high) = match of {
        Quantity::Level(i) => lift(i),
        Quantity::Ratio(a, b) => (lift(a).0 - lift(b).1, lift(a).1 - lift(b).0),
        Quantity::Sum(..) | Quantity::Count => return None,
    };
    // Without effects the mirror image of a distance is its negative.
    let touched = inputs.effects.iter().any(|e| of.uses(e.on));
    Some(Histogram::normal(low, high, deviation, inputs.sampler.images() == 2 && !touched))
}

/// How far effects can move the logarithm of a growing series down and up by a year.
fn lift_range(inputs: &Inputs, series: usize, step: usize) -> (f64, f64) {
    let Some(growing) = inputs.growing.get(series) else { return (0.0, 0.0) };
    (0..=step).fold((0.0, 0.0), |(low, high), s| {
        if growing.known_at(s).is_some() {
            return (0.0, 0.0);
        }
        let (least, most) = reach_of_effects(inputs, On::GrowthSeries(series), s);
        let lift = |sum: f64| libm::log((growing.factor(s) + sum).max(1.0 - LARGEST_LOSS) / growing.factor(s));
        (low + lift(least), high + lift(most))
    })
}

/// Wide enough for the counting series in a year: by Chebyshev's inequality less than one path in a hundred lies beyond.
fn count_histogram(inputs: &Inputs, counting: &CountSeries, step: usize) -> Histogram {
    let start = libm::round(counting.start);
    let (mut fewest, mut most, mut variance, mut regimes) = (start, start, 0.0, 0.0);
    let swing = libm::sqrt(libm::expm1((counting.regime * counting.regime).min(20.0)));
    for s in 0..=step {
        if let Some(known) = at(&counting.known, s).flatten().map(libm::round) {
            (fewest, most, variance, regimes) = (known, known, 0.0, 0.0);
            continue;
        }
        let join = at(&counting.join, s).unwrap_or(0.0);
        let (least, greatest) = reach_of_effects(inputs, On::CountSeries, s);
        let (less, more) = ((join + least).max(0.0), join + greatest);
        let (leave, stay) = (at(&counting.leave, s).unwrap_or(0.0), 1.0 - at(&counting.leave, s).unwrap_or(0.0));
        let square = more * more * (1.0 + swing * swing);
        variance = variance * stay * stay + most * leave * stay + more + square / counting.size;
        regimes = regimes * stay + more * swing;
        (fewest, most) = (fewest * stay + less, most * stay + more);
    }
    let reach = COUNT_REACH * libm::sqrt(variance + regimes * regimes);
    Histogram::whole(fewest - reach, (most + reach).max(most + 16.0))
}
