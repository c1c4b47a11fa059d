//! Two tabs, crashes, full storage and late news: no edit that was told to be kept is ever lost.
//!
//! Each tab is a thread that hands on the turn at every single call of the storage, to a tab drawn by the seed. A tab
//! sees what another wrote only some time later, as in browsers whose tabs are processes. At any call it may be stopped
//! for good. Beside the store a ledger holds what each tab was told to be kept, and what it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use two_rivers::scenario::Scenario;
use two_rivers::storage::{Backend, DocumentKey, MergedJournal, Snapshot, StorageError, Store, VersionRef};
use two_rivers::tracking::{ItemRecord as Status, ItemStatus, TrackingRecord};

use crate::plan;

/// Runs unless `INTERLEAVINGS` says how many; 10,000 in `./dev full`.
const RUNS: u64 = 1_000;
/// What a tab does before it ends.
const ACTS: usize = 7;

/// A stream of numbers from a seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

/// What the browser holds: every change in the order in which it took place.
struct Disk {
    changes: Vec<(String, Option<String>)>,
    dice: Dice,
    turn: usize,
    running: BTreeSet<usize>,
    /// How much there is room for, in bytes.
    room: usize,
}

struct World {
    disk: Mutex<Disk>,
    turned: Condvar,
}

/// The storage as one tab sees it.
struct View {
    world: Arc<World>,
    tab: usize,
    seen: Mutex<(BTreeMap<String, String>, usize)>,
    dead: Mutex<bool>,
    /// Whether it may be stopped, refused and kept waiting.
    faulty: bool,
}

fn apply(map: &mut BTreeMap<String, String>, (key, text): &(String, Option<String>)) {
    match text {
        Some(text) => drop(map.insert(key.clone(), text.clone())),
        None => drop(map.remove(key)),
    }
}

impl View {
    /// Waits for the turn; learns of some of what others did; may stop for good.
    fn call<T>(
        &self,
        act: impl FnOnce(&mut BTreeMap<String, String>, &mut Disk) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let mut disk: MutexGuard<Disk> = self.world.disk.lock().unwrap();
        while self.faulty && disk.turn != self.tab && disk.running.contains(&disk.turn) {
            disk = self.world.turned.wait(disk).unwrap();
        }
        let mut dead = self.dead.lock().unwrap();
        if self.faulty && disk.dice.one_in(150) {
            *dead = true;
        }
        let result = if *dead {
            Err(StorageError::Blocked)
        } else {
            let mut seen = self.seen.lock().unwrap();
            let (map, at) = &mut *seen;
            let news = (disk.changes.len() - *at) as u64;
            let learnt = if self.faulty { disk.dice.roll(news + 1) } else { news };
            for change in &disk.changes[*at..*at + learnt as usize] {
                apply(map, change);
            }
            *at += learnt as usize;
            act(map, &mut disk)
        };
        let tabs: Vec<usize> = disk.running.iter().copied().collect();
        if self.faulty && !tabs.is_empty() {
            disk.turn = tabs[disk.dice.roll(tabs.len() as u64) as usize];
            self.world.turned.notify_all();
        }
        result
    }

    fn write(&self, key: &str, text: Option<&str>) -> Result<(), StorageError> {
        self.call(|map, disk| {
            let change = (key.to_owned(), text.map(ToOwned::to_owned));
            if let Some(text) = text {
                let others: usize = map.iter().filter(|(k, _)| *k != key).map(|(k, t)| k.len() + t.len()).sum();
                if self.faulty && (others + key.len() + text.len() > disk.room || disk.dice.one_in(40)) {
                    return Err(StorageError::Full);
                }
            }
            apply(map, &change);
            disk.changes.push(change);
            Ok(())
        })
    }
}

impl Backend for View {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.call(|map, _| Ok(map.get(key).cloned()))
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.write(key, Some(text))
    }
    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.write(key, None)
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.call(|map, _| Ok(map.keys().cloned().collect()))
    }
}

