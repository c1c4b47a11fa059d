//! Track record: what bands like these would have said in the past, and what came.

use leptos::prelude::*;

use crate::analysis::backtest::{
    Coverage, DRIFT_WINDOW, Forecast, Method, SPREAD_WINDOW, Score, SeriesTest, SkillScore, backtest,
};
use crate::chart::{Panel, Ranges, Size, range_key};
use crate::present::{BacktestNarrator, RuleRecord};
use crate::route::Page;
use crate::text::method::Topic;
use crate::text::sentences::targets;
use crate::text::{Lang, format};
use crate::ui::app::{App, use_app};
use crate::ui::browser::address;
use crate::ui::charts::{KeyList, RangeChart, Reading};
use crate::ui::views::deferred::Deferred;
use crate::ui::views::how_made::HowMade;
use crate::ui::views::picture::{Caption, PictureSource, SavePicture};

/// How good bands like these were in the past.
#[component]
pub fn BacktestPage() -> impl IntoView {
    let app = use_app();
    let (w, lang, plan) = (app.words(), app.lang(), app.plan);
    let say = BacktestNarrator { plan, lang };
    let [recent, all] = Method::BOTH.map(|m| backtest(plan, m));
    let (answer, caution, rest) = (say.answer(&recent), say.caution(&recent), say.other_series(&recent));
    let pooled = [(Method::Recent, recent.pooled), (Method::All, all.pooled)];
    let (tried, short): (Vec<_>, Vec<_>) = recent.series.into_iter().zip(all.series).partition(|(t, _)| !t.too_short());
    let two_ways = w.record_two_ways.replace("{drift}", &DRIFT_WINDOW.to_string());
    let two_ways = two_ways.replace("{spread}", &SPREAD_WINDOW.to_string());
    let series = tried.into_iter().map(|(a, b)| view! { <Deferred>{tried_series(app, a, b)}</Deferred> });
    let limits = [
        w.record_limit_windows,
        w.record_limit_revised,
        w.record_limit_overlap,
        w.record_limit_few,
        w.record_limit_narrow,
        w.record_limit_default,
        w.record_limit_form,
    ];
    view! {
        <h1 id="page-title">{w.record_title}</h1>
        <p class="lead" id="record-rule">{say.rule_answer()}</p>
        {rule_record(say)}
        <h2 id="record-own">{w.record_own_title}</h2>
        <p id="record-answer">{answer}</p>
        {caution.map(|text| view! { <p>{text}</p> })}
        {rest.map(|text| view! { <p>{text}</p> })}
        <HowMade of=&[Topic::Uncertainty] />
        {series.collect_view()}
        <Deferred><section aria-labelledby="record-pooled">
            <h2 id="record-pooled">{w.record_pooled}</h2>
            <p class="muted">{w.record_pooled_note}</p>
            {table(say, titled(lang, w.record_scores, w.record_pooled), pooled)}
        </section></Deferred>
        <Deferred>
        {(!short.is_empty()).then(|| view! {
            <section aria-labelledby="record-short">
                <h2 id="record-short">{w.record_short_title}</h2>
                <ul class="notes">
                    {short.into_iter().map(|(t, _)| view! { <li>{say.untested(&t)}</li> }).collect_view()}
                </ul>
            </section>
        })}
        <section aria-labelledby="record-how">
            <h2 id="record-how">{w.record_how_title}</h2>
            <p>{w.record_how}</p>
            <p>{two_ways}</p>
            <p>{w.record_rivals}</p>
            <p>{w.record_error}</p>
        </section>
        <section aria-labelledby="record-limits">
            <h2 id="record-limits">{w.record_limits}</h2>
            <ul class="notes">{limits.into_iter().map(|l| view! { <li>{l}</li> }).collect_view()}</ul>
        </section>
        </Deferred>
    }
}

