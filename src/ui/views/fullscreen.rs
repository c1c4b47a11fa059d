//! One chart over the whole window, for a wall or a projector.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::chart::CHARTS;
use crate::plan::{Lever, Series};
use crate::scenario::Values;
use crate::ui::app::use_app;
use crate::ui::browser::screen;
use crate::ui::playback::PlaybackBar;
use crate::ui::views::board::Verdicts;

/// Shows the full-screen chart, if any. `lab` adds the name, the verdicts and the lever of the displayed scenario.
#[component]
pub fn Fullscreen(view: Callback<Series, AnyView>, #[prop(optional)] lab: bool) -> impl IntoView {
    let app = use_app();
    on_cleanup(move || app.playback.fullscreen.set(None));
    let open = Memo::new(move |_| app.playback.fullscreen.get().is_some());
    move || open.get().then(|| view! { <Wall view lab /> })
}

#[component]
fn Wall(view: Callback<Series, AnyView>, lab: bool) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let fullscreen = app.playback.fullscreen;
    let dialog = NodeRef::<Dialog>::new();
    let leave = screen::on_leave(move || fullscreen.set(None));
    let leave = StoredValue::new_local(leave);
    on_cleanup(move || {
        leave.set_value(None);
        screen::leave();
    });
    dialog.on_load(|d| {
        // Opened after full screen was requested, so that it lies above the page. Fails only if the dialog is gone.
        screen::fill(move || drop(d.show_modal()));
    });
    let place = move || CHARTS.iter().position(|s| Some(*s) == fullscreen.get()).unwrap_or_default() + 1;
    let last = move || {
        app.last_change()
            .filter(|_| !app.is_preview())
            .map(|change| format!("{}{}{change}", w.last_change, app.lang().colon()))
    };
    view! {
        <dialog node_ref=dialog class="over large" id="large" aria-label=w.large on:close=move |_| fullscreen.set(None)>
            <header class="actions">
                <button aria-label=w.chart_before on:click=move |_| app.step_fullscreen(&CHARTS, -1)>"‹"</button>
                <button aria-label=w.chart_next on:click=move |_| app.step_fullscreen(&CHARTS, 1)>"›"</button>
                <span class="muted" id="large-place">{place} "/" {CHARTS.len()}</span>
                {lab.then(|| view! {
                    <strong>{move || app.displayed.with(|s| app.display_name(s))}</strong>
                    <span class="muted" id="large-last">{last}</span>
                })}
                <button class="large-close" id="large-close" on:click=move |_| fullscreen.set(None)>{w.close}</button>
            </header>
            {move || fullscreen.get().map(|series| view! {
                <div class="large-body">
                    {lab.then(|| view! { <Verdicts series /> })}
                    {view.run(series)}
                    {lab.then(|| view! { <Strip lever=series.lever() /> })}
                </div>
            })}
            <PlaybackBar lang=app.lang() />
        </dialog>
    }
}

/// The lever that affects the chart most directly, and a button that replays the last change.
#[component]
fn Strip(lever: Lever) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let data = app.plan.lever(lever);
    // One number: what the reader set for all years, or the mean of a default that falls from year to year.
    let value = Memo::new(move |_| {
        app.displayed.with(|s| match s.levers.get(&lever) {
            None => Values::constant(s.typical_default(app.plan, lever)),
            Some(values) => values.clone(),
        })
    });
    let text = move || {
        let values = value.get();
        if values.is_constant() {
            app.narrator().lever_value(data.unit, values.at(0))
        } else {
            w.by_year_mixed.to_owned()
        }
    };
    view! {
        <p class="large-strip">
            <label for="large-lever">{data.name.get(app.lang())}</label>
            <input id="large-lever" type="range" min=data.slider[0].to_string() max=data.slider[1].to_string()
                step=data.step.to_string() aria-valuetext=text
                prop:value=move || value.get().at(0).to_string()
                prop:disabled=move || app.is_locked() || !value.get().is_constant()
                on:input:target=move |ev| if let Ok(v) = ev.target().value().parse() {
                    app.set_lever(lever, Values::constant(v), true);
                }
                on:change=move |_| app.end_gesture() />
            <output for="large-lever">{text}</output>
            <button id="large-replay" prop:disabled=move || app.last_change().is_none() || app.is_link()
                on:click=move |_| app.replay()>{w.replay}</button>
        </p>
    }
}
