//! Results as one tidy table.

use std::fmt::Write;

use crate::analysis::compare::{ComparedScenario, Subject, board};
use crate::analysis::targets::{required, target_statuses};
use crate::model::{Odds, odds, planned, simulate, trend};
use crate::plan::{Kind, LeverUnit, MODEL, Plan, Series, Unit};
use crate::present::Narrator;
use crate::scenario::Scenario;

/// The name of the reader's scenario where it has none.
const UNNAMED: &str = "scenario";

/// The source of what follows from the model.
const COMPUTED: &str = "computed";
/// The source of what the reader set.
const ENTERED: &str = "entered";
/// The source of a lever at the plan file's default.
const DEFAULT: &str = "default";

/// Sorts as the table does: scenario, series, year, statistic.
type CsvRow<'a> = (String, &'static str, u16, &'static str, String, &'static str, &'a str);

/// The results as CSV: `scenario,series,year,statistic,value,unit,source`, one value a row.
///
/// Rows of the scenario `data` are figures and targets of the plan file (`actual`, `estimate`, `target`), its `release` and
/// the version of the `model`; `trend` and `plan` are the reference lines; the reader's scenario carries its name. Money is
/// in 100 million yuan with four decimals, ratios and growth in percent with six, probabilities from 0 to 1 with six.
/// `central` is the central path: the median of growing series, the expected number of listed companies; `p10` to `p90` are
/// quantiles. `prob_hit` belongs to one target, `prob_all`, under the series `all`, to all targets of a year together;
/// `_bound` is what the error of the integration does not exceed, zero for a closed form. `required_growth` is what the target's lever needs, `first_year_central` the first year in which the central
/// path reaches the target of the row's year; either is left out where there is none. `base_actual`, `base_estimate` and
/// `base_entered` are where the scenario starts, `entered` the reader's figures for later years, `lever` the value in force
/// of the assumption named under series. `source` is the id of a publication, as in the table of the data, or `computed`,
/// `entered`, `default`; of the rows `release` and `link` it is their text. Rows are sorted. `own` are the odds of the scenario, `link` the link to its results; without one the row is left out.
pub fn csv(plan: &Plan, scenario: &Scenario, own: &Odds, link: &str) -> String {
    let mut rows: Vec<CsvRow> = Vec::new();
    data_rows(plan, scenario, &mut rows);
    edition_rows(plan, &mut rows);
    let reader = scenario;
    for (name, scenario) in [("trend", trend(plan, reader)), ("plan", planned(plan, reader))] {
        input_rows(plan, name, &scenario, reader, &mut rows);
        scenario_rows(plan, name, &scenario, &odds(plan, &scenario), &mut rows);
    }
    let name = name_of(scenario);
    input_rows(plan, &name, scenario, reader, &mut rows);
    scenario_rows(plan, &name, scenario, own, &mut rows);
    link_row(&name, scenario, link, &mut rows);
    written(rows)
}

/// The results of a comparison in the same form. Rows of a column carry its letter and name; `targets` are those of all
/// readings compared; `links` has one for each column. `prob_hit_diff` and `prob_all_diff` are probabilities less those of
/// the first column, with a bound of their error; they are left out where that cannot be taken.
pub fn compared_csv(plan: &Plan, columns: &[ComparedScenario], links: &[String]) -> String {
    let mut rows: Vec<CsvRow> = Vec::new();
    for column in columns {
        data_rows(plan, column.scenario, &mut rows);
    }
    edition_rows(plan, &mut rows);
    rows.sort();
    rows.dedup();
    let name = |at: usize| {
        let given = columns.get(at).map_or("", |c| c.scenario.name_or(""));
        format!("{} {given}", Narrator::letter(at)).trim_end().to_owned()
    };
    for (at, column) in columns.iter().enumerate() {
        input_rows(plan, &name(at), column.scenario, column.scenario, &mut rows);
        scenario_rows(plan, &name(at), column.scenario, column.odds, &mut rows);
        link_row(&name(at), column.scenario, links.get(at).map_or("", String::as_str), &mut rows);
    }
    for row in board(plan, columns) {
        let (series, year, statistics) = match row.subject {
            Subject::Target(t) => (key(&t.of), t.year, ["prob_hit_diff", "prob_hit_diff_bound"]),
            Subject::All(year) => ("all", year, ["prob_all_diff", "prob_all_diff_bound"]),
        };
        for (at, cell) in row.cells.iter().enumerate() {
            let Some(less) = cell.as_ref().and_then(|c| c.likely?.less) else { continue };
            for (statistic, value) in statistics.into_iter().zip([fixed(less.value, 6), upwards(less.bound)]) {
                rows.push((name(at), series, year, statistic, value, "probability", COMPUTED));
            }
        }
    }
    written(rows)
}

