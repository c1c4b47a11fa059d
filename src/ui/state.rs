//! The one state of the page, and everything a reader can do to it.

mod compared;
mod journal;
mod saved;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::browser::storage::{Key, Preferences, Store, StoreState};
use super::browser::{address, clock, upload};
use super::futures::Futures;
use super::incoming::Incoming;
use crate::link::{self, Fit, Link, LinkError, saved as envelope};
use crate::model::{self, Outcome};
use crate::plan::{Lever, Plan, Series, Target};
use crate::report::{self, Say, TargetReport};
use crate::route::{Page, Route};
use crate::scenario::{Change, Journal, Scenario, Values};
use crate::text::format::Currency;
use crate::text::{Lang, Words};

pub use compared::{Compared, Comparison};
pub use saved::SavedScenario;

/// Steps that can be undone.
const UNDO_LIMIT: usize = 200;
/// Single futures that are drawn on request.
const SAMPLES: usize = 16;
/// Quiet time after an edit before it is kept.
const AUTOSAVE_MS: u32 = 300;

/// The state of the page: the only context.
#[derive(Clone, Copy)]
pub struct App {
    /// The plan.
    pub plan: &'static Plan,
    route: RwSignal<Route>,
    own_lang: RwSignal<Lang>,
    /// Whether money is shown in dollars.
    pub usd: RwSignal<bool>,
    work: RwSignal<Scenario>,
    history: RwSignal<History>,
    /// The saved scenario the work in hand was opened from or saved as.
    pub open_id: RwSignal<Option<String>>,
    /// Saved scenarios, the newest first.
    pub saved: RwSignal<Vec<SavedScenario>>,
    /// The reader's own record of the plan's items.
    pub journal: RwSignal<Journal>,
    /// Whether the work in hand is kept.
    pub kept: RwSignal<Kept>,
    /// A short message, with what it offers to do.
    pub notice: RwSignal<Option<Notice>>,
    /// Texts that could not be read at start and were put aside.
    pub asides: RwSignal<Vec<(String, String)>>,
    /// A file that was opened and not yet dealt with.
    pub incoming: RwSignal<Option<Incoming>>,
    /// The year the reading line stands on, over all charts.
    pub year: RwSignal<Option<u16>>,
    /// The lever to put into the reader's hand when the Lab opens.
    pub wanted: RwSignal<Option<Lever>>,
    /// The link in the address, if there is one.
    pub shared: Memo<Option<Result<Link, LinkError>>>,
    /// The scenario on show: that of the link, or the work in hand.
    pub shown: Memo<Scenario>,
    /// Its outcome.
    pub outcome: Memo<Outcome>,
    /// How every target fares under it.
    pub reports: Memo<Vec<TargetReport<'static>>>,
    /// Trend continuation under the same world.
    pub trend: Memo<Outcome>,
    /// The plan as written under the same world.
    pub planned: Memo<Outcome>,
    /// How likely all of it is.
    pub futures: Futures,
    /// Some single futures by series, once they are shown.
    pub samples: Memo<BTreeMap<Series, Vec<Vec<f64>>>>,
    /// What of the futures the charts show.
    pub fan: RwSignal<Fan>,
    /// Scenarios side by side.
    pub compare: Comparison,
    store: StoredValue<Store, LocalStorage>,
}

/// Whether the numbers computed here are those the sender of a link saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The link does not say what the sender saw.
    NotSaid,
    /// The run is under way.
    Checking,
    /// The same.
    Same,
    /// Others.
    Differs,
}

/// What of the futures the charts show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fan {
    /// The bands of half and four in five.
    pub bands: bool,
    /// How much of them yearly shocks alone make.
    pub layers: bool,
    /// Some single futures.
    pub samples: bool,
}

/// Whether the work in hand is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In this browser.
    Here,
    /// Will be in a moment.
    Pending,
    /// Storage is blocked.
    Blocked,
    /// Storage is full.
    Full,
}

/// Something a notice offers to do. Not a `Callback`: it must outlive the view it was made in.
pub type Deed = Arc<dyn Fn() + Send + Sync>;

/// A short message.
#[derive(Clone)]
pub struct Notice {
    /// What happened.
    pub text: String,
    /// Label of what can be done about it, and the deed.
    pub action: Option<(String, Deed)>,
}

#[derive(Clone, Default)]
struct History {
    past: Vec<Scenario>,
    future: Vec<Scenario>,
    gesture: Option<Lever>,
}

/// The address of a page with the query of a link.
fn url(page: Page, query: String) -> String {
    format!("{}{}", address::page_url(), Route { page, query: Some(query) })
}

/// What is kept under a key; what cannot be read is put aside.
fn opened<T>(
    store: &Store,
    asides: &mut Vec<(String, String)>,
    key: &Key,
    open: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = store.read(key)?;
    let opened = open(&text);
    if opened.is_none() {
        store.set_aside(key, &text);
        asides.push((key.to_string(), text));
    }
    opened
}

