//! Monitor: what has happened since the plan was made.

use leptos::prelude::*;

use crate::ui::state::use_app;

/// Monitor: what has happened since the plan was made.
#[component]
pub fn MonitorPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    view! { <h1 id="page-title">{w.monitor_title}</h1> }
}
