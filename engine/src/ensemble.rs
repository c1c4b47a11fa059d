//! The ensemble: many paths, simulated eight at a time for each replicate and stored as counts.
//!
//! A round is eight points of every replicate. Each step goes over a whole round before the next, so that loops are
//! short and tables stay in the cache.
//!
//! A growing series is represented by the logarithm of its ratio to the path without shocks and effects, so that a year
//! is a few additions and the mirror image of a path is its negative.

use std::ops::Range;

use bytemuck::cast;
use wide::{i32x8, u32x8};

use crate::closed::{Law, law};
use crate::count::Counts;
use crate::draw::{Purpose, REPLICATES, Seeds, Stream};
use crate::histogram::Histogram;
use crate::inputs::{Condition, CountSeries, Effect, GrowthSeries, Inputs, LARGEST_LOSS, Quantity, SeriesRef, at};
use crate::lanes::{F, LANES, NormalLanes, U, all, exp, ln, unit};

/// Standard deviations covered by the bins of a count.
const COUNT_REACH: f64 = 12.0;
/// Most targets of one year that are counted jointly.
const MAX_JOINT: usize = 8;

/// A number for eight points of each replicate.
type LaneRow = [F; REPLICATES];
/// A [`LaneRow`] for the points, and one for their mirror images.
type MirroredRows = [LaneRow; 2];

const NONE: LaneRow = [all(0.0); REPLICATES];

/// A probability with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    pub value: f64,
    /// Zero where the value is exact.
    pub error: f64,
}

/// Number of paths for which an event occurs, replicate by replicate.
///
/// Two runs with the same seed and number of paths draw the same numbers in each replicate, so their
/// difference in one replicate is independent of that in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitCounts {
    /// Paths with the event.
    pub hits: [u32; REPLICATES],
    /// All simulated paths.
    pub paths: [u32; REPLICATES],
}

impl HitCounts {
    /// The share of paths with the event, with its error from the scatter of the replicates.
    pub fn chance(&self) -> Chance {
        let part = |hits: u32, paths: u32| f64::from(hits) / f64::from(paths);
        self.estimate(sum(&self.hits) / sum(&self.paths), self.hits.iter().zip(&self.paths).map(|(h, n)| part(*h, *n)))
    }

    /// The difference of this share and another, with its error; `None` unless both runs have simulated the same paths.
    pub fn less(&self, other: &Self) -> Option<Chance> {
        let part = |((a, b), paths): ((&u32, &u32), &u32)| (f64::from(*a) - f64::from(*b)) / f64::from(*paths);
        let parts = self.hits.iter().zip(&other.hits).zip(&self.paths).map(part);
        let value = (sum(&self.hits) - sum(&other.hits)) / sum(&self.paths);
        (self.paths == other.paths).then(|| self.estimate(value, parts))
    }

    /// A value with its error, from one part a replicate.
    fn estimate(&self, value: f64, parts: impl Iterator<Item = f64>) -> Chance {
        let done = parts.zip(&self.paths).filter(|(_, paths)| **paths > 0).map(|(part, _)| part);
        let (n, squares) = done.fold((0.0, 0.0), |(n, squares), p| (n + 1.0, squares + (p - value) * (p - value)));
        Chance { value, error: if n > 1.0 { libm::sqrt(squares / (n - 1.0) / n) } else { 0.5 } }
    }
}

fn sum(counts: &[u32; REPLICATES]) -> f64 {
    counts.iter().map(|n| f64::from(*n)).sum()
}

/// A Monte Carlo run that can be interrupted and resumed. Its results depend only on the number of simulated paths.
pub struct Ensemble {
    inputs: Inputs,
    batches: u32,
    persistence: [F; 2],
    common_trend: Stream,
    growing: Vec<GrowthState>,
    counting: Option<CountState>,
    effects: Vec<EffectState>,
    quantities: Vec<QuantityState>,
    targets: Vec<TargetState>,
    years: Vec<Year>,
    trace: Option<Vec<MirroredRows>>,
}

