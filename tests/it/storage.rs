//! Versions, heads, copies, the index: what the store saves, shows and removes.

use std::cell::Cell;
use std::slice::from_ref;

use two_rivers::codec::envelope::OpenError;
use two_rivers::scenario::Scenario;
use two_rivers::storage::{
    Backend, DocumentKey, MemoryBackend, MergedJournal, SaveOutcome, SavedVersion, StorageError, StorageIssue, Store,
    VersionRef, read_recovery_file,
};
use two_rivers::text::Lang;
use two_rivers::tracking::{ItemRecord as Status, ItemStatus, TrackingRecord};

use crate::plan;

/// An area that all tabs of a test share, with room for so many texts.
#[derive(Clone, Default)]
struct Shared(std::rc::Rc<(MemoryBackend, Cell<Option<usize>>)>);

impl Backend for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.0.0.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        let others = self.keys()?.iter().filter(|k| *k != key).count();
        if self.0.1.get().is_some_and(|room| others >= room) {
            Err(StorageError::Full)
        } else {
            self.0.0.set(key, text)
        }
    }
    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.0.0.remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.0.0.keys()
    }
}

fn named(name: &str) -> Scenario {
    Scenario { name: name.into(), ..Scenario::new(plan()) }
}

/// Two tabs of one area.
fn tabs() -> (Shared, Store<Shared>, Store<Shared>) {
    let area = Shared::default();
    (area.clone(), Store::new(area.clone(), "a".into()), Store::new(area, "b".into()))
}

fn work(store: &Store<Shared>, name: &str, base: &[VersionRef], now: u64) -> VersionRef {
    store.put(&DocumentKey::Draft, &named(name), base, None, now).unwrap()
}

/// Names of the heads of the work in hand, the latest first.
fn heads(store: &Store<Shared>) -> Vec<String> {
    store.scan(plan()).unwrap().drafts.into_iter().map(|v| v.content.name).collect()
}

/// Ids and names of the saved scenarios on show.
fn saved(store: &Store<Shared>) -> Vec<(String, String, bool)> {
    store.scan(plan()).unwrap().saved.into_iter().map(|e| (e.id, e.version.content.name, e.forked)).collect()
}

fn found(store: &Store<Shared>) -> Vec<StorageIssue> {
    store.scan(plan()).unwrap().issues
}

fn journal(entries: &[(&str, ItemStatus)]) -> TrackingRecord {
    entries.iter().fold(TrackingRecord::default(), |j, (item, stage)| {
        j.with(item, Status { status: *stage, ..Status::default() })
    })
}

#[test]
fn a_version_replaces_what_it_was_made_from_and_the_copy_before_goes() {
    let (area, a, _) = tabs();
    let first = work(&a, "1", &[], 1);
    assert_eq!(first, VersionRef { name: "two-rivers.2.work.1.a".into(), base: vec![] });
    let second = work(&a, "2", from_ref(&first), 2);
    assert_eq!((heads(&a), area.keys().unwrap().len()), (vec!["2".to_owned()], 2), "the last good copy stays");
    let third = work(&a, "3", from_ref(&second), 3);
    assert_eq!(area.keys().unwrap(), [second.name, third.name]);
    assert_eq!(a.backend().get(&first.name), Ok(None));
}

#[test]
fn no_name_is_used_twice() {
    let (area, a, _) = tabs();
    let first = work(&a, "1", &[], 1);
    a.delete(&first).unwrap();
    assert_eq!(area.keys().unwrap().len(), 0);
    assert_eq!(work(&a, "2", &[], 2).name, "two-rivers.2.work.2.a");
    // Above what it replaces, whoever wrote that.
    let far = VersionRef { name: "two-rivers.2.work.40.b".into(), base: vec![] };
    assert_eq!(work(&a, "3", &[far], 3).name, "two-rivers.2.work.41.a");
}

#[test]
fn two_ways_from_one_version_are_both_kept_the_later_first() {
    let (_, a, b) = tabs();
    let base = work(&a, "0", &[], 1);
    work(&a, "A", from_ref(&base), 5);
    work(&b, "B", &[base], 4);
    assert_eq!(heads(&a), ["A", "B"]);
}

