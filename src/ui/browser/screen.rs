//! The screen: filled by the page, moved or still, and what is pointed out on it.

use gloo_events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::ui::browser::{address, document, window};

/// On the element that is pointed out.
const POINTED: &str = "data-pointed";

/// Whether the reader wants nothing to move.
pub fn is_still() -> bool {
    let query = window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Has the page fill the screen where the browser lets it, and goes on either way. Must be called from within a click.
pub fn fill(then: impl FnOnce() + 'static) {
    // Some phones have no such method, and some pages may not use it.
    let asked = address::root().and_then(|root| {
        let ask = Reflect::get(&root, &"requestFullscreen".into()).ok()?.dyn_into::<Function>().ok()?;
        Some(Promise::resolve(&ask.call0(&root).ok()?))
    });
    spawn_local(async move {
        if let Some(asked) = asked {
            JsFuture::from(asked).await.ok();
        }
        then();
    });
}

/// Whether the page fills the screen.
fn is_filled() -> bool {
    document().is_some_and(|d| d.fullscreen_element().is_some())
}

/// Gives the screen back.
pub fn leave() {
    if let Some(document) = document().filter(|_| is_filled()) {
        document.exit_fullscreen();
    }
}

/// Calls back once when the page fills the screen no more, unless what this gives is dropped.
pub fn on_leave(callback: impl Fn() + 'static) -> Option<EventListener> {
    let left = move |_: &web_sys::Event| {
        if !is_filled() {
            callback();
        }
    };
    document().map(|document| EventListener::new(&document, "fullscreenchange", left))
}

/// Points out the first element that a selector finds, and nothing else; brings it to the top of the screen.
pub fn point_out(selector: Option<&str>) {
    let Some(document) = document() else { return };
    if let Ok(Some(before)) = document.query_selector(&format!("[{POINTED}]")) {
        before.remove_attribute(POINTED).ok();
    }
    if let Some(Ok(Some(element))) = selector.map(|s| document.query_selector(s)) {
        element.set_attribute(POINTED, "").ok();
        element.scroll_into_view();
    }
}
