//! The numbers of a chart as a table.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Line};
use crate::ui::browser::is_open;

/// Years down, lines across, figures of other dates before the end of their year; estimates and targets marked. Built only
/// when opened.
#[component]
pub fn ChartTable(
    chart: Signal<Chart>,
    format: Callback<f64, String>,
    /// Headings: label, year, target, estimate.
    names: (String, String, String, String),
) -> impl IntoView {
    let (label, year, target, estimate) = names;
    let open = RwSignal::new(false);
    let region = label.clone();
    let body = move || {
        chart.with(|c| {
        let labels = c.lines.iter().map(|l| l.label.clone()).chain(c.bands.iter().map(|b| b.label.clone()));
        let heads = labels.map(|label| view! { <th scope="col" class="num">{label}</th> }).collect_view();
        let cell = |value: Option<String>| view! { <td class="num">{value}</td> };
        let row = |y: u16| {
            let values = c.lines.iter().map(|l| {
                let point = l.points.iter().find(|p| p.year == y);
                cell(point.map(|p| {
                    let value = format.run(p.value);
                    if p.estimate { format!("{value} {estimate}") } else { value }
                }))
            });
            let spans = c.bands.iter().map(|b| {
                let span = b.spans.iter().find(|s| s.year == y && s.low < s.high);
                cell(span.map(|s| format!("{}–{}", format.run(s.low), format.run(s.high))))
            });
            let due = c.marks.iter().find(|m| m.year == y).map(|m| m.label.clone());
            let dated = c.spots.iter().filter(|s| s.at.ceil() as u16 == y).map(|s| {
                let value = |l: &Line| (l.role == s.role).then(|| {
                    let value = format.run(s.value);
                    if s.estimate { format!("{value} {estimate}") } else { value }
                });
                let values = c.lines.iter().map(|l| cell(value(l))).collect_view();
                let rest = c.bands.iter().map(|_| cell(None)).collect_view();
                view! { <tr><th scope="row">{s.label.clone()}</th>{values}{rest}{cell(None)}</tr> }
            });
            view! {
                {dated.collect_view()}
                <tr><th scope="row">{y}</th>{values.collect_view()}{spans.collect_view()}{cell(due)}</tr>
            }
        };
        let breaks = c.breaks.iter().map(|b| view! { <p class="muted">{b.text.clone()}</p> });
        view! {
            <table class="board">
                <caption class="visually-hidden">{c.title.clone()}</caption>
                <thead>
                    <tr><th scope="col">{year.clone()}</th>{heads}<th scope="col" class="num">{target.clone()}</th></tr>
                </thead>
                <tbody>{(c.years.0..=c.years.1).map(row).collect_view()}</tbody>
            </table>
            {breaks.collect_view()}
        }
    })
    };
    view! {
        <details class="chart-table" on:toggle=move |ev| open.set(is_open(&ev))>
            <summary aria-label=move || format!("{region}: {}", chart.with(|c| c.title.clone()))>
                {label.clone()}
            </summary>
            <div class="scroll" role="group" tabindex="0" aria-label=move || chart.with(|c| c.title.clone())>
                <Show when=move || open.get()>{body.clone()}</Show>
            </div>
        </details>
    }
}
