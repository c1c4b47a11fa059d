//! A file of everything that stood in storage, as a page offers it that has crashed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::codec::file::{FileScenario, ScenarioFile};
use crate::codec::{FieldError, FieldErrorKind};
use crate::plan::Plan;
use crate::storage::{Backend, MemoryBackend, Record, StorageIssue, Store};

const FORMAT: &str = "two-rivers-storage";

/// What can be used of such a file: the work in hand, saved scenarios, the record of the plan's items. `None` if the text
/// is something else.
pub fn rescued(plan: &Plan, text: &str) -> Option<ScenarioFile> {
    #[derive(Deserialize)]
    struct Rescue {
        format: String,
        entries: BTreeMap<String, String>,
    }
    let rescue: Rescue = serde_json::from_str(text).ok().filter(|r: &Rescue| r.format == FORMAT)?;
    let area = MemoryBackend::default();
    for (key, text) in &rescue.entries {
        area.set(key, text).ok()?;
    }
    let look = Store::new(area, String::new()).look(plan).ok()?;
    let saved = look.saved.into_iter().map(|e| e.version.content);
    let scenarios = look.work.into_iter().map(|v| v.content).chain(saved);
    let unreadable = look.findings.into_iter().filter_map(|finding| match finding {
        StorageIssue::Unreadable { key, .. } => {
            Some(FieldError { field: key, kind: FieldErrorKind::Malformed, expected: None, left_out: true })
        }
        _ => None,
    });
    Some(ScenarioFile {
        scenarios: scenarios.map(|scenario| FileScenario { scenario, problems: Vec::new() }).collect(),
        journal: Record::new(look.journal).journal,
        problems: unreadable.collect(),
    })
}
