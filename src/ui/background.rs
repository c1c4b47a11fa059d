//! Long work in slices: a few milliseconds at a time, so that nothing holds up the page.

use leptos::prelude::*;

use crate::ui::browser::clock;

/// Longest slice, in milliseconds: a frame has sixteen.
pub const SLICE_MS: f64 = 8.0;

/// Where work under way is kept; setting it to none gives the work up.
pub type Slot = StoredValue<Option<clock::Timer>, LocalStorage>;

/// A slot with no work.
pub fn slot() -> Slot {
    StoredValue::new_local(None)
}

/// Takes steps until one says that it was the last; begins in a moment.
pub fn go_on(slot: Slot, mut step: impl FnMut() -> bool + 'static) {
    slot.set_value(Some(clock::after(0, move || {
        let began = clock::precise();
        while clock::precise() - began < SLICE_MS {
            if step() {
                return;
            }
        }
        go_on(slot, step);
    })));
}
