//! Files a reader opens: picked or dropped on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Event, File, HtmlInputElement};

use crate::ui::browser::window;

/// The name of a file, and its text if the browser could read it.
pub type UploadedFile = (String, Option<String>);

/// Reads the file that was picked in a file field, and empties the field so that the same file can be picked again.
pub fn picked(ev: &Event, done: impl FnOnce(UploadedFile) + 'static) {
    let Some(input) = ev.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        read(file, done);
    }
    input.set_value("");
}

/// Calls back with every file that is dropped on the page, for as long as the page lives.
pub fn on_drop(done: impl Fn(UploadedFile) + Clone + 'static) {
    let Some(window) = window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "dragover", options, |ev| {
        if brings_files(ev) {
            ev.prevent_default();
        }
    })
    .forget();
    EventListener::new_with_options(&window, "drop", options, move |ev| {
        if !brings_files(ev) {
            return;
        }
        ev.prevent_default();
        let files = ev.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            read(file, done.clone());
        }
    })
    .forget();
}

/// Whether a drag brings files; dragged text is left to the browser.
fn brings_files(ev: &Event) -> bool {
    let data = ev.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    data.is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

fn read(file: File, done: impl FnOnce(UploadedFile) + 'static) {
    let (name, text) = (file.name(), file.text());
    spawn_local(async move { done((name, JsFuture::from(text).await.ok().and_then(|text| text.as_string()))) });
}
