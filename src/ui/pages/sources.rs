//! Sources: every number, where it comes from, and where sources disagree.

use leptos::prelude::*;

use crate::plan::{Bilingual, Lever, Observation, Origin, Start, Unit};
use crate::present::{RowOrigin, SharedNote, SourceRow, SourceTable};
use crate::route::{Anchor, Page};
use crate::text::Lang;
use crate::ui::app::{App, use_app};
use crate::ui::browser::{address, clock};
use crate::ui::views::deferred::Deferred;
use crate::ui::views::plan_item::SourceLink;
use crate::ui::widgets::Citation;

/// The data as files beside the page.
const DATA: &str = "two-rivers-data.csv";
const DATA_FOR_EXCEL: &str = "two-rivers-data-excel.csv";

/// Every number and where it comes from.
#[component]
pub fn SourcesPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let plan = app.plan;
    let series = plan.series.iter().filter(|s| !(s.points.is_empty() && s.alternative.is_empty())).map(|s| {
        let id = format!("series-{}", s.id);
        let say = app.narrator();
        let (breaks, step) = (say.breaks(s), say.basis_step(s.id));
        // Who asks for the figures of a series comes from one of them.
        let open = app.anchor() == Some(Anchor::Figures(s.id));
        view! {
            <Deferred><section aria-labelledby=id.clone()>
                <h2 id=id.clone() tabindex="-1">{s.name.get(lang)}</h2>
                <p>{s.definition.get(lang)}</p>
                <p class="muted">{s.note.get(lang)}</p>
                {step.map(|text| view! { <p class="muted">{text}</p> })}
                {breaks.into_iter().map(|text| view! { <p class="muted">{text}</p> }).collect_view()}
                {records(app, w.on_target_basis, &s.points, s.unit, open)}
                {records(app, w.on_other_basis, &s.alternative, s.unit, false)}
                {records(app, w.other_dates, &s.other, s.unit, false)}
            </section></Deferred>
        }
    });
    let references = plan.references.iter().map(|r| {
        let id = format!("series-{}", r.id);
        view! {
            <Deferred><section aria-labelledby=id.clone()>
                <h2 id=id.clone()>{r.name.get(lang)}</h2>
                <p class="muted">{r.note.get(lang)}</p>
                {records(app, w.on_target_basis, &r.points, r.unit, false)}
            </section></Deferred>
        }
    });
    // Goes to the series that the address asks for, once all of them are there.
    Effect::new(move |_| {
        let Some(anchor @ Anchor::Figures(series)) = app.anchor() else { return };
        if !app.render_queue.building.get() && app.consume_anchor(anchor) {
            request_animation_frame(move || address::show(&format!("series-{series}")));
        }
    });
    view! {
        <h1 id="page-title">{w.sources_title}</h1>
        <p class="lead">{w.sources_lead}</p>
        <p class="actions">
            <a class="button" id="download-data" href=DATA download="">{w.data_download}</a>
            <a class="button" id="download-data-excel" href=DATA_FOR_EXCEL download="">{w.table_excel}</a>
            <a class="button" href=format!("{DATA}-metadata.json") download="">{w.table_columns}</a>
        </p>
        {series.collect_view()}
        {references.collect_view()}
        <Deferred>
            <section aria-labelledby="defaults-title">
                <h2 id="defaults-title">{w.defaults_title}</h2>
                {plan.starts.iter().map(|s| view! { <Deferred>{defaults(app, s, lang)}</Deferred> }).collect_view()}
            </section>
        </Deferred>
        <Deferred>
            {notes(w.conflicts, "conflicts", &plan.conflicts, lang)}
            {notes(w.gaps, "gaps", &plan.gaps, lang)}
            <section aria-labelledby="cite-title">
                <h2 id="cite-title">{w.cite}</h2>
                <Citation lang scenario=None editions=Lang::ALL.map(|of| plan.edition(of)) day=clock::date(clock::now())
                    link=Signal::stored(format!("{}{}", address::page_url(), Page::Sources.href())) />
            </section>
        </Deferred>
    }
}

fn notes(title: &'static str, id: &'static str, notes: &'static [Bilingual], lang: Lang) -> impl IntoView {
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ul class="notes">{notes.iter().map(|n| view! { <li>{n.get(lang)}</li> }).collect_view()}</ul>
        </section>
    }
}

fn records(app: App, title: &'static str, records: &'static [Observation], unit: Unit, open: bool) -> impl IntoView {
    if records.is_empty() {
        return None;
    }
    let w = app.words();
    let SourceTable { value, shared, rows } = app.narrator().source_table(unit, records);
    let common = move |s: SharedNote| {
        view! { <p class="muted"><b>{s.letter}</b>" "{s.note}" "<SourceLink app id=s.source /></p> }
    };
    let row = move |r: SourceRow| {
        let origin = match r.origin {
            RowOrigin::Shared(letter) => view! { <b>{letter}</b> }.into_any(),
            RowOrigin::Own { note, source } => view! { {note} " " <SourceLink app id=source /> }.into_any(),
        };
        let weak = r.weak.map(|weak| view! { " " <span class="tag" title=w.weak_note>{weak}</span> });
        view! {
            <tr id=r.id>
                <th scope="row">{r.period}</th>
                <td class="num">{r.value}</td>
                <td>{r.kind}</td>
                <td>{r.basis}</td>
                <td>{r.confidence}{weak}</td>
                <td class="wide">{origin}</td>
            </tr>
        }
    };
    Some(view! {
        <details class="records" open=open>
            <summary>{title} " (" {records.len()} ")"</summary>
            {shared.into_iter().map(common).collect_view()}
            <div class="scroll" role="group" tabindex="0" aria-label=title>
                <table class="board">
                    <thead><tr>
                        <th scope="col">{w.year}</th><th scope="col" class="num">{value}</th>
                        <th scope="col">{w.outcome}</th>
                        <th scope="col">{w.basis}</th><th scope="col">{w.confidence}</th><th scope="col">{w.source}</th>
                    </tr></thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    })
}

fn defaults(app: App, start: &'static Start, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let say = app.narrator();
    let row = |lever: &Lever| {
        let data = app.plan.lever(*lever);
        let default = start.defaults.get(lever)?;
        let origin = if default.origin == Origin::Derived { w.derived } else { w.assumption };
        Some(view! {
            <tr>
                <th scope="row">{data.name.get(lang)}</th>
                <td class="num">{say.default_text(start, *lever)}</td>
                <td>{origin}</td>
                <td class="num">{default.n}</td>
                <td class="wide">{default.note.get(lang)}</td>
            </tr>
        })
    };
    let title = format!("{} {} · {}", w.base_year, start.year, start.name.get(lang));
    view! {
        <details class="records">
            <summary>{title.clone()}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label=title>
                <table class="board">
                    <thead><tr>
                        <th scope="col">{w.target}</th><th scope="col" class="num">{w.value}</th>
                        <th scope="col">{w.source}</th>
                        <th scope="col" class="num">{w.observations}</th><th scope="col">{w.note}</th>
                    </tr></thead>
                    <tbody>{Lever::ALL.iter().filter_map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
