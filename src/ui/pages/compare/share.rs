//! The comparison given away: as a link, as a table.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::ui::app::use_app;
use crate::ui::widgets::{OtherForms, copy_text, save_table};

/// Name of the file of results.
const TABLE: &str = "two-rivers-compared.csv";

/// Link and table of the comparison on show.
#[component]
pub fn Share() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let field = NodeRef::<Textarea>::new();
    let open = RwSignal::new(false);
    let with_lang = RwSignal::new(false);
    let said = RwSignal::new("");
    // Made before the click, so that copying needs no waiting.
    let url = Memo::new(move |_| if open.get() { app.comparison_link(with_lang.get()) } else { String::new() });
    let copy = move |_| copy_text(&url.get_untracked(), field, said, app.lang());
    view! {
        <div class="actions compare-tools">
            <button id="compare-share" aria-expanded=move || open.get().to_string() aria-controls="compare-sharing"
                on:click=move |_| {
                    said.set("");
                    open.update(|o| *o = !*o);
                }>{w.compare_share}</button>
            <button id="compare-download"
                on:click=move |_| save_table(TABLE, &app.comparison_csv())>{w.download_csv}</button>
            <OtherForms file=TABLE table=Callback::new(move |()| app.comparison_csv()) ready=true w />
        </div>
        <div class="sharing" id="compare-sharing" class:open=move || open.get()>
            <Show when=move || open.get()>
                <p>{w.compare_share_note}</p>
                <textarea id="compare-link" class="link" readonly rows="4" node_ref=field aria-label=w.compare_share
                    prop:value=move || url.get()></textarea>
                <label class="check">
                    <input type="checkbox" prop:checked=move || with_lang.get()
                        on:change=move |_| with_lang.update(|l| *l = !*l) />
                    {w.share_in_lang}
                </label>
                <p class="actions">
                    <button class="primary" id="compare-copy" on:click=copy>
                        {w.copy_link}
                    </button>
                    <span role="status" id="compare-copy-said">{move || said.get()}</span>
                </p>
            </Show>
        </div>
    }
}
