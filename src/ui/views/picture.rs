//! A drawing taken away as a picture.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Role};
use crate::chart::{Figure, Panel, Size, cited, file_name};
use crate::plan::Series;
use crate::ui::app::{App, use_app};
use crate::ui::browser::{address, download, picture};

/// What a picture says beside what it shows.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// The scenarios it shows, with the mark of each that has one of its own.
    pub scenarios: Vec<(Option<Role>, String)>,
    /// The link to what it shows; empty if there is none that can be read.
    pub link: String,
}

/// What becomes a picture.
#[derive(Clone, Debug)]
pub struct PictureSource {
    /// What it is called in the name of its file.
    pub what: &'static str,
    /// The drawing.
    pub plot: Panel,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// The last year with figures.
    pub year: u16,
    /// The series whose figures it shows; none for all.
    pub series: Vec<Series>,
    /// What else it says.
    pub caption: Caption,
}

/// A line chart that becomes a picture when it is asked for. No series: odds.
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
            plot: Panel::of_lines(app.lang(), &chart, Size::WHOLE, &|value| axis.run(value)),
            sentence: sentence.get(),
            year: chart.base_year,
            series: series.into_iter().collect(),
            caption,
        })
    })
}

/// What a picture of the scenario on show says beside it: its name and its link, with the numbers of the full run.
pub fn of_scenario(app: App, mark: Option<Role>) -> Caption {
    app.futures.full();
    let name = app.shown.with(|s| app.display_name(s));
    Caption { scenarios: vec![(mark, name)], link: app.readable_link(false) }
}

/// The ways to take a drawing away; folded up until wanted.
#[component]
pub fn SavePicture(
    /// What it is called.
    #[prop(into)]
    title: Signal<String>,
    /// Made when it is asked for, and complete then.
    drawn: Callback<(), Option<PictureSource>>,
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
            let PictureSource { what, plot, sentence, year, series, caption } = drawn.run(())?;
            let names: Vec<&str> = caption.scenarios.iter().map(|(_, name)| name.as_str()).collect();
            let name = file_name(what, &names.join(" "), year);
            let page = address::page_url();
            let say = app.say();
            let sheet = Figure {
                lang: say.lang,
                plot: &plot,
                sentence: &sentence,
                scenarios: &caption.scenarios,
                source: &cited(&say, &series, &page),
                link: &caption.link,
                page: &page,
                size: Size::WHOLE,
            };
            Some((name, sheet.svg()))
        })
    };
    let save_svg = move |_| {
        if let Some((name, svg)) = made() {
            download::save_text(&format!("{name}.svg"), "image/svg+xml", &svg);
        }
        said.set("");
    };
    let save_png = move |_| {
        if let Some((name, svg)) = made() {
            let tell = move |done| said.set(if done { "" } else { w.picture_failed });
            picture::save_png(format!("{name}.png"), svg, tell);
        }
    };
    let copy = move |_| {
        if let Some((_, svg)) = made() {
            picture::copy_png(svg, move |done| said.set(if done { w.picture_copied } else { w.picture_not_copied }));
        }
    };
    let off = move || !ready.get();
    view! {
        <details class="chart-save">
            <summary aria-label=move || format!("{}: {}", w.picture_save, title.get())>{w.picture_save}</summary>
            <p class="actions">
                <button class="save-svg" prop:disabled=off on:click=save_svg>"SVG"</button>
                <button class="save-png" prop:disabled=off on:click=save_png>"PNG"</button>
                <button class="copy-picture" prop:disabled=off on:click=copy>{w.picture_copy}</button>
                <span role="status">{move || said.get()}</span>
            </p>
        </details>
    }
}
