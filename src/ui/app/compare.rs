//! Compares scenarios side by side: those the reader chose, or those of a link.

mod sources;

use std::sync::Arc;

use leptos::prelude::*;
use sources::resolved;

use crate::analysis::compare;
use crate::analysis::compare::{BoardRow, MOST};
use crate::codec::link::{Link, LinkError, LinkQuery, MultiLink};
use crate::codec::{FieldError, ScenarioSource, link};
use crate::model;
use crate::model::{Odds, Outcome};
use crate::plain_text::is_blank;
use crate::plan::Plan;
use crate::route::{Page, Route};
use crate::scenario::Scenario;
use crate::text::Lang;
use crate::ui::app::{Action, App, SavedScenario, SenderCheck, url};

/// The comparison until the reader chooses another.
const FIRST: [ScenarioSource; 3] = [ScenarioSource::Mine, ScenarioSource::Trend, ScenarioSource::Planned];

/// A column of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub column: ScenarioSource,
    pub scenario: Scenario,
    /// For a link: the checksum of the numbers its sender saw.
    pub checksum: Option<u32>,
    /// For a link: the parts that could not be read.
    pub problems: Vec<FieldError>,
}

/// The state of the Compare page. Computes nothing while another page is displayed.
#[derive(Clone, Copy)]
pub struct CompareState {
    pub chosen: RwSignal<Vec<ScenarioSource>>,
    /// Saved entries of `chosen` that cannot be read or no longer exist, as saved.
    pub lost: Memo<Vec<String>>,
    /// The comparison of the link in the address.
    pub linked: Memo<Option<MultiLink>>,
    /// The compared scenarios, at most [`MOST`].
    pub columns: Memo<Vec<Compared>>,
    pub outcomes: Memo<Vec<Outcome>>,
    pub odds: Memo<Vec<Arc<Odds>>>,
    plan: &'static Plan,
}

impl CompareState {
    /// Follows the address, the displayed scenario and the saved ones; `saved_choice` is that of an earlier visit.
    pub fn new(
        plan: &'static Plan,
        route: RwSignal<Route>,
        single_link: Memo<Option<Result<Link, LinkError>>>,
        displayed: Memo<Scenario>,
        saved: RwSignal<Vec<SavedScenario>>,
        saved_choice: Option<&[String]>,
    ) -> Self {
        let read = |token: &String| ScenarioSource::parse(token).ok_or_else(|| token.clone());
        let (mut chosen, mut unread) = (Vec::new(), Vec::new());
        for token in saved_choice.unwrap_or_default().iter().map(read) {
            match token {
                Ok(column) if chosen.len() < MOST && !chosen.contains(&column) => chosen.push(column),
                Ok(_) => {}
                Err(token) => unread.push(token),
            }
        }
        let chosen = RwSignal::new(if chosen.is_empty() { FIRST.to_vec() } else { chosen });
        let on_show = Memo::new(move |_| route.with(|r| r.page == Page::Compare));
        let query = Memo::new(move |_| route.with(|r| r.link.clone().filter(|_| r.page == Page::Compare)));
        let linked = Memo::new(move |_| query.with(|link| link.as_ref()?.decode_many(plan)));
        let sources = move || -> Vec<Compared> {
            match (query.get(), linked.get()) {
                (Some(link), Some(several)) => {
                    let parts = link.queries().iter().cloned().zip(several.links);
                    parts.filter_map(|(query, link)| Some(Compared::of_link(query, link.ok()?))).collect()
                }
                // A link with one scenario is compared with the trend.
                (Some(LinkQuery::One(query)), None) => {
                    let opened = single_link.get().and_then(Result::ok).map(|link| Compared::of_link(query, link));
                    let trend = Compared::of(ScenarioSource::Trend, model::trend(plan, &displayed.get()));
                    opened.map(|link| vec![link, trend]).unwrap_or_default()
                }
                (Some(_), None) => Vec::new(),
                (None, _) => resolved(plan, &chosen.get(), &displayed.get(), &saved.get()),
            }
        };
        let columns = Memo::new(move |_| if on_show.get() { sources() } else { Vec::new() });
        let lost = Memo::new(move |_| {
            let all = resolved(plan, &chosen.get(), &displayed.get(), &saved.get());
            let missing = chosen.get().into_iter().filter(|c| !all.iter().any(|s| s.column == *c));
            unread.iter().cloned().chain(missing.map(|c| c.to_string())).collect()
        });
        let outcomes = Memo::new(move |_| {
            columns.with(|all| all.iter().map(|c| model::simulate(plan, &c.scenario)).collect::<Vec<_>>())
        });
        // A name is no assumption: another one computes nothing.
        let assumed = Memo::new(move |_| columns.with(|all| all.iter().map(|c| c.scenario.nameless()).collect()));
        let odds = Memo::new(move |_| {
            assumed.with(|all: &Vec<Scenario>| all.iter().map(|s| Arc::new(model::odds(plan, s))).collect::<Vec<_>>())
        });
        Self { chosen, lost, linked, columns, outcomes, odds, plan }
    }

