//! A short tour of the Lab: a card beside one element after another.

use leptos::prelude::*;

use crate::route::Page;
use crate::text::{Lang, Words};
use crate::ui::app::{App, use_app};
use crate::ui::browser::{address, clock, screen};

/// The highlighted elements, with title and text of each card.
type Stop = (&'static str, fn(&Words) -> (&'static str, &'static str));

const STOPS: [Stop; 5] = [
    (".rail .lever", |w| (w.tour_levers, w.tour_levers_text)),
    ("#verdict", |w| (w.tour_verdict, w.tour_verdict_text)),
    (".panel-odds", |w| (w.tour_odds, w.tour_odds_text)),
    (".panel .chart-plot", |w| (w.tour_charts, w.tour_charts_text)),
    (".toolbar .actions", |w| (w.tour_keep, w.tour_keep_text)),
];

/// Opens the Lab and starts the tour.
pub fn start(app: App) {
    if untrack(|| app.page()) != Page::Lab {
        address::go(&untrack(|| app.href(Page::Lab)));
    }
    // After the Lab is built.
    clock::after_frame(move || {
        app.playback.toured.set(true);
        app.playback.tour.set(Some(0));
    });
}

fn end(app: App) {
    app.playback.tour.set(None);
    address::focus("content");
}

/// Offers the tour until it is taken or declined, but not over a linked scenario.
#[component]
pub fn TourOffer() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! {
        <Show when=move || !app.playback.toured.get() && !app.is_link()>
            <p class="tour-offer actions" id="tour-offer">
                <span>{w.tour_offer}</span>
                <button id="tour-start" on:click=move |_| start(app)>{w.tour_start}</button>
                <button class="quiet" id="tour-no" on:click=move |_| app.playback.toured.set(true)>{w.tour_no}</button>
            </p>
        </Show>
    }
}

/// Shows the card of the current step.
#[component]
pub fn Tour(lang: Lang) -> impl IntoView {
    let app = use_app();
    let on = Memo::new(move |_| app.playback.tour.get().is_some() && app.page() == Page::Lab);
    // An effect of the page: it marks the highlighted element.
    Effect::new(move |_| {
        let stop = app.playback.tour.get().filter(|_| on.get()).and_then(|index| STOPS.get(index));
        screen::point_out(stop.map(|(selector, _)| *selector));
    });
    move || on.get().then(|| view! { <Card lang /> })
}

#[component]
fn Card(lang: Lang) -> impl IntoView {
    let app = use_app();
    let w = lang.words();
    let step = move || app.playback.tour.get().unwrap_or_default();
    let card = move || STOPS.get(step()).map(|(_, texts)| texts(w)).unwrap_or_default();
    let is_last = move || step() + 1 == STOPS.len();
    let go = move |by: isize| match step().checked_add_signed(by) {
        Some(next) if next < STOPS.len() => app.playback.tour.set(Some(next)),
        _ => end(app),
    };
    clock::after_frame(|| address::focus("tour-next"));
    view! {
        <section class="tour" id="tour" role="dialog" aria-labelledby="tour-title" aria-describedby="tour-text"
            on:keydown=move |ev| if ev.key() == "Escape" { end(app) }>
            <div aria-live="polite">
                <p class="muted">{move || format!("{}/{}", step() + 1, STOPS.len())}</p>
                <h2 id="tour-title">{move || card().0}</h2>
                <p id="tour-text">{move || card().1}</p>
            </div>
            <p class="actions">
                <button class="primary" id="tour-next" on:click=move |_| go(1)>
                    {move || if is_last() { w.tour_end } else { w.tour_next }}
                </button>
                <button id="tour-back" prop:disabled=move || step() == 0 on:click=move |_| go(-1)>{w.tour_back}</button>
                <button class="quiet" id="tour-skip" on:click=move |_| end(app)>{w.tour_skip}</button>
            </p>
        </section>
    }
}
