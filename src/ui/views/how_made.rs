//! Links from numbers to how they are computed.

use leptos::prelude::*;

use crate::route::Anchor;
use crate::text::method::Topic;
use crate::ui::app::use_app;

/// Links to the sections of the Method page that explain the numbers above it.
#[component]
pub fn HowMade(of: &'static [Topic]) -> impl IntoView {
    let app = use_app();
    let link = |topic: Topic| {
        let href = move || app.href_of(Anchor::Topic(topic));
        view! { <a href=href>{topic.title(app.lang())}</a> }
    };
    view! { <p class="how-made">{app.words().how_made} {of.iter().map(|t| link(*t)).collect_view()}</p> }
}
