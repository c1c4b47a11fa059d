//! The file of everything in storage that a crashed page offers.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::codec::file::{FileScenario, ScenarioFile};
use crate::codec::{FieldError, FieldErrorKind};
use crate::json;
use crate::plan::Plan;
use crate::storage::{Backend, MemoryBackend, MergedJournal, StorageIssue, Store};

const FORMAT: &str = "two-rivers-storage";

/// Returns what can be used of such a file: draft, saved scenarios, item statuses. `None` if the text is something else.
pub fn read_recovery_file(plan: &Plan, text: &str) -> Option<ScenarioFile> {
    #[derive(Deserialize)]
    struct RecoveryFile {
        format: String,
        entries: BTreeMap<String, String>,
    }
    let file = json::read::<RecoveryFile>(text).ok().filter(|file| file.format == FORMAT)?;
    let backend = MemoryBackend::default();
    for (key, text) in &file.entries {
        backend.set(key, text).ok()?;
    }
    let snapshot = Store::new(backend, String::new()).scan(plan).ok()?;
    let saved = snapshot.saved.into_iter().map(|e| e.version.content);
    let scenarios = snapshot.drafts.into_iter().map(|v| v.content).chain(saved);
    let unreadable = snapshot.issues.into_iter().filter_map(|issue| match issue {
        StorageIssue::Unreadable { key, .. } => {
            Some(FieldError { field: key, kind: FieldErrorKind::Malformed, expected: None, left_out: true })
        }
        _ => None,
    });
    Some(ScenarioFile {
        scenarios: scenarios.map(|scenario| FileScenario { scenario, problems: Vec::new() }).collect(),
        journal: MergedJournal::new(snapshot.journals).journal,
        problems: unreadable.collect(),
    })
}
