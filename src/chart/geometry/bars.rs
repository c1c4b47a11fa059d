//! Horizontal bars on one axis, in percent of its width.

use crate::chart::geometry::Scale;

/// Part of the width that stays free at both ends.
const MARGIN: f64 = 2.0;

/// A scale over all values given, with a little room at both ends; the same for every row of a chart.
pub fn bar_scale(values: impl Iterator<Item = f64>) -> Scale {
    let (low, high) = values.filter(|v| v.is_finite()).fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    Scale::new((low, high), (MARGIN, 100.0 - MARGIN))
}

/// Where a bar from one value to another begins and how long it is; never quite nothing.
pub fn bar(scale: &Scale, from: f64, to: f64) -> (f64, f64) {
    let (a, b) = (scale.pixel(from), scale.pixel(to));
    (a.min(b), (a - b).abs().max(0.3))
}
