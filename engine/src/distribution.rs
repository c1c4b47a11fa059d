//! The distribution of the counting series by recursion over the years: binomial thinning, then convolution with the
//! arrivals; tails are cut.

use crate::inputs::{CountSeries, at};
use crate::normal::{normal_cdf, normal_density};
use crate::quadrature::{hermite, nodes, uniform_rule};

/// Mass that is cut from each tail, and left on the last number that is kept.
const CUT: f64 = 1e-12;
/// Terms of a distribution, from its mode on, that are computed at most; what lies beyond is left on the last.
const TERMS: usize = 1 << 15;
/// Number up to which every whole number is a state; of larger ones only multiples of a unit are.
const WHOLE: f64 = 10_000.0;

/// The distribution of a whole number.
///
/// Masses sum to one. Where numbers are large they lie on multiples of a unit, shared between the two nearest so that
/// means are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    unit: f64,
    /// The first state, in units.
    first: i64,
    mass: Vec<f64>,
    /// Mass of numbers too large to be followed, which is left on the largest.
    lost: f64,
}

impl Distribution {
    fn certain(n: f64, unit: f64) -> Self {
        let mut sum = Sum::new(unit);
        sum.add(n, 1.0);
        sum.end()
    }

    /// Numbers with their probabilities, from the smallest.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> + '_ {
        self.mass.iter().enumerate().map(|(i, m)| ((self.first + i as i64) as f64 * self.unit, *m))
    }

    /// Probability of reaching a number, or if `above` of exceeding it.
    pub fn chance(&self, threshold: f64, above: bool) -> f64 {
        let part = |n: f64| {
            if self.unit > 1.0 {
                // A state stands for the numbers around it.
                return (0.5 + (n - threshold) / self.unit).clamp(0.0, 1.0);
            }
            f64::from(u8::from(if above { n > threshold } else { n >= threshold }))
        };
        let parts = self.iter().rev().map(|(n, m)| (part(n), m)).take_while(|(part, _)| *part > 0.0);
        parts.map(|(part, m)| part * m).sum::<f64>().clamp(0.0, 1.0)
    }

    /// The smallest number that is not exceeded with at least this probability.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut below = 0.0;
        let found = self.iter().find(|(_, m)| {
            below += m;
            below >= share
        });
        found.or_else(|| self.iter().next_back()).map_or(0.0, |(n, _)| n)
    }

    /// Mass of numbers too large to be followed.
    pub fn lost(&self) -> f64 {
        self.lost
    }

    /// An average of distributions.
    fn mix<'a>(parts: impl Iterator<Item = (f64, &'a Self)> + Clone, unit: f64) -> Self {
        let mut sum = Sum::new(unit);
        let ends = parts.clone().map(|(_, d)| (d.first, d.first + d.mass.len() as i64));
        let (first, end) = ends.fold((i64::MAX, i64::MIN), |(a, b), (first, end)| (a.min(first), b.max(end)));
        sum.first = first;
        sum.mass = vec![0.0; usize::try_from(end - first).unwrap_or(0)];
        for (weight, d) in parts {
            sum.lost += weight * d.lost;
            let states = sum.mass.iter_mut().skip((d.first - first) as usize);
            for (m, part) in states.zip(&d.mass) {
                *m += weight * part;
            }
        }
        sum.end()
    }

    /// What is left of the number when each member leaves with a probability.
    fn thinned(&self, probability: f64) -> Self {
        if probability <= 0.0 {
            return self.clone();
        }
        let mut sum = Sum::new(self.unit);
        sum.lost = self.lost;
        if self.unit > 1.0 {
            for (n, mass) in self.iter() {
                sum.add_binomial(n, 1.0 - probability, mass);
            }
            return sum.end();
        }
        // Leavers of one member more: one more with the probability, else as many.
        let largest = (self.first + self.mass.len() as i64) as f64;
        let spread = libm::sqrt(largest * probability * (1.0 - probability));
        let most = (libm::ceil(largest * probability + 10.0 * spread) + 25.0).min(largest) as usize;
        let mut leavers = vec![0.0; most + 1];
        let mut first = Sum::new(1.0);
        first.add_binomial(self.first as f64, probability, 1.0);
        for (place, mass) in leavers.iter_mut().skip(first.first as usize).zip(&first.mass) {
            *place = *mass;
        }
        let mut fewest = first.first as usize;
        // By the largest number of leavers first, so that all indices are those of `mass`.
        sum.first = (self.first - most as i64).max(0);
        sum.mass = vec![0.0; (self.first - sum.first) as usize + self.mass.len()];
        for (i, mass) in self.mass.iter().enumerate() {
            let n = (self.first - sum.first) as usize + i;
            let places = sum.mass.iter_mut().take(n + 1).rev().skip(fewest);
            for (place, leavers) in places.zip(leavers.iter().skip(fewest)) {
                *place += mass * leavers;
            }
            let mut before = 0.0;
            for now in leavers.iter_mut().skip(fewest) {
                (*now, before) = (*now + probability * (before - *now), *now);
            }
            while leavers.get(fewest).is_some_and(|m| *m < 1e-18) && fewest < most {
                fewest += 1;
            }
        }
        sum.end()
    }

    /// The sum of two independent numbers.
    fn plus(&self, other: &Self) -> Self {
        let mut mass = vec![0.0; (self.mass.len() + other.mass.len()).saturating_sub(1)];
        // Tails are long: of each product only what is not negligible.
        let largest = other.mass.iter().copied().fold(0.0, f64::max);
        let peak = other.mass.iter().position(|b| *b >= largest).unwrap_or(0);
        let falling = other.mass.get(peak..).unwrap_or_default();
        for (i, a) in self.mass.iter().enumerate() {
            let kept = peak + falling.partition_point(|b| (a * b).abs() > 1e-5 * CUT);
            for (m, b) in mass.iter_mut().skip(i).zip(other.mass.iter().take(kept)) {
                *m += a * b;
            }
        }
        Sum { unit: self.unit, first: self.first + other.first, mass, lost: self.lost + other.lost }.end()
    }
}

