//! Pages are built part by part: between two of them the browser may draw, and hear what the reader does.

use std::collections::VecDeque;

use leptos::prelude::*;

use crate::ui::background::{Slot, slot};
use crate::ui::browser::clock;

/// The parts of a page that wait to be built, in the order of the page.
#[derive(Clone, Copy)]
pub struct RenderQueue {
    waiting: StoredValue<Waiting>,
    /// Whether parts are still to come.
    pub building: RwSignal<bool>,
    timer: Slot,
}

#[derive(Default)]
struct Waiting {
    turns: VecDeque<RwSignal<bool>>,
    /// Where the next one goes: before those that waited when the part it belongs to was built.
    place: usize,
}

impl RenderQueue {
    /// No part waits.
    pub fn new() -> Self {
        Self { waiting: StoredValue::new(Waiting::default()), building: RwSignal::new(false), timer: slot() }
    }

    /// Takes a place; what is returned tells when its turn has come.
    pub fn take(self) -> RwSignal<bool> {
        let mine = RwSignal::new(false);
        self.waiting.update_value(|waiting| {
            waiting.turns.insert(waiting.place, mine);
            waiting.place += 1;
        });
        if !self.building.get_untracked() {
            self.building.set(true);
            self.go_on();
        }
        mine
    }

    /// Lets the next one be built in a moment. In a page out of sight, where moments are long and nobody is held up, all of
    /// them.
    fn go_on(self) {
        let next = move || {
            let mut waiting = self.waiting.write_value();
            waiting.place = 0;
            waiting.turns.pop_front()
        };
        self.timer.set_value(Some(clock::after(0, move || {
            while let Some(turn) = next() {
                // Those of a page that has been left are gone.
                let is_there = turn.try_set(true).is_none();
                if is_there && !clock::is_hidden() {
                    break;
                }
            }
            if self.waiting.with_value(|waiting| waiting.turns.is_empty()) {
                self.building.set(false);
            } else {
                self.go_on();
            }
        })));
    }
}
