//! All scenarios on the same charts.

use leptos::prelude::*;

use crate::chart::geometry::Chart;
use crate::chart::{CHARTS, compared, money_scale, role};
use crate::plan::Series;
use crate::present::Narrator;
use crate::text::sentences::comparison;
use crate::ui::app::{App, ChartOptions, Compared, use_app};
use crate::ui::charts::LineChart;
use crate::ui::pages::compare::say;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::fullscreen::Fullscreen;
use crate::ui::views::picture::{Caption, SavePicture, of_chart};
use crate::ui::views::series_chart::{axis_text, chart_words};

/// A chart a series, with a line for each scenario.
#[component]
pub fn Charts() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! {
        <section aria-labelledby="compare-charts-title">
            <h2 id="compare-charts-title">{w.compare_charts}</h2>
            <label class="check compare-band">
                <input type="checkbox" id="compare-band" prop:checked=move || app.chart_options.with(|f| f.bands)
                    on:change=move |_| app.chart_options.update(|f| f.bands = !f.bands) />
                {w.compare_band}
            </label>
            <label class="check compare-band">
                <input type="checkbox" id="compare-record" prop:checked=move || app.chart_options.get().has_record()
                    on:change=move |_| app.chart_options.update(ChartOptions::toggle_record) />
                {w.fan_record}
            </label>
            <div class="charts">
                {CHARTS.into_iter().map(|s| view! { <Deferred>{chart(app, s, true)}</Deferred> }).collect_view()}
            </div>
            <Fullscreen view=Callback::new(move |s| chart(app, s, false).into_any()) />
        </section>
    }
}

fn chart(app: App, series: Series, enlarge: bool) -> impl IntoView {
    let unit = app.plan.series(series).unit;
    let chart = Memo::new(move |_| drawn(app, series));
    let format = Callback::new(move |value: f64| {
        let say = say(app);
        say.value(unit, value * money_scale(&say, unit))
    });
    let axis = axis_text(app, unit, chart);
    let sentence = Memo::new(move |_| sentence(app, series));
    let drawn = of_chart(app, chart, sentence, axis, Some(series), caption(app));
    view! {
        <LineChart chart year=app.year format axis names=chart_words(app) in_view=RwSignal::new(true) sentence
            enlarge=enlarge.then(|| app.open_fullscreen(series))>
            <SavePicture title=app.plan.series(series).name.get(app.lang()) drawn ready=true />
        </LineChart>
    }
}

/// What a picture says beside its chart: every scenario by its letter, and the link to the comparison.
fn caption(app: App) -> Callback<(), Caption> {
    Callback::new(move |()| {
        let name =
            |(k, c): (usize, &Compared)| (Some(role(k)), format!("{} {}", Narrator::letter(k), app.column_name(c)));
        let scenarios = app.compare.columns.with(|all| all.iter().enumerate().map(name).collect());
        Caption { scenarios, link: app.comparison_link(false) }
    })
}

fn drawn(app: App, series: Series) -> Chart {
    let (columns, outcomes) = (app.compare.columns.get(), app.compare.outcomes.get());
    let odds = app.compare.odds.with(|all| all.first().cloned()).filter(|_| app.chart_options.with(|f| f.bands));
    let columns: Vec<_> = columns.iter().map(|c| &c.scenario).zip(&outcomes).collect();
    compared(&say(app), &columns, odds.as_deref(), series, app.chart_options.with(|f| f.since))
}

/// Where each scenario stands in the last year that all of them reach.
fn sentence(app: App, series: Series) -> String {
    let say = say(app);
    let unit = app.plan.series(series).unit;
    let Some(year) = app.compare.columns.with(|all| all.iter().map(|c| c.scenario.to).min()) else {
        return String::new();
    };
    let value = |(k, o): (usize, &crate::model::Outcome)| {
        o.value(series, year).map(|v| (Narrator::letter(k), say.value(unit, v)))
    };
    let values: Vec<(&str, String)> =
        app.compare.outcomes.with(|all| all.iter().enumerate().filter_map(value).collect());
    comparison::stands(say.lang, year, &values)
}
