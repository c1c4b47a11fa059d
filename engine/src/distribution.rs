//! The distribution of the counting series by recursion over the years: binomial thinning, then convolution with the
//! arrivals.
//!
//! Numbers lie on a lattice. Its unit is one unless the number spreads over more states than are kept; then masses are
//! shared between neighbouring multiples of the unit so that means and variances stay. What exceeds the last state is
//! counted there as lost, so that cost is limited for any inputs.

use crate::inputs::{CountSeries, at};
use crate::quadrature::{Rule, hermite, hermite_polynomials, nodes, trapezoidal};

/// Mass that is cut from each tail, and left on the last number that is kept.
const CUT: f64 = 1e-10;
/// Probabilities of leavers that are left out.
const LEAST: f64 = 1e-12;
/// States for a number that is followed once, and fewest for one that is followed many times.
const STATES: f64 = 1_200.0;
const FEWEST: f64 = 240.0;
/// Largest number that is followed.
const LARGEST: f64 = 1e12;
/// Multiples of a unit above one from which on one number stands for all around it.
const SINGLY: f64 = 5.0;

/// The distribution of a whole number.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    unit: f64,
    /// The first state, in units.
    first: i64,
    /// Masses of the states; on multiples of a unit above one some may be slightly negative.
    mass: Vec<f64>,
    /// Mass of numbers too large to be followed, which is left on smaller ones.
    lost: f64,
    /// The smallest number on which it may have been left.
    reach: f64,
}

impl Distribution {
    fn certain(n: f64) -> Self {
        Self { unit: 1.0, first: n.clamp(0.0, LARGEST) as i64, mass: vec![1.0], lost: 0.0, reach: f64::INFINITY }
    }

