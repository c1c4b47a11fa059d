//! The one state of the page, and everything a reader can do to it.

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
use crate::codec::link;
use crate::codec::link::{Link, LinkError, LinkQuery, LinkSize};
use crate::model::Outcome;
use crate::plan::{Lever, Plan, Series, Target};
use crate::present::Narrator;
use crate::route::{Anchor, Page, Route};
use crate::scenario::Scenario;
use crate::text::format::Currency;
use crate::text::{Lang, Words};
use crate::ui::browser::storage::Preferences;
use crate::ui::browser::{address, clock, upload};
use crate::ui::render_queue::RenderQueue;
use crate::ui::simulation::SimulationTask;
use crate::{analysis, model};

/// Single futures that are drawn on request.
const SAMPLES: usize = 16;

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
    /// The plan.
    pub plan: &'static Plan,
    route: RwSignal<Route>,
    own_lang: RwSignal<Lang>,
    /// Whether money is shown in dollars.
    pub usd: RwSignal<bool>,
    draft: RwSignal<Scenario>,
    history: RwSignal<History>,
    /// The saved scenario the work in hand was opened from or saved as.
    pub opened: RwSignal<Option<OpenedFrom>>,
    /// Saved scenarios, the newest first.
    pub saved: RwSignal<Vec<SavedScenario>>,
    pub storage: Storage,
    /// A short message, with what it offers to do.
    pub toast: RwSignal<Option<Toast>>,
    /// A file that was opened and not yet dealt with.
    pub imported: RwSignal<Option<ImportedFile>>,
    /// The year the reading line stands on, over all charts.
    pub year: RwSignal<Option<u16>>,
    /// The link in the address, if there is one.
    pub linked: Memo<Option<Result<Link, LinkError>>>,
    /// The scenario of the link, or the work in hand.
    base: Memo<Scenario>,
    /// The scenario on show: that, unless another one is put in its place for a while.
    pub displayed: Memo<Scenario>,
    /// Its outcome.
    pub outcome: Memo<Outcome>,
    /// How every target fares under it.
    pub reports: Memo<Vec<TargetStatus<'static>>>,
    /// Trend continuation under the same world.
    pub trend: Memo<Outcome>,
    /// The plan as written under the same world.
    pub planned: Memo<Outcome>,
    /// How likely all of it is.
    pub simulation: SimulationTask,
    /// Some single futures by series, once they are shown.
    pub samples: Memo<BTreeMap<Series, Vec<Vec<f64>>>>,
    /// What of the futures the charts show.
    pub chart_options: RwSignal<ChartOptions>,
    /// Scenarios side by side.
    pub compare: CompareState,
    /// What serves showing it all to others, and a first visit.
    pub playback: Playback,
    /// The parts of the page that are still to be built.
    pub render_queue: RenderQueue,
}

/// Whether the numbers computed here are those the sender of a link saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenderCheck {
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
pub struct ChartOptions {
    /// The bands of half and four in five.
    pub bands: bool,
    /// How much of them yearly shocks alone make.
    pub layers: bool,
    /// Some single futures.
    pub samples: bool,
}

/// Something a notice offers to do. Not a `Callback`: it must outlive the view it was made in.
pub type Action = Arc<dyn Fn() + Send + Sync>;

/// A short message.
#[derive(Clone)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Label of what can be done about it, and the deed.
    pub action: Option<(String, Action)>,
}

/// The whole address of a page with a link.
fn url(page: Page, link: LinkQuery) -> String {
    format!("{}{}", address::page_url(), Route::to(page, Some(link)))
}

