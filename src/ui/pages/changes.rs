//! What changed from release to release.

use leptos::prelude::*;

use crate::documents;
use crate::ui::app::use_app;

#[component]
pub fn ChangesPage() -> impl IntoView {
    let text = documents::changes(use_app().lang());
    view! { <div class="prose" id="changes" inner_html=text></div> }
}
