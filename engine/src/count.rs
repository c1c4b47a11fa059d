//! Whole numbers by inversion: one uniform draw in, the count out, never less when its mean is more.

use crate::closed::normal_quantile;
use crate::lanes::{F, LANES, all, exp, ln_1p};

/// `−ln P(0)` up to which the search on lanes starts from zero: below it, `P(0)` is a normal `f32`.
const LANE_LIMIT: f32 = 80.0;
/// Mean up to which a sum of `f32` terms is exact enough.
const LANE_MEAN: f32 = 2_000.0;
/// The same for the search in `f64`; beyond it the law is close enough to normal for an expansion.
const SEARCH_LIMIT: f64 = 700.0;
/// Terms below this no longer move a sum near one.
const NEGLIGIBLE: f32 = 1e-10;
/// Factors kept in a table; a multiple of [`STRIDE`].
const TABLE: usize = 512;
/// Terms added between two looks at what remains.
const STRIDE: usize = 4;

/// Numbers that depend on the position of a term alone, made once for a run.
pub struct Counts {
    size: f32,
    /// `(k + j) / (j + 1)` of the negative binomial.
    joins: Vec<f32>,
    /// `1 / (j + 1)` of the binomial.
    leaves: Vec<f32>,
}

impl Counts {
    /// For a size `k` of the negative binomial, above zero.
    pub fn new(size: f64) -> Self {
        let table = |f: &dyn Fn(f64) -> f64| (0..TABLE).map(|j| f(j as f64) as f32).collect();
        Self {
            size: size as f32,
            joins: table(&|j| (size + j) / (j + 1.0)),
            leaves: table(&|j| 1.0 / (j + 1.0)),
        }
    }

    /// Negative binomial numbers with these means, from uniform draws in [0, 1).
    #[inline(always)]
    pub fn negative_binomial(&self, u: F, mean: F) -> F {
        let size = all(self.size);
        let weight = size * ln_1p(mean / size);
        let near = weight.simd_le(all(LANE_LIMIT)) & mean.simd_le(all(LANE_MEAN));
        let factor = mean / (mean + size);
        let first = near.select(exp(-weight), all(1.0));
        let beyond = |j: f32| (self.size + j) / (j + 1.0);
        let n = search(near.select(u, all(-1.0)), first, mean, &self.joins, beyond, |_, f| factor * f);
        elsewhere(n, near, u, mean, |u, mean| negative_binomial(u, mean, f64::from(self.size)))
    }

    /// Binomial numbers of `n` trials with one probability, from uniform draws in [0, 1).
    #[inline(always)]
    pub fn binomial(&self, u: F, n: F, p: f64) -> F {
        if p <= 0.0 {
            return all(0.0);
        }
        if p > 0.5 {
            return each(u, n, |u, n| binomial(u, n, p));
        }
        let weight = n * all((-libm::log1p(-p)) as f32);
        let near = weight.simd_le(all(LANE_LIMIT));
        let odds = all((p / (1.0 - p)) as f32);
        let first = near.select(exp(-weight), all(1.0));
        let left = |j: f32| (n - all(j)).fast_max(all(0.0)) * odds;
        let mean = n * all(p as f32);
        let leave =
            search(near.select(u, all(-1.0)), first, mean, &self.leaves, |j| 1.0 / (j + 1.0), |j, f| left(j) * f);
        elsewhere(leave, near, u, n, |u, n| binomial(u, n, p))
    }
}

