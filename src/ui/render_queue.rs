//! Builds a page part by part; between two parts the browser may draw and handle input.

use std::collections::VecDeque;

use leptos::prelude::*;

use crate::ui::background::Task;
use crate::ui::browser::clock;

/// The parts of a page that wait to be built, in the order of the page.
#[derive(Clone, Copy)]
pub struct RenderQueue {
    waiting: StoredValue<Waiting>,
    /// Whether parts are still to be built.
    pub building: RwSignal<bool>,
    task: Task,
}

#[derive(Default)]
struct Waiting {
    parts: VecDeque<RwSignal<bool>>,
    /// Where the next part is inserted: before those that waited when its parent was built.
    position: usize,
}

impl RenderQueue {
    pub fn new() -> Self {
        Self { waiting: StoredValue::new(Waiting::default()), building: RwSignal::new(false), task: Task::new() }
    }

    /// Queues a part for rendering. The returned signal becomes `true` when the part may be built.
    pub fn enqueue(self) -> RwSignal<bool> {
        let ready = RwSignal::new(false);
        self.waiting.update_value(|waiting| {
            waiting.parts.insert(waiting.position, ready);
            waiting.position += 1;
        });
        if !self.building.get_untracked() {
            self.building.set(true);
            self.schedule();
        }
        ready
    }

    /// Builds the next part in the next turn; all parts where the page is hidden, because timers are slow there.
    fn schedule(self) {
        let next = move || {
            let mut waiting = self.waiting.write_value();
            waiting.position = 0;
            waiting.parts.pop_front()
        };
        self.task.next(move || {
            while let Some(part) = next() {
                // The signals of a page that has been left are disposed of.
                let is_alive = part.try_set(true).is_none();
                if is_alive && !clock::is_hidden() {
                    break;
                }
            }
            if self.waiting.with_value(|waiting| waiting.parts.is_empty()) {
                self.building.set(false);
            } else {
                self.schedule();
            }
        });
    }
}
