//! Random counts by inversion: one uniform draw gives one count, which never falls when its mean rises.

use bytemuck::cast;
use wide::f32x4;

use crate::lanes::{F, LANES, all, exp, ln_1p};
use crate::normal::normal_quantile;

/// `−ln P(0)` up to which the search on lanes starts from zero, since `P(0)` is a normal `f32`.
const LANE_LIMIT: f32 = 80.0;
/// `P(0)` at [`LANE_LIMIT`].
const SMALLEST: f32 = 1.804_85e-35;
/// Mean up to which a sum of `f32` terms is exact enough.
const LANE_MEAN: f32 = 2_000.0;
/// `−ln P(0)` up to which the search in `f64` starts from zero; beyond it the distribution is close enough to normal
/// for an expansion.
const SEARCH_LIMIT: f64 = 700.0;
/// Terms below this do not change a sum near one.
const NEGLIGIBLE: f32 = 1e-10;
/// Terms of the binomial with a factor in the table; a multiple of [`STRIDE`].
const BINOMIAL_TERMS: usize = 128;
/// Terms of the binomial that are added between two checks for the end.
const STRIDE: usize = 4;
/// Terms of the negative binomial added at once.
const BLOCK: usize = 8;
const BLOCKS: usize = 64;
/// Blocks between two checks whether terms are negligible.
const BLOCK_STRIDE: usize = 4;
/// Largest size that is searched by the closed form of its tail, minus one.
const TAIL: usize = 2;

/// Four lanes: the search for negative binomial numbers needs more values than there are registers for eight lanes, and
/// ends sooner for four.
type Half = f32x4;

/// Tables for the search, which depend on the position of a term alone.
pub struct Counts {
    size: f32,
    /// Twice the size where that is a whole number, and small.
    halves: Option<u32>,
    table: NegativeBinomialTable,
    /// `1 / (j + 1)` of the binomial.
    reciprocals: Vec<f32>,
}

/// Data for the search for negative binomial numbers, block by block.
enum NegativeBinomialTable {
    /// For small whole sizes: coefficients of the probability beyond each block, see [`tail`].
    Tails(Vec<[Half; TAIL]>),
    /// For other sizes: the terms of each block.
    Terms(Vec<Block>),
}

/// Consecutive terms of the negative binomial: the ratios of their coefficients to that of the first, which are the
/// same for every mean, and the ratio for the first term of the next block.
#[derive(Clone, Copy)]
struct Block {
    coefficients: [Half; BLOCK],
    next: Half,
}

impl Block {
    fn new(size: f64, first: usize) -> Self {
        let mut product = 1.0;
        let mut at = first as f64;
        let coefficients = [(); BLOCK].map(|()| {
            let coefficient = product;
            product *= (size + at) / (at + 1.0);
            at += 1.0;
            Half::splat(coefficient as f32)
        });
        Self { coefficients, next: Half::splat(product as f32) }
    }
}

/// Coefficients by which `P(N ≥ n)` of a size up to three is `qⁿ·(1 + p·(c₁ + p·c₂))`: with fewer than `size` successes
/// before the `n`-th failure.
fn tail(size: f64, n: f64) -> [Half; TAIL] {
    [if size > 1.0 { n } else { 0.0 }, if size > 2.0 { n * (n + 1.0) / 2.0 } else { 0.0 }]
        .map(|c| Half::splat(c as f32))
}

/// The search for four negative binomial numbers: the number of terms, from the first, whose sum exceeds the draw.
struct TermSearch {
    u: Half,
    /// The first, second, fourth and eighth power of the common factor of all terms.
    powers: [Half; 4],
    /// Lanes that are still searched; terms in the blocks that fit, their sum, and the term after them.
    open: Half,
    n: Half,
    sum: Half,
    term: Half,
    /// The first term of the current block.
    running: Half,
}

impl TermSearch {
    #[inline(always)]
    fn new(u: Half, first: Half, factor: Half) -> Self {
        let (none, square) = (Half::splat(0.0), factor * factor);
        let fourth = square * square;
        let powers = [factor, square, fourth, fourth * fourth];
        Self { u, powers, open: none.simd_le(u), n: none, sum: none, term: first, running: first }
    }

    /// Adds a block where it fits. Returns whether it fits in any lane.
    #[inline(always)]
    fn add_block(&mut self, block: &Block) -> bool {
        let [c0, c1, c2, c3, c4, c5, c6, c7] = block.coefficients;
        let [factor, square, fourth, eighth] = self.powers;
        let low = (c0 + c1 * factor) + (c2 + c3 * factor) * square;
        let high = (c4 + c5 * factor) + (c6 + c7 * factor) * square;
        let upto = self.sum + self.running * (low + high * fourth);
        self.running *= eighth * block.next;
        self.open &= upto.simd_le(self.u);
        self.sum = self.open.select(upto, self.sum);
        self.term = self.open.select(self.running, self.term);
        self.n += self.open & Half::splat(BLOCK as f32);
        self.open.any()
    }

