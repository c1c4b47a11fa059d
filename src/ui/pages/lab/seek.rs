//! What it would take: for each target the lever that meets it, or gives it a probability; found one after the other.

use leptos::prelude::*;

use crate::analysis::goal_seek::{Aim, GoalSeekResult, seek, seek_all};
use crate::analysis::targets::levers_of;
use crate::decimal::Decimal;
use crate::model::odds::coming;
use crate::plan::{Lever, Target};
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::method::Topic;
use crate::text::sentences::probability;
use crate::ui::app::{App, use_app};
use crate::ui::background::Task;
use crate::ui::browser::is_open;
use crate::ui::views::how_made::HowMade;
use crate::ui::widgets::NumberField;

/// Probability asked for in the reader's own column, in percent, until another is typed.
const OWN: Decimal = Decimal::whole(90);

/// What is sought: a target, or all of a year.
#[derive(Clone, Copy, PartialEq)]
enum Goal {
    One(&'static Target),
    All(u16),
}

/// A cell of the table: what is sought, how, and the answer.
#[derive(Clone, PartialEq)]
struct Job {
    goal: Goal,
    aim: Aim,
    answer: Answer,
}

/// What is known of a cell.
#[derive(Clone, PartialEq)]
enum Answer {
    /// It has not been looked for yet.
    Pending,
    /// Nothing within the lever's range does it.
    Nothing,
    GoalSeekResult(GoalSeekResult),
}

/// The table of goals. Works only while it is open.
#[component]
pub fn SeekPanel() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let open = RwSignal::new(false);
    let own = RwSignal::new(OWN);
    let jobs = RwSignal::new(Vec::<Job>::new());
    let task = Task::new();
    let aims = move || [Aim::Central, Aim::Chance(0.8), Aim::Chance(own.get().to_f64() / 100.0)];
    // An edge: results arrive from timers, so that no search holds up the page.
    Effect::new(move |_| {
        task.cancel();
        let Some(scenario) = open.get().then(|| app.displayed.get()) else {
            if !jobs.with_untracked(Vec::is_empty) {
                jobs.update(|jobs| jobs.iter_mut().for_each(|j| j.answer = Answer::Pending));
            }
            return;
        };
        let goals = goals(app, &scenario);
        let all = goals.into_iter().flat_map(|goal| aims().map(|aim| Job { goal, aim, answer: Answer::Pending }));
        jobs.set(all.collect());
        let mut at = 0;
        task.run(move || {
            let job = jobs.with_untracked(|all| all.get(at).map(|j| (j.goal, j.aim)));
            let Some((goal, aim)) = job else { return true };
            let found = match goal {
                Goal::One(target) => seek(app.plan, &scenario, target, aim),
                Goal::All(year) => seek_all(app.plan, &scenario, year, aim),
            };
            jobs.update(|all| {
                if let Some(job) = all.get_mut(at) {
                    job.answer = found.map_or(Answer::Nothing, Answer::GoalSeekResult);
                }
            });
            at += 1;
            false
        });
    });
    let table = move || {
        let all = jobs.get();
        let row = |cells: &[Job]| {
            let goal = cells.first()?.goal;
            let views = cells.iter().map(|job| cell(app, job)).collect_view();
            Some(view! {
                <tr>
                    <th scope="row">
                        {goal_name(app, goal)}<span class="muted block">{lever_name(app, goal)}</span>
                    </th>
                    {views}
                </tr>
            })
        };
        all.chunks(3).filter_map(row).collect_view()
    };
    let chance = move |percent: f64| probability::with_chance(lang, &format::percent(percent, 0));
    view! {
        <details class="seek" id="seek" on:toggle=move |ev| open.set(is_open(&ev))>
            <summary><h2>{w.seek_title}</h2></summary>
            <p class="muted">{w.seek_note}</p>
            <div class="scroll" role="group" tabindex="0" aria-label=w.seek_title>
                <table class="board" id="seek-table">
                    <caption class="visually-hidden">{w.seek_title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{w.target}</th>
                            <th scope="col" class="num">{w.seek_central}</th>
                            <th scope="col" class="num">{chance(80.0)}</th>
                            <th scope="col" class="num">
                                <NumberField id="seek-own".to_owned() label=w.seek_own.to_owned() lang value=own
                                    min=Decimal::from_raw(1_000) max=Decimal::from_raw(999_000) step=Decimal::whole(1)
                                    disabled=false on_commit=Callback::new(move |v| own.set(v)) />
                                <span class="unit">"%"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{table}</tbody>
                </table>
            </div>
            <HowMade of=&[Topic::Required, Topic::Uncertainty] />
        </details>
    }
}

fn goals(app: App, scenario: &Scenario) -> Vec<Goal> {
    let mut targets: Vec<&'static Target> = coming(app.plan, scenario).collect();
    targets.sort_by_key(|t| t.year);
    let mut goals: Vec<Goal> = Vec::new();
    for t in &targets {
        goals.push(Goal::One(t));
        let last_of_year = targets.iter().rfind(|o| o.year == t.year).is_some_and(|o| o.id == t.id);
        if last_of_year && targets.iter().filter(|o| o.year == t.year).count() > 1 {
            goals.push(Goal::All(t.year));
        }
    }
    goals
}

fn goal_name(app: App, goal: Goal) -> String {
    match goal {
        Goal::One(target) => format!("{} {}", app.narrator().target_name(target), target.year),
        Goal::All(year) => probability::all_of(app.lang(), year),
    }
}

fn lever_name(app: App, goal: Goal) -> String {
    match goal {
        Goal::One(target) => {
            let name = |l: &Lever| app.plan.lever(*l).name.get(app.lang()).to_owned();
            levers_of(target).iter().map(name).collect::<Vec<_>>().join(app.lang().comma())
        }
        Goal::All(_) => app.words().seek_uplift.to_owned(),
    }
}

fn cell(app: App, job: &Job) -> impl IntoView + use<> {
    let w = app.words();
    let text = |found: &GoalSeekResult| match job.goal {
        Goal::One(target) => {
            let unit = levers_of(target).first().map(|l| app.plan.lever(*l).unit);
            (unit.map(|unit| app.narrator().lever_value(unit, found.value)).unwrap_or_default(), Vec::new())
        }
        Goal::All(_) => app.narrator().sought(found),
    };
    let what = goal_name(app, job.goal);
    match &job.answer {
        Answer::Pending => view! { <td class="num muted">"…"</td> }.into_any(),
        Answer::Nothing => view! { <td class="num muted">{w.unreachable}</td> }.into_any(),
        Answer::GoalSeekResult(found) => {
            let (text, each) = text(found);
            let each = each.into_iter().map(|line| view! { <span class="muted block">{line}</span> }).collect_view();
            let label = format!("{}: {what} {text}", w.apply);
            let scenario = found.scenario.clone();
            view! {
                <td class="num">
                    <span class="board-value">{text}</span>
                    {each}
                    <button class="quiet" aria-label=label prop:disabled=move || app.is_locked()
                        on:click=move |_| app.apply(scenario.clone())>{w.apply}</button>
                </td>
            }
            .into_any()
        }
    }
}
