//! Explain: where a result comes from and what it hangs on.

mod attribution;
mod map;
mod nearest;
mod rules;
mod tornado;
mod variance;

use attribution::AttributionPart;
use leptos::prelude::*;
use map::MapPart;
use nearest::NearestPart;
use rules::RulesPart;
use tornado::TornadoPart;
use variance::VariancePart;

use crate::analysis::explain::attribution::{Attribution, AttributionTask};
use crate::analysis::explain::counterfactual::{Counterfactual, counterfactual};
use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::explain::sensitivity;
use crate::analysis::explain::sensitivity::TornadoBar;
use crate::chart::{Bars, Size};
use crate::model::odds::coming;
use crate::plan::Series;
use crate::scenario::Scenario;
use crate::text::method::Topic;
use crate::text::sentences::probability;
use crate::ui::app::{App, use_app};
use crate::ui::background::Task;
use crate::ui::charts::BarsTable;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::how_made::HowMade;
use crate::ui::views::picture::{PictureSource, SavePicture, of_scenario};

/// What is explained, and what was found so far.
#[derive(Clone, Copy)]
struct ExplainState {
    /// The scenario that is explained.
    scenario: Memo<Scenario>,
    asked: Memo<OutcomeOfInterest<'static>>,
    attribution: RwSignal<Option<Attribution>>,
    nearest: RwSignal<Vec<Counterfactual<'static>>>,
    bars: RwSignal<Option<Vec<TornadoBar>>>,
    /// Steps done, and all of them.
    progress: RwSignal<(usize, usize)>,
}

impl ExplainState {
    fn is_done(self) -> bool {
        self.progress.with(|(done, all)| done >= all && *all > 0)
    }
}

/// Explain: where a result comes from and what it hangs on.
#[component]
pub fn ExplainPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    // Chosen once, so that a change made here does not explain something else all of a sudden.
    let wanted = RwSignal::new(Some(app.displayed.with_untracked(|s| OutcomeOfInterest::first(app.plan, s))));
    let choices = Memo::new(move |_| app.displayed.with(|s| OutcomeOfInterest::choices(app.plan, s)));
    let asked = Memo::new(move |_| {
        let own = wanted.get().filter(|a| choices.with(|c| c.contains(a)));
        own.unwrap_or_else(|| app.displayed.with(|s| OutcomeOfInterest::first(app.plan, s)))
    });
    let found = ExplainState {
        scenario: Memo::new(move |_| app.displayed.with(Scenario::nameless)),
        asked,
        attribution: RwSignal::new(None),
        nearest: RwSignal::new(Vec::new()),
        bars: RwSignal::new(None),
        progress: RwSignal::new((0, 0)),
    };
    let task = Task::new();
    // An edge: results arrive from timers, a few steps a turn, so that nothing holds up the page.
    Effect::new(move |_| {
        task.cancel();
        let (scenario, asked) = (found.scenario.get(), asked.get());
        found.attribution.set(None);
        found.nearest.set(Vec::new());
        found.bars.set(None);
        found.progress.set((0, 0));
        task.run(search(app, found, scenario, asked));
    });
    let part = move || {
        let (done, all) = found.progress.get();
        done as f64 / all.max(1) as f64
    };
    view! {
        <h1 id="page-title">{w.explain_title}</h1>
        <Choice wanted asked choices />
        <p class="muted run" id="explain-run" data-complete=move || found.is_done().to_string()>
            <progress aria-label=w.explain_working max="1" prop:value=part
                class:hidden=move || found.is_done()></progress>
        </p>
        <HowMade of=&[Topic::Explain, Topic::Uncertainty] />
        <AttributionPart found />
        <Deferred><RulesPart found /></Deferred>
        <Deferred><NearestPart found /></Deferred>
        <Deferred><TornadoPart found /></Deferred>
        <Deferred><MapPart found /></Deferred>
        <Deferred><VariancePart found /></Deferred>
    }
}

/// The steps of everything but the map, one after the other.
fn search(
    app: App,
    found: ExplainState,
    scenario: Scenario,
    asked: OutcomeOfInterest<'static>,
) -> impl FnMut() -> bool + 'static {
    let plan = app.plan;
    let mut parts = AttributionTask::new(plan, &scenario, asked);
    let mut targets: Vec<_> = coming(plan, &scenario).collect();
    targets.reverse();
    let mut inputs = sensitivity::inputs(plan, &scenario, asked);
    let mut bars = Vec::new();
    let steps = parts.progress().1 + targets.len() + inputs.len();
    // One more, so that a search without steps ends as well.
    let all = steps + 1;
    let mut explained = false;
    move || {
        found.progress.update(|p| *p = ((p.0 + 1).min(all), all));
        if !explained {
            explained = parts.step();
            if explained {
                found.attribution.set(parts.result());
            }
        } else if let Some(target) = targets.pop() {
            found.nearest.update(|all| all.extend(counterfactual(plan, &scenario, target)));
        } else if let Some(input) = inputs.pop() {
            bars.extend(sensitivity::bar(plan, &scenario, asked, input));
        } else {
            let now = found.attribution.with_untracked(|a| a.as_ref().map_or(f64::NAN, |a| a.after));
            found.bars.set(Some(sensitivity::sorted(std::mem::take(&mut bars), now)));
            found.progress.set((all, all));
            return true;
        }
        false
    }
}

