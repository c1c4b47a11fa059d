//! The Lab: levers at the left, verdicts and charts at the right.

mod board;
mod odds;
mod rail;
mod scenarios;
mod seek;
mod share;
mod snippet;
mod toolbar;

use board::Strip;
pub use board::{Board, Verdicts};
use leptos::prelude::*;
use odds::{FanChoice, OddsPanel};
use rail::Rail;
use scenarios::Scenarios;
use seek::SeekPanel;
use toolbar::Toolbar;

use crate::chart::CHARTS;
use crate::chart::geometry::{Chart, Role};
use crate::plan::Series;
use crate::text::method::Topic;
use crate::text::sentences::targets;
use crate::ui::app::{App, use_app};
use crate::ui::browser::is_open;
use crate::ui::charts::{Legend, LineChart};
use crate::ui::pages::deferred::InTurn;
use crate::ui::pages::fullscreen::Large;
use crate::ui::pages::how_made::HowMade;
use crate::ui::pages::picture::{SavePicture, of_chart, of_scenario};
use crate::ui::pages::series_chart::{axis_text, chart_words, series_chart, value_text};
use crate::ui::tour::TourOffer;

/// The Lab.
#[component]
pub fn LabPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let live = Memo::new(move |_| app.is_live());
    let verdict = move || app.reports.with(|r| app.say().coming_verdict(r, app.plan.period[1]));
    // In the order of what a reader looks for, not of the page: on a phone the levers stand below the rest.
    let head = view! {
        <InTurn>
            <Toolbar />
            <TourOffer />
            <Strip />
        </InTurn>
    };
    let board = view! {
        <InTurn>
            <Board />
            <HowMade of=&[Topic::Path, Topic::Verdict, Topic::Required, Topic::Base] />
        </InTurn>
    };
    let rail = view! {
        <Rail />
        <InTurn><Scenarios /></InTurn>
    };
    let charts = CHARTS.into_iter().map(|s| view! { <InTurn>{chart(app, s, true)}</InTurn> });
    view! {
        <h1 class="visually-hidden">{w.lab_title}</h1>
        {head}
        <div class="lab" class:live=move || live.get()>
            <aside class="rail" aria-label=w.levers_finance>{rail}</aside>
            <div class="stage">
                <p class="lead" id="verdict" aria-live="polite">{verdict}</p>
                {board}
                <InTurn><OddsPanel /></InTurn>
                <InTurn><InWords /><SeekPanel /></InTurn>
                <InTurn>
                    <FanChoice />
                    <Legend chart=standing_still(app, Series::Dep, Signal::derive(|| false)) target=w.target.to_owned() estimate=w.estimate.to_owned() />
                    <HowMade of=&[Topic::Path, Topic::Lines, Topic::Uncertainty] />
                </InTurn>
                <div class="charts">{charts.collect_view()}</div>
            </div>
        </div>
        <Large lab=true view=Callback::new(move |s| chart(app, s, false).into_any()) />
    }
}

/// The scenario in plain words, for those who want to quote it. Written only while it is open.
#[component]
fn InWords() -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let text = move || {
        let sentences = if open.get() { app.summary() } else { Vec::new() };
        sentences.into_iter().map(|s| view! { <p>{s}</p> }).collect_view()
    };
    view! {
        <details class="in-words" id="in-words" on:toggle=move |ev| open.set(is_open(&ev))>
            <summary><h2>{app.words().share_text}</h2></summary>
            <div class="prose">{text}</div>
        </details>
    }
}

/// The chart of a series; while a slider is dragged, one out of view stands still.
fn standing_still(app: App, series: Series, in_view: Signal<bool>) -> Memo<Chart> {
    Memo::new(move |before: Option<&Chart>| match before {
        Some(before) if app.is_live() && !in_view.get() => before.clone(),
        _ => series_chart(app, series),
    })
}

/// The chart of a series with its sentence.
pub fn chart(app: App, series: Series, enlarge: bool) -> impl IntoView {
    let unit = app.plan.series(series).unit;
    let in_view = RwSignal::new(true);
    let chart = standing_still(app, series, in_view.into());
    let axis = axis_text(app, unit, chart);
    let sentence = Memo::new(move |_| sentence(app, series));
    let caption = Callback::new(move |()| of_scenario(app, Some(Role::Mine)));
    let drawn = of_chart(app, chart, sentence, axis, Some(series), caption);
    view! {
        <LineChart chart year=app.year format=value_text(app, unit) axis names=chart_words(app) in_view sentence
            enlarge=enlarge.then(|| app.enlarge(series))>
            <SavePicture title=app.plan.series(series).name.get(app.lang()) drawn ready=true />
        </LineChart>
    }
}

/// One true sentence: what the coming target asks for, or where the series ends; and whether it starts from an estimate.
fn sentence(app: App, series: Series) -> String {
    let say = app.say();
    let scenario = app.shown.get();
    let unit = app.plan.series(series).unit;
    let own = |t: &&crate::plan::Target| t.of == [series] && t.year > scenario.from;
    let target = app.plan.targets(scenario.reading).filter(own).last();
    let main = match target {
        Some(target) => app.outcome.with(|o| say.requirement(&scenario, o, target)),
        None => app.outcome.with(|o| {
            let ends = [scenario.from, scenario.to].map(|y| o.value(series, y).map(|v| say.value(unit, v)));
            let [Some(start), Some(end)] = ends else { return String::new() };
            targets::goes_from_to(say.lang, &start, scenario.from, &end, scenario.to)
        }),
    };
    let inputs: &[Series] = match series {
        Series::Share => &[Series::Va],
        Series::Ldr => &[Series::Dep, Series::Loan],
        _ => &[series],
    };
    let from: Vec<String> = say.estimated_bases(&scenario, inputs).into_iter().map(|(_, value)| value).collect();
    targets::from_estimates(say.lang, &main, &from)
}