/// Masses that are being added up.
struct Sum {
    unit: f64,
    first: i64,
    mass: Vec<f64>,
    lost: f64,
}

impl Sum {
    const fn new(unit: f64) -> Self {
        Self { unit, first: 0, mass: Vec::new(), lost: 0.0 }
    }

    /// Adds mass at a number.
    fn add(&mut self, n: f64, mass: f64) {
        let place = n / self.unit;
        let low = libm::floor(place);
        let part = place - low;
        self.add_at(low as i64, mass * (1.0 - part));
        if part > 0.0 {
            self.add_at(low as i64 + 1, mass * part);
        }
    }

    fn add_at(&mut self, state: i64, mass: f64) {
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

    /// Adds a distribution given by the ratios of neighbouring terms from a number on: up `n → n + 1`, down `n → n − 1`.
    fn add_terms(&mut self, mode: f64, mass: f64, up: impl Fn(f64) -> f64, down: impl Fn(f64) -> f64) {
        let least = 1e-3 * CUT / mass;
        let run = |ratio: &dyn Fn(f64) -> f64, step: f64| {
            let (mut n, mut term, mut terms) = (mode, 1.0, Vec::new());
            while terms.len() < TERMS {
                term *= ratio(n);
                n += step;
                if term < least {
                    break;
                }
                terms.push(term);
            }
            terms
        };
        let (lower, upper) = (run(&down, -1.0), run(&up, 1.0));
        let total: f64 = 1.0 + lower.iter().sum::<f64>() + upper.iter().sum::<f64>();
        // The terms beyond the last are at most a geometric series.
        if let (TERMS, Some(term)) = (upper.len(), upper.last()) {
            let ratio = up(mode + TERMS as f64).min(1.0 - 1e-9);
            self.lost += mass * (term * ratio / (1.0 - ratio) / total).min(1.0);
        }
        let scale = mass / total;
        let first = mode as i64 - lower.len() as i64;
        let terms = lower.iter().rev().chain([&1.0]).chain(&upper);
        if self.unit > 1.0 {
            for (i, term) in terms.enumerate() {
                self.add((first + i as i64) as f64, scale * term);
            }
            return;
        }
        self.add_at(mode as i64 + upper.len() as i64, 0.0);
        self.add_at(first, 0.0);
        let skipped = (first - self.first) as usize;
        for (m, term) in self.mass.iter_mut().skip(skipped).zip(terms) {
            *m += scale * term;
        }
    }

    fn add_binomial(&mut self, n: f64, p: f64, mass: f64) {
        if n <= 0.0 || p <= 0.0 {
            return self.add(0.0, mass);
        }
        let odds = p / (1.0 - p);
        let variance = n * p * (1.0 - p);
        if self.unit > 1.0 && variance > WHOLE {
            // Close to normal, with its skewness (F. Edgeworth, 1905).
            let (deviation, skew) = (libm::sqrt(variance), (1.0 - 2.0 * p) / (6.0 * libm::sqrt(variance)));
            let unit = self.unit;
            let below = |state: i64| {
                let z = ((state as f64 + 0.5) * unit - n * p) / deviation;
                normal_cdf(z) - skew * (z * z - 1.0) * normal_density(z)
            };
            let state = |z: f64| libm::floor((n * p + z * deviation) / unit) as i64;
            let mut before = 0.0;
            for i in state(-8.0).max(0)..=state(8.0) {
                let upto = below(i);
                self.add_at(i, mass * (upto - before));
                before = upto;
            }
            return;
        }
        let mode = libm::floor((n + 1.0) * p).min(n);
        self.add_terms(mode, mass, |j| (n - j) / (j + 1.0) * odds, |j| j / ((n - j + 1.0) * odds));
    }

    fn add_negative_binomial(&mut self, mean: f64, size: f64, mass: f64) {
        if mean <= 0.0 {
            return self.add(0.0, mass);
        }
        let factor = mean / (mean + size);
        let mode = libm::floor(((size - 1.0) * mean / size).max(0.0));
        if mode > 1e6 {
            self.lost += mass;
            return self.add(1e6, mass);
        }
        self.add_terms(mode, mass, |j| factor * (size + j) / (j + 1.0), |j| j / (factor * (size + j - 1.0)));
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
        let below: f64 = self.mass.drain(..low).sum();
        let above: f64 = self.mass.drain(self.mass.len() - high..).sum();
        if let Some(m) = self.mass.first_mut() {
            *m += below;
        }
        if let Some(m) = self.mass.last_mut() {
            *m += above;
        }
        Distribution { unit: self.unit, first: self.first + low as i64, mass: self.mass, lost: self.lost }
    }
}

/// The counting series, year by year.
pub struct Recursion<'a> {
    pub counting: &'a CountSeries,
    unit: f64,
    accuracy: f64,
}

