//! Keys pressed anywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::ui::browser::{document, window};

/// Elements in which a letter is typed or selects an option.
const TYPING: &str = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]";
/// Elements that handle arrow keys themselves.
const STEPPING: &str = "input, [role=slider], .scroll";

/// Calls back with the name of every pressed key, except while text is typed, over a modal dialog (but for those of
/// class `over`) and for repeats of a held key. Letters are in lower case, with `Shift+` and `Ctrl+` before them where
/// held; ⌘ counts as Ctrl. If `callback` returns `true`, the default action is prevented.
pub fn on_press(callback: impl Fn(&str) -> bool + 'static) {
    let Some(window) = window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "keydown", options, move |ev| {
        let Some(press) = ev.dyn_ref::<KeyboardEvent>().filter(|ev| !is_taken(ev)) else { return };
        if callback(&name(press)) {
            press.prevent_default();
        }
    })
    .forget();
}

fn is_taken(ev: &KeyboardEvent) -> bool {
    let target = ev.target().and_then(|t| t.dyn_into::<Element>().ok());
    let within =
        |what: &str| target.as_ref().is_some_and(|target| target.closest(what).is_ok_and(|found| found.is_some()));
    let dialog = document().and_then(|d| d.query_selector("dialog:modal:not(.over)").ok().flatten());
    let meant = within(TYPING) || (ev.key().starts_with("Arrow") && within(STEPPING));
    ev.default_prevented() || ev.alt_key() || ev.repeat() || ev.is_composing() || meant || dialog.is_some()
}

fn name(ev: &KeyboardEvent) -> String {
    // Chinese keyboards type the full-width form.
    let key = ev.key().replace('？', "?");
    let letter = key.len() == 1 && key.chars().all(|c| c.is_ascii_alphabetic());
    let key = if letter { key.to_ascii_lowercase() } else { key };
    let shift = if letter && ev.shift_key() { "Shift+" } else { "" };
    let ctrl = if ev.ctrl_key() || ev.meta_key() { "Ctrl+" } else { "" };
    format!("{ctrl}{shift}{key}")
}
