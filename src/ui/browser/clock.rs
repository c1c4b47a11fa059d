//! Time: now, after a while, and when the page goes out of sight.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::request_animation_frame;

use crate::ui::browser::{document, window};

/// Milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Year, month and day here, of a time in milliseconds since 1970.
pub fn date(ms: u64) -> [u32; 3] {
    let date = js_sys::Date::new(&(ms as f64).into());
    [date.get_full_year(), date.get_month() + 1, date.get_date()]
}

/// Milliseconds since the page was opened, to a fraction.
pub fn precise() -> f64 {
    window().and_then(|w| w.performance()).map_or_else(js_sys::Date::now, |p| p.now())
}

/// Something that will happen unless this is dropped.
pub struct Timer(Timeout);

impl Timer {
    /// Lets it happen, whatever comes.
    pub fn forget(self) {
        self.0.forget();
    }
}

/// Calls back once, after some milliseconds.
pub fn after(ms: u32, callback: impl FnOnce() + 'static) -> Timer {
    Timer(Timeout::new(ms, callback))
}

/// Whether the page is out of sight: frames are not drawn then, and moments are long.
pub fn is_hidden() -> bool {
    document().is_none_or(|d| d.hidden())
}

/// Calls back once, when the next frame has been drawn; in a page out of sight, where none is, in a moment.
pub fn after_frame(callback: impl FnOnce() + 'static) {
    let soon = || {
        Timeout::new(0, callback).forget();
    };
    if is_hidden() {
        soon();
    } else {
        // The frame is drawn when its callbacks are over.
        request_animation_frame(soon);
    }
}

/// Calls back when the page is left or hidden: the last moment to keep something.
pub fn on_hide(callback: impl Fn() + Clone + 'static) {
    if let Some(window) = window() {
        let leave = callback.clone();
        EventListener::new(&window, "pagehide", move |_| leave()).forget();
    }
    if let Some(document) = document() {
        let hidden = document.clone();
        let hide = move |_: &web_sys::Event| {
            if hidden.hidden() {
                callback();
            }
        };
        EventListener::new(&document, "visibilitychange", hide).forget();
    }
}

/// Calls back when the page comes back into sight or from the browser's memory: it may have slept.
pub fn on_wake(callback: impl Fn() + Clone + 'static) {
    if let Some(window) = window() {
        let back = callback.clone();
        EventListener::new(&window, "pageshow", move |_| back()).forget();
    }
    if let Some(document) = document() {
        let shown = document.clone();
        let show = move |_: &web_sys::Event| {
            if !shown.hidden() {
                callback();
            }
        };
        EventListener::new(&document, "visibilitychange", show).forget();
    }
}