    /// Ends the search where terms are negligible: a sum rounded just below one never exceeds a draw just below one.
    #[inline(always)]
    fn prune(&mut self, mean: Half, at: f32) -> bool {
        self.open &= self.running.simd_gt(Half::splat(NEGLIGIBLE)) | mean.simd_gt(Half::splat(at));
        self.open.any()
    }

    /// Skips a block by the closed form where it fits. Returns whether it fits in any lane. `term` is the common factor
    /// of the tail.
    #[inline(always)]
    fn skip_block(&mut self, success: Half, [c1, c2]: [Half; TAIL]) -> bool {
        let one = Half::splat(1.0);
        let [.., eighth] = self.powers;
        self.running *= eighth;
        let beyond = self.running * (one + success * (c1 + success * c2));
        self.open &= beyond.simd_ge(one - self.u);
        self.term = self.open.select(self.running, self.term);
        self.n += self.open & Half::splat(BLOCK as f32);
        self.open.any()
    }

    /// Computes the sum and the next term after the skipped blocks; `first` is the term at zero.
    #[inline(always)]
    fn end_skipping(&mut self, success: Half, first: Half, size: f32) {
        let (one, half) = (Half::splat(1.0), Half::splat(0.5));
        let (n, next) = (self.n, self.n + one);
        let (mut beyond, mut coefficient) = (one, one);
        if size > 1.0 {
            beyond += success * n;
            coefficient = next;
        }
        if size > 2.0 {
            beyond += success * success * (n * next * half);
            coefficient = next * (next + one) * half;
        }
        self.sum = one - self.term * beyond;
        self.term *= first * coefficient;
    }

    /// Adds the last terms one by one.
    #[inline(always)]
    fn finish(mut self, size: f32) -> Half {
        let (one, size) = (Half::splat(1.0), Half::splat(size));
        let [factor, ..] = self.powers;
        let mut position = self.n;
        for _ in 1..BLOCK {
            self.sum += self.term;
            self.n += self.sum.simd_le(self.u) & one;
            let next = position + one;
            self.term *= factor * ((position + size) / next);
            position = next;
        }
        self.n
    }
}

impl Counts {
    /// For a size `k` of the negative binomial, above zero.
    pub fn new(size: f64) -> Self {
        let halves = 2.0 * size;
        Self {
            size: size as f32,
            halves: (halves <= 32.0 && halves % 1.0 <= 0.0).then_some(halves as u32),
            table: if size <= (TAIL + 1) as f64 && size % 1.0 <= 0.0 {
                NegativeBinomialTable::Tails((1..=BLOCKS).map(|i| tail(size, (i * BLOCK) as f64)).collect())
            } else {
                NegativeBinomialTable::Terms((0..BLOCKS).map(|i| Block::new(size, i * BLOCK)).collect())
            },
            reciprocals: (0..BINOMIAL_TERMS).map(|j| (1.0 / (j as f64 + 1.0)) as f32).collect(),
        }
    }

    /// Negative binomial numbers with these means, from uniform draws in [0, 1).
    #[inline(always)]
    pub fn negative_binomial(&self, u: F, mean: F) -> F {
        let size = all(self.size);
        let whole = mean + size;
        let first = match self.halves {
            Some(halves) => half_power(size / whole, halves),
            None => exp(-size * ln_1p(mean / size)),
        };
        let near = first.simd_ge(all(SMALLEST)) & mean.simd_le(all(LANE_MEAN));
        let split = |x: F| cast::<F, [Half; 2]>(x);
        let (draws, factors) = (split(near.select(u, all(-1.0))), split(mean / whole));
        let (firsts, means) = (split(first), split(mean));
        let mut found = [Half::splat(0.0); 2];
        let halves = found.iter_mut().zip(draws).zip(firsts).zip(factors);
        match &self.table {
            NegativeBinomialTable::Tails(beyond) => {
                for ((((found, u), first), factor), success) in halves.zip(split(size / whole)) {
                    *found = self.search_tails(beyond, u, first, factor, success);
                }
            }
            NegativeBinomialTable::Terms(blocks) => {
                for ((((found, u), first), factor), mean) in halves.zip(means) {
                    *found = self.search_terms(blocks, TermSearch::new(u, first, factor), mean);
                }
            }
        }
        fill_rest(cast(found), near, u, mean, |u, mean| negative_binomial(u, mean, f64::from(self.size)))
    }