    /// Numbers with their probabilities, from the smallest.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> + '_ {
        self.mass.iter().enumerate().map(|(i, m)| ((self.first + i as i64) as f64 * self.unit, *m))
    }

    /// Probability of reaching a number, or if `above` of exceeding it.
    pub fn chance(&self, threshold: f64, above: bool) -> f64 {
        let edge = if above { libm::floor(threshold) + 0.5 } else { libm::ceil(threshold) - 0.5 };
        let place = edge / self.unit - self.first as f64 + 0.5;
        let Ok(state) = usize::try_from(libm::floor(place) as i64) else { return 1.0 };
        let mass = |i: usize| self.mass.get(i).copied().unwrap_or(0.0);
        let beyond: f64 = self.mass.iter().skip(state + 1).sum();
        // A state stands for the numbers around it, more of them where neighbours are likelier (L. Euler, 1736).
        let part = 1.0 - (place - libm::floor(place));
        let slope = 0.5 * (mass(state + 1) - if state > 0 { mass(state - 1) } else { 0.0 });
        let bend = 0.5 * part * (1.0 - part) - (1.0 - 1.0 / (self.unit * self.unit)) / 24.0;
        let sum = beyond + mass(state) * part + if self.unit > 1.0 { slope * bend } else { 0.0 };
        sum.clamp(0.0, 1.0)
    }

    /// The smallest number that is not exceeded with at least this probability.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut below = 0.0;
        let found = self.iter().find(|(_, m)| {
            below += m;
            below >= share
        });
        let Some((n, m)) = found.or_else(|| self.iter().next_back()) else { return 0.0 };
        let part = if m > 0.0 { ((below - share) / m).clamp(0.0, 1.0) } else { 0.0 };
        if self.unit > 1.0 { libm::round(n + self.unit * (0.5 - part)).max(0.0) } else { n }
    }

    /// By how much the probability of reaching a number may be too low: mass of numbers too large to be followed.
    pub fn lost(&self, threshold: f64) -> f64 {
        if threshold > self.reach { self.lost } else { 0.0 }
    }

    /// The largest difference of two distribution functions, at some places of equal mass.
    pub fn distance(&self, other: &Self) -> f64 {
        let mut below = 0.0;
        let mut asked = 0.02;
        let mut largest = 0.0_f64;
        for (n, mass) in self.iter() {
            below += mass;
            if below >= asked {
                asked = below + 0.04;
                largest = largest.max((self.chance(n, true) - other.chance(n, true)).abs());
            }
        }
        largest
    }

    /// What a probability on a lattice may be off by at least.
    pub fn roughness(&self) -> f64 {
        if self.unit > 1.0 { 2e-5 } else { 0.0 }
    }

    /// The distance between neighbouring states.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// An average of distributions on one lattice.
    fn mix<'a>(parts: impl Iterator<Item = (f64, &'a Self)> + Clone) -> Self {
        let ends = parts.clone().map(|(_, d)| (d.first, d.first + d.mass.len() as i64));
        let (first, end) = ends.fold((i64::MAX, i64::MIN), |(a, b), (first, end)| (a.min(first), b.max(end)));
        let mut sum = Sum::new(parts.clone().next().map_or(1.0, |(_, d)| d.unit));
        (sum.first, sum.mass) = (first, vec![0.0; usize::try_from(end.saturating_sub(first)).unwrap_or(0)]);
        for (weight, d) in parts {
            sum.lose(weight * d.lost, d.reach);
            for (m, part) in sum.mass.iter_mut().skip((d.first - first) as usize).zip(&d.mass) {
                *m += weight * part;
            }
        }
        sum.end()
    }

    /// On a wider lattice.
    fn widened(self, unit: f64) -> Self {
        if unit <= self.unit {
            return self;
        }
        let mut sum = Sum::new(unit);
        sum.lose(self.lost, self.reach);
        for (n, mass) in self.iter() {
            sum.spread(n, 0.0, mass);
        }
        sum.end()
    }

    /// What is left of the number when each member leaves with a probability.
    fn thinned(&self, rate: f64) -> Self {
        if rate <= 0.0 {
            return self.clone();
        }
        let mut sum = Sum::new(self.unit);
        let deviation = libm::sqrt(self.reach * rate * (1.0 - rate));
        let kept = if self.lost > 0.0 { self.reach * (1.0 - rate) - 10.0 * deviation } else { f64::INFINITY };
        sum.lose(self.lost, kept.max(0.0));
        if rate >= 1.0 {
            sum.add(0, self.mass.iter().sum());
            return sum.end();
        }
        if self.unit > 1.0 {
            // What all have in common of the variance is normal, the rest keeps the variance.
            let variance = |n: f64| n * rate * (1.0 - rate);
            let common = variance(self.first.max(0) as f64 * self.unit);
            let common = if common > self.unit * self.unit { common } else { 0.0 };
            for (n, mass) in self.iter() {
                sum.spread(n * (1.0 - rate), variance(n) - common, mass);
            }
            let mut left = sum.end();
            if common > 0.0 {
                let deviation = libm::sqrt(common) / self.unit;
                let reach = libm::ceil(7.5 * deviation) as i64;
                let kernel: Vec<f64> = (-reach..=reach)
                    .map(|i| libm::exp(-0.5 * (i as f64 / deviation) * (i as f64 / deviation)))
                    .collect();
                let total: f64 = kernel.iter().sum();
                let mass = kernel.iter().map(|k| k / total).collect();
                left = left.plus(&Self { unit: self.unit, first: -reach, mass, lost: 0.0, reach: f64::INFINITY });
            }
            return left;
        }
        // Leavers of one member more: one more with the probability, else as many. Only those are kept that matter.
        let largest = (self.first + self.mass.len() as i64) as f64;
        let spread = libm::sqrt(largest * rate * (1.0 - rate));
        let most = (libm::ceil(largest * rate + 7.0 * spread) + 12.0).min(largest) as usize;
        let mut leavers = vec![0.0; most + 2];
        let mut fewest = add_binomial(&mut leavers, self.first as f64, rate);
        let mut upto = leavers.iter().rposition(|m| *m > LEAST).map_or(1, |i| i + 1);
        sum.first = (self.first - most as i64).max(0);
        sum.mass = vec![0.0; (self.first - sum.first) as usize + self.mass.len()];
        for (i, mass) in self.mass.iter().enumerate() {
            let n = (self.first - sum.first) as usize + i;
            if let (Some(places), Some(leavers)) =
                (sum.mass.get_mut((n + 1).saturating_sub(upto)..=(n - fewest.min(n))), leavers.get(fewest..upto))
            {
                for (place, leavers) in places.iter_mut().rev().zip(leavers) {
                    *place += mass * leavers;
                }
            }
            let mut before = 0.0;
            for now in leavers.iter_mut().take(upto + 1).skip(fewest) {
                (*now, before) = (*now + rate * (before - *now), *now);
            }
            if leavers.get(upto).is_some_and(|m| *m > LEAST) && upto <= most {
                upto += 1;
            }
            if leavers.get(fewest).is_some_and(|m| *m < LEAST) && fewest + 1 < upto {
                fewest += 1;
            }
        }
        sum.end()
    }

    /// The sum of two independent numbers.
    fn plus(&self, other: &Self) -> Self {
        let mut sum = Sum::new(self.unit);
        sum.first = self.first + other.first;
        sum.mass = vec![0.0; (self.mass.len() + other.mass.len()).saturating_sub(1)];
        sum.lose(self.lost, self.reach);
        sum.lose(other.lost, other.reach);
        // Tails are long: of each product only what is not negligible.
        let largest = other.mass.iter().copied().fold(0.0, f64::max);
        let peak = other.mass.iter().position(|b| *b >= largest).unwrap_or(0);
        let falling = other.mass.get(peak..).unwrap_or_default();
        for (i, a) in self.mass.iter().enumerate() {
            let kept = peak + falling.partition_point(|b| (a * b).abs() > 1e-3 * CUT);
            for (m, b) in sum.mass.iter_mut().skip(i).zip(other.mass.iter().take(kept)) {
                *m += a * b;
            }
        }
        sum.end()
    }

    /// With what lies beyond this many states on the last.
    fn limited(mut self, states: usize) -> Self {
        if self.mass.len() > states {
            let beyond: f64 = self.mass.drain(states..).sum();
            self.lost += beyond;
            self.reach = self.reach.min((self.first + states as i64 - 1) as f64 * self.unit);
            if let Some(m) = self.mass.last_mut() {
                *m += beyond;
            }
        }
        self
    }
}

