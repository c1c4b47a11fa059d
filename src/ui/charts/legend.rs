//! What the lines of the charts stand for, once for all of them.

use leptos::prelude::*;

use crate::chart::class;
use crate::chart::geometry::{Chart, Role};

/// One entry for each line of a chart, and one for its targets. Estimates and targets are named by their mark.
#[component]
pub fn Legend(
    #[prop(into)] chart: Signal<Chart>,
    target: String,
    estimate: String,
    /// Whether the chart has neither estimates nor targets.
    #[prop(optional)]
    lines_only: bool,
) -> impl IntoView {
    let lines = move || chart.with(|c| c.lines.iter().rev().map(|l| (l.role, l.label.clone())).collect::<Vec<_>>());
    let entry = move |(role, label): (Role, String)| {
        let dot = match role {
            Role::Actual | Role::Other(_) => Some("chart-dot"),
            Role::Entered => Some("chart-dot chart-hollow"),
            _ => None,
        };
        let dots = dot.map(|class| view! { <circle cx="16" cy="5" r="3" class=class></circle> });
        view! {
            <span class=class(role)>
                <svg width="32" height="10" aria-hidden="true"><path d="M1 5h30" class="chart-line"></path>{dots}</svg>{label}
            </span>
        }
    };
    view! {
        <p class="chart-legend">
            {move || lines().into_iter().map(entry).collect_view()}
            {(!lines_only).then(|| view! {
            <span class="chart-actual"><svg width="12" height="10" aria-hidden="true"><circle cx="6" cy="5" r="3" class="chart-dot chart-hollow"></circle></svg>{estimate}</span>
            <span class="chart-target"><svg width="14" height="12" aria-hidden="true"><path d="M7 1l5 5-5 5-5-5z"></path></svg>{target}</span>
            })}
        </p>
    }
}
