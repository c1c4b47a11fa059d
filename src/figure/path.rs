//! SVG path strings.

use std::fmt::Write;

/// The path of a line: what is known from year to year, and what is bridged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Through neighbouring years.
    pub solid: String,
    /// Across years without a figure.
    pub gaps: String,
}

/// Joins points, given as year and pixel in the order of their years. Points that are not finite are left out.
pub fn trace(points: &[(u16, (f64, f64))]) -> Trace {
    let mut trace = Trace::default();
    let mut before: Option<(u16, (f64, f64))> = None;
    let mut pen_up = true;
    for &(year, (x, y)) in points.iter().filter(|(_, (x, y))| x.is_finite() && y.is_finite()) {
        if let Some((last, (from_x, from_y))) = before {
            let gap = year.abs_diff(last) > 1;
            // Writing to a String cannot fail.
            let _ = if gap {
                write!(trace.gaps, "M{from_x:.1} {from_y:.1}L{x:.1} {y:.1}")
            } else if pen_up {
                write!(trace.solid, "M{from_x:.1} {from_y:.1}L{x:.1} {y:.1}")
            } else {
                write!(trace.solid, "L{x:.1} {y:.1}")
            };
            pen_up = gap;
        }
        before = Some((year, (x, y)));
    }
    trace
}