impl<'a> Recursion<'a> {
    /// `accuracy` is a factor on numbers of nodes.
    pub fn new(counting: &'a CountSeries, accuracy: f64) -> Self {
        let known = counting.known.iter().flatten().copied();
        let largest = known.fold(counting.start, f64::max);
        let coarse = libm::ceil(libm::sqrt(largest) / (40.0 * accuracy));
        Self { counting, unit: if largest <= WHOLE { 1.0 } else { coarse }, accuracy }
    }

    /// The number in the base year.
    pub fn start(&self) -> Distribution {
        Distribution::certain(libm::round(self.counting.start), self.unit)
    }

    pub fn known(&self, step: usize) -> Option<Distribution> {
        Some(Distribution::certain(libm::round(at(&self.counting.known, step).flatten()?), self.unit))
    }

    /// Distance, in standard deviations of the wave, over which the distribution of arrivals changes.
    pub fn width(&self, mean: f64) -> f64 {
        libm::sqrt(1.0 / mean.max(1e-9) + 1.0 / self.counting.size) / self.counting.regime
    }

    /// Arrivals of a year with this mean whose wave is `common` and an own part of standard deviation `own`.
    pub fn arrivals(&self, mean: f64, common: f64, own: f64) -> Distribution {
        let CountSeries { regime, size, .. } = *self.counting;
        let mut sum = Sum::new(self.unit);
        let mut add = |wave: f64, weight: f64| {
            sum.add_negative_binomial(mean * libm::exp(regime * wave - 0.5 * regime * regime), size, weight);
        };
        if own > 0.0 && regime > 0.0 && mean > 0.0 {
            for (z, weight) in uniform_rule(self.width(mean) / own, self.accuracy) {
                add(common + own * z, weight);
            }
        } else {
            add(common, 1.0);
        }
        sum.end()
    }

