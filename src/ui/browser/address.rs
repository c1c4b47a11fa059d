//! The address bar, the title, the language of the page, and where the focus is.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};

use crate::text::Lang;
use crate::ui::browser::{document, window};

/// The fragment of the address, with its `#`.
pub fn hash() -> String {
    window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

/// Calls back whenever the fragment changes, for as long as the page lives.
pub fn on_hash_change(mut callback: impl FnMut() + 'static) {
    if let Some(window) = window() {
        EventListener::new(&window, "hashchange", move |_| callback()).forget();
    }
}

/// Goes to a fragment such as `#/lab`.
pub fn go(hash: &str) {
    if let Some(window) = window() {
        window.location().set_hash(hash).ok();
    }
}

/// The address of the page without its query and its fragment.
pub fn page_url() -> String {
    let href = window().and_then(|w| w.location().href().ok()).unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The query of the address before its fragment, with its `?`.
pub fn search() -> String {
    window().and_then(|w| w.location().search().ok()).unwrap_or_default()
}

/// Whether the page is embedded in another or was asked to behave so: read-only and without storage.
pub fn is_embedded() -> bool {
    root().is_some_and(|root| root.has_attribute("data-embed"))
}

/// Returns the first of the browser's languages that the page has; English if there is none.
pub fn browser_lang() -> Lang {
    let Some(window) = window() else { return Lang::En };
    let tags = window.navigator().languages();
    tags.iter().filter_map(|t| t.as_string()).find_map(|t| Lang::from_tag(&t)).unwrap_or(Lang::En)
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the language of the page.
pub fn set_lang(lang: Lang) {
    set_root_attribute("lang", lang.html());
    set_root_attribute("data-lang", lang.key());
}

/// Tells the boot script that the page has started.
pub fn set_ready() {
    set_root_attribute("data-ready", "1");
}

/// Whether the page was asked to start without link and storage: by its address, or by the boot script after crashes.
pub fn is_safe() -> bool {
    root().is_some_and(|root| root.has_attribute("data-safe"))
}

/// Reloads the page with everything that is saved.
pub fn start_as_usual() {
    if let Some(window) = window() {
        let path = window.location().pathname().unwrap_or_default();
        window.location().assign(&path).ok();
    }
}

/// Fires `change` on the text field that has the focus, so that unfinished typing is committed.
pub fn finish_typing() {
    let Some(field) = document().and_then(|d| d.active_element()) else { return };
    let typed = match field.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.type_() == "text",
        None => field.is_instance_of::<HtmlTextAreaElement>(),
    };
    if let (true, Ok(event)) = (typed, Event::new("change")) {
        field.dispatch_event(&event).ok();
    }
}

pub(super) fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

pub(super) fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        root.set_attribute(name, value).ok();
    }
}

/// Removes the static page that was shown before the start.
pub fn remove_static() {
    if let Some(element) = document().and_then(|d| d.get_element_by_id("static")) {
        element.remove();
    }
}

/// Focuses the element with this id.
pub fn focus(id: &str) {
    let element = document().and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// Scrolls an element to the top of the window and focuses it.
pub fn show(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.scroll_into_view();
    }
    focus(id);
}

/// Scrolls to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
