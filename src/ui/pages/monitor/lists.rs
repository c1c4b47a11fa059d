//! The four lists of the plan, and its measures: how far each item is by the reader's own record.

use leptos::prelude::*;

use crate::plan::{Item, ItemList, ListingStatus};
use crate::text::sentences::monitor;
use crate::tracking::{ListCounts, Prefer, followed, tally};
use crate::ui::app::{App, use_app};
use crate::ui::pages::monitor::item::ItemRow;
use crate::ui::views::deferred::Deferred;

/// All lists, or one of them.
#[component]
pub fn Lists() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let only = RwSignal::new(None::<&'static str>);
    let choice = move |id: Option<&'static str>, label: &'static str| {
        view! {
            <label class="radio">
                <input type="radio" name="lists" prop:checked=move || only.get() == id
                    on:change=move |_| only.set(id) />
                <span>{label}</span>
            </label>
        }
    };
    let choices = followed(app.plan).map(|l| choice(Some(l.id.as_str()), l.name.get(lang)));
    let shown = move || {
        let wanted = only.get();
        let lists = followed(app.plan).filter(|l| wanted.is_none_or(|id| l.id == id));
        lists.map(|l| view! { <Deferred>{list(app, l)}</Deferred> }).collect_view()
    };
    let kept = move || app.storage.journal_state.get().words(w);
    view! {
        <p id="implementation">{move || app.narrator().implementation(&app.shown_journal())}</p>
        <p class="muted">{w.monitor_statuses_note} {lang.gap()} <span id="journal-kept">{kept}</span></p>
        <Show when=move || app.shown_journal().is_empty() && !app.is_link()>
            <p class="muted" id="statuses-first">{w.statuses_first}</p>
        </Show>
        <SenderCheck />
        <fieldset class="choices list-choice">
            <legend class="visually-hidden">{w.show_lists}</legend>
            {choice(None, w.all_lists)} {choices.collect_view()}
        </fieldset>
        <div class="item-lists">{shown}</div>
    }
}

/// What a link on show brings, and the way to take it over: where it differs from the reader's own, only when asked.
#[component]
fn SenderCheck() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let asking = RwSignal::new(false);
    let conflicts =
        Memo::new(move |_| app.sent_journal().map(|sent| app.journal().conflicts(&sent)).unwrap_or_default());
    let name = move |id: &String| app.narrator().measure_name(id);
    let told = move || {
        let sent = app.sent_journal().map_or(0, |j| j.iter().count());
        let names: Vec<String> = conflicts.with(|all| all.iter().map(name).collect());
        monitor::sent_stages(lang, sent, &names)
    };
    let take = move |prefer: Prefer| {
        asking.set(false);
        app.take_over(prefer);
    };
    let ask = move |_| {
        if conflicts.with(Vec::is_empty) {
            take(Prefer::Own);
        } else {
            asking.set(true);
        }
    };
    let brings = Memo::new(move |_| app.sent_journal().is_some());
    let none = move || app.is_link() && !brings.get();
    view! {
        <Show when=move || brings.get()>
            <div class="banner" id="sent">
                <p>{w.sender_statuses} {lang.gap()} <span id="sent-told">{told}</span></p>
                <Show when=move || asking.get() fallback=move || view! {
                    <p class="actions"><button id="take-over" on:click=ask>{w.take_over}</button></p>
                }>
                    <p class="actions">
                        <button id="take-replace" on:click=move |_| take(Prefer::Other)>{w.take_replace}</button>
                        <button id="take-keep" on:click=move |_| take(Prefer::Own)>{w.take_keep}</button>
                        <button class="quiet" on:click=move |_| asking.set(false)>{w.cancel}</button>
                    </p>
                </Show>
            </div>
        </Show>
        <Show when=none><p class="muted">{w.own_statuses}</p></Show>
    }
}

fn list(app: App, list: &'static ItemList) -> impl IntoView {
    let w = app.words();
    let lang = app.lang();
    let count = Memo::new(move |_| tally(&app.shown_journal(), list));
    let counts = move || {
        let t = count.get();
        monitor::list_counts(lang, list.declared, t.named, t.items.total() - t.named, t.hidden)
    };
    let of = move |candidate: bool| {
        let wanted = move |i: &&'static Item| (i.status == ListingStatus::Candidate) == candidate;
        list.items.iter().filter(wanted).map(|item| view! { <ItemRow item /> }).collect_view()
    };
    let candidates = list.items.iter().any(|i| i.status == ListingStatus::Candidate);
    view! {
        <section class="item-list" aria-labelledby=format!("follow-{}", list.id)>
            <h3 id=format!("follow-{}", list.id)>{list.name.get(lang)}</h3>
            <p class="muted">{counts}</p>
            <Stages count />
            <ul class="items">{of(false)}</ul>
            {candidates.then(|| view! {
                <p class="muted candidates">{w.candidates}</p>
                <ul class="items">{of(true)}</ul>
            })}
        </section>
    }
}

/// How many items are how far: a bar whose parts are told in words below.
#[component]
fn Stages(count: Memo<ListCounts>) -> impl IntoView {
    let w = use_app().words();
    let parts = Memo::new(move |_| {
        let t = count.get();
        [
            ("part-done", w.stage_done, t.items.done),
            ("part-under-way", w.stage_under_way, t.items.under_way),
            ("part-not-started", w.stage_not_started, t.items.not_started),
            ("part-unknown", w.stage_unknown, t.items.unknown),
            ("part-hidden", w.stage_hidden, t.hidden),
        ]
    });
    let bar = move || {
        let drawn = parts.get().into_iter().filter(|p| p.2 > 0);
        drawn.map(|(class, _, n)| view! { <span class=class style:flex-grow=n.to_string()></span> }).collect_view()
    };
    let words = move || {
        let named = parts.get().into_iter().filter(|p| p.2 > 0 || p.0 == "part-done" || p.0 == "part-under-way");
        let one = |(class, word, n)| view! { <span class=class><i aria-hidden="true"></i>{word} " " <b>{n}</b></span> };
        named.map(one).collect_view()
    };
    view! {
        <div class="stages" aria-hidden="true">{bar}</div>
        <p class="stage-words">{words}</p>
    }
}