/// A growing series on the current paths.
struct GrowthState {
    trend_stream: Stream,
    /// Weights of the common and the own part of the unknown trend.
    trend: [F; 2],
    start_stream: Stream,
    start_error: F,
    /// Weights of the common and the idiosyncratic shock.
    weights: [F; 2],
    has_effects: bool,
    /// Whether a watched quantity or a target depends on it.
    needed: bool,
    drift: LaneRow,
    idiosyncratic: LaneRow,
    /// Log ratio due to base level, shocks and trend; the mirror image has its negative.
    from_shocks: LaneRow,
    /// Log ratio due to effects.
    from_effects: MirroredRows,
}

/// The counting series on the current paths.
struct CountState {
    start: F,
    counts: Counts,
    regime: F,
    /// Weights of the common shock and of the own part of the wave.
    weights: [F; 2],
    own_wave: LaneRow,
    has_effects: bool,
    now: MirroredRows,
}

/// An effect on the current paths.
struct EffectState {
    effect: Effect,
    delivery: Stream,
    size: Stream,
    drawn: MirroredRows,
}

/// A quantity on the current paths: its log ratio, for a sum its ratio, for a count its number.
struct QuantityState {
    of: Quantity,
    now: MirroredRows,
}

/// A target on the current paths.
struct TargetState {
    /// Position of its quantity.
    of: usize,
    above: bool,
    /// Paths that met it in an earlier year.
    met: MirroredRows,
    /// Paths of each replicate that meet it this year, one bit a path.
    hit: [u32; REPLICATES],
}

/// The data of a year, and its counts.
struct Year {
    common: Stream,
    growing: Vec<GrowthYear>,
    counting: Option<CountYear>,
    shares: Vec<F>,
    /// For each quantity: the parts of a sum, and the distribution if it is watched.
    quantities: Vec<([F; 2], Option<Histogram>)>,
    /// For each target: the threshold, and the number of paths that meet it for the first time in this year.
    targets: Vec<(F, u64)>,
    /// Positions of the targets of this year.
    due: Vec<usize>,
    /// Paths of each replicate by the set of due targets that they meet.
    joint: Vec<[u32; REPLICATES]>,
}

struct GrowthYear {
    idiosyncratic: Stream,
    growth: F,
    log_factor: F,
    known: bool,
}

struct CountYear {
    arrivals: Stream,
    departures: Stream,
    wave: Stream,
    mean: F,
    probability: f64,
    /// `−ln(1 − probability)`.
    weight: f32,
    known: Option<F>,
}

impl Ensemble {
    /// An ensemble without simulated paths.
    pub fn new(inputs: &Inputs) -> Self {
        Self::seeded(inputs, Seeds::all(inputs.seed))
    }

    fn seeded(inputs: &Inputs, seeds: Seeds) -> Self {
        let stream = |purpose| Stream::new(purpose, seeds.of(purpose), inputs.sampler);
        let has_effects = |on: SeriesRef| inputs.effects.iter().any(|e| e.on == on);
        let mut quantities: Vec<Quantity> = inputs.watch.clone();
        for target in &inputs.targets {
            if !quantities.contains(&target.of) {
                quantities.push(target.of);
            }
        }
        let growth_state = |(i, g): (usize, &GrowthSeries)| GrowthState {
            trend_stream: stream(Purpose::Trend(i)),
            trend: parts(inputs.common_trend).map(|part| all((g.trend * part) as f32)),
            start_stream: stream(Purpose::Start(i)),
            start_error: all(g.start_error as f32),
            weights: parts(inputs.common).map(|part| all((g.shock * part) as f32)),
            has_effects: has_effects(SeriesRef::Growth(i)),
            needed: quantities.iter().any(|q| q.depends_on(SeriesRef::Growth(i))),
            drift: NONE,
            idiosyncratic: NONE,
            from_shocks: NONE,
            from_effects: [NONE; 2],
        };
        let effect_state = |e: &Effect| EffectState {
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
            common_trend: stream(Purpose::CommonTrend),
            growing: inputs.growing.iter().enumerate().map(growth_state).collect(),
            counting: inputs.counting.as_ref().map(|c| CountState {
                start: all(libm::round(c.start) as f32),
                counts: Counts::new(c.size),
                regime: all(c.regime as f32),
                weights: parts(c.follow).map(|part| all(part as f32)),
                own_wave: NONE,
                has_effects: has_effects(SeriesRef::Count),
                now: [NONE; 2],
            }),
            effects: inputs.effects.iter().map(effect_state).collect(),
            quantities: quantities.iter().map(|of| QuantityState { of: *of, now: [NONE; 2] }).collect(),
            targets: inputs
                .targets
                .iter()
                .map(|t| TargetState { of: position(t.of), above: t.above, met: [NONE; 2], hit: [0; REPLICATES] })
                .collect(),
            years: (0..inputs.years).map(|step| Year::new(inputs, seeds, &quantities, step)).collect(),
            trace: None,
            inputs: inputs.clone(),
        }
    }

    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Simulates up to `paths` more, in whole batches and at least one. Returns whether the run is complete.
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

