//! Versions, heads, copies, the index: what the store keeps, shows and lets go.

use std::cell::Cell;
use std::slice::from_ref;

use two_rivers::codec::envelope::OpenError;
use two_rivers::scenario::Scenario;
use two_rivers::storage::{
    Backend, Doc, How, MemoryBackend, Record, Refused, StorageIssue, Store, Stored, VersionRef, fork_of, is_ours,
    rescued,
};
use two_rivers::text::Lang;
use two_rivers::tracking::{ItemRecord as Status, ItemStatus, TrackingRecord};

use crate::plan;

/// An area that all tabs of a test share, with room for so many texts.
#[derive(Clone, Default)]
struct Shared(std::rc::Rc<(MemoryBackend, Cell<Option<usize>>)>);

impl Backend for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        self.0.0.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        let others = self.keys()?.iter().filter(|k| *k != key).count();
        if self.0.1.get().is_some_and(|room| others >= room) { Err(Refused::Full) } else { self.0.0.set(key, text) }
    }
    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.0.0.remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, Refused> {
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
    store.put(&Doc::Work, &named(name), base, None, now).unwrap()
}

/// Names of the heads of the work in hand, the latest first.
fn heads(store: &Store<Shared>) -> Vec<String> {
    store.look(plan()).unwrap().work.into_iter().map(|v| v.content.name).collect()
}

/// Ids and names of the saved scenarios on show.
fn saved(store: &Store<Shared>) -> Vec<(String, String, bool)> {
    store.look(plan()).unwrap().saved.into_iter().map(|e| (e.id, e.version.content.name, e.forked)).collect()
}

fn found(store: &Store<Shared>) -> Vec<StorageIssue> {
    store.look(plan()).unwrap().findings
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
    assert!(!a.has(&first.name));
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
    let on = a.look(plan()).unwrap().work[0].anchor();
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
    let second = a.save(plan(), &named("2"), Some(("x", &first.anchor)), "y", 2).unwrap();
    assert_eq!((second.id.as_str(), second.how, area.keys().unwrap().len()), ("x", How::Saved, 2));
    let third = b.save(plan(), &named("3"), Some(("x", &second.anchor)), "y", 3).unwrap();
    a.delete(&second.anchor).unwrap();
    assert_eq!(saved(&a), [("x".to_owned(), "3".to_owned(), false)], "what the other tab made of it stays");
    a.delete(&third.anchor).unwrap();
    assert_eq!(area.keys().unwrap(), Vec::<String>::new());
}

#[test]
fn saving_over_what_was_changed_or_deleted_loses_neither() {
    let (_, a, b) = tabs();
    let first = a.save(plan(), &named("1"), None, "x", 1).unwrap();
    let over = Some(("x", &first.anchor));
    let second = b.save(plan(), &named("2"), over, "y", 2).unwrap();
    let Stored { id, how, .. } = a.save(plan(), &named("3"), over, "z", 3).unwrap();
    assert_eq!((id.as_str(), how), ("z", How::Beside));
    assert_eq!(saved(&a).len(), 2);
    a.delete(&second.anchor).unwrap();
    let Stored { id, how, .. } = a.save(plan(), &named("4"), Some(("x", &second.anchor)), "w", 4).unwrap();
    assert_eq!((id.as_str(), how), ("x", How::Again));
}

#[test]
fn a_fork_goes_on_under_an_id_of_its_own() {
    let (_, a, b) = tabs();
    let first = a.save(plan(), &named("1"), None, "x", 1).unwrap().anchor;
    // Neither sees the other: both write a version of their own from the first.
    let doc = Doc::Saved("x".into());
    a.put(&doc, &named("A"), from_ref(&first), None, 2).unwrap();
    let forked = b.put(&doc, &named("B"), &[first], None, 1).unwrap();
    let id = fork_of("x", &forked.name);
    assert_eq!(id, "x~2b");
    let shown = |name: &str| [("x".to_owned(), "A".to_owned(), false), (id.clone(), name.to_owned(), true)];
    assert_eq!(saved(&a), shown("B"));
    let on = b.save(plan(), &named("C"), Some((&id, &forked)), "y", 3).unwrap();
    assert_eq!((on.id, on.how), (id.clone(), How::Saved));
    let mut all = saved(&a);
    all.sort();
    assert_eq!(all, [("x".to_owned(), "A".to_owned(), false), (id, "C".to_owned(), false)]);
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
    a.sweep(&a.look(plan()).unwrap());
    assert!(!a.has(&first.name));
    assert_eq!(area.keys().unwrap().len(), 2);
    work(&a, "4", &[third], 4);
    a.sweep(&a.look(plan()).unwrap());
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
    let refused = a.put(&Doc::Work, &named("4"), &[third], None, 4);
    assert_eq!((refused, heads(&a)), (Err(Refused::Full), vec!["3".to_owned()]));
}

