//! Reads the values of a year from a chart, by pointer, finger and keyboard.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use crate::chart::class;
use crate::chart::geometry::{Chart, ChartBand, Line, Role, Scale};

/// A value in the year that is read: the class of its line, its label, the value in full.
pub type Reading = (&'static str, String, String);

/// The readings of a line chart in a year: every line that has a value, front to back, bands, targets,
/// figures of other dates in that year, and breaks.
pub fn reading(chart: &Chart, year: u16, format: Callback<f64, String>, estimate: &str, target: &str) -> Vec<Reading> {
    let line = |l: &Line| {
        let point = l.points.iter().find(|p| p.year == year && p.value.is_finite())?;
        let mark = if point.estimate { format!(" {estimate}") } else { String::new() };
        Some((class(l.role), l.label.clone(), format!("{}{mark}", format.run(point.value))))
    };
    let lines = chart.lines.iter().rev().filter_map(line);
    let marks = chart.marks.iter().filter(|m| m.year == year);
    let marks = marks.map(|m| ("chart-target", target.to_owned(), m.label.clone()));
    let band = |b: &ChartBand| {
        let span = b.spans.iter().find(|s| s.year == year && s.low < s.high)?;
        Some((class(Role::Mine), b.label.clone(), format!("{}–{}", format.run(span.low), format.run(span.high))))
    };
    let bands = chart.bands.iter().rev().filter_map(band);
    // Between the end of the year before and that of the year.
    let spots = chart.spots.iter().filter(|s| s.at.ceil() as u16 == year).map(|s| {
        let mark = if s.estimate { format!(" {estimate}") } else { String::new() };
        (class(s.role), s.label.clone(), format!("{}{mark}", format.run(s.value)))
    });
    let breaks = chart.breaks.iter().filter(|b| b.year == year);
    let breaks = breaks.map(|b| (class(Role::Alternative), b.text.clone(), String::new()));
    lines.chain(bands).chain(marks).chain(spots).chain(breaks).collect()
}

/// The readings of a year as one line of text.
fn spoken(year: u16, readings: &[Reading]) -> String {
    let values: Vec<String> = readings.iter().map(|(_, label, value)| format!("{label} {value}")).collect();
    if values.is_empty() { year.to_string() } else { format!("{year}: {}", values.join("; ")) }
}

/// The year a key moves to, from `now`, else from `begin`; `None` for other keys.
fn year_for(key: &str, now: Option<u16>, begin: u16, (first, last): (u16, u16)) -> Option<u16> {
    match key {
        "ArrowRight" | "ArrowUp" => Some(now.map_or(begin, |y| y.saturating_add(1).min(last))),
        "ArrowLeft" | "ArrowDown" => Some(now.map_or(begin, |y| y.saturating_sub(1).max(first))),
        "Home" => Some(first),
        "End" => Some(last),
        _ => None,
    }
}

/// The years of a chart, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearAxis {
    /// Years to pixels of the chart.
    pub x: Scale,
    /// Width of the chart in its own pixels.
    pub width: f64,
    /// How many times larger it is shown.
    pub scale: f64,
    pub years: (u16, u16),
    /// The year that is read first by keyboard.
    pub begin: u16,
}

/// Shows the readings of a chart, over it: the values of the year under the pointer or chosen by keyboard.
#[component]
pub fn Reader(
    /// What the chart is called, and how to read it.
    #[prop(into)]
    label: Signal<String>,
    axis: Memo<YearAxis>,
    /// The year that is read.
    year: RwSignal<Option<u16>>,
    /// Returns the readings of a year.
    read: Callback<u16, Vec<Reading>>,
) -> impl IntoView {
    let readings = Memo::new(move |_| year.get().map(|year| (year, read.run(year))));
    let begin = move || axis.with(|a| a.begin);
    let value_text = move || readings.get().map_or_else(|| spoken(begin(), &read.run(begin())), |(y, r)| spoken(y, &r));
    let show = move |next: Option<u16>| {
        if year.get_untracked() != next {
            year.set(next);
        }
    };
    let on_pointer = move |ev: PointerEvent| {
        show(Some(axis.with_untracked(|a| a.x.year_at(f64::from(ev.offset_x()) / a.scale, a.years))));
    };
    // A touch pointer leaves after every tap: keep its reading until the next tap.
    let on_leave = move |ev: PointerEvent| {
        if ev.pointer_type() != "touch" {
            show(None);
        }
    };
    let on_key = move |ev: KeyboardEvent| {
        let modified = ev.alt_key() || ev.ctrl_key() || ev.meta_key();
        let next = axis.with_untracked(|a| year_for(&ev.key(), year.get_untracked(), a.begin, a.years));
        if !modified && (next.is_some() || ev.key() == "Escape") {
            ev.prevent_default();
            show(next);
        }
    };
    view! {
        <div class="chart-frame" tabindex="0" role="slider" aria-orientation="horizontal"
            aria-label=move || label.get()
            aria-valuemin=move || axis.with(|a| a.years.0.to_string())
            aria-valuemax=move || axis.with(|a| a.years.1.to_string())
            aria-valuenow=move || year.get().unwrap_or_else(begin).to_string()
            aria-valuetext=value_text
            on:keydown=on_key
            on:pointermove=on_pointer
            on:pointerdown=on_pointer
            on:pointerleave=on_leave
            on:blur=move |_| show(None)></div>
        <ReadingBox axis readings />
    }
}

/// The values of the year at the reading line, beside it where there is room and never outside the chart.
#[component]
fn ReadingBox(axis: Memo<YearAxis>, readings: Memo<Option<(u16, Vec<Reading>)>>) -> impl IntoView {
    let part = move |year: u16| axis.with(|a| a.x.pixel(f64::from(year)) / a.width);
    move || {
        readings.get().filter(|(_, r)| !r.is_empty()).map(|(year, r)| {
            let row = |(class, label, value): Reading| {
                let class = format!("chart-box-row {class}");
                view! { <span class=class><span>{label}</span>" "<b>{value}</b></span> }
            };
            let left = move || part(year) > 0.5;
            let space = move || format!("{:.1}%", 100.0 * if left() { 1.0 - part(year) } else { part(year) });
            view! {
                <div class="chart-float" class:chart-float-left=left aria-hidden="true">
                    <span class="chart-space" style:flex-basis=space></span>
                    <div class="chart-box"><strong>{year}</strong>{r.into_iter().map(row).collect_view()}</div>
                </div>
            }
        })
    }
}