/// Adds the binomial distribution of `n` trials to masses by number; returns the first that is not negligible.
fn add_binomial(masses: &mut [f64], n: f64, p: f64) -> usize {
    let mode = libm::floor((n + 1.0) * p).min(n);
    let odds = p / (1.0 - p);
    let most = mode as usize;
    let (mut total, mut term, mut j) = (0.0, 1.0, mode);
    for m in masses.iter_mut().skip(most) {
        *m = term;
        total += term;
        term *= (n - j) / (j + 1.0) * odds;
        j += 1.0;
    }
    let (mut term, mut j, mut fewest) = (1.0, mode, most);
    for m in masses.iter_mut().take(most).rev() {
        term *= j / ((n - j + 1.0) * odds);
        j -= 1.0;
        if term < 1e-20 {
            break;
        }
        *m = term;
        total += term;
        fewest -= 1;
    }
    for m in masses.iter_mut() {
        *m /= total;
    }
    fewest
}

/// Masses that are being added up.
struct Sum {
    unit: f64,
    first: i64,
    mass: Vec<f64>,
    lost: f64,
    reach: f64,
}

impl Sum {
    const fn new(unit: f64) -> Self {
        Self { unit, first: 0, mass: Vec::new(), lost: 0.0, reach: f64::INFINITY }
    }

