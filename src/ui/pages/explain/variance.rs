//! Where the uncertainty of every series comes from.

use leptos::prelude::*;

use super::Found;
use crate::figure::Scale;
use crate::report::asked::Asked;
use crate::report::variance::{Group, Index, Shares};
use crate::text::{Words, explaining, format, likely};
use crate::ui::charts::{Bar, BarCell};
use crate::ui::state::{App, use_app};

/// Shares of the variance of every series in the year on show.
#[component]
pub fn VariancePart(found: Found) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let body = move || {
        let shares = found.shares.get().filter(|s| !s.is_empty())?;
        let (say, asked) = (app.say(), found.asked.get());
        let lang = say.lang;
        let percent = |v: f64| format::percent(lang, 100.0 * v.clamp(0.0, 1.0), 0);
        // The series that is asked for, or that of the first target asked for.
        let series = match asked {
            Asked::Median(series, _) => Some(series),
            _ => found
                .scenario
                .get()
                .and_then(|s| asked.targets(app.plan, &s).first().and_then(|t| t.of.first().copied())),
        };
        let told = shares.iter().find(|s| Some(s.series) == series).or(shares.first())?;
        let (group, most) = told.groups.iter().max_by(|a, b| a.1.first.total_cmp(&b.1.first))?;
        let short = say.inside(app.plan.series(told.series).short.get(lang));
        let lead = explaining::varies(lang, &short, asked.year(), source(w, *group), &percent(most.first));
        let rows = shares.iter().map(|s| row(app, s)).collect_view();
        let groups = shares.iter().flat_map(|s| &s.groups);
        let error = groups.map(|(_, i)| i.first_error.max(i.total_error)).fold(0.0, f64::max);
        let paths = shares.iter().map(|s| s.paths).max().filter(|n| *n > 0);
        let how =
            paths.map(|n| explaining::varied(lang, &format::number(f64::from(n), 0), &likely::error(lang, error)));
        let heads = Group::ALL.map(|g| view! { <th scope="col" class="num"><span class=format!("key {}", class(g))></span>{source(w, g)}</th> });
        Some(view! {
            <p class="lead" id="variance-lead">{lead}</p>
            <div class="scroll" role="group" tabindex="0" aria-label=w.explain_variance>
                <table class="board bars-table" id="variance-table">
                    <caption class="visually-hidden">{w.explain_variance}</caption>
                    <thead><tr>
                        <th scope="col">{asked.year()}</th><td></td>
                        {heads.into_iter().collect_view()}
                        <th scope="col" class="num"><span class="key bar-jointly"></span>{w.explain_jointly}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted below">{w.explain_variance_note} {lang.gap()} {how}</p>
        })
    };
    view! {
        <section id="variance" aria-labelledby="variance-title">
            <h2 id="variance-title">{w.explain_variance}</h2>
            {body}
        </section>
    }
}

fn row(app: App, s: &Shares) -> impl IntoView + use<> {
    let (w, lang) = (app.words(), app.lang());
    let percent = |v: f64| format::percent(lang, 100.0 * v.clamp(0.0, 1.0), 0);
    let of = |group: Group| s.groups.iter().find(|(g, _)| *g == group).map(|(_, i)| *i);
    let mut at = 0.0;
    let mut bars: Vec<Bar> = Vec::new();
    for (group, index) in &s.groups {
        let from = at;
        at = (at + index.first.max(0.0)).min(1.0);
        bars.push(Bar { from, to: at, class: class(*group) });
    }
    let joint = (1.0 - at).max(0.0);
    bars.push(Bar { from: at, to: 1.0, class: "bar-jointly" });
    let cell = |index: Option<Index>| {
        match index {
        Some(i) => view! {
            <td class="num">{percent(i.first)}<span class="muted block">{percent(i.total)} " " {w.explain_in_all}</span></td>
        }
        .into_any(),
        None => view! { <td class="num muted">"–"</td> }.into_any(),
    }
    };
    let scale = Scale::new((0.0, 1.0), (0.0, 100.0));
    view! {
        <tr>
            <th scope="row">{app.plan.series(s.series).short.get(lang)}</th>
            <BarCell scale bars />
            {Group::ALL.map(|g| cell(of(g))).into_iter().collect_view()}
            <td class="num">{percent(joint)}</td>
        </tr>
    }
}

const fn class(group: Group) -> &'static str {
    match group {
        Group::Shocks => "bar-shocks",
        Group::Trends => "bar-trends",
        Group::Counts => "bar-counts",
        Group::Measures => "bar-measures",
    }
}

const fn source(w: &'static Words, group: Group) -> &'static str {
    match group {
        Group::Shocks => w.explain_shocks,
        Group::Trends => w.explain_trends,
        Group::Counts => w.explain_counts,
        Group::Measures => w.measures,
    }
}
