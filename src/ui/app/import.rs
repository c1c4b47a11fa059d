//! A file that was opened and waits for the reader's choice.

use crate::codec::file;
use crate::codec::file::{FileError, ScenarioFile};
use crate::plain_text::plain;
use crate::plan::Plan;
use crate::storage;

/// Longest part of the name of a file that is shown, in characters.
const FILE_NAME: usize = 120;

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedFile {
    pub name: String,
    /// What it holds; `None` if the browser could not read it.
    pub content: Option<Result<ScenarioFile, FileError>>,
}

impl ImportedFile {
    /// Parses the text of a file, or the content of the storage that the recovery screen saved as one.
    pub fn new(plan: &Plan, (name, text): (String, Option<String>)) -> Self {
        let read = |text: String| storage::read_recovery_file(plan, &text).map_or_else(|| file::read(plan, &text), Ok);
        Self { name: plain(&name, FILE_NAME), content: text.map(read) }
    }
}
