//! Bands of forecasts beside each other, with what came: a bar for each method, a line across for the outcome.

use leptos::html::Div;
use leptos::prelude::*;

use crate::figure::{Scale, ticks};
use crate::ui::browser::size;

const HEIGHT: f64 = 260.0;
/// Width until the browser has told the real one.
const FIRST_WIDTH: f64 = 560.0;
/// Space around the plot.
const LEFT: f64 = 34.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 24.0;
const RIGHT: f64 = 4.0;
/// Most values on the vertical axis.
const TICKS: usize = 6;
/// Room for one year on the axis.
const YEAR_ROOM: f64 = 40.0;
/// Widest room for one year, so that few years do not make broad bars.
const WIDEST: f64 = 56.0;

/// Bands for one year and what came. Low, middle, high of each method, that of the defaults first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    /// The year forecast.
    pub year: u16,
    /// By method.
    pub bands: [[f64; 3]; 2],
    /// What came.
    pub came: f64,
}

/// The bands of neighbouring years; named by `label`.
#[component]
pub fn RangeChart(ranges: Vec<Ranges>, label: String) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    plot.on_load(move |el| size::watch_size(&el, move |w, _| width.set(w)));
    view! {
        <div class="range-plot" node_ref=plot>
            <svg class="chart-svg" role="img" aria-label=label height=HEIGHT viewBox=move || format!("0 0 {:.0} {HEIGHT}", width.get())>
                {move || drawn(&ranges, width.get())}
            </svg>
        </div>
    }
}

fn drawn(ranges: &[Ranges], width: f64) -> impl IntoView + use<> {
    let values = || ranges.iter().flat_map(|r| r.bands.iter().flatten().copied().chain([r.came]));
    let low = values().fold(0.0, f64::min);
    let high = values().fold(0.0, f64::max);
    let steps = ticks(low, high, TICKS);
    let ends = (steps.first().copied().unwrap_or(0.0), steps.last().copied().unwrap_or(1.0));
    let y = Scale::new(ends, (HEIGHT - BOTTOM, TOP));
    let room = ((width - LEFT - RIGHT) / ranges.len().max(1) as f64).min(WIDEST);
    let right = LEFT + room * ranges.len() as f64;
    let grid = steps.into_iter().map(|value| {
        let at = y.pixel(value);
        view! {
            <g class="chart-grid">
                <path d=format!("M{LEFT:.1} {at:.1}H{right:.1}")></path>
                <text x=LEFT - 6.0 y=at + 4.0 text-anchor="end">{crate::text::format::trimmed(value, 2)}</text>
            </g>
        }
    });
    let every = (YEAR_ROOM / room).ceil().max(1.0) as usize;
    // Bars stand on both sides of the middle, the line of the outcome reaches over both.
    let bar = (0.26 * room).clamp(3.0, 11.0);
    let off = 0.5 * bar + 1.5;
    let middle = move |i: usize| LEFT + room * (i as f64 + 0.5);
    let last = ranges.len().saturating_sub(1);
    let years = ranges.iter().enumerate().filter(|(i, _)| (last - i).is_multiple_of(every)).map(|(i, r)| {
        view! { <text x=format!("{:.1}", middle(i)) y=HEIGHT - 6.0 text-anchor="middle">{r.year}</text> }
    });
    let marks = ranges.iter().enumerate().map(|(i, r)| {
        let (x, came) = (middle(i), y.pixel(r.came));
        let bars = r.bands.iter().zip([(-off, "range-recent"), (off, "range-all")]).map(|([low, mid, high], (at, class))| {
            let (left, top, across) = (x + at - 0.5 * bar, y.pixel(*high), y.pixel(*mid));
            view! {
                <g class=class>
                    <rect x=format!("{left:.1}") y=format!("{top:.1}") width=format!("{bar:.1}") height=format!("{:.1}", y.pixel(*low) - top)></rect>
                    <path d=format!("M{left:.1} {across:.1}h{bar:.1}")></path>
                </g>
            }
        });
        let reach = off + 0.5 * bar + 2.0;
        view! {
            <g>
                {bars.collect_view()}
                <g class="range-came">
                    <path d=format!("M{:.1} {came:.1}h{:.1}", x - reach, 2.0 * reach)></path>
                    <circle cx=format!("{x:.1}") cy=format!("{came:.1}") r="3"></circle>
                </g>
            </g>
        }
    });
    (grid.collect_view(), years.collect_view(), marks.collect_view())
}
