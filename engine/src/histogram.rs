//! Distributions as counts: a million paths in a few kilobytes.

use crate::lanes::{F, LANES, all, whole};

/// Bins of a continuous quantity.
const BINS: usize = 1_024;
/// Standard deviations covered to either side.
const REACH: f64 = 6.5;
/// Most bins of a counting quantity.
const WHOLE_BINS: f64 = 4_096.0;

/// Counts of values in equal bins; what lies outside is counted at the end.
pub struct Histogram {
    low: f32,
    scale: f32,
    /// Width of a bin.
    width: f64,
    whole: bool,
    counts: Vec<u32>,
}

impl Histogram {
    /// For a quantity that is normal with this standard deviation around a centre between `low` and `high`.
    pub fn normal(low: f64, high: f64, deviation: f64) -> Self {
        let reach = (REACH * deviation).max(1e-6);
        let (low, width) = (low - reach, (high - low + 2.0 * reach) / BINS as f64);
        Self { low: low as f32, scale: (1.0 / width) as f32, width, whole: false, counts: vec![0; BINS] }
    }

    /// For whole numbers between two values; one bin each where there are not too many.
    pub fn whole(low: f64, high: f64) -> Self {
        let low = libm::floor(low).max(0.0);
        let mut width = 1.0;
        while (high - low) / width > WHOLE_BINS {
            width *= 2.0;
        }
        let bins = libm::ceil((high - low) / width) as usize + 1;
        Self { low: low as f32, scale: (1.0 / width) as f32, width, whole: true, counts: vec![0; bins] }
    }

    /// Counts eight values.
    #[inline(always)]
    pub fn add(&mut self, values: F) {
        let last = self.counts.len() as f32 - 1.0;
        let place = ((values - all(self.low)) * all(self.scale)).fast_max(all(0.0)).fast_min(all(last));
        let places: [u32; LANES] = whole(place);
        for place in places {
            if let Some(count) = self.counts.get_mut(place as usize) {
                *count += 1;
            }
        }
    }

    /// The value below which a share of all counts lies: within a bin by linear interpolation, for whole numbers the
    /// smallest that reaches the share. `None` while nothing is counted.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let total: u64 = self.counts.iter().map(|c| u64::from(*c)).sum();
        let rank = share * total as f64;
        let mut below = 0_u64;
        for (i, count) in self.counts.iter().enumerate() {
            let upto = below + u64::from(*count);
            if *count > 0 && upto as f64 >= rank {
                let inside = ((rank - below as f64) / f64::from(*count)).clamp(0.0, 1.0);
                let at = if self.whole { i as f64 } else { i as f64 + inside };
                return Some(f64::from(self.low) + at * self.width);
            }
            below = upto;
        }
        None
    }
}
