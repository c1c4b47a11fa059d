//! The legend of line charts, one for all charts of a page.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Role};
use crate::chart::{Part, Shape, class, diamond, dot, line_sample, svg};

/// One entry for each line of a chart, and one for its targets. Estimates and targets are named by their mark.
#[component]
pub fn Legend(
    #[prop(into)] chart: Signal<Chart>,
    target: String,
    estimate: String,
    /// What the lines ahead are.
    #[prop(optional)]
    paths: &'static str,
    /// Whether the chart has neither estimates nor targets.
    #[prop(optional)]
    lines_only: bool,
    /// Further marks, each with what it stands for.
    #[prop(optional)]
    others: Vec<(Shape, String)>,
) -> impl IntoView {
    let lines = move || chart.with(|c| c.lines.iter().rev().map(|l| (l.role, l.label.clone())).collect::<Vec<_>>());
    let entry = |class: &'static str, width: f64, sample: Shape, label: String| {
        let view_box = format!("-1 -6 {width} 12");
        view! {
            <span class=class>
                <svg width=width height="12" viewBox=view_box aria-hidden="true" inner_html=svg(&[sample])></svg>{label}
            </span>
        }
    };
    let line = move |(role, label): (Role, String)| entry(class(role), 32.0, line_sample(role, 30.0), label);
    let marks = (!lines_only).then(|| {
        let hollow = entry(class(Role::Actual), 12.0, dot(Role::Actual, (5.0, 0.0, true)), estimate);
        let target = entry("", 14.0, Part::Target.group(vec![diamond((6.0, 0.0))]), target);
        let dated =
            others.into_iter().map(|(shape, label)| entry(class(Role::Actual), 14.0, shape, label)).collect_view();
        (hollow, target, dated)
    });
    view! {
        <p class="chart-legend">
            {move || lines().into_iter().map(line).collect_view()}
            {marks}
            <span class="muted">{paths}</span>
        </p>
    }
}
