//! The Lab: levers at the left, a panel for each target at the right.

mod odds;
mod panels;
mod scenarios;
mod seek;
mod share;
mod sidebar;
mod snippet;
mod toolbar;

use leptos::prelude::*;
use odds::{FanChoice, OddsPanel};
use panels::{Panels, Tabs};
use scenarios::Scenarios;
use seek::SeekPanel;
use sidebar::Sidebar;
use toolbar::Toolbar;

use crate::chart::geometry::Role;
use crate::chart::{CHARTS, Part, spot};
use crate::plan::Series;
use crate::present::{LabScreen, TargetPanel};
use crate::text::method::Topic;
use crate::ui::app::{App, use_app};
use crate::ui::browser::is_open;
use crate::ui::charts::Legend;
use crate::ui::tour::TourOffer;
use crate::ui::views::board::Board;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::fullscreen::Fullscreen;
use crate::ui::views::how_made::HowMade;
use crate::ui::views::scenario_chart::{Frame, scenario_chart, standing_still};

/// What the Lab shows, and which panel a narrow screen has on show.
#[derive(Clone, Copy)]
pub struct LabState {
    screen: Memo<LabScreen>,
    pub shown: RwSignal<usize>,
}

impl LabState {
    fn new(app: App) -> Self {
        let screen = Memo::new(move |_| {
            let (odds, statuses) = (app.odds.get(), app.reports.get());
            app.displayed.with(|s| app.narrator().lab(s, &statuses, &odds))
        });
        Self { screen, shown: RwSignal::new(0) }
    }

    /// Something of each panel.
    pub fn panels<T>(self, of: impl Fn(&TargetPanel) -> T) -> Vec<T> {
        self.screen.with(|screen| screen.panels.iter().map(of).collect())
    }

    /// The panel of a target; `None` once the reading no longer holds it.
    pub fn panel(self, target: &str) -> Memo<Option<TargetPanel>> {
        let target = target.to_owned();
        Memo::new(move |_| self.screen.with(|screen| screen.panels.iter().find(|p| p.target == target).cloned()))
    }

    /// The lever of the panel on show.
    fn lever(self) -> Option<&'static str> {
        let series = self.screen.with(|screen| screen.panels.get(self.shown.get()).and_then(|p| p.series))?;
        Some(series.lever().key())
    }
}

#[component]
pub fn LabPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let live = Memo::new(move |_| app.is_live());
    let lab = LabState::new(app);
    let answer = Memo::new(move |_| lab.screen.with(|screen| screen.answer.clone()));
    let past = Memo::new(move |_| {
        let first = app.plan.targets.iter().map(|t| t.year).min().unwrap_or_default();
        app.reports.with(|r| app.narrator().past_verdict(r, first))
    });
    let table = RwSignal::new(false);
    // In the order of what a reader looks for, not of the page.
    let head = view! {
        <Deferred>
            <Toolbar />
            <TourOffer />
        </Deferred>
    };
    let panels = view! { <Deferred><Panels lab /></Deferred> };
    let sidebar = view! { <Sidebar /> };
    // The series without a panel under the reading on show.
    let with_panel = Memo::new(move |_| lab.panels(|p| p.series));
    let more = move || {
        let others = CHARTS.into_iter().filter(|s| with_panel.with(|all| !all.contains(&Some(*s))));
        others.map(|s| view! { <Deferred>{scenario_chart(app, s, Frame::Whole)}</Deferred> }).collect_view()
    };
    view! {
        <h1 class="visually-hidden">{w.lab_title}</h1>
        <div class="lab" class:live=move || live.get() data-lever=move || lab.lever()>
            <div class="lab-bar">{head}</div>
            <div class="lab-answer">
                <p class="lead" id="verdict" aria-live="polite">{answer}</p>
                <Tabs lab />
            </div>
            {panels}
            <aside class="rail" aria-label=w.levers_finance>{sidebar}</aside>
            <div class="stage">
                <Deferred>
                    <details id="table" on:toggle=move |ev| table.set(is_open(&ev))>
                        <summary><h2>{past}</h2></summary>
                        <Show when=move || table.get()><Board /></Show>
                    </details>
                    <details id="chart-options">
                        <summary><h2>{w.fan_title}</h2></summary>
                        <FanChoice />
                        <Legend chart=standing_still(app, Series::Dep, Signal::derive(|| false)) target=w.target.to_owned() paths=w.legend_paths
                        estimate=w.estimate.to_owned() others=vec![
                            (spot(Role::Actual, (6.0, 0.0), false), w.other_date.to_owned()),
                            (spot(Role::Actual, (6.0, 0.0), true), w.half_year.to_owned()),
                            (Part::Break.path("M6 -6v12"), w.series_break.to_owned()),
                        ] />
                        <HowMade of=&[Topic::Path, Topic::Lines, Topic::Uncertainty] />
                    </details>
                </Deferred>
                <Deferred><OddsPanel /></Deferred>
                <Deferred><InWords /><SeekPanel /></Deferred>
                <Deferred>
                    <details id="scenarios" open=move || app.saved.with(|saved| !saved.is_empty())>
                        <summary><h2>{w.scenarios}</h2></summary>
                        <Scenarios />
                    </details>
                </Deferred>
                <div class="charts">{more}</div>
            </div>
        </div>
        <Fullscreen lab=true view=Callback::new(move |s| scenario_chart(app, s, Frame::Large).into_any()) />
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
