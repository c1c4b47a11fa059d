//! Reads the fields of a file one by one.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::codec::FieldErrorKind;
use crate::codec::file::{FieldErrors, FileScenario};
use crate::decimal::Decimal;
use crate::json;
use crate::json::JsonError;
use crate::plan::{Plan, Series};
use crate::scenario::{Invalid, LEVEL_LIMIT, MEASURE_LIMIT, Measure, Scenario};
use crate::tracking::{ItemRecord, TrackingRecord, is_followed};

/// Reads a scenario field by field; those that cannot be used are left out.
pub(super) fn scenario(plan: &Plan, fields: Map<String, Value>, path: &str) -> FileScenario {
    let mut errors = FieldErrors::below(path);
    let mut read = Scenario::new(plan);
    for (key, value) in fields {
        match key.as_str() {
            "name" => put(&mut read.name, &key, value, &mut errors),
            "author" => put(&mut read.author, &key, value, &mut errors),
            "from" => put(&mut read.from, &key, value, &mut errors),
            "to" => put(&mut read.to, &key, value, &mut errors),
            "reading" => put(&mut read.reading, &key, value, &mut errors),
            "seed" => put(&mut read.seed, &key, value, &mut errors),
            // A number of simulations, which earlier versions had.
            "paths" => {}
            "base" => read.base = entries(&key, value, &mut errors),
            "levers" => read.levers = entries(&key, value, &mut errors),
            "actuals" => read.actuals = actuals(value, &mut errors),
            "measures" => read.measures = measures(plan, value, &mut errors),
            _ => errors.push(&key, FieldErrorKind::UnknownKey),
        }
    }
    let scenario = remove_invalid(plan, read, &mut errors);
    FileScenario { scenario, problems: errors.into_list() }
}

/// Replaces the default by a value that is of its type.
fn put<T: DeserializeOwned>(default: &mut T, field: &str, value: Value, errors: &mut FieldErrors) {
    match json::from_value(value) {
        Ok(value) => *default = value,
        Err(_) => errors.push(field, FieldErrorKind::Malformed),
    }
}

/// Reads the entries of a map that are of their type.
fn entries<K: DeserializeOwned + Ord, V: DeserializeOwned>(
    field: &str,
    value: Value,
    errors: &mut FieldErrors,
) -> BTreeMap<K, V> {
    let mut read = BTreeMap::new();
    let Value::Object(entries) = value else {
        errors.push(field, FieldErrorKind::Malformed);
        return read;
    };
    for (key, value) in entries {
        let path = format!("{field}.{key}");
        match json::from_value::<BTreeMap<K, V>>(Value::Object(Map::from_iter([(key, value)]))) {
            Ok(entry) => read.extend(entry),
            Err(_) => errors.push(&path, FieldErrorKind::Malformed),
        }
    }
    read
}

fn actuals(value: Value, errors: &mut FieldErrors) -> BTreeMap<Series, BTreeMap<u16, Decimal>> {
    let by_series: BTreeMap<String, Value> = entries("actuals", value, errors);
    let mut read = BTreeMap::new();
    for (key, value) in by_series {
        let field = format!("actuals.{key}");
        match Series::from_key(&key) {
            Some(series) => drop(read.insert(series, entries(&field, value, errors))),
            None => errors.push(&field, FieldErrorKind::Malformed),
        }
    }
    read.retain(|_, by_year| !by_year.is_empty());
    read
}

fn measures(plan: &Plan, value: Value, errors: &mut FieldErrors) -> Vec<Measure> {
    let Value::Array(values) = value else {
        errors.push("measures", FieldErrorKind::Malformed);
        return Vec::new();
    };
    let mut measures = Vec::new();
    for (i, value) in values.into_iter().enumerate() {
        if measures.len() == MEASURE_LIMIT {
            errors.push(&format!("measures[{i}]"), FieldErrorKind::TooMany);
            break;
        }
        match json::from_value::<Measure>(value) {
            Ok(measure) => match measure.fault(plan) {
                None => measures.push(measure),
                Some(field) => errors.push(&format!("measures[{i}].{field}"), FieldErrorKind::Malformed),
            },
            Err(error) => errors.push(&below(&format!("measures[{i}]"), &error), FieldErrorKind::Malformed),
        }
    }
    measures
}

