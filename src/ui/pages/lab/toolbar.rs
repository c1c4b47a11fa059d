//! Name, save, share, undo, and the line of changes.

use leptos::prelude::*;

use crate::model;
use crate::plain_text::plain;
use crate::route::Page;
use crate::scenario::{NAME_LIMIT, Scenario};
use crate::ui::app::use_app;
use crate::ui::pages::lab::share::ShareDialog;
use crate::ui::widgets::{OtherForms, save_table};

/// Name of the file of results.
const TABLE: &str = "two-rivers.csv";

/// The bar above the Lab.
#[component]
pub fn Toolbar() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let sharing = RwSignal::new(false);
    let locked = move || app.is_locked();
    let kept = move || app.storage.state.get().words(w);
    let rename = move |name: String| {
        let name = plain(&name, NAME_LIMIT);
        app.change(|s| Scenario { name, ..s });
    };
    let all = Memo::new(move |_| app.displayed.with(|s| s.changes(app.plan)));
    let changes = move || all.get();
    let count = move || w.changes(changes().len());
    view! {
        <div class="toolbar">
            <input class="name" id="scenario-name" type="text" maxlength=NAME_LIMIT.to_string() autocomplete="off"
                aria-label=w.scenario_name placeholder=w.unnamed
                prop:value=move || app.displayed.with(|s| s.name.clone())
                prop:disabled=locked
                on:change:target=move |ev| rename(ev.target().value()) />
            <span class="kept muted" id="kept" role="status">{move || (!app.is_preview()).then(kept)}</span>
            <div class="actions">
                <button class="icon" id="undo" aria-label=w.undo title=w.undo
                    prop:disabled=move || app.is_preview() || !app.can_undo() on:click=move |_| app.undo()>"↶"</button>
                <button class="icon" id="redo" aria-label=w.redo title=w.redo
                    prop:disabled=move || app.is_preview() || !app.can_redo() on:click=move |_| app.redo()>"↷"</button>
                <button id="save" prop:disabled=locked on:click=move |_| app.save(false)>{w.save}</button>
                <button class="primary" id="share" aria-haspopup="dialog" on:click=move |_| sharing.set(true)>
                    {w.share}
                </button>
                <details class="menu" id="more">
                    <summary class="button" aria-label=w.more title=w.more>"⋯"</summary>
                    <div class="menu-items">
                        <Show when=move || app.opened.with(Option::is_some) && !locked()>
                            <button id="save-new" on:click=move |_| app.save(true)>{w.save_as_new}</button>
                        </Show>
                        <button id="replay" prop:disabled=move || app.is_link() || app.before().is_none()
                            on:click=move |_| app.replay()>{w.replay}</button>
                        <a class="button" id="report" href=move || app.href(Page::Report)>{w.report_open}</a>
                        <button id="download" on:click=move |_| save_table(TABLE, &app.csv())>{w.download_csv}</button>
                        <OtherForms file=TABLE table=Callback::new(move |()| app.csv()) ready=true w />
                    </div>
                </details>
            </div>
        </div>
        <div class="changes" id="changes">
            <Show when=move || !changes().is_empty() fallback=move || view! {
                <span class="muted">
                    {w.no_changes} {app.lang().gap()} {move || (!locked()).then_some(w.begin_with)}
                </span>
                <button class="quiet" id="begin-plan" prop:disabled=locked on:click=move |_| {
                    app.apply(model::planned(app.plan, &app.displayed.get_untracked()));
                }>{w.preset_planned}</button>
            }>
                <span class="changes-count">{count} {app.lang().colon()}</span>
                {move || {
                    let say = app.narrator();
                    let scenario = app.displayed.get();
                    let chip = |change: crate::scenario::Change| {
                        let text = say.change(&scenario, &change);
                        let label = format!("{}: {text}", w.reset);
                        view! {
                            <span class="chip">
                                {text}
                                <button class="quiet" aria-label=label prop:disabled=locked
                                    on:click=move |_| app.reset(&change)>"×"</button>
                            </span>
                        }
                    };
                    changes().into_iter().map(chip).collect_view()
                }}
                <button class="quiet" id="reset-all" prop:disabled=locked on:click=move |_| app.reset_all()>
                    {w.reset_all}
                </button>
            </Show>
        </div>
        <Show when=move || sharing.get()>
            <ShareDialog on_close=Callback::new(move |()| sharing.set(false)) />
        </Show>
    }
}
