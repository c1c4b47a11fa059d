//! Handles a panic: reports it at once, and lets nothing be written afterwards.

use std::panic;

use crate::ui::browser::address::{root, set_root_attribute};
use crate::ui::browser::window;

/// Attribute of the root element with the message, once the program has crashed. The boot script sets it too, for
/// errors that are not panics.
const CRASHED: &str = "data-crashed";
/// The event the boot script listens to.
const EVENT: &str = "two-rivers-crash";

/// Reports every panic to the console and to the boot script, which at once closes storage and offers recovery.
pub fn install() {
    panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        leptos::logging::error!("{message}");
        set_root_attribute(CRASHED, &message);
        if let (Some(window), Ok(event)) = (window(), web_sys::Event::new(EVENT)) {
            window.dispatch_event(&event).ok();
        }
    }));
}

/// Whether the program has crashed. Timers and listeners that still run must write nothing: the state may be broken.
pub fn happened() -> bool {
    root().is_some_and(|root| root.has_attribute(CRASHED))
}
