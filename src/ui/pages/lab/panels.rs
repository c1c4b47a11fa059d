//! The targets of the plan's last year: what is said of each, over its chart.

use leptos::prelude::*;

use crate::present::TargetPanel;
use crate::scenario::Values;
use crate::text::method::Topic;
use crate::ui::app::{App, use_app};
use crate::ui::pages::lab::LabState;
use crate::ui::views::how_made::HowMade;
use crate::ui::views::scenario_chart::{Frame, scenario_chart};
use crate::ui::widgets::VerdictMark;

/// The tabs of a narrow screen: each target with its odds. The chosen one is on show.
#[component]
pub fn Tabs(lab: LabState) -> impl IntoView {
    let app = use_app();
    let ids = Memo::new(move |_| lab.panels(|p| p.target.clone()));
    let tab = move |(i, id): (usize, String)| {
        let panel = lab.panel(&id);
        let of = move |text: fn(&TargetPanel) -> String| panel.with(|p| p.as_ref().map(text));
        let odds = |p: &TargetPanel| p.said.odds.as_ref().map_or_else(|| "–".to_owned(), |o| o.percent.clone());
        view! {
            <button class="tab" id=format!("tab-{id}") aria-pressed=move || (lab.shown.get() == i).to_string()
                on:click=move |_| lab.shown.set(i)>
                {move || of(|p| p.name.clone())} <b>{move || of(odds)}</b>
            </button>
        }
    };
    view! {
        <div class="tabs" role="group" aria-label=app.words().odds>
            {move || ids.get().into_iter().enumerate().map(tab).collect_view()}
        </div>
    }
}

/// A panel a target.
#[component]
pub fn Panels(lab: LabState) -> impl IntoView {
    let app = use_app();
    let ids = Memo::new(move |_| lab.panels(|p| p.target.clone()));
    view! {
        <div class="panels" id="panels">
            {move || ids.get().into_iter().enumerate().map(|(i, id)| panel(app, lab, i, id)).collect_view()}
        </div>
        <p class="muted" id="rests-on">{move || app.displayed.with(|s| app.narrator().rests_on_estimates(s))}</p>
        <HowMade of=&[Topic::Verdict, Topic::Required, Topic::Base] />
    }
}

fn panel(app: App, lab: LabState, i: usize, id: String) -> impl IntoView {
    let w = app.words();
    let panel = lab.panel(&id);
    let of = move |text: fn(&TargetPanel) -> String| panel.with(|p| p.as_ref().map(text).unwrap_or_default());
    let verdict = Memo::new(move |_| panel.with(|p| p.as_ref().map(|p| p.said.verdict)));
    let verdict = Signal::derive(move || verdict.get().unwrap_or_default());
    let odds = move || panel.with(|p| p.as_ref().and_then(|p| p.said.odds.clone()));
    let likely = move || panel.with(|p| p.as_ref().and_then(|p| p.likely)).unwrap_or(0.0);
    let sets = Memo::new(move |_| panel.with(|p| p.as_ref().map(|p| p.sets.clone()).unwrap_or_default()));
    let set = move |_| {
        let scenario = app.displayed.get_untracked();
        let made = sets
            .get_untracked()
            .into_iter()
            .fold(scenario, |s, (lever, value)| s.with_lever(app.plan, lever, Values::constant(value)));
        app.apply(made);
    };
    let series = panel.with_untracked(|p| p.as_ref().and_then(|p| p.series));
    view! {
        <article class="panel" class:shown=move || lab.shown.get() == i id=format!("panel-{id}")
            data-verdict=move || format!("{:?}", verdict.get()).to_lowercase()
            aria-labelledby=format!("panel-{id}-name")>
            <header>
                <h2 id=format!("panel-{id}-name")>{move || of(|p| p.name.clone())}</h2>
                <p class="panel-step muted">{w.odds} {move || odds().map(|o| format!(" · {}", o.step))}</p>
                <p class="panel-odds">
                    <b class="big">{move || odds().map_or_else(|| "–".to_owned(), |o| o.percent)}</b>
                </p>
                <p class="panel-value">
                    <b class="big">{move || of(|p| p.value.clone())}</b> " "
                    <span class="muted">{move || of(|p| p.goal.clone())}</span>
                </p>
                <div class="panel-meter" aria-hidden="true">
                    <span style:width=move || format!("{:.1}%", likely())></span>
                </div>
                <p class="panel-line muted">
                    <span class="panel-verdict">
                        <VerdictMark verdict word=Signal::derive(move || of(|p| p.said.word.clone())) />
                        {move || panel.with(|p| p.as_ref().and_then(|p| p.said.mark))
                            .map(|mark| view! { " " <span class="tag">{mark}</span> })}
                    </span>
                    <Show when=move || panel.with(|p| p.as_ref().is_some_and(|p| p.said.needed.is_some()))>
                        <span class="panel-needs">
                            {w.needs} {app.lang().gap()} {move || of(|p| p.said.needed.clone().unwrap_or_default())}
                            <Show when=move || !sets.with(Vec::is_empty)>
                                " "
                                <button class="quiet" id=format!("set-{}", panel.with(|p| p.as_ref().map(|p| p.target.clone()).unwrap_or_default()))
                                    aria-label=move || format!("{}: {}", w.set_it, of(|p| p.name.clone()))
                                    prop:disabled=move || app.is_locked() on:click=set>{w.set_it}</button>
                            </Show>
                        </span>
                    </Show>
                    <span class="panel-past">
                        {move || of(|p| p.past.clone())}
                    </span>
                </p>
            </header>
            {series.map(|s| scenario_chart(app, s, Frame::Panel))}
        </article>
    }
}
