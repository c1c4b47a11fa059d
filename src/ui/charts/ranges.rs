//! Bands of forecasts by year, with the actual values.

use leptos::html::Div;
use leptos::prelude::*;

use crate::chart::{RangeLayout, Ranges};
use crate::ui::browser::size;
use crate::ui::charts::reading::{Reader, Reading, YearAxis};

const HEIGHT: f64 = 260.0;
/// Width until the browser reports the real one.
const FIRST_WIDTH: f64 = 560.0;

/// The bands of neighbouring years; `label` says what they show, `keys` how to read them.
#[component]
pub fn RangeChart(
    ranges: Vec<Ranges>,
    label: String,
    keys: String,
    /// The year that is read.
    year: RwSignal<Option<u16>>,
    /// What stands in a year.
    read: Callback<u16, Vec<Reading>>,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    plot.on_load(move |el| size::watch_size(&el, move |w, _| width.set(w)));
    let last = ranges.last().map_or(0, |r| r.year);
    let years = (ranges.first().map_or(last, |r| r.year), last);
    let ranges = StoredValue::new(ranges);
    let layout = Memo::new(move |_| ranges.with_value(|r| RangeLayout::of(r, width.get(), HEIGHT)));
    let axis =
        Memo::new(move |_| YearAxis { x: layout.with(|l| l.x), width: width.get(), scale: 1.0, years, begin: last });
    let svg = move || ranges.with_value(|r| layout.with(|l| l.svg(r)));
    let line = move || {
        let (top, bottom) = layout.with(RangeLayout::height);
        let inside = year.get().filter(|y| (years.0..=years.1).contains(y));
        inside.map(|y| format!("M{:.1} {top}V{bottom}", axis.with(|a| a.x.pixel(f64::from(y)))))
    };
    view! {
        <div class="chart-plot range-plot" node_ref=plot>
            <svg class="chart-svg" role="img" aria-label=label height=HEIGHT
                viewBox=move || format!("0 0 {:.0} {HEIGHT}", width.get())>
                <g class="chart-reading"><path d=line></path></g>
                <g inner_html=svg></g>
            </svg>
            <Reader label=keys axis year read />
        </div>
    }
}
