//! The address after `#`: a page, and the scenario of a link if there is one.

use std::fmt;

use crate::codec::link;
use crate::plan::{Lever, Series};
use crate::text::Lang;
use crate::text::method::Topic;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Where the plan stands.
    Overview,
    /// Levers, verdicts, charts.
    Lab,
    /// Measures and the effects a reader gives them.
    Measures,
    /// Where a result comes from and what it hangs on.
    Explain,
    /// Scenarios side by side.
    Compare,
    /// What has happened since.
    Monitor,
    /// What the plan contains.
    Plan,
    /// How bands did in the past.
    Backtest,
    /// Every number and its source.
    Sources,
    /// How numbers are made.
    Method,
    /// A scenario on paper.
    Report,
}

impl Page {
    /// The pages of the menu, in its order.
    pub const MENU: [Self; 10] = [
        Self::Overview,
        Self::Lab,
        Self::Measures,
        Self::Explain,
        Self::Compare,
        Self::Monitor,
        Self::Plan,
        Self::Backtest,
        Self::Sources,
        Self::Method,
    ];

    /// Its name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Lab => "lab",
            Self::Measures => "measures",
            Self::Explain => "explain",
            Self::Compare => "compare",
            Self::Monitor => "monitor",
            Self::Plan => "plan",
            Self::Backtest => "record",
            Self::Sources => "sources",
            Self::Method => "method",
            Self::Report => "report",
        }
    }

    /// Its name in the menu.
    pub const fn name(self, lang: Lang) -> &'static str {
        let w = lang.words();
        match self {
            Self::Overview => w.page_overview,
            Self::Lab => w.page_lab,
            Self::Measures => w.page_measures,
            Self::Explain => w.page_explain,
            Self::Compare => w.page_compare,
            Self::Monitor => w.page_monitor,
            Self::Plan => w.page_plan,
            Self::Backtest => w.page_record,
            Self::Sources => w.page_sources,
            Self::Method => w.page_method,
            Self::Report => w.page_report,
        }
    }

    /// Its address without a link.
    pub fn href(self) -> String {
        format!("#/{}", self.key())
    }
}

/// A place of a page that an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A lever of the Lab, put into the reader's hand.
    Lever(Lever),
    /// A section of the Method page.
    Topic(Topic),
}

impl Anchor {
    /// The place of this name on a page.
    fn parse(page: Page, name: &str) -> Option<Self> {
        match page {
            Page::Lab => Lever::from_key(name).map(Self::Lever),
            Page::Method => Topic::from_key(name).map(Self::Topic),
            _ => None,
        }
    }

    /// The page it is on.
    pub const fn page(self) -> Page {
        match self {
            Self::Lever(_) => Page::Lab,
            Self::Topic(_) => Page::Method,
        }
    }

    /// Its name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lever(lever) => lever.key(),
            Self::Topic(topic) => topic.key(),
        }
    }

    /// Its address without a link.
    pub fn href(self) -> String {
        format!("{}/{}", self.page().href(), self.key())
    }
}

/// A page with the query of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The page.
    pub page: Page,
    /// The place of it that is asked for.
    pub place: Option<Anchor>,
    /// The query of a link, or those of a comparison one after another; present if anything in it says so.
    pub query: Option<String>,
}

impl Route {
    /// Reads the part of an address after and including `#`; an unknown page is the overview. Several scenarios are a
    /// comparison, whatever page is named. A link that was damaged is a query as well, and so is one that is too long to
    /// be looked at, so that its reader is told.
    pub fn parse(hash: &str) -> Self {
        if hash.len() > link::MAX_TEXT_BYTES {
            return Self { page: Page::Overview, place: None, query: Some(hash.to_owned()) };
        }
        let hash = link::unwrap_pasted(hash);
        let rest = hash.trim_start_matches('#').trim_start_matches('/');
        let (name, query) = rest.split_once('?').unwrap_or((rest, rest));
        let (name, place) = name.split_once('/').unwrap_or((name, ""));
        let named = Page::MENU.into_iter().chain([Page::Report]).find(|p| p.key() == name).unwrap_or(Page::Overview);
        let page = if link::is_multi(query) { Page::Compare } else { named };
        Self { page, place: Anchor::parse(page, place), query: link::is_link(query).then(|| query.to_owned()) }
    }

    /// A page, with the query of a link or without.
    pub const fn to(page: Page, query: Option<String>) -> Self {
        Self { page, place: None, query }
    }

    /// Where the query of a link leads: one scenario to the Lab, several to their comparison.
    pub fn of_query(query: &str) -> Self {
        let page = if link::is_multi(query) { Page::Compare } else { Page::Lab };
        Self::to(page, Some(query.to_owned()))
    }

    /// The address of a link with the query before the `#`, for apps that drop what stands after it; the host of the page
    /// sees it then. The boot script puts it back (`boot.js`).
    pub fn before_hash(url: &str) -> String {
        let Some((page, fragment)) = url.split_once('#') else { return url.to_owned() };
        fragment.split_once('?').map_or_else(|| url.to_owned(), |(_, query)| format!("{page}?{query}"))
    }
}

/// What of a scenario is shown inside another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedView {
    /// How every target fares.
    Board,
    /// The chart of a series.
    Chart(Series),
}

impl EmbedView {
    /// Reads the query of an address before its `#`; the board, unless it names a series.
    pub fn parse(search: &str) -> Self {
        let named = search.trim_start_matches('?').split('&').find_map(|field| field.strip_prefix("show="));
        named.and_then(Series::from_key).map_or(Self::Board, Self::Chart)
    }

    /// Its name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Chart(series) => series.key(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place.map_or_else(|| self.page.href(), Anchor::href))?;
        self.query.as_ref().map_or(Ok(()), |query| write!(f, "?{query}"))
    }
}
