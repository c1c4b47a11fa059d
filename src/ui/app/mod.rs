//! The state of the page and the actions a reader can take.

mod autosave;
mod compare;
mod editing;
mod import;
mod library;
mod playback;
mod tracking;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use autosave::SavedState;
pub use autosave::{SaveState, Storage};
pub use compare::{CompareState, Compared};
use editing::History;
pub use import::ImportedFile;
use leptos::prelude::*;
pub use library::{OpenedFrom, SavedScenario};
pub use playback::{Playback, PlaybackStage};

use crate::analysis::targets::TargetStatus;
use crate::chart::{FIRST_YEAR, RECORD_YEAR};
use crate::codec::link;
use crate::codec::link::{Link, LinkError, LinkQuery, LinkSize};
use crate::model::{Odds, Outcome};
use crate::plan::{Lever, Plan, Series, Target};
use crate::present::Narrator;
use crate::route::{Anchor, Page, Route};
use crate::scenario::Scenario;
use crate::text::format::Currency;
use crate::text::{Lang, Words};
use crate::ui::browser::storage::Preferences;
use crate::ui::browser::{address, clock, close_menus, upload};
use crate::ui::render_queue::RenderQueue;
use crate::{analysis, model};

/// Single futures that charts draw on request.
const SAMPLES: u32 = 16;

/// A handle to the one [`State`] of the page: the only context, copied into closures as a signal is.
#[derive(Clone, Copy)]
pub struct App(&'static State);

const _: () = assert!(size_of::<App>() == size_of::<usize>());

impl Deref for App {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// The signals of the page.
pub struct State {
    pub plan: &'static Plan,
    route: RwSignal<Route>,
    own_lang: RwSignal<Lang>,
    /// Whether money is shown in dollars.
    pub usd: RwSignal<bool>,
    draft: RwSignal<Scenario>,
    history: RwSignal<History>,
    /// The saved scenario the draft was opened from or saved as.
    pub opened: RwSignal<Option<OpenedFrom>>,
    /// Saved scenarios, the newest first.
    pub saved: RwSignal<Vec<SavedScenario>>,
    pub storage: Storage,
    /// The message at the foot of the page.
    pub toast: RwSignal<Option<Toast>>,
    /// An opened file that awaits the reader's choice.
    pub imported: RwSignal<Option<ImportedFile>>,
    /// The year of the reading line, shared by all charts.
    pub year: RwSignal<Option<u16>>,
    /// The link in the address, if there is one.
    pub linked: Memo<Option<Result<Link, LinkError>>>,
    /// The link that the draft was made from by an edit, and its name; until another link is opened.
    pub origin: RwSignal<Option<(String, LinkQuery)>>,
    /// The scenario of the link, else the draft.
    base: Memo<Scenario>,
    /// The displayed scenario: that of the playback, else `base`.
    pub displayed: Memo<Scenario>,
    pub outcome: Memo<Outcome>,
    /// The status of every target under the displayed scenario.
    pub reports: Memo<Vec<TargetStatus<'static>>>,
    /// Trend continuation under the same world.
    pub trend: Memo<Outcome>,
    /// The plan as written under the same world.
    pub planned: Memo<Outcome>,
    /// The odds and bands of the displayed scenario.
    pub odds: Memo<Arc<Odds>>,
    /// Single futures by series; empty unless the charts show them.
    pub samples: Memo<BTreeMap<Series, Vec<Vec<f64>>>>,
    /// What the charts show beside central paths.
    pub chart_options: RwSignal<ChartOptions>,
    pub compare: CompareState,
    /// Replay, full screen, help and tour.
    pub playback: Playback,
    /// The parts of the page that are still to be built.
    pub render_queue: RenderQueue,
}

/// Whether this browser computes the numbers that the sender of a link saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenderCheck {
    /// The link carries no checksum.
    NotSaid,
    Same,
    Differs,
}

impl SenderCheck {
    /// Compares the checksum that a link carries with that of the numbers here.
    fn of(sent: Option<u32>, own: impl FnOnce() -> u32) -> Self {
        match sent {
            None => Self::NotSaid,
            Some(sent) if sent == own() => Self::Same,
            Some(_) => Self::Differs,
        }
    }
}

/// What the charts show beside central paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartOptions {
    /// The bands of 50 % and 80 % probability.
    pub bands: bool,
    /// The part of the bands that yearly shocks alone cause.
    pub layers: bool,
    pub samples: bool,
    /// First year on the axes.
    pub since: u16,
}