    /// The number at the end of a year without a known number.
    pub fn next(&self, step: usize, before: &Distribution, arrivals: &Distribution) -> Distribution {
        before.thinned(at(&self.counting.departures, step).unwrap_or(0.0)).plus(arrivals)
    }

    /// The number at the end of each year, for expected arrivals by year.
    ///
    /// Where waves persist, the number is followed on nodes of the wave of its year: the law of a year's wave given that
    /// of the next is expanded in Hermite polynomials (F. Mehler, 1866).
    pub fn by_year(&self, means: &[f64], persistence: f64) -> Vec<Distribution> {
        if persistence <= 0.0 || self.counting.regime <= 0.0 {
            let mut now = self.start();
            let mut arrivals = (f64::NAN, self.start());
            let next = |(step, mean): (usize, &f64)| {
                now = self.known(step).unwrap_or_else(|| {
                    // The same in many years.
                    if arrivals.0.to_bits() != mean.to_bits() {
                        arrivals = (*mean, self.arrivals(*mean, 0.0, 1.0));
                    }
                    self.next(step, &now, &arrivals.1)
                });
                now.clone()
            };
            return means.iter().enumerate().map(next).collect();
        }
        let width = means.iter().map(|mean| self.width(*mean)).fold(f64::INFINITY, f64::min);
        let rule = hermite(nodes(width, self.accuracy));
        let back = transition(rule, persistence);
        let mut now = vec![self.start(); rule.len()];
        let year = |(step, mean): (usize, &f64)| {
            let before: Vec<Distribution> = if step == 0 {
                now.clone()
            } else {
                back.iter().map(|row| Distribution::mix(row.iter().copied().zip(&now), self.unit)).collect()
            };
            let next = |((wave, _), before): (&(f64, f64), &Distribution)| {
                self.known(step).unwrap_or_else(|| self.next(step, before, &self.arrivals(*mean, *wave, 0.0)))
            };
            now = rule.iter().zip(&before).map(next).collect();
            self.mix(rule.iter().map(|r| r.1).zip(&now))
        };
        means.iter().enumerate().map(year).collect()
    }

    pub fn mix<'d>(&self, parts: impl Iterator<Item = (f64, &'d Distribution)> + Clone) -> Distribution {
        Distribution::mix(parts, self.unit)
    }
}

/// For each node of a year's wave, the weights of the nodes of the year before.
fn transition(rule: &[(f64, f64)], persistence: f64) -> Vec<Vec<f64>> {
    let hermite = |x: f64| {
        let (mut before, mut now) = (0.0, 1.0);
        (0..rule.len()).map(move |k| {
            let value = now;
            (before, now) = (now, (x * now - libm::sqrt(k as f64) * before) / libm::sqrt(k as f64 + 1.0));
            value
        })
    };
    let polynomials: Vec<Vec<f64>> = rule.iter().map(|(x, _)| hermite(*x).collect()).collect();
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
