//! Several scenarios in one link, for a comparison: whole queries of single links, with `;` between them.
//!
//! No query holds a `;` of its own: what a reader types is percent-encoded. A link copied from the source of a page may
//! say `&amp;`, which is understood.

use crate::analysis::compare::MOST;
use crate::codec::link::{LIMIT, Link, LinkError, decode, places};
use crate::plan::Plan;

/// What stands between two scenarios.
const BETWEEN: char = ';';
/// Longest text that is looked at, in bytes: a comparison of the longest links, and as much again for what stands around.
pub const LONGEST: usize = 2 * MOST * LIMIT;

/// A link to a comparison that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Several {
    /// Its first [`MOST`] parts, each read by itself.
    pub columns: Vec<Result<Link, LinkError>>,
    /// Parts beyond those.
    pub beyond: usize,
}

/// Whether a query holds more than one scenario: two versions with [`BETWEEN`] between them.
pub fn is_several(query: &str) -> bool {
    let second = |query: &str| {
        let first = places(query, "v=").next()?;
        let (_, rest) = query.get(first..)?.split_once(BETWEEN)?;
        places(rest, "v=").next()
    };
    query.len() <= LONGEST && second(&plain(query)).is_some()
}

/// The queries of some scenarios as one.
pub fn join(queries: &[String]) -> String {
    queries.join(&BETWEEN.to_string())
}

/// Reads every scenario of a query; empty parts are none.
///
/// # Errors
///
/// [`LinkError::TooLong`] if it is longer than [`LONGEST`].
pub fn decode_several(plan: &Plan, query: &str) -> Result<Several, LinkError> {
    if query.len() > LONGEST {
        return Err(LinkError::TooLong(query.len()));
    }
    Ok(decode_parts(plan, &parts(query)))
}

/// Reads scenarios whose queries were taken apart.
pub(super) fn decode_parts(plan: &Plan, parts: &[String]) -> Several {
    let columns = parts.iter().take(MOST).map(|part| decode(plan, part)).collect();
    Several { columns, beyond: parts.len().saturating_sub(MOST) }
}

/// The queries of the scenarios of a query; empty ones are none.
pub fn parts(query: &str) -> Vec<String> {
    plain(query).split(BETWEEN).filter(|part| !part.trim().is_empty()).map(ToOwned::to_owned).collect()
}

/// Writes `&` for `&amp;`, however often it was escaped.
fn plain(query: &str) -> String {
    query
        .split('&')
        .enumerate()
        .map(|(i, pair)| if i == 0 { pair } else { pair.trim_start_matches("amp;") })
        .collect::<Vec<_>>()
        .join("&")
}
