//! Overview: where the plan stands, and what it would take.

use leptos::prelude::*;

use crate::documents;
use crate::ui::app::use_app;

/// The overview, as it stands in the page before the program is there.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let app = use_app();
    view! { <div inner_html=move || documents::page(&app.plan_narrator())></div> }
}
