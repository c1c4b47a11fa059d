//! The Lab: levers at the left, verdicts and charts at the right.

mod odds;
mod scenarios;
mod seek;
mod share;
mod sidebar;
mod snippet;
mod toolbar;

use leptos::prelude::*;
use odds::{FanChoice, OddsPanel};
use scenarios::Scenarios;
use seek::SeekPanel;
use sidebar::Sidebar;
use toolbar::Toolbar;

use crate::chart::geometry::Role;
use crate::chart::{CHARTS, Part, spot};
use crate::plan::Series;
use crate::text::method::Topic;
use crate::ui::app::use_app;
use crate::ui::browser::is_open;
use crate::ui::charts::Legend;
use crate::ui::tour::TourOffer;
use crate::ui::views::board::{Board, Strip};
use crate::ui::views::deferred::Deferred;
use crate::ui::views::fullscreen::Fullscreen;
use crate::ui::views::how_made::HowMade;
use crate::ui::views::scenario_chart::{scenario_chart, standing_still};

#[component]
pub fn LabPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let live = Memo::new(move |_| app.is_live());
    let verdict = move || app.reports.with(|r| app.narrator().coming_verdict(r, app.plan.period[1]));
    // In the order of what a reader looks for, not of the page: on a phone the levers stand below the rest.
    let head = view! {
        <Deferred>
            <Toolbar />
            <TourOffer />
            <Strip />
        </Deferred>
    };
    let board = view! {
        <Deferred>
            <Board />
            <HowMade of=&[Topic::Path, Topic::Verdict, Topic::Required, Topic::Base] />
        </Deferred>
    };
    let sidebar = view! {
        <Sidebar />
        <Deferred><Scenarios /></Deferred>
    };
    let charts = CHARTS.into_iter().map(|s| view! { <Deferred>{scenario_chart(app, s, true)}</Deferred> });
    view! {
        <h1 class="visually-hidden">{w.lab_title}</h1>
        {head}
        <div class="lab" class:live=move || live.get()>
            <aside class="rail" aria-label=w.levers_finance>{sidebar}</aside>
            <div class="stage">
                <p class="lead" id="verdict" aria-live="polite">{verdict}</p>
                {board}
                <Deferred><OddsPanel /></Deferred>
                <Deferred><InWords /><SeekPanel /></Deferred>
                <Deferred>
                    <FanChoice />
                    <Legend chart=standing_still(app, Series::Dep, Signal::derive(|| false)) target=w.target.to_owned() paths=w.legend_paths
                        estimate=w.estimate.to_owned() others=vec![
                            (spot(Role::Actual, (6.0, 0.0), false), w.other_date.to_owned()),
                            (spot(Role::Actual, (6.0, 0.0), true), w.half_year.to_owned()),
                            (Part::Break.path("M6 -6v12"), w.series_break.to_owned()),
                        ] />
                    <HowMade of=&[Topic::Path, Topic::Lines, Topic::Uncertainty] />
                </Deferred>
                <div class="charts">{charts.collect_view()}</div>
            </div>
        </div>
        <Fullscreen lab=true view=Callback::new(move |s| scenario_chart(app, s, false).into_any()) />
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