/// The context, from within a page or the shell.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// Opens what the browser keeps and listens to the address.
    pub fn new(plan: &'static Plan) -> Self {
        let SavedState { storage, preferences, draft, opened, saved } = Storage::start(plan);
        let route = Route::parse(&address::hash());
        // A safe start leaves a link unread as well.
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
        let chart_options = RwSignal::new(ChartOptions { bands: true, layers: false, samples: false });
        let saved = RwSignal::new(saved);
        let simulation = SimulationTask::of(plan, displayed);
        let compare =
            CompareState::new(plan, route, linked, displayed, saved, simulation, preferences.compare.as_deref());
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
            base,
            displayed,
            outcome,
            reports: Memo::new(move |_| {
                displayed.with(|s| outcome.with(|o| analysis::targets::target_statuses(plan, s, o)))
            }),
            trend: Memo::new(move |_| displayed.with(|s| model::simulate(plan, &model::trend(plan, s)))),
            planned: Memo::new(move |_| displayed.with(|s| model::simulate(plan, &model::planned(plan, s)))),
            simulation,
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

    /// The language on show: that of the link where it names one, else the reader's.
    pub fn lang(self) -> Lang {
        self.link_lang().unwrap_or_else(|| self.own_lang.get())
    }

    /// The language that the link asks for.
    fn link_lang(self) -> Option<Lang> {
        self.linked.with(|s| match s {
            Some(Ok(link)) => link.lang,
            _ => self.compare.lang(),
        })
    }

    /// The fixed texts in that language.
    pub fn words(self) -> &'static Words {
        self.lang().words()
    }

    /// The part of the page that the address asks for, until a page has consumed it.
    pub fn anchor(self) -> Option<Anchor> {
        self.route.with(|r| r.anchor)
    }

    /// Scrolls to a part of the page on show, whether or not the address names it already.
    pub fn scroll_to(self, anchor: Anchor) {
        self.route.update(|r| r.anchor = Some(anchor));
    }

    /// Returns whether the address asks for `anchor`, and clears it, so that it is `true` once.
    pub fn consume_anchor(self, anchor: Anchor) -> bool {
        let take = |r: &mut Route| r.anchor.take_if(|asked| *asked == anchor).is_some();
        self.route.try_update_untracked(take).unwrap_or(false)
    }

    /// The page in the address.
    pub fn page(self) -> Page {
        self.route.with(|r| r.page)
    }

    /// The name of a page.
    pub fn page_name(self, page: Page) -> &'static str {
        page.name(self.lang())
    }

    /// The address of a page; a link on show stays with it, unless it is a comparison and the page another.
    pub fn href(self, page: Page) -> String {
        self.href_to(page, None)
    }

    /// The address of a part of a page, with the link as on its page.
    pub fn href_of(self, anchor: Anchor) -> String {
        self.href_to(anchor.page(), Some(anchor))
    }

    fn href_to(self, page: Page, anchor: Option<Anchor>) -> String {
        let stays = |link: &LinkQuery| page == Page::Compare || !matches!(link, LinkQuery::Many(_));
        self.route.with(|r| Route { page, anchor, link: r.link.clone().filter(stays) }.to_string())
    }

    /// Numbers into words, as the reader wants them.
    pub fn narrator(self) -> Narrator<'static> {
        let currency = if self.usd.get() {
            Currency::Usd(self.displayed.with(|s| s.values(self.plan, Lever::Fx).at(0).to_f64()))
        } else {
            Currency::Cny
        };
        Narrator { plan: self.plan, lang: self.lang(), currency }
    }

    /// The same for what hangs on the plan alone, whatever a scenario assumes of the exchange rate.
    pub fn plan_narrator(self) -> Narrator<'static> {
        let rate = Scenario::new(self.plan).values(self.plan, Lever::Fx).at(0).to_f64();
        let currency = if self.usd.get() { Currency::Usd(rate) } else { Currency::Cny };
        Narrator { plan: self.plan, lang: self.lang(), currency }
    }

    /// How one target fares.
    pub fn report_of(self, target: &'static Target) -> Option<TargetStatus<'static>> {
        self.reports.with(|all| all.iter().find(|r| r.target.id == target.id).copied())
    }

    /// Whether the scenario of a link is on show.
    pub fn is_link(self) -> bool {
        self.linked.with(|s| matches!(s, Some(Ok(_))))
    }

    /// Whether something else than the work in hand is on show and nothing can be changed.
    pub fn is_preview(self) -> bool {
        self.is_link() || self.playback.locks()
    }

    fn is_preview_untracked(self) -> bool {
        untrack(|| self.is_preview())
    }

    // What a reader does

    /// Switches the language and remembers it; a link that names one is left without it.
    pub fn switch_lang(self) {
        let other = if self.lang() == Lang::En { Lang::Zh } else { Lang::En };
        self.own_lang.set(other);
        if untrack(|| self.link_lang()).is_some() {
            let (page, link) = self.route.with_untracked(|r| (r.page, r.link.as_ref().map(LinkQuery::without_lang)));
            address::go(&Route::to(page, link).to_string());
        }
    }

    /// Goes to the link in a text that the reader pasted; `false` if there is none.
    pub fn open_pasted(self, text: &str) -> bool {
        let link = LinkQuery::from_pasted(text);
        link.map(|link| address::go(&Route::open(link).to_string())).is_some()
    }

    /// Back from a shared scenario to the work in hand.
    pub fn leave_preview(self) {
        address::go(&Route::to(self.page(), None).to_string());
    }

    /// Shows a message.
    pub fn show_toast(self, text: String, action: Option<(String, Action)>) {
        self.toast.set(Some(Toast { text, action }));
    }

    /// The fingerprint of what is shown; `None` while its run is under way.
    fn checksum(self) -> Option<u32> {
        self.simulation.completed_for.with(Option::is_some).then_some(())?;
        self.simulation
            .live
            .with(|odds| odds.as_ref().map(|odds| self.outcome.with(|o| crate::export::checksum(o, odds))))
    }

    /// The link to the scenario on show, as it stands in the address bar of whoever opens it, and how much it holds;
    /// empty while its run is under way.
    pub fn link(self, with_lang: bool) -> (String, LinkSize) {
        self.query(with_lang)
            .map_or((String::new(), LinkSize::Whole), |(query, fit)| (url(Page::Lab, LinkQuery::One(query)), fit))
    }

    /// That link where whoever opens it sees the same; empty while its run is under way, and where it is too long.
    pub fn readable_link(self, with_lang: bool) -> String {
        let (link, fit) = self.link(with_lang);
        if fit == LinkSize::TooLong { String::new() } else { link }
    }

    /// The query of that link; none while its run is under way.
    fn query(self, with_lang: bool) -> Option<(String, LinkSize)> {
        let lang = with_lang.then(|| self.lang());
        let checksum = self.checksum()?;
        Some(self.displayed.with(|s| link::encode_within(self.plan, s, lang, checksum)))
    }

    /// The scenario on show in plain words.
    pub fn summary(self) -> Vec<String> {
        let odds = self.simulation.refined.get();
        self.displayed
            .with(|s| self.outcome.with(|o| crate::present::summary::summary(&self.narrator(), s, o, odds.as_deref())))
    }

    /// Whether the numbers computed here are those the sender saw.
    pub fn sender_check(self) -> SenderCheck {
        let sent = self.linked.with(|s| match s {
            Some(Ok(link)) => link.checksum,
            _ => None,
        });
        match (sent, self.checksum()) {
            (None, _) => SenderCheck::NotSaid,
            (Some(_), None) => SenderCheck::Checking,
            (Some(sent), Some(own)) if sent == own => SenderCheck::Same,
            _ => SenderCheck::Differs,
        }
    }

    /// The results as CSV.
    pub fn csv(self) -> String {
        let odds = self.simulation.full();
        self.displayed.with_untracked(|s| odds.map(|odds| crate::export::csv(self.plan, s, &odds)).unwrap_or_default())
    }
}
