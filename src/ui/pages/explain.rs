//! Explain: where a result comes from and what it hangs on.

use leptos::prelude::*;

use crate::ui::state::use_app;

/// Explain: where a result comes from and what it hangs on.
#[component]
pub fn ExplainPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! { <h1 id="page-title">{w.explain_title}</h1> }
}
