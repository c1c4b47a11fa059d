//! Reports the size of an element and whether it is in view.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
    ResizeObserverEntry,
};

/// Margin around the window within which an element counts as in view.
const MARGIN: &str = "200px";

/// Calls back with width and height of an element in pixels, now and whenever they change, for as long as it lives.
pub fn watch_size(element: &Element, callback: impl Fn(f64, f64) + 'static) {
    let observed = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let entry = entries.get(0).dyn_into::<ResizeObserverEntry>();
        if let Some(rect) = entry.ok().map(|e| e.content_rect()).filter(|rect| rect.width() > 0.0) {
            callback(rect.width(), rect.height());
        }
    });
    if let Ok(observer) = ResizeObserver::new(observed.as_ref().unchecked_ref()) {
        observer.observe(element);
        // The observer owns the closure, the element the observer.
        observed.forget();
    }
}

/// Calls back with whether an element is in view or near it, now and whenever it changes, for as long as it lives.
pub fn watch_view(element: &Element, callback: impl Fn(bool) + 'static) {
    let observed = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        if let Ok(entry) = entries.get(entries.length().saturating_sub(1)).dyn_into::<IntersectionObserverEntry>() {
            callback(entry.is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(MARGIN);
    if let Ok(observer) = IntersectionObserver::new_with_options(observed.as_ref().unchecked_ref(), &options) {
        observer.observe(element);
        observed.forget();
    }
}
