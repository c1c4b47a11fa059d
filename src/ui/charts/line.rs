//! A line chart: picture, reading line, table, and a sentence that says what it shows.

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
    pub table: String,
    /// Heading of the table's first column.
    pub year: String,
    pub target: String,
    pub estimate: String,
    /// How to read values by keyboard.
    pub keys: String,
    /// The note for an axis that does not start at zero.
    pub axis_not_zero: String,
}

/// Width and height until the browser reports the real ones.
const FIRST_SIZE: (f64, f64) = (420.0, 260.0);

/// Returns the factor by which type and strokes are larger than on a page, in a chart of this size.
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
    /// Set to whether the chart is in view.
    in_view: RwSignal<bool>,
    /// What the chart shows, in a sentence.
    #[prop(optional, into)]
    sentence: Signal<String>,
    /// What stands beside the table.
    #[prop(optional)]
    children: Option<Children>,
    /// Shows the chart in full screen, with the label of the button; `None` for a chart that has no such view.
    #[prop(default = None)]
    enlarge: Option<(Callback<()>, &'static str)>,
    /// Without title and sentence, which stand elsewhere.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let plot = NodeRef::<Div>::new();
    let plot_size = RwSignal::new(FIRST_SIZE);
    plot.on_load(move |el| {
        size::watch_size(&el, move |w, h| plot_size.set((w, h)));
        size::watch_view(&el, move |seen| in_view.set(seen));
    });
    let scale = Memo::new(move |_| scale(plot_size.get()));
    let layout = Memo::new(move |_| {
        let (width, height) = plot_size.get();
        chart.with(|c| Layout::of(c, width / scale.get(), height / scale.get()))
    });
    let (estimate, target) = (names.estimate.clone(), names.target.clone());
    let read = Callback::new(move |year| chart.with(|c| reading(c, year, format, &estimate, &target)));
    let year_axis = Memo::new(move |_| {
        let (years, begin) = chart.with(|c| (c.years, c.base_year));
        layout.with(|l| YearAxis { x: l.x, width: l.size.0, scale: scale.get(), years, begin })
    });
    let title = Memo::new(move |_| chart.with(|c| c.title.clone()));
    let label = Signal::derive(move || {
        let sentence = sentence.get();
        if sentence.is_empty() { title.get() } else { format!("{}: {sentence}", title.get()) }
    });
    let keys = names.keys.clone();
    let unit = move || chart.with(|c| c.unit.clone());
    let words = (!bare).then(|| view! { <h3>{move || title.get()} <span class="chart-unit">" "{unit}</span></h3> });
    let unit = bare.then(|| view! { <span class="chart-unit">{unit}</span> });
    let told = move || (!bare).then(|| sentence.get());
    view! {
        <figure class="chart" class:chart-bare=bare>
            <figcaption>
                {enlarge.map(|(large, label)| view! {
                    <button class="quiet chart-enlarge" aria-label=move || format!("{label}: {}", title.get())
                        title=label on:click=move |_| large.run(())>"⤢"</button>
                })}
                {words}
                <p class="chart-sentence">
                    {unit}
                    {told}
                    <Show when=move || layout.with(|l| !l.from_zero)>
                        <span class="chart-note">" " {names.axis_not_zero.clone()}</span>
                    </Show>
                </p>
            </figcaption>
            <div class="chart-plot" node_ref=plot>
                <Picture chart layout year axis label />
                <Reader label=Signal::derive(move || format!("{}: {keys}", title.get())) axis=year_axis year read />
            </div>
            <div class="chart-tools">
                <ChartTable chart format names=(names.table, names.year, names.target, names.estimate) />
                {children.map(|children| children())}
            </div>
        </figure>
    }
}