    fn lose(&mut self, mass: f64, reach: f64) {
        if mass > 0.0 {
            self.lost += mass;
            self.reach = self.reach.min(reach);
        }
    }

    fn add(&mut self, state: i64, mass: f64) {
        if self.mass.is_empty() {
            self.first = state;
        }
        if state < self.first {
            let more = (self.first - state) as usize;
            self.mass.splice(0..0, std::iter::repeat_n(0.0, more));
            self.first = state;
        }
        let i = (state - self.first) as usize;
        if i >= self.mass.len() {
            self.mass.resize(i + 1, 0.0);
        }
        if let Some(m) = self.mass.get_mut(i) {
            *m += mass;
        }
    }

    /// Adds mass around a number with some variance, which three states have exactly.
    fn spread(&mut self, n: f64, variance: f64, mass: f64) {
        let place = n / self.unit;
        let state = libm::round(place);
        let off = place - state;
        let square = variance.max(0.0) / (self.unit * self.unit) + off * off;
        let stride = libm::ceil(libm::sqrt(1.3 * square)).max(1.0);
        let (side, skew) = (0.5 * square / (stride * stride), 0.5 * off / stride);
        if state < stride {
            // Next to zero means alone are kept.
            let low = libm::floor(place);
            self.add(low as i64, mass * (1.0 - (place - low)));
            return self.add(low as i64 + 1, mass * (place - low));
        }
        let stride = stride as i64;
        let state = state as i64;
        self.add(state, mass * (1.0 - 2.0 * side));
        self.add(state - stride, mass * (side - skew));
        self.add(state + stride, mass * (side + skew));
    }

    /// Cuts the tails.
    fn end(mut self) -> Distribution {
        let cut = |masses: &mut dyn Iterator<Item = &f64>| {
            let mut sum = 0.0;
            let n = masses.take_while(|m| {
                sum += m.abs();
                sum < CUT
            });
            n.count()
        };
        let low = cut(&mut self.mass.iter());
        let high = cut(&mut self.mass.iter().rev()).min(self.mass.len().saturating_sub(low + 1));
        let below: f64 = self.mass.drain(..low.min(self.mass.len())).sum();
        let above: f64 = self.mass.drain(self.mass.len() - high..).sum();
        if let Some(m) = self.mass.first_mut() {
            *m += below;
        }
        if let Some(m) = self.mass.last_mut() {
            *m += above;
        }
        let Self { unit, first, mass, lost, reach } = self;
        Distribution { unit, first: first + low as i64, mass, lost, reach }
    }
}

/// What negative binomial distributions of one size have in common on a lattice: the products of
/// `(size + j) / (j + 1)`, `j` below `n`, as factors for single numbers and as logarithms for multiples of the unit.
struct Terms {
    size: f64,
    unit: f64,
    states: usize,
    factors: Vec<f64>,
    logs: Vec<f64>,
}

impl Terms {
    fn new(size: f64, unit: f64, states: usize) -> Self {
        // Multiples stand for all numbers around them; the first are not smooth enough.
        let singles = if unit > 1.0 { (unit * (SINGLY - 0.5) + 0.5) as usize } else { states };
        let multiples = if unit > 1.0 { SINGLY as usize..states } else { 0..0 };
        Self {
            size,
            unit,
            states,
            factors: (0..singles).map(|j| (size + j as f64) / (j as f64 + 1.0)).collect(),
            logs: multiples.map(|state| Self::log(size, state as f64 * unit)).collect(),
        }
    }

    fn log(size: f64, n: f64) -> f64 {
        libm::lgamma(size + n) - libm::lgamma(size) - libm::lgamma(n + 1.0)
    }