    /// Returns the choice to be saved; `None` for the default.
    pub fn saved(self) -> Option<Vec<String>> {
        self.chosen.with(|all| (*all != FIRST).then(|| all.iter().map(ToString::to_string).collect()))
    }

    /// Whether the displayed comparison comes from a link.
    pub fn is_shared(self) -> bool {
        self.linked.with(Option::is_some)
    }

    /// Returns the language that the link to the comparison names.
    pub fn lang(self) -> Option<Lang> {
        self.linked.with(|s| s.as_ref()?.links.iter().flatten().find_map(|l| l.lang))
    }

    /// Calls `then` with the columns as `analysis::compare` takes them.
    fn with_columns<T>(self, then: impl FnOnce(&[compare::ComparedScenario]) -> T) -> T {
        let (columns, outcomes, odds) = (self.columns.read(), self.outcomes.read(), self.odds.read());
        let all = columns.iter().zip(outcomes.iter().zip(odds.iter()));
        let compared =
            all.map(|(c, (outcome, odds))| compare::ComparedScenario { scenario: &c.scenario, outcome, odds });
        then(&compared.collect::<Vec<_>>())
    }

    /// Returns the rows of the verdict board.
    pub fn board(self) -> Vec<BoardRow<'static>> {
        let plan = self.plan;
        self.with_columns(|columns| compare::board(plan, columns))
    }

    /// Returns the checksum of the results of a column.
    fn checksum(self, column: usize) -> Option<u32> {
        let (outcomes, odds) = (self.outcomes.read(), self.odds.read());
        Some(crate::export::checksum(outcomes.get(column)?, odds.get(column)?))
    }

    /// Compares the numbers of a column with those its sender saw.
    pub fn sender_check(self, column: usize) -> SenderCheck {
        let sent = self.columns.with(|all| all.get(column).and_then(|c| c.checksum));
        SenderCheck::of(sent, || self.checksum(column).unwrap_or_default())
    }

    /// Changes the choice and drops entries that no longer exist.
    fn choose(self, change: impl FnOnce(&mut Vec<ScenarioSource>)) {
        let lost = self.lost.get_untracked();
        self.chosen.update(|all| {
            all.retain(|c| !lost.contains(&c.to_string()));
            change(all);
        });
    }

    /// Adds a column, unless it is present already or the comparison is full.
    pub fn add(self, column: ScenarioSource) {
        self.choose(|all| {
            if all.len() < MOST && !all.contains(&column) {
                all.push(column);
            }
        });
    }

    /// Removes a column unless it is the last.
    pub fn remove(self, column: &ScenarioSource) {
        self.choose(|all| {
            if all.len() > 1 {
                all.retain(|c| c != column);
            }
        });
    }

    /// Moves a column by one place: left for −1, right for 1.
    pub fn shift(self, column: &ScenarioSource, by: isize) {
        self.choose(|all| {
            let at = all.iter().position(|c| c == column);
            if let Some((at, to)) = at.and_then(|at| Some((at, at.checked_add_signed(by)?))).filter(|p| p.1 < all.len())
            {
                all.swap(at, to);
            }
        });
    }
}