/// What was told to be kept, and what the reader went on from.
#[derive(Default)]
struct Ledger {
    /// Edits by number, with those the reader saw and replaced by it.
    from: Vec<Vec<usize>>,
    /// Edits that were told to be kept.
    told: BTreeSet<usize>,
    /// Edits the reader deleted on purpose.
    deleted: BTreeSet<usize>,
    time: u64,
}

impl Ledger {
    fn edit(&mut self, from: Vec<usize>) -> usize {
        self.from.push(from);
        self.from.len() - 1
    }

    /// Edits of which nothing is left: not in hand, not replaced by one that is, not deleted.
    fn lost(&self, alive: &BTreeSet<usize>) -> Vec<usize> {
        let mut safe: BTreeSet<usize> = alive.union(&self.deleted).copied().collect();
        // An edit has a larger number than those it was made from.
        for edit in (0..self.from.len()).rev() {
            if safe.contains(&edit) {
                safe.extend(&self.from[edit]);
            }
        }
        self.told.difference(&safe).copied().collect()
    }
}

fn named(edit: usize) -> Scenario {
    Scenario { name: format!("e{edit}"), ..Scenario::new(plan()) }
}

fn edit_in(text: &str) -> Option<usize> {
    text.strip_prefix('e')?.parse().ok()
}

fn note(journal: &TrackingRecord, item: &str) -> Option<usize> {
    journal.get(item).and_then(|e| edit_in(&e.note))
}

/// What a reader does in one tab, through the same calls as the page.
struct Tab {
    store: Store<View>,
    ledger: Arc<Mutex<Ledger>>,
    dice: Dice,
    work: (Scenario, Option<VersionRef>),
    open: Option<(String, VersionRef)>,
    look: Snapshot,
    journal: TrackingRecord,
    id: usize,
    made: usize,
}

impl Tab {
    fn open(view: View, ledger: Arc<Mutex<Ledger>>, id: usize, seed: u64) -> Self {
        let store = Store::new(view, format!("t{id}"));
        let look = store.scan(plan()).unwrap_or_default();
        store.collect_garbage(&look);
        store.rebuild_index(&look);
        let mut dice = Dice(seed);
        // Work that another page still has in hand is gone on from, not replaced.
        let work = match look.drafts.first() {
            Some(head) => (head.content.clone(), Some(head.reference()).filter(|_| dice.one_in(2))),
            None => (Scenario::new(plan()), None),
        };
        let journal = MergedJournal::new(look.journals.clone()).journal;
        Self { store, ledger, dice, work, open: None, look, journal, id, made: 0 }
    }

    fn now(&self) -> u64 {
        let mut ledger = self.ledger.lock().unwrap();
        ledger.time += 1;
        ledger.time
    }

    fn edit(&self, from: impl IntoIterator<Item = usize>) -> usize {
        self.ledger.lock().unwrap().edit(from.into_iter().collect())
    }

    fn told(&self, edit: usize) {
        self.ledger.lock().unwrap().told.insert(edit);
    }

    fn work_on(&mut self, edit: usize, scenario: Scenario) {
        let base = self.work.1.clone();
        let origin = self.open.as_ref().map(|(_, version)| version.name.clone());
        self.work.0 = scenario;
        if let Ok(version) = self.store.put(&DocumentKey::Draft, &self.work.0, base.as_slice(), origin, self.now()) {
            self.work.1 = Some(version);
            self.told(edit);
        }
    }

    fn refresh(&mut self) {
        if let Ok(look) = self.store.scan(plan()) {
            self.journal = MergedJournal::new(look.journals.clone()).journal;
            self.look = look;
        }
    }

    fn pick(&mut self) -> Option<two_rivers::storage::SavedEntry> {
        let n = self.look.saved.len() as u64;
        (n > 0).then(|| self.look.saved[self.dice.roll(n) as usize].clone())
    }

