//! Line charts: the shapes of a chart, the same as a picture, and small ones for cards.

use crate::chart::export::{Key, Panel, Size};
use crate::chart::geometry::{Chart, Layout, Line, LinePath, Role, TextAnchor, drawn_breaks, text_width};
use crate::chart::scene::{Part, Shape, ShapeKind, TYPE, diamond, dot, escaped, fit, put, spot, svg};
use crate::chart::theme::styled_svg;
use crate::text::Lang;

/// Widest label of a line or a target in a picture, as a part of its width.
const LABEL: f64 = 0.2625;
/// Size of a spark in its own pixels; the page stretches it.
const SPARK: (f64, f64) = (364.0, 88.0);

/// The shapes of a line chart, back to front; `axis` writes a value on its axis.
pub fn line_chart(chart: &Chart, layout: &Layout, axis: &dyn Fn(f64) -> String) -> Vec<Shape> {
    let (left, top, right, bottom) = layout.plot;
    let (x, width) = layout.projection;
    let tick = |(value, y): &(f64, f64)| {
        let line = Part::GridLine.path(format!("M{left} {y:.1}H{right:.1}"));
        Part::Grid.group(vec![line, Part::Tick.text((left - 6.0, y + 4.0), TextAnchor::End, axis(*value))])
    };
    let height = layout.size.1;
    let year = |(year, x): &(u16, f64)| Part::Year.text((*x, height - 6.0), TextAnchor::Middle, year.to_string());
    let bands = chart.bands.iter().zip(&layout.bands).map(|(band, d)| Part::Band(band.kind).path(d.as_str()));
    let lines = chart.lines.iter().zip(&layout.lines).map(|(line, path)| line_shapes(line, path));
    let diamonds = layout.marks.iter().map(|mark| Part::Target.group(vec![diamond(mark.at)]));
    let labels = layout.marks.iter().filter(|mark| mark.label != mark.at).map(|mark| {
        // Where no place beside the target is free, its label may lie partly outside.
        let (before, after) = mark.anchor.reach(text_width(&mark.text));
        let x = mark.label.0.max(before).min(layout.size.0 - after);
        let label = Part::TargetLabel.text((x, mark.label.1.max(TYPE).min(height)), mark.anchor, mark.text.as_str());
        Part::Target.group(vec![label])
    });
    let breaks = layout.breaks.iter().map(|x| Part::Break.path(format!("M{x:.1} {top}V{bottom:.1}")));
    let spots = chart.spots.iter().zip(&layout.spots).filter(|(_, (x, y))| x.is_finite() && y.is_finite());
    let spots = spots.map(|(s, at)| Part::Line(s.role).group(vec![spot(s.role, *at, s.part)]));
    vec![
        Shape { part: Part::Projection, form: ShapeKind::Rect { x, y: top, width, height: bottom - top } },
        Part::Layer.group(layout.ticks.iter().map(tick).collect()),
        Part::Layer.group(layout.years.iter().map(year).collect()),
        Part::Layer.group(breaks.collect()),
        Part::Layer.group(bands.collect()),
        Part::Samples.path(layout.samples.as_str()),
        Part::Layer.group(spots.collect()),
        Part::Layer.group(lines.collect()),
        Part::Layer.group(diamonds.chain(labels).collect()),
    ]
}

fn line_shapes(line: &Line, path: &LinePath) -> Shape {
    let role = line.role;
    let label = path.label.map(|(x, y)| Part::Label(role).text((x, y + 4.0), TextAnchor::Start, line.label.as_str()));
    let paths = [Part::Gap(role).path(path.trace.gaps.as_str()), Part::Solid(role).path(path.trace.solid.as_str())];
    let dots = path.dots.iter().map(|at| dot(role, *at));
    Part::Line(role).group(paths.into_iter().chain(dots).chain(label).collect())
}

/// A line through a year, with a dot on every line that has a value there.
pub fn reading_line(chart: &Chart, layout: &Layout, year: u16) -> Shape {
    let x = layout.x.pixel(f64::from(year));
    let dot = |line: &Line| {
        let point = line.points.iter().find(|p| p.year == year && p.value.is_finite())?;
        let part = if point.estimate { Part::HollowDot(line.role) } else { Part::Dot(line.role) };
        let form = ShapeKind::Circle { x, y: layout.y.pixel(point.value), r: 4.0 };
        Some(Part::Line(line.role).group(vec![Shape { part, form }]))
    };
    let path = Part::GridLine.path(format!("M{x:.1} {:.1}V{:.1}", layout.plot.1, layout.plot.3));
    Part::Reading.group([path].into_iter().chain(chart.lines.iter().filter_map(dot)).collect())
}

