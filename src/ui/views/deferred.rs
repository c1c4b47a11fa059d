//! A part of a page that is built when its turn has come.

use leptos::prelude::*;

use crate::ui::app::use_app;

/// Built when those parts are there that were asked for before. What follows it on the page has to take a turn as well, or it
/// would move.
#[component]
pub fn InTurn(children: Children) -> impl IntoView {
    let mine = use_app().turns.take();
    let mut children = Some(children);
    // Built once: what is read meanwhile does not build it again.
    move || mine.get().then(|| children.take().map(|build| untrack(build)))
}
