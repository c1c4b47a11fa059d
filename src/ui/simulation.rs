//! The futures of a scenario, simulated in slices between frames: coarse at once, then refined.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Odds, Simulation};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::ui::background::SLICE_MS;
use crate::ui::browser::clock;

/// Paths that are simulated before the page is drawn.
const AT_ONCE: u32 = 1_024;
/// Paths between two looks at the clock.
const STEP: u32 = 2_048;
/// Between two drawings of a long run, in milliseconds.
const REDRAW_MS: f64 = 120.0;

/// What is known of the futures of a scenario.
#[derive(Clone, Copy)]
pub struct SimulationTask {
    /// The odds after the paths done so far, coarse within the frame of a change: for what moves with the hand.
    pub odds: RwSignal<Option<Arc<Odds>>>,
    /// The same without those first ones: for tables and sentences, a moment later.
    pub refined: RwSignal<Option<Arc<Odds>>>,
    /// The scenario whose run is complete; none while one is under way.
    pub settled: RwSignal<Option<Scenario>>,
    /// Paths done, and those of the full run.
    pub progress: RwSignal<(u32, u32)>,
    run: StoredValue<Option<Run>, LocalStorage>,
    /// Runs begun.
    runs: StoredValue<u32>,
    /// The run for which a slice is to come.
    awaited: StoredValue<Option<u32>>,
    /// Whether slices may be taken now.
    turn: Signal<bool>,
    plan: &'static Plan,
}

struct Run {
    scenario: Scenario,
    simulation: Simulation,
    drawn: f64,
}

impl SimulationTask {
    /// Follows the scenario on show.
    pub fn of(plan: &'static Plan, shown: Memo<Scenario>) -> Self {
        Self::in_turn(plan, Memo::new(move |_| Some(shown.get())), Signal::stored(true))
    }

    /// Follows a scenario that may be absent. Its first paths are simulated at once, the rest while it is its `turn`, so
    /// that several runs come one after another. One of the edges of the page: slices of a run arrive from outside.
    pub fn in_turn(plan: &'static Plan, scenario: Memo<Option<Scenario>>, turn: Signal<bool>) -> Self {
        let futures = Self {
            odds: RwSignal::new(None),
            refined: RwSignal::new(None),
            settled: RwSignal::new(None),
            progress: RwSignal::new((0, 0)),
            run: StoredValue::new_local(None),
            runs: StoredValue::new(0),
            awaited: StoredValue::new(None),
            turn,
            plan,
        };
        // Names are no assumptions: typing them starts nothing.
        let assumed = Memo::new(move |_| scenario.with(|s| s.as_ref().map(Scenario::nameless)));
        let follow = move |now: Option<Scenario>| match now {
            Some(scenario) => futures.start(scenario),
            None => futures.clear(),
        };
        Effect::new(move |before: Option<()>| {
            let now = assumed.get();
            if before.is_some() {
                follow(now);
            } else {
                // The page has enough to do at its start.
                clock::after(0, move || follow(assumed.get_untracked())).forget();
            }
        });
        let turn = Memo::new(move |_| turn.get());
        Effect::new(move |before: Option<()>| {
            if turn.get() && before.is_some() {
                futures.go_on_soon();
            }
        });
        futures
    }

    /// Gives up the run under way and shows nothing.
    fn clear(self) {
        self.runs.update_value(|n| *n = n.wrapping_add(1));
        self.run.set_value(None);
        if self.odds.with_untracked(Option::is_some) {
            self.odds.set(None);
            self.refined.set(None);
            self.settled.set(None);
        }
    }

    /// Gives up the run under way and starts another.
    fn start(self, scenario: Scenario) {
        let number = self.runs.get_value().wrapping_add(1);
        let mut simulation = Simulation::new(self.plan, &scenario);
        simulation.run(AT_ONCE);
        if self.settled.with_untracked(Option::is_some) {
            self.settled.set(None);
        }
        self.odds.set(Some(Arc::new(simulation.odds())));
        self.run.set_value(Some(Run { scenario, simulation, drawn: clock::precise() }));
        self.runs.set_value(number);
        self.go_on_soon();
    }

    /// Shows what the paths done tell, and goes on in a moment.
    fn draw(self) {
        let Some(odds) = self.run.with_value(|run| run.as_ref().map(|r| r.simulation.odds())) else { return };
        let complete = odds.is_complete();
        self.progress.set(odds.paths);
        let odds = Some(Arc::new(odds));
        self.odds.set(odds.clone());
        self.refined.set(odds);
        if complete {
            self.settled.set(self.run.with_value(|run| run.as_ref().map(|r| r.scenario.clone())));
        } else {
            self.go_on_soon();
        }
    }

    /// Goes on when the frame is drawn, unless another run has begun by then or it is not its turn.
    fn go_on_soon(self) {
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
            if self.turn.get_untracked() && self.settled.with_untracked(Option::is_none) {
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
            self.go_on_soon();
        }
    }

    /// The odds of the full run, finished at once where slices are still to come.
    pub fn full(self) -> Option<Arc<Odds>> {
        self.run.update_value(|run| {
            if let Some(run) = run {
                run.simulation.run(u32::MAX);
            }
        });
        if self.settled.with_untracked(Option::is_none) {
            self.draw();
        }
        self.odds.get_untracked()
    }
}
