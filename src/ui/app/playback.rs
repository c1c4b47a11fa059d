//! Showing the work to others: the last change again, saved scenarios one after another, one chart large; and a first visit.

use leptos::prelude::*;

use crate::plan::Series;
use crate::scenario::{STEPS, Scenario};
use crate::ui::app::App;
use crate::ui::browser::storage::Preferences;
use crate::ui::browser::{clock, screen};

/// How long the last change takes when it is shown again, in milliseconds.
const REPLAY_MS: f64 = 1_200.0;

/// What stands in the place of the work in hand for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaybackStage {
    /// On the way from before the last change to after it.
    Between,
    /// Before the last change.
    Before,
    /// After it.
    After,
    /// The saved scenario at this position.
    Saved(usize),
}

/// What serves showing the work to others, and a first visit.
#[derive(Clone, Copy)]
pub struct Playback {
    stage: RwSignal<Option<(PlaybackStage, Scenario)>>,
    /// Replays begun: an older one stops.
    replays: StoredValue<u32>,
    /// The series whose chart is large.
    pub fullscreen: RwSignal<Option<Series>>,
    /// Whether the help on keys is open.
    pub help: RwSignal<bool>,
    /// Whether single keys do nothing.
    pub keys_off: RwSignal<bool>,
    /// The step of the tour.
    pub tour: RwSignal<Option<usize>>,
    /// Whether the tour was taken or declined.
    pub toured: RwSignal<bool>,
}

impl Playback {
    /// With what the reader prefers.
    pub(super) fn new(preferences: &Preferences) -> Self {
        Self {
            stage: RwSignal::new(None),
            replays: StoredValue::new(0),
            fullscreen: RwSignal::new(None),
            help: RwSignal::new(false),
            keys_off: RwSignal::new(preferences.keys_off),
            tour: RwSignal::new(None),
            toured: RwSignal::new(preferences.toured),
        }
    }

    /// What is kept of it.
    pub(super) fn saved(self) -> (bool, bool) {
        (self.keys_off.get(), self.toured.get())
    }

    /// What stands in the place of the work in hand.
    pub fn stage(self) -> Option<PlaybackStage> {
        self.stage.with(|s| s.as_ref().map(|(stage, _)| *stage))
    }

    pub(super) fn scenario(self) -> Option<Scenario> {
        self.stage.with(|s| s.as_ref().map(|(_, scenario)| scenario.clone()))
    }

    /// Whether nothing can be changed because of it.
    pub(super) fn locks(self) -> bool {
        self.stage().is_some_and(|stage| stage != PlaybackStage::Between)
    }

    /// Whether a change is being shown again.
    pub(super) fn moves(self) -> bool {
        self.stage() == Some(PlaybackStage::Between)
    }

    /// Back to the work in hand.
    pub fn end(self) {
        self.replays.update_value(|n| *n = n.wrapping_add(1));
        if self.stage.with_untracked(Option::is_some) {
            self.stage.set(None);
        }
    }
}

/// The place one step from another, of some in a circle.
fn around(at: usize, by: isize, count: usize) -> usize {
    at.saturating_add(count).saturating_add_signed(by) % count
}

impl App {
    /// Shows the last change again, from before it to after it; where nothing may move, one after the other at each call.
    pub fn replay(self) {
        let Some(before) = untrack(|| self.before()).filter(|_| !untrack(|| self.is_link())) else { return };
        let last = untrack(|| self.playback.stage());
        self.playback.end();
        let after = self.draft.get_untracked();
        if screen::is_still() {
            let next = if last == Some(PlaybackStage::Before) {
                (PlaybackStage::After, after)
            } else {
                (PlaybackStage::Before, before)
            };
            return self.playback.stage.set(Some(next));
        }
        self.replay_from(before, after, self.playback.replays.get_value(), clock::precise());
    }

    fn replay_from(self, before: Scenario, after: Scenario, number: u32, began: f64) {
        if number != self.playback.replays.get_value() {
            return;
        }
        let part = (clock::precise() - began) / REPLAY_MS;
        if part >= 1.0 {
            self.playback.end();
            return;
        }
        // Slow at both ends.
        let eased = part * part * (3.0 - 2.0 * part) * f64::from(STEPS);
        let now = Scenario::interpolate(self.plan, &before, &after, eased as u16);
        self.playback.stage.set(Some((PlaybackStage::Between, now)));
        clock::after_frame(move || self.replay_from(before, after, number, began));
    }

    /// Puts the next saved scenario on show, or the one before, where the work in hand was, which stays as it is.
    pub fn show_saved(self, by: isize) {
        if untrack(|| self.is_link()) {
            return;
        }
        let count = self.saved.with_untracked(Vec::len);
        if count == 0 {
            return self.show_toast(self.words().nothing_saved.to_owned(), None);
        }
        let at = match untrack(|| self.playback.stage()) {
            Some(PlaybackStage::Saved(at)) => around(at, by, count),
            _ if by < 0 => count - 1,
            _ => 0,
        };
        self.playback.end();
        let scenario = self.saved.with_untracked(|all| all.get(at).map(|s| s.scenario.clone()));
        self.playback.stage.set(scenario.map(|s| (PlaybackStage::Saved(at), s)));
    }

    /// What makes the chart of a series the large one, and its label.
    pub fn open_fullscreen(self, series: Series) -> (Callback<()>, &'static str) {
        (Callback::new(move |()| self.playback.fullscreen.set(Some(series))), self.words().large)
    }

    /// Makes the next chart the large one, or the one before.
    pub fn step_fullscreen(self, all: &[Series], by: isize) {
        self.playback.fullscreen.update(|fullscreen| {
            let now = all.iter().position(|s| Some(*s) == *fullscreen);
            *fullscreen = now.and_then(|at| all.get(around(at, by, all.len()))).copied();
        });
    }
}
