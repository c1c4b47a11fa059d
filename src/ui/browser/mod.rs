//! The edges to the browser: the only files that name its APIs. Nothing here panics when the browser says no.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod download;
pub mod keys;
pub mod screen;
pub mod size;
pub mod storage;
pub mod upload;

/// The window; `None` outside a browser.
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document; `None` outside a browser.
fn document() -> Option<web_sys::Document> {
    window()?.document()
}
