//! The address after `#`: a page, a part of it, and a link. Parsed once; nothing above this module knows its syntax.

use std::fmt;

use crate::codec::link;
use crate::codec::link::LinkQuery;
use crate::plan::{Lever, Series};
use crate::text::Lang;
use crate::text::method::Topic;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Overview,
    Lab,
    Measures,
    Explain,
    Compare,
    Monitor,
    Plan,
    Backtest,
    Sources,
    Method,
    Changes,
    /// One scenario laid out for print. Not in the menu.
    Report,
}

impl Page {
    /// The pages of the menu, in its order.
    pub const MENU: [Self; 11] = [
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
        Self::Changes,
    ];

    /// The name in the address.
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
            Self::Changes => "changes",
            Self::Report => "report",
        }
    }

    /// The name in the menu.
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
            Self::Changes => w.page_changes,
            Self::Report => w.page_report,
        }
    }

    /// The address without a link.
    pub fn href(self) -> String {
        format!("#/{}", self.key())
    }
}

/// A part of a page that an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A lever of the Lab, which gets the focus.
    Lever(Lever),
    /// A section of the Method page.
    Topic(Topic),
    /// The figures of a series on the Sources page.
    Figures(Series),
}

impl Anchor {
    fn parse(page: Page, key: &str) -> Option<Self> {
        match page {
            Page::Lab => Lever::from_key(key).map(Self::Lever),
            Page::Method => Topic::from_key(key).map(Self::Topic),
            Page::Sources => Series::from_key(key).map(Self::Figures),
            _ => None,
        }
    }

    pub const fn page(self) -> Page {
        match self {
            Self::Lever(_) => Page::Lab,
            Self::Topic(_) => Page::Method,
            Self::Figures(_) => Page::Sources,
        }
    }

    /// The name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lever(lever) => lever.key(),
            Self::Topic(topic) => topic.key(),
            Self::Figures(series) => series.key(),
        }
    }

    /// The address without a link.
    pub fn href(self) -> String {
        format!("{}/{}", self.page().href(), self.key())
    }
}

/// The part of an address after `#`, parsed: `#/page/anchor?link`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub page: Page,
    pub anchor: Option<Anchor>,
    pub link: Option<LinkQuery>,
}

impl Route {
    /// Parses the part of an address from `#` on; an unknown page is the overview. Several scenarios are a comparison,
    /// whatever page is named.
    pub fn parse(hash: &str) -> Self {
        if hash.len() > link::MAX_TEXT_BYTES {
            return Self::to(Page::Overview, Some(LinkQuery::TooLong(hash.len())));
        }
        let hash = link::unwrap_pasted(hash);
        let rest = hash.trim_start_matches('#').trim_start_matches('/');
        let (name, query) = rest.split_once('?').unwrap_or((rest, rest));
        let (name, anchor) = name.split_once('/').unwrap_or((name, ""));
        let named = Page::MENU.into_iter().chain([Page::Report]).find(|p| p.key() == name).unwrap_or(Page::Overview);
        let link = LinkQuery::parse(query);
        let page = if matches!(link, Some(LinkQuery::Many(_))) { Page::Compare } else { named };
        Self { page, anchor: Anchor::parse(page, anchor), link }
    }

    pub const fn to(page: Page, link: Option<LinkQuery>) -> Self {
        Self { page, anchor: None, link }
    }

    /// Where a link leads that names no page: one scenario to the Lab, several to their comparison.
    pub fn open(link: LinkQuery) -> Self {
        let page = if matches!(link, LinkQuery::Many(_)) { Page::Compare } else { Page::Lab };
        Self::to(page, Some(link))
    }

    /// Moves the query of an address before its `#`, for apps that drop what stands after it; the host of the page sees
    /// it then. The boot script moves it back (`boot.js`).
    pub fn before_hash(url: &str) -> String {
        let Some((page, fragment)) = url.split_once('#') else { return url.to_owned() };
        fragment.split_once('?').map_or_else(|| url.to_owned(), |(_, query)| format!("{page}?{query}"))
    }
}

/// The part of a scenario that is shown inside another web page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedView {
    /// The verdicts of all targets.
    Board,
    Chart(Series),
}

impl EmbedView {
    /// Reads the query of an address before its `#`; the board, unless it names a series.
    pub fn parse(search: &str) -> Self {
        let named = search.trim_start_matches('?').split('&').find_map(|field| field.strip_prefix("show="));
        named.and_then(Series::from_key).map_or(Self::Board, Self::Chart)
    }

    /// The name in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Chart(series) => series.key(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.anchor.map_or_else(|| self.page.href(), Anchor::href))?;
        match &self.link {
            // There is no text of it to write.
            None | Some(LinkQuery::TooLong(_)) => Ok(()),
            Some(link) => write!(f, "?{link}"),
        }
    }
}