#[test]
fn a_damaged_version_is_told_and_the_one_before_is_shown() {
    let (area, a, _) = tabs();
    let first = work(&a, "1", &[], 1);
    let second = work(&a, "2", &[first], 2);
    area.set(&second.name, "{").unwrap();
    assert_eq!(heads(&a), ["1"]);
    let [StorageIssue::Unreadable { key, text, error: OpenError::NotAnEnvelope(_), replaced: true }] = &found(&a)[..]
    else {
        panic!("{:?}", found(&a))
    };
    assert_eq!((key, text.as_str()), (&second.name, "{"));
    // Goes on from the copy; the damaged text stays.
    let on = a.scan(plan()).unwrap().drafts[0].reference();
    work(&a, "3", &[on], 3);
    assert_eq!((heads(&a), area.get(&second.name).unwrap()), (vec!["3".to_owned()], Some("{".to_owned())));
    // With nothing before it, nothing is shown in its place.
    area.set("two-rivers.2.journal.1.z", "[]").unwrap();
    let told = found(&a);
    assert!(matches!(&told[..], [_, StorageIssue::Unreadable { replaced: false, .. }]), "{told:?}");
}

#[test]
fn deleting_takes_the_copy_too_and_only_what_was_seen() {
    let (area, a, b) = tabs();
    let first = a.save(plan(), &named("1"), None, "x", 1).unwrap();
    let second = a.save(plan(), &named("2"), Some(("x", &first.version)), "y", 2).unwrap();
    assert_eq!((second.id.as_str(), second.outcome), ("x", SaveOutcome::Saved));
    let stored = ["two-rivers.2.saved-x.1.a", "two-rivers.2.saved-x.2.a", "two-rivers.index.x"];
    assert_eq!(area.keys().unwrap(), stored, "the version, its copy and the index entry");
    let third = b.save(plan(), &named("3"), Some(("x", &second.version)), "y", 3).unwrap();
    a.delete_saved("x", &second.version).unwrap();
    assert_eq!(saved(&a), [("x".to_owned(), "3".to_owned(), false)], "what the other tab made of it stays");
    a.delete_saved("x", &third.version).unwrap();
    assert_eq!(area.keys().unwrap(), Vec::<String>::new());
}

#[test]
fn saving_over_what_was_changed_or_deleted_loses_neither() {
    let (_, a, b) = tabs();
    let first = a.save(plan(), &named("1"), None, "x", 1).unwrap();
    let over = Some(("x", &first.version));
    let second = b.save(plan(), &named("2"), over, "y", 2).unwrap();
    let SavedVersion { id, outcome, .. } = a.save(plan(), &named("3"), over, "z", 3).unwrap();
    assert_eq!((id.as_str(), outcome), ("z", SaveOutcome::Forked));
    assert_eq!(saved(&a).len(), 2);
    a.delete(&second.version).unwrap();
    let SavedVersion { id, outcome, .. } = a.save(plan(), &named("4"), Some(("x", &second.version)), "w", 4).unwrap();
    assert_eq!((id.as_str(), outcome), ("x", SaveOutcome::Recreated));
}

#[test]
fn a_fork_goes_on_under_an_id_of_its_own() {
    let (_, a, b) = tabs();
    let first = a.save(plan(), &named("1"), None, "x", 1).unwrap().version;
    // Neither sees the other: both write a version of their own from the first.
    let doc = DocumentKey::Saved("x".into());
    a.put(&doc, &named("A"), from_ref(&first), None, 2).unwrap();
    let forked = b.put(&doc, &named("B"), &[first], None, 1).unwrap();
    let id = "bx2".to_owned();
    assert_eq!(forked.name, "two-rivers.2.saved-x.2.b");
    let shown = |name: &str| [("x".to_owned(), "A".to_owned(), false), (id.clone(), name.to_owned(), true)];
    assert_eq!(saved(&a), shown("B"));
    let on = b.save(plan(), &named("C"), Some((&id, &forked)), "y", 3).unwrap();
    assert_eq!((on.id, on.outcome), (id.clone(), SaveOutcome::Saved));
    let mut all = saved(&a);
    all.sort();
    assert_eq!(all, [(id, "C".to_owned(), false), ("x".to_owned(), "A".to_owned(), false)]);
}

