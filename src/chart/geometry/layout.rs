//! Computes the layout of a chart for a given size in pixels.

use crate::chart::geometry::labels::{TextAnchor, apart, text_width};
use crate::chart::geometry::path::{Trace, ribbon, trace};
use crate::chart::geometry::{BandSpan, BreakMark, Chart, ChartBand, Line, Mark, Point, Role, Scale, labels, ticks};

/// Space around the plot: left for tick labels, right for the labels at the ends of lines.
const EDGES: Edges = Edges { left: 44.0, top: 14.0, right: 12.0, bottom: 24.0 };
/// Space around a chart without words.
const BARE: Edges = Edges { left: 4.0, top: 8.0, right: 4.0, bottom: 8.0 };
/// Least distance between two labels.
const LABEL_GAP: f64 = 15.0;
/// From the end of a line to its label.
const LABEL_SPACE: f64 = 6.0;
/// Labels stand at the ends of lines if they leave the plot this part of the width.
const LABEL_PART: f64 = 0.3;
/// Room for one year on the axis.
const YEAR_ROOM: f64 = 38.0;
/// Most values on the vertical axis.
const TICKS: usize = 6;
/// Values that all lie beyond this part of the one farthest from zero are drawn on an axis that does not start there.
const FAR_FROM_ZERO: f64 = 0.6;

struct Edges {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// The geometry of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
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
    /// One path for each band of the chart, in its order.
    pub bands: Vec<String>,
    /// One path for all single futures.
    pub samples: String,
    /// One for each line of the chart, in its order.
    pub lines: Vec<LinePath>,
    /// Targets that can be drawn, in the order of the chart.
    pub marks: Vec<MarkSpot>,
    /// Figures at their own dates, in the order of the chart; not finite where they cannot be drawn.
    pub spots: Vec<(f64, f64)>,
    /// Boundaries between years, those within the axis.
    pub breaks: Vec<f64>,
    /// Left edge and width of the projection; no width where the chart ends with what is known.
    pub projection: (f64, f64),
    /// Whether the axis starts at zero.
    pub from_zero: bool,
}

/// The geometry of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePath {
    /// Its path, and the path across years without a figure.
    pub trace: Trace,
    /// Dots: pixel, and whether hollow.
    pub dots: Vec<(f64, f64, bool)>,
    /// Left end and middle of the label at its end, if it reaches the last year and there is room.
    pub label: Option<(f64, f64)>,
}

/// The geometry of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkSpot {
    pub at: (f64, f64),
    pub text: String,
    /// Where its label stands.
    pub label: (f64, f64),
    /// Which end of the label stands there.
    pub anchor: TextAnchor,
}

impl Layout {
    /// Lays a chart out with its axes and labels.
    pub fn of(chart: &Chart, width: f64, height: f64) -> Self {
        let longest = chart.lines.iter().filter(|l| end(chart, l).is_some()).map(|l| text_width(&l.label));
        let room = longest.fold(0.0, f64::max) + 2.0 * LABEL_SPACE;
        let labelled = room <= LABEL_PART * width;
        let right = if labelled { room.max(EDGES.right) } else { EDGES.right };
        let mut layout = Self::within(chart, (width, height), &Edges { right, ..EDGES });
        if labelled {
            layout.label_lines(chart);
        }
        layout.label_marks(chart);
        layout
    }

    /// Lays a chart out that shows lines and targets alone.
    pub fn bare(chart: &Chart, width: f64, height: f64) -> Self {
        Self::within(chart, (width, height), &BARE)
    }

    fn within(chart: &Chart, size: (f64, f64), edges: &Edges) -> Self {
        let right = (size.0 - edges.right).max(edges.left + 40.0);
        let bottom = (size.1 - edges.bottom).max(edges.top + 24.0);
        let plot = (edges.left, edges.top, right, bottom);
        let steps = domain(chart);
        let ends = (steps.first().copied().unwrap_or(0.0), steps.last().copied().unwrap_or(1.0));
        let x = Scale::new((f64::from(chart.years.0), f64::from(chart.years.1)), (plot.0 + 6.0, plot.2 - 6.0));
        let y = Scale::new(ends, (plot.3, plot.1));
        let base = x.pixel(f64::from(chart.base_year)).clamp(plot.0, plot.2);
        let spot = |m: &Mark| {
            let at = (x.pixel(f64::from(m.year)), y.pixel(m.value));
            let drawn = at.0.is_finite() && at.1.is_finite();
            drawn.then(|| MarkSpot { at, text: m.label.clone(), label: at, anchor: TextAnchor::Middle })
        };
        Self {
            size,
            plot,
            ticks: steps.iter().map(|v| (*v, y.pixel(*v))).collect(),
            years: years(chart, &x, plot.2 - plot.0),
            bands: chart.bands.iter().map(|b| band(b, &x, &y)).collect(),
            samples: chart.samples.iter().map(|s| trace(&pixels(s, &x, &y)).solid).collect(),
            lines: chart.lines.iter().map(|l| line(l, &x, &y)).collect(),
            marks: chart.marks.iter().filter_map(spot).collect(),
            spots: chart.spots.iter().map(|s| (x.pixel(s.at), y.pixel(s.value))).collect(),
            breaks: drawn_breaks(chart).map(|b| x.pixel(f64::from(b.year) - 0.5)).collect(),
            projection: (base, if chart.base_year < chart.years.1 { plot.2 - base } else { 0.0 }),
            from_zero: ends.0 <= 0.0 && ends.1 >= 0.0,
            x,
            y,
        }
    }

