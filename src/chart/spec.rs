//! What the chart of a series shows: figures, targets, lines and bands.

use crate::chart::geometry::{BandKind, BandSpan, BreakMark, Chart, ChartBand, Line, Mark, Point, Role, Spot};
use crate::model::odds::Odds;
use crate::model::{Outcome, odds};
use crate::plan::{Break, Kind, Observation, Plan, Series, SeriesData, Target, Unit};
use crate::present::Narrator;
use crate::route::Page;
use crate::scenario::Scenario;
use crate::text::format::{AsOf, Currency};
use crate::text::sentences::{citation, targets};
use crate::text::{Lang, format};

/// The order of the charts on a page: what has targets first.
pub const CHARTS: [Series; 7] =
    [Series::Dep, Series::Loan, Series::Share, Series::Va, Series::List, Series::Gdp, Series::Ldr];
/// First year on the axis of a chart unless the reader asks for the whole record.
pub const FIRST_YEAR: u16 = 2015;
/// First year of the whole record: from here on deposits and loans are known year by year.
pub const RECORD_YEAR: u16 = 2003;

/// Builds the charts of a scenario.
#[derive(Clone, Copy)]
pub struct ChartBuilder<'a> {
    pub say: Narrator<'a>,
    pub scenario: &'a Scenario,
    /// The scenario's central path.
    pub outcome: &'a Outcome,
    /// Trend continuation under the same world.
    pub trend: &'a Outcome,
    /// The plan as written under the same world.
    pub planned: &'a Outcome,
    /// Label of the scenario's own line; without it the line is left out.
    pub label: Option<&'a str>,
    /// First year on the axis.
    pub since: u16,
}

impl ChartBuilder<'_> {
    /// The chart of a series: figures, targets and the three lines.
    pub fn chart(&self, series: Series) -> Chart {
        let Self { say, scenario, outcome, .. } = self;
        let (plan, w) = (say.plan, say.words());
        let data = plan.series(series);
        let scale = money_scale(say, data.unit);
        let mut lines = Vec::new();
        let mut line = |role, label: &str, points: Vec<Point>| {
            let points: Vec<Point> = points.into_iter().filter(|p| p.year >= self.since).collect();
            if !points.is_empty() {
                lines.push(Line { role, label: label.to_owned(), points });
            }
        };
        let other = if series == Series::List { w.line_home } else { w.line_rmb };
        line(Role::Alternative, other, data.alternative.iter().map(|o| point(o, scale)).collect());
        let last_target = plan.targets(scenario.reading).map(|t| t.year).max().unwrap_or(scenario.to);
        let path = |outcome, to| path(outcome, series, scale, to);
        line(Role::Trend, w.line_trend, path(self.trend, scenario.to));
        if series != Series::Gdp {
            line(Role::Planned, w.line_planned, path(self.planned, last_target));
        }
        if let Some(label) = self.label {
            line(Role::Mine, label, path(outcome, scenario.to));
        }
        line(Role::Actual, w.line_actual, self.actual(series, scale));
        let entered = scenario
            .years()
            .filter(|y| scenario.is_entered(series, *y))
            .filter_map(|year| Some(Point { year, value: outcome.value(series, year)? / scale, estimate: false }));
        line(Role::Entered, w.line_entered, entered.collect());
        let base = scenario.years().take_while(|y| scenario.is_entered(series, *y)).last().unwrap_or(scenario.from);
        let mut chart = chart_of(say, series, (self.since, base, scenario.to), lines, plan.targets(scenario.reading));
        chart.spots = spots(say, data, (self.since, scenario.to), true);
        chart.breaks = breaks(say, data, true);
        chart
    }

    /// Published figures, with the base value at the end.
    fn actual(&self, series: Series, scale: f64) -> Vec<Point> {
        let mut points = published(self.say.plan, series, scale);
        let from = self.scenario.from;
        if !points.iter().any(|p| p.year == from) {
            let base = self.outcome.value(series, from);
            points.extend(base.map(|value| Point { year: from, value: value / scale, estimate: true }));
            points.sort_by_key(|p| p.year);
        }
        points
    }

    /// The bands of a series from the base value on; with `layers`, the inner band shows yearly shocks alone.
    pub fn bands(&self, series: Series, odds: &Odds, layers: bool) -> Vec<ChartBand> {
        bands(&self.say, series, (self.scenario.from, self.outcome), odds, layers)
    }
}

