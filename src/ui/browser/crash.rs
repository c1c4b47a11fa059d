//! When the program stops: the page is told at once, and nothing is written from then on.

use std::panic;

use crate::ui::browser::address::{root, set_root_attribute};
use crate::ui::browser::window;

/// On the root element: what happened, once the program has stopped. The boot script sets it too, for what no panic tells.
const CRASHED: &str = "data-crashed";
/// What the boot script hears.
const EVENT: &str = "two-rivers-crash";

/// Has every panic told to the console and to the boot script, which closes storage and shows the recovery screen
/// before anything else can run.
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

/// Whether the program has stopped. What runs on all the same (timers, listeners) must write nothing: its state may be
/// half changed.
pub fn happened() -> bool {
    root().is_some_and(|root| root.has_attribute(CRASHED))
}