    /// The negative binomial numbers of some means, each with its weight.
    fn sum(&self, means: impl Iterator<Item = (f64, f64)>) -> Distribution {
        let mut singles = vec![0.0; self.factors.len()];
        let mut multiples = vec![0.0; self.logs.len()];
        let largest = self.states as i64 - 1;
        let least = 1e-3 * CUT;
        let mut sum = Sum::new(self.unit);
        sum.add(0, 0.0);
        for (mean, weight) in means {
            if mean <= 0.0 {
                sum.add(0, weight);
                continue;
            }
            let (size, factor) = (self.size, mean / (mean + self.size));
            let (log, none) = (-libm::log1p(size / mean), -size * libm::log1p(mean / size));
            let mode = libm::floor((size - 1.0) * mean / size).clamp(0.0, (singles.len() - 1) as f64);
            let first = libm::exp(Self::log(size, mode) + none + mode * log);
            let mode = mode as usize;
            let (mut rest, mut term) = (1.0, first);
            for (m, rising) in singles.iter_mut().zip(&self.factors).skip(mode) {
                *m += weight * term;
                rest -= term;
                term *= factor * rising;
                if term < least {
                    break;
                }
            }
            let mut is_cut = term >= least;
            let mut term = first;
            for (m, rising) in singles.iter_mut().zip(&self.factors).take(mode).rev() {
                term /= factor * rising;
                *m += weight * term;
                rest -= term;
                if term < least {
                    break;
                }
            }
            let low = mean - 12.0 * libm::sqrt(mean + mean * mean / size);
            let skipped = (low / self.unit - SINGLY).max(0.0) as usize;
            for (i, (m, product)) in multiples.iter_mut().zip(&self.logs).enumerate().skip(skipped) {
                let n = (i as f64 + SINGLY) * self.unit;
                let term = self.unit * libm::exp(product + none + n * log);
                *m += weight * term;
                rest -= term;
                is_cut = term >= least;
                if !is_cut && n > mean {
                    break;
                }
            }
            if (is_cut || mean > largest as f64 * self.unit) && rest > CUT {
                sum.add(largest, weight * rest);
                sum.lose(weight.abs() * rest, largest as f64 * self.unit);
            } else {
                sum.add((libm::round(mean / self.unit) as i64).min(largest), weight * rest);
            }
        }
        for (n, mass) in singles.iter().enumerate().filter(|(_, mass)| **mass != 0.0) {
            sum.spread(n as f64, 0.0, *mass);
        }
        for (state, mass) in (SINGLY as i64..).zip(&multiples) {
            sum.add(state, *mass);
        }
        sum.end()
    }
}

/// The counting series, year by year.
pub struct Recursion<'a> {
    counting: &'a CountSeries,
    persistence: f64,
    /// States of a distribution, about, and most nodes of a persistent wave.
    states: f64,
    waves: usize,
    accuracy: f64,
    /// Whether lattices are wider, for comparison, where any are wide.
    is_coarse: bool,
}

impl<'a> Recursion<'a> {
    /// A recursion that is followed `runs` times; `accuracy` is a factor on numbers of nodes and states.
    pub fn new(counting: &'a CountSeries, persistence: f64, runs: usize, accuracy: f64, is_coarse: bool) -> Self {
        let waves = if persistence > 0.0 && counting.regime > 0.0 { 4.0 } else { 1.0 };
        let states = (STATES / libm::sqrt(runs.max(1) as f64)).max(FEWEST) / libm::sqrt(waves);
        // Each node of a wave needs a run.
        let waves = libm::ceil(accuracy * (if runs > 2 { 12.0 } else { 24.0 })) as usize;
        Self { counting, persistence, states, waves, accuracy, is_coarse }
    }

    fn leaves(&self, step: usize) -> f64 {
        at(&self.counting.departures, step).unwrap_or(0.0).clamp(0.0, 1.0)
    }

    fn known(&self, step: usize) -> Option<f64> {
        Some(libm::round(at(&self.counting.known, step).flatten()?))
    }

