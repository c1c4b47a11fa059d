//! A cell of a table that holds bars: the picture of its row, beside the numbers it stands for.

use leptos::prelude::*;

use crate::figure::{Scale, bar};

/// A bar from one value to another; its class decides its look.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Class of the rectangle.
    pub class: &'static str,
}

/// Bars on a common scale, with lines at some values.
#[component]
pub fn BarCell(scale: Scale, bars: Vec<Bar>, #[prop(optional)] marks: Vec<f64>) -> impl IntoView {
    let rect = |b: Bar| {
        let (x, width) = bar(&scale, b.from, b.to);
        view! { <rect class=b.class x=format!("{x:.2}") y="2" width=format!("{width:.2}") height="12"></rect> }
    };
    let line = |value: &f64| view! { <path d=format!("M{:.2} 0v16", scale.pixel(*value))></path> };
    view! {
        <td class="bar-cell">
            <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
                <g class="bar-marks">{marks.iter().map(line).collect_view()}</g>
                {bars.into_iter().map(rect).collect_view()}
            </svg>
        </td>
    }
}
