//! Work in the background: slices of a few milliseconds, so that it never blocks a frame.

use leptos::prelude::*;

use crate::ui::browser::clock;

/// Longest slice, in milliseconds: a frame has sixteen, and a page that is hidden has no frames and slow timers.
const SLICE_MS: f64 = 8.0;
const HIDDEN_MS: f64 = 250.0;

/// A piece of work that can be replaced and cancelled.
#[derive(Clone, Copy)]
pub struct Task(StoredValue<Option<clock::Timer>, LocalStorage>);

impl Task {
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    pub fn cancel(self) {
        self.0.set_value(None);
    }

    /// Calls `then` in the next turn of the browser, in place of earlier work.
    pub fn next(self, then: impl FnOnce() + 'static) {
        self.0.set_value(Some(clock::after(0, then)));
    }

    /// Calls `step` until it returns `true`, in place of earlier work, a slice a turn.
    pub fn run(self, mut step: impl FnMut() -> bool + 'static) {
        self.next(move || {
            let end = clock::precise() + if clock::is_hidden() { HIDDEN_MS } else { SLICE_MS };
            while clock::precise() < end {
                if step() {
                    return;
                }
            }
            self.run(step);
        });
    }
}
