//! Full screen, reduced motion, and the highlighted element.

use gloo_events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::ui::browser::{address, document, window};

/// Attribute of the highlighted element on the page.
const POINTED: &str = "data-pointed";

/// Whether the reader prefers reduced motion.
pub fn is_still() -> bool {
    let query = window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Requests full screen, then calls `then` whether or not it was granted. Must be called during a click.
pub fn fill(then: impl FnOnce() + 'static) {
    // Some phones lack this method, and some pages may not use it.
    let requested = address::root().and_then(|root| {
        let request = Reflect::get(&root, &"requestFullscreen".into()).ok()?.dyn_into::<Function>().ok()?;
        Some(Promise::resolve(&request.call0(&root).ok()?))
    });
    spawn_local(async move {
        if let Some(requested) = requested {
            JsFuture::from(requested).await.ok();
        }
        then();
    });
}

/// Whether the page is in full screen.
fn is_filled() -> bool {
    document().is_some_and(|d| d.fullscreen_element().is_some())
}

pub fn leave() {
    if let Some(document) = document().filter(|_| is_filled()) {
        document.exit_fullscreen();
    }
}

/// Calls back once when the page leaves full screen, unless the returned listener is dropped.
pub fn on_leave(callback: impl Fn() + 'static) -> Option<EventListener> {
    let left = move |_: &web_sys::Event| {
        if !is_filled() {
            callback();
        }
    };
    document().map(|document| EventListener::new(&document, "fullscreenchange", left))
}

/// Highlights the first element that matches a selector, and no other, and scrolls to it.
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
