//! Scenarios as a file: JSON for people and programs, described by `public/scenario-file.schema.json`.
//!
//! A file is read as a link is: what cannot be used is named, and the rest is used.

mod parts;

use serde::Serialize;
use serde_json::Value;

use crate::codec::link::{ProblemKind, shorten};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::text::Lang;
use crate::text::sentences::import;
use crate::tracking::TrackingRecord;

/// What a file says it is.
pub const FORMAT: &str = "two-rivers-scenarios";
/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 1;
/// Longest file that is read, in bytes.
pub const LIMIT: usize = 4_000_000;
/// Most scenarios of a file that are read.
pub const SCENARIOS: usize = 200;
/// Most faults of a scenario, and of a file beside its scenarios, that are named.
pub const NAMED: usize = 20;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its scenarios, in order.
    pub scenarios: Vec<FileScenario>,
    /// What it records about the plan's items; always passes [`TrackingRecord::check`].
    pub journal: TrackingRecord,
    /// What could not be used of the file as a whole.
    pub problems: Vec<Fault>,
}

/// A scenario of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileScenario {
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
            Self::TooLong(bytes) => import::too_long(lang, *bytes, LIMIT),
            Self::NotJson(line, column) => import::not_json(lang, *line, *column),
            Self::NotAFile => lang.words().file_other.to_owned(),
            Self::Newer(version) => import::newer(lang, version),
            Self::Empty => lang.words().file_empty.to_owned(),
        }
    }
}

/// Writes scenarios, and what is recorded about the plan's items, as the text of a file.
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
        other => return Err(FileError::Newer(other.map(|v| shorten(&v.to_string())).unwrap_or_default())),
    }
    let release = file.remove("plan");
    let Some(Value::Array(scenarios)) = file.remove("scenarios") else { return Err(FileError::Empty) };
    file.remove("$schema");
    let mut problems = FieldFaults::at("");
    let journal = file.remove("monitor").map(|value| parts::journal(plan, value, &mut problems)).unwrap_or_default();
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
            Value::Object(fields) => found.push(parts::scenario(plan, fields, &format!("scenarios[{i}]."))),
            _ => problems.note(&format!("scenarios[{i}]"), ProblemKind::Malformed),
        }
    }
    if found.is_empty() && journal.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(File { scenarios: found, journal, problems: problems.into_list() })
}

/// Faults below a path: the first [`NAMED`] by name, the others by number.
struct FieldFaults {
    below: String,
    found: Vec<Fault>,
    more: usize,
}

impl FieldFaults {
    fn at(below: &str) -> Self {
        Self { below: below.to_owned(), found: Vec::new(), more: 0 }
    }

    fn note(&mut self, field: &str, kind: ProblemKind) {
        if self.found.len() == NAMED {
            self.more += 1;
            return;
        }
        // Nothing stands in the place of these; in that of all others the default does.
        let first = field.split(['.', '[']).next().unwrap_or_default();
        let left_out = matches!(first, "name" | "author" | "actuals" | "measures" | "monitor" | "scenarios");
        self.found.push(Fault { field: shorten(&format!("{}{field}", self.below)), kind, left_out });
    }

    fn into_list(mut self) -> Vec<Fault> {
        if self.more > 0 {
            let kind = ProblemKind::More(self.more);
            self.found.push(Fault { field: format!("{}…", self.below), kind, left_out: true });
        }
        self.found
    }
}
