//! Results as one tidy table.

use std::fmt::Write;

use crate::analysis::compare::{ComparedScenario, Subject, board};
use crate::analysis::targets::{required, target_statuses};
use crate::model::{Odds, odds, planned, simulate, trend};
use crate::plan::{Kind, Plan, Series, Unit};
use crate::present::Narrator;
use crate::scenario::Scenario;

/// The name of the reader's scenario where it has none.
const UNNAMED: &str = "scenario";

/// The source of what follows from the model.
const COMPUTED: &str = "computed";

/// Sorts as the table does: scenario, series, year, statistic.
type CsvRow<'a> = (String, &'static str, u16, &'static str, String, &'static str, &'a str);

/// The results as CSV: `scenario,series,year,statistic,value,unit,source`, one value a row.
///
/// Rows of the scenario `data` are figures and targets of the plan file (`actual`, `estimate`, `target`); `trend` and
/// `plan` are the reference lines; the reader's scenario carries its name. Money is in 100 million yuan with four
/// decimals, ratios and growth in percent with six, probabilities from 0 to 1 with six. `central` is the central path: the
/// median of growing series, the expected number of listed companies;
/// `p10` to `p90` are quantiles of the simulated futures or of their closed form. `prob_hit` belongs to one target,
/// `prob_all`, under the series `all`, to all targets of a year together; `_se` is the Monte Carlo standard error, zero
/// where the probability has a closed form. `first_year_central` is the first year in which the central path meets the
/// target of the row's year; it is left out where that is not before the end. `source` is the id of a
/// publication, as in the table of the data, or `computed`. Rows are sorted. `own` are the odds of the full run of the scenario.
pub fn csv(plan: &Plan, scenario: &Scenario, own: &Odds) -> String {
    let mut rows: Vec<CsvRow> = Vec::new();
    data_rows(plan, scenario, &mut rows);
    for (name, scenario) in [("trend", trend(plan, scenario)), ("plan", planned(plan, scenario))] {
        scenario_rows(plan, name, &scenario, &odds(plan, &scenario), &mut rows);
    }
    scenario_rows(plan, &name_of(scenario), scenario, own, &mut rows);
    written(rows)
}

/// The results of a comparison in the same form. Rows of a column carry its letter and name; `targets` are those of all
/// readings compared. `prob_hit_diff` and `prob_all_diff` are probabilities less those of the first column, with the
/// error of the difference; they are left out where that cannot be taken. The odds must be those of full runs.
pub fn compared_csv(plan: &Plan, columns: &[ComparedScenario]) -> String {
    let mut rows: Vec<CsvRow> = Vec::new();
    for column in columns {
        data_rows(plan, column.scenario, &mut rows);
    }
    rows.sort();
    rows.dedup();
    let name = |at: usize| {
        let given = columns.get(at).map_or("", |c| c.scenario.name_or(""));
        format!("{} {given}", Narrator::letter(at)).trim_end().to_owned()
    };
    for (at, column) in columns.iter().enumerate() {
        if let Some(odds) = column.odds {
            scenario_rows(plan, &name(at), column.scenario, odds, &mut rows);
        }
    }
    for row in board(plan, columns) {
        let (series, year, statistics) = match row.subject {
            Subject::Target(t) => (key(&t.of), t.year, ["prob_hit_diff", "prob_hit_diff_se"]),
            Subject::All(year) => ("all", year, ["prob_all_diff", "prob_all_diff_se"]),
        };
        for (at, cell) in row.cells.iter().enumerate() {
            let Some(less) = cell.as_ref().and_then(|c| c.likely?.less) else { continue };
            for (statistic, value) in statistics.into_iter().zip([less.value, less.error.unwrap_or(0.0)]) {
                rows.push((name(at), series, year, statistic, format!("{value:.6}"), "probability", COMPUTED));
            }
        }
    }
    written(rows)
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
    odds_rows(plan, name, scenario, odds, rows);
    for data in &plan.series {
        for year in outcome.years() {
            if let Some(value) = outcome.value(data.id, year) {
                let value = number(data.unit, value);
                rows.push((name.into(), data.id.key(), year, "central", value, unit(data.unit), COMPUTED));
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
            let value = format!("{:.6}", need.to_f64());
            rows.push((name.into(), key(&target.of), target.year, "required_growth", value, unit, COMPUTED));
        }
    }
}

fn odds_rows(plan: &Plan, name: &str, scenario: &Scenario, odds: &Odds, rows: &mut Vec<CsvRow>) {
    let mut put = |series: &'static str, year: u16, statistic: &'static str, value: String, unit: &'static str| {
        rows.push((name.into(), series, year, statistic, value, unit, COMPUTED));
    };
    for (series, bands) in &odds.bands {
        let of = plan.series(*series).unit;
        for band in bands {
            let [p10, p25, _, p75, p90] = band.quantiles;
            for (statistic, value) in [("p10", p10), ("p25", p25), ("p75", p75), ("p90", p90)] {
                put(series.key(), band.year, statistic, number(of, value), unit(of));
            }
        }
    }
    let six = |p: f64| format!("{p:.6}");
    for t in &odds.targets {
        let of = plan.target(&t.target).map_or("", |p| key(&p.of));
        put(of, t.year, "prob_hit", six(t.chance.value), "probability");
        put(of, t.year, "prob_hit_se", six(t.chance.error), "probability");
    }
    for j in &odds.joint {
        put("all", j.year, "prob_all", six(j.all().value), "probability");
        put("all", j.year, "prob_all_se", six(j.all().error), "probability");
    }
    put("all", scenario.from, "paths", odds.paths.1.to_string(), "paths");
    put("all", scenario.from, "seed", odds.seed.to_string(), "seed");
}

/// The series column of a target: its series, or `dep+loan` for their sum.
pub(super) fn key(of: &[Series]) -> &'static str {
    match of {
        [one] => one.key(),
        _ => "dep+loan",
    }
}

fn number(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Percent => format!("{value:.6}"),
        _ => format!("{value:.4}"),
    }
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
