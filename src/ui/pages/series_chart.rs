//! What the chart of a series shows: figures, targets, and the three lines.

use leptos::prelude::*;

use crate::figure::{Band, Chart, Hold, Line, Mark, Point, Role, Span};
use crate::model::{self, Outcome};
use crate::plan::{Kind, Observation, Plan, Series, Unit};
use crate::report::Say;
use crate::text::format::{self, Currency};
use crate::ui::charts::ChartWords;
use crate::ui::state::App;

/// The order of the charts on a page: what has targets first.
pub const CHARTS: [Series; 7] =
    [Series::Dep, Series::Loan, Series::Share, Series::Va, Series::List, Series::Gdp, Series::Ldr];
/// First year on the axis of every chart; earlier figures stand in the sources.
pub const FIRST_YEAR: u16 = 2015;

/// What a chart of this series shows under the scenario on show.
pub fn series_chart(app: App, series: Series) -> Chart {
    let say = app.say();
    let w = say.words();
    let data = app.plan.series(series);
    let scenario = app.shown.get();
    let scale = money_scale(&say, data.unit);
    let mut lines = Vec::new();
    let mut line = |role, label: &str, points: Vec<Point>| {
        let points: Vec<Point> = points.into_iter().filter(|p| p.year >= FIRST_YEAR).collect();
        if !points.is_empty() {
            lines.push(Line { role, label: label.to_owned(), points });
        }
    };
    let other = if series == Series::List { w.line_home } else { w.line_rmb };
    line(Role::Alternative, other, data.alternative.iter().map(|o| point(o, scale)).collect());
    let last_target = app.plan.targets(scenario.reading).map(|t| t.year).max().unwrap_or(scenario.to);
    let path = |outcome: &Outcome, to: u16| {
        let years = outcome.years().filter(|y| *y <= to);
        let point = |year| outcome.value(series, year).map(|v| Point { year, value: v / scale, estimate: false });
        years.filter_map(point).collect::<Vec<_>>()
    };
    line(Role::Trend, w.line_trend, app.trend.with(|o| path(o, scenario.to)));
    if series != Series::Gdp {
        line(Role::Planned, w.line_planned, app.planned.with(|o| path(o, last_target)));
    }
    let mine = if app.is_preview() { w.line_shared } else { w.line_mine };
    line(Role::Mine, mine, app.outcome.with(|o| path(o, scenario.to)));
    line(Role::Actual, w.line_actual, actual(app, series, scale));
    let entered = |year: u16| app.outcome.with(|o| o.value(series, year));
    let entered = scenario
        .years()
        .filter(|y| scenario.is_entered(series, *y))
        .filter_map(|year| Some(Point { year, value: entered(year)? / scale, estimate: false }));
    line(Role::Entered, w.line_entered, entered.collect());
    let targets = app.plan.targets(scenario.reading).filter(|t| t.of == [series]);
    let mark = |t: &crate::plan::Target| Mark { year: t.year, value: t.value / scale, label: say.goal(t) };
    let (bands, samples) = futures(app, series, scale);
    let mut chart = Chart {
        bands,
        samples,
        title: data.name.get(say.lang).to_owned(),
        unit: String::new(),
        years: (FIRST_YEAR, scenario.to),
        base_year: scenario.years().take_while(|y| scenario.is_entered(series, *y)).last().unwrap_or(scenario.from),
        lines,
        marks: targets.map(mark).collect(),
    };
    chart.unit = unit_label(&say, data.unit, chart.largest());
    chart
}

/// Where the futures of a series lie, as far as the reader wants to see it; from the base value on.
fn futures(app: App, series: Series, scale: f64) -> (Vec<Band>, Vec<Vec<Point>>) {
    let (fan, w) = (app.fan.get(), app.words());
    let from = app.shown.with(|s| s.from);
    let base = app.outcome.with(|o| o.value(series, from)).unwrap_or(f64::NAN) / scale;
    let bands = app.futures.odds.with(|odds| {
        let known = odds.as_ref().and_then(|o| o.bands.get(&series)).filter(|_| fan.bands)?;
        let band = |hold: Hold, label: &str, ends: Ends| band(hold, label, (from, base), known, scale, ends);
        let wide = band(Hold::Wide, w.band_wide, |b| Some((b.quantiles[0], b.quantiles[4])));
        let shocks = band(Hold::Shocks, w.band_shocks, |b| b.shocks.map(|[low, high]| (low, high)));
        let narrow = band(Hold::Narrow, w.band_narrow, |b| Some((b.quantiles[1], b.quantiles[3])));
        Some([wide, shocks.filter(|_| fan.layers), narrow.filter(|_| !fan.layers)].into_iter().flatten().collect())
    });
    let samples = if fan.samples { app.samples.with(|s| s.get(&series).cloned()) } else { None };
    let point = |(year, value): (u16, &f64)| Point { year, value: value / scale, estimate: false };
    let start = Point { year: from, value: base, estimate: false };
    let path = |p: &Vec<f64>| [start].into_iter().chain((from + 1..).zip(p).map(point)).collect();
    (bands.unwrap_or_default(), samples.iter().flatten().map(path).collect())
}

