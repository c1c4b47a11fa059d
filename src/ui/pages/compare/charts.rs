//! All scenarios on the same charts.

use leptos::prelude::*;

use super::super::in_turn::InTurn;
use super::super::large::Large;
use super::super::picture::{Caption, SavePicture, of_chart};
use super::super::series_chart::{axis_text, chart_words};
use super::{ROLES, say};
use crate::figure::{Chart, Hold, Line, Mark, Point, Role};
use crate::paper::{CHARTS, FIRST_YEAR, band, money_scale, published, unit_label};
use crate::plan::{Series, Target};
use crate::report::Say;
use crate::text::comparing;
use crate::ui::charts::LineChart;
use crate::ui::state::{App, Compared, use_app};

/// A chart a series, with a line for each scenario.
#[component]
pub fn Charts() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! {
        <section aria-labelledby="compare-charts-title">
            <h2 id="compare-charts-title">{w.compare_charts}</h2>
            <label class="check compare-band">
                <input type="checkbox" id="compare-band" prop:checked=move || app.fan.with(|f| f.bands)
                    on:change=move |_| app.fan.update(|f| f.bands = !f.bands) />
                {w.compare_band}
            </label>
            <div class="charts">{CHARTS.into_iter().map(|s| view! { <InTurn>{chart(app, s, true)}</InTurn> }).collect_view()}</div>
            <Large view=Callback::new(move |s| chart(app, s, false).into_any()) />
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
    let ready = Memo::new(move |_| app.compare.is_settled());
    view! {
        <LineChart chart year=app.year format axis names=chart_words(app) in_view=RwSignal::new(true) sentence
            enlarge=enlarge.then(|| app.enlarge(series))>
            <SavePicture title=app.plan.series(series).name.get(app.lang()) drawn ready />
        </LineChart>
    }
}

/// What a picture says beside its chart: every scenario by its letter, and the link to the comparison.
fn caption(app: App) -> Callback<(), Caption> {
    Callback::new(move |()| {
        let name = |(k, c): (usize, &Compared)| {
            (Some(ROLES.get(k).copied().unwrap_or(Role::Fourth)), format!("{} {}", Say::letter(k), app.column_name(c)))
        };
        let scenarios = app.compare.columns.with(|all| all.iter().enumerate().map(name).collect());
        Caption { scenarios, link: app.comparison_link(false) }
    })
}

fn drawn(app: App, series: Series) -> Chart {
    let say = say(app);
    let data = app.plan.series(series);
    let scale = money_scale(&say, data.unit);
    let columns = app.compare.columns.get();
    let outcomes = app.compare.outcomes.get();
    let mut lines = Vec::new();
    // Back to front: the first column lies above the others, what is known above all.
    for (k, outcome) in outcomes.iter().enumerate().rev() {
        let point = |year| outcome.value(series, year).map(|v| Point { year, value: v / scale, estimate: false });
        let role = ROLES.get(k).copied().unwrap_or(Role::Fourth);
        lines.push(Line {
            role,
            label: Say::letter(k).to_owned(),
            points: outcome.years().filter_map(point).collect(),
        });
    }
    let points: Vec<Point> = published(app.plan, series, scale).into_iter().filter(|p| p.year >= FIRST_YEAR).collect();
    if !points.is_empty() {
        lines.push(Line { role: Role::Actual, label: say.words().line_actual.to_owned(), points });
    }
    let held = |t: &&Target| columns.iter().any(|c| app.plan.targets(c.scenario.reading).any(|o| o.id == t.id));
    let targets = app.plan.targets.iter().filter(|t| t.of == [series]).filter(held);
    let marks = targets.map(|t| Mark { year: t.year, value: t.value / scale, label: say.goal(t) }).collect();
    let bands = app.compare.runs.first().map(|run| run.odds.get()).unwrap_or_default();
    let known = bands.as_ref().and_then(|o| o.bands.get(&series)).filter(|_| app.fan.with(|f| f.bands));
    let base = |c: &Compared| {
        let value = outcomes.first().and_then(|o| o.value(series, c.scenario.from));
        (c.scenario.from, value.unwrap_or(f64::NAN) / scale)
    };
    let bands = columns.first().map(base).zip(known).map(|(first, known)| {
        let w = say.words();
        let wide = band(Hold::Wide, w.band_wide, first, known, scale, |b| Some((b.quantiles[0], b.quantiles[4])));
        let narrow = band(Hold::Narrow, w.band_narrow, first, known, scale, |b| Some((b.quantiles[1], b.quantiles[3])));
        [wide, narrow].into_iter().flatten().collect()
    });
    let last = columns.iter().map(|c| c.scenario.to).max().unwrap_or(app.plan.default_last_year);
    let mut chart = Chart {
        title: data.name.get(say.lang).to_owned(),
        unit: String::new(),
        years: (FIRST_YEAR, last),
        base_year: columns.iter().map(|c| c.scenario.from).min().unwrap_or(last),
        bands: bands.unwrap_or_default(),
        samples: Vec::new(),
        lines,
        marks,
    };
    chart.unit = unit_label(&say, data.unit, chart.largest());
    chart
}

/// Where each scenario stands in the last year that all of them reach.
fn sentence(app: App, series: Series) -> String {
    let say = say(app);
    let unit = app.plan.series(series).unit;
    let Some(year) = app.compare.columns.with(|all| all.iter().map(|c| c.scenario.to).min()) else {
        return String::new();
    };
    let value =
        |(k, o): (usize, &crate::model::Outcome)| o.value(series, year).map(|v| (Say::letter(k), say.value(unit, v)));
    let values: Vec<(&str, String)> =
        app.compare.outcomes.with(|all| all.iter().enumerate().filter_map(value).collect());
    comparing::stands(say.lang, year, &values)
}