/// The chart of a series for scenarios side by side, by their letters: the first lies above the others, with its bands where
/// its `odds` are given. Targets are those that hold in any of them. The axis begins with the year `since`.
pub fn compared(
    say: &Narrator,
    columns: &[(&Scenario, &Outcome)],
    odds: Option<&Odds>,
    series: Series,
    since: u16,
) -> Chart {
    let plan = say.plan;
    let scale = money_scale(say, plan.series(series).unit);
    let line = |(k, (scenario, outcome)): (usize, &(&Scenario, &Outcome))| Line {
        role: role(k),
        label: Narrator::letter(k).to_owned(),
        points: path(outcome, series, scale, scenario.to),
    };
    let mut lines: Vec<Line> = columns.iter().enumerate().rev().map(line).collect();
    let points: Vec<Point> = published(plan, series, scale).into_iter().filter(|p| p.year >= since).collect();
    if !points.is_empty() {
        lines.push(Line { role: Role::Actual, label: say.words().line_actual.to_owned(), points });
    }
    let base = columns.iter().map(|(s, _)| s.from).min();
    let last = columns.iter().map(|(s, _)| s.to).max().unwrap_or(plan.default_last_year);
    let holds = |t: &&Target| columns.iter().any(|(s, _)| plan.targets(s.reading).any(|o| o.id == t.id));
    let years = (since, base.unwrap_or(last), last);
    let mut chart = chart_of(say, series, years, lines, plan.targets.iter().filter(holds));
    chart.spots = spots(say, plan.series(series), (since, last), false);
    chart.breaks = breaks(say, plan.series(series), false);
    if let (Some((scenario, outcome)), Some(odds)) = (columns.first(), odds) {
        chart.bands = bands(say, series, (scenario.from, outcome), odds, false);
    }
    chart
}

/// The role of the line of a compared scenario, by its column.
pub fn role(column: usize) -> Role {
    [Role::Mine, Role::Second, Role::Third].get(column).copied().unwrap_or(Role::Fourth)
}

/// A chart of lines with the title, the axes and the targets of their series; the years are the first, the base and the last.
fn chart_of<'a>(
    say: &Narrator,
    series: Series,
    (since, base_year, last): (u16, u16, u16),
    lines: Vec<Line>,
    targets: impl Iterator<Item = &'a Target>,
) -> Chart {
    let data = say.plan.series(series);
    let scale = money_scale(say, data.unit);
    let mark = |t: &Target| Mark { year: t.year, value: t.value / scale, label: say.goal_mark(t) };
    let mut chart = Chart {
        bands: Vec::new(),
        samples: Vec::new(),
        title: data.name.get(say.lang).to_owned(),
        unit: String::new(),
        years: (since, last),
        base_year,
        lines,
        marks: targets.filter(|t| t.of == [series]).map(mark).collect(),
        spots: Vec::new(),
        breaks: Vec::new(),
    };
    chart.unit = unit_label(say, data.unit, chart.largest());
    chart
}

/// A central path up to a year.
fn path(outcome: &Outcome, series: Series, scale: f64, to: u16) -> Vec<Point> {
    let point = |year| outcome.value(series, year).map(|v| Point { year, value: v / scale, estimate: false });
    outcome.years().filter(|y| *y <= to).filter_map(point).collect()
}

/// The bands of a series, from the base value of a central path on.
fn bands(
    say: &Narrator,
    series: Series,
    (from, outcome): (u16, &Outcome),
    odds: &Odds,
    layers: bool,
) -> Vec<ChartBand> {
    let w = say.words();
    let scale = money_scale(say, say.plan.series(series).unit);
    let first = (from, outcome.value(series, from).unwrap_or(f64::NAN) / scale);
    let Some(bands) = odds.bands.get(&series) else { return Vec::new() };
    let wide = band(BandKind::Wide, w.band_wide, first, bands, scale, |b| [b.quantiles[0], b.quantiles[4]]);
    let inner = if layers {
        band(BandKind::Shocks, w.band_shocks, first, bands, scale, |b| b.shocks)
    } else {
        band(BandKind::Narrow, w.band_narrow, first, bands, scale, |b| [b.quantiles[1], b.quantiles[3]])
    };
    vec![wide, inner]
}

/// A band from the base value on; `ends` are its lower and upper end in a year, in the unit of the series.
fn band(
    kind: BandKind,
    label: &str,
    (from, base): (u16, f64),
    bands: &[odds::Band],
    scale: f64,
    ends: fn(&odds::Band) -> [f64; 2],
) -> ChartBand {
    let span = |b: &odds::Band| {
        let [low, high] = ends(b).map(|end| end / scale);
        BandSpan { year: b.year, low, high }
    };
    let first = BandSpan { year: from, low: base, high: base };
    ChartBand { kind, label: label.to_owned(), spans: [first].into_iter().chain(bands.iter().map(span)).collect() }
}