    fn act(&mut self) {
        match self.dice.roll(9) {
            0 | 1 => {
                let edit = self.edit(edit_in(&self.work.0.name));
                self.work_on(edit, named(edit));
            }
            2 | 3 => {
                // Saves, over what it came from or as a new one: another copy of what is in hand.
                let over = self.open.clone().filter(|_| self.dice.roll(3) > 0);
                let edit = self.edit(edit_in(&self.work.0.name));
                let fresh = format!("{}n{}", self.id, self.made);
                self.made += 1;
                let over = over.as_ref().map(|(id, version)| (id.as_str(), version));
                let now = self.now();
                if let Ok(kept) = self.store.save(plan(), &named(edit), over, &fresh, now) {
                    self.told(edit);
                    self.open = Some((kept.id, kept.version));
                }
                self.work_on(edit, named(edit));
            }
            4 => {
                if let Some(entry) = self.pick() {
                    let was = [&self.work.0.name, &entry.version.content.name].map(|n| edit_in(n));
                    let edit = self.edit(was.into_iter().flatten());
                    self.open = Some((entry.id.clone(), entry.version.reference()));
                    self.work_on(edit, named(edit));
                }
            }
            5 => {
                if let Some(entry) = self.pick() {
                    // Meant from here on, whether or not it comes to it.
                    self.ledger.lock().unwrap().deleted.extend(edit_in(&entry.version.content.name));
                    self.store.delete_saved(&entry.id, &entry.version.reference()).ok();
                }
            }
            6 | 7 => {
                let item = ["R-a", "R-b", "P-b"][self.dice.roll(3) as usize];
                let edit = self.edit(note(&self.journal, item));
                let entry = Status { status: ItemStatus::Done, note: format!("e{edit}"), ..Status::default() };
                let wanted = self.journal.clone().with(item, entry);
                if let Ok(record) = self.store.save_journal(plan(), &self.journal, &wanted, self.now()) {
                    self.journal = record.journal;
                    self.told(edit);
                }
            }
            _ => self.refresh(),
        }
    }
}

/// One run: two tabs at once, each opened anew when it was stopped. What was lost, and the index at the end.
fn run(seed: u64) -> (Vec<usize>, usize) {
    let room = 6_000 + (seed % 7) as usize * 4_000;
    let disk = Disk { changes: Vec::new(), dice: Dice(seed), turn: 0, running: BTreeSet::from([0, 1]), room };
    let world = Arc::new(World { disk: Mutex::new(disk), turned: Condvar::new() });
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let view = |tab, faulty| View {
        world: world.clone(),
        tab,
        seen: Mutex::new((BTreeMap::new(), 0)),
        dead: Mutex::new(false),
        faulty,
    };
    std::thread::scope(|scope| {
        for tab in 0..2 {
            let (views, ledger, world) = ([view(tab, true), view(tab, true)], ledger.clone(), world.clone());
            scope.spawn(move || {
                let done = catch_unwind(AssertUnwindSafe(|| {
                    for (life, view) in views.into_iter().enumerate() {
                        let id = tab + 2 * life;
                        let mut tab = Tab::open(view, ledger.clone(), id, seed.wrapping_mul(31) + id as u64);
                        for _ in 0..ACTS {
                            tab.act();
                        }
                    }
                }));
                world.disk.lock().unwrap().running.remove(&tab);
                world.turned.notify_all();
                done.unwrap();
            });
        }
    });
    // Whoever comes next sees everything.
    let store = Store::new(view(9, false), "last".into());
    let look = store.scan(plan()).unwrap();
    let names = look.drafts.iter().map(|v| &v.content.name).chain(look.saved.iter().map(|e| &e.version.content.name));
    let notes = look.journals.iter().flat_map(|v| v.content.iter().map(|(_, e)| &e.note));
    let alive = names.chain(notes).filter_map(|n| edit_in(n)).collect();
    let told = ledger.lock().unwrap().told.len();
    (ledger.lock().unwrap().lost(&alive), told)
}

#[test]
fn no_edit_that_was_kept_is_lost() {
    let runs = std::env::var("INTERLEAVINGS").ok().and_then(|n| n.parse().ok()).unwrap_or(RUNS);
    let mut told = 0;
    for seed in 0..runs {
        let (lost, kept) = run(seed);
        assert!(lost.is_empty(), "seed {seed}: edits {lost:?} are lost");
        told += kept;
    }
    assert!(told as u64 > runs * 5, "too little was kept to prove anything: {told}");
    println!("{runs} interleavings, {told} edits kept, 0 lost");
}
