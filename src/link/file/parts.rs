//! The parts of a file, read one by one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Faults, Found, ProblemKind};
use crate::decimal::Decimal;
use crate::plan::{Plan, Series};
use crate::scenario::journal::{Entry, Journal, is_followed};
use crate::scenario::{Invalid, LEVEL_LIMIT, MEASURE_LIMIT, Measure, PATHS, Scenario};

/// Fields of a scenario beside its measures, which are read one by one.
const FIELDS: [&str; 10] = ["name", "author", "from", "to", "base", "levers", "reading", "actuals", "seed", "paths"];

/// A scenario without what cannot be used of it.
pub(super) fn scenario(plan: &Plan, mut fields: Map<String, Value>, below: &str) -> Found {
    let mut faults = Faults::at(below);
    let measures = fields.remove("measures").map(|value| measures(plan, value, &mut faults)).unwrap_or_default();
    let unknown: Vec<String> = fields.keys().filter(|key| !FIELDS.contains(&key.as_str())).cloned().collect();
    for key in unknown {
        fields.remove(&key);
        faults.left_out(&key, ProblemKind::UnknownKey);
    }
    let default = serde_json::to_value(Scenario::new(plan)).unwrap_or_default();
    for (key, value) in default.as_object().into_iter().flatten() {
        fields.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let scenario = loop {
        match serde_path_to_error::deserialize::<_, Scenario>(Value::Object(fields.clone())) {
            Ok(scenario) => break scenario,
            Err(error) => {
                let path: Vec<String> = error.path().iter().map(ToString::to_string).collect();
                match take_out(&mut fields, &path, &default) {
                    Some((field, left_out)) if left_out => faults.left_out(&field, ProblemKind::Malformed),
                    Some((field, _)) => faults.note(&field, ProblemKind::Malformed),
                    None => {
                        faults.note("", ProblemKind::Malformed);
                        break Scenario::new(plan);
                    }
                }
            }
        }
    };
    let scenario = mend(plan, Scenario { measures, ..scenario }, &mut faults);
    Found { scenario, problems: faults.found }
}

/// Takes the entry out that holds what a path points at, so that the rest can be read; gives its name, and whether
/// nothing stands in its place. `None` if there is nothing to take out.
fn take_out(fields: &mut Map<String, Value>, path: &[String], default: &Value) -> Option<(String, bool)> {
    let [first, rest @ ..] = path else { return None };
    if let (Some(Value::Object(inner)), [second, rest @ ..]) = (fields.get_mut(first), rest) {
        // Figures stand below series and year, everything else one level down. A path ends before a key that is no year.
        if let Some(Value::Object(years)) = inner.get_mut(second) {
            let named = rest.first().filter(|year| years.contains_key(*year)).cloned();
            let year = named.or_else(|| years.keys().find(|key| key.parse::<u16>().is_err()).cloned());
            if let Some(year) = year {
                years.remove(&year);
                return Some((format!("{first}.{second}.{year}"), true));
            }
        }
        inner.remove(second)?;
        return Some((format!("{first}.{second}"), first == "actuals"));
    }
    let before = fields.remove(first)?;
    let value = default.get(first).filter(|value| **value != before);
    if let Some(value) = value {
        fields.insert(first.clone(), value.clone());
    }
    Some((first.clone(), false))
}

fn measures(plan: &Plan, value: Value, faults: &mut Faults) -> Vec<Measure> {
    let Value::Array(values) = value else {
        faults.left_out("measures", ProblemKind::Malformed);
        return Vec::new();
    };
    let mut measures = Vec::new();
    for (i, value) in values.into_iter().enumerate() {
        if measures.len() == MEASURE_LIMIT {
            faults.left_out(&format!("measures[{i}]"), ProblemKind::TooMany);
            break;
        }
        match serde_path_to_error::deserialize::<_, Measure>(value) {
            Ok(measure) => match measure.fault(plan) {
                None => measures.push(measure),
                Some(field) => faults.left_out(&format!("measures[{i}].{field}"), ProblemKind::Malformed),
            },
            Err(error) => faults.left_out(&below(&format!("measures[{i}]"), error.path()), ProblemKind::Malformed),
        }
    }
    measures
}

/// What is recorded about each item; an entry with a fault is left out whole.
pub(super) fn journal(plan: &Plan, value: Value, faults: &mut Faults) -> Journal {
    let Value::Object(entries) = value else {
        faults.left_out("monitor", ProblemKind::Malformed);
        return Journal::default();
    };
    entries.into_iter().fold(Journal::default(), |journal, (item, value)| {
        let at = format!("monitor.{item}");
        if !is_followed(plan, &item) {
            faults.left_out(&at, ProblemKind::UnknownItem);
            return journal;
        }
        match serde_path_to_error::deserialize::<_, Entry>(value) {
            Ok(entry) => match entry.faults().first() {
                None => return journal.with(&item, entry),
                Some(fault) => faults.left_out(&format!("{at}.{}", fault.field()), ProblemKind::Malformed),
            },
            Err(error) => faults.left_out(&below(&at, error.path()), ProblemKind::Malformed),
        }
        journal
    })
}

/// The path of a field below another.
fn below(at: &str, path: &serde_path_to_error::Path) -> String {
    if path.iter().len() == 0 { at.to_owned() } else { format!("{at}.{path}") }
}

/// The scenario without what the plan does not allow. Years first: other fields depend on them.
fn mend(plan: &Plan, mut scenario: Scenario, faults: &mut Faults) -> Scenario {
    let default = Scenario::new(plan);
    for invalid in scenario.check(plan) {
        match invalid {
            Invalid::From => {
                scenario.from = default.from;
                faults.note("from", ProblemKind::BaseYear(plan.starts.iter().map(|s| s.year).collect()));
            }
            Invalid::To => {
                let range = [scenario.from + 1, plan.last_year].map(|y| Decimal::whole(y.into()));
                scenario.to = default.to;
                faults.note("to", ProblemKind::OutOfRange(range[0], range[1]));
            }
            _ => {}
        }
    }
    let amount = || ProblemKind::OutOfRange(Decimal::from_raw(1), LEVEL_LIMIT);
    for invalid in scenario.check(plan) {
        match invalid {
            Invalid::Name => {
                scenario.name.clear();
                faults.left_out("name", ProblemKind::BadText);
            }
            Invalid::Author => {
                scenario.author.clear();
                faults.left_out("author", ProblemKind::BadText);
            }
            Invalid::Base(series) => {
                scenario.base.remove(&series);
                let driven = Series::DRIVEN.contains(&series);
                faults.note(&format!("base.{series}"), if driven { amount() } else { ProblemKind::UnknownKey });
            }
            Invalid::Lever(lever) => {
                let data = plan.lever(lever);
                let one_only = scenario.levers.remove(&lever).is_some_and(|v| !v.is_constant() && !data.by_year);
                let range = ProblemKind::OutOfRange(data.min, data.max);
                faults.note(&format!("levers.{lever}"), if one_only { ProblemKind::TooManyValues } else { range });
            }
            Invalid::Actual(series, year) => {
                let outside = !scenario.years().contains(&year);
                scenario.actuals.get_mut(&series).and_then(|by: &mut BTreeMap<u16, Decimal>| by.remove(&year));
                scenario.actuals.retain(|_, by_year| !by_year.is_empty());
                let kind = if outside { ProblemKind::YearOutside } else { amount() };
                faults.left_out(&format!("actuals.{series}.{year}"), kind);
            }
            Invalid::Paths => {
                let range = [*PATHS.start(), *PATHS.end()].map(|n| Decimal::whole(n.into()));
                scenario.paths = default.paths;
                faults.note("paths", ProblemKind::OutOfRange(range[0], range[1]));
            }
            // Looked at before.
            Invalid::From | Invalid::To | Invalid::Measure(_) | Invalid::TooManyMeasures => {}
        }
    }
    scenario
}
