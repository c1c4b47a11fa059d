//! Where everything of a chart stands, for a given size in pixels.

use std::fmt::Write;

use super::scale::{Scale, ticks};
use super::{Chart, Line, Role};

/// Space around the plot: left for tick labels, right for the labels at the ends of lines.
const LEFT: f64 = 44.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 24.0;
/// Least distance between two labels.
const LABEL_GAP: f64 = 15.0;
/// Room for one year on the axis.
const YEAR_ROOM: f64 = 38.0;
/// Values that all lie above this part of the largest are drawn on an axis that does not start at zero.
const FAR_FROM_ZERO: f64 = 0.6;

/// The geometry of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Size in pixels.
    pub size: (f64, f64),
    /// Years to pixels.
    pub x: Scale,
    /// Values to pixels.
    pub y: Scale,
    /// Left, top, right and bottom edge of the plot.
    pub plot: (f64, f64, f64, f64),
    /// Values of the horizontal grid with their pixels.
    pub ticks: Vec<(f64, f64)>,
    /// Labelled years with their pixels.
    pub years: Vec<(u16, f64)>,
    /// One for each line of the chart, in its order.
    pub lines: Vec<LinePath>,
    /// Targets: pixel of the diamond, in the order of the chart.
    pub marks: Vec<(f64, f64)>,
    /// Left edge and width of the projection.
    pub projection: (f64, f64),
    /// Whether the axis starts at zero.
    pub from_zero: bool,
}

/// The geometry of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePath {
    /// Path through neighbouring years.
    pub solid: String,
    /// Path across years without a figure.
    pub gaps: String,
    /// Dots: pixel, and whether hollow.
    pub dots: Vec<(f64, f64, bool)>,
    /// Height of the label at its end.
    pub label: Option<f64>,
}

impl Layout {
    /// Lays a chart out. Lines with a label at their end leave `right` pixels for it.
    pub fn of(chart: &Chart, width: f64, height: f64, right: f64) -> Self {
        let plot = (LEFT, TOP, (width - right).max(LEFT + 40.0), (height - BOTTOM).max(TOP + 40.0));
        let values = || {
            let of_lines = chart.lines.iter().flat_map(|l| l.points.iter().map(|p| p.value));
            of_lines.chain(chart.marks.iter().map(|m| m.value)).filter(|v| v.is_finite())
        };
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let from_zero = low <= FAR_FROM_ZERO * high;
        let steps = ticks(if from_zero { low.min(0.0) } else { low }, high, 5);
        let domain = steps.first().copied().zip(steps.last().copied()).unwrap_or((0.0, 1.0));
        let x = Scale::new((f64::from(chart.years.0), f64::from(chart.years.1)), (plot.0 + 6.0, plot.2 - 6.0));
        let y = Scale::new(domain, (plot.3, plot.1));
        let base = x.pixel(f64::from(chart.base_year)).clamp(plot.0, plot.2);
        let mut lines: Vec<LinePath> = chart.lines.iter().map(|l| line(l, &x, &y)).collect();
        place_labels(chart, &y, (plot.1, plot.3), &mut lines);
        Self {
            size: (width, height),
            plot,
            ticks: steps.iter().map(|v| (*v, y.pixel(*v))).collect(),
            years: years(chart, &x, plot.2 - plot.0),
            lines,
            marks: chart.marks.iter().map(|m| (x.pixel(f64::from(m.year)), y.pixel(m.value))).collect(),
            projection: (base, plot.2 - base),
            from_zero,
            x,
            y,
        }
    }

    /// The year nearest to a pixel.
    pub fn year_at(&self, pixel: f64) -> u16 {
        let (first, last) = self.x.domain();
        let year = self.x.value(pixel).round();
        if year.is_nan() { first as u16 } else { year.clamp(first, last) as u16 }
    }
}

fn line(line: &Line, x: &Scale, y: &Scale) -> LinePath {
    let at = |p: &super::Point| (x.pixel(f64::from(p.year)), y.pixel(p.value));
    let points: Vec<&super::Point> = line.points.iter().filter(|p| p.value.is_finite()).collect();
    let (mut solid, mut gaps) = (String::new(), String::new());
    let mut pen_up = true;
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let ((ax, ay), (bx, by)) = (at(a), at(b));
        let adjacent = b.year <= a.year + 1;
        // Writing to a String cannot fail.
        let _ = if !adjacent {
            write!(gaps, "M{ax:.1} {ay:.1}L{bx:.1} {by:.1}")
        } else if pen_up {
            write!(solid, "M{ax:.1} {ay:.1}L{bx:.1} {by:.1}")
        } else {
            write!(solid, "L{bx:.1} {by:.1}")
        };
        pen_up = !adjacent;
    }
    let with_dots = matches!(line.role, Role::Actual | Role::Alternative);
    let dot = |p: &&super::Point| (at(p).0, at(p).1, p.estimate);
    let dots = if with_dots { points.iter().map(dot).collect() } else { Vec::new() };
    LinePath { solid, gaps, dots, label: None }
}

/// Labels stand beside the last point of the lines that reach the end of the axis, pushed apart.
fn place_labels(chart: &Chart, y: &Scale, within: (f64, f64), lines: &mut [LinePath]) {
    let ends = chart.lines.iter().enumerate().filter_map(|(i, l)| {
        let last = l.points.last().filter(|p| p.year == chart.years.1 && p.value.is_finite())?;
        Some((i, y.pixel(last.value)))
    });
    let mut ends: Vec<(usize, f64)> = ends.collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut lowest = within.0;
    for end in &mut ends {
        end.1 = end.1.max(lowest);
        lowest = end.1 + LABEL_GAP;
    }
    let mut highest = within.1;
    for (i, at) in ends.iter().rev() {
        let at = at.min(highest);
        highest = at - LABEL_GAP;
        if let Some(line) = lines.get_mut(*i) {
            line.label = Some(at);
        }
    }
}

/// As many years as there is room for, the last and the base year among them where possible.
fn years(chart: &Chart, x: &Scale, width: f64) -> Vec<(u16, f64)> {
    let (first, last) = chart.years;
    let fit = ((width / YEAR_ROOM).floor().max(1.0)) as u16;
    let step = [1u16, 2, 5, 10].into_iter().find(|s| (last.saturating_sub(first)) / s < fit).unwrap_or(20);
    let at = |year: u16| (year, x.pixel(f64::from(year)));
    (first..=last).filter(|y| (y.abs_diff(first)).is_multiple_of(step)).map(at).collect()
}
