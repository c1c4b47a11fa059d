//! A line chart: picture, reading line, table, and one true sentence.

use leptos::html::Div;
use leptos::prelude::*;

use crate::chart::geometry::{Chart, Layout};
use crate::ui::browser::size;
use crate::ui::charts::picture::Picture;
use crate::ui::charts::reading::{Reader, YearAxis, reading};
use crate::ui::charts::table::ChartTable;

/// The fixed texts of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartWords {
    /// Label of the table.
    pub table: String,
    /// Heading of its first column.
    pub year: String,
    /// Name of a target.
    pub target: String,
    /// Mark of an estimate.
    pub estimate: String,
    /// How to read values by keyboard.
    pub keys: String,
    /// Said when the axis does not start at zero.
    pub axis_not_zero: String,
}

/// Width and height until the browser has told the real ones.
const FIRST_SIZE: (f64, f64) = (420.0, 260.0);

/// How many times larger than on a page type and strokes are, in a chart of this size.
fn scale((width, height): (f64, f64)) -> f64 {
    (width / 640.0).min(height / 320.0).max(1.0)
}

/// A line chart. `year` is the reading line, shared by all charts of a page.
#[component]
pub fn LineChart(
    #[prop(into)] chart: Signal<Chart>,
    year: RwSignal<Option<u16>>,
    /// Writes a value in full, with its unit.
    format: Callback<f64, String>,
    /// Writes a value on the axis.
    axis: Callback<f64, String>,
    names: ChartWords,
    /// Told whether the chart is in view.
    in_view: RwSignal<bool>,
    /// What the chart shows, in a sentence.
    #[prop(optional, into)]
    sentence: Signal<String>,
    /// What stands beside the table.
    #[prop(optional)]
    children: Option<Children>,
    /// Makes the chart large, where it can be, and the label of that.
    #[prop(default = None)]
    enlarge: Option<(Callback<()>, &'static str)>,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let place = RwSignal::new(FIRST_SIZE);
    plot.on_load(move |el| {
        size::watch_size(&el, move |w, h| place.set((w, h)));
        size::watch_view(&el, move |seen| in_view.set(seen));
    });
    let scale = Memo::new(move |_| scale(place.get()));
    let layout = Memo::new(move |_| {
        let (width, height) = place.get();
        chart.with(|c| Layout::of(c, width / scale.get(), height / scale.get()))
    });
    let (estimate, target) = (names.estimate.clone(), names.target.clone());
    let read = Callback::new(move |year| chart.with(|c| reading(c, year, format, &estimate, &target)));
    let reach = Memo::new(move |_| {
        let (years, begin) = chart.with(|c| (c.years, c.base_year));
        layout.with(|l| YearAxis { x: l.x, width: l.size.0, scale: scale.get(), years, begin })
    });
    let title = Memo::new(move |_| chart.with(|c| c.title.clone()));
    let label = Signal::derive(move || {
        let said = sentence.get();
        if said.is_empty() { title.get() } else { format!("{}: {said}", title.get()) }
    });
    let keys = names.keys.clone();
    view! {
        <figure class="chart">
            <figcaption>
                {enlarge.map(|(large, label)| view! {
                    <button class="quiet chart-enlarge" aria-label=move || format!("{label}: {}", title.get()) title=label on:click=move |_| large.run(())>"⤢"</button>
                })}
                <h3>{move || title.get()} <span class="chart-unit">" "{move || chart.with(|c| c.unit.clone())}</span></h3>
                <p class="chart-sentence">
                    {move || sentence.get()}
                    <Show when=move || layout.with(|l| !l.from_zero)><span class="chart-note">" " {names.axis_not_zero.clone()}</span></Show>
                </p>
            </figcaption>
            <div class="chart-plot" node_ref=plot>
                <Picture chart layout year axis label />
                <Reader label=Signal::derive(move || format!("{}: {keys}", title.get())) axis=reach year read />
            </div>
            <div class="chart-tools">
                <ChartTable chart format names=(names.table, names.year, names.target, names.estimate) />
                {children.map(|children| children())}
            </div>
        </figure>
    }
}
