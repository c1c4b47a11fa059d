//! The system's share dialog, where there is one.

use js_sys::Reflect;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ShareData;

use crate::ui::browser::window;

/// Whether the system has a share dialog: phones do, most other browsers do not.
pub fn is_there() -> bool {
    window().is_some_and(|w| Reflect::has(&w.navigator(), &"share".into()).unwrap_or(false))
}

/// Opens the share dialog. Must be called during a click. The system reports the result itself.
pub fn share(title: &str, text: &str, url: &str) {
    let Some(window) = window() else { return };
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    let promise = window.navigator().share_with_data(&data);
    spawn_local(async move {
        // Fails when the reader closes it.
        JsFuture::from(promise).await.ok();
    });
}
