//! Scenarios as a file: JSON for people and programs, described by `public/scenario-file.schema.json`.
//!
//! As in a link, a field that cannot be used is reported and everything else is used.

mod parts;

use serde::Serialize;
use serde_json::Value;

use crate::codec::field_error::quote;
use crate::codec::{FieldError, FieldErrorKind};
use crate::json;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::text::Lang;
use crate::text::sentences::import;
use crate::tracking::TrackingRecord;

/// The value of a file's field `format`.
pub const FORMAT: &str = "two-rivers-scenarios";
/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;
pub const MAX_FILE_BYTES: usize = 4_000_000;
/// Scenarios of a file that are read at most.
pub const MAX_SCENARIOS: usize = 200;
/// Errors of one scenario, and of a file beside its scenarios, that are listed at most.
pub const MAX_LISTED_ERRORS: usize = 20;

/// A scenario file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioFile {
    pub scenarios: Vec<FileScenario>,
    /// Statuses of the plan's items; always passes [`TrackingRecord::check`].
    pub journal: TrackingRecord,
    /// What could not be used beside the scenarios.
    pub problems: Vec<FieldError>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FileScenario {
    /// Always passes [`Scenario::check`].
    pub scenario: Scenario,
    pub problems: Vec<FieldError>,
}

/// Why a text cannot be read as a scenario file at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Its length in bytes; it has more than [`MAX_FILE_BYTES`].
    TooLong(usize),
    /// Not JSON from this line and column on.
    NotJson(usize, usize),
    NotAFile,
    /// Of another version, or without one.
    Newer(String),
    /// Without a scenario or a status that can be read.
    Empty,
}

impl FileError {
    /// Describes the error in words.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::TooLong(bytes) => import::too_long(lang, *bytes, MAX_FILE_BYTES),
            Self::NotJson(line, column) => import::not_json(lang, *line, *column),
            Self::NotAFile => lang.words().file_other.to_owned(),
            Self::Newer(version) => import::newer(lang, version),
            Self::Empty => lang.words().file_empty.to_owned(),
        }
    }
}

/// Writes scenarios and the statuses of the plan's items as the text of a file.
pub fn write(plan: &Plan, scenarios: &[Scenario], journal: &TrackingRecord) -> String {
    #[derive(Serialize)]
    struct Written<'a> {
        format: &'a str,
        version: u64,
        plan: &'a str,
        scenarios: &'a [Scenario],
        #[serde(skip_serializing_if = "TrackingRecord::is_empty")]
        monitor: &'a TrackingRecord,
    }
    let file = Written { format: FORMAT, version: VERSION, plan: &plan.release, scenarios, monitor: journal };
    // Cannot fail: all keys are strings and all numbers finite.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// Reads the text of a file.
///
/// # Errors
///
/// [`FileError`] for a text that is not a scenario file of a known version.
pub fn read(plan: &Plan, text: &str) -> Result<ScenarioFile, FileError> {
    if text.len() > MAX_FILE_BYTES {
        return Err(FileError::TooLong(text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    let value = json::parse(text).map_err(|e| {
        let (line, column) = e.position.unwrap_or_default();
        FileError::NotJson(line, column)
    })?;
    let Value::Object(mut file) = value else { return Err(FileError::NotAFile) };
    if file.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
        return Err(FileError::NotAFile);
    }
    match file.remove("version") {
        Some(version) if version.as_u64() == Some(VERSION) => {}
        other => return Err(FileError::Newer(other.map(|v| quote(&v.to_string())).unwrap_or_default())),
    }
    let release = file.remove("plan");
    let Some(Value::Array(scenarios)) = file.remove("scenarios") else { return Err(FileError::Empty) };
    file.remove("$schema");
    let mut problems = FieldErrors::below("");
    let journal = file.remove("monitor").map(|value| parts::journal(plan, value, &mut problems)).unwrap_or_default();
    if release.as_ref().and_then(Value::as_str) != Some(&plan.release) {
        problems.push("plan", FieldErrorKind::OtherRelease);
    }
    for key in file.keys() {
        problems.push(key, FieldErrorKind::UnknownKey);
    }
    if scenarios.len() > MAX_SCENARIOS {
        problems.push(&format!("scenarios[{MAX_SCENARIOS}]"), FieldErrorKind::TooMany);
    }
    let mut read = Vec::new();
    for (i, value) in scenarios.into_iter().enumerate().take(MAX_SCENARIOS) {
        match value {
            Value::Object(fields) => read.push(parts::scenario(plan, fields, &format!("scenarios[{i}]."))),
            _ => problems.push(&format!("scenarios[{i}]"), FieldErrorKind::Malformed),
        }
    }
    if read.is_empty() && journal.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(ScenarioFile { scenarios: read, journal, problems: problems.into_list() })
}

/// Collects the errors below a path: lists the first [`MAX_LISTED_ERRORS`] and counts the others.
struct FieldErrors {
    path: String,
    listed: Vec<FieldError>,
    more: usize,
}

impl FieldErrors {
    fn below(path: &str) -> Self {
        Self { path: path.to_owned(), listed: Vec::new(), more: 0 }
    }

    fn push(&mut self, field: &str, kind: FieldErrorKind) {
        if self.listed.len() == MAX_LISTED_ERRORS {
            self.more += 1;
            return;
        }
        let first = field.split(['.', '[']).next().unwrap_or_default();
        // All other fields have a default.
        let left_out = matches!(first, "name" | "author" | "actuals" | "measures" | "monitor" | "scenarios");
        let field = quote(&format!("{}{field}", self.path));
        self.listed.push(FieldError { field, kind, expected: None, left_out });
    }

    fn into_list(mut self) -> Vec<FieldError> {
        if self.more > 0 {
            let (field, kind) = (format!("{}…", self.path), FieldErrorKind::More(self.more));
            self.listed.push(FieldError { field, kind, expected: None, left_out: true });
        }
        self.listed
    }
}