#[test]
fn the_index_tells_what_has_vanished_what_is_new_and_when_it_cannot_be_read() {
    let (area, a, _) = tabs();
    let x = a.save(plan(), &named("X"), None, "x", 1).unwrap();
    assert_eq!(found(&a), [], "without an index nothing is missed");
    assert!(!a.is_listed());
    a.enlist("x", &named("X"), 1).unwrap();
    assert!(a.is_listed());
    assert_eq!(found(&a), []);
    a.save(plan(), &named("Y"), None, "y", 2).unwrap();
    assert_eq!(found(&a), [StorageIssue::Unlisted("Y".into())]);
    area.remove(&x.anchor.name).unwrap();
    let vanished = StorageIssue::Vanished { id: "x".into(), name: "X".into(), saved_at: 1 };
    assert_eq!(found(&a), [vanished.clone(), StorageIssue::Unlisted("Y".into())]);
    a.relist(&a.look(plan()).unwrap()).unwrap();
    assert_eq!(found(&a), []);
    // A text that is there but cannot be read has not vanished.
    area.set("two-rivers.2.saved-x.9.a", "?").unwrap();
    a.enlist("x", &named("X"), 1).unwrap();
    assert!(matches!(&found(&a)[..], [StorageIssue::Unreadable { .. }]));
    area.set("two-rivers.index", "[]").unwrap();
    assert!(found(&a).contains(&StorageIssue::IndexUnreadable));
    a.relist(&a.look(plan()).unwrap()).unwrap();
    assert!(matches!(&found(&a)[..], [StorageIssue::Unreadable { .. }]));
    assert_eq!(
        vanished.describe(Lang::En, |ms| format!("day {ms}")),
        "“X”, saved on day 1, is no longer in this browser's storage."
    );
    assert_eq!(
        StorageIssue::Unlisted(String::new()).describe(Lang::Zh, |_| String::new()),
        "“未命名情景”曾不在已保存情景的列表中，现已补回；内容完整。"
    );
}

/// Texts of schema 1 stand under keys that are written again and again.
#[test]
fn texts_of_the_first_schema_go_on_and_a_rewritten_one_is_another_version() {
    let (area, a, _) = tabs();
    let text = |data: &str| {
        let sum = crc32fast::hash(data.as_bytes());
        serde_json::json!({"app": "two-rivers", "schema": 1, "rev": 3, "saved_at": 7, "sum": sum, "data": data})
            .to_string()
    };
    let first = |name: &str| text(&serde_json::to_string(&named(name)).unwrap());
    area.set("two-rivers.work", &first("old work")).unwrap();
    area.set("two-rivers.saved.q", &first("old")).unwrap();
    assert_eq!((heads(&a), saved(&a)), (vec!["old work".to_owned()], vec![("q".into(), "old".into(), false)]));
    let record = journal(&[("R-a", ItemStatus::Done)]);
    area.set("two-rivers.journal", &text(&serde_json::to_string(&record).unwrap())).unwrap();
    assert_eq!(Record::new(a.look(plan()).unwrap().journal).journal, record);
    let old = a.look(plan()).unwrap().saved.remove(0);
    let new = a.save(plan(), &named("new"), Some(("q", &old.version.anchor())), "z", 9).unwrap();
    assert_eq!(new.id, "q");
    assert_eq!(saved(&a), [("q".into(), "new".into(), false)]);
    // A page of the old version saves again: that is another version, and no copy of the first any more.
    area.set("two-rivers.saved.q", &first("older page")).unwrap();
    let names: Vec<String> = saved(&a).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(names, ["new", "older page"]);
    a.save(plan(), &named("newer"), Some(("q", &new.anchor)), "z", 10).unwrap();
    assert!(area.get("two-rivers.saved.q").unwrap().is_some(), "it is not taken for the copy that was replaced");
}

