//! Demands that share series, and the distribution of the number of them that are met.

use crate::bivariate::bivariate_normal_cdf;
use crate::inputs::Quantity;
use crate::normal::normal_cdf;
use crate::quadrature::normal_rule;
use crate::state::{Atom, Demand, State, condensed};

/// Probabilities of 0, 1, 2, … demands met.
pub type Met = Vec<f64>;

/// Combines the numbers met of two independent sets of demands.
pub fn combine(a: &[f64], b: &[f64]) -> Met {
    let mut all = vec![0.0; (a.len() + b.len()).saturating_sub(1)];
    for (i, p) in a.iter().enumerate() {
        for (sum, q) in all.iter_mut().skip(i).zip(b) {
            *sum += p * q;
        }
    }
    all
}

/// Rows of a lower triangular factor of a covariance matrix, without the columns of dimensions that add nothing
/// (Cholesky's factorisation).
pub fn factor(n: usize, covariance: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    // For each column the row that began it.
    let mut began: Vec<usize> = Vec::new();
    for i in 0..n {
        let mut row: Vec<f64> = Vec::new();
        for k in &began {
            let other = rows.get(*k).map_or(&[][..], Vec::as_slice);
            let dot: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
            let pivot = other.get(row.len()).copied().unwrap_or(1.0);
            row.push((covariance(i, *k) - dot) / pivot);
        }
        let rest = covariance(i, i) - row.iter().map(|a| a * a).sum::<f64>();
        if rest > 1e-13 * covariance(i, i) {
            row.push(libm::sqrt(rest));
            began.push(i);
        }
        rows.push(row);
    }
    for row in &mut rows {
        row.resize(began.len(), 0.0);
    }
    rows
}

/// Where along a variable a demand passes its threshold, as if it were linear: its excess is
/// `value + along·z + last·y + deviation·ε`, `last` being of the last variable and `deviation` of all in between and
/// after.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    pub value: f64,
    pub along: f64,
    pub last: f64,
    pub deviation: f64,
}

impl Probe {
    /// Place and width of the step, once what comes later is averaged.
    pub fn step(&self) -> (f64, f64) {
        let width = libm::sqrt(self.deviation * self.deviation + self.last * self.last);
        (-self.value / self.along, width / self.along.abs())
    }

    /// The kink where two steps in the last variable cross.
    pub fn crossing(&self, other: &Self) -> Option<(f64, f64)> {
        let line = |p: &Self| (-p.value / p.last, -p.along / p.last, p.deviation / p.last);
        let ((a, slope_a, wide_a), (b, slope_b, wide_b)) = (line(self), line(other));
        let slope = slope_b - slope_a;
        let place = (a - b) / slope;
        let is_seen = place.abs() < 12.0 && (a + slope_a * place).abs() < 12.0;
        is_seen.then(|| (place, libm::sqrt(wide_a * wide_a + wide_b * wide_b) / slope.abs()))
    }
}

/// Demands on series that no other demand is about.
///
/// Series are normal with some covariance around means that the caller shifts, channel by channel.
pub struct Group {
    demands: Vec<Demand>,
    /// Sums of logarithms, by series and coefficient, whose shifts matter.
    pub channels: Vec<Vec<(usize, f64)>>,
    law: Law,
}

enum Law {
    /// Up to two demands on logarithms: the excess of each without shifts, with the probability of effects.
    Linear { atoms: Vec<Linear> },
    /// Any demands: logarithms without shifts, and columns of the factor of the covariance.
    Nested { atoms: Vec<(Vec<f64>, f64)>, columns: Vec<Vec<f64>>, accuracy: f64 },
}

/// Excesses of up to two demands, normal around means.
struct Linear {
    excess: [f64; 2],
    deviations: [f64; 2],
    correlation: f64,
    weight: f64,
}