    /// Labels stand beside the last point of the lines that reach the end of the axis, pushed apart.
    fn label_lines(&mut self, chart: &Chart) {
        let wanted: Vec<Option<f64>> = chart.lines.iter().map(|l| Some(self.y.pixel(end(chart, l)?))).collect();
        let heights: Vec<f64> = wanted.iter().flatten().copied().collect();
        let mut placed = apart(&heights, LABEL_GAP, (self.plot.1, self.plot.3)).into_iter();
        let left = self.plot.2 + LABEL_SPACE;
        for (line, _) in self.lines.iter_mut().zip(wanted).filter(|(_, wanted)| wanted.is_some()) {
            line.label = placed.next().map(|at| (left, at));
        }
    }

    /// Labels of targets stand where they hide least.
    fn label_marks(&mut self, chart: &Chart) {
        let pixel = |p: &Point| pixel(p, &self.x, &self.y);
        let lines: Vec<Vec<(f64, f64)>> =
            chart.lines.iter().map(|l| l.points.iter().filter(|p| p.value.is_finite()).map(pixel).collect()).collect();
        let within = (0.0, 0.0, self.plot.2, self.plot.3);
        let mut taken: Vec<labels::TextBox> = self.marks.iter().map(|m| labels::diamond(m.at)).collect();
        for mark in &mut self.marks {
            let width = text_width(&mark.text);
            (mark.label, mark.anchor) = labels::beside(mark.at, width, &taken, &lines, within);
            taken.push(labels::area(mark.label, mark.anchor, width));
        }
    }
}

/// The breaks whose boundary lies on the axis.
pub fn drawn_breaks(chart: &Chart) -> impl Iterator<Item = &BreakMark> {
    chart.breaks.iter().filter(|b| chart.years.0 < b.year && b.year <= chart.years.1)
}

/// The value of a line in the last year.
fn end(chart: &Chart, line: &Line) -> Option<f64> {
    line.points.iter().rfind(|p| p.value.is_finite()).filter(|p| p.year == chart.years.1).map(|p| p.value)
}

/// The values of the vertical axis.
fn domain(chart: &Chart) -> Vec<f64> {
    let line_values = chart.lines.iter().flat_map(|l| l.points.iter().map(|p| p.value));
    let band_ends = chart.bands.iter().flat_map(|b| b.spans.iter().flat_map(|s| [s.low, s.high]));
    let sample_values = chart.samples.iter().flatten().map(|p| p.value);
    let mark_values = chart.marks.iter().map(|m| m.value).chain(chart.spots.iter().map(|s| s.value));
    let values = line_values.chain(band_ends).chain(sample_values).chain(mark_values).filter(|v| v.is_finite());
    let Some((low, high)) = values.map(|v| (v, v)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
        return ticks(0.0, 1.0, TICKS);
    };
    let far = low > FAR_FROM_ZERO * high && low > 0.0 || high < FAR_FROM_ZERO * low && high < 0.0;
    if far { ticks(low, high, TICKS) } else { ticks(low.min(0.0), high.max(0.0), TICKS) }
}

fn band(band: &ChartBand, x: &Scale, y: &Scale) -> String {
    let pixels = |s: &BandSpan| (x.pixel(f64::from(s.year)), y.pixel(s.low), y.pixel(s.high));
    ribbon(&band.spans.iter().map(pixels).collect::<Vec<_>>())
}

fn pixel(point: &Point, x: &Scale, y: &Scale) -> (f64, f64) {
    (x.pixel(f64::from(point.year)), y.pixel(point.value))
}

fn pixels(points: &[Point], x: &Scale, y: &Scale) -> Vec<(u16, (f64, f64))> {
    points.iter().map(|p| (p.year, pixel(p, x, y))).collect()
}

fn line(line: &Line, x: &Scale, y: &Scale) -> LinePath {
    let points: Vec<Point> = line.points.iter().filter(|p| p.value.is_finite()).copied().collect();
    let pixels = pixels(&points, x, y);
    let hollow = |p: &Point| p.estimate || line.role == Role::Entered;
    let dot = |(p, (_, (x, y))): (&Point, &(u16, (f64, f64)))| (*x, *y, hollow(p));
    let dots = if line.role.has_dots() {
        points.iter().zip(&pixels).map(dot).filter(|d| d.1.is_finite()).collect()
    } else {
        Vec::new()
    };
    LinePath { trace: trace(&pixels), dots, label: None }
}

/// As many years as there is room for, the base year among them if it is on the axis, and the last if that leaves more
/// than two.
fn years(chart: &Chart, x: &Scale, width: f64) -> Vec<(u16, f64)> {
    let (first, last) = chart.years;
    let fit = (width / YEAR_ROOM).floor().max(1.0) as u16;
    let span = last.saturating_sub(first);
    let steps = [1u16, 2, 5, 10, 20].into_iter().filter(|step| span / step < fit);
    let whole = |step: &u16| last.abs_diff(chart.base_year).is_multiple_of(*step) && span / step > 1;
    let step = steps.clone().find(whole).or(steps.min()).unwrap_or(50);
    let shown = |year: &u16| year.abs_diff(chart.base_year).is_multiple_of(step);
    (first..=last).filter(shown).map(|year| (year, x.pixel(f64::from(year)))).collect()
}
