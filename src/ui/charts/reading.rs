//! What is read out of a chart in a year.

use leptos::prelude::*;

use crate::figure::{Chart, Layout, Line, Role};
use crate::paper::class;

/// A value that is read out: the part its line plays, none for a target; its label; the value in full.
pub type Reading = (Option<Role>, String, String);

/// What stands in a year: every line that has a value, front to back, and the targets.
pub fn reading(chart: &Chart, year: u16, format: Callback<f64, String>, estimate: &str, target: &str) -> Vec<Reading> {
    let of_line = |l: &Line| {
        let point = l.points.iter().find(|p| p.year == year && p.value.is_finite())?;
        let mark = if point.estimate { format!(" {estimate}") } else { String::new() };
        Some((Some(l.role), l.label.clone(), format!("{}{mark}", format.run(point.value))))
    };
    let lines = chart.lines.iter().rev().filter_map(of_line);
    let marks = chart.marks.iter().filter(|m| m.year == year).map(|m| (None, target.to_owned(), m.label.clone()));
    let of_band = |b: &crate::figure::Band| {
        let span = b.spans.iter().find(|s| s.year == year && s.low < s.high)?;
        Some((Some(Role::Mine), b.label.clone(), format!("{}–{}", format.run(span.low), format.run(span.high))))
    };
    let bands = chart.bands.iter().rev().filter_map(of_band);
    lines.chain(bands).chain(marks).collect()
}

/// A reading in one line.
pub fn spoken(year: u16, readings: &[Reading]) -> String {
    let said: Vec<String> = readings.iter().map(|(_, label, value)| format!("{label} {value}")).collect();
    if said.is_empty() { year.to_string() } else { format!("{year}: {}", said.join("; ")) }
}

/// The year a key asks for; none for keys that move nothing.
pub fn year_for(key: &str, now: Option<u16>, chart: &Chart) -> Option<u16> {
    let (first, last) = chart.years;
    match key {
        "ArrowRight" | "ArrowUp" => Some(now.map_or(chart.base_year, |y| y.saturating_add(1).min(last))),
        "ArrowLeft" | "ArrowDown" => Some(now.map_or(chart.base_year, |y| y.saturating_sub(1).max(first))),
        "Home" => Some(first),
        "End" => Some(last),
        _ => None,
    }
}

/// The values of the year at the reading line, beside it where there is room and never outside the chart.
#[component]
pub fn ReadingBox(layout: Memo<Layout>, readings: Memo<Option<(u16, Vec<Reading>)>>) -> impl IntoView {
    let place = move |year: u16| layout.with(|l| l.x.pixel(f64::from(year)) / l.size.0);
    move || {
        readings.get().filter(|(_, r)| !r.is_empty()).map(|(year, r)| {
            let row = |(role, label, value): Reading| {
                let class = format!("chart-box-row {}", role.map_or("chart-target", class));
                view! { <span class=class><span>{label}</span>" "<b>{value}</b></span> }
            };
            let left = move || place(year) > 0.5;
            let space = move || format!("{:.1}%", 100.0 * if left() { 1.0 - place(year) } else { place(year) });
            view! {
                <div class="chart-float" class:chart-float-left=left aria-hidden="true">
                    <span class="chart-space" style:flex-basis=space></span>
                    <div class="chart-box"><strong>{year}</strong>{r.into_iter().map(row).collect_view()}</div>
                </div>
            }
        })
    }
}