/// How the default rule did in the provinces, against simpler rules.
fn rule_record(say: BacktestNarrator<'static>) -> impl IntoView {
    let w = say.lang.words();
    let row = |r: RuleRecord| {
        view! {
            <tr>
                <th scope="row">{r.series}</th><td class="num">{r.horizon}</td>
                <td class="num">{r.held}</td><td class="num">{r.years}</td><td class="num">{r.chongqing}</td>
                {r.errors.into_iter().map(|e| view! { <td class="num">{e}</td> }).collect_view()}
            </tr>
        }
    };
    let rules = [w.rule_calibrated, w.rule_ten_years, w.rule_last, w.rule_provinces];
    let error = |rule: &str| view! { <th scope="col" class="num">{titled(say.lang, w.record_rule_error, rule)}</th> };
    view! {
        <section aria-labelledby="record-rule-title">
            <h2 id="record-rule-title">{w.record_rule_title}</h2>
            <div class="scroll" role="group" tabindex="0" aria-label=w.record_rule_title>
                <table class="board record-table" id="record-rule-table">
                    <thead><tr>
                        <th scope="col">{w.record_rule_series}</th><th scope="col" class="num">{w.record_years_ahead}</th>
                        <th scope="col" class="num">{w.record_rule_held}</th>
                        <th scope="col" class="num">{w.record_rule_years}</th>
                        <th scope="col" class="num">{w.record_rule_own}</th>
                        {rules.map(error).collect_view()}
                    </tr></thead>
                    <tbody>{say.rule_record().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="muted record-note">{w.record_rule_note}</p>
        </section>
    }
}

/// Bands, outcomes and scores of one series.
fn tried_series(app: App, a: SeriesTest, b: SeriesTest) -> impl IntoView {
    let (w, lang) = (app.words(), app.lang());
    let say = BacktestNarrator { plan: app.plan, lang };
    let id = format!("record-{}", a.series);
    let title = app.plan.series(a.series).name.get(lang);
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{title}</h2>
            <p class="muted">{say.figures(&a)}</p>
            <p>{say.describe(Method::Recent, &a)}</p>
            <p>{say.describe(Method::All, &b)}</p>
            <KeyList keys=range_key(lang) />
            <div class="range-charts">
                {chart(app, 1, &a, &b)}
                {chart(app, 2, &a, &b)}
            </div>
            {table(say, titled(lang, w.record_scores, title), [(Method::Recent, a.scores), (Method::All, b.scores)])}
        </section>
    }
}

/// One thing and what it is about: `Table: GDP`, `数据表：GDP`.
fn titled(lang: Lang, thing: &str, of: &str) -> String {
    format!("{thing}{}{of}", lang.colon())
}

/// Bands and outcomes of one horizon, as yearly growth; none without a forecast.
fn chart(app: App, horizon: u16, a: &SeriesTest, b: &SeriesTest) -> impl IntoView + use<> {
    let (w, lang, series) = (app.words(), app.lang(), a.series);
    let of = app.plan.series(series).name.get(lang);
    let pairs: Vec<(&Forecast, &Forecast)> =
        a.forecasts.iter().zip(&b.forecasts).filter(|(f, _)| f.horizon() == horizon).collect();
    let hits = |inside: fn(&(&Forecast, &Forecast)) -> bool| pairs.iter().filter(|p| inside(p)).count();
    let told = targets::record_chart(lang, pairs.len(), hits(|p| p.0.in80), hits(|p| p.1.in80));
    let growths = |f: &Forecast| [f.bands.p10, f.bands.p50, f.bands.p90].map(|level| f.growth(level));
    let range = |(f, g): &(&Forecast, &Forecast)| Ranges {
        year: f.target,
        bands: [growths(f), growths(g)],
        actual: f.growth(f.outcome),
    };
    let ranges: Vec<Ranges> = pairs.iter().map(range).collect();
    let title = if horizon == 1 { w.record_chart_1 } else { w.record_chart_2 };
    let name = titled(lang, of, title);
    let label = titled(lang, &name, &told);
    let percent = move |v: f64| format::percent(v, 1);
    let band =
        move |[low, _, high]: [f64; 3]| targets::percent_range(lang, &format::number(low, 1), &format::number(high, 1));
    let cells = |band_of: [f64; 3]| {
        let (band, middle) = (band(band_of), band_of[1]);
        view! { <td class="num">{band}</td><td class="num">{percent(middle)}</td> }
    };
    let row = |r: &Ranges| {
        let [recent, all] = r.bands;
        view! {
            <tr><th scope="row">{r.year}</th><td class="num">{percent(r.actual)}</td>{cells(recent)}{cells(all)}</tr>
        }
    };
    let head = |method: &str, what: &str| view! { <th scope="col" class="num">{titled(lang, method, what)}</th> };
    let rows = ranges.iter().map(row).collect_view();
    let known = ranges.clone();
    let read = Callback::new(move |year: u16| {
        let of = |r: &Ranges| -> Vec<Reading> {
            let [recent, all] = r.bands.map(band);
            let rows = [(w.record_came, percent(r.actual)), (w.record_recent, recent), (w.record_all, all)];
            rows.map(|(label, value)| ("", label.to_owned(), value)).into()
        };
        known.iter().find(|r| r.year == year).map(of).unwrap_or_default()
    });
    let drawn = {
        let (ranges, title, sentence) = (ranges.clone(), name.clone(), told.clone());
        Callback::new(move |()| {
            Some(PictureSource {
                what: if horizon == 1 { "record-1" } else { "record-2" },
                panel: Panel::ranges(lang, title.clone(), &ranges, Size::WHOLE),
                sentence: sentence.clone(),
                year: ranges.last().map_or(0, |r| r.year),
                series: vec![series],
                caption: Caption {
                    scenarios: Vec::new(),
                    link: format!("{}{}", address::page_url(), Page::Backtest.href()),
                },
            })
        })
    };
    (!ranges.is_empty()).then(|| {
        view! {
            <figure class="chart">
                <figcaption>
                    <h3>{title} <span class="chart-unit">" "{w.percent_a_year}</span></h3>
                    <p class="chart-sentence range-sentence">{told}</p>
                </figcaption>
                <RangeChart ranges label=label.clone() keys=titled(lang, &name, w.chart_keys) year=app.year read />
                <div class="chart-tools">
                <details class="chart-table">
                    <summary aria-label=titled(lang, w.table, &name)>{w.table}</summary>
                    <div class="scroll" role="group" tabindex="0" aria-label=name.clone()>
                        <table class="board">
                            <thead><tr>
                                <th scope="col">{w.year}</th><th scope="col" class="num">{w.record_came}</th>
                                {head(w.record_recent, w.record_band)}{head(w.record_recent, w.record_middle)}
                                {head(w.record_all, w.record_band)}{head(w.record_all, w.record_middle)}
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </details>
                <SavePicture title=name.clone() drawn ready=true />
                </div>
            </figure>
        }
    })
}

