//! The dialog that gives a link away, and takes one in.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::codec::link::LinkSize;
use crate::documents::qr;
use crate::plain_text::plain;
use crate::route::Route;
use crate::scenario::{AUTHOR_LIMIT, Scenario};
use crate::text::Lang;
use crate::ui::app::{App, use_app};
use crate::ui::browser::{clock, is_open, share};
use crate::ui::pages::lab::snippet::Snippet;
use crate::ui::widgets::{Citation, copy_text, modal};

/// Link out, link in. Opens as a modal dialog; Escape closes it.
#[component]
pub fn ShareDialog(on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let (dialog, close) = modal();
    let field = NodeRef::<Textarea>::new();
    let words_field = NodeRef::<Textarea>::new();
    let with_lang = RwSignal::new(false);
    let before_hash = RwSignal::new(false);
    let said = RwSignal::new("");
    let fault = RwSignal::new(false);
    // Made before the click, so that copying needs no waiting.
    let link = Memo::new(move |_| app.link(with_lang.get()));
    let url =
        Memo::new(move |_| link.with(|(url, _)| if before_hash.get() { Route::before_hash(url) } else { url.clone() }));
    // Drawn once, and only for who looks at it.
    let code_open = RwSignal::new(false);
    let code = Memo::new(move |_| code_open.get().then(|| url.with(|url| qr(url, w.report_qr))));
    let left_out = move || match link.with(|(_, fit)| *fit) {
        LinkSize::Whole => None,
        LinkSize::WithoutNotes => Some(w.share_without_notes),
        LinkSize::TooLong => Some(w.share_too_long),
    };
    let text = Memo::new(move |_| app.summary().join("\n"));
    let title = move || app.displayed.with_untracked(|s| s.name_or(w.app_name).to_owned());
    let copy = move |what: &str, field: NodeRef<Textarea>| copy_text(what, field, said, app.lang());
    let sign = move |author: String| {
        let author = plain(author.trim(), AUTHOR_LIMIT);
        app.change(|s| Scenario { author, ..s });
    };
    let open = move |text: String| {
        if App::open_pasted(&text) {
            on_close.run(());
        } else {
            fault.set(!text.trim().is_empty());
        }
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="share-title" on:close=move |_| on_close.run(())>
            <h2 id="share-title">{w.share_title}</h2>
            <p>{w.share_note}</p>
            <textarea id="share-link" class="link" readonly rows="3" node_ref=field aria-label=w.share_title
                prop:value=move || url.get()></textarea>
            <Show when=move || left_out().is_some()>
                <p class="fault" role="alert" id="share-left-out">{left_out}</p>
            </Show>
            <label class="field" for="share-by">{w.share_by}</label>
            <input id="share-by" type="text" autocomplete="off" maxlength=AUTHOR_LIMIT.to_string()
                prop:disabled=move || app.is_locked()
                prop:value=move || app.displayed.with(|s| s.author.clone())
                on:change:target=move |ev| sign(ev.target().value()) />
            <label class="check">
                <input type="checkbox" prop:checked=move || with_lang.get()
                    on:change=move |_| with_lang.update(|l| *l = !*l) />
                {w.share_in_lang}
            </label>
            <label class="check">
                <input type="checkbox" id="share-before-hash" prop:checked=move || before_hash.get()
                    on:change=move |_| before_hash.update(|b| *b = !*b) />
                {w.share_before_hash}
            </label>
            <p class="actions">
                <button class="primary" id="copy-link" on:click=move |_| copy(&url.get_untracked(), field)>
                    {w.copy_link}
                </button>
                {share::is_there().then(|| view! {
                    <button id="share-system"
                        on:click=move |_| share::share(&title(), &text.get_untracked(), &url.get_untracked())>
                        {w.share_system}
                    </button>
                })}
                <span role="status" id="copy-said">{move || said.get()}</span>
            </p>
            <details id="share-qr" on:toggle=move |ev| code_open.set(is_open(&ev))>
                <summary>{w.report_qr}</summary>
                <div inner_html=move || code.get().flatten()></div>
                <Show when=move || code.get() == Some(None)><p class="muted">{w.share_no_qr}</p></Show>
            </details>
            <h3 id="share-text-title">{w.share_text}</h3>
            <textarea id="share-text" readonly rows="6" node_ref=words_field aria-labelledby="share-text-title"
                prop:value=move || text.get()></textarea>
            <p class="actions">
                <button id="copy-text" on:click=move |_| {
                    let both = format!("{}\n{}", text.get_untracked(), url.get_untracked());
                    copy(&both, words_field);
                }>{w.share_copy_text}</button>
            </p>
            <details id="cite">
                <summary>{w.cite}</summary>
                <Citation lang=app.lang()
                    scenario=Signal::derive(move || Some(app.displayed.with(|s| app.display_name(s))))
                    editions=Lang::ALL.map(|of| app.plan.edition(of)) day=clock::date(clock::now()) link=url />
            </details>
            <Snippet url=url.into() />
            <h3>{w.open_link}</h3>
            <label for="link-in">{w.open_link_note}</label>
            <input id="link-in" type="text" autocomplete="off" aria-invalid=move || fault.get().then_some("true")
                on:input=move |_| fault.set(false)
                on:change:target=move |ev| open(ev.target().value()) />
            <Show when=move || fault.get()><p class="fault" role="alert">{w.not_a_link}</p></Show>
            <p class="actions">
                <button on:click=move |_| close()>{w.close}</button>
            </p>
        </dialog>
    }
}
