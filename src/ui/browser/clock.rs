//! Time, timers, and when the page is hidden or shown.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::request_animation_frame;

use crate::ui::browser::{document, window};

/// Returns the milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Returns the local year, month and day of a time in milliseconds since 1970.
pub fn date(ms: u64) -> [u32; 3] {
    let date = js_sys::Date::new(&(ms as f64).into());
    [date.get_full_year(), date.get_month() + 1, date.get_date()]
}

/// Returns the milliseconds since the page was opened, with fractions.
pub fn precise() -> f64 {
    window().and_then(|w| w.performance()).map_or_else(js_sys::Date::now, |p| p.now())
}

/// A pending callback; dropping the timer cancels it.
pub struct Timer(Timeout);

impl Timer {
    /// Lets the callback run even after the timer is dropped.
    pub fn forget(self) {
        self.0.forget();
    }
}

/// Calls back once after `ms` milliseconds.
pub fn after(ms: u32, callback: impl FnOnce() + 'static) -> Timer {
    Timer(Timeout::new(ms, callback))
}

/// Whether the page is hidden: no frames are drawn then, and timers are throttled.
pub fn is_hidden() -> bool {
    document().is_none_or(|d| d.hidden())
}

/// Calls back once after the next frame; in a hidden page, which draws none, in the next task.
pub fn after_frame(callback: impl FnOnce() + 'static) {
    let soon = || {
        Timeout::new(0, callback).forget();
    };
    if is_hidden() {
        soon();
    } else {
        // A frame is drawn after its callbacks have run.
        request_animation_frame(soon);
    }
}

/// Calls back when the page is left or hidden: the last moment to save something.
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

/// Calls back when the page is shown again or restored from the browser's cache: it may have slept.
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