/// The scores of both methods, a row a horizon.
fn table(say: BacktestNarrator<'static>, name: String, of: [(Method, Vec<Score>); 2]) -> impl IntoView {
    let lang = say.lang;
    let w = lang.words();
    let covered = |c: &Coverage, n: usize| {
        let count = targets::tallies(lang, &[targets::HitRate { horizon: 0, hits: c.hits, n }]);
        let percent = |v: f64| format::percent(v, 0);
        let between = targets::share_between(lang, &percent(c.share), &format::number(c.low, 0), &percent(c.high));
        view! { <td class="num">{count}<span class="muted block">{between}</span></td> }
    };
    let against = |c: &SkillScore| {
        view! {
            <td class="num">
                {format::percent(c.crps, 2)}<span class="block record-verdict">{say.verdict(c.verdict)}</span>
            </td>
        }
    };
    let row = |s: &Score| {
        view! {
            <tr>
                <th scope="row">{s.horizon}</th>
                <td class="num">{s.n}</td>
                {covered(&s.cover50, s.n)}
                {covered(&s.cover80, s.n)}
                <td class="num board-value">{format::percent(s.crps, 2)}</td>
                {against(&s.drift)}
                {against(&s.last)}
            </tr>
        }
    };
    let body = |(method, scores): (Method, Vec<Score>)| {
        let method = if method == Method::Recent { w.record_recent } else { w.record_all };
        view! {
            <tbody>
                <tr class="record-method"><th scope="rowgroup" colspan="7">{method}</th></tr>
                {scores.iter().map(row).collect_view()}
            </tbody>
        }
    };
    let bodies = of.into_iter().map(body).collect_view();
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=name>
            <table class="board record-table">
                <thead><tr>
                    <th scope="col">{w.record_years_ahead}</th><th scope="col" class="num">{w.record_forecasts}</th>
                    <th scope="col" class="num">{w.record_in_50}</th><th scope="col" class="num">{w.record_in_80}</th>
                    <th scope="col" class="num">{w.record_own_error}</th>
                    <th scope="col" class="num">{w.record_drift}</th>
                    <th scope="col" class="num">{w.record_last}</th>
                </tr></thead>
                {bodies}
            </table>
        </div>
        <p class="muted record-note">{w.record_table_note}</p>
    }
}
