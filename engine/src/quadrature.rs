//! Nodes and weights of integration rules.

use std::sync::OnceLock;

use crate::normal::normal_density;

/// Nodes with their weights.
pub type Rule = Vec<(f64, f64)>;

/// Most nodes of a Gauss–Hermite rule.
const MOST: usize = 128;
/// Beyond this many standard deviations there is a mass of 10⁻¹⁷.
const REACH: f64 = 8.5;
/// Width, in standard deviations, below which a step is followed by panels.
const NARROW: f64 = 0.5;

static HERMITE: [OnceLock<Rule>; MOST + 1] = [const { OnceLock::new() }; MOST + 1];
static LEGENDRE: [OnceLock<Rule>; 25] = [const { OnceLock::new() }; 25];

/// The Gauss–Hermite rule with up to 128 nodes, for averages over a standard normal variable.
pub fn hermite(n: usize) -> &'static [(f64, f64)] {
    kept(&HERMITE, n, |k| k as f64)
}

/// The Gauss–Legendre rule with up to 24 nodes, for averages over [−1, 1].
pub fn legendre(n: usize) -> &'static [(f64, f64)] {
    kept(&LEGENDRE, n, |k| (k * k) as f64 / (4.0 * (k * k) as f64 - 1.0))
}

/// A rule of a symmetric weight, computed when it is first used.
fn kept(rules: &'static [OnceLock<Rule>], n: usize, beta: impl Fn(usize) -> f64) -> &'static [(f64, f64)] {
    let n = n.clamp(1, rules.len() - 1);
    let rule = || gauss(&vec![0.0; n], &(1..n).map(&beta).collect::<Vec<_>>());
    rules.get(n).map_or(&[], |kept| kept.get_or_init(rule))
}

/// The Gauss rule of total weight one from the recurrence `p_{k+1} = (x − α_k)·p_k − β_k·p_{k−1}` of its orthogonal
/// polynomials; `beta` starts at β₁.
///
/// Nodes are eigenvalues of the Jacobi matrix (G. Golub and J. Welsch, 1969), found by bisection on Sturm sequences
/// (W. Givens, 1954), and weights are Christoffel numbers: slower than the QR algorithm, but the same to the last bit
/// everywhere, and each weight is exact relative to itself.
pub fn gauss(alpha: &[f64], beta: &[f64]) -> Rule {
    let roots: Vec<f64> = beta.iter().map(|b| libm::sqrt(*b)).collect();
    let largest = |all: &[f64]| all.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let reach = (largest(alpha) + 2.0 * largest(&roots)).max(f64::MIN_POSITIVE) * 1.01;
    // Eigenvalues below x: signs of the pivots of the matrix less x.
    let below = |x: f64| {
        let steps = alpha.iter().zip(std::iter::once(&0.0).chain(beta));
        let count = |(n, pivot): (usize, f64), (a, b): (&f64, &f64)| {
            let next = a - x - b / if pivot == 0.0 { f64::MIN_POSITIVE } else { pivot };
            (n + usize::from(next < 0.0), next)
        };
        steps.fold((0, 1.0), count).0
    };
    let weight = |x: f64| {
        let (mut sum, mut before, mut now, mut root) = (1.0, 0.0, 1.0, 0.0);
        for (a, next) in alpha.iter().zip(&roots) {
            (before, now) = (now, ((x - a) * now - root * before) / next);
            root = *next;
            sum += now * now;
        }
        1.0 / sum
    };
    (0..alpha.len())
        .map(|i| {
            let (mut low, mut high) = (-reach, reach);
            for _ in 0..64 {
                let middle = 0.5 * (low + high);
                if below(middle) > i { high = middle } else { low = middle }
            }
            let x = 0.5 * (low + high);
            (x, weight(x))
        })
        .collect()
}

/// A rule of at most `n` nodes that gives polynomials up to degree `2n − 1` the average that weighted points give them:
/// the recurrence by Stieltjes' procedure (W. Gautschi, 1982).
pub fn compress(points: &[(f64, f64)], n: usize) -> Rule {
    let total: f64 = points.iter().map(|p| p.1).sum();
    let average = |f: &dyn Fn(f64) -> f64| points.iter().map(|(x, w)| w * f(*x)).sum::<f64>() / total;
    let mean = average(&|x| x);
    let spread = libm::sqrt(average(&|x| (x - mean) * (x - mean)));
    if spread <= 1e-14 * mean.abs().max(1.0) {
        return vec![(mean, total)];
    }
    if points.len() <= n {
        return points.to_vec();
    }
    // In units of the spread, so that a recurrence that ends is seen.
    let mut values: Vec<(f64, f64, f64, f64)> =
        points.iter().map(|(x, w)| ((x - mean) / spread, w / total, 0.0, 1.0)).collect();
    let (mut alpha, mut beta) = (Vec::new(), Vec::new());
    let mut root = 0.0;
    while alpha.len() < n {
        let a: f64 = values.iter().map(|(x, w, _, p)| w * x * p * p).sum();
        alpha.push(a);
        for (x, _, before, now) in &mut values {
            (*before, *now) = (*now, (*x - a) * *now - root * *before);
        }
        let b: f64 = values.iter().map(|(_, w, _, p)| w * p * p).sum();
        if alpha.len() == n || b < 1e-12 {
            break;
        }
        beta.push(b);
        root = libm::sqrt(b);
        for (_, _, _, now) in &mut values {
            *now /= root;
        }
    }
    gauss(&alpha, &beta).into_iter().map(|(x, w)| (mean + spread * x, total * w)).collect()
}

/// Number of nodes for a step of some width: the error of `n` Gauss–Hermite nodes falls like `(1 + width²)^−n`.
pub fn nodes(width: f64, accuracy: f64) -> usize {
    (libm::ceil(accuracy * (4.0 + 16.0 / libm::log1p(width * width))) as usize).clamp(3, MOST)
}

/// Whether a step of this width is too narrow for a Gauss–Hermite rule.
pub fn is_narrow(width: f64) -> bool {
    width < NARROW
}

/// A rule for averages over a standard normal variable of a function with smooth steps, each given by place and width:
/// Gauss–Hermite if all are wide, else Gauss–Legendre on panels that narrow towards each step.
///
/// `accuracy` is a factor on the number of nodes, 1 for some seven digits.
pub fn normal_rule(steps: &[(f64, f64)], accuracy: f64) -> Rule {
    let narrowest = steps.iter().map(|s| s.1).fold(f64::INFINITY, f64::min);
    if !is_narrow(narrowest) {
        return hermite(nodes(narrowest, accuracy)).to_vec();
    }
    let mut edges: Vec<f64> = (-6..=6).map(|i| f64::from(i) * REACH / 6.0).collect();
    for (place, width) in steps {
        // Beyond the last edge the step is over.
        for distance in [0.0, 1.25, 2.5, 4.0, 6.0, 8.5] {
            edges.extend([place - distance * width, place + distance * width]);
        }
    }
    panels(edges, accuracy)
}

/// As [`normal_rule`], for a function that may change at any place over a distance of `width`: equal steps, whose error
/// falls like `exp(−2π²·(width / step)²)` (L. Trefethen and J. Weideman, 2014).
pub fn trapezoidal(width: f64, accuracy: f64) -> Rule {
    let step = (0.75 / accuracy) * width / libm::sqrt(1.0 + width * width);
    let half = libm::ceil(REACH / step.max(0.085)) as i32;
    let step = REACH / f64::from(half);
    let node = |i: i32| (step * f64::from(i), step * normal_density(step * f64::from(i)));
    (-half..=half).map(node).collect()
}

/// Hermite polynomials at a place, orthonormal for a standard normal variable, by degree.
pub fn hermite_polynomials(x: f64) -> impl Iterator<Item = f64> {
    let (mut before, mut now) = (0.0, 1.0);
    (0_u32..).map(move |k| {
        let value = now;
        (before, now) = (now, (x * now - libm::sqrt(f64::from(k)) * before) / libm::sqrt(f64::from(k + 1)));
        value
    })
}

fn panels(mut edges: Vec<f64>, accuracy: f64) -> Rule {
    edges.retain(|x| x.abs() <= REACH);
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| *a - *b < 1e-12);
    let rule = legendre(libm::ceil(9.0 * accuracy) as usize);
    let mut all = Vec::with_capacity(edges.len() * rule.len());
    for (low, high) in edges.iter().zip(edges.iter().skip(1)) {
        let (middle, half) = (0.5 * (low + high), 0.5 * (high - low));
        all.extend(rule.iter().map(|(t, w)| {
            let x = middle + half * t;
            (x, 2.0 * half * w * normal_density(x))
        }));
    }
    all
}
