//! Charts as SVG texts.

use crate::chart::geometry::{Chart, Layout, Role};
use crate::chart::{escaped, put};

/// Size of a spark in its own pixels; the page stretches it.
const SPARK: (f64, f64) = (364.0, 88.0);

/// Class of a line, and of what stands for it elsewhere.
pub const fn class(role: Role) -> &'static str {
    match role {
        Role::Actual => "chart-actual",
        Role::Alternative => "chart-alternative",
        Role::Entered => "chart-entered",
        Role::Other(0) | Role::Second => "chart-other chart-other-0",
        Role::Other(1) | Role::Third => "chart-other chart-other-1",
        Role::Other(2) | Role::Fourth => "chart-other chart-other-2",
        Role::Other(_) => "chart-other chart-other-3",
        Role::Trend => "chart-trend",
        Role::Planned => "chart-planned",
        Role::Mine => "chart-mine",
    }
}

/// A chart small enough for a card: what is known, trend and plan, targets and the zero line if it has one, no axes; what
/// it shows stands in words beside it.
pub fn spark(chart: &Chart) -> String {
    let layout = Layout::bare(chart, SPARK.0, SPARK.1);
    let mut svg = format!("<svg class=\"chart-spark\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", SPARK.0, SPARK.1);
    if layout.from_zero {
        let (left, _, right, _) = layout.plot;
        let zero = layout.y.pixel(0.0);
        put(&mut svg, format_args!("<g class=\"chart-grid\"><path d=\"M{left:.1} {zero:.1}H{right:.1}\"/></g>"));
    }
    for (line, path) in chart.lines.iter().zip(&layout.lines) {
        if !matches!(line.role, Role::Actual | Role::Trend | Role::Planned) {
            continue;
        }
        put(&mut svg, format_args!("<g class=\"{}\">", class(line.role)));
        for (kind, d) in [("chart-line chart-gap", &path.trace.gaps), ("chart-line", &path.trace.solid)] {
            if !d.is_empty() {
                put(&mut svg, format_args!("<path class=\"{kind}\" d=\"{d}\"/>"));
            }
        }
        for (x, y, hollow) in &path.dots {
            let kind = if *hollow { "chart-dot chart-hollow" } else { "chart-dot" };
            put(&mut svg, format_args!("<circle class=\"{kind}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"));
        }
        put(&mut svg, format_args!("</g>"));
    }
    for mark in &layout.marks {
        let (x, y) = mark.at;
        put(
            &mut svg,
            format_args!(
                "<g class=\"chart-target\"><path d=\"{}\"><title>{}</title></path></g>",
                diamond(x, y),
                escaped(&mark.text)
            ),
        );
    }
    svg + "</svg>"
}

/// The path of a target.
pub fn diamond(x: f64, y: f64) -> String {
    format!("M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z", y - 5.5)
}
