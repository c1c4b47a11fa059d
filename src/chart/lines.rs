//! A line chart as a drawing of its own.

use crate::chart::export::{Key, Panel, Size, TYPE, fit};
use crate::chart::geometry::{Chart, Hold, Layout, LinePath, Role, text_width};
use crate::chart::theme::{ACCENT, INK, INK_2, LINE, PAPER, TINT, fill, pen, stroke};
use crate::chart::{diamond, escaped, put};
use crate::text::Lang;

/// Widest words of a line or a target in the chart, of its width.
const LABEL: f64 = 0.2625;
/// Length of what stands for a line in the key.
const SAMPLE: f64 = 28.0;

impl Panel {
    /// A line chart; `axis` writes a value on its axis.
    pub fn of_lines(lang: Lang, chart: &Chart, size: Size, axis: &dyn Fn(f64) -> String) -> Self {
        let w = lang.words();
        let chart = cut(chart, LABEL * size.width);
        let layout = Layout::of(&chart, size.inner(), size.plot);
        let mut svg = String::new();
        draw(&mut svg, &chart, &layout, size, axis);
        let unnamed = chart.lines.iter().zip(&layout.lines).rev().filter(|(_, path)| path.label.is_none());
        let lines = unnamed.map(|(l, _)| Key::line(l.role, &l.label));
        let bands = chart.bands.iter().rev().map(|b| Key::band(b.hold, &b.label));
        let estimate = layout.lines.iter().flat_map(|l| &l.dots).any(|dot| dot.2).then(|| Key::estimate(w.estimate));
        let target = (!layout.marks.is_empty()).then(|| Key::target(w.target));
        Self {
            title: chart.title.clone(),
            unit: chart.unit.clone(),
            note: if layout.from_zero { "" } else { w.axis_not_zero },
            height: layout.size.1,
            key: lines.chain(bands).chain(estimate).chain(target).collect(),
            svg,
        }
    }
}

impl Key {
    fn new(of: Option<Role>, width: f64, label: &str, draw: impl Fn(&mut String)) -> Self {
        let mut sample = String::new();
        draw(&mut sample);
        Self { of, sample, width, label: label.to_owned() }
    }

    /// Words without a mark.
    pub fn none(label: &str) -> Self {
        Self::new(None, 0.0, label, |_| {})
    }

    /// A line.
    pub fn line(role: Role, label: &str) -> Self {
        Self::new(Some(role), SAMPLE, label, |svg| {
            put(svg, format_args!("<g {}><path d=\"M0 0h{SAMPLE}\"/></g>", stroke(role)));
            if matches!(role, Role::Actual | Role::Alternative | Role::Entered | Role::Other(_)) {
                dot(svg, role, (SAMPLE / 2.0, 0.0, role == Role::Entered));
            }
        })
    }

    fn band(hold: Hold, label: &str) -> Self {
        Self::new(None, SAMPLE, label, |svg| {
            put(svg, format_args!("<path d=\"M0 -5h{SAMPLE}v10h-{SAMPLE}z\" {}/>", fill(hold)));
        })
    }

    fn estimate(label: &str) -> Self {
        Self::new(None, 12.0, label, |svg| dot(svg, Role::Actual, (6.0, 0.0, true)))
    }

    fn target(label: &str) -> Self {
        Self::new(None, 12.0, label, |svg| target(svg, (6.0, 0.0)))
    }
}

/// The chart with labels that leave it room.
fn cut(chart: &Chart, width: f64) -> Chart {
    let mut chart = chart.clone();
    let labels = chart.lines.iter_mut().map(|l| &mut l.label).chain(chart.marks.iter_mut().map(|m| &mut m.label));
    labels.for_each(|label| *label = fit(label, width));
    chart
}

fn dot(svg: &mut String, role: Role, (x, y, hollow): (f64, f64, bool)) {
    let colour = pen(role).0;
    let fill = if hollow { PAPER } else { colour };
    let r = if role == Role::Alternative { 2 } else { 3 };
    put(
        svg,
        format_args!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
        ),
    );
}

