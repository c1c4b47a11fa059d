//! Saves a text or a picture as a file.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::ui::browser::document;

/// Time a browser has to fetch the file, in milliseconds.
const FETCH_MS: u32 = 10_000;

/// Offers a text as a file.
pub fn save_text(file_name: &str, mime: &str, text: &str) {
    // Fails only where the browser forbids downloads, which it reports itself.
    blob(mime, text).and_then(|blob| save(file_name, &blob)).ok();
}

/// Returns a text as a blob.
pub(super) fn blob(mime: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

/// Offers a blob as a file.
pub(super) fn save(file_name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = document().ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(file_name);
    anchor.click();
    // Some browsers fetch it only after the click has returned.
    Timeout::new(FETCH_MS, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}
