//! Builds a page part by part; between two parts the browser may draw and handle input.

use std::collections::VecDeque;

use leptos::prelude::*;

use crate::ui::background::Task;

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

    /// Builds part after part.
    fn schedule(self) {
        self.task.run(move || {
            let part = {
                let mut waiting = self.waiting.write_value();
                waiting.position = 0;
                waiting.parts.pop_front()
            };
            // The signals of a page that has been left are disposed of.
            if let Some(part) = part {
                part.try_set(true);
            }
            let is_done = self.waiting.with_value(|waiting| waiting.parts.is_empty());
            if is_done {
                self.building.set(false);
            }
            is_done
        });
    }
}
