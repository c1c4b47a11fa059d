//! A small chart of an effect by year: bars for the middle, lines for the range.

use leptos::prelude::*;

use crate::chart::geometry::{Scale, ticks};

/// Its size in its own pixels; the page stretches it.
const SIZE: (f64, f64) = (320.0, 96.0);
const LEFT: f64 = 30.0;
const BOTTOM: f64 = 16.0;
const TOP: f64 = 6.0;
/// Most values on the vertical axis.
const TICKS: usize = 3;
const WIDEST: f64 = 22.0;

/// An effect in one year: lowest, middle, highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScheduleStep {
    pub year: u16,
    pub range: [f64; 3],
}

/// Bars by year; the text beside them says the same.
#[component]
pub fn Schedule(#[prop(into)] steps: Signal<Vec<ScheduleStep>>, label: &'static str) -> impl IntoView {
    view! {
        <svg class="schedule" viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) role="img" aria-label=label>
            {move || steps.with(|s| bars(s))}
        </svg>
    }
}

fn bars(steps: &[ScheduleStep]) -> impl IntoView + use<> {
    let values = || steps.iter().flat_map(|s| s.range);
    let lines = ticks(values().fold(0.0, f64::min), values().fold(0.0, f64::max), TICKS);
    let ends = (lines.first().copied().unwrap_or(0.0), lines.last().copied().unwrap_or(1.0));
    let y = Scale::new(ends, (SIZE.1 - BOTTOM, TOP));
    let room = (SIZE.0 - LEFT) / steps.len().max(1) as f64;
    let bar = (0.6 * room).min(WIDEST);
    let last = steps.len().saturating_sub(1);
    let grid = lines.into_iter().map(|value| {
        let y = y.pixel(value);
        view! {
            <g class="chart-grid">
                <path d=format!("M{LEFT:.1} {y:.1}H{:.1}", SIZE.0)></path>
                <text x=LEFT - 5.0 y=y + 4.0 text-anchor="end">{crate::text::format::trimmed(value, 2)}</text>
            </g>
        }
    });
    let bars = steps.iter().enumerate().map(|(i, s)| {
        let x = LEFT + room * (i as f64 + 0.5);
        let [low, middle, high] = s.range.map(|v| y.pixel(v));
        let (zero, left) = (y.pixel(0.0), x - 0.5 * bar);
        let name = (i == 0 || i == last).then(|| {
            view! { <text x=format!("{x:.1}") y=SIZE.1 - 3.0 text-anchor="middle">{s.year}</text> }
        });
        view! {
            <g>
                <rect x=format!("{left:.1}") y=format!("{:.1}", middle.min(zero)) width=format!("{bar:.1}")
                    height=format!("{:.1}", (zero - middle).abs())></rect>
                <path class="schedule-range" d=format!("M{x:.1} {low:.1}V{high:.1}")></path>
                {name}
            </g>
        }
    });
    (grid.collect_view(), bars.collect_view())
}