#[test]
fn texts_of_a_later_form_are_counted_and_left_alone() {
    let (area, a, _) = tabs();
    area.set("two-rivers.3.work.1.z", "later").unwrap();
    area.set("two-rivers.x.work.1.z", "other").unwrap();
    area.set("two-rivers.2.other.1.z", "other").unwrap();
    area.set("elsewhere", "other").unwrap();
    assert_eq!(found(&a), [StorageIssue::Newer(1)]);
    assert!(is_ours("two-rivers.anything") && !is_ours("elsewhere"));
}

#[test]
fn what_two_tabs_record_of_different_items_is_put_together() {
    let (_, a, b) = tabs();
    let none = TrackingRecord::default();
    a.keep_journal(plan(), &none, &journal(&[("R-a", ItemStatus::Done)]), 1).unwrap();
    // The second has not seen it.
    let record = b.keep_journal(plan(), &none, &journal(&[("R-b", ItemStatus::UnderWay)]), 2).unwrap();
    assert_eq!(record.journal, journal(&[("R-a", ItemStatus::Done), ("R-b", ItemStatus::UnderWay)]));
    assert_eq!(record.others, []);
    assert_eq!(a.look(plan()).unwrap().journal.len(), 1);
    // Taking something back is a change as well.
    let record = a.keep_journal(plan(), &record.journal, &journal(&[("R-b", ItemStatus::UnderWay)]), 3).unwrap();
    assert_eq!(record.journal, journal(&[("R-b", ItemStatus::UnderWay)]));
}

#[test]
fn what_two_tabs_record_of_the_same_item_is_both_kept() {
    let (_, a, b) = tabs();
    let none = TrackingRecord::default();
    let mine = journal(&[("R-a", ItemStatus::Done)]);
    a.keep_journal(plan(), &none, &mine, 1).unwrap();
    let theirs = journal(&[("R-a", ItemStatus::UnderWay)]);
    let record = b.keep_journal(plan(), &none, &theirs, 2).unwrap();
    assert_eq!(record.journal, theirs);
    assert_eq!(record.others.iter().map(|v| &v.content).collect::<Vec<_>>(), [&mine]);
    // The same said twice is no contradiction.
    let again = Record::new(a.look(plan()).unwrap().journal);
    assert_eq!(again, record);
    let agreed = a.keep_journal(plan(), &none, &theirs, 3).unwrap();
    assert_eq!(agreed.journal, theirs);
}

/// The file a page offers when it has crashed: everything that stood in storage, as it stood there.
#[test]
fn what_was_rescued_from_storage_opens_as_a_file() {
    let (area, a, _) = tabs();
    work(&a, "in hand", &[], 1);
    a.save(plan(), &named("saved"), None, "x", 2).unwrap();
    a.keep_journal(plan(), &TrackingRecord::default(), &journal(&[("R-a", ItemStatus::Done)]), 3).unwrap();
    area.set("two-rivers.2.saved-y.1.z", "broken").unwrap();
    let entries: serde_json::Map<_, _> =
        area.keys().unwrap().into_iter().map(|k| (k.clone(), area.get(&k).unwrap().unwrap().into())).collect();
    let text = serde_json::json!({"format": "two-rivers-storage", "version": 1, "entries": entries}).to_string();
    let file = rescued(plan(), &text).unwrap();
    assert_eq!(file.scenarios.iter().map(|f| f.scenario.name.as_str()).collect::<Vec<_>>(), ["in hand", "saved"]);
    assert_eq!(file.journal, journal(&[("R-a", ItemStatus::Done)]));
    assert_eq!(file.problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["two-rivers.2.saved-y.1.z"]);
    for other in ["{", "[]", "{\"format\":\"two-rivers-scenarios\"}", "{\"format\":\"two-rivers-storage\"}"] {
        assert!(rescued(plan(), other).is_none(), "{other}");
    }
}
