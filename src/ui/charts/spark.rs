//! A chart small enough for a card: lines and targets, no axes.

use leptos::prelude::*;

use super::line::class;
use crate::figure::{Chart, Layout, Role};

/// The lines of a chart and its targets, without labels; what it shows stands in words beside it.
#[component]
pub fn Spark(#[prop(into)] chart: Signal<Chart>) -> impl IntoView {
    let layout = Memo::new(move |_| chart.with(|c| Layout::of(c, 404.0, 104.0, 0.0)));
    let lines = move || {
        layout.with(|l| chart.with(|c| {
        let shown = l.lines.iter().zip(&c.lines).filter(|(_, line)| matches!(line.role, Role::Actual | Role::Trend | Role::Planned));
        shown.map(|(path, line)| view! {
            <g class=class(line.role)>
                <path class="chart-line" d=path.solid.clone()></path>
                <path class="chart-line chart-gap" d=path.gaps.clone()></path>
                {path.dots.iter().map(|(x, y, hollow)| view! {
                    <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="3" class=if *hollow { "chart-dot chart-hollow" } else { "chart-dot" }></circle>
                }).collect_view()}
            </g>
        }).collect_view()
    }))
    };
    let marks = move || {
        layout.with(|l| l.marks.iter().map(|(x, y)| view! {
        <g class="chart-target"><path d=format!("M{x:.1} {:.1}l5.500 5.500-5.500 5.500-5.500-5.500z", y - 5.5)></path></g>
    }).collect_view())
    };
    view! { <svg class="chart-spark" viewBox="40 0 364 96" aria-hidden="true">{lines} {marks}</svg> }
}