fn target(svg: &mut String, (x, y): (f64, f64)) {
    let d = diamond(x, y);
    put(svg, format_args!("<path d=\"{d}\" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.6\"/>"));
}

/// Words on what is drawn: once as wide as the light around them, then as they are, since not every program can paint one
/// before the other.
fn words(svg: &mut String, (x, y): (f64, f64), anchor: &str, (colour, weight): (&str, &str), text: &str) {
    let text = escaped(text);
    let light = format!("fill=\"{PAPER}\" stroke=\"{PAPER}\" stroke-width=\"3\" stroke-linejoin=\"round\"");
    for style in [light, format!("fill=\"{colour}\"")] {
        put(
            svg,
            format_args!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\" {style}>{text}</text>"
            ),
        );
    }
}

fn draw(svg: &mut String, chart: &Chart, layout: &Layout, size: Size, axis: &dyn Fn(f64) -> String) {
    let (left, top, right, bottom) = layout.plot;
    let (from, width) = layout.projection;
    let high = bottom - top;
    put(
        svg,
        format_args!("<rect x=\"{from:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{high:.1}\" fill=\"{TINT}\"/>"),
    );
    for (value, y) in &layout.ticks {
        let text = escaped(&fit(&axis(*value), left - 6.0 + size.side - 4.0));
        put(
            svg,
            format_args!(
                "<path d=\"M{left} {y:.1}H{right:.1}\" stroke=\"{LINE}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{INK_2}\">{text}</text>",
                left - 6.0,
                y + 4.0
            ),
        );
    }
    for (year, x) in &layout.years {
        let y = layout.size.1 - 6.0;
        put(svg, format_args!("<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\" fill=\"{INK_2}\">{year}</text>"));
    }
    for (band, d) in chart.bands.iter().zip(&layout.bands).filter(|(_, d)| !d.is_empty()) {
        put(svg, format_args!("<path d=\"{d}\" {}/>", fill(band.hold)));
    }
    if !layout.samples.is_empty() {
        let d = &layout.samples;
        put(
            svg,
            format_args!(
                "<path d=\"{d}\" fill=\"none\" stroke=\"{ACCENT}\" stroke-width=\"0.8\" stroke-opacity=\"0.55\"/>"
            ),
        );
    }
    for (of, path) in chart.lines.iter().zip(&layout.lines) {
        line(svg, of.role, path);
    }
    for (line, path) in chart.lines.iter().zip(&layout.lines) {
        if let Some((x, y)) = path.label {
            let own = matches!(line.role, Role::Mine | Role::Second | Role::Third | Role::Fourth | Role::Other(_));
            let style = if own { (pen(line.role).0, "600") } else { (INK_2, "400") };
            words(svg, (x, y + 4.0), "start", style, &line.label);
        }
    }
    for mark in &layout.marks {
        target(svg, mark.at);
    }
    for mark in layout.marks.iter().filter(|m| m.label != m.at) {
        let width = text_width(&mark.text);
        // No place beside it may be free.
        let (before, after) = mark.anchor.reach(width);
        let at = (mark.label.0.max(before).min(size.inner() - after), mark.label.1.clamp(TYPE, size.plot));
        words(svg, at, mark.anchor.name(), (INK, "600"), &mark.text);
    }
}

fn line(svg: &mut String, role: Role, path: &LinePath) {
    put(svg, format_args!("<g {}>", stroke(role)));
    if !path.trace.gaps.is_empty() {
        let d = &path.trace.gaps;
        put(svg, format_args!("<path d=\"{d}\" stroke-width=\"1.1\" stroke-dasharray=\"2 4\"/>"));
    }
    if !path.trace.solid.is_empty() {
        put(svg, format_args!("<path d=\"{}\"/>", path.trace.solid));
    }
    put(svg, format_args!("</g>"));
    path.dots.iter().for_each(|of| dot(svg, role, *of));
}
