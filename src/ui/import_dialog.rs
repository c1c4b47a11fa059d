//! Shows the content of an opened file before anything of it is saved.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::codec::FieldError;
use crate::codec::file::FileScenario;
use crate::text::Lang;
use crate::text::sentences::import;
use crate::tracking::{Prefer, TrackingRecord};
use crate::ui::app::{App, ImportedFile, use_app};
use crate::ui::widgets::modal;

/// Shows the opened file, if there is one. Saves nothing without the reader's consent, and replaces nothing.
#[component]
pub fn ImportDialog(lang: Lang) -> impl IntoView {
    let app = use_app();
    move || app.imported.get().map(|imported| view! { <Content imported lang /> })
}

#[component]
fn Content(imported: ImportedFile, lang: Lang) -> impl IntoView {
    let app = use_app();
    let w = lang.words();
    let (dialog, close) = modal();
    let body = match imported.content {
        None => fault(w.file_unreadable.to_owned()).into_any(),
        Some(Err(error)) => fault(error.describe(lang)).into_any(),
        Some(Ok(file)) => {
            let is_saved = |found: &FileScenario| app.has_saved(&found.scenario);
            let unsaved = file.scenarios.iter().enumerate().filter(|(_, f)| !is_saved(f)).map(|(i, _)| i);
            let chosen = RwSignal::new(unsaved.collect::<BTreeSet<usize>>());
            let rows = file.scenarios.iter().enumerate();
            let rows = rows.map(|(i, f)| row(app, i, f, is_saved(f), chosen, lang)).collect_view();
            let add = {
                let scenarios: Vec<_> = file.scenarios.iter().map(|f| f.scenario.clone()).collect();
                move |_| {
                    let indices = chosen.get_untracked();
                    let picked = scenarios.iter().enumerate().filter(|(i, _)| indices.contains(i));
                    app.add(picked.map(|(_, s)| s.clone()).collect());
                    close();
                }
            };
            view! {
                <p>{import::holds(lang, &imported.name, file.scenarios.len())}</p>
                {problems(&file.problems, lang)}
                {(!file.journal.is_empty()).then(|| view! { <Statuses journal=file.journal.clone() lang /> })}
                <ul class="incoming">{rows}</ul>
                <p class="actions">
                    <button class="primary" id="file-add" prop:disabled=move || chosen.with(BTreeSet::is_empty)
                        on:click=add>{w.file_add}</button>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <dialog node_ref=dialog class="dialog" id="incoming" aria-labelledby="incoming-title"
            on:close=move |_| app.imported.set(None)>
            <h2 id="incoming-title">{w.file_title}</h2>
            {body}
            <p class="actions"><button on:click=move |_| close()>{w.close}</button></p>
        </dialog>
    }
}

/// Offers to merge the file's record of the plan's items; the reader's own is replaced only on request.
#[component]
fn Statuses(journal: TrackingRecord, lang: Lang) -> impl IntoView {
    let app = use_app();
    let w = lang.words();
    let journal = StoredValue::new(journal);
    let conflicts = Memo::new(move |_| journal.with_value(|j| app.journal().conflicts(j).len()));
    let nothing_new = Memo::new(move |_| {
        let own = app.journal();
        journal.with_value(|j| own.clone().merge(j.clone(), Prefer::Other) == own)
    });
    let merge = move |prefer: Prefer| app.merge_journal(journal.get_value(), prefer);
    let count = journal.with_value(|j| j.iter().count());
    view! {
        <section class="incoming-statuses">
            <p>{import::statuses(lang, count)} " " {move || import::differ(lang, conflicts.get())}</p>
            <p class="actions">
                <Show when=move || !nothing_new.get()
                    fallback=move || view! { <span class="tag" id="statuses-same">{w.file_statuses_same}</span> }>
                    <button id="statuses-add" on:click=move |_| merge(Prefer::Own)>
                        {move || if conflicts.get() == 0 { w.take_over } else { w.take_keep }}
                    </button>
                    <Show when=move || conflicts.get() != 0>
                        <button id="statuses-replace" on:click=move |_| merge(Prefer::Other)>{w.take_replace}</button>
                    </Show>
                </Show>
            </p>
        </section>
    }
}

fn fault(message: String) -> impl IntoView {
    view! { <p class="fault" role="alert" id="file-fault">{message}</p> }
}

fn problems(faults: &[FieldError], lang: Lang) -> impl IntoView + use<> {
    let faults: Vec<String> = faults.iter().map(|f| f.describe(lang)).collect();
    (!faults.is_empty()).then(|| {
        view! { <ul class="faults">{faults.into_iter().map(|f| view! { <li>{f}</li> }).collect_view()}</ul> }
    })
}

fn row(
    app: App,
    i: usize,
    found: &FileScenario,
    is_saved: bool,
    chosen: RwSignal<BTreeSet<usize>>,
    lang: Lang,
) -> impl IntoView + use<> {
    let w = lang.words();
    let toggle = move |_| {
        chosen.update(|c| {
            if !c.remove(&i) {
                c.insert(i);
            }
        });
    };
    let changes = found.scenario.changes(app.plan).len();
    view! {
        <li>
            <label class="check">
                <input type="checkbox" prop:checked=move || chosen.with(|c| c.contains(&i)) on:change=toggle />
                <span>{app.display_name(&found.scenario)} " " <span class="muted">{w.changes(changes)}</span></span>
            </label>
            {is_saved.then(|| view! { <span class="tag">{w.file_have}</span> })}
            {problems(&found.problems, lang)}
        </li>
    }
}