/// Data release and version of the model.
fn edition_rows<'a>(plan: &'a Plan, rows: &mut Vec<CsvRow<'a>>) {
    let year = plan.newest_start().year;
    rows.push(("data".into(), "all", year, "release", String::new(), "", &plan.release));
    rows.push(("data".into(), "all", year, "model", MODEL.to_string(), "version", COMPUTED));
}

fn link_row<'a>(name: &str, scenario: &Scenario, link: &'a str, rows: &mut Vec<CsvRow<'a>>) {
    if !link.is_empty() {
        rows.push((name.into(), "all", scenario.from, "link", String::new(), "", link));
    }
}

/// What a scenario assumes: its base values, the figures the reader entered, and every lever. What `reader` did not set, a
/// reference line sets by computation.
fn input_rows<'a>(plan: &'a Plan, name: &str, scenario: &Scenario, reader: &Scenario, rows: &mut Vec<CsvRow<'a>>) {
    for series in Series::DRIVEN {
        let of = plan.series(series).unit;
        let record = scenario.start(plan).values.get(&series).and_then(|id| plan.observation(id));
        let (statistic, source) = match record.filter(|_| !scenario.base.contains_key(&series)) {
            Some(o) if o.kind == Kind::Actual => ("base_actual", o.source.as_str()),
            Some(o) => ("base_estimate", o.source.as_str()),
            None => ("base_entered", ENTERED),
        };
        let value = number(of, scenario.base_value(plan, series));
        rows.push((name.into(), series.key(), scenario.from, statistic, value, unit(of), source));
        for (year, value) in scenario.actuals.get(&series).into_iter().flatten() {
            rows.push((name.into(), series.key(), *year, "entered", number(of, value.to_f64()), unit(of), ENTERED));
        }
    }
    for data in &plan.levers {
        let lever = data.id;
        let source = match scenario.levers.get(&lever) {
            None => DEFAULT,
            set if set == reader.levers.get(&lever) => ENTERED,
            Some(_) => COMPUTED,
        };
        let values = scenario.projected(plan, lever);
        let years = if data.by_year { scenario.years() } else { scenario.from..=scenario.from };
        for (step, year) in years.enumerate() {
            let value = fixed(values.at(step).to_f64(), 4);
            rows.push((name.into(), lever.key(), year, "lever", value, lever_unit(data.unit), source));
        }
    }
}

/// How the unit of a lever is written in tables.
const fn lever_unit(unit: LeverUnit) -> &'static str {
    match unit {
        LeverUnit::PercentAYear => "% a year",
        LeverUnit::CompaniesAYear => "companies a year",
        LeverUnit::Percent => "%",
        LeverUnit::Number => "number",
        LeverUnit::YuanPerDollar => "CNY per USD",
    }
}

fn written(mut rows: Vec<CsvRow>) -> String {
    rows.sort();
    let mut text = String::from("scenario,series,year,statistic,value,unit,source\n");
    for (scenario, series, year, statistic, value, unit, source) in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{},{series},{year},{statistic},{value},{unit},{}", field(&scenario), field(source));
    }
    text
}

fn data_rows<'a>(plan: &'a Plan, scenario: &Scenario, rows: &mut Vec<CsvRow<'a>>) {
    for data in &plan.series {
        for o in &data.points {
            let statistic = if o.kind == Kind::Actual { "actual" } else { "estimate" };
            let value = number(data.unit, o.value);
            rows.push(("data".into(), data.id.key(), o.year, statistic, value, unit(data.unit), &o.source));
        }
    }
    for t in plan.targets(scenario.reading) {
        let unit_of = plan.unit_of(t);
        let value = number(unit_of, t.value);
        rows.push(("data".into(), key(&t.of), t.year, "target", value, unit(unit_of), &t.source));
    }
}

