//! Changes the reader's record of the plan's items, undoes changes, and merges the record of a link.

use std::sync::Arc;

use leptos::prelude::*;

use crate::codec::link;
use crate::codec::link::LinkQuery;
use crate::route::Page;
use crate::tracking::{ItemRecord, Prefer, TrackingRecord};
use crate::ui::app::{Action, App, url};

impl App {
    /// Returns the displayed record: that of the link if it has one, else the reader's.
    pub fn shown_journal(self) -> TrackingRecord {
        self.sent_journal().unwrap_or_else(|| self.journal())
    }

    /// Returns the reader's own record.
    pub fn journal(self) -> TrackingRecord {
        self.storage.journal.with(|merged| merged.journal.clone())
    }

    /// Returns the record of the link, if it has one.
    pub fn sent_journal(self) -> Option<TrackingRecord> {
        self.linked.with(|s| match s {
            Some(Ok(link)) if !link.journal.is_empty() => Some(link.journal.clone()),
            _ => None,
        })
    }

    /// Changes the record of an item and offers to undo it.
    pub fn record(self, item: &str, entry: ItemRecord, message: String) {
        let before = untrack(|| self.journal());
        let after = before.clone().with(item, entry);
        if after != before {
            self.replace_journal(after, message);
        }
    }

    /// Merges the record of the link into the reader's.
    pub fn take_over(self, prefer: Prefer) {
        if let Some(sent) = self.sent_journal() {
            self.merge_journal(sent, prefer);
        }
    }

    /// Merges another record into the reader's and offers to undo it.
    pub fn merge_journal(self, other: TrackingRecord, prefer: Prefer) {
        let after = untrack(|| self.journal()).merge(other, prefer);
        self.replace_journal(after, self.words().taken_over.to_owned());
    }

    /// Replaces the reader's record and offers to undo it.
    pub fn replace_journal(self, journal: TrackingRecord, message: String) {
        let before = untrack(|| self.journal());
        self.storage.save_journal(journal);
        let restore: Action = Arc::new(move || self.storage.save_journal(before.clone()));
        self.show_toast(message, Some((self.words().undo.to_owned(), restore)));
    }

    /// Returns the link to this page with the displayed scenario and, if wanted, the statuses; and the items that did
    /// not fit.
    pub fn link_to_monitor(self, with_statuses: bool) -> (String, Vec<String>) {
        let (query, _) = self.query(false);
        let (query, left) =
            if with_statuses { link::with_statuses(query, &self.shown_journal()) } else { (query, Vec::new()) };
        (url(Page::Monitor, LinkQuery::One(query)), left)
    }
}
