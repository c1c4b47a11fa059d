//! The parts of a file, read one by one.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::codec::file::{FieldFaults, FileScenario, ProblemKind};
use crate::decimal::Decimal;
use crate::plan::{Plan, Series};
use crate::scenario::{Invalid, LEVEL_LIMIT, MEASURE_LIMIT, Measure, PATHS, Scenario};
use crate::tracking::{ItemRecord, TrackingRecord, is_followed};

/// A scenario without what cannot be used of it: every entry is read by itself.
pub(super) fn scenario(plan: &Plan, fields: Map<String, Value>, below: &str) -> FileScenario {
    let mut faults = FieldFaults::at(below);
    let mut read = Scenario::new(plan);
    for (key, value) in fields {
        match key.as_str() {
            "name" => put(&mut read.name, &key, value, &mut faults),
            "author" => put(&mut read.author, &key, value, &mut faults),
            "from" => put(&mut read.from, &key, value, &mut faults),
            "to" => put(&mut read.to, &key, value, &mut faults),
            "reading" => put(&mut read.reading, &key, value, &mut faults),
            "seed" => put(&mut read.seed, &key, value, &mut faults),
            "paths" => put(&mut read.paths, &key, value, &mut faults),
            "base" => read.base = entries(&key, value, &mut faults),
            "levers" => read.levers = entries(&key, value, &mut faults),
            "actuals" => read.actuals = actuals(value, &mut faults),
            "measures" => read.measures = measures(plan, value, &mut faults),
            _ => faults.note(&key, ProblemKind::UnknownKey),
        }
    }
    let scenario = mend(plan, read, &mut faults);
    FileScenario { scenario, problems: faults.into_list() }
}

/// Puts a value in the place of the default if it is of its kind.
fn put<T: DeserializeOwned>(place: &mut T, field: &str, value: Value, faults: &mut FieldFaults) {
    match T::deserialize(value) {
        Ok(value) => *place = value,
        Err(_) => faults.note(field, ProblemKind::Malformed),
    }
}

/// The entries of a map that are of their kind.
fn entries<K: DeserializeOwned + Ord, V: DeserializeOwned>(
    field: &str,
    value: Value,
    faults: &mut FieldFaults,
) -> BTreeMap<K, V> {
    let mut read = BTreeMap::new();
    let Value::Object(entries) = value else {
        faults.note(field, ProblemKind::Malformed);
        return read;
    };
    for (key, value) in entries {
        let place = format!("{field}.{key}");
        match BTreeMap::deserialize(Value::Object(Map::from_iter([(key, value)]))) {
            Ok(one) => read.extend(one),
            Err(_) => faults.note(&place, ProblemKind::Malformed),
        }
    }
    read
}

/// Figures by series and year.
fn actuals(value: Value, faults: &mut FieldFaults) -> BTreeMap<Series, BTreeMap<u16, Decimal>> {
    let by_series: BTreeMap<String, Value> = entries("actuals", value, faults);
    let mut read = BTreeMap::new();
    for (key, value) in by_series {
        let field = format!("actuals.{key}");
        match Series::from_key(&key) {
            Some(series) => drop(read.insert(series, entries(&field, value, faults))),
            None => faults.note(&field, ProblemKind::Malformed),
        }
    }
    read.retain(|_, by_year| !by_year.is_empty());
    read
}

fn measures(plan: &Plan, value: Value, faults: &mut FieldFaults) -> Vec<Measure> {
    let Value::Array(values) = value else {
        faults.note("measures", ProblemKind::Malformed);
        return Vec::new();
    };
    let mut measures = Vec::new();
    for (i, value) in values.into_iter().enumerate() {
        if measures.len() == MEASURE_LIMIT {
            faults.note(&format!("measures[{i}]"), ProblemKind::TooMany);
            break;
        }
        match serde_path_to_error::deserialize::<_, Measure>(value) {
            Ok(measure) => match measure.fault(plan) {
                None => measures.push(measure),
                Some(field) => faults.note(&format!("measures[{i}].{field}"), ProblemKind::Malformed),
            },
            Err(error) => faults.note(&below(&format!("measures[{i}]"), error.path()), ProblemKind::Malformed),
        }
    }
    measures
}

/// What is recorded about each item; an entry with a fault is left out whole.
pub(super) fn journal(plan: &Plan, value: Value, faults: &mut FieldFaults) -> TrackingRecord {
    let Value::Object(entries) = value else {
        faults.note("monitor", ProblemKind::Malformed);
        return TrackingRecord::default();
    };
    entries.into_iter().fold(TrackingRecord::default(), |journal, (item, value)| {
        let at = format!("monitor.{item}");
        if !is_followed(plan, &item) {
            faults.note(&at, ProblemKind::UnknownItem);
            return journal;
        }
        match serde_path_to_error::deserialize::<_, ItemRecord>(value) {
            Ok(entry) => match entry.faults().first() {
                None => return journal.with(&item, entry),
                Some(fault) => faults.note(&format!("{at}.{}", fault.field()), ProblemKind::Malformed),
            },
            Err(error) => faults.note(&below(&at, error.path()), ProblemKind::Malformed),
        }
        journal
    })
}

/// The path of a field below another.
fn below(at: &str, path: &serde_path_to_error::Path) -> String {
    if path.iter().len() == 0 { at.to_owned() } else { format!("{at}.{path}") }
}

/// The scenario without what the plan does not allow. The base year first, since the last year depends on it, and all
/// other fields on both.
fn mend(plan: &Plan, mut scenario: Scenario, faults: &mut FieldFaults) -> Scenario {
    let default = Scenario::new(plan);
    if scenario.check(plan).contains(&Invalid::From) {
        scenario.from = default.from;
        faults.note("from", ProblemKind::BaseYear(plan.starts.iter().map(|s| s.year).collect()));
    }
    if scenario.check(plan).contains(&Invalid::To) {
        let [first, last] = [scenario.from + 1, plan.last_year].map(|y| Decimal::whole(y.into()));
        scenario.to = default.to;
        faults.note("to", ProblemKind::OutOfRange(first, last));
    }
    let amount = || ProblemKind::OutOfRange(Decimal::from_raw(1), LEVEL_LIMIT);
    for invalid in scenario.check(plan) {
        match invalid {
            Invalid::Name => {
                scenario.name.clear();
                faults.note("name", ProblemKind::BadText);
            }
            Invalid::Author => {
                scenario.author.clear();
                faults.note("author", ProblemKind::BadText);
            }
            Invalid::Base(series) => {
                scenario.base.remove(&series);
                let driven = Series::DRIVEN.contains(&series);
                faults.note(&format!("base.{series}"), if driven { amount() } else { ProblemKind::UnknownKey });
            }
            Invalid::Lever(lever) => {
                let data = plan.lever(lever);
                let values = scenario.levers.remove(&lever).map_or(0, |values| values.iter().count());
                let too_many = values > plan.most_values(lever);
                let range = ProblemKind::OutOfRange(data.min, data.max);
                faults.note(&format!("levers.{lever}"), if too_many { ProblemKind::TooManyValues } else { range });
            }
            Invalid::Actual(series, year) => {
                let outside = !scenario.years().contains(&year);
                scenario.actuals.get_mut(&series).and_then(|by: &mut BTreeMap<u16, Decimal>| by.remove(&year));
                scenario.actuals.retain(|_, by_year| !by_year.is_empty());
                let kind = if outside { ProblemKind::YearOutside } else { amount() };
                faults.note(&format!("actuals.{series}.{year}"), kind);
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