fn scenario_rows(plan: &Plan, name: &str, scenario: &Scenario, odds: &Odds, rows: &mut Vec<CsvRow>) {
    let outcome = simulate(plan, scenario);
    odds_rows(plan, name, odds, rows);
    for data in &plan.series {
        for year in outcome.years() {
            if let Some(value) = outcome.value(data.id, year) {
                let value = number(data.unit, value);
                let source = if scenario.is_entered(data.id, year) { ENTERED } else { COMPUTED };
                rows.push((name.into(), data.id.key(), year, "central", value, unit(data.unit), source));
            }
        }
    }
    for report in target_statuses(plan, scenario, &outcome) {
        let target = report.target;
        if let Some(year) = report.first_met {
            let (series, year) = (key(&target.of), year.to_string());
            rows.push((name.into(), series, target.year, "first_year_central", year, "year", COMPUTED));
        }
        if let Some(need) = required(plan, scenario, target).and_then(|r| r.need.value()) {
            let unit = if target.of == [Series::List] { "companies a year" } else { "% a year" };
            let value = fixed(need.to_f64(), 6);
            rows.push((name.into(), key(&target.of), target.year, "required_growth", value, unit, COMPUTED));
        }
    }
}

fn odds_rows(plan: &Plan, name: &str, odds: &Odds, rows: &mut Vec<CsvRow>) {
    let mut put = |series: &'static str, year: u16, statistic: &'static str, value: String, unit: &'static str| {
        rows.push((name.into(), series, year, statistic, value, unit, COMPUTED));
    };
    for (series, bands) in &odds.bands {
        let of = plan.series(*series).unit;
        for band in bands {
            let [p10, p25, p50, p75, p90] = band.quantiles;
            for (statistic, value) in [("p10", p10), ("p25", p25), ("p50", p50), ("p75", p75), ("p90", p90)] {
                put(series.key(), band.year, statistic, number(of, value), unit(of));
            }
        }
    }
    let six = |p: f64| fixed(p, 6);
    for t in &odds.targets {
        let of = plan.target(&t.target).map_or("", |p| key(&p.of));
        put(of, t.year, "prob_hit", six(t.chance.value), "probability");
        put(of, t.year, "prob_hit_bound", upwards(t.chance.bound), "probability");
    }
    for j in &odds.joint {
        put("all", j.year, "prob_all", six(j.all().value), "probability");
        put("all", j.year, "prob_all_bound", upwards(j.all().bound), "probability");
    }
}

/// The series column of a target: its series, or `dep+loan` for their sum.
pub(super) fn key(of: &[Series]) -> &'static str {
    match of {
        [one] => one.key(),
        _ => "dep+loan",
    }
}

fn number(unit: Unit, value: f64) -> String {
    fixed(value, if unit == Unit::Percent { 6 } else { 4 })
}

/// A bound with six decimals, rounded up.
fn upwards(bound: f64) -> String {
    fixed((1e6 * bound).ceil() / 1e6, 6)
}

/// A number with fixed decimals, never a negative nothing.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = text.bytes().all(|b| !b.is_ascii_digit() || b == b'0');
    if is_zero { text.trim_start_matches('-').to_owned() } else { text }
}

/// How a unit is written in tables.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Money => "100m CNY",
        Unit::Percent => "%",
        Unit::Companies => "companies",
        Unit::Rate => "CNY per USD",
    }
}

/// The reader's name for the scenario, kept apart from the names this table uses itself.
fn name_of(scenario: &Scenario) -> String {
    match scenario.name_or(UNNAMED) {
        name @ ("data" | "trend" | "plan") => format!("{UNNAMED} {name}"),
        name => name.into(),
    }
}

/// What a spreadsheet takes for the beginning of a formula; some take the full-width forms as well.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A CSV field: quoted where needed, and never read as a formula by a spreadsheet, which may look past spaces and quotes.
pub(super) fn field(text: &str) -> String {
    let inner = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_formula = text.starts_with(FORMULA) || inner.starts_with(FORMULA);
    let guarded = if is_formula { format!("'{text}") } else { text.into() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}