    /// The squared coefficient of variation of arrivals, but for that of small numbers.
    fn spread(&self) -> f64 {
        let CountSeries { regime, size, .. } = *self.counting;
        (1.0 + 1.0 / size) * libm::exp((regime * regime).min(50.0)) - 1.0
    }

    /// The distance between the states of each year: so that some standard deviations around the mean are kept, or
    /// where tails are heavy some times the mean.
    pub fn units(&self, means: &[f64]) -> Vec<f64> {
        let (spread, regime) = (self.spread(), self.counting.regime);
        let (mut kept, mut variance) = (libm::round(self.counting.start), 0.0);
        let (mut arrived, mut deviation, mut largest, mut years, mut unit) = (0.0, 0.0, 0.0_f64, 0.0, 1.0);
        let year = |(step, mean): (usize, &f64)| {
            let stays = 1.0 - self.leaves(step);
            variance = variance * stays * stays + kept * stays * (1.0 - stays);
            kept *= stays;
            let added = libm::sqrt(mean + mean * mean * spread + arrived * stays * (1.0 - stays));
            deviation *= stays;
            deviation = if self.persistence > 0.0 { deviation + added } else { libm::hypot(deviation, added) };
            arrived = arrived * stays + mean;
            largest = mean.max(largest * stays);
            years += 1.0;
            if let Some(known) = self.known(step) {
                (kept, variance, arrived, deviation, largest, years, unit) = (known, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0);
                return unit;
            }
            // Where good years are rare, what is exceeded once in ten times or so.
            let usual = libm::exp(-0.5 * regime * regime);
            let good = libm::exp(regime * (1.3 + 0.45 * libm::log(years)));
            let rare = usual * (3.0 * arrived + 2.0 * good * largest) + 100.0;
            let range =
                (16.0 * libm::sqrt(variance)).min(kept + 50.0) + (10.0 * deviation).min(6.0 * arrived + 50.0).min(rare);
            // Odd, so that as many numbers lie above a multiple as below.
            let odd = |x: f64| 2.0 * libm::ceil(0.5 * (x - 1.0)) + 1.0;
            let wanted = odd(range / (self.states * self.accuracy.max(1.0)));
            let wanted = if self.is_coarse && wanted > 1.0 { odd(1.5 * wanted) } else { wanted };
            unit = if stays > 0.0 { wanted.max(unit) } else { wanted.max(1.0) };
            unit
        };
        means.iter().enumerate().map(year).collect()
    }

    /// The number at the end of each year, for expected arrivals by year with their probabilities.
    pub fn average(&self, scenarios: &[(f64, Vec<f64>)], units: &[f64]) -> Vec<Distribution> {
        let each: Vec<(f64, Vec<Distribution>)> =
            scenarios.iter().map(|(p, means)| (*p, self.follow(means, units))).collect();
        (0..units.len())
            .map(|step| Distribution::mix(each.iter().filter_map(move |(p, all)| Some((*p, all.get(step)?)))))
            .collect()
    }

