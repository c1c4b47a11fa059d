//! The query of a link as it stands in an address or a pasted text, before it is decoded.

use std::fmt;

use crate::codec::link::multi::{MAX_TEXT_BYTES, MultiLink, decode_parts, is_multi, join, split};
use crate::codec::link::{Link, LinkError, decode, is_link, query_of};
use crate::plan::Plan;

/// Which scenarios a link holds, each as its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkQuery {
    One(String),
    /// A comparison.
    Many(Vec<String>),
    /// More than [`MAX_TEXT_BYTES`] bytes, and how many. The text itself is dropped.
    TooLong(usize),
}

impl LinkQuery {
    /// Reads the query of an address. `None` if nothing in it says that it is a link; a damaged link is one, so that its
    /// reader learns of the damage.
    pub fn parse(query: &str) -> Option<Self> {
        if query.len() > MAX_TEXT_BYTES {
            Some(Self::TooLong(query.len()))
        } else if !is_link(query) {
            None
        } else if is_multi(query) {
            Some(Self::Many(split(query)))
        } else {
            Some(Self::One(query.to_owned()))
        }
    }

    /// Finds the link in a text that a reader pasted.
    pub fn from_pasted(text: &str) -> Option<Self> {
        Self::parse(&query_of(text)?)
    }

    /// Decodes a link to one scenario; `None` for a comparison.
    pub fn decode_one(&self, plan: &Plan) -> Option<Result<Link, LinkError>> {
        match self {
            Self::One(query) => Some(decode(plan, query)),
            Self::Many(_) => None,
            Self::TooLong(length) => Some(Err(LinkError::TooLong(*length))),
        }
    }

    /// Decodes a comparison; `None` for anything else.
    pub fn decode_many(&self, plan: &Plan) -> Option<MultiLink> {
        if let Self::Many(parts) = self { Some(decode_parts(plan, parts)) } else { None }
    }

    /// The same link without the language its sender asked for.
    #[must_use]
    pub fn without_lang(&self) -> Self {
        let is_other = |pair: &&str| !pair.trim_start_matches("amp;").starts_with("lang=");
        let strip = |query: &String| query.split('&').filter(is_other).collect::<Vec<_>>().join("&");
        match self {
            Self::One(query) => Self::One(strip(query)),
            Self::Many(parts) => Self::Many(parts.iter().map(strip).collect()),
            Self::TooLong(length) => Self::TooLong(*length),
        }
    }

    /// The query of each scenario.
    pub fn queries(&self) -> &[String] {
        match self {
            Self::One(query) => std::slice::from_ref(query),
            Self::Many(parts) => parts,
            Self::TooLong(_) => &[],
        }
    }
}

impl fmt::Display for LinkQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&join(self.queries()))
    }
}
