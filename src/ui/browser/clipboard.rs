//! Copies text to the clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Clipboard;

use crate::ui::browser::window;

/// Returns the clipboard. Without a secure context and in some in-app browsers it is undefined and would throw.
pub(super) fn clipboard() -> Option<Clipboard> {
    window().map(|w| w.navigator().clipboard()).filter(|c| !c.is_undefined())
}

/// Copies a text and reports whether the browser allowed it. Must be called during a click.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let Some(clipboard) = clipboard() else {
        done(false);
        return;
    };
    let promise = clipboard.write_text(text);
    spawn_local(async move { done(JsFuture::from(promise).await.is_ok()) });
}
