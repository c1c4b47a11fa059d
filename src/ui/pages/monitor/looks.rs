//! Odds over time: drawn as lines, told in a sentence and in tables.

use leptos::prelude::*;

use crate::analysis::monitor::hindsight::PointInTimeOdds;
use crate::analysis::monitor::progress::{Progress, Standing};
use crate::chart::geometry::{Chart, Line, Point, Role};
use crate::plan::{Kind, Series, Target};
use crate::text::sentences::probability;
use crate::text::{Lang, format};
use crate::ui::app::{App, use_app};
use crate::ui::charts::{ChartWords, Legend, LineChart};
use crate::ui::views::picture::{Caption, SavePicture, of_chart};
use crate::ui::views::plan_item::SourceLink;
use crate::ui::views::series_chart::chart_words;
use crate::ui::widgets::StandingMark;

/// The chart, the tables and what they cannot say.
#[component]
pub fn Looks(standings: Memo<Vec<Progress<'static>>>, looks: Memo<Vec<PointInTimeOdds>>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let due = app.plan.period[1];
    let targets = move || app.displayed.with(|s| app.plan.targets(s.reading).collect::<Vec<&'static Target>>());
    let sentence = Memo::new(move |_| looks.with(|l| app.narrator().odds_moved(l, &targets(), due)));
    let before = Memo::new(move |_| looks.with(|l| app.narrator().odds_moved(l, &targets(), first_due(&targets()))));
    let chart = Memo::new(move |_| looks.with(|l| chart(app, l, &targets(), due)));
    let lang = app.lang();
    let percent = Callback::new(move |value: f64| format::chance(value / 100.0, 0.0));
    let axis = Callback::new(move |value: f64| format::percent(value, 0));
    let drawn = of_chart(app, titled(chart, w.looks_title, lang), sentence, axis, None, caption(app));
    let caveats = [w.looks_caveat_hindsight, w.looks_caveat_thin, w.looks_caveat_va, w.looks_caveat_levers]
        .map(|c| view! { <li>{c}</li> });
    view! {
        <h3 id="looks-title">{w.looks_title}</h3>
        <p>{w.looks_note}</p>
        <Legend chart target=w.target.to_owned() estimate=w.estimate.to_owned() lines_only=true />
        <div class="looks-chart" id="looks-chart">
            <LineChart chart year=app.year format=percent axis
                names=ChartWords { estimate: w.looks_own.to_owned(), ..chart_words(app) }
                in_view=RwSignal::new(true) sentence>
                <SavePicture title=w.looks_title drawn ready=true />
            </LineChart>
        </div>
        {move || table(app, looks, standings, targets(), due)}
        <h3 id="looks-before">{w.looks_2025}</h3>
        <p>{before}</p>
        {move || table(app, looks, standings, targets(), first_due(&targets()))}
        <ul class="notes">{caveats.into_iter().collect_view()}</ul>
        <details>
            <summary>{w.looks_known}</summary>
            {known(app)}
        </details>
    }
}

/// The chart with a title that says what it is about away from this page.
fn titled(chart: Memo<Chart>, about: &'static str, lang: Lang) -> Signal<Chart> {
    Signal::derive(move || {
        let chart = chart.get();
        Chart { title: format!("{about}{}{}", lang.colon(), chart.title), ..chart }
    })
}

/// What a picture says beside the chart: the scenario whose reading of the targets it is, and the link to this page.
fn caption(app: App) -> Callback<(), Caption> {
    Callback::new(move |()| {
        let name = app.displayed.with(|s| app.display_name(s));
        Caption { scenarios: vec![(None, name)], link: app.link_to_monitor(false).0 }
    })
}

/// The first year with targets.
fn first_due(targets: &[&Target]) -> u16 {
    targets.iter().map(|t| t.year).min().unwrap_or_default()
}

/// One line a target and one for all together, over the years the looks were taken from.
fn chart(app: App, looks: &[PointInTimeOdds], targets: &[&'static Target], due: u16) -> Chart {
    let say = app.narrator();
    let w = say.words();
    let line = |role: Role, label: String, of: &dyn Fn(&PointInTimeOdds) -> Option<engine::Estimate>| {
        let point = |l: &PointInTimeOdds| Some(Point { year: l.year, value: 100.0 * of(l)?.value, estimate: l.own });
        Line { role, label, points: looks.iter().filter_map(point).collect() }
    };
    let of_targets = targets.iter().filter(|t| t.year == due).zip(0..);
    let mut lines: Vec<Line> =
        of_targets.map(|(t, i)| line(Role::Other(i), say.target_name(t), &|l| l.of(t))).collect();
    lines.push(line(Role::Mine, w.all_together.to_owned(), &|l| l.all(due)));
    let last = looks.last().map_or(due, |l| l.year);
    Chart {
        title: probability::all_of(say.lang, due),
        years: (looks.first().map_or(last, |l| l.year), last),
        base_year: last,
        lines,
        ..Chart::default()
    }
}

/// The odds as numbers: targets down, looks across, and where the targets stand now.
fn table(
    app: App,
    looks: Memo<Vec<PointInTimeOdds>>,
    standings: Memo<Vec<Progress<'static>>>,
    targets: Vec<&'static Target>,
    due: u16,
) -> impl IntoView + use<> {
    let w = app.words();
    let lang = app.lang();
    let heads = move || {
        let coming =
            looks.with(|all| all.iter().filter(|l| l.all(due).is_some()).map(|l| (l.year, l.own)).collect::<Vec<_>>());
        let head = |(year, own): (u16, bool)| {
            view! {
                <th scope="col" class="num">
                    {year}{own.then(|| view! { <span class="muted block">{w.looks_own}</span> })}
                </th>
            }
        };
        coming.into_iter().map(head).collect_view()
    };
    let cells = move |of: &dyn Fn(&PointInTimeOdds) -> Option<engine::Estimate>| {
        let chances = looks.with(|all| all.iter().filter_map(of).collect::<Vec<_>>());
        let cell = |c| view! { <td class="num">{app.narrator().odds(c).percent}</td> };
        chances.into_iter().map(cell).collect_view()
    };
    let row = |target: &'static Target| {
        let standing = Signal::derive(move || {
            let of = |all: &Vec<Progress>| all.iter().find(|p| p.target.id == target.id).map(|p| p.standing);
            standings.with(of).unwrap_or(Standing::Unknown)
        });
        let word = Signal::derive(move || app.narrator().standing(standing.get()));
        view! {
            <tr id=format!("look-{}", target.id)>
                <th scope="row">
                    {app.narrator().target_name(target)}<span class="muted block">{app.narrator().goal(target)}</span>
                </th>
                {move || cells(&|l| l.of(target))}
                <td><StandingMark standing word /></td>
            </tr>
        }
    };
    let rows = targets.into_iter().filter(|t| t.year == due).map(row).collect_view();
    let name = format!("{}{}{}", w.looks_title, lang.colon(), probability::all_of(lang, due));
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=name.clone()>
            <table class="board looks">
                <caption class="visually-hidden">{name.clone()}</caption>
                <thead><tr><th scope="col">{w.looks_data}</th>{heads}<th scope="col">{w.status}</th></tr></thead>
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">{w.all_together}</th>{move || cells(&|l| l.all(due))}<td></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

/// The figures each look of the plan file stands on, with the date of their source: that is when they became known.
fn known(app: App) -> impl IntoView {
    let w = app.words();
    let lang = app.lang();
    let mut standing: Vec<_> = app.plan.starts.iter().chain(&app.plan.hindsight_starts).collect();
    standing.sort_by_key(|s| s.year);
    let rows = standing.into_iter().flat_map(|start| Series::DRIVEN.map(|series| (start, series)));
    let row = |(start, series): (&'static crate::plan::Start, Series)| {
        let record = start.values.get(&series).and_then(|id| app.plan.observation(id))?;
        let data = app.plan.series(series);
        let dated = app.plan.sources.get(&record.source).and_then(|s| s.date.clone());
        let note = record.note.as_ref().map(|n| n.get(lang));
        let mark = (record.kind == Kind::Estimate).then(|| view! { " " <span class="tag">{w.estimate}</span> });
        Some(view! {
            <tr>
                <th scope="row">{start.year} " " {data.short.get(lang)}</th>
                <td class="num">{move || app.narrator().value(data.unit, record.value)} {mark}</td>
                <td>{dated}</td>
                <td class="wide">{note} " " <SourceLink app id=record.source.clone() /></td>
            </tr>
        })
    };
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=w.looks_known>
            <table class="board">
                <thead><tr>
                    <th scope="col">{w.looks_data}</th><th scope="col" class="num">{w.value}</th>
                    <th scope="col">{w.looks_public}</th><th scope="col">{w.note}</th>
                </tr></thead>
                <tbody>{rows.filter_map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
