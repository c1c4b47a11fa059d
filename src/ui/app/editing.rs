//! Edits the draft; each edit is one undo step.

use leptos::prelude::*;

use crate::plan::Lever;
use crate::scenario::{Change, Scenario, Values};
use crate::ui::app::{App, OpenedFrom};

/// Most steps that can be undone.
const UNDO_LIMIT: usize = 200;
/// Most simultaneous changes that are named; beyond that they are counted.
const MOST_NAMED: usize = 3;

/// A state to return to: the draft and where it was opened from.
type HistoryEntry = (Scenario, Option<OpenedFrom>);

/// The undo and redo stacks.
#[derive(Clone, Default)]
pub(super) struct History {
    past: Vec<HistoryEntry>,
    future: Vec<HistoryEntry>,
    gesture: Option<Lever>,
}

impl App {
    fn edit(self, gesture: Option<Lever>, change: impl FnOnce(Scenario) -> Scenario) {
        let opened = self.opened.get_untracked();
        self.step_to(gesture, opened, change);
    }

    /// Makes an edit after which the draft belongs to another saved scenario.
    pub(super) fn edit_as(self, opened: Option<OpenedFrom>, change: impl FnOnce(Scenario) -> Scenario) {
        self.step_to(None, opened, change);
    }

    fn step_to(self, gesture: Option<Lever>, opened: Option<OpenedFrom>, change: impl FnOnce(Scenario) -> Scenario) {
        if untrack(|| self.is_locked()) {
            return;
        }
        self.playback.end();
        let before = (self.draft.get_untracked(), self.opened.get_untracked());
        let linked = self.linked.with_untracked(|link| Some(link.as_ref()?.as_ref().ok()?.scenario.clone()));
        let after = match &linked {
            Some(scenario) => (change(scenario.clone()), None),
            None => (change(before.0.clone()), opened),
        };
        if linked.as_ref().unwrap_or(&before.0) == &after.0 && after.1 == before.1 {
            return;
        }
        if let Some(scenario) = linked {
            self.make_own(&scenario, &before.0);
        }
        self.history.update(|h| {
            if gesture.is_none() || h.gesture != gesture {
                h.past.push(before);
                if h.past.len() > UNDO_LIMIT {
                    h.past.remove(0);
                }
            }
            h.future.clear();
            h.gesture = gesture;
        });
        self.go_to(after);
    }

    /// Leaves the link whose scenario is being edited. A draft with changes that are saved nowhere is saved.
    fn make_own(self, linked: &Scenario, draft: &Scenario) {
        if !draft.changes(self.plan).is_empty() && !untrack(|| self.has_saved(draft)) {
            self.put(None, draft.clone());
        }
        let query = self.route.with_untracked(|route| route.link.clone());
        self.origin.set(query.map(|query| (self.display_name(linked), query)));
        self.leave_preview();
    }

    fn go_to(self, (draft, opened): HistoryEntry) {
        self.opened.set(opened);
        self.draft.set(draft);
    }

    /// Returns the last change in words; `None` if nothing was changed.
    pub fn last_change(self) -> Option<String> {
        let (before, after) = (self.before()?, self.draft.get());
        let say = self.narrator();
        let changes = |s: &Scenario| {
            let describe = |c: &Change| {
                (say.change(s, c), matches!(c, Change::Measure(i) if before.measures.get(*i) != s.measures.get(*i)))
            };
            s.changes(self.plan).iter().map(describe).collect::<Vec<_>>()
        };
        let previous = changes(&before);
        let added = changes(&after).into_iter().filter(|change| !previous.contains(change)).map(|(text, _)| text);
        let reset = before.levers.keys().filter(|l| !after.levers.contains_key(l));
        let all: Vec<String> = added.chain(reset.map(|l| say.change(&after, &Change::Lever(*l)))).collect();
        Some(if all.len() > MOST_NAMED { say.words().changes(all.len()) } else { all.join(say.lang.comma()) })
    }

    /// Sets a lever. All moves of one drag of a slider (`live`) are one undo step.
    pub fn set_lever(self, lever: Lever, values: Values, live: bool) {
        let plan = self.plan;
        self.edit(live.then_some(lever), move |s| s.with_lever(plan, lever, values));
    }

    /// Whether values change continuously: a slider is being dragged or a change replayed.
    pub fn is_live(self) -> bool {
        self.history.with(|h| h.gesture.is_some()) || self.playback.moves()
    }

    /// Returns the draft as it was before the last change of an assumption.
    pub fn before(self) -> Option<Scenario> {
        let now = self.draft.with(Scenario::nameless);
        self.history.with(|h| h.past.iter().rev().map(|(s, _)| s).find(|s| s.nameless() != now).cloned())
    }

    /// Ends a drag of a slider.
    pub fn end_gesture(self) {
        self.history.update(|h| h.gesture = None);
    }

    /// Resets one change to its default.
    pub fn reset(self, change: &Change) {
        let plan = self.plan;
        self.edit(None, |s| s.without(plan, change));
    }

    /// Resets everything but the name to the defaults.
    pub fn reset_all(self) {
        let plan = self.plan;
        self.edit(None, |s| Scenario { name: s.name, author: s.author, ..Scenario::new(plan) });
    }

    /// Replaces the assumptions and keeps the name.
    pub fn apply(self, scenario: Scenario) {
        self.edit(None, |s| Scenario { name: s.name, author: s.author, ..scenario });
    }

    /// Makes any other edit of the scenario.
    pub fn change(self, change: impl FnOnce(Scenario) -> Scenario) {
        self.edit(None, change);
    }

    pub fn undo(self) {
        self.step(|h| (&mut h.past, &mut h.future));
    }

    pub fn redo(self) {
        self.step(|h| (&mut h.future, &mut h.past));
    }

    fn step(self, sides: impl FnOnce(&mut History) -> (&mut Vec<HistoryEntry>, &mut Vec<HistoryEntry>)) {
        if untrack(|| self.is_preview()) {
            return;
        }
        self.playback.end();
        let now = (self.draft.get_untracked(), self.opened.get_untracked());
        let mut then = None;
        self.history.update(|h| {
            h.gesture = None;
            let (from, to) = sides(h);
            then = from.pop();
            if then.is_some() {
                to.push(now);
            }
        });
        if let Some(then) = then {
            self.go_to(then);
        }
    }

    /// Whether there is something to undo.
    pub fn can_undo(self) -> bool {
        self.history.with(|h| !h.past.is_empty())
    }

    /// Whether there is something to redo.
    pub fn can_redo(self) -> bool {
        self.history.with(|h| !h.future.is_empty())
    }
}
