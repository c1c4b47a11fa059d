//! A part of a page that is built when the render queue reaches it.

use leptos::prelude::*;

use crate::ui::app::use_app;

/// Builds its children after all parts queued before it. What follows it must be deferred too, or it would move.
#[component]
pub fn Deferred(children: Children) -> impl IntoView {
    let ready = use_app().render_queue.enqueue();
    let mut children = Some(children);
    // Built once: what is read meanwhile does not build it again.
    move || ready.get().then(|| children.take().map(|build| untrack(build)))
}
