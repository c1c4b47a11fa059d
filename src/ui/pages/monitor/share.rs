//! A link to this page, with the statuses if they are wanted.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::text::sentences::monitor;
use crate::ui::app::use_app;
use crate::ui::widgets::copy_text;

/// The link, and what it leaves behind.
#[component]
pub fn ShareStatuses() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let with_stages = RwSignal::new(true);
    let said = RwSignal::new("");
    let field = NodeRef::<Textarea>::new();
    // Made before the click, so that copying needs no waiting.
    let made = Memo::new(move |_| app.link_to_monitor(with_stages.get()));
    let left = move || {
        let ids = made.with(|(_, left)| left.clone());
        let names: Vec<String> = ids.iter().map(|id| app.narrator().measure_name(id)).collect();
        (!names.is_empty()).then(|| monitor::left_out(lang, &names))
    };
    let copy = move |_| copy_text(&made.with_untracked(|(url, _)| url.clone()), field, said, lang);
    view! {
        <section aria-labelledby="monitor-share">
            <h2 id="monitor-share">{w.monitor_share}</h2>
            <p>{w.monitor_share_note}</p>
            <label class="check">
                <input type="checkbox" id="with-statuses" prop:checked=move || with_stages.get()
                    on:change=move |_| with_stages.update(|s| *s = !*s) />
                {w.with_statuses}
            </label>
            <textarea id="monitor-link" class="link" readonly rows="2" node_ref=field aria-label=w.monitor_share
                prop:value=move || made.with(|(url, _)| url.clone())></textarea>
            <p class="muted" id="left-out">{left}</p>
            <p class="actions">
                <button class="primary" id="copy-monitor" on:click=copy>{w.copy_link}</button>
                <span role="status">{move || said.get()}</span>
            </p>
        </section>
    }
}
