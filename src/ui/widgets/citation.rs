//! How to cite the page.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::text::sentences::citation;
use crate::text::{Lang, format};
use crate::ui::widgets::copy_text;

/// The citation in both languages, that of the reader first, and the terms of use.
#[component]
pub fn Citation(
    lang: Lang,
    /// The name of the scenario it is about, if it is about one.
    #[prop(into)]
    scenario: Signal<Option<String>>,
    /// Data release and model, in the order of [`Lang::ALL`].
    editions: [String; 2],
    /// Year, month and day of access.
    day: [u32; 3],
    #[prop(into)] link: Signal<String>,
) -> impl IntoView {
    let w = lang.words();
    let status = RwSignal::new("");
    let [en, zh] = editions;
    let block = move |of: Lang| {
        let edition = if of == Lang::En { en.clone() } else { zh.clone() };
        let field = NodeRef::<Textarea>::new();
        let day = format::date(of, day);
        let text = Memo::new(move |_| citation::citation(of, scenario.get().as_deref(), &edition, &day, &link.get()));
        let name = of.words().cite_in;
        view! {
            <textarea class="link citation" readonly rows="3" lang=of.html() node_ref=field aria-label=name
                prop:value=move || text.get()></textarea>
            <p class="actions">
                <button class="copy-citation" lang=of.html()
                    on:click=move |_| copy_text(&text.get_untracked(), field, status, lang)>
                    {of.words().cite_copy}
                </button>
            </p>
        }
    };
    let (first, second) = if lang == Lang::En { (Lang::En, Lang::Zh) } else { (Lang::Zh, Lang::En) };
    view! {
        {block(first)}
        {block(second)}
        <p role="status" class="citation-said">{move || status.get()}</p>
        <p class="muted">{w.licence}</p>
    }
}
