//! Compare: up to four scenarios side by side.

use leptos::prelude::*;

use crate::ui::state::use_app;

/// Compare: up to four scenarios side by side.
#[component]
pub fn ComparePage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! { <h1 id="page-title">{w.compare_title}</h1> }
}
