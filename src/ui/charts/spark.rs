//! A chart small enough for a card: lines and targets, no axes.

use leptos::prelude::*;

use super::picture::{Diamonds, Lines};
use crate::figure::{Chart, Layout, Role};

/// Its size in its own pixels; the page stretches it.
const SIZE: (f64, f64) = (364.0, 88.0);

/// The lines of a chart without that of the reader, its targets and the zero line if it has one; what it shows stands in words beside it.
#[component]
pub fn Spark(#[prop(into)] chart: Signal<Chart>) -> impl IntoView {
    let shows = |role| matches!(role, Role::Actual | Role::Trend | Role::Planned);
    let layout = Memo::new(move |_| chart.with(|c| Layout::bare(c, SIZE.0, SIZE.1)));
    let zero =
        move || layout.with(|l| l.from_zero.then(|| format!("M{:.1} {:.1}H{:.1}", l.plot.0, l.y.pixel(0.0), l.plot.2)));
    view! {
        <svg class="chart-spark" viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) aria-hidden="true">
            <g class="chart-grid"><path d=move || zero().unwrap_or_default()></path></g>
            <Lines chart layout shows />
            <Diamonds layout />
        </svg>
    }
}
