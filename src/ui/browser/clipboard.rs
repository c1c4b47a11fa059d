//! Copying text.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::window;

/// Copies a text and tells whether the browser allowed it. Must be called from within a click.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Without a secure context there is no clipboard, and naming it would throw.
    let Some(window) = window().filter(web_sys::Window::is_secure_context) else {
        done(false);
        return;
    };
    let promise = window.navigator().clipboard().write_text(text);
    spawn_local(async move { done(JsFuture::from(promise).await.is_ok()) });
}
