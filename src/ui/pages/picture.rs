//! A chart taken away as a picture.

use leptos::prelude::*;

use crate::figure::{Chart, Role};
use crate::paper::{Sheet, Size, cited, file_name};
use crate::plan::Series;
use crate::ui::browser::{address, download, picture};
use crate::ui::state::use_app;

/// What a picture says beside its chart.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// The scenarios it shows, with the part of their line if each has one.
    pub scenarios: Vec<(Option<Role>, String)>,
    /// The link to what it shows; empty if there is none that can be read.
    pub link: String,
}

/// The ways to take a chart away; folded up until wanted.
#[component]
pub fn SavePicture(
    #[prop(into)] chart: Signal<Chart>,
    #[prop(into)] sentence: Signal<String>,
    /// Writes a value on the axis.
    axis: Callback<f64, String>,
    /// The series it shows; none for odds.
    series: Option<Series>,
    /// Made when it is asked for, and complete then.
    caption: Callback<(), Caption>,
    /// Whether it can be made.
    #[prop(into)]
    ready: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let said = RwSignal::new("");
    // The name of a file without its ending, and the picture.
    let made = move || {
        untrack(|| {
            let Caption { scenarios, link } = caption.run(());
            let say = app.say();
            let mut chart = chart.get();
            for line in chart.lines.iter_mut().filter(|l| [w.line_mine, w.line_shared].contains(&l.label.as_str())) {
                w.line_this.clone_into(&mut line.label);
            }
            let names: Vec<&str> = scenarios.iter().map(|(_, name)| name.as_str()).collect();
            let name = file_name(series.map_or("odds", Series::key), &names.join(" "), chart.base_year);
            let page = address::page_url();
            let sheet = Sheet {
                size: Size::WHOLE,
                lang: say.lang,
                chart: &chart,
                sentence: &sentence.get(),
                scenarios: &scenarios,
                source: &cited(&say, series.as_slice(), &page),
                link: &link,
                page: &page,
                axis: &|value| axis.run(value),
            };
            (name, sheet.svg())
        })
    };
    let save_svg = move |_| {
        let (name, svg) = made();
        download::save_text(&format!("{name}.svg"), "image/svg+xml", &svg);
        said.set("");
    };
    let save_png = move |_| {
        let (name, svg) = made();
        picture::save_png(format!("{name}.png"), svg, move |done| said.set(if done { "" } else { w.picture_failed }));
    };
    let copy = move |_| {
        let tell = move |done| said.set(if done { w.picture_copied } else { w.picture_not_copied });
        picture::copy_png(made().1, tell);
    };
    let off = move || !ready.get();
    view! {
        <details class="chart-save">
            <summary aria-label=move || format!("{}: {}", w.picture_save, chart.with(|c| c.title.clone()))>{w.picture_save}</summary>
            <p class="actions">
                <button class="save-svg" prop:disabled=off on:click=save_svg>"SVG"</button>
                <button class="save-png" prop:disabled=off on:click=save_png>"PNG"</button>
                <button class="copy-picture" prop:disabled=off on:click=copy>{w.picture_copy}</button>
                <span role="status">{move || said.get()}</span>
            </p>
        </details>
    }
}