impl Group {
    /// A group of demands on series with this covariance, with about so many atoms at most.
    pub fn new(
        demands: Vec<Demand>,
        states: &[State],
        covariance: impl Fn(usize, usize) -> f64,
        most: f64,
        accuracy: f64,
    ) -> Self {
        let mut series: Vec<usize> = demands.iter().flat_map(|d| d.series()).collect();
        series.sort_unstable();
        series.dedup();
        // The widest first: what is left is smooth along it.
        series.sort_by(|a, b| covariance(*b, *b).total_cmp(&covariance(*a, *a)));
        let linear: Option<Vec<_>> = demands.iter().map(|d| d.linear()).collect();
        let linear = linear.filter(|channels| channels.len() <= 2);
        // Logarithms and their variances, with probabilities.
        let most = most * accuracy * if linear.is_some() { 1.0 } else { 0.12 };
        let several = series.iter().filter(|i| states.get(**i).is_some_and(|s| s.atoms.len() > 1)).count();
        let each = libm::pow(most, 1.0 / several.max(1) as f64);
        let mut atoms = vec![(Vec::new(), Vec::new(), 1.0)];
        for i in &series {
            let deviation = libm::sqrt(covariance(*i, *i).max(0.0));
            let few = |s: &State| {
                if s.atoms.len() as f64 <= each {
                    s.atoms.clone()
                } else {
                    condensed(&s.atoms, deviation, each, accuracy)
                }
            };
            let own = states.get(*i).map_or_else(Vec::new, few);
            let with = |(logs, variances, p): &(Vec<f64>, Vec<f64>, f64), a: &Atom| {
                ([logs.as_slice(), &[a.mean]].concat(), [variances.as_slice(), &[a.variance]].concat(), p * a.weight)
            };
            atoms = atoms.iter().flat_map(|a| own.iter().map(move |b| with(a, b))).collect();
        }
        let position = |i: usize| series.iter().position(|s| *s == i).unwrap_or(0);
        if let Some(channels) = linear {
            let channel = |i: usize| channels.get(i).map_or(&[][..], Vec::as_slice);
            let atom = |(logs, variances, weight): &(Vec<f64>, Vec<f64>, f64)| {
                let covariance = |a: &[(usize, f64)], b: &[(usize, f64)]| -> f64 {
                    let pairs = a.iter().flat_map(|(i, p)| b.iter().map(move |(j, q)| (*i, *j, p * q)));
                    let own = |i: usize, j: usize| if i == j { at(variances, position(i)) } else { 0.0 };
                    pairs.fold(0.0, |sum, (i, j, product)| sum + product * (covariance(i, j) + own(i, j)))
                };
                let deviations = [0, 1].map(|i| libm::sqrt(covariance(channel(i), channel(i)).max(0.0)));
                let [a, b] = deviations;
                let correlation = if a * b > 0.0 { covariance(channel(0), channel(1)) / (a * b) } else { 0.0 };
                let excess = |i: usize| demands.get(i).map_or(0.0, |d: &Demand| d.excess(|s| at(logs, position(s))));
                Linear { excess: [0, 1].map(excess), deviations, correlation, weight: *weight }
            };
            let atoms = atoms.iter().map(atom).collect();
            return Self { demands, channels, law: Law::Linear { atoms } };
        }
        // Variances of atoms alike for all.
        let extra = |k: usize| atoms.iter().map(|(_, variances, p)| p * at(variances, k)).sum::<f64>();
        let extra: Vec<f64> = (0..series.len()).map(extra).collect();
        let atoms: Vec<(Vec<f64>, f64)> = atoms.into_iter().map(|(logs, _, p)| (logs, p)).collect();
        let name = |i: usize| series.get(i).copied().unwrap_or(0);
        let own = |i: usize, j: usize| if i == j { at(&extra, i) } else { 0.0 };
        let rows = factor(series.len(), |i, j| covariance(name(i), name(j)) + own(i, j));
        let width = rows.first().map_or(0, Vec::len);
        let column = |d: usize| rows.iter().map(|row| row.get(d).copied().unwrap_or(0.0)).collect();
        let columns = (0..width).map(column).collect();
        // Demands name series by their position in the group.
        let local = |d: &Demand| Demand {
            of: match d.of {
                Quantity::Level(a) => Quantity::Level(position(a)),
                Quantity::Ratio(a, b) => Quantity::Ratio(position(a), position(b)),
                Quantity::Sum(a, b) => Quantity::Sum(position(a), position(b)),
                Quantity::Count => Quantity::Count,
            },
            ..*d
        };
        let demands = demands.iter().map(local).collect();
        let channels = series.iter().map(|i| vec![(*i, 1.0)]).collect();
        Self { demands, channels, law: Law::Nested { atoms, columns, accuracy } }
    }

    /// A measure of the time that the number met takes.
    pub fn cost(&self) -> usize {
        match &self.law {
            Law::Linear { atoms } => atoms.len() * self.demands.len(),
            Law::Nested { atoms, columns, .. } => atoms.len() * 150_usize.saturating_pow(columns.len() as u32 - 1),
        }
    }

