//! Saves a drawing as a picture.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Role};
use crate::chart::{Figure, Panel, Size, cited, file_name};
use crate::plan::Series;
use crate::ui::app::{App, use_app};
use crate::ui::browser::{address, download, picture};

/// The texts around a picture that do not depend on the drawing.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// The scenarios it shows, with the role of the line of each that has one.
    pub scenarios: Vec<(Option<Role>, String)>,
    /// The link to what it shows; empty if there is none that can be read.
    pub link: String,
}

/// A drawing to be saved, with its texts.
#[derive(Clone, Debug)]
pub struct PictureSource {
    /// Its part of the file name.
    pub what: &'static str,
    pub panel: Panel,
    pub sentence: String,
    /// The last year with figures.
    pub year: u16,
    /// The series whose figures it shows; empty for all.
    pub series: Vec<Series>,
    pub caption: Caption,
}

/// A line chart that is made into a picture on request. Without a series: the odds.
pub fn of_chart(
    app: App,
    chart: impl Into<Signal<Chart>>,
    sentence: Memo<String>,
    axis: Callback<f64, String>,
    series: Option<Series>,
    caption: Callback<(), Caption>,
) -> Callback<(), Option<PictureSource>> {
    let chart = chart.into();
    Callback::new(move |()| {
        let w = app.words();
        let caption = caption.run(());
        let mut chart = chart.get();
        for line in chart.lines.iter_mut().filter(|l| [w.line_mine, w.line_shared].contains(&l.label.as_str())) {
            w.line_this.clone_into(&mut line.label);
        }
        Some(PictureSource {
            what: series.map_or("odds", Series::key),
            panel: Panel::line_chart(app.lang(), &chart, Size::WHOLE, &|value| axis.run(value)),
            sentence: sentence.get(),
            year: chart.base_year,
            series: series.into_iter().collect(),
            caption,
        })
    })
}

/// The caption of the displayed scenario: its name and its link.
pub fn of_scenario(app: App, mark: Option<Role>) -> Caption {
    let name = app.displayed.with(|s| app.display_name(s));
    Caption { scenarios: vec![(mark, name)], link: app.readable_link(false) }
}

/// The buttons that save or copy a drawing, in a closed details element.
#[component]
pub fn SavePicture(
    #[prop(into)] title: Signal<String>,
    /// Makes the picture on request.
    drawn: Callback<(), Option<PictureSource>>,
    /// Whether the picture can be made now.
    #[prop(into)]
    ready: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let message = RwSignal::new("");
    // The file name without its ending, and the picture.
    let picture_file = move || {
        untrack(|| {
            let PictureSource { what, panel, sentence, year, series, caption } = drawn.run(())?;
            let names: Vec<&str> = caption.scenarios.iter().map(|(_, name)| name.as_str()).collect();
            let name = file_name(what, &names.join(" "), year);
            let page = address::page_url();
            let say = app.narrator();
            let figure = Figure {
                lang: say.lang,
                panel: &panel,
                sentence: &sentence,
                scenarios: &caption.scenarios,
                source: &cited(&say, &series, app.chart_options.get().since, &page),
                link: &caption.link,
                page: &page,
                size: Size::WHOLE,
            };
            Some((name, figure.svg()))
        })
    };
    let save_svg = move |_| {
        if let Some((name, svg)) = picture_file() {
            download::save_text(&format!("{name}.svg"), "image/svg+xml", &svg);
        }
        message.set("");
    };
    let save_png = move |_| {
        if let Some((name, svg)) = picture_file() {
            let report = move |done| message.set(if done { "" } else { w.picture_failed });
            picture::save_png(format!("{name}.png"), svg, report);
        }
    };
    let copy = move |_| {
        if let Some((_, svg)) = picture_file() {
            picture::copy_png(svg, move |done| message.set(if done { w.picture_copied } else { w.picture_not_copied }));
        }
    };
    let disabled = move || !ready.get();
    view! {
        <details class="chart-save">
            <summary aria-label=move || format!("{}: {}", w.picture_save, title.get())>{w.picture_save}</summary>
            <p class="actions">
                <button class="save-svg" prop:disabled=disabled on:click=save_svg>"SVG"</button>
                <button class="save-png" prop:disabled=disabled on:click=save_png>"PNG"</button>
                <button class="copy-picture" prop:disabled=disabled on:click=copy>{w.picture_copy}</button>
                <span role="status">{move || message.get()}</span>
            </p>
        </details>
    }
}
