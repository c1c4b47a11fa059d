//! Replays the last change, steps through saved scenarios, opens charts in full screen, and holds the state of the
//! tour.

use leptos::prelude::*;

use crate::plan::Series;
use crate::scenario::{STEPS, Scenario};
use crate::ui::app::App;
use crate::ui::browser::storage::Preferences;
use crate::ui::browser::{clock, screen};

/// Duration of a replay, in milliseconds.
const REPLAY_MS: f64 = 1_200.0;

/// What is displayed instead of the draft: a replay of the last change, or a saved scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaybackStage {
    /// Between the states before and after the change.
    Between,
    Before,
    After,
    /// The saved scenario at this position.
    Saved(usize),
}

/// The state of replay, full screen, help and tour.
#[derive(Clone, Copy)]
pub struct Playback {
    stage: RwSignal<Option<(PlaybackStage, Scenario)>>,
    /// Number of replays started; a replay stops when a newer one has started.
    replays: StoredValue<u32>,
    /// The series whose chart fills the window.
    pub fullscreen: RwSignal<Option<Series>>,
    /// Whether the help on keys is open.
    pub help: RwSignal<bool>,
    /// Whether single keys do nothing.
    pub keys_off: RwSignal<bool>,
    /// The current step of the tour.
    pub tour: RwSignal<Option<usize>>,
    /// Whether the tour was taken or declined.
    pub toured: RwSignal<bool>,
}

impl Playback {
    /// Creates the state from the reader's preferences.
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

    /// Returns `keys_off` and `toured`, which are saved as preferences.
    pub(super) fn saved(self) -> (bool, bool) {
        (self.keys_off.get(), self.toured.get())
    }

    /// Returns what is displayed instead of the draft, if anything.
    pub fn stage(self) -> Option<PlaybackStage> {
        self.stage.with(|s| s.as_ref().map(|(stage, _)| *stage))
    }

    pub(super) fn scenario(self) -> Option<Scenario> {
        self.stage.with(|s| s.as_ref().map(|(_, scenario)| scenario.clone()))
    }

    /// Whether the playback prevents all edits.
    pub(super) fn locks(self) -> bool {
        self.stage().is_some_and(|stage| stage != PlaybackStage::Between)
    }

    /// Whether a replay is under way.
    pub(super) fn moves(self) -> bool {
        self.stage() == Some(PlaybackStage::Between)
    }

    /// Ends the playback; the draft is displayed again.
    pub fn end(self) {
        self.replays.update_value(|n| *n = n.wrapping_add(1));
        if self.stage.with_untracked(Option::is_some) {
            self.stage.set(None);
        }
    }
}

/// Returns `at` moved by `by` places in a circle of `count`.
fn around(at: usize, by: isize, count: usize) -> usize {
    at.saturating_add(count).saturating_add_signed(by) % count
}

impl App {
    /// Replays the last change. With reduced motion, each call shows the state before or after it instead.
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
        // Ease in and out.
        let eased = part * part * (3.0 - 2.0 * part) * f64::from(STEPS);
        let now = Scenario::interpolate(self.plan, &before, &after, eased as u16);
        self.playback.stage.set(Some((PlaybackStage::Between, now)));
        clock::after_frame(move || self.replay_from(before, after, number, began));
    }

    /// Displays the next or previous saved scenario instead of the draft, which stays unchanged.
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

    /// Returns the action that opens a chart in full screen, and its label.
    pub fn open_fullscreen(self, series: Series) -> (Callback<()>, &'static str) {
        (Callback::new(move |()| self.playback.fullscreen.set(Some(series))), self.words().large)
    }

    /// Moves to the next or previous chart in full screen.
    pub fn step_fullscreen(self, all: &[Series], by: isize) {
        self.playback.fullscreen.update(|fullscreen| {
            let now = all.iter().position(|s| Some(*s) == *fullscreen);
            *fullscreen = now.and_then(|at| all.get(around(at, by, all.len()))).copied();
        });
    }
}
