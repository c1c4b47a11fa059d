//! The dialog that gives a link away, and takes one in.

use leptos::html::{Dialog, Textarea};
use leptos::prelude::*;

use crate::link;
use crate::route::Route;
use crate::ui::browser::{address, clipboard};
use crate::ui::state::use_app;

/// Link out, link in. Opens as a modal dialog; Escape closes it.
#[component]
pub fn ShareDialog(on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let dialog = NodeRef::<Dialog>::new();
    let field = NodeRef::<Textarea>::new();
    let with_lang = RwSignal::new(false);
    let said = RwSignal::new("");
    let fault = RwSignal::new(false);
    // Made before the click, so that copying needs no waiting.
    let url = Memo::new(move |_| app.link(with_lang.get()));
    dialog.on_load(|d| {
        // Fails only for a dialog that is open already.
        d.show_modal().ok();
    });
    let copy = move |_| {
        clipboard::copy(&url.get_untracked(), move |done| {
            said.set(if done { w.copied } else { w.copy_failed });
            if !done && let Some(field) = field.get_untracked() {
                field.focus().ok();
                field.select();
            }
        });
    };
    let open = move |text: String| match link::query_of(&text) {
        Some(query) => {
            on_close.run(());
            address::go(&Route::of_query(query).to_string());
        }
        None => fault.set(!text.trim().is_empty()),
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="share-title" on:close=move |_| on_close.run(())>
            <h2 id="share-title">{w.share_title}</h2>
            <p>{w.share_note}</p>
            <textarea id="share-link" class="link" readonly rows="3" node_ref=field aria-label=w.share_title prop:value=move || url.get()></textarea>
            <label class="check">
                <input type="checkbox" prop:checked=move || with_lang.get()
                    on:change=move |_| with_lang.update(|l| *l = !*l) />
                {w.share_in_lang}
            </label>
            <p class="actions">
                <button class="primary" id="copy-link" on:click=copy>{w.copy_link}</button>
                <span role="status" id="copy-said">{move || said.get()}</span>
            </p>
            <h3>{w.open_link}</h3>
            <label for="link-in">{w.open_link_note}</label>
            <input id="link-in" type="text" autocomplete="off" aria-invalid=move || fault.get().then_some("true")
                on:input=move |_| fault.set(false)
                on:change:target=move |ev| open(ev.target().value()) />
            <Show when=move || fault.get()><p class="fault" role="alert">{w.not_a_link}</p></Show>
            <p class="actions">
                <button on:click=move |_| {
                    if let Some(d) = dialog.get_untracked() {
                        d.close();
                    }
                }>{w.close}</button>
            </p>
        </dialog>
    }
}
