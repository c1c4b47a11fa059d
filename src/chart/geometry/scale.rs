//! A linear scale.

/// Maps values to pixels and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// From a range of values to a range of pixels. An empty range is widened, a broken one becomes zero to one.
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        let span = from.1 - from.0;
        let from = if span.is_finite() && span > 0.0 {
            from
        } else if span == 0.0 && from.0 + 1.0 > from.0 {
            (from.0, from.0 + 1.0)
        } else {
            (0.0, 1.0)
        };
        Self { from, to }
    }

    /// The pixel of a value; not finite for a value that is not.
    pub fn pixel(&self, value: f64) -> f64 {
        let part = (value - self.from.0) / (self.from.1 - self.from.0);
        self.to.0 + part * (self.to.1 - self.to.0)
    }

    /// The value at a pixel; not finite if all pixels are the same.
    pub fn value(&self, pixel: f64) -> f64 {
        let part = (pixel - self.to.0) / (self.to.1 - self.to.0);
        self.from.0 + part * (self.from.1 - self.from.0)
    }

    /// The year at a pixel of a scale of years: the nearest of those from the first to the last.
    pub fn year_at(&self, pixel: f64, (first, last): (u16, u16)) -> u16 {
        let year = self.value(pixel).round();
        if year.is_nan() { first } else { year.clamp(f64::from(first), f64::from(last)) as u16 }
    }

    /// The values at both ends.
    pub const fn domain(&self) -> (f64, f64) {
        self.from
    }
}