/// Published figures, and for the identities what follows from them.
fn published(plan: &Plan, series: Series, scale: f64) -> Vec<Point> {
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

/// Figures of other dates on the basis of a line that is drawn; with `both`, that on the other basis is. Amounts of a part
/// of a year are left out, since they are no part of a line of whole years; shares are told apart.
fn spots(say: &Narrator, data: &SeriesData, (first, last): (u16, u16), both: bool) -> Vec<Spot> {
    let scale = money_scale(say, data.unit);
    let has = |list: &[Observation], o: &Observation| list.iter().any(|p| p.basis == o.basis);
    let spot = |o: &Observation| {
        let period = AsOf::parse(o.as_of.as_deref()?)?;
        let at = period.ends();
        let role = if period.is_part() {
            (data.unit == Unit::Percent).then_some(Role::Actual)?
        } else if has(&data.points, o) {
            Role::Actual
        } else {
            (both && has(&data.alternative, o)).then_some(Role::Alternative)?
        };
        let within = f64::from(first) < at && at < f64::from(last) && at.fract() != 0.0;
        let text = period.text(say.lang);
        within.then(|| Spot {
            role,
            at,
            value: o.value / scale,
            part: period.is_part(),
            estimate: o.kind == Kind::Estimate,
            label: if period.is_part() { format!("{}{}{text}", say.words().half_year, say.lang.colon()) } else { text },
        })
    };
    let mut spots: Vec<Spot> = data.other.iter().filter_map(spot).collect();
    spots.sort_by(|a, b| a.at.total_cmp(&b.at));
    spots
}

/// The breaks of the lines that are drawn; with `both`, that on the other basis is.
fn breaks(say: &Narrator, data: &SeriesData, both: bool) -> Vec<BreakMark> {
    let drawn =
        |b: &&Break| data.points.iter().chain(data.alternative.iter().filter(|_| both)).any(|o| o.basis == b.basis);
    let mark =
        |b: &Break| BreakMark { year: b.year, text: targets::break_mark(say.lang, b.year, b.note.get(say.lang)) };
    data.breaks.iter().filter(drawn).map(mark).collect()
}

fn point(o: &Observation, scale: f64) -> Point {
    Point { year: o.year, value: o.value / scale, estimate: o.kind == Kind::Estimate }
}

/// Names the sources of some series (of all, if none is given) from a year on in a line, with the address on `site` of the
/// full list.
pub fn cited(say: &Narrator, series: &[Series], since: u16, site: &str) -> String {
    let points = |s: &Series| {
        let data = say.plan.series(*s);
        data.points.iter().chain(&data.alternative).filter(move |o| o.year >= since)
    };
    let inputs: &[Series] = if series == [Series::Ldr] { &[Series::Loan, Series::Dep] } else { series };
    let points: Vec<&Observation> = inputs.iter().flat_map(points).collect();
    let mut sources: Vec<&str> = points.iter().map(|o| o.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let latest = points.iter().rev().max_by_key(|o| o.year).and_then(|o| say.plan.sources.get(&o.source));
    let list = format!("{site}{}", Page::Sources.href());
    let latest = latest.map(|s| s.cite(say.lang));
    citation::figures(say.lang, latest.as_deref(), sources.len().saturating_sub(1), &say.plan.edition(say.lang), &list)
}

/// Amounts are drawn in the currency on show, so that its axis has round numbers.
pub fn money_scale(say: &Narrator, unit: Unit) -> f64 {
    match (unit, say.currency) {
        (Unit::Money, Currency::Usd(rate)) => rate,
        _ => 1.0,
    }
}

/// A value on the axis whose largest is this.
pub fn axis(lang: Lang, unit: Unit, value: f64, largest: f64) -> String {
    match unit {
        Unit::Money => format::money_axis(lang, Currency::Cny, value, largest),
        _ => format::trimmed(value, 2),
    }
}

/// The unit of the axis whose largest value is this.
fn unit_label(say: &Narrator, unit: Unit, largest: f64) -> String {
    match unit {
        Unit::Money => format::money_axis_unit(say.lang, say.currency, largest).to_owned(),
        Unit::Percent => "%".to_owned(),
        Unit::Companies => format::companies(say.lang, 2.0, 0).trim_start_matches(['2', '\u{a0}']).to_owned(),
        Unit::Rate => String::new(),
    }
}