    /// Searches by the closed form.
    #[inline(always)]
    fn search_tails(&self, beyond: &[[Half; TAIL]], u: Half, first: Half, factor: Half, success: Half) -> Half {
        let one = Half::splat(1.0);
        let mut search = TermSearch::new(u, one, factor);
        if beyond.iter().all(|coefficients| search.skip_block(success, *coefficients)) {
            let mut ends = (BLOCKS + 1..).map(|i| tail(f64::from(self.size), (i * BLOCK) as f64));
            while ends.next().is_some_and(|coefficients| search.skip_block(success, coefficients)) {}
        }
        search.end_skipping(success, first, self.size);
        search.finish(self.size)
    }

    #[inline(always)]
    fn search_terms(&self, blocks: &[Block], mut search: TermSearch, mean: Half) -> Half {
        let mut at = 0;
        for blocks in blocks.chunks_exact(BLOCK_STRIDE) {
            at += BLOCK_STRIDE * BLOCK;
            if !(blocks.iter().all(|block| search.add_block(block)) && search.prune(mean, at as f32)) {
                return search.finish(self.size);
            }
        }
        self.search_beyond(search, mean, at)
    }

    #[cold]
    fn search_beyond(&self, mut search: TermSearch, mean: Half, mut at: usize) -> Half {
        loop {
            let continues = search.add_block(&Block::new(f64::from(self.size), at));
            at += BLOCK;
            if !(continues && search.prune(mean, at as f32)) {
                return search.finish(self.size);
            }
        }
    }

    /// Binomial numbers of `n` trials with one probability, from uniform draws in [0, 1).
    pub fn binomial(&self, u: F, n: F, p: f64) -> F {
        self.binomial_weighted(u, n, p, -libm::log1p(-p) as f32)
    }

    /// As [`Self::binomial`], with `weight = −ln(1 − p)`.
    #[inline(always)]
    pub(crate) fn binomial_weighted(&self, u: F, n: F, p: f64, weight: f32) -> F {
        if p <= 0.0 {
            return all(0.0);
        }
        if p > 0.5 {
            return each(u, n, |u, n| binomial(u, n, p));
        }
        let weight = n * all(weight);
        let near = weight.simd_le(all(LANE_LIMIT));
        let first = near.select(exp(-weight), all(1.0));
        let mean = n * all(p as f32);
        let found = self.search_binomial(near.select(u, all(-1.0)), first, mean, n, (p / (1.0 - p)) as f32);
        fill_rest(found, near, u, n, |u, n| binomial(u, n, p))
    }

    /// The number of terms, from the first, whose sum exceeds `u`.
    #[inline(always)]
    fn search_binomial(&self, u: F, first: F, mean: F, n: F, odds: f32) -> F {
        let (mut count, mut term, mut sum, mut j) = (all(0.0), first, first, 0.0_f32);
        let mut add = |factor: f32| {
            count += sum.simd_le(u) & all(1.0);
            term *= (n - all(j)).fast_max(all(0.0)) * all(odds * factor);
            sum += term;
            j += 1.0;
            // A sum rounded just below one never exceeds a draw just below one.
            (sum.simd_le(u) & (term.simd_gt(all(NEGLIGIBLE)) | mean.simd_gt(all(j)))).any()
        };
        let mut continues = true;
        for factors in self.reciprocals.chunks_exact(STRIDE) {
            for factor in factors {
                continues = add(*factor);
            }
            if !continues {
                return count;
            }
        }
        let mut at = BINOMIAL_TERMS as f32;
        while add(1.0 / (at + 1.0)) {
            at += 1.0;
        }
        count
    }
}

/// Raises a number to a power, which is given doubled.
#[inline(always)]
fn half_power(x: F, halves: u32) -> F {
    let mut power = if halves % 2 == 1 { x.sqrt() } else { all(1.0) };
    for _ in 0..halves / 2 {
        power *= x;
    }
    power
}

/// Computes the lanes that the search cannot handle by a function of one number.
#[inline(always)]
fn fill_rest(found: F, near: F, u: F, x: F, f: impl Fn(f64, f64) -> f64) -> F {
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

/// Cornish–Fisher expansion of a distribution close to normal, with a continuity correction.
fn expand(u: f64, mean: f64, variance: f64, skew: f64, excess: f64) -> f64 {
    let z = normal_quantile(u.max(1e-9));
    let square = z * z;
    let expanded = z + skew * (square - 1.0) / 6.0 + excess * z * (square - 3.0) / 24.0
        - skew * skew * z * (2.0 * square - 5.0) / 36.0;
    libm::floor(mean + expanded * libm::sqrt(variance) + 0.5).max(0.0)
}