/// How many terms must be added up, from the first, until their sum exceeds `u`. Each term is the one before times
/// `scale` of its position and of the factor that `table` has for it.
#[inline(always)]
fn search(u: F, first: F, mean: F, table: &[f32], beyond: impl Fn(f32) -> f32, scale: impl Fn(f32, F) -> F) -> F {
    let (mut n, mut term, mut sum, mut j) = (all(0.0), first, first, 0.0_f32);
    let mut add = |factor: f32| {
        n += sum.simd_le(u) & all(1.0);
        term *= scale(j, all(factor));
        sum += term;
        j += 1.0;
        (n, term, sum, j)
    };
    // A sum rounded just below one never exceeds a draw just below one.
    let is_over = |term: F, sum: F, j: f32| {
        let alive = term.simd_gt(all(NEGLIGIBLE)) | mean.simd_gt(all(j));
        !(sum.simd_le(u) & alive).any()
    };
    for factors in table.chunks_exact(STRIDE) {
        let mut last = (all(0.0), all(0.0), all(0.0), 0.0);
        for factor in factors {
            last = add(*factor);
        }
        let (n, term, sum, j) = last;
        if is_over(term, sum, j) {
            return n;
        }
    }
    let mut at = table.len() as f32;
    loop {
        let (n, term, sum, j) = add(beyond(at));
        at += 1.0;
        if is_over(term, sum, j) {
            return n;
        }
    }
}

/// Takes the lanes that the search could not serve from a function of one number.
#[inline(always)]
fn elsewhere(found: F, near: F, u: F, x: F, f: impl Fn(f64, f64) -> f64) -> F {
    if near.all() {
        return found;
    }
    near.select(found, each(u, x, f))
}

#[cold]
fn each(u: F, x: F, f: impl Fn(f64, f64) -> f64) -> F {
    let (u, x) = (u.to_array(), x.to_array());
    let mut out = [0.0_f32; LANES];
    for ((out, u), x) in out.iter_mut().zip(u).zip(x) {
        *out = f(f64::from(u), f64::from(x)) as f32;
    }
    F::from(out)
}

/// The negative binomial number of a uniform draw: the smallest `n` with `P(N ≤ n) > u`. Variance `mean + mean²/size`.
pub fn negative_binomial(u: f64, mean: f64, size: f64) -> f64 {
    let weight = size * libm::log1p(mean / size);
    let factor = mean / (mean + size);
    if weight <= SEARCH_LIMIT {
        return search_one(u, libm::exp(-weight), mean, |j, p| p * factor * (size + j) / (j + 1.0));
    }
    let variance = mean + mean * mean / size;
    let spread = 1.0 + 2.0 * mean / size;
    let skew = spread / libm::sqrt(variance);
    let excess = 6.0 / size + 1.0 / variance;
    expand(u, mean, variance, skew, excess)
}

/// The binomial number of a uniform draw.
pub fn binomial(u: f64, n: f64, p: f64) -> f64 {
    if p > 0.5 {
        // The complement, mirrored so that a larger draw still gives a larger number.
        return n - binomial(1.0 - u - 1.0 / 16_777_216.0, n, 1.0 - p);
    }
    let weight = -n * libm::log1p(-p);
    let odds = p / (1.0 - p);
    if weight <= SEARCH_LIMIT {
        return search_one(u, libm::exp(-weight), n * p, |j, term| term * (n - j).max(0.0) * odds / (j + 1.0));
    }
    let variance = n * p * (1.0 - p);
    let skew = (1.0 - 2.0 * p) / libm::sqrt(variance);
    let excess = (1.0 - 6.0 * p * (1.0 - p)) / variance;
    expand(u, n * p, variance, skew, excess).clamp(0.0, n)
}

fn search_one(u: f64, first: f64, mean: f64, next: impl Fn(f64, f64) -> f64) -> f64 {
    let (mut n, mut term, mut sum) = (0.0, first, first);
    while sum <= u && (term > 1e-18 || n < mean) {
        term = next(n, term);
        sum += term;
        n += 1.0;
    }
    n
}

/// Cornish–Fisher expansion of a law close to normal, with the correction for whole numbers.
fn expand(u: f64, mean: f64, variance: f64, skew: f64, excess: f64) -> f64 {
    let z = normal_quantile(u.max(1e-9));
    let square = z * z;
    let bent = z + skew * (square - 1.0) / 6.0 + excess * z * (square - 3.0) / 24.0
        - skew * skew * z * (2.0 * square - 5.0) / 36.0;
    libm::floor(mean + bent * libm::sqrt(variance) + 0.5).max(0.0)
}
