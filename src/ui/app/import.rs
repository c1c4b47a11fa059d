//! An opened file that awaits the reader's choice.

use crate::codec::file;
use crate::codec::file::{FileError, ScenarioFile};
use crate::plain_text::plain;
use crate::plan::Plan;
use crate::storage;

/// Longest displayed part of a file name, in characters.
const FILE_NAME: usize = 120;

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedFile {
    pub name: String,
    /// Its content; `None` if the browser could not read it.
    pub content: Option<Result<ScenarioFile, FileError>>,
}

impl ImportedFile {
    /// Parses the text of a file, or the content of the storage that the recovery screen saved as one.
    pub fn new(plan: &Plan, (name, text): (String, Option<String>)) -> Self {
        let read = |text: String| storage::read_recovery_file(plan, &text).map_or_else(|| file::read(plan, &text), Ok);
        Self { name: plain(&name, FILE_NAME), content: text.map(read) }
    }
}
