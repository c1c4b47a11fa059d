//! Measures: the plan's items and the reader's own, with the effects a reader gives them.

use leptos::prelude::*;

use crate::ui::state::use_app;

/// Measures: the plan's items and the reader's own, with the effects a reader gives them.
#[component]
pub fn MeasuresPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! { <h1 id="page-title">{w.measures_title}</h1> }
}