    pub fn is_complete(&self) -> bool {
        self.done() >= self.total()
    }

    pub fn done(&self) -> u32 {
        self.batches * self.batch_size()
    }

    /// Number of paths of the full run.
    pub fn total(&self) -> u32 {
        self.inputs.paths.div_ceil(self.batch_size()).max(1) * self.batch_size()
    }

    fn batch_size(&self) -> u32 {
        (LANES * self.inputs.sampler.images()) as u32
    }

    /// Simulates the current round and counts the paths of some replicates.
    fn round(&mut self, counted: Range<usize>) {
        let round = self.batches / REPLICATES as u32;
        let images = self.inputs.sampler.images();
        let common_trend = self.common_trend.bits(round);
        for g in self.growing.iter_mut().filter(|g| g.needed) {
            g.start(&common_trend, round);
        }
        for e in &mut self.effects {
            e.draw(round);
        }
        if let Some(c) = &mut self.counting {
            c.now = [[c.start; REPLICATES]; 2];
        }
        for target in &mut self.targets {
            target.met = [NONE; 2];
        }
        let mut common = NONE;
        for (step, year) in self.years.iter_mut().enumerate() {
            let persistence = if step == 0 { [all(0.0), all(1.0)] } else { self.persistence };
            next_shock(&mut common, persistence, &year.common.bits(round));
            for (i, (g, y)) in self.growing.iter_mut().zip(&year.growing).enumerate().filter(|(_, (g, _))| g.needed) {
                g.next_year(y, persistence, &common, round);
                if g.has_effects {
                    g.add_effects(y, &effects_on(&self.effects, &year.shares, SeriesRef::Growth(i)));
                }
                if y.known {
                    g.from_shocks = NONE;
                    g.from_effects = [NONE; 2];
                }
            }
            if let (Some(c), Some(y)) = (&mut self.counting, &year.counting) {
                let effects = c.has_effects.then(|| effects_on(&self.effects, &year.shares, SeriesRef::Count));
                next_shock(&mut c.own_wave, persistence, &y.wave.bits(round));
                c.next_year(y, &common, effects.as_ref(), images, round);
            }
            for (m, (parts, histogram)) in self.quantities.iter_mut().zip(&mut year.quantities) {
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
            for (i, (target, (threshold, first))) in self.targets.iter_mut().zip(&mut year.targets).enumerate() {
                if let Some(m) = self.quantities.get(target.of) {
                    *first += target.compare(m, *threshold, images, counted.clone(), year.due.contains(&i));
                }
            }
            year.count_joint(&self.targets, counted.clone(), (1 << (LANES * images)) - 1);
        }
    }

    /// Advances every stream to the next points.
    fn advance(&mut self) {
        let round = self.batches / REPLICATES as u32;
        self.common_trend.advance(round);
        for g in &mut self.growing {
            g.trend_stream.advance(round);
            g.start_stream.advance(round);
        }
        for year in &mut self.years {
            year.common.advance(round);
            for y in &mut year.growing {
                y.idiosyncratic.advance(round);
            }
            if let Some(y) = &mut year.counting {
                y.arrivals.advance(round);
                y.departures.advance(round);
                y.wave.advance(round);
            }
        }
    }

    /// The value of a quantity in a year below which a share of the simulated paths lies, in the unit of the quantity;
    /// `None` for one that is not watched.
    pub fn quantile(&self, of: Quantity, step: usize, share: f64) -> Option<f64> {
        let position = self.quantities.iter().position(|m| m.of == of)?;
        let (_, histogram) = self.years.get(step)?.quantities.get(position)?;
        Some(in_unit(&self.inputs, of, step, histogram.as_ref()?.quantile(share)?))
    }

    /// The probability that the target at this position is met in its year.
    pub fn hit(&self, target: usize) -> Option<Chance> {
        self.tally(target).map(|counts| counts.chance())
    }

    /// The probability that the number of targets met in a year satisfies `wanted`.
    pub fn hits(&self, step: usize, wanted: impl Fn(u32) -> bool) -> Option<Chance> {
        self.tally_of(step, |set| wanted(set.count_ones())).map(|counts| counts.chance())
    }

    /// The paths that meet the target at this position in its year.
    pub fn tally(&self, target: usize) -> Option<HitCounts> {
        let step = self.inputs.targets.get(target)?.step;
        let bit = self.years.get(step)?.due.iter().position(|t| *t == target)?;
        self.tally_of(step, |set| set >> bit & 1 == 1)
    }

    /// The paths that meet every target of a year.
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
        let share = |y: &Year| y.targets.get(target).map_or(0.0, |(_, n)| *n as f64 / f64::from(self.done().max(1)));
        self.years.iter().map(share).collect()
    }