    /// The number at the end of each year, for expected arrivals by year.
    ///
    /// Where waves persist, the number is followed on nodes of the wave of its year: the law of a year's wave given that
    /// of the next is expanded in Hermite polynomials (F. Mehler, 1866). Where nodes are too few for that,
    /// each stands for all waves around it, so that what arrives in one year has its exact law.
    fn follow(&self, means: &[f64], units: &[f64]) -> Vec<Distribution> {
        let CountSeries { start, regime, size, .. } = *self.counting;
        let largest = means.iter().copied().fold(1e-9, f64::max);
        // Over this distance, in standard deviations of the wave, the distribution of arrivals changes.
        let width = libm::sqrt(1.0 / largest + 1.0 / size) / regime;
        let deviation = libm::sqrt(largest + largest * largest * self.spread());
        let top = (largest + 12.0 * deviation).min(6.0 * largest + 50.0);
        let persists = self.persistence > 0.0 && regime > 0.0;
        let wave = if regime > 0.0 { trapezoidal(width, self.accuracy) } else { vec![(0.0, 1.0)] };
        let rule = if persists { hermite(nodes(width, self.accuracy).min(self.waves)) } else { &[(0.0, 1.0)] };
        let back = if persists { transition(rule, self.persistence) } else { vec![vec![1.0]] };
        let cells = if nodes(width, self.accuracy) <= rule.len() && persists {
            rule.iter().map(|(w, _)| vec![(*w, 1.0)]).collect()
        } else {
            cells(&wave, rule)
        };
        let states = libm::ceil(1.5 * self.states) as usize;
        let mut terms: Option<Terms> = None;
        let mut arrivals: Vec<Distribution> = Vec::new();
        let mut arriving = f64::NAN;
        let mut now = vec![Distribution::certain(libm::round(start)); rule.len()];
        let year = |(step, (mean, unit)): (usize, (&f64, &f64))| {
            if let Some(known) = self.known(step) {
                now = vec![Distribution::certain(known); rule.len()];
                return Distribution::certain(known);
            }
            let is_new = terms.as_ref().is_none_or(|t| t.unit.to_bits() != unit.to_bits());
            if is_new {
                terms = None;
            }
            let terms = terms.get_or_insert_with(|| {
                Terms::new(size, *unit, states.max((libm::ceil(top / unit) as usize).min(4 * states)))
            });
            // The same in many years.
            if is_new || arriving.to_bits() != mean.to_bits() {
                let at = |wave: f64| mean * libm::exp(regime * wave - 0.5 * regime * regime);
                arriving = *mean;
                let cell = |cell: &Rule| terms.sum(cell.iter().map(|(w, weight)| (at(*w), *weight)));
                arrivals = cells.iter().map(cell).collect();
            }
            let leaves = self.leaves(step);
            let left: Vec<Distribution> = now.iter().map(|d| d.clone().widened(*unit).thinned(leaves)).collect();
            let next = |(row, arrivals): (&Vec<f64>, &Distribution)| {
                Distribution::mix(row.iter().copied().zip(&left)).plus(arrivals).limited(states)
            };
            now = back.iter().zip(&arrivals).map(next).collect();
            Distribution::mix(rule.iter().map(|r| r.1).zip(&now))
        };
        means.iter().zip(units).enumerate().map(year).collect()
    }
}

/// A rule divided, from the smallest node, among the nodes of a coarser one: for each what makes up its weight.
fn cells(fine: &[(f64, f64)], coarse: &[(f64, f64)]) -> Vec<Rule> {
    let mut rest = fine.iter().copied();
    let mut point = rest.next();
    let last = coarse.len().saturating_sub(1);
    let cell = |(i, (_, weight)): (usize, &(f64, f64))| {
        let (mut cell, mut room) = (Rule::new(), *weight);
        while let Some((x, mass)) = point {
            let taken = if i == last { mass } else { mass.min(room) };
            cell.push((x, taken / weight));
            room -= taken;
            point = if taken < mass { Some((x, mass - taken)) } else { rest.next() };
            if room <= 0.0 && i < last {
                break;
            }
        }
        cell
    };
    coarse.iter().enumerate().map(cell).collect()
}

/// For each node of a year's wave, the weights of the nodes of the year before.
fn transition(rule: &[(f64, f64)], persistence: f64) -> Vec<Vec<f64>> {
    let polynomials: Vec<Vec<f64>> =
        rule.iter().map(|(x, _)| hermite_polynomials(*x).take(rule.len()).collect()).collect();
    let kernel = |a: &[f64], b: &[f64]| {
        let mut power = 1.0;
        let term = |(a, b): (&f64, &f64)| {
            let value = power * a * b;
            power *= persistence;
            value
        };
        a.iter().zip(b).map(term).sum::<f64>()
    };
    polynomials.iter().map(|a| rule.iter().zip(&polynomials).map(|((_, w), b)| w * kernel(a, b)).collect()).collect()
}
