//! SVG path strings.

use std::fmt::Write;

/// The path of a line, in two parts that are drawn differently.
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

/// Dots of a square of ten by ten, 12 pixels apart, row by row: those from one position up to another.
pub fn dots(from: usize, to: usize) -> String {
    let mut path = String::new();
    for i in from..to.min(100) {
        let (x, y) = (1.5 + 12.0 * (i % 10) as f64, 6.0 + 12.0 * (i / 10) as f64);
        // Writing to a String cannot fail.
        let _ = write!(path, "M{x} {y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0");
    }
    path
}

/// The outline of a band, given as horizontal pixel with those of its lower and upper end. Years that are not finite are
/// left out; nothing for fewer than two.
pub fn ribbon(spans: &[(f64, f64, f64)]) -> String {
    let spans: Vec<_> = spans.iter().filter(|(x, low, high)| (x + low + high).is_finite()).collect();
    if spans.len() < 2 {
        return String::new();
    }
    let upper = spans.iter().map(|(x, _, high)| (x, high));
    let lower = spans.iter().rev().map(|(x, low, _)| (x, low));
    let mut path = String::new();
    for (i, (x, y)) in upper.chain(lower).enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
    }
    path.push('Z');
    path
}
