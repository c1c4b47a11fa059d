//! Method: every formula, and what the numbers cannot say.

use leptos::prelude::*;

use super::in_turn::InTurn;
use crate::text::method::method;
use crate::ui::state::use_app;

/// How the numbers are made.
#[component]
pub fn MethodPage() -> impl IntoView {
    let app = use_app();
    let sections = method(app.lang()).iter().map(|s| {
        view! {
            <InTurn><section aria-labelledby=s.id>
                <h2 id=s.id>{s.title}</h2>
                {s.text.iter().map(|p| view! { <p>{*p}</p> }).collect_view()}
                {(!s.formulas.is_empty()).then(|| view! {
                    <div class="formulas" role="group" tabindex="0" aria-label=s.title>{s.formulas.iter().map(|f| view! { <code>{*f}</code> }).collect_view()}</div>
                })}
            </section></InTurn>
        }
    });
    view! {
        <div class="prose">
            <h1 id="page-title">{app.words().method_title}</h1>
            {sections.collect_view()}
        </div>
    }
}