#[test]
fn what_a_stopped_page_left_over_is_swept_and_nothing_else() {
    let (area, a, _) = tabs();
    let first = work(&a, "1", &[], 1);
    let text = area.get(&first.name).unwrap().unwrap();
    let second = work(&a, "2", from_ref(&first), 2);
    let third = work(&a, "3", &[second], 3);
    // As if the page had been stopped before it removed the first.
    area.set(&first.name, &text).unwrap();
    a.collect_garbage(&a.scan(plan()).unwrap());
    assert_eq!(a.backend().get(&first.name), Ok(None));
    assert_eq!(area.keys().unwrap().len(), 2);
    work(&a, "4", &[third], 4);
    a.collect_garbage(&a.scan(plan()).unwrap());
    assert_eq!((heads(&a), area.keys().unwrap().len()), (vec!["4".to_owned()], 2));
}

#[test]
fn where_there_is_no_room_the_copies_before_the_last_make_it() {
    let (area, a, _) = tabs();
    let first = work(&a, "1", &[], 1);
    let second = work(&a, "2", &[first], 2);
    area.0.1.set(Some(2));
    let third = work(&a, "3", from_ref(&second), 3);
    assert_eq!(area.keys().unwrap(), [second.name, third.name.clone()]);
    area.0.1.set(Some(1));
    let refused = a.put(&DocumentKey::Draft, &named("4"), &[third], None, 4);
    assert_eq!((refused, heads(&a)), (Err(StorageError::Full), vec!["3".to_owned()]));
}

#[test]
fn the_index_names_what_has_vanished_once() {
    let (area, a, _) = tabs();
    let x = a.save(plan(), &named("X"), None, "x", 1).unwrap();
    let y = a.save(plan(), &named("Y"), None, "y", 2).unwrap();
    let is_indexed = |id: &str| area.get(&format!("two-rivers.index.{id}")).unwrap().is_some();
    assert_eq!((found(&a), is_indexed("x"), is_indexed("y")), (vec![], true, true));
    area.remove(&x.version.name).unwrap();
    let vanished = StorageIssue::Vanished { name: "X".into(), saved_at: 1 };
    assert_eq!(found(&a), from_ref(&vanished));
    let start = || {
        let snapshot = a.scan(plan()).unwrap();
        a.collect_garbage(&snapshot);
        a.rebuild_index(&snapshot);
    };
    start();
    assert_eq!((found(&a), is_indexed("x")), (vec![], false));
    // What is deleted has not vanished, nor has a text that is there and cannot be read.
    a.delete_saved("y", &y.version).unwrap();
    assert_eq!((found(&a), area.keys().unwrap()), (vec![], vec![]));
    a.save(plan(), &named("Z"), None, "z", 3).unwrap();
    area.set("two-rivers.2.saved-z.1.q", "?").unwrap();
    assert!(matches!(&found(&a)[..], [StorageIssue::Unreadable { .. }]));
    // An entry that is gone or cut hides nothing, and is written again.
    for entry in [None, Some("[\"Z")] {
        area.remove("two-rivers.index.z").unwrap();
        if let Some(text) = entry {
            area.set("two-rivers.index.z", text).unwrap();
        }
        assert_eq!(saved(&a), [("z".into(), "Z".into(), false)]);
        start();
        assert_eq!(area.get("two-rivers.index.z").unwrap().as_deref(), Some("[\"Z\",3]"));
    }
    // A cut entry of nothing that is there is no news.
    area.set("two-rivers.index.w", "[\"W").unwrap();
    assert!(matches!(&found(&a)[..], [StorageIssue::Unreadable { .. }]));
    assert_eq!(
        vanished.describe(Lang::En, |ms| format!("day {ms}")),
        "“X”, saved on day 1, is no longer in this browser's storage."
    );
    let unnamed = StorageIssue::Vanished { name: String::new(), saved_at: 1 };
    assert_eq!(unnamed.describe(Lang::Zh, |ms| format!("{ms}日")), "“未命名情景”（1日保存）已不在此浏览器的存储中。");
}

