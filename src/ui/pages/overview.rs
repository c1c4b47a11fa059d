//! Overview: where the plan stands, and what it would take.

use leptos::prelude::*;

use super::series_chart::series_chart;
use crate::model::{Outcome, odds, planned, simulate};
use crate::plan::{Kind, Plan, Series, Target};
use crate::report::{self, Evidence, Verdict, audit};
use crate::route::{Page, Route};
use crate::scenario::Scenario;
use crate::text::{format, likely, sentences};
use crate::ui::charts::Spark;
use crate::ui::parts::VerdictMark;
use crate::ui::state::{App, use_app};

/// The order in which the targets are read.
const ORDER: [Series; 5] = [Series::Dep, Series::Loan, Series::Share, Series::Va, Series::List];

/// The overview.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let [first, last] = [2025, app.plan.period[1]];
    let past: Vec<&'static Target> = in_order(app.plan, first).collect();
    let lead = move || {
        let (scenario, outcome) = baseline(app.plan);
        app.say().past_verdict(&report::reports(app.plan, &scenario, &outcome), first)
    };
    let likely = {
        let scenario = Scenario::new(app.plan);
        let all = |s: &Scenario| odds(app.plan, s).joint.last().map(|j| (j.all(), j.exactly.len() - 1));
        let together = all(&scenario).zip(all(&planned(app.plan, &scenario)));
        together.map(|((trend, count), (plan, _))| likely::trend_and_plan(app.lang(), last, count, trend, plan))
    };
    view! {
        <h1 id="page-title">{w.overview_title}</h1>
        <p class="lead">{lead}</p>
        <section aria-labelledby="past-title">
            <h2 id="past-title">{w.overview_2025}</h2>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="past-title">
                <table class="board">
                    <thead><tr>
                        <th scope="col">{w.target}</th><th scope="col">{w.verdict}</th>
                        <th scope="col" class="num">{w.latest}</th><th scope="col">{w.outcome}</th>
                    </tr></thead>
                    <tbody>{past.into_iter().map(|t| past_row(app, t)).collect_view()}</tbody>
                </table>
            </div>
            <p class="muted">{w.overview_2025_note}</p>
        </section>
        <section aria-labelledby="coming-title">
            <h2 id="coming-title">{w.overview_2027}</h2>
            <div class="cards">{ORDER.into_iter().map(|s| card(app, s, last)).collect_view()}</div>
        </section>
        <section aria-labelledby="likely-title">
            <h2 id="likely-title">{w.odds_title}</h2>
            <p class="quote" id="likely">{likely}</p>
        </section>
        <section aria-labelledby="audit-title">
            <h2 id="audit-title">{w.overview_audit}</h2>
            <ul class="audit">{move || audit_lines(app).into_iter().map(|l| view! { <li>{l}</li> }).collect_view()}</ul>
        </section>
    }
}

/// The plan's defaults and what follows from them: the overview tells where the plan stands, not what a reader tries.
fn baseline(plan: &Plan) -> (Scenario, Outcome) {
    let scenario = Scenario::new(plan);
    let outcome = simulate(plan, &scenario);
    (scenario, outcome)
}

