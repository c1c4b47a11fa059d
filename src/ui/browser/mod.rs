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

use gloo_events::EventListener;
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

/// Closes menus (`details.menu`) on Escape, where the reader presses elsewhere, and once an entry was taken; for as long as
/// the page lives.
pub fn close_menus() {
    let Some(document) = document() else { return };
    for kind in ["keydown", "pointerdown", "click"] {
        let close = move |ev: &web_sys::Event| {
            let target = ev.target().and_then(|at| at.dyn_into::<web_sys::Element>().ok());
            let is_inside =
                |selector: &str| target.as_ref().is_some_and(|at| matches!(at.closest(selector), Ok(Some(_))));
            let leaves = match kind {
                "keydown" => ev.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|key| key.key() == "Escape"),
                "pointerdown" => !is_inside("details.menu"),
                _ => is_inside(".menu-items > :is(button, a)"),
            };
            let open = self::document().filter(|_| leaves).and_then(|d| d.query_selector("details.menu[open]").ok()?);
            if let Some(menu) = open {
                // Fails only for a name that no attribute can have.
                menu.remove_attribute("open").ok();
            }
        };
        EventListener::new(&document, kind, close).forget();
    }
}

/// The window; `None` outside a browser.
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document; `None` outside a browser.
fn document() -> Option<web_sys::Document> {
    window()?.document()
}