    /// Simulates paths and returns each: for each watched quantity and path, the value in every year.
    pub fn traces(inputs: &Inputs, paths: usize) -> Vec<(Quantity, Vec<Vec<f64>>)> {
        Self::traces_of(inputs, Seeds::all(inputs.seed), paths)
    }

    /// As [`Self::traces`], with a seed for each kind of draw. Kinds with different seeds are independent only if the
    /// points are: two scramblings of one Sobol dimension are not.
    pub fn traces_of(inputs: &Inputs, seeds: Seeds, paths: usize) -> Vec<(Quantity, Vec<Vec<f64>>)> {
        let mut ensemble = Self::seeded(inputs, seeds);
        ensemble.trace = Some(Vec::new());
        let (images, size) = (inputs.sampler.images(), ensemble.batch_size() as usize);
        ensemble.run((paths.div_ceil(size) * size) as u32);
        let rows = ensemble.trace.take().unwrap_or_default();
        let quantities = ensemble.quantities.len().max(1);
        let value = |of: Quantity, path: usize, step: usize, position: usize| {
            let (batch, inside) = (path / size, path % size);
            let rows = rows.get((batch / REPLICATES * inputs.years + step) * quantities + position)?;
            let lane =
                rows.get(inside / LANES).filter(|_| inside / LANES < images)?.get(batch % REPLICATES)?.to_array();
            Some(in_unit(inputs, of, step, f64::from(at(&lane, inside % LANES)?)))
        };
        let trace = |(position, of): (usize, &Quantity)| {
            let path = |p: usize| (0..inputs.years).filter_map(|step| value(*of, p, step, position)).collect();
            (*of, (0..paths).map(path).collect())
        };
        inputs.watch.iter().enumerate().map(trace).collect()
    }
}

