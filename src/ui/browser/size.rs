//! How wide an element is.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Calls back with the width of an element in pixels, now and whenever it changes, for as long as it lives.
pub fn watch_width(element: &Element, callback: impl Fn(f64) + 'static) {
    let observed = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let entry = entries.get(0).dyn_into::<ResizeObserverEntry>();
        if let Some(width) = entry.ok().map(|e| e.content_rect().width()).filter(|w| *w > 0.0) {
            callback(width);
        }
    });
    if let Ok(observer) = ResizeObserver::new(observed.as_ref().unchecked_ref()) {
        observer.observe(element);
        // The observer keeps the closure, the element the observer.
        observed.forget();
    }
}