    /// The number met, with each channel shifted.
    pub fn met(&self, shifts: &[f64]) -> Met {
        let mut met = vec![0.0; self.demands.len() + 1];
        match &self.law {
            Law::Linear { atoms } => {
                let chance = |i: usize, excess: f64, deviation: f64| {
                    if deviation > 0.0 {
                        return normal_cdf(excess / deviation);
                    }
                    f64::from(u8::from(self.demands.get(i).is_some_and(|d| d.holds(excess))))
                };
                let shift = |i: usize| shifts.get(i).copied().unwrap_or(0.0);
                for Linear { excess: [a, b], deviations: [da, db], correlation, weight } in atoms {
                    let (a, b, da, db) = (a + shift(0), b + shift(1), *da, *db);
                    let p = chance(0, a, da);
                    if let [none, one] = met.as_mut_slice() {
                        *none += weight * (1.0 - p);
                        *one += weight * p;
                    } else if let [none, one, two] = met.as_mut_slice() {
                        let q = chance(1, b, db);
                        let both =
                            if da * db > 0.0 { bivariate_normal_cdf(a / da, b / db, *correlation) } else { p * q };
                        *two += weight * both;
                        *one += weight * (p + q - 2.0 * both);
                        *none += weight * (1.0 - p - q + both);
                    }
                }
            }
            Law::Nested { atoms, columns, accuracy } => {
                for (logs, weight) in atoms {
                    let logs: Vec<f64> = logs.iter().zip(shifts).map(|(log, shift)| log + shift).collect();
                    self.nest(columns, *accuracy, &logs, *weight, &mut met);
                }
            }
        }
        met
    }

    /// Integrates over the variables of the columns, the last in closed form where one series alone depends on it.
    fn nest(&self, columns: &[Vec<f64>], accuracy: f64, logs: &[f64], weight: f64, met: &mut [f64]) {
        let Some((along, later)) = columns.split_first() else {
            let log = |i: usize| logs.get(i).copied().unwrap_or(0.0);
            add(met, self.demands.iter().filter(|d| d.holds(d.excess(log))).count(), weight);
            return;
        };
        let mut moved = along.iter().enumerate().filter(|(_, a)| **a != 0.0);
        if let (true, Some((series, deviation)), None) = (later.is_empty(), moved.next(), moved.next()) {
            self.last(series, *deviation, logs, weight, met);
            return;
        }
        let mut steps = Vec::new();
        for demand in &self.demands {
            // A sum is reached whatever the rest where one part reaches the threshold alone, and hardly depends on it far
            // below.
            if let Quantity::Sum(a, b) = demand.of {
                let parts = [a, b].map(|i| (at(logs, i), at(along, i)));
                let moved = parts.iter().filter(|(_, slope)| *slope != 0.0);
                steps.extend(moved.map(|(log, slope)| ((demand.threshold - log) / slope, 0.5 / slope.abs())));
            }
            steps.extend(probe(*demand, logs, along, later, None).as_ref().map(Probe::step));
        }
        // Where two demands turn at the same value of the last series, probabilities of both have a kink.
        if let [last] = later {
            for (series, slope) in along.iter().enumerate().filter(|(i, a)| **a != 0.0 && at(last, *i) == 0.0) {
                let ends = self.demands.iter().filter_map(|d| Turn::new(*d, series)).collect::<Vec<_>>();
                let pairs = ends.iter().enumerate().flat_map(|(i, a)| ends.iter().skip(i + 1).map(move |b| (a, b)));
                let meeting = |value: f64| ((value - at(logs, series)) / slope, 0.0);
                steps.extend(pairs.filter_map(|(a, b)| a.meeting(*b)).map(meeting));
            }
        }
        for (z, share) in normal_rule(&steps, accuracy) {
            let moved: Vec<f64> = logs.iter().zip(along).map(|(log, slope)| log + slope * z).collect();
            self.nest(later, accuracy, &moved, weight * share, met);
        }
    }

    /// Averages over the normal logarithm of one series, with all others known: each demand on it holds above or below
    /// some value.
    fn last(&self, series: usize, deviation: f64, logs: &[f64], weight: f64, met: &mut [f64]) {
        let log = |i: usize| logs.get(i).copied().unwrap_or(0.0);
        let mut holding = 0_i32;
        let mut turns: Vec<(f64, i32)> = Vec::new();
        for demand in &self.demands {
            let t = demand.threshold;
            let rises = |value: f64| ((value - log(series)) / deviation, 1);
            let turn = match demand.of {
                Quantity::Level(a) if a == series => Some(rises(t)),
                Quantity::Ratio(a, b) if a == series => Some(rises(t + log(b))),
                Quantity::Ratio(a, b) if b == series => Some((rises(log(a) - t).0, -1)),
                Quantity::Sum(a, b) if a == series || b == series => {
                    let other = log(if a == series { b } else { a });
                    (other < t).then(|| rises(t + libm::log1p(-libm::exp(other - t))))
                }
                _ if !demand.holds(demand.excess(log)) => continue,
                _ => None,
            };
            holding += i32::from(turn.is_none_or(|(_, change)| change < 0));
            turns.extend(turn);
        }
        turns.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        for (place, change) in turns {
            let upto = normal_cdf(place);
            add(met, holding as usize, weight * (upto - below));
            (below, holding) = (upto, holding + change);
        }
        add(met, holding as usize, weight * (1.0 - below));
    }

