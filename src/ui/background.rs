//! Work in the background: slices of a few milliseconds, so that it never blocks a frame.

use leptos::prelude::*;

use crate::ui::browser::clock;

/// Longest slice, in milliseconds; a frame has sixteen.
const SLICE_MS: f64 = 8.0;

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

    /// Calls `step` until it returns `true`, in place of earlier work; a slice a turn, or where the page is hidden all of
    /// them, since timers are slow there.
    pub fn run(self, mut step: impl FnMut() -> bool + 'static) {
        self.next(move || {
            let began = clock::precise();
            while clock::precise() - began < SLICE_MS || clock::is_hidden() {
                if step() {
                    return;
                }
            }
            self.run(step);
        });
    }
}
