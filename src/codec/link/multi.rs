//! A link to a comparison: whole queries of single links, with `;` between them.
//!
//! No query contains a `;` of its own, since what a reader types is percent-encoded. A link copied from the source of a
//! page may contain `&amp;` for `&`, which is accepted.

use crate::analysis::compare::MOST;
use crate::codec::link::{Link, LinkError, MAX_LINK_CHARS, decode, key_positions};
use crate::plan::Plan;

const SEPARATOR: char = ';';
/// Longest text in which links are looked for, in bytes: a comparison of the longest links, and as much again for the
/// text around it.
pub const MAX_TEXT_BYTES: usize = 2 * MOST * MAX_LINK_CHARS;

/// A link to a comparison that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct MultiLink {
    /// Its first [`MOST`] links, each read by itself.
    pub links: Vec<Result<Link, LinkError>>,
    /// Number of links beyond those.
    pub beyond: usize,
}

/// Whether a query contains more than one scenario: two versions with [`SEPARATOR`] between them.
pub(super) fn is_multi(query: &str) -> bool {
    let second = |query: &str| {
        let first = key_positions(query, "v=").next()?;
        let (_, rest) = query.get(first..)?.split_once(SEPARATOR)?;
        key_positions(rest, "v=").next()
    };
    second(&unescape(query)).is_some()
}

/// Joins the queries of several scenarios into one.
pub fn join(queries: &[String]) -> String {
    queries.join(&SEPARATOR.to_string())
}

/// Splits a query into those of its scenarios, without empty ones.
pub(super) fn split(query: &str) -> Vec<String> {
    unescape(query).split(SEPARATOR).filter(|part| !part.trim().is_empty()).map(ToOwned::to_owned).collect()
}

/// Reads scenarios whose queries were taken apart.
pub(super) fn decode_parts(plan: &Plan, parts: &[String]) -> MultiLink {
    let links = parts.iter().take(MOST).map(|part| decode(plan, part)).collect();
    MultiLink { links, beyond: parts.len().saturating_sub(MOST) }
}

/// Writes `&` for `&amp;`, however often it was escaped.
fn unescape(query: &str) -> String {
    let pairs = query.split('&').enumerate();
    pairs.map(|(i, pair)| if i == 0 { pair } else { pair.trim_start_matches("amp;") }).collect::<Vec<_>>().join("&")
}
