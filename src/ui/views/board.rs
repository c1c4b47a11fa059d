//! The verdict board: one row a target.

use leptos::prelude::*;

use crate::analysis::targets::{Evidence, Verdict, latest_first, required};
use crate::plan::{Series, Target};
use crate::present::{OddsText, Statement};
use crate::route::Anchor;
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
    }
}

fn in_order(app: App, reading: crate::plan::Reading) -> Vec<&'static Target> {
    latest_first(app.plan.targets(reading))
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
    let report = Memo::new(move |_| app.report_of(target));
    let verdict = Signal::derive(move || report.get().map_or(Verdict::Unknown, |r| r.verdict));
    let word = Signal::derive(move || report.get().map(|r| app.narrator().verdict(&r)).unwrap_or_default());
    view! { <span class="strip-item">{name} " " <VerdictMark verdict word /></span> }
}

fn row(app: App, target: &'static Target) -> impl IntoView {
    let w = app.words();
    let report = Memo::new(move |_| app.report_of(target));
    let said = Memo::new(move |_| {
        let report = report.get()?;
        app.odds.with(|odds| Some(app.narrator().stated(&report, odds.of(target))))
    });
    let needed = Memo::new(move |_| {
        let need = app.displayed.with(|s| required(app.plan, s, target));
        need.map(|need| app.narrator().needed(target, &need))
    });
    let verdict = Signal::derive(move || report.get().map_or(Verdict::Unknown, |r| r.verdict));
    let text = move |pick: fn(Statement) -> Option<String>| said.get().and_then(pick).unwrap_or_default();
    // What little can be built on leads to its row among the sources.
    let weak = move || {
        report.get().and_then(|r| match r.evidence {
            Evidence::Outturn(o) if app.plan.is_weak(o) => target.of.first().map(|s| app.href_of(Anchor::Figures(*s))),
            _ => None,
        })
    };
    let first = move || match report.get().and_then(|r| r.first_met) {
        Some(year) => year.to_string(),
        None => app.displayed.with(|s| w.not_by.replace("{year}", &s.to.to_string())),
    };
    let past = move || app.displayed.with(|s| app.narrator().latest_growth(s, target));
    view! {
        <tr id=format!("row-{}", target.id) data-verdict=move || format!("{:?}", verdict.get()).to_lowercase()>
            <th scope="row">
                {move || app.narrator().target_name(target)}
                <span class="muted block">{target.year} " · " {move || app.narrator().goal(target)}</span>
            </th>
            <td><VerdictMark verdict word=Signal::derive(move || text(|s| Some(s.word))) /></td>
            <td class="num" data-label=w.odds>{move || odds_cell(said.get().and_then(|s| s.odds))}</td>
            <td class="num" data-label=w.in_target_year>
                <span class="board-value">{move || text(|s| Some(s.value))}</span>
                {move || said.get().and_then(|s| s.mark).map(|mark| match weak() {
                    Some(href) => view! {
                        <a class="tag" href=href title=w.weak_note>{mark} {app.lang().comma()} {w.weak}</a>
                    }.into_any(),
                    None => view! { <span class="tag">{mark}</span> }.into_any(),
                })}
            </td>
            <td class="num" data-label=w.gap>{move || text(|s| Some(s.gap))}</td>
            <td class="num" data-label=w.first_met>{first}</td>
            <td class="num" data-label=w.growth_needed>
                {needed}<span class="muted block">{past}</span>
            </td>
        </tr>
    }
}

/// A probability with its step.
fn odds_cell(odds: Option<OddsText>) -> impl IntoView {
    let percent = odds.as_ref().map_or_else(|| "–".to_owned(), |o| o.percent.clone());
    let step = odds.as_ref().map(|o| o.step);
    view! {
        <span class="board-value">{percent}</span>
        <span class="muted block">{step}</span>
    }
}
