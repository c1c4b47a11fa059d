//! The futures of the scenario on show, simulated in slices between frames: coarse at once, then refined.

use std::sync::Arc;

use leptos::prelude::*;

use super::browser::clock;
use crate::model::{Odds, Simulation};
use crate::plan::Plan;
use crate::scenario::Scenario;

/// Paths that are simulated before the page is drawn: a default run is whole at once.
const AT_ONCE: u32 = 10_240;
/// Paths between two looks at the clock.
const STEP: u32 = 2_048;
/// Longest slice, in milliseconds: a frame has sixteen.
const SLICE_MS: f64 = 8.0;
/// Between two drawings of a long run, in milliseconds.
const REDRAW_MS: f64 = 120.0;

/// What is known of the futures of the scenario on show.
#[derive(Clone, Copy)]
pub struct Futures {
    /// The odds after the paths done so far.
    pub odds: RwSignal<Option<Arc<Odds>>>,
    /// The scenario whose run is complete; none while one is under way.
    pub settled: RwSignal<Option<Scenario>>,
    /// Paths done, and those of the full run.
    pub progress: RwSignal<(u32, u32)>,
    run: StoredValue<Option<Run>, LocalStorage>,
    plan: &'static Plan,
}

struct Run {
    scenario: Scenario,
    simulation: Simulation,
    drawn: f64,
    next: Option<clock::Timer>,
}

impl Futures {
    /// Follows the scenario on show. One of the edges of the page: slices of a run arrive from outside.
    pub fn of(plan: &'static Plan, shown: Memo<Scenario>) -> Self {
        let futures = Self {
            odds: RwSignal::new(None),
            settled: RwSignal::new(None),
            progress: RwSignal::new((0, 0)),
            run: StoredValue::new_local(None),
            plan,
        };
        // The name is no assumption: typing it starts nothing.
        let assumed = Memo::new(move |_| shown.with(|s| Scenario { name: String::new(), ..s.clone() }));
        Effect::new(move |_| futures.start(assumed.get()));
        futures
    }

    /// Gives up the run under way and starts another.
    fn start(self, scenario: Scenario) {
        let mut simulation = Simulation::new(self.plan, &scenario);
        simulation.run(AT_ONCE);
        self.settled.set(None);
        self.run.set_value(Some(Run { scenario, simulation, drawn: clock::precise(), next: None }));
        self.draw();
    }

    /// Shows what the paths done tell, and goes on in a moment.
    fn draw(self) {
        let odds = self.run.with_value(|run| run.as_ref().map(|r| (r.simulation.odds(), r.scenario.clone())));
        let Some((odds, scenario)) = odds else { return };
        let complete = odds.is_complete();
        self.progress.set(odds.paths);
        self.odds.set(Some(Arc::new(odds)));
        if complete {
            self.settled.set(Some(scenario));
        } else {
            self.go_on_soon();
        }
    }

    fn go_on_soon(self) {
        let timer = clock::after(0, move || self.slice());
        self.run.update_value(|run| {
            if let Some(run) = run {
                run.next = Some(timer);
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
                run.next = None;
            }
        });
        if self.settled.with_untracked(Option::is_none) {
            self.draw();
        }
        self.odds.get_untracked()
    }
}
