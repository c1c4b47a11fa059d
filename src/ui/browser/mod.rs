//! The edges to the browser: the only files that name its APIs. Nothing here panics when the browser refuses.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod download;
pub mod keys;
pub mod picture;
pub mod screen;
pub mod share;
pub mod size;
pub mod storage;
pub mod upload;

use wasm_bindgen::JsCast;

/// Opens the print dialog of the browser.
pub fn print() {
    if let Some(window) = window() {
        // Fails only where the browser does not print.
        window.print().ok();
    }
}

/// Returns an attribute of the clicked element.
pub fn clicked(ev: &leptos::ev::MouseEvent, attribute: &str) -> Option<String> {
    ev.target()?.dyn_ref::<web_sys::Element>()?.get_attribute(attribute)
}

/// Whether the toggled `<details>` is open now. Several toggles may fire a single event.
pub fn is_open(ev: &leptos::ev::Event) -> bool {
    ev.target().is_some_and(|at| at.dyn_ref::<web_sys::Element>().is_some_and(|details| details.has_attribute("open")))
}

/// The window; `None` outside a browser.
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document; `None` outside a browser.
fn document() -> Option<web_sys::Document> {
    window()?.document()
}
