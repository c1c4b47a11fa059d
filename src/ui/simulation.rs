//! Simulates the paths of a scenario in slices between frames: coarse at once, then refined.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Odds, Simulation};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::ui::background::SLICE_MS;
use crate::ui::browser::clock;

/// Paths simulated before the first redraw.
const AT_ONCE: u32 = 1_024;
/// Paths simulated between two checks of the clock.
const STEP: u32 = 2_048;
/// Interval between redraws during a run, in milliseconds.
const REDRAW_MS: f64 = 120.0;

/// The simulation of one scenario and its odds so far.
#[derive(Clone, Copy)]
pub struct SimulationTask {
    /// The odds after the paths done so far, available within the frame of a change: for what follows a slider.
    pub live: RwSignal<Option<Arc<Odds>>>,
    /// The same, but never those of the first `AT_ONCE` paths alone: for tables and sentences, one redraw later.
    pub refined: RwSignal<Option<Arc<Odds>>>,
    /// The scenario whose run is complete; `None` during a run.
    pub completed_for: RwSignal<Option<Scenario>>,
    /// Paths done and paths of the full run.
    pub progress: RwSignal<(u32, u32)>,
    run: StoredValue<Option<Run>, LocalStorage>,
    /// Number of runs started; older ones stop.
    runs: StoredValue<u32>,
    /// The run for which a slice is scheduled.
    awaited: StoredValue<Option<u32>>,
    /// Whether slices may run now.
    may_run: Signal<bool>,
    plan: &'static Plan,
}

struct Run {
    scenario: Scenario,
    simulation: Simulation,
    drawn: f64,
}

impl SimulationTask {
    /// Simulates the displayed scenario whenever it changes.
    pub fn of(plan: &'static Plan, displayed: Memo<Scenario>) -> Self {
        Self::queued(plan, Memo::new(move |_| Some(displayed.get())), Signal::stored(true))
    }

    /// Simulates `scenario` whenever it changes. The first paths run at once, the rest while `may_run` is `true`, so
    /// that several tasks run one after another. One of the effects of the page: slices arrive from timers.
    pub fn queued(plan: &'static Plan, scenario: Memo<Option<Scenario>>, may_run: Signal<bool>) -> Self {
        let task = Self {
            live: RwSignal::new(None),
            refined: RwSignal::new(None),
            completed_for: RwSignal::new(None),
            progress: RwSignal::new((0, 0)),
            run: StoredValue::new_local(None),
            runs: StoredValue::new(0),
            awaited: StoredValue::new(None),
            may_run,
            plan,
        };
        // A name is no assumption: typing one starts no run.
        let assumed = Memo::new(move |_| scenario.with(|s| s.as_ref().map(Scenario::nameless)));
        let follow = move |now: Option<Scenario>| match now {
            Some(scenario) => task.start(scenario),
            None => task.clear(),
        };
        Effect::new(move |before: Option<()>| {
            let now = assumed.get();
            if before.is_some() {
                follow(now);
            } else {
                // Leave the first frame to the page.
                clock::after(0, move || follow(assumed.get_untracked())).forget();
            }
        });
        let may_run = Memo::new(move |_| may_run.get());
        Effect::new(move |before: Option<()>| {
            if may_run.get() && before.is_some() {
                task.schedule_slice();
            }
        });
        task
    }

    /// Cancels the run and clears the odds.
    fn clear(self) {
        self.runs.update_value(|n| *n = n.wrapping_add(1));
        self.run.set_value(None);
        if self.live.with_untracked(Option::is_some) {
            self.live.set(None);
            self.refined.set(None);
            self.completed_for.set(None);
        }
    }

    /// Cancels the run and starts one for `scenario`.
    fn start(self, scenario: Scenario) {
        let number = self.runs.get_value().wrapping_add(1);
        let mut simulation = Simulation::new(self.plan, &scenario);
        simulation.run(AT_ONCE);
        if self.completed_for.with_untracked(Option::is_some) {
            self.completed_for.set(None);
        }
        self.live.set(Some(Arc::new(simulation.odds())));
        self.run.set_value(Some(Run { scenario, simulation, drawn: clock::precise() }));
        self.runs.set_value(number);
        self.schedule_slice();
    }

    /// Publishes the odds of the paths done so far and schedules the next slice.
    fn draw(self) {
        let Some(odds) = self.run.with_value(|run| run.as_ref().map(|r| r.simulation.odds())) else { return };
        let complete = odds.is_complete();
        self.progress.set(odds.paths);
        let odds = Some(Arc::new(odds));
        self.live.set(odds.clone());
        self.refined.set(odds);
        if complete {
            self.completed_for.set(self.run.with_value(|run| run.as_ref().map(|r| r.scenario.clone())));
        } else {
            self.schedule_slice();
        }
    }

    /// Runs the next slice after the next frame, unless another run has started by then or `may_run` is `false`.
    fn schedule_slice(self) {
        let number = self.runs.get_value();
        if self.awaited.get_value() == Some(number) {
            return;
        }
        self.awaited.set_value(Some(number));
        clock::after_frame(move || {
            if number != self.runs.get_value() {
                return;
            }
            self.awaited.set_value(None);
            if self.may_run.get_untracked() && self.completed_for.with_untracked(Option::is_none) {
                self.slice();
            }
        });
    }

    fn slice(self) {
        let began = clock::precise();
        let mut draw = false;
        self.run.update_value(|run| {
            let Some(run) = run else { return };
            let mut complete = false;
            while !complete && clock::precise() - began < SLICE_MS {
                complete = run.simulation.run(STEP);
            }
            draw = complete || began - run.drawn > REDRAW_MS;
            if draw {
                run.drawn = began;
            }
        });
        if draw {
            self.draw();
        } else {
            self.progress.set(self.run.with_value(|run| run.as_ref().map_or((0, 0), |r| r.simulation.progress())));
            self.schedule_slice();
        }
    }

    /// Returns the odds of the full run; finishes the run at once if slices remain.
    pub fn full(self) -> Option<Arc<Odds>> {
        self.run.update_value(|run| {
            if let Some(run) = run {
                run.simulation.run(u32::MAX);
            }
        });
        if self.completed_for.with_untracked(Option::is_none) {
            self.draw();
        }
        self.live.get_untracked()
    }
}