/// A table with bars, and the ways to take it away. `name` is what it is called and `about` what it is about, `id`
/// names it in the page.
#[component]
fn BarsPart(
    found: ExplainState,
    bars: Bars,
    name: &'static str,
    id: &'static str,
    about: String,
    sentence: String,
) -> impl IntoView {
    let app = use_app();
    let drawing = bars.clone();
    let drawn = Callback::new(move |()| {
        let title = format!("{name}{}{about}", app.lang().colon());
        Some(PictureSource {
            what: id.trim_end_matches("-table"),
            panel: drawing.panel(title, Size::WHOLE),
            sentence: sentence.clone(),
            year: found.scenario.with(|s| s.from),
            series: Vec::new(),
            caption: of_scenario(app, None),
        })
    });
    view! {
        <BarsTable bars name id />
        <div class="chart-tools"><SavePicture title=name drawn ready=true /></div>
    }
}

/// What is explained: a probability or a value, and for a value its year.
#[component]
fn Choice(
    wanted: RwSignal<Option<OutcomeOfInterest<'static>>>,
    asked: Memo<OutcomeOfInterest<'static>>,
    choices: Memo<Vec<OutcomeOfInterest<'static>>>,
) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let name = move |a: OutcomeOfInterest<'static>| match a {
        OutcomeOfInterest::All(year) => probability::all_of(app.lang(), year),
        OutcomeOfInterest::Chance(t) => format!("{} {}", app.narrator().target_name(t), t.year),
        OutcomeOfInterest::Central(series, _) => app.plan.series(series).short.get(app.lang()).to_owned(),
    };
    let option = move |a: OutcomeOfInterest<'static>| {
        let value = key(a);
        let selected = move || key(asked.get()) == key(a);
        view! { <option value=value prop:selected=selected>{name(a)}</option> }
    };
    let chances = move || choices.get().into_iter().filter(|a| a.is_chance()).map(option).collect_view();
    let year = Memo::new(move |_| asked.get().year());
    let medians = move || Series::ALL.iter().map(|s| option(OutcomeOfInterest::Central(*s, year.get()))).collect_view();
    let choose = move |value: String| {
        let year = year.get_untracked();
        let medians = Series::ALL.iter().map(|s| OutcomeOfInterest::Central(*s, year));
        wanted.set(
            choices.get_untracked().into_iter().filter(|a| a.is_chance()).chain(medians).find(|a| key(*a) == value),
        );
    };
    let years = move || {
        let all: Vec<u16> = app.displayed.with(|s| s.years().collect());
        let one = |y: u16| view! { <option value=y.to_string() prop:selected=move || year.get() == y>{y}</option> };
        all.into_iter().map(one).collect_view()
    };
    let choose_year = move |value: String| {
        if let (OutcomeOfInterest::Central(series, _), Ok(year)) = (asked.get_untracked(), value.parse()) {
            wanted.set(Some(OutcomeOfInterest::Central(series, year)));
        }
    };
    let is_central = Memo::new(move |_| !asked.get().is_chance());
    view! {
        <div class="explain-choice">
            <label>
                <span>{w.explain_asked}</span>
                <select id="asked" on:change:target=move |ev| choose(ev.target().value())>
                    <optgroup label=w.explain_chances>{chances}</optgroup>
                    <optgroup label=w.explain_central>{medians}</optgroup>
                </select>
            </label>
            <Show when=move || is_central.get()>
                <label>
                    <span>{w.year}</span>
                    <select id="asked-year" on:change:target=move |ev| choose_year(ev.target().value())>{years}</select>
                </label>
            </Show>
        </div>
    }
}

/// The value of an option.
fn key(asked: OutcomeOfInterest) -> String {
    match asked {
        OutcomeOfInterest::All(year) => format!("all-{year}"),
        OutcomeOfInterest::Chance(target) => target.id.clone(),
        OutcomeOfInterest::Central(series, _) => series.key().to_owned(),
    }
}