impl Year {
    fn new(inputs: &Inputs, seeds: Seeds, quantities: &[Quantity], step: usize) -> Self {
        let stream = |purpose| Stream::new(purpose, seeds.of(purpose), inputs.sampler);
        let growing = |(i, g): (usize, &GrowthSeries)| GrowthYear {
            idiosyncratic: stream(Purpose::Idiosyncratic(i, step)),
            growth: all((g.factor(step) - 1.0) as f32),
            log_factor: all(libm::log(g.factor(step)) as f32),
            known: g.known_at(step).is_some(),
        };
        let counting = |c: &CountSeries| CountYear {
            arrivals: stream(Purpose::Arrivals(step)),
            departures: stream(Purpose::Departures(step)),
            wave: stream(Purpose::Wave(step)),
            mean: all(at(&c.arrivals, step).unwrap_or(0.0) as f32),
            probability: at(&c.departures, step).unwrap_or(0.0),
            weight: -libm::log1p(-at(&c.departures, step).unwrap_or(0.0)) as f32,
            known: at(&c.known, step).flatten().map(|n| all(libm::round(n) as f32)),
        };
        let quantity = |of: &Quantity| {
            let parts = match of {
                Quantity::Sum(a, b) => [*a, *b].map(|i| {
                    let part = centre(inputs, Quantity::Level(i), step) / centre(inputs, *of, step);
                    all(part as f32)
                }),
                _ => [all(0.0); 2],
            };
            (parts, inputs.watch.contains(of).then(|| histogram(inputs, *of, step)).flatten())
        };
        let threshold = |t: &Condition| {
            let threshold = match t.of {
                Quantity::Count => t.threshold,
                Quantity::Sum(..) => t.threshold / centre(inputs, t.of, step),
                _ => libm::log((t.threshold / centre(inputs, t.of, step)).max(0.0)),
            };
            (all(threshold as f32), 0)
        };
        let due: Vec<usize> =
            inputs.targets.iter().enumerate().filter(|(_, t)| t.step == step).map(|(i, _)| i).take(MAX_JOINT).collect();
        Self {
            common: stream(Purpose::Common(step)),
            growing: inputs.growing.iter().enumerate().map(growing).collect(),
            counting: inputs.counting.as_ref().map(counting),
            shares: inputs.effects.iter().map(|e| all(at(&e.share, step).unwrap_or(0.0) as f32)).collect(),
            quantities: quantities.iter().map(quantity).collect(),
            targets: inputs.targets.iter().map(threshold).collect(),
            joint: vec![[0; REPLICATES]; 1 << due.len()],
            due,
        }
    }