/// Lower and upper end of a band in a year, in the unit of the series.
type Ends = fn(&model::odds::Band) -> Option<(f64, f64)>;

/// A band from the base value on; none where any of its years has no ends.
pub fn band(
    hold: Hold,
    label: &str,
    (from, base): (u16, f64),
    known: &[model::odds::Band],
    scale: f64,
    ends: Ends,
) -> Option<Band> {
    let first = Span { year: from, low: base, high: base };
    let span =
        |b: &model::odds::Band| ends(b).map(|(low, high)| Span { year: b.year, low: low / scale, high: high / scale });
    let spans: Vec<Span> = known.iter().filter_map(span).collect();
    let whole = spans.len() == known.len();
    whole.then(|| Band { hold, label: label.to_owned(), spans: [first].into_iter().chain(spans).collect() })
}

/// Published figures, and for the identities what follows from them.
pub fn published(plan: &Plan, series: Series, scale: f64) -> Vec<Point> {
    if series == Series::Ldr {
        let deposits = &plan.series(Series::Dep).points;
        let ratio = |loan: &Observation| {
            let dep = deposits.iter().find(|d| d.year == loan.year && d.basis == loan.basis)?;
            let estimate = loan.kind == Kind::Estimate || dep.kind == Kind::Estimate;
            Some(Point { year: loan.year, value: 100.0 * loan.value / dep.value, estimate })
        };
        return plan.series(Series::Loan).points.iter().filter_map(ratio).collect();
    }
    plan.series(series).points.iter().map(|o| point(o, scale)).collect()
}

/// What was published; the base value closes the line.
fn actual(app: App, series: Series, scale: f64) -> Vec<Point> {
    let mut points = published(app.plan, series, scale);
    let from = app.shown.with(|s| s.from);
    if !points.iter().any(|p| p.year == from) {
        let base = app.outcome.with(|o| o.value(series, from));
        points.extend(base.map(|value| Point { year: from, value: value / scale, estimate: true }));
        points.sort_by_key(|p| p.year);
    }
    points
}

fn point(o: &Observation, scale: f64) -> Point {
    Point { year: o.year, value: o.value / scale, estimate: o.kind == Kind::Estimate }
}

/// Amounts are drawn in the currency on show, so that its axis has round numbers.
pub fn money_scale(say: &Say, unit: Unit) -> f64 {
    match (unit, say.currency) {
        (Unit::Money, Currency::Usd(rate)) => rate,
        _ => 1.0,
    }
}

/// The unit of the axis whose largest value is this.
pub fn unit_label(say: &Say, unit: Unit, largest: f64) -> String {
    match unit {
        Unit::Money => format::money_axis_unit(say.lang, say.currency, largest).to_owned(),
        Unit::Percent => "%".to_owned(),
        Unit::Companies => format::companies(say.lang, 2.0, 0).trim_start_matches(['2', '\u{a0}']).to_owned(),
        Unit::Rate => String::new(),
    }
}

/// Writes a value of the chart in full.
pub fn value_text(app: App, unit: Unit) -> Callback<f64, String> {
    Callback::new(move |value: f64| {
        let say = app.say();
        say.value(unit, value * money_scale(&say, unit))
    })
}

/// Writes a value of the chart on its axis.
pub fn axis_text(app: App, unit: Unit, chart: Memo<Chart>) -> Callback<f64, String> {
    // Which unit, not how large: axes are not written anew with every move of a lever.
    let largest =
        Memo::new(move |_| if chart.with(Chart::largest) < format::TRILLIONS { 0.0 } else { format::TRILLIONS });
    Callback::new(move |value: f64| match unit {
        Unit::Money => format::money_axis(app.lang(), Currency::Cny, value, largest.get()),
        _ => format::trimmed(value, 2),
    })
}

/// The fixed texts of a chart.
pub fn chart_words(app: App) -> ChartWords {
    let w = app.words();
    ChartWords {
        table: w.table.to_owned(),
        year: w.year.to_owned(),
        target: w.target.to_owned(),
        estimate: w.estimate.to_owned(),
        keys: w.chart_keys.to_owned(),
        axis_not_zero: w.axis_not_zero.to_owned(),
    }
}
