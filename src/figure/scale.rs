//! A linear scale and its round steps.

/// Maps values to pixels and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// From a range of values to a range of pixels; an empty or broken range is widened to one.
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        let whole = from.0.is_finite() && from.1.is_finite();
        let from = if whole && from.1 > from.0 {
            from
        } else {
            (if whole { from.0 } else { 0.0 }, if whole { from.0 + 1.0 } else { 1.0 })
        };
        Self { from, to }
    }

    /// The pixel of a value.
    pub fn pixel(&self, value: f64) -> f64 {
        let part = (value - self.from.0) / (self.from.1 - self.from.0);
        self.to.0 + part * (self.to.1 - self.to.0)
    }

    /// The value at a pixel.
    pub fn value(&self, pixel: f64) -> f64 {
        let part = (pixel - self.to.0) / (self.to.1 - self.to.0);
        self.from.0 + part * (self.from.1 - self.from.0)
    }

    /// The values at both ends.
    pub const fn domain(&self) -> (f64, f64) {
        self.from
    }
}

/// Round values that cover a range in steps of 1, 2, 2.5 or 5 times a power of ten: about `count` of them, the first
/// at or below `low`, the last at or above `high`. A broken range gives 0 and 1.
pub fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite() && high > low && (high - low) < 1e300) {
        return vec![0.0, 1.0];
    }
    let rough = (high - low) / count.max(1) as f64;
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough).unwrap_or(power * 10.0);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    if !(step > 0.0 && first.is_finite() && last - first < 50.0 && (first + 1.0) > first) {
        return vec![low, high];
    }
    let n = (last - first).round() as usize;
    (0..=n).map(|i| (first + i as f64) * step).collect()
}
