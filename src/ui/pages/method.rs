//! Method: every formula, and what the numbers cannot say.

use leptos::prelude::*;

use crate::route::Anchor;
use crate::text::method::{Section, method};
use crate::ui::app::{App, use_app};
use crate::ui::browser::address;
use crate::ui::views::deferred::Deferred;

/// How the numbers are made.
#[component]
pub fn MethodPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let sections = method(app.lang());
    // Goes to the section that the address asks for, once all of them are there.
    Effect::new(move |_| {
        let Some(anchor @ Anchor::Topic(_)) = app.anchor() else { return };
        if !app.render_queue.building.get() && app.consume_anchor(anchor) {
            request_animation_frame(move || address::show(anchor.key()));
        }
    });
    view! {
        <h1 id="page-title">{w.method_title}</h1>
        <div class="method">
            <nav class="contents" aria-label=w.contents>
                <ul>{sections.iter().map(|s| entry(app, s)).collect_view()}</ul>
            </nav>
            <div class="prose">
                {sections.iter().map(|s| view! { <Deferred>{section(app, s)}</Deferred> }).collect_view()}
            </div>
        </div>
    }
}

fn entry(app: App, section: &'static Section) -> impl IntoView {
    let anchor = Anchor::Topic(section.topic);
    view! { <li><a href=move || app.href_of(anchor) on:click=move |_| app.scroll_to(anchor)>{section.title}</a></li> }
}

fn section(app: App, section: &'static Section) -> impl IntoView {
    let id = section.topic.key();
    let computed = app.narrator().method_notes(section.topic);
    let formulas = (!section.formulas.is_empty()).then(|| {
        let lines = section.formulas.iter().map(|f| view! { <code>{*f}</code> }).collect_view();
        view! { <div class="formulas" role="group" tabindex="0" aria-label=section.title>{lines}</div> }
    });
    view! {
        <section aria-labelledby=id>
            <h2 id=id tabindex="-1">{section.title}</h2>
            {section.text.iter().map(|p| view! { <p>{*p}</p> }).collect_view()}
            {computed.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}
            {formulas}
        </section>
    }
}
