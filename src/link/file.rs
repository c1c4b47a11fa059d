//! Scenarios as a file: JSON for people and programs, described by `public/scenario-file.schema.json`.
//!
//! A file is read as a link is: what cannot be used is named, and the rest is used.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{ProblemKind, shorten};
use crate::decimal::Decimal;
use crate::plan::{Plan, Series};
use crate::scenario::journal::{Entry, Journal, is_followed};
use crate::scenario::{Invalid, LEVEL_LIMIT, MEASURE_LIMIT, Measure, PATHS, Scenario};
use crate::text::{Lang, files};

/// What a file says it is.
pub const FORMAT: &str = "two-rivers-scenarios";
/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;
/// Longest file that is read, in bytes.
pub const LIMIT: usize = 4_000_000;
/// Most scenarios of a file that are read.
pub const SCENARIOS: usize = 200;

/// Fields of a scenario beside its measures, which are read one by one.
const FIELDS: [&str; 10] = ["name", "author", "from", "to", "base", "levers", "reading", "actuals", "seed", "paths"];

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its scenarios, in order.
    pub scenarios: Vec<Found>,
    /// What it records about the plan's items; always passes [`Journal::check`].
    pub journal: Journal,
    /// What could not be used of the file as a whole.
    pub problems: Vec<Fault>,
}

/// A scenario of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The scenario; always passes [`Scenario::check`].
    pub scenario: Scenario,
    /// What could not be used of it.
    pub problems: Vec<Fault>,
}

/// A field that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its path, such as `scenarios[0].levers.dep`.
    pub field: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
    /// Whether nothing stands in its place; otherwise the default does.
    pub left_out: bool,
}

impl Fault {
    /// The fault in words.
    pub fn describe(&self, lang: Lang) -> String {
        self.kind.describe(lang, &self.field, None, self.left_out)
    }
}

/// Why a text is no scenario file at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Longer than [`LIMIT`].
    TooLong(usize),
    /// No JSON from this line and column on.
    NotJson(usize, usize),
    /// JSON, but nothing this program wrote.
    NotAFile,
    /// Of a newer version.
    Newer(String),
    /// Without a list of scenarios, or with an empty one.
    Empty,
}

impl FileError {
    /// The error in words.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::TooLong(bytes) => files::too_long(lang, *bytes, LIMIT),
            Self::NotJson(line, column) => files::not_json(lang, *line, *column),
            Self::NotAFile => lang.words().file_other.to_owned(),
            Self::Newer(version) => files::newer(lang, version),
            Self::Empty => lang.words().file_empty.to_owned(),
        }
    }
}

/// Writes scenarios, and what is recorded about the plan's items, as the text of a file.
pub fn write(plan: &Plan, scenarios: &[Scenario], journal: &Journal) -> String {
    #[derive(Serialize)]
    struct Written<'a> {
        format: &'a str,
        version: u64,
        plan: &'a str,
        scenarios: &'a [Scenario],
        #[serde(skip_serializing_if = "Journal::is_empty")]
        monitor: &'a Journal,
    }
    let file = Written { format: FORMAT, version: VERSION, plan: &plan.release, scenarios, monitor: journal };
    // Cannot fail: all keys are strings, all numbers finite.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// Reads the text of a file.
///
/// # Errors
///
/// [`FileError`] for a text that is no scenario file of a version this program knows.
pub fn read(plan: &Plan, text: &str) -> Result<File, FileError> {
    if text.len() > LIMIT {
        return Err(FileError::TooLong(text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|e| FileError::NotJson(e.line(), e.column()))?;
    let Value::Object(mut file) = value else { return Err(FileError::NotAFile) };
    if file.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
        return Err(FileError::NotAFile);
    }
    match file.remove("version") {
        Some(version) if version.as_u64() == Some(VERSION) => {}
        other => return Err(FileError::Newer(other.map(|v| v.to_string()).unwrap_or_default())),
    }
    let release = file.remove("plan");
    let Some(Value::Array(scenarios)) = file.remove("scenarios") else { return Err(FileError::Empty) };
    file.remove("$schema");
    let mut problems = Faults::at("");
    let journal = file.remove("monitor").map(|value| journal(plan, value, &mut problems)).unwrap_or_default();
    if release.as_ref().and_then(Value::as_str) != Some(&plan.release) {
        problems.note("plan", ProblemKind::OtherRelease);
    }
    for key in file.keys() {
        problems.note(key, ProblemKind::UnknownKey);
    }
    if scenarios.len() > SCENARIOS {
        problems.note(&format!("scenarios[{SCENARIOS}]"), ProblemKind::TooMany);
    }
    let mut found = Vec::new();
    for (i, value) in scenarios.into_iter().enumerate().take(SCENARIOS) {
        match value {
            Value::Object(fields) => found.push(scenario(plan, fields, &format!("scenarios[{i}]."))),
            _ => problems.left_out(&format!("scenarios[{i}]"), ProblemKind::Malformed),
        }
    }
    if found.is_empty() && journal.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(File { scenarios: found, journal, problems: problems.found })
}

/// Faults below a path.
struct Faults {
    below: String,
    found: Vec<Fault>,
}

impl Faults {
    fn at(below: &str) -> Self {
        Self { below: below.to_owned(), found: Vec::new() }
    }

    /// A field in whose place the default stands.
    fn note(&mut self, field: &str, kind: ProblemKind) {
        self.found.push(Fault { field: shorten(&format!("{}{field}", self.below)), kind, left_out: false });
    }

    /// A field in whose place nothing stands.
    fn left_out(&mut self, field: &str, kind: ProblemKind) {
        self.found.push(Fault { field: shorten(&format!("{}{field}", self.below)), kind, left_out: true });
    }
}

fn scenario(plan: &Plan, mut fields: Map<String, Value>, below: &str) -> Found {
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
fn journal(plan: &Plan, value: Value, faults: &mut Faults) -> Journal {
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