/// A chart with its axes as it stands in a text; `label` is what screen readers are told.
pub fn drawn(chart: &Chart, (width, height): (f64, f64), label: &str, axis: &dyn Fn(f64) -> String) -> String {
    let layout = Layout::of(chart, width, height);
    let shapes = svg(&line_chart(chart, &layout, axis));
    let label = escaped(label);
    format!(
        "<svg class=\"chart-svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">{shapes}</svg>"
    )
}

/// A chart small enough for a card, hidden from screen readers, since the words beside it say the same: what is known, trend
/// and plan, targets, and the zero line if the axis reaches zero.
pub fn spark(chart: &Chart) -> String {
    let layout = Layout::bare(chart, SPARK.0, SPARK.1);
    let (left, _, right, _) = layout.plot;
    let zero = layout.y.pixel(0.0);
    let zero = layout
        .from_zero
        .then(|| Part::Grid.group(vec![Part::GridLine.path(format!("M{left:.1} {zero:.1}H{right:.1}"))]));
    let shown = |line: &Line| matches!(line.role, Role::Actual | Role::Trend | Role::Planned);
    let lines = chart.lines.iter().zip(&layout.lines).filter(|(line, _)| shown(line));
    let shapes: Vec<Shape> = zero.into_iter().chain(lines.map(|(line, path)| line_shapes(line, path))).collect();
    let mut out = format!("<svg class=\"chart-spark\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", SPARK.0, SPARK.1);
    out.push_str(&svg(&shapes));
    for mark in &layout.marks {
        if let ShapeKind::Path(d) = diamond(mark.at).form {
            let title = escaped(&mark.text);
            put(&mut out, format_args!("<g class=\"chart-target\"><path d=\"{d}\"><title>{title}</title></path></g>"));
        }
    }
    out + "</svg>"
}

impl Panel {
    /// A line chart; `axis` writes a value on its axis.
    pub fn line_chart(lang: Lang, chart: &Chart, size: Size, axis: &dyn Fn(f64) -> String) -> Self {
        let w = lang.words();
        let chart = with_short_labels(chart, LABEL * size.width);
        let layout = Layout::of(&chart, size.inner(), size.plot);
        let room = layout.plot.0 - 6.0 + size.side - 4.0;
        let shapes = line_chart(&chart, &layout, &|value| fit(&axis(value), room));
        let unlabelled = chart.lines.iter().zip(&layout.lines).rev().filter(|(_, path)| path.label.is_none());
        let lines = unlabelled.map(|(line, _)| Key::line(line.role, &line.label));
        let bands = chart.bands.iter().rev().map(|b| Key::band(b.kind, &b.label));
        let estimate = layout.lines.iter().flat_map(|l| &l.dots).any(|dot| dot.2).then(|| Key::estimate(w.estimate));
        let target = (!layout.marks.is_empty()).then(|| Key::target(w.target));
        let other =
            |part: bool, label: &str| chart.spots.iter().any(|s| s.part == part).then(|| Key::spot(part, label));
        let dated = [other(false, w.other_date), other(true, w.half_year)].into_iter().flatten();
        let breaks = drawn_breaks(&chart).map(|b| Key::broken(&b.text));
        let ahead = chart.lines.iter().any(|l| l.role == Role::Planned).then(|| Key::plain(w.legend_paths));
        Self {
            title: chart.title.clone(),
            unit: chart.unit.clone(),
            note: if layout.from_zero { "" } else { w.axis_not_zero },
            height: layout.size.1,
            key: lines.chain(bands).chain(estimate).chain(target).chain(dated).chain(breaks).chain(ahead).collect(),
            svg: styled_svg(&shapes),
        }
    }
}

/// The chart with its labels cut to a width.
fn with_short_labels(chart: &Chart, width: f64) -> Chart {
    let mut chart = chart.clone();
    let labels = chart.lines.iter_mut().map(|l| &mut l.label).chain(chart.marks.iter_mut().map(|m| &mut m.label));
    labels.for_each(|label| *label = fit(label, width));
    chart
}