fn in_order(plan: &'static Plan, year: u16) -> impl Iterator<Item = &'static Target> {
    let of = move |series: Series| {
        plan.targets(crate::plan::Reading::Each).find(move |t| t.year == year && t.of == [series])
    };
    ORDER.into_iter().filter_map(of)
}

fn past_row(app: App, target: &'static Target) -> impl IntoView {
    let w = app.words();
    let (scenario, outcome) = baseline(app.plan);
    let report = report::reports(app.plan, &scenario, &outcome).into_iter().find(|r| r.target.id == target.id);
    let say = app.say();
    let unit = say.unit_of(target);
    let verdict = report.map_or(Verdict::Unknown, |r| r.verdict);
    let record = report.and_then(|r| match r.evidence {
        Evidence::Outturn(o) => Some(o),
        _ => None,
    });
    let series = target.of.first().copied().unwrap_or(Series::Dep);
    let other = app.plan.newest_start().other_basis.get(&series).and_then(|id| app.plan.observation(id));
    let latest = move || record.map_or_else(|| "–".into(), |o| app.say().value(unit, o.value));
    let told = move || report.map(|r| app.say().outturn(&r)).unwrap_or_default();
    let estimate =
        record.filter(|o| o.kind == Kind::Estimate).map(|_| view! { " " <span class="tag">{w.estimate}</span> });
    let lang = say.lang;
    let basis = other.map(move |o| {
        let label = app.plan.bases.get(&o.basis).map(|b| b.get(lang)).unwrap_or_default();
        view! { <span class="muted block">{label} " " {move || app.say().value(unit, o.value)}</span> }
    });
    view! {
        <tr>
            <th scope="row">
                {say.target_name(target)}
                <span class="muted"> " " {move || app.say().goal(target)}</span>
            </th>
            <td><VerdictMark verdict=Signal::derive(move || verdict) word=say.verdict(verdict) /></td>
            <td class="num">{latest} {estimate} {basis}</td>
            <td>{told} <Explain app text=record.and_then(|o| o.note.as_ref()).map_or_else(|| target.note.get(lang), |n| n.get(lang)).to_owned()
                source=record.map_or(target.source.clone(), |o| o.source.clone()) /></td>
        </tr>
    }
}

/// Caveat and source, one click away.
#[component]
fn Explain(app: App, text: String, source: String) -> impl IntoView {
    let w = app.words();
    let source = app.plan.sources.get(&source);
    view! {
        <details class="explain">
            <summary>{w.source}</summary>
            <p>{text}</p>
            {source.map(|s| match &s.url {
                Some(url) => view! { <p><a href=url.clone() rel="noreferrer noopener" target="_blank">{s.title.clone()}</a></p> }.into_any(),
                None => view! { <p>{s.title.clone()}</p> }.into_any(),
            })}
        </details>
    }
}

fn card(app: App, series: Series, year: u16) -> impl IntoView {
    let w = app.words();
    let data = app.plan.series(series);
    let target = app.plan.targets(crate::plan::Reading::Each).find(|t| t.year == year && t.of == [series]);
    let start = app.plan.newest_start();
    let latest = move || {
        let (_, outcome) = baseline(app.plan);
        outcome.value(series, start.year).map(|v| app.say().value(data.unit, v)).unwrap_or_default()
    };
    let estimated = |s: Series| {
        start.values.get(&s).and_then(|id| app.plan.observation(id)).is_some_and(|o| o.kind == Kind::Estimate)
    };
    let is_estimate = estimated(if series == Series::Share { Series::Va } else { series });
    let sentence = move || {
        let say = app.say();
        let (scenario, outcome) = baseline(app.plan);
        if let Some(target) = target {
            let rank = report::required(app.plan, &scenario, &outcome, target).and_then(|need| say.rank(&need));
            sentences::joined(say.lang, &say.requirement(&scenario, &outcome, target), rank.as_deref())
        } else {
            let share = app.plan.targets(scenario.reading).find(|t| t.year == year && t.of == [Series::Share]);
            share.and_then(|t| say.share_implies(&scenario, &outcome, t)).unwrap_or_default()
        }
    };
    let lever = App::lever_for(series);
    let lab = Route { page: Page::Lab, query: None }.to_string();
    view! {
        <article class="card" id=format!("card-{series}")>
            <h3>{data.short.get(app.lang())}</h3>
            <p class="figure"><span class="big">{latest}</span>
                {is_estimate.then(|| view! { " " <span class="tag">{w.estimate}</span> })}
                <span class="muted block">{start.year} " → " {move || match target {
                    Some(t) => format!("{year} {}", app.say().goal(t)),
                    None => w.no_target_2027.to_owned(),
                }}
                {target.filter(|t| t.kind == Kind::Estimate).map(|_| view! { " " <span class="tag">{w.interpretation}</span> })}</span>
            </p>
            <Spark chart=Memo::new(move |_| series_chart(app, series)) />
            <p class="quote">{sentence}</p>
            <p><a href=lab on:click=move |_| app.wanted.set(Some(lever))>{w.try_in_lab}</a></p>
        </article>
    }
}

fn audit_lines(app: App) -> Vec<String> {
    let say = app.say();
    let Some(a) = audit::audit(app.plan) else { return Vec::new() };
    let money = |v: f64| format::money(say.lang, say.currency, v);
    let short = |v: f64| format::money_short(say.lang, say.currency, v);
    let ratio = |v: f64| format::percent(say.lang, v, 1);
    let target = |series| in_order(app.plan, 2025).find(|t| t.of == [series]).map(|t| t.value).unwrap_or_default();
    let (va, share) = (short(target(Series::Va)), say.round(crate::plan::Unit::Percent, target(Series::Share)));
    vec![
        sentences::audit_gdp(
            say.lang,
            &va,
            &share,
            &money(a.implied_gdp),
            &money(a.actual_gdp),
            &format::percent(say.lang, a.share_of_target, 2),
            &money(a.value_of_share),
        ),
        sentences::audit_combined(
            say.lang,
            &short(a.combined_2027),
            &money(a.combined_other),
            &money(a.combined_base),
            &money(a.combined_2025),
        ),
        sentences::audit_increment(
            say.lang,
            &format::number(a.increment_past, 0),
            &format::number(a.increment_base, 0),
            &format::number(a.increment_plan, 0),
        ),
        sentences::audit_ratio(say.lang, &ratio(a.ratio_base), &ratio(a.ratio_2025)),
    ]
}
