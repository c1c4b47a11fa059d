//! The verdict board: one row a target.

use engine::Chance;
use leptos::prelude::*;

use crate::analysis::targets::{Evidence, Verdict, achieved, latest_first, required};
use crate::plan::{Series, Target};
use crate::text::format;
use crate::text::sentences::probability;
use crate::ui::app::{App, use_app};
use crate::ui::widgets::VerdictMark;

/// Shows all targets of the displayed reading.
#[component]
pub fn Board() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let reading = Memo::new(move |_| app.displayed.with(|s| s.reading));
    let rows = move || in_order(app, reading.get()).into_iter().map(|t| row(app, t)).collect_view();
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=w.board>
            <table class="board stacks" id="board">
                <caption class="visually-hidden">{w.board}</caption>
                <thead>
                    <tr>
                        <th scope="col">{w.target}</th>
                        <th scope="col">{w.verdict}</th>
                        <th scope="col" class="num">{w.odds}</th>
                        <th scope="col" class="num">{w.in_target_year}</th>
                        <th scope="col" class="num">{w.gap}</th>
                        <th scope="col" class="num">{w.first_met}</th>
                        <th scope="col" class="num">
                            {w.growth_needed}<span class="muted block">{w.growth_past}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="muted" id="rests-on">{move || app.displayed.with(|s| app.narrator().rests_on_estimates(s))}</p>
    }
}

fn in_order(app: App, reading: crate::plan::Reading) -> Vec<&'static Target> {
    latest_first(app.plan.targets(reading))
}

/// On small screens: the marks of the coming targets, in view while levers move, as a link to the board.
#[component]
pub fn Strip() -> impl IntoView {
    let app = use_app();
    let reading = Memo::new(move |_| app.displayed.with(|s| s.reading));
    let marks = move || {
        let last = app.plan.period[1];
        let name = |t: &'static Target| mark(app, t, app.narrator().target_name(t));
        in_order(app, reading.get()).into_iter().filter(|t| t.year == last).map(name).collect_view()
    };
    view! { <div class="strip" aria-hidden="true">{marks}</div> }
}

/// Shows the status of the targets of one series.
#[component]
pub fn Verdicts(series: Series) -> impl IntoView {
    let app = use_app();
    let reading = Memo::new(move |_| app.displayed.with(|s| s.reading));
    let marks = move || {
        let name = |t: &'static Target| mark(app, t, format!("{} · {}", t.year, app.narrator().goal(t)));
        in_order(app, reading.get()).into_iter().filter(|t| t.of == [series]).map(name).collect_view()
    };
    view! { <p class="verdicts">{marks}</p> }
}

fn mark(app: App, target: &'static Target, name: String) -> impl IntoView {
    let verdict = Signal::derive(move || app.report_of(target).map_or(Verdict::Unknown, |r| r.verdict));
    let word = Signal::derive(move || app.narrator().verdict(verdict.get()));
    view! { <span class="strip-item">{name} " " <VerdictMark verdict word /></span> }
}

fn row(app: App, target: &'static Target) -> impl IntoView {
    let w = app.words();
    let report = Memo::new(move |_| app.report_of(target));
    let unit = app.narrator().unit_of(target);
    let verdict = Signal::derive(move || report.get().map_or(Verdict::Unknown, |r| r.verdict));
    let value = move || {
        let say = app.narrator();
        report.get().and_then(|r| r.value).map_or_else(|| w.no_public_figure.to_owned(), |v| say.value(unit, v))
    };
    let estimate = move || {
        let say = app.narrator();
        report.get().and_then(|r| match r.evidence {
            Evidence::Outturn(_) if say.is_estimate(&r) => Some(w.estimate),
            Evidence::Reader => Some(w.yours),
            _ => None,
        })
    };
    let gap = move || {
        let say = app.narrator();
        report.get().and_then(|r| r.gap).map(|g| say.gap(unit, g)).unwrap_or_default()
    };
    let first = move || match report.get().and_then(|r| r.first_met) {
        Some(year) => year.to_string(),
        None => app.displayed.with(|s| w.not_by.replace("{year}", &s.to.to_string())),
    };
    let needed = move || {
        let say = app.narrator();
        let need = app.displayed.with(|s| required(app.plan, s, target));
        need.map(|n| say.needed(target, &n)).unwrap_or_default()
    };
    let from = Memo::new(move |_| app.displayed.with(|s| s.from));
    let past = move || {
        let [series] = target.of.as_slice() else { return String::new() };
        let yardstick = crate::analysis::targets::Yardstick::of(app.plan, target);
        let past = app.narrator().past(&achieved(app.plan, from.get(), *series), yardstick);
        past.first().map(|p| format!("{} ({})", p.rate, p.span)).unwrap_or_default()
    };
    view! {
        <tr id=format!("row-{}", target.id) data-verdict=move || format!("{:?}", verdict.get()).to_lowercase()>
            <th scope="row">
                {move || app.narrator().target_name(target)}
                <span class="muted block">{target.year} " · " {move || app.narrator().goal(target)}</span>
            </th>
            <td><VerdictMark verdict word=Signal::derive(move || app.narrator().verdict(verdict.get())) /></td>
            <td class="num" data-label=w.odds>{chance(app, target)}</td>
            <td class="num" data-label=w.in_target_year>
                <span class="board-value">{value}</span>
                {move || estimate().map(|e| view! { <span class="tag">{e}</span> })}
            </td>
            <td class="num" data-label=w.gap>{gap}</td>
            <td class="num" data-label=w.first_met>{first}</td>
            <td class="num" data-label=w.growth_needed>{needed}<span class="muted block">{past}</span></td>
        </tr>
    }
}

/// The probability of a target, in the board: with its error, or that it is exact.
fn chance(app: App, target: &'static Target) -> impl IntoView {
    let lang = app.lang();
    let w = app.words();
    let chance = Memo::new(move |_| {
        app.simulation.live.with(|o| o.as_ref().and_then(|o| o.of(target).map(|t| (t.chance, t.closed))))
    });
    let error = move || {
        let text = |(c, closed): (Chance, bool)| {
            if closed { w.by_formula.to_owned() } else { probability::error(lang, c.error) }
        };
        chance.get().map(text)
    };
    view! {
        <span class="board-value">
            {move || chance.get().map_or_else(|| "–".to_owned(), |(c, _)| format::chance(c.value, c.error))}
        </span>
        <span class="muted block">{error}</span>
    }
}
