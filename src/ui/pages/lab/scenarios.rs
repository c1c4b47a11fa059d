//! Ready-made scenarios and those the reader saved.

use leptos::prelude::*;

use crate::model;
use crate::plain_text::plain;
use crate::scenario::{NAME_LIMIT, Scenario};
use crate::storage::Version;
use crate::text::format;
use crate::ui::app::{App, ImportedFile, SavedScenario, use_app};
use crate::ui::browser::{clock, download, upload};

/// Presets and the list of saved scenarios.
#[component]
pub fn Scenarios() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let locked = move || app.is_locked();
    let preset = move |id: String, name: &str, note: &str, make: Callback<Scenario, Scenario>| {
        let apply = move |_| {
            let now = app.displayed.get_untracked();
            app.apply(make.run(now));
        };
        view! {
            <li>
                <button id=format!("preset-{id}") prop:disabled=locked on:click=apply>{name.to_owned()}</button>
                <span class="muted">{note.to_owned()}</span>
            </li>
        }
    };
    let plan = app.plan;
    let from_file = move || {
        let from = app.displayed.with(|s| s.from);
        let fitting = plan.presets.iter().filter(move |p| p.start == from);
        let view = |p: &'static crate::plan::PresetData| {
            let make = Callback::new(move |now: Scenario| model::preset(plan, p, &now));
            preset(p.id.clone(), p.name.get(lang), p.note.get(lang), make)
        };
        fitting.map(view).collect_view()
    };
    let trend = Callback::new(move |now: Scenario| {
        let fresh = Scenario::new(plan);
        Scenario { from: now.from, to: now.to, reading: now.reading, ..fresh }
    });
    let planned = Callback::new(move |now: Scenario| model::planned(plan, &now));
    view! {
        <section aria-labelledby="presets-title">
            <h2 id="presets-title">{w.presets}</h2>
            <ul class="presets">
                {preset("trend".into(), w.preset_trend, w.preset_trend_note, trend)}
                {preset("plan".into(), w.preset_planned, w.preset_planned_note, planned)}
                {from_file}
            </ul>
        </section>
        <section aria-labelledby="saved-title">
            <h2 id="saved-title">{w.saved_scenarios}</h2>
            <Show when=move || !app.saved.with(Vec::is_empty)
                fallback=move || view! { <p class="muted">{w.nothing_saved}</p> }>
                <ul class="saved" id="saved">
                    <For each=move || app.saved.get()
                        key=|s| (s.id.clone(), s.version.as_ref().map(|v| v.name.clone()), s.forked)
                        children=move |s| saved(app, s) />
                </ul>
            </Show>
            <div class="actions files">
                <button id="file-save" on:click=move |_| {
                    download::save_text("two-rivers-scenarios.json", "application/json", &app.as_file());
                }>{w.file_save}</button>
                <label class="button" for="file-open">{w.file_open}
                    <input id="file-open" class="visually-hidden" type="file" accept=".json,application/json"
                        on:change=move |ev| upload::picked(&ev, move |opened| {
                            app.imported.set(Some(ImportedFile::new(app.plan, opened)));
                        }) />
                </label>
            </div>
            <p class="muted">{w.kept_note} {lang.gap()} {w.file_note}</p>
        </section>
        <Show when=move || !app.storage.other_drafts.with(Vec::is_empty)>
            <section aria-labelledby="others-title">
                <h2 id="others-title">{w.other_work}</h2>
                <p class="muted">{w.other_work_note}</p>
                <ul class="saved" id="others">
                    {move || app.storage.other_drafts.get().into_iter().map(|v| other(app, v)).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

fn saved(app: App, item: SavedScenario) -> impl IntoView {
    let w = app.words();
    let id = StoredValue::new(item.id);
    let name = app.display_name(&item.scenario);
    let editing = RwSignal::new(false);
    let label = move |what: &str, name: &str| format!("{what}: {name}");
    let is_open = move || id.with_value(|id| app.is_open(id));
    let locked = move || app.is_locked();
    let field = item.scenario.name.clone();
    let tag = if item.version.is_none() { Some(w.not_kept) } else { item.forked.then_some(w.forked) };
    view! {
        <li class="saved-item">
            <Show when=move || editing.get() fallback={
                let name = name.clone();
                move || view! {
                    <span>
                        <span class="saved-name" aria-current=move || is_open().then_some("true")>{name.clone()}</span>
                        {tag.map(|tag| view! { <span class="tag">{tag}</span> })}
                    </span>
                }
            }>
                <input type="text" autocomplete="off" maxlength=NAME_LIMIT.to_string() aria-label=w.scenario_name
                    prop:value=field.clone()
                    on:change:target=move |ev| {
                        editing.set(false);
                        app.rename_saved(&id.get_value(), plain(&ev.target().value(), NAME_LIMIT));
                    } />
            </Show>
            <span class="actions">
                <button class="quiet" prop:disabled=locked aria-label=label(w.open, &name)
                    on:click=move |_| app.open_saved(&id.get_value())>{w.open}</button>
                <button class="quiet" aria-label=label(w.rename, &name) on:click=move |_| editing.update(|e| *e = !*e)>
                    {w.rename}
                </button>
                <button class="quiet" aria-label=label(w.duplicate, &name)
                    on:click=move |_| app.duplicate_saved(&id.get_value())>{w.duplicate}</button>
                <button class="quiet" aria-label=label(w.delete, &name)
                    on:click=move |_| app.delete_saved(&id.get_value())>{w.delete}</button>
            </span>
        </li>
    }
}

/// Work of another tab or an earlier visit.
fn other(app: App, version: Version<Scenario>) -> impl IntoView {
    let w = app.words();
    let lang = app.lang();
    let name = app.display_name(&version.content);
    let changes = w.changes(version.content.changes(app.plan).len());
    let when = format::date(lang, clock::date(version.metadata.saved_at));
    let label = |what: &str| format!("{what}: {name}");
    let (open, discard) = (label(w.open), label(w.discard));
    let version = StoredValue::new(version);
    view! {
        <li class="saved-item">
            <span>{name} " " <span class="muted">{changes} " · " {when}</span></span>
            <span class="actions">
                <button class="quiet" prop:disabled=move || app.is_locked() aria-label=open
                    on:click=move |_| app.open_other_draft(&version.get_value())>{w.open}</button>
                <button class="quiet" aria-label=discard
                    on:click=move |_| app.discard_other_draft(&version.get_value())>{w.discard}</button>
            </span>
        </li>
    }
}