impl ChartOptions {
    /// Whether charts show the whole record instead of its last years.
    pub const fn has_record(self) -> bool {
        self.since == RECORD_YEAR
    }

    pub fn toggle_record(&mut self) {
        self.since = if self.has_record() { FIRST_YEAR } else { RECORD_YEAR };
    }
}

/// An action a toast offers. Not a `Callback`: it must outlive the view that created it.
pub type Action = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
pub struct Toast {
    pub text: String,
    /// The label of the button and its action.
    pub action: Option<(String, Action)>,
}

/// Returns the absolute URL of a page with a link.
fn url(page: Page, link: LinkQuery) -> String {
    format!("{}{}", address::page_url(), Route::to(page, Some(link)))
}

/// Returns the app from the context, within a page or the shell.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// Reads the browser's storage, creates the state and connects it with the browser.
    pub fn new(plan: &'static Plan) -> Self {
        let SavedState { storage, preferences, draft, opened, saved } = Storage::start(plan);
        let route = Route::parse(&address::hash());
        // A safe start ignores the link as well.
        let route = if address::is_safe() { Route { link: None, ..route } } else { route };
        let (route, draft) = (RwSignal::new(route), RwSignal::new(draft));
        let link = Memo::new(move |_| route.with(|r| r.link.clone()));
        let linked = Memo::new(move |_| link.with(|link| link.as_ref()?.decode_one(plan)));
        let base = Memo::new(move |_| {
            linked.with(|s| match s {
                Some(Ok(link)) => link.scenario.clone(),
                _ => draft.get(),
            })
        });
        let playback = Playback::new(&preferences);
        let displayed = Memo::new(move |_| playback.scenario().unwrap_or_else(|| base.get()));
        let outcome = Memo::new(move |_| displayed.with(|s| model::simulate(plan, s)));
        let chart_options =
            RwSignal::new(ChartOptions { bands: true, layers: false, samples: false, since: FIRST_YEAR });
        let saved = RwSignal::new(saved);
        // A name is no assumption: typing one computes nothing.
        let assumed = Memo::new(move |_| displayed.with(Scenario::nameless));
        let compare = CompareState::new(plan, route, linked, displayed, saved, preferences.compare.as_deref());
        let state = State {
            plan,
            route,
            own_lang: RwSignal::new(preferences.lang.unwrap_or_else(address::browser_lang)),
            usd: RwSignal::new(preferences.usd),
            draft,
            history: RwSignal::new(History::default()),
            opened: RwSignal::new(opened),
            saved,
            storage,
            toast: RwSignal::new(None),
            imported: RwSignal::new(None),
            year: RwSignal::new(None),
            linked,
            origin: RwSignal::new(None),
            base,
            displayed,
            outcome,
            reports: Memo::new(move |_| {
                displayed.with(|s| outcome.with(|o| analysis::targets::target_statuses(plan, s, o)))
            }),
            trend: Memo::new(move |_| displayed.with(|s| model::simulate(plan, &model::trend(plan, s)))),
            planned: Memo::new(move |_| displayed.with(|s| model::simulate(plan, &model::planned(plan, s)))),
            odds: Memo::new(move |_| Arc::new(assumed.with(|s| model::odds(plan, s)))),
            samples: Memo::new(move |_| {
                let wanted = chart_options.with(|f| f.samples);
                if wanted { displayed.with(|s| model::odds::sample(plan, s, SAMPLES)) } else { BTreeMap::new() }
            }),
            chart_options,
            compare,
            playback,
            render_queue: RenderQueue::new(),
        };
        // It lives as long as the page, as the plan does.
        let app = Self(Box::leak(Box::new(state)));
        app.listen();
        app
    }

    /// Connects the state with the browser: address, title, language, storage. A test lists every effect of the page.
    fn listen(self) {
        address::on_hash_change(move || {
            self.playback.end();
            self.route.set(Route::parse(&address::hash()));
        });
        let lang = Memo::new(move |_| self.lang());
        Effect::new(move |_| address::set_lang(lang.get()));
        let title = move || format!("{} · {}", self.page_name(self.page()), lang.get().words().app_name);
        Effect::new(move |_| address::set_title(&title()));
        if address::is_embedded() {
            return;
        }
        let (own_lang, usd) = (self.own_lang, self.usd);
        Effect::new(move |before: Option<()>| {
            let compare = self.compare.saved();
            let (keys_off, toured) = self.playback.saved();
            let preferences = Preferences { lang: Some(own_lang.get()), usd: usd.get(), compare, keys_off, toured };
            if before.is_some() {
                self.storage.save_preferences(&preferences);
            }
        });
        close_menus();
        upload::on_drop(move |opened| self.imported.set(Some(ImportedFile::new(self.plan, opened))));
        Effect::new(move |before: Option<()>| {
            self.draft.track();
            if before.is_some() {
                self.save_draft_soon();
            }
        });
        clock::on_hide(move || {
            address::finish_typing();
            if self.storage.is_pending() {
                self.save_draft();
            }
        });
        self.listen_to_tabs();
    }

    // What is shown

    /// Returns the language: that of the link if it names one, else the reader's.
    pub fn lang(self) -> Lang {
        self.link_lang().unwrap_or_else(|| self.own_lang.get())
    }

    /// Returns the language that the link names.
    fn link_lang(self) -> Option<Lang> {
        self.linked.with(|s| match s {
            Some(Ok(link)) => link.lang,
            _ => self.compare.lang(),
        })
    }

    /// Returns the fixed texts in the current language.
    pub fn words(self) -> &'static Words {
        self.lang().words()
    }

    /// Returns the part of the page that the address asks for, until a page has consumed it.
    pub fn anchor(self) -> Option<Anchor> {
        self.route.with(|r| r.anchor)
    }

    /// Scrolls to a part of the current page, even if the address names it already.
    pub fn scroll_to(self, anchor: Anchor) {
        self.route.update(|r| r.anchor = Some(anchor));
    }

    /// Returns whether the address asks for `anchor`, and clears it, so that it is `true` once.
    pub fn consume_anchor(self, anchor: Anchor) -> bool {
        let consume = |r: &mut Route| r.anchor.take_if(|asked| *asked == anchor).is_some();
        self.route.try_update_untracked(consume).unwrap_or(false)
    }

    /// Returns the page in the address.
    pub fn page(self) -> Page {
        self.route.with(|r| r.page)
    }

    /// Returns the name of a page.
    pub fn page_name(self, page: Page) -> &'static str {
        page.name(self.lang())
    }

    /// Returns the address of a page, with the current link unless that is a comparison and the page is not Compare.
    pub fn href(self, page: Page) -> String {
        self.href_to(page, None)
    }

    /// Returns the address of a part of a page, with the link as in [`Self::href`].
    pub fn href_of(self, anchor: Anchor) -> String {
        self.href_to(anchor.page(), Some(anchor))
    }

    fn href_to(self, page: Page, anchor: Option<Anchor>) -> String {
        let stays = |link: &LinkQuery| page == Page::Compare || !matches!(link, LinkQuery::Many(_));
        self.route.with(|r| Route { page, anchor, link: r.link.clone().filter(stays) }.to_string())
    }

    /// Returns the narrator for the reader's language and currency.
    pub fn narrator(self) -> Narrator<'static> {
        let currency = if self.usd.get() {
            Currency::Usd(self.displayed.with(|s| s.values(self.plan, Lever::Fx).at(0).to_f64()))
        } else {
            Currency::Cny
        };
        Narrator { plan: self.plan, lang: self.lang(), currency }
    }

    /// Returns the narrator for texts that depend on the plan alone: it uses the default exchange rate.
    pub fn plan_narrator(self) -> Narrator<'static> {
        let rate = Scenario::new(self.plan).values(self.plan, Lever::Fx).at(0).to_f64();
        let currency = if self.usd.get() { Currency::Usd(rate) } else { Currency::Cny };
        Narrator { plan: self.plan, lang: self.lang(), currency }
    }

    /// Returns the status of one target.
    pub fn report_of(self, target: &'static Target) -> Option<TargetStatus<'static>> {
        self.reports.with(|all| all.iter().find(|r| r.target.id == target.id).copied())
    }

    /// Whether the address holds a readable link to one scenario.
    pub fn is_link(self) -> bool {
        self.linked.with(|s| matches!(s, Some(Ok(_))))
    }

    /// Whether anything but the draft is displayed. A scenario of a link can be edited: that makes it one's own.
    pub fn is_preview(self) -> bool {
        self.is_link() || self.is_locked()
    }

    /// Whether the scenario on show cannot be edited, since a playback shows it.
    pub fn is_locked(self) -> bool {
        self.playback.locks()
    }

    // What a reader does

    /// Switches and remembers the language, and removes it from the link.
    pub fn switch_lang(self) {
        let other = if self.lang() == Lang::En { Lang::Zh } else { Lang::En };
        self.own_lang.set(other);
        if untrack(|| self.link_lang()).is_some() {
            let (page, link) = self.route.with_untracked(|r| (r.page, r.link.as_ref().map(LinkQuery::without_lang)));
            address::go(&Route::to(page, link).to_string());
        }
    }

    /// Opens the link in a pasted text; returns `false` if there is none.
    pub fn open_pasted(text: &str) -> bool {
        let link = LinkQuery::from_pasted(text);
        link.map(|link| address::go(&Route::open(link).to_string())).is_some()
    }

    /// Leaves a linked scenario for the draft; “back” returns to it.
    pub fn leave_preview(self) {
        let here = Route::to(untrack(|| self.page()), None);
        address::go(&here.to_string());
        // At once, before the browser tells of it.
        self.route.set(here);
    }

    pub fn show_toast(self, text: String, action: Option<(String, Action)>) {
        self.toast.set(Some(Toast { text, action }));
    }

    /// Returns the checksum of the displayed results.
    fn checksum(self) -> u32 {
        self.odds.with(|odds| self.outcome.with(|o| crate::export::checksum(o, odds)))
    }

    /// Returns the link to the displayed scenario and how much of the scenario it holds.
    pub fn link(self, with_lang: bool) -> (String, LinkSize) {
        let (query, fit) = self.query(with_lang);
        (url(Page::Lab, LinkQuery::One(query)), fit)
    }

    /// Returns that link if it can be opened; empty if it is too long.
    pub fn readable_link(self, with_lang: bool) -> String {
        let (link, fit) = self.link(with_lang);
        if fit == LinkSize::TooLong { String::new() } else { link }
    }

    /// Returns the query of that link.
    fn query(self, with_lang: bool) -> (String, LinkSize) {
        let lang = with_lang.then(|| self.lang());
        self.displayed.with(|s| link::encode_within(self.plan, s, lang, self.checksum()))
    }

    /// Returns the displayed scenario in plain words.
    pub fn summary(self) -> Vec<String> {
        let odds = self.odds.get();
        self.displayed
            .with(|s| self.outcome.with(|o| crate::present::summary::summary(&self.narrator(), s, o, Some(&odds))))
    }

    /// Compares the computed numbers with those the sender saw.
    pub fn sender_check(self) -> SenderCheck {
        let sent = self.linked.with(|s| match s {
            Some(Ok(link)) => link.checksum,
            _ => None,
        });
        SenderCheck::of(sent, || self.checksum())
    }

    /// Returns the results as CSV.
    pub fn csv(self) -> String {
        let odds = self.odds.get_untracked();
        self.displayed.with_untracked(|s| {
            let link = self.outcome.with_untracked(|o| link::of_results(self.plan, s, o, &odds));
            crate::export::csv(self.plan, s, &odds, &link)
        })
    }
}