/// The context, from within a page or the shell.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// Opens what the browser keeps and listens to the address.
    pub fn new(plan: &'static Plan) -> Self {
        let store = Store::open();
        let preferences = store.preferences();
        let mut asides = Vec::new();
        let journal = opened(&store, &mut asides, &Key::Journal, |text| envelope::open_journal(text, plan).ok());
        let mut read = |key: Key| opened(&store, &mut asides, &key, |text| envelope::open(text, plan).ok());
        let work = read(Key::Work).map_or_else(|| Scenario::new(plan), |s| s.scenario);
        let mut kept_scenarios: Vec<SavedScenario> = Vec::new();
        for id in store.saved_ids() {
            if let Some(s) = read(Key::Saved(id.clone())) {
                kept_scenarios.push(SavedScenario { id, saved_at: s.saved_at, rev: s.rev, scenario: s.scenario });
            }
        }
        kept_scenarios.sort_by(|a, b| b.saved_at.cmp(&a.saved_at).then_with(|| a.id.cmp(&b.id)));
        let state = match store.state() {
            StoreState::Kept => Kept::Here,
            StoreState::Blocked => Kept::Blocked,
            StoreState::Full => Kept::Full,
        };
        let open_id = preferences.open.filter(|id| kept_scenarios.iter().any(|s| s.id == *id));

        let route = RwSignal::new(Route::parse(&address::hash()));
        let work = RwSignal::new(work);
        let query = Memo::new(move |_| route.with(|r| r.query.clone()));
        let single = move || query.get().filter(|q| !link::is_several(q));
        let shared = Memo::new(move |_| single().map(|q| link::decode(plan, &q)));
        let shown = Memo::new(move |_| {
            shared.with(|s| match s {
                Some(Ok(link)) => link.scenario.clone(),
                _ => work.get(),
            })
        });
        let outcome = Memo::new(move |_| shown.with(|s| model::simulate(plan, s)));
        let fan = RwSignal::new(Fan { bands: true, layers: false, samples: false });
        let saved = RwSignal::new(kept_scenarios);
        let futures = Futures::of(plan, shown);
        let compare = Comparison::new(plan, route, shown, saved, futures, preferences.compare.as_deref());
        let app = Self {
            plan,
            route,
            own_lang: RwSignal::new(preferences.lang.unwrap_or_else(address::browser_lang)),
            usd: RwSignal::new(preferences.usd),
            work,
            history: RwSignal::new(History::default()),
            open_id: RwSignal::new(open_id),
            saved,
            journal: RwSignal::new(journal.unwrap_or_default()),
            kept: RwSignal::new(state),
            notice: RwSignal::new(None),
            asides: RwSignal::new(asides),
            incoming: RwSignal::new(None),
            year: RwSignal::new(None),
            wanted: RwSignal::new(None),
            shared,
            shown,
            outcome,
            reports: Memo::new(move |_| shown.with(|s| outcome.with(|o| report::reports(plan, s, o)))),
            trend: Memo::new(move |_| shown.with(|s| model::simulate(plan, &model::trend(plan, s)))),
            planned: Memo::new(move |_| shown.with(|s| model::simulate(plan, &model::planned(plan, s)))),
            futures,
            samples: Memo::new(move |_| {
                let wanted = fan.with(|f| f.samples);
                if wanted { shown.with(|s| model::odds::sample(plan, s, SAMPLES)) } else { BTreeMap::new() }
            }),
            fan,
            compare,
            store: StoredValue::new_local(store),
        };
        app.listen();
        app
    }

    /// The edges: address, storage, the page's language. The only effects of the page.
    fn listen(self) {
        address::on_hash_change(move || self.route.set(Route::parse(&address::hash())));
        let lang = Memo::new(move |_| self.lang());
        Effect::new(move |_| address::set_html_lang(lang.get().html()));
        let title = move || format!("{} · {}", self.page_name(self.page()), lang.get().words().app_name);
        Effect::new(move |_| address::set_title(&title()));
        let (own_lang, usd, open_id) = (self.own_lang, self.usd, self.open_id);
        Effect::new(move |before: Option<()>| {
            let compare = self.compare.kept();
            let preferences = Preferences { lang: Some(own_lang.get()), usd: usd.get(), open: open_id.get(), compare };
            if before.is_some() {
                self.store.with_value(|store| store.set_preferences(&preferences));
            }
        });
        upload::on_drop(move |opened| self.incoming.set(Some(Incoming::new(self, opened))));
        let timer = StoredValue::new_local(None::<clock::Timer>);
        Effect::new(move |before: Option<()>| {
            self.work.track();
            if before.is_some() {
                if self.kept.get_untracked() == Kept::Here {
                    self.kept.set(Kept::Pending);
                }
                timer.set_value(Some(clock::after(AUTOSAVE_MS, move || self.keep_work())));
            }
        });
        clock::on_hide(move || {
            if self.kept.get_untracked() == Kept::Pending {
                self.keep_work();
            }
        });
    }

    fn keep_work(self) {
        let text = self.work.with_untracked(|work| envelope::seal(work, 0, clock::now()));
        self.write(&Key::Work, &text);
    }

    /// Writes and tells the reader whether it worked.
    fn write(self, key: &Key, text: &str) -> bool {
        let result = self.store.with_value(|store| store.write(key, text));
        // The work in hand may still wait to be kept.
        let waits = *key != Key::Work && self.kept.get_untracked() == Kept::Pending;
        self.kept.set(match (&result, self.store.with_value(Store::state)) {
            (Ok(()), _) if waits => Kept::Pending,
            (Ok(()), _) => Kept::Here,
            (Err(_), StoreState::Blocked) => Kept::Blocked,
            (Err(_), _) => Kept::Full,
        });
        result.is_ok()
    }

    // What is shown

    /// The language on show: that of the link where it names one, else the reader's.
    pub fn lang(self) -> Lang {
        let of_link = self.shared.with(|s| match s {
            Some(Ok(link)) => link.lang,
            _ => self.compare.lang(),
        });
        of_link.unwrap_or_else(|| self.own_lang.get())
    }

    /// The fixed texts in that language.
    pub fn words(self) -> &'static Words {
        self.lang().words()
    }

    /// The page in the address.
    pub fn page(self) -> Page {
        self.route.with(|r| r.page)
    }

    /// The name of a page.
    pub fn page_name(self, page: Page) -> &'static str {
        let w = self.words();
        match page {
            Page::Overview => w.page_overview,
            Page::Lab => w.page_lab,
            Page::Measures => w.page_measures,
            Page::Explain => w.page_explain,
            Page::Compare => w.page_compare,
            Page::Monitor => w.page_monitor,
            Page::Plan => w.page_plan,
            Page::Backtest => w.page_record,
            Page::Sources => w.page_sources,
            Page::Method => w.page_method,
        }
    }

    /// The address of a page; a link on show stays with it, unless it is a comparison and the page another.
    pub fn href(self, page: Page) -> String {
        let stays = |query: &String| page == Page::Compare || !link::is_several(query);
        self.route.with(|r| Route { page, query: r.query.clone().filter(stays) }.to_string())
    }

    /// Numbers into words, as the reader wants them.
    pub fn say(self) -> Say<'static> {
        let currency = if self.usd.get() {
            Currency::Usd(self.shown.with(|s| s.values(self.plan, Lever::Fx).at(0).to_f64()))
        } else {
            Currency::Cny
        };
        Say { plan: self.plan, lang: self.lang(), currency }
    }

    /// How one target fares.
    pub fn report_of(self, target: &'static Target) -> Option<TargetReport<'static>> {
        self.reports.with(|all| all.iter().find(|r| r.target.id == target.id).copied())
    }

    /// Whether a shared scenario is on show and nothing can be changed.
    pub fn is_preview(self) -> bool {
        self.shared.with(|s| matches!(s, Some(Ok(_))))
    }

    // What a reader does

    /// Switches the language and remembers it; a link that names one is left without it.
    pub fn switch_lang(self) {
        let other = if self.lang() == Lang::En { Lang::Zh } else { Lang::En };
        self.own_lang.set(other);
        if let Some(query) = self.compare.without_lang() {
            address::go(&Route { page: Page::Compare, query: Some(query) }.to_string());
        }
        let link = self.shared.with_untracked(|s| match s {
            Some(Ok(link)) if link.lang.is_some() => Some(link.clone()),
            _ => None,
        });
        if let Some(link) = link {
            let query = link::encode(self.plan, &link.scenario, None, link.digest.unwrap_or_default());
            let (query, _) = link::with_stages(query, &link.journal);
            let route = Route { page: self.page(), query: Some(query) };
            address::go(&route.to_string());
        }
    }

    fn edit(self, gesture: Option<Lever>, change: impl FnOnce(Scenario) -> Scenario) {
        if self.shared.with_untracked(|s| matches!(s, Some(Ok(_)))) {
            return;
        }
        let before = self.work.get_untracked();
        let after = change(before.clone());
        if after == before {
            return;
        }
        self.history.update(|h| {
            if gesture.is_none() || h.gesture != gesture {
                h.past.push(before);
                if h.past.len() > UNDO_LIMIT {
                    h.past.remove(0);
                }
            }
            h.future.clear();
            h.gesture = gesture;
        });
        self.work.set(after);
    }

    /// Moves a lever. While a slider is being dragged (`live`) all moves are one step of undo.
    pub fn set_lever(self, lever: Lever, values: Values, live: bool) {
        let plan = self.plan;
        self.edit(live.then_some(lever), move |s| s.with_lever(plan, lever, values));
    }

    /// Whether a slider is being dragged.
    pub fn is_live(self) -> bool {
        self.history.with(|h| h.gesture.is_some())
    }

    /// The slider was let go.
    pub fn end_gesture(self) {
        self.history.update(|h| h.gesture = None);
    }

    /// Takes one change back to its default.
    pub fn reset(self, change: &Change) {
        let plan = self.plan;
        self.edit(None, |s| s.without(plan, change));
    }

    /// Takes everything back to the defaults; the name stays.
    pub fn reset_all(self) {
        let plan = self.plan;
        self.edit(None, |s| Scenario { name: s.name, author: s.author, ..Scenario::new(plan) });
    }

    /// Replaces what is assumed, keeping the name.
    pub fn apply(self, scenario: Scenario) {
        self.edit(None, |s| Scenario { name: s.name, author: s.author, ..scenario });
    }

    /// Changes anything else about the scenario.
    pub fn change(self, change: impl FnOnce(Scenario) -> Scenario) {
        self.edit(None, change);
    }

    /// One step back.
    pub fn undo(self) {
        self.step(|h| (&mut h.past, &mut h.future));
    }

    /// One step forward again.
    pub fn redo(self) {
        self.step(|h| (&mut h.future, &mut h.past));
    }

    fn step(self, sides: impl FnOnce(&mut History) -> (&mut Vec<Scenario>, &mut Vec<Scenario>)) {
        let now = self.work.get_untracked();
        let mut then = None;
        self.history.update(|h| {
            h.gesture = None;
            let (from, to) = sides(h);
            then = from.pop();
            if then.is_some() {
                to.push(now);
            }
        });
        if let Some(then) = then {
            self.work.set(then);
        }
    }

    /// Whether there is something to undo.
    pub fn can_undo(self) -> bool {
        self.history.with(|h| !h.past.is_empty())
    }

    /// Whether there is something to redo.
    pub fn can_redo(self) -> bool {
        self.history.with(|h| !h.future.is_empty())
    }

    /// Back from a shared scenario to the work in hand.
    pub fn leave_preview(self) {
        address::go(&Route { page: self.page(), query: None }.to_string());
    }

    /// Shows a message.
    pub fn tell(self, text: String, action: Option<(String, Deed)>) {
        self.notice.set(Some(Notice { text, action }));
    }

    /// The fingerprint of what is shown; `None` while its run is under way.
    fn digest(self) -> Option<u32> {
        self.futures.settled.with(Option::is_some).then_some(())?;
        self.futures.odds.with(|odds| odds.as_ref().map(|odds| self.outcome.with(|o| report::digest(o, odds))))
    }

    /// The link to the scenario on show, as it stands in the address bar of whoever opens it, and how much it holds;
    /// empty while its run is under way.
    pub fn link(self, with_lang: bool) -> (String, Fit) {
        self.query(with_lang).map_or((String::new(), Fit::Whole), |(query, fit)| (url(Page::Lab, query), fit))
    }

    /// The query of that link; none while its run is under way.
    fn query(self, with_lang: bool) -> Option<(String, Fit)> {
        let lang = with_lang.then(|| self.lang());
        let digest = self.digest()?;
        Some(self.shown.with(|s| link::encode_within(self.plan, s, lang, digest)))
    }

    /// The scenario on show in plain words.
    pub fn summary(self) -> Vec<String> {
        let odds = self.futures.refined.get();
        self.shown.with(|s| self.outcome.with(|o| report::summary::summary(&self.say(), s, o, odds.as_deref())))
    }

    /// Whether the numbers computed here are those the sender saw.
    pub fn sent(self) -> Sent {
        let sent = self.shared.with(|s| match s {
            Some(Ok(link)) => link.digest,
            _ => None,
        });
        match (sent, self.digest()) {
            (None, _) => Sent::NotSaid,
            (Some(_), None) => Sent::Checking,
            (Some(sent), Some(own)) if sent == own => Sent::Same,
            _ => Sent::Differs,
        }
    }

    /// The results as CSV.
    pub fn csv(self) -> String {
        let odds = self.futures.full();
        self.shown.with_untracked(|s| odds.map(|odds| report::csv(self.plan, s, &odds)).unwrap_or_default())
    }

    /// The driven series a lever moves, for its way from the overview.
    pub const fn lever_for(series: Series) -> Lever {
        match series {
            Series::Va | Series::Share => Lever::Va,
            Series::Dep | Series::Ldr => Lever::Dep,
            Series::Loan => Lever::Loan,
            Series::List => Lever::List,
            Series::Gdp => Lever::Real,
        }
    }
}
