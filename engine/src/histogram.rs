//! Distributions as bin counts: a million paths in a few kilobytes.

use crate::draw::REPLICATES;
use crate::lanes::{F, LANES, all, whole};

/// Bins of a continuous quantity.
const BINS: usize = 1_024;
/// Standard deviations covered on either side.
const REACH: f64 = 6.5;
/// Most bins of whole numbers.
const MAX_WHOLE_BINS: f64 = 4_096.0;
/// Bins that are summed together in the search for a quantile.
const CHUNK: usize = 32;

/// Counts of values in equal bins; values outside are counted in the first or last bin.
pub struct Histogram {
    low: f32,
    scale: f32,
    width: f64,
    whole: bool,
    /// Whether each value also counts as its negative.
    mirrored: bool,
    counts: Vec<u32>,
    total: u64,
}

impl Histogram {
    /// For a normal quantity with this standard deviation and a centre between `low` and `high`. If `mirrored`, the
    /// centre is zero, and each value also counts as its negative.
    pub fn normal(low: f64, high: f64, deviation: f64, mirrored: bool) -> Self {
        let reach = (REACH * deviation).max(1e-6);
        let (low, width) = (low - reach, (high - low + 2.0 * reach) / BINS as f64);
        Self {
            low: low as f32,
            scale: (1.0 / width) as f32,
            width,
            whole: false,
            mirrored,
            counts: vec![0; BINS],
            total: 0,
        }
    }

    /// For whole numbers between two values; one bin each where there are not too many.
    pub fn whole(low: f64, high: f64) -> Self {
        let low = libm::floor(low).max(0.0);
        let mut width = 1.0;
        while (high - low) / width > MAX_WHOLE_BINS {
            width *= 2.0;
        }
        let bins = libm::ceil((high - low) / width) as usize + 1;
        Self {
            low: low as f32,
            scale: (1.0 / width) as f32,
            width,
            whole: true,
            mirrored: false,
            counts: vec![0; bins],
            total: 0,
        }
    }

    pub fn is_mirrored(&self) -> bool {
        self.mirrored
    }

    /// Counts values. The bins are computed before counting, which would slow that down.
    pub fn add(&mut self, values: &[F]) {
        self.total += (values.len() * LANES) as u64;
        let last = self.counts.len() as f32 - 1.0;
        let mut bins = [[0_u32; LANES]; REPLICATES];
        // Subtracting almost a half turns rounding to the nearest whole number into rounding down.
        let offset = all(-self.low * self.scale - 0.499);
        for (bins, values) in bins.iter_mut().zip(values) {
            let position = (*values * all(self.scale) + offset).fast_max(all(0.0)).fast_min(all(last));
            *bins = whole(position);
        }
        for bins in bins.iter().take(values.len()) {
            for bin in bins {
                if let Some(count) = self.counts.get_mut(*bin as usize) {
                    *count += 1;
                }
            }
        }
    }

    /// The value below which a share of all counts lies: within a bin by linear interpolation, for whole numbers the
    /// smallest that reaches the share. `None` before anything is counted.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let images = if self.mirrored { 2 } else { 1 };
        let rank = share * (self.total * images) as f64;
        let mirrored = u32::from(self.mirrored);
        let sum = |counts: &[u32]| counts.iter().sum::<u32>();
        let (mut below, mut first) = (0_u32, 0);
        for (counts, opposite) in self.counts.chunks(CHUNK).zip(self.counts.rchunks(CHUNK)) {
            let upto = below + sum(counts) + mirrored * sum(opposite);
            if f64::from(upto) >= rank {
                break;
            }
            (below, first) = (upto, first + CHUNK);
        }
        for (i, (count, opposite)) in self.counts.iter().zip(self.counts.iter().rev()).enumerate().skip(first) {
            let count = count + mirrored * opposite;
            let upto = below + count;
            if count > 0 && f64::from(upto) >= rank {
                let inside = ((rank - f64::from(below)) / f64::from(count)).clamp(0.0, 1.0);
                let at = if self.whole { i as f64 } else { i as f64 + inside };
                return Some(f64::from(self.low) + at * self.width);
            }
            below = upto;
        }
        None
    }
}