impl App {
    /// Returns the name of a column.
    pub fn column_name(self, compared: &Compared) -> String {
        let w = self.words();
        match &compared.column {
            ScenarioSource::Mine if is_blank(&compared.scenario.name) => w.line_mine.to_owned(),
            ScenarioSource::Trend => w.preset_trend.to_owned(),
            ScenarioSource::Planned => w.preset_planned.to_owned(),
            ScenarioSource::Preset(id) => {
                let preset = self.plan.presets.iter().find(|p| p.id == *id);
                preset.map(|p| p.name.get(self.lang()).to_owned()).unwrap_or_default()
            }
            _ => self.display_name(&compared.scenario),
        }
    }

    /// Returns the scenarios as a link and a table write them: references by name.
    fn named(self) -> Vec<Scenario> {
        let name = |c: &Compared| match c.column {
            ScenarioSource::Trend | ScenarioSource::Planned | ScenarioSource::Preset(_) => self.column_name(c),
            _ => c.scenario.name.clone(),
        };
        self.compare.columns.with(|all| all.iter().map(|c| Scenario { name: name(c), ..c.scenario.clone() }).collect())
    }

    /// Returns the link to the displayed comparison.
    pub fn comparison_link(self, with_lang: bool) -> String {
        let lang = with_lang.then(|| self.lang());
        let query = |(k, s): (usize, &Scenario)| Some(link::encode(self.plan, s, lang, self.compare.checksum(k)?));
        let queries: Option<Vec<String>> = self.named().iter().enumerate().map(query).collect();
        queries.map_or_else(String::new, |queries| url(Page::Compare, LinkQuery::Many(queries)))
    }

    /// Returns the address of a column in the Lab: the draft itself, any other as a preview.
    pub fn lab_href(self, column: usize) -> Option<String> {
        let query = match self.compare.columns.with(|all| all.get(column).map(|c| c.column.clone()))? {
            ScenarioSource::Mine => return Some(Page::Lab.href()),
            ScenarioSource::Link(query) => query,
            _ => link::encode(self.plan, self.named().get(column)?, None, self.compare.checksum(column)?),
        };
        Some(Route::to(Page::Lab, Some(LinkQuery::One(query))).to_string())
    }

    /// Adds the scenarios of the link in a pasted text; returns the error message, if any.
    pub fn add_pasted(self, text: &str) -> Option<String> {
        let lang = self.lang();
        let Some(link) = LinkQuery::from_pasted(text) else {
            return (!text.trim().is_empty()).then(|| lang.words().not_a_link.to_owned());
        };
        let mut faults = Vec::new();
        for query in link.queries() {
            match link::decode(self.plan, query) {
                Ok(_) => self.compare.add(ScenarioSource::Link(query.clone())),
                Err(error) => faults.push(error.describe(lang)),
            }
        }
        (!faults.is_empty()).then(|| faults.join(lang.gap()))
    }

    /// Returns the results of the comparison as CSV.
    pub fn comparison_csv(self) -> String {
        let named = self.named();
        self.compare.with_columns(|columns| {
            let columns: Vec<compare::ComparedScenario> =
                columns.iter().zip(&named).map(|(c, scenario)| compare::ComparedScenario { scenario, ..*c }).collect();
            let of = |c: &compare::ComparedScenario| link::of_results(self.plan, c.scenario, c.outcome, c.odds);
            let links: Vec<String> = columns.iter().map(of).collect();
            crate::export::compared_csv(self.plan, &columns, &links)
        })
    }

    /// Saves every scenario of a linked comparison and leaves the comparison.
    pub fn save_copies(self) {
        let all = self.compare.columns.get_untracked();
        let ids: Vec<String> = all.into_iter().map(|c| self.put(None, c.scenario).id).collect();
        self.leave_preview();
        let text = self.words().compare_saved.replace("{n}", &ids.len().to_string());
        let compare: Action = Arc::new(move || {
            self.compare.chosen.set(ids.iter().cloned().map(ScenarioSource::Saved).collect());
        });
        self.show_toast(text, Some((self.words().compare_them.to_owned(), compare)));
    }
}