/// Schema 1 was never released.
#[test]
fn texts_of_the_first_schema_are_left_alone() {
    let (area, a, _) = tabs();
    for key in ["two-rivers.work", "two-rivers.saved.q", "two-rivers.journal"] {
        area.set(key, "old").unwrap();
    }
    let before = area.keys().unwrap();
    let snapshot = a.scan(plan()).unwrap();
    a.collect_garbage(&snapshot);
    a.rebuild_index(&snapshot);
    assert_eq!((snapshot.drafts.len(), snapshot.issues, area.keys().unwrap()), (0, vec![], before));
}

#[test]
fn texts_of_a_later_form_are_counted_and_left_alone() {
    let (area, a, _) = tabs();
    area.set("two-rivers.3.work.1.z", "later").unwrap();
    area.set("two-rivers.x.work.1.z", "other").unwrap();
    area.set("two-rivers.2.other.1.z", "other").unwrap();
    area.set("elsewhere", "other").unwrap();
    assert_eq!(found(&a), [StorageIssue::Newer(1)]);
}

#[test]
fn what_two_tabs_record_of_different_items_is_put_together() {
    let (_, a, b) = tabs();
    let none = TrackingRecord::default();
    a.save_journal(plan(), &none, &journal(&[("R-a", ItemStatus::Done)]), 1).unwrap();
    // The second has not seen it.
    let record = b.save_journal(plan(), &none, &journal(&[("R-b", ItemStatus::UnderWay)]), 2).unwrap();
    assert_eq!(record.journal, journal(&[("R-a", ItemStatus::Done), ("R-b", ItemStatus::UnderWay)]));
    assert_eq!(record.conflicts, []);
    assert_eq!(a.scan(plan()).unwrap().journals.len(), 1);
    // Taking something back is a change as well.
    let record = a.save_journal(plan(), &record.journal, &journal(&[("R-b", ItemStatus::UnderWay)]), 3).unwrap();
    assert_eq!(record.journal, journal(&[("R-b", ItemStatus::UnderWay)]));
}

#[test]
fn what_two_tabs_record_of_the_same_item_is_both_kept() {
    let (_, a, b) = tabs();
    let none = TrackingRecord::default();
    let mine = journal(&[("R-a", ItemStatus::Done)]);
    a.save_journal(plan(), &none, &mine, 1).unwrap();
    let theirs = journal(&[("R-a", ItemStatus::UnderWay)]);
    let record = b.save_journal(plan(), &none, &theirs, 2).unwrap();
    assert_eq!(record.journal, theirs);
    assert_eq!(record.conflicts.iter().map(|v| &v.content).collect::<Vec<_>>(), [&mine]);
    // The same said twice is no contradiction.
    let again = MergedJournal::new(a.scan(plan()).unwrap().journals);
    assert_eq!(again, record);
    let agreed = a.save_journal(plan(), &none, &theirs, 3).unwrap();
    assert_eq!(agreed.journal, theirs);
}

/// The file a page offers when it has crashed: everything that stood in storage, as it stood there.
#[test]
fn a_recovery_file_opens_as_a_file() {
    let (area, a, _) = tabs();
    work(&a, "in hand", &[], 1);
    a.save(plan(), &named("saved"), None, "x", 2).unwrap();
    a.save_journal(plan(), &TrackingRecord::default(), &journal(&[("R-a", ItemStatus::Done)]), 3).unwrap();
    area.set("two-rivers.2.saved-y.1.z", "broken").unwrap();
    let entries: serde_json::Map<_, _> =
        area.keys().unwrap().into_iter().map(|k| (k.clone(), area.get(&k).unwrap().unwrap().into())).collect();
    let text = serde_json::json!({"format": "two-rivers-storage", "version": 1, "entries": entries}).to_string();
    let file = read_recovery_file(plan(), &text).unwrap();
    assert_eq!(file.scenarios.iter().map(|f| f.scenario.name.as_str()).collect::<Vec<_>>(), ["in hand", "saved"]);
    assert_eq!(file.journal, journal(&[("R-a", ItemStatus::Done)]));
    assert_eq!(file.problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["two-rivers.2.saved-y.1.z"]);
    for other in ["{", "[]", "{\"format\":\"two-rivers-scenarios\"}", "{\"format\":\"two-rivers-storage\"}"] {
        assert!(read_recovery_file(plan(), other).is_none(), "{other}");
    }
}
