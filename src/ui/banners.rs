//! Banners above the page: what the reader must know first.

use leptos::prelude::*;

use crate::route::Route;
use crate::storage::StorageIssue;
use crate::text::sentences::links;
use crate::text::{Lang, format};
use crate::ui::app::{App, SaveState, SenderCheck};
use crate::ui::browser::{address, clock, download};

/// Reports a linked scenario, an unreadable link, and issues of the storage.
#[component]
pub fn Banners(app: App, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let problem = move || {
        app.linked.with(|s| match s {
            Some(Err(error)) => Some(error.describe(lang)),
            _ => None,
        })
    };
    let made = move || {
        app.linked.with(|s| match s {
            Some(Ok(link)) => link.made_before(app.plan, lang),
            _ => None,
        })
    };
    let same = move || match app.sender_check() {
        SenderCheck::Same => w.preview_same,
        SenderCheck::Differs if made().is_some() => w.preview_differs,
        SenderCheck::Differs => w.preview_edited,
        SenderCheck::NotSaid => w.preview_no_digest,
    };
    let by =
        move || app.displayed.with(|s| s.signed().map(|author| format!(" · {}{}{author}", w.shared_by, lang.colon())));
    let original = move || {
        let link = app.origin.with(|o| o.as_ref().map(|(_, query)| query.clone()));
        Route::to(app.page(), link).to_string()
    };
    let problems = move || {
        app.linked.with(|s| match s {
            Some(Ok(link)) => link.problems.iter().map(|p| p.describe(lang)).collect(),
            _ => Vec::new(),
        })
    };
    view! {
        <Show when=move || problem().is_some()>
            <section class="banner" role="alert">
                <p>{problem}</p>
                <button on:click=move |_| app.leave_preview()>{w.back_to_mine}</button>
            </section>
        </Show>
        <Show when=move || app.is_link()>
            <section class="banner line" role="region" aria-label=w.line_shared id="preview">
                <p>
                    <strong>{w.line_shared} {lang.colon()} {move || app.displayed.with(|s| app.display_name(s))}</strong>{by}
                    " · " <span id="same-numbers">{same}</span> " " <span id="made-before">{made}</span>
                </p>
                <p class="actions">
                    <button on:click=move |_| app.save_copy()>{w.save_copy}</button>
                    <button class="quiet" id="back-to-mine" on:click=move |_| app.leave_preview()>
                        {w.back_to_mine}
                    </button>
                </p>
                <Show when=move || !problems().is_empty()>
                    <p>{w.preview_problems}</p>
                    <ul>{move || problems().into_iter().map(|p| view! { <li>{p}</li> }).collect_view()}</ul>
                </Show>
            </section>
        </Show>
        <Show when=move || !app.is_link() && app.origin.with(Option::is_some)>
            <section class="banner line" role="region" aria-label=w.line_shared id="own-version">
                <p>{move || app.origin.with(|o| o.as_ref().map(|(name, _)| links::own_version(lang, name)))}</p>
                <p class="actions">
                    <a class="button" id="original" href=original>{w.to_original}</a>
                    <button class="quiet" aria-label=w.close on:click=move |_| app.origin.set(None)>"×"</button>
                </p>
            </section>
        </Show>
        <Stored app lang />
    }
}

/// Reports issues of the browser's storage.
#[component]
fn Stored(app: App, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let storage = app.storage;
    let issue_item = move |issue: StorageIssue| {
        let text = issue.describe(lang, |ms| format::date(lang, clock::date(ms)));
        let actions = match issue {
            StorageIssue::Unreadable { key, text, .. } => Some((key, text)),
            _ => None,
        };
        let actions = actions.map(|(key, text)| {
            view! {
                <span class="actions">
                    <button class="quiet"
                        on:click=move |_| download::save_text("two-rivers-unreadable.txt", "text/plain", &text)>
                        {w.found_download}
                    </button>
                    <button class="quiet" on:click=move |_| app.delete_unreadable(&key)>{w.found_remove}</button>
                </span>
            }
        });
        view! { <li>{text} " " {actions}</li> }
    };
    view! {
        <Show when=move || storage.state.get() == SaveState::Off>
            <section class="banner" role="alert" id="safe-start">
                <p>{w.safe_start}</p>
                <p class="actions"><button on:click=move |_| address::start_as_usual()>{w.safe_leave}</button></p>
            </section>
        </Show>
        <Show when=move || storage.emptied.get()>
            <section class="banner" role="alert" id="emptied">
                <p>{w.emptied}</p>
                <p class="actions">
                    <button class="primary" on:click=move |_| app.save_all_again()>{w.emptied_keep}</button>
                    <button on:click=move |_| storage.emptied.set(false)>{w.close}</button>
                </p>
            </section>
        </Show>
        <Show when=move || storage.journal.with(|merged| !merged.conflicts.is_empty())>
            <section class="banner" role="alert" id="record-two">
                <p>{w.record_two}</p>
                <p class="actions">
                    <button on:click=move |_| app.settle_journal(true)>{w.record_take}</button>
                    <button on:click=move |_| app.settle_journal(false)>{w.record_drop}</button>
                </p>
            </section>
        </Show>
        <Show when=move || !storage.issues.with(Vec::is_empty)>
            <section class="banner" role="alert" id="findings">
                <p><strong>{w.found_title}</strong></p>
                <ul>{move || storage.issues.get().into_iter().map(issue_item).collect_view()}</ul>
                <p class="actions"><button on:click=move |_| storage.issues.set(Vec::new())>{w.close}</button></p>
            </section>
        </Show>
    }
}