    /// Counts the paths by the set of targets of this year that they meet.
    fn count_joint(&mut self, targets: &[TargetState], counted: Range<usize>, everyone: u32) {
        if self.due.is_empty() {
            return;
        }
        for (set, counts) in self.joint.iter_mut().enumerate() {
            let mut paths = [everyone; REPLICATES];
            for (bit, target) in self.due.iter().filter_map(|target| targets.get(*target)).enumerate() {
                let flip = if set >> bit & 1 == 1 { 0 } else { !0 };
                for (paths, hit) in paths.iter_mut().zip(target.hit) {
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
        let mode = if width > 0.0 { (central - low) / width } else { 0.0 };
        let (delivery, size) = (self.delivery.bits(round), self.size.bits(round));
        for (drawn, flip) in self.drawn.iter_mut().zip([0, !0]) {
            let flip = u32x8::splat(flip);
            for ((drawn, delivery), size) in drawn.iter_mut().zip(&delivery).zip(&size) {
                let u = unit(*size ^ flip);
                let rising = all(low) + (u * all(width * (central - low))).sqrt();
                let falling = all(high) - ((all(1.0) - u) * all(width * (high - central))).sqrt();
                let full = u.simd_lt(all(mode)).select(rising, falling);
                *drawn = unit(*delivery ^ flip).simd_lt(all(self.effect.probability as f32)) & full;
            }
        }
    }
}

/// Weights of what is common and of what is not, for a share of variance that is common.
fn parts(common: f64) -> [f64; 2] {
    [libm::sqrt(common), libm::sqrt(1.0 - common)]
}

/// The sum of all effects on a series in a year.
fn effects_on(effects: &[EffectState], shares: &[F], on: SeriesRef) -> MirroredRows {
    let mut sums = [NONE; 2];
    for (effect, share) in effects.iter().zip(shares).filter(|(e, _)| e.effect.on == on) {
        for (sum, drawn) in sums.as_flattened_mut().iter_mut().zip(effect.drawn.as_flattened()) {
            *sum += *drawn * *share;
        }
    }
    sums
}

/// Advances a persistent shock to the next year.
fn next_shock(shock: &mut LaneRow, [keep, fresh]: [F; 2], bits: &[U; REPLICATES]) {
    let normal = NormalLanes::new();
    for (shock, bits) in shock.iter_mut().zip(bits) {
        *shock = keep * *shock + fresh * normal.draw(*bits);
    }
}

impl GrowthState {
    fn start(&mut self, common: &[U; REPLICATES], round: u32) {
        let normal = NormalLanes::new();
        let [common_weight, weight] = self.trend;
        for ((drift, common), own) in self.drift.iter_mut().zip(common).zip(&self.trend_stream.bits(round)) {
            *drift = common_weight * normal.draw(*common) + weight * normal.draw(*own);
        }
        for (log_ratio, bits) in self.from_shocks.iter_mut().zip(&self.start_stream.bits(round)) {
            *log_ratio = self.start_error * normal.draw(*bits);
        }
        self.from_effects = [NONE; 2];
    }

    fn next_year(&mut self, year: &GrowthYear, persistence: [F; 2], common: &LaneRow, round: u32) {
        next_shock(&mut self.idiosyncratic, persistence, &year.idiosyncratic.bits(round));
        let [common_weight, weight] = self.weights;
        let rows = self.from_shocks.iter_mut().zip(&self.drift).zip(common).zip(&self.idiosyncratic);
        for (((log_ratio, drift), common), idiosyncratic) in rows {
            *log_ratio += *drift + common_weight * *common + weight * *idiosyncratic;
        }
    }

    fn add_effects(&mut self, year: &GrowthYear, effects: &MirroredRows) {
        for (log_ratio, effect) in self.from_effects.as_flattened_mut().iter_mut().zip(effects.as_flattened()) {
            let factor = (all(1.0) + (year.growth + *effect)).fast_max(all((1.0 - LARGEST_LOSS) as f32));
            *log_ratio += ln(factor) - year.log_factor;
        }
    }

    /// Adds a function of the log ratio, for the points and their mirror images.
    fn add(&self, to: &mut MirroredRows, f: impl Fn(F) -> F) {
        let [points, images] = to;
        let [effects, image_effects] = &self.from_effects;
        for ((((point, image), shocks), effects), image_effects) in
            points.iter_mut().zip(images).zip(&self.from_shocks).zip(effects).zip(image_effects)
        {
            *point += f(*effects + *shocks);
            *image += f(*image_effects - *shocks);
        }
    }
}

impl CountState {
    fn next_year(
        &mut self,
        year: &CountYear,
        common: &LaneRow,
        effects: Option<&MirroredRows>,
        images: usize,
        round: u32,
    ) {
        if let Some(known) = year.known {
            self.now = [[known; REPLICATES]; 2];
            return;
        }
        let (arrivals, departures) = (year.arrivals.bits(round), year.departures.bits(round));
        let half = all(0.5) * self.regime * self.regime;
        let [shared, rest] = self.weights;
        let signs = [(self.regime, 0), (-self.regime, !0)];
        for (image, (now, (regime, flip))) in self.now.iter_mut().zip(signs).enumerate().take(images) {
            let flip = u32x8::splat(flip);
            for (now, departures) in now.iter_mut().zip(&departures) {
                *now -= self.counts.binomial_weighted(unit(*departures ^ flip), *now, year.probability, year.weight);
            }
            let mut means = [year.mean; REPLICATES];
            if let Some(effects) = effects.and_then(|e| e.get(image)) {
                for (mean, effect) in means.iter_mut().zip(effects) {
                    *mean = (*mean + *effect).fast_max(all(0.0));
                }
            }
            let waves = common.iter().zip(&self.own_wave).map(|(common, own)| *common * shared + *own * rest);
            for (((now, arrivals), mean), wave) in now.iter_mut().zip(&arrivals).zip(means).zip(waves) {
                let mean = mean * exp(regime * wave - half);
                *now += self.counts.negative_binomial(unit(*arrivals ^ flip), mean);
            }
        }
    }
}

impl QuantityState {
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
        if let Some(growth) = growing.get(series) {
            growth.add(&mut self.now, f);
        }
    }
}

impl TargetState {
    /// Finds the paths that meet the target this year. Returns the number of counted paths that do so for the first
    /// time.
    fn compare(
        &mut self,
        quantity: &QuantityState,
        threshold: F,
        images: usize,
        counted: Range<usize>,
        due: bool,
    ) -> u64 {
        self.hit = [0; REPLICATES];
        let mut first = i32x8::splat(0);
        for (image, (now, met)) in quantity.now.iter().zip(&mut self.met).enumerate().take(images) {
            let rows = now.iter().zip(met).zip(&mut self.hit).take(counted.end).skip(counted.start);
            for ((x, met), hit) in rows {
                let holds = if self.above { x.simd_gt(threshold) } else { x.simd_ge(threshold) };
                // A lane that holds is −1 as a whole number.
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

/// Converts a simulated value to the unit of its quantity: counts are simulated as they are, all others as log ratios.
fn in_unit(inputs: &Inputs, of: Quantity, step: usize, value: f64) -> f64 {
    if of == Quantity::Count { value } else { centre(inputs, of, step) * libm::exp(value) }
}

/// The lowest and the highest sum of all effects on a series in a year.
fn effect_range(inputs: &Inputs, on: SeriesRef, step: usize) -> (f64, f64) {
    let end = |bound: usize, pick: fn(f64, f64) -> f64| -> f64 {
        let effects = inputs.effects.iter().filter(|e| e.on == on);
        effects.map(|e| pick(0.0, at(&e.effect, bound).unwrap_or(0.0)) * at(&e.share, step).unwrap_or(0.0)).sum()
    };
    (end(0, f64::min), end(2, f64::max))
}

/// An empty distribution wide enough for a quantity in a year.
fn histogram(inputs: &Inputs, of: Quantity, step: usize) -> Option<Histogram> {
    if of == Quantity::Count {
        return inputs.counting.as_ref().map(|c| count_histogram(inputs, c, step));
    }
    let without_effects = Inputs { effects: Vec::new(), ..inputs.clone() };
    let deviation = law(&without_effects, of, step).as_ref().map(Law::deviation)?;
    let range = |i: usize| log_ratio_range(inputs, i, step);
    let (low, high) = match of {
        Quantity::Level(i) => range(i),
        Quantity::Ratio(a, b) => (range(a).0 - range(b).1, range(a).1 - range(b).0),
        Quantity::Sum(..) | Quantity::Count => return None,
    };
    // Without effects the mirror image of a log ratio is its negative.
    let has_effects = inputs.effects.iter().any(|e| of.depends_on(e.on));
    Some(Histogram::normal(low, high, deviation, inputs.sampler.images() == 2 && !has_effects))
}

/// The lowest and the highest log ratio of a growing series due to effects, up to a year.
fn log_ratio_range(inputs: &Inputs, series: usize, step: usize) -> (f64, f64) {
    let Some(growing) = inputs.growing.get(series) else { return (0.0, 0.0) };
    (0..=step).fold((0.0, 0.0), |(low, high), s| {
        if growing.known_at(s).is_some() {
            return (0.0, 0.0);
        }
        let (least, most) = effect_range(inputs, SeriesRef::Growth(series), s);
        let log_ratio = |sum: f64| libm::log((growing.factor(s) + sum).max(1.0 - LARGEST_LOSS) / growing.factor(s));
        (low + log_ratio(least), high + log_ratio(most))
    })
}

/// An empty distribution for the counting series in a year: by Chebyshev's inequality it covers at least 99 of 100
/// paths.
fn count_histogram(inputs: &Inputs, counting: &CountSeries, step: usize) -> Histogram {
    let start = libm::round(counting.start);
    let (mut fewest, mut most, mut variance, mut regimes) = (start, start, 0.0, 0.0);
    let swing = libm::sqrt(libm::expm1((counting.regime * counting.regime).min(20.0)));
    for s in 0..=step {
        if let Some(known) = at(&counting.known, s).flatten().map(libm::round) {
            (fewest, most, variance, regimes) = (known, known, 0.0, 0.0);
            continue;
        }
        let arrivals = at(&counting.arrivals, s).unwrap_or(0.0);
        let (least, greatest) = effect_range(inputs, SeriesRef::Count, s);
        let (less, more) = ((arrivals + least).max(0.0), arrivals + greatest);
        let (departure, stay) =
            (at(&counting.departures, s).unwrap_or(0.0), 1.0 - at(&counting.departures, s).unwrap_or(0.0));
        let square = more * more * (1.0 + swing * swing);
        variance = variance * stay * stay + most * departure * stay + more + square / counting.size;
        regimes = regimes * stay + more * swing;
        (fewest, most) = (fewest * stay + less, most * stay + more);
    }
    let reach = COUNT_REACH * libm::sqrt(variance + regimes * regimes);
    Histogram::whole(fewest - reach, (most + reach).max(most + 16.0))
}
