//! The text that shows the scenario inside another page.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::chart::CHARTS;
use crate::documents::snippet;
use crate::route::EmbedView;
use crate::ui::app::use_app;
use crate::ui::widgets::copy_text;

/// Offers the text for what the reader chooses to show. `url` is the link to the scenario.
#[component]
pub fn Snippet(url: Signal<String>) -> impl IntoView {
    let app = use_app();
    let lang = app.lang();
    let w = lang.words();
    let part = RwSignal::new(EmbedView::Board);
    let said = RwSignal::new("");
    let field = NodeRef::<Textarea>::new();
    let name = move |part: EmbedView| match part {
        EmbedView::Board => w.board.to_owned(),
        EmbedView::Chart(series) => app.plan.series(series).name.get(lang).to_owned(),
    };
    let text = Memo::new(move |_| {
        let title = format!("{}{}{}", app.displayed.with(|s| app.display_name(s)), lang.colon(), name(part.get()));
        url.with(|url| url.split_once('#').map(|(page, fragment)| snippet(page, fragment, part.get(), &title)))
            .unwrap_or_default()
    });
    let option = |part: EmbedView| view! { <option value=part.key()>{name(part)}</option> };
    let options = [EmbedView::Board].into_iter().chain(CHARTS.map(EmbedView::Chart)).map(option).collect_view();
    view! {
        <h3>{w.embed_title}</h3>
        <p class="muted">{w.embed_note}</p>
        <label class="field" for="embed-part">{w.embed_part}</label>
        <select id="embed-part"
            on:change:target=move |ev| part.set(EmbedView::parse(&format!("show={}", ev.target().value())))>
            {options}
        </select>
        <textarea id="embed-text" class="link" readonly rows="4" node_ref=field aria-label=w.embed_title
            prop:value=move || text.get()></textarea>
        <p class="actions">
            <button id="copy-embed" on:click=move |_| copy_text(&text.get_untracked(), field, said, lang)>
                {w.embed_copy}
            </button>
            <span role="status">{move || said.get()}</span>
        </p>
    }
}