    /// Probes along a shared variable: shifts of the channels so far, and their loadings on this variable and on the last
    /// if this is the one before.
    pub fn probes(&self, shifts: &[f64], along: &[f64], last: Option<&[f64]>, all: &mut Vec<Probe>) {
        match &self.law {
            Law::Linear { atoms } => {
                let channels = shifts.iter().zip(along).enumerate();
                for (i, (shift, along)) in channels.filter(|(_, (_, along))| **along != 0.0) {
                    let load = |column: &[f64]| column.get(i).copied().unwrap_or(0.0);
                    let last = last.map_or(0.0, load);
                    all.extend(atoms.iter().map(|a| {
                        let (value, deviation) = (at(&a.excess, i) + shift, at(&a.deviations, i));
                        Probe { value, along: *along, last, deviation }
                    }));
                }
            }
            Law::Nested { atoms, columns, .. } => {
                for (logs, _) in atoms {
                    let logs: Vec<f64> = logs.iter().zip(shifts).map(|(log, shift)| log + shift).collect();
                    all.extend(self.demands.iter().filter_map(|d| probe(*d, &logs, along, columns, last)));
                }
            }
        }
    }
}

/// Where a demand turns: the value of the logarithm of one series, given that of another, `x`.
#[derive(Clone, Copy)]
enum Turn {
    /// At `slope·x + constant`.
    Linear(f64, f64),
    /// Where the sum of both levels has this logarithm.
    Sum(f64),
}

impl Turn {
    /// The turn of a demand on two series, or on the other, as a function of one.
    fn new(demand: Demand, series: usize) -> Option<Self> {
        match demand.of {
            Quantity::Level(a) if a != series => Some(Self::Linear(0.0, demand.threshold)),
            Quantity::Ratio(a, b) if a == series => (b != series).then_some(Self::Linear(1.0, -demand.threshold)),
            Quantity::Ratio(_, b) if b == series => Some(Self::Linear(1.0, demand.threshold)),
            Quantity::Sum(a, b) if a == series || b == series => Some(Self::Sum(demand.threshold)),
            _ => None,
        }
    }

    /// The value of `x` at which two demands turn together.
    fn meeting(self, other: Self) -> Option<f64> {
        match (self, other) {
            (Self::Linear(a, p), Self::Linear(b, q)) => ((a - b).abs() > 0.0).then(|| (q - p) / (a - b)),
            (Self::Sum(t), Self::Linear(slope, q)) | (Self::Linear(slope, q), Self::Sum(t)) => {
                if slope > 0.0 {
                    Some(t - libm::log1p(libm::exp(q)))
                } else {
                    (q < t).then(|| t + libm::log1p(-libm::exp(q - t)))
                }
            }
            (Self::Sum(_), Self::Sum(_)) => None,
        }
    }
}

fn at(list: &[f64], i: usize) -> f64 {
    list.get(i).copied().unwrap_or(0.0)
}

fn add(met: &mut [f64], n: usize, mass: f64) {
    if let Some(m) = met.get_mut(n) {
        *m += mass;
    }
}

/// The probe of a demand along a variable, linear around the place where it passes its threshold.
fn probe(demand: Demand, logs: &[f64], along: &[f64], later: &[Vec<f64>], last: Option<&[f64]>) -> Option<Probe> {
    let excess = |z: f64| demand.excess(|i| at(logs, i) + at(along, i) * z);
    // The change of the excess for a change of the logarithms, at a place along the variable.
    let change = |z: f64, column: &[f64]| match demand.of {
        Quantity::Level(a) => at(column, a),
        Quantity::Ratio(a, b) => at(column, a) - at(column, b),
        Quantity::Sum(a, b) => {
            let ratio = libm::exp(at(logs, b) - at(logs, a) + z * (at(along, b) - at(along, a)));
            let share = 1.0 / (1.0 + ratio);
            share * at(column, a) + (1.0 - share) * at(column, b)
        }
        Quantity::Count => 0.0,
    };
    let mut place = 0.0;
    for _ in 0..40 {
        let slope = change(place, along);
        if slope == 0.0 {
            return None;
        }
        let next = (place - excess(place) / slope).clamp(-60.0, 60.0);
        if (next - place).abs() < 1e-15 {
            break;
        }
        place = next;
    }
    let slope = change(place, along);
    let variance: f64 = later.iter().map(|column| change(place, column)).map(|c| c * c).sum();
    let last = last.map_or(0.0, |column| change(place, column));
    (slope != 0.0).then(|| Probe { value: -slope * place, along: slope, last, deviation: libm::sqrt(variance) })
}