/// Reads the statuses of items; an entry with an error is left out as a whole.
pub(super) fn journal(plan: &Plan, value: Value, errors: &mut FieldErrors) -> TrackingRecord {
    let Value::Object(entries) = value else {
        errors.push("monitor", FieldErrorKind::Malformed);
        return TrackingRecord::default();
    };
    entries.into_iter().fold(TrackingRecord::default(), |journal, (item, value)| {
        let path = format!("monitor.{item}");
        if !is_followed(plan, &item) {
            errors.push(&path, FieldErrorKind::UnknownItem);
            return journal;
        }
        match json::from_value::<ItemRecord>(value) {
            Ok(entry) => match entry.faults().first() {
                None => return journal.with(&item, entry),
                Some(fault) => errors.push(&format!("{path}.{}", fault.field()), FieldErrorKind::Malformed),
            },
            Err(error) => errors.push(&below(&path, &error), FieldErrorKind::Malformed),
        }
        journal
    })
}

/// The full path of an error in the value at a path.
fn below(path: &str, error: &JsonError) -> String {
    if error.path == "." { path.to_owned() } else { format!("{path}.{}", error.path) }
}

/// Removes what the plan does not allow. The base year first, since the last year depends on it, and all other fields
/// on both.
fn remove_invalid(plan: &Plan, mut scenario: Scenario, errors: &mut FieldErrors) -> Scenario {
    let default = Scenario::new(plan);
    if scenario.check(plan).contains(&Invalid::From) {
        scenario.from = default.from;
        errors.push("from", FieldErrorKind::BaseYear(plan.starts.iter().map(|s| s.year).collect()));
    }
    if scenario.check(plan).contains(&Invalid::To) {
        let [first, last] = [scenario.from + 1, plan.last_year].map(|y| Decimal::whole(y.into()));
        scenario.to = default.to;
        errors.push("to", FieldErrorKind::OutOfRange(first, last));
    }
    let level_range = || FieldErrorKind::OutOfRange(Decimal::from_raw(1), LEVEL_LIMIT);
    for invalid in scenario.check(plan) {
        match invalid {
            Invalid::Name => {
                scenario.name.clear();
                errors.push("name", FieldErrorKind::BadText);
            }
            Invalid::Author => {
                scenario.author.clear();
                errors.push("author", FieldErrorKind::BadText);
            }
            Invalid::Base(series) => {
                scenario.base.remove(&series);
                let is_driven = Series::DRIVEN.contains(&series);
                errors.push(
                    &format!("base.{series}"),
                    if is_driven { level_range() } else { FieldErrorKind::UnknownKey },
                );
            }
            Invalid::Lever(lever) => {
                let data = plan.lever(lever);
                let values = scenario.levers.remove(&lever).map_or(0, |values| values.iter().count());
                let too_many = values > plan.most_values(lever);
                let range = FieldErrorKind::OutOfRange(data.min, data.max);
                errors.push(&format!("levers.{lever}"), if too_many { FieldErrorKind::TooManyValues } else { range });
            }
            Invalid::Actual(series, year) => {
                let outside = !scenario.years().contains(&year);
                scenario.actuals.get_mut(&series).and_then(|by: &mut BTreeMap<u16, Decimal>| by.remove(&year));
                scenario.actuals.retain(|_, by_year| !by_year.is_empty());
                let kind = if outside { FieldErrorKind::YearOutside } else { level_range() };
                errors.push(&format!("actuals.{series}.{year}"), kind);
            }
            // The years are valid by now, and measures are checked when they are read.
            Invalid::From | Invalid::To | Invalid::Measure(_) | Invalid::TooManyMeasures => {}
        }
    }
    scenario
}
