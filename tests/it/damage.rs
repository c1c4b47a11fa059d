//! Links damaged in transit: the damage is reported, or the link has no checksum, or the scenario is the same, or the
//! checksum shows that it is another one.

use std::collections::BTreeSet;

use two_rivers::codec::link::{decode, encode};
use two_rivers::model::{odds, simulate};
use two_rivers::route::{Page, Route};
use two_rivers::scenario::Scenario;

use crate::strategies::is_quick;
use crate::{golden_links, plan};

/// Number of links that are damaged.
const LINKS: usize = 50;
/// Length of the longest of them.
const MAX_LENGTH: usize = 300;
/// How many of the other scenarios that a link turns into are computed.
const COMPUTED: usize = 6;

/// The limit, or none where `FULL` is set (`./dev full`).
fn at_most(limit: usize) -> usize {
    if std::env::var_os("FULL").is_some() { usize::MAX } else { limit }
}

/// Replacement characters beside visible ASCII.
const NON_ASCII: &str = "\n\0é一，：；０\u{a0}\u{200b}\u{202e}\u{fffd}😀";

fn characters() -> Vec<char> {
    (' '..='~').chain(NON_ASCII.chars()).collect()
}

/// The undamaged golden links with the most parts: scenario, checksum, and query.
fn links() -> Vec<(Scenario, u32, String)> {
    let whole = golden_links().filter_map(|row| decode(plan(), &row).ok()).filter(|read| read.problems.is_empty());
    let scenarios = whole.map(|read| (read.scenario, read.lang)).filter(|(s, _)| is_quick(plan(), s));
    let mut written: Vec<(Scenario, u32, String)> = scenarios
        .map(|(s, lang)| {
            let checksum = two_rivers::export::checksum(&simulate(plan(), &s), &odds(plan(), &s));
            let query = encode(plan(), &s, lang, checksum);
            (s.nameless(), checksum, query)
        })
        .collect();
    written.retain(|(_, _, query)| query.len() <= at_most(MAX_LENGTH));
    written.sort_by_key(|(_, _, query)| std::cmp::Reverse((query.split('&').count(), query.clone())));
    written.dedup_by_key(|(_, _, query)| query.clone());
    written.truncate(at_most(LINKS));
    assert!(written.len() >= LINKS);
    written
}

/// The result of reading a damaged link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// The address is one without a link.
    NoLink,
    /// The damage is reported.
    Named,
    /// The checksum is missing, which the page reports.
    Unsigned,
    /// The same assumptions; names may differ, since the page shows them.
    Same,
    /// Other assumptions, which the checksum must show.
    Other,
}

/// Reads a damaged link as the page does. Returns the scenario and the checksum it claims where they are others.
fn fate(original: &Scenario, damaged: &str) -> (Fate, Option<(Scenario, u32)>) {
    let Some(link) = Route::parse(&format!("#/lab?{damaged}")).link else { return (Fate::NoLink, None) };
    let Ok(read) = link.decode_one(plan()).unwrap() else { return (Fate::Named, None) };
    if !read.problems.is_empty() {
        return (Fate::Named, None);
    }
    let Some(checksum) = read.checksum else { return (Fate::Unsigned, None) };
    let nameless = Scenario { name: String::new(), author: String::new(), ..read.scenario };
    if nameless == *original { (Fate::Same, None) } else { (Fate::Other, Some((nameless, checksum))) }
}

/// Damages all links in one way and returns the results. Panics if another scenario has the checksum of the original.
fn damage(damaged: impl Fn(&str) -> Vec<String>) -> BTreeSet<Fate> {
    let mut fates = BTreeSet::new();
    for (original, sent, query) in links() {
        let mut others = Vec::new();
        for text in damaged(&query) {
            let (fate, other) = fate(&original, &text);
            fates.insert(fate);
            let other = other.filter(|(scenario, _)| is_quick(plan(), scenario));
            others.extend(other.map(|(scenario, checksum)| (text, scenario, checksum)));
        }
        let every = others.len().div_ceil(at_most(COMPUTED)).max(1);
        for (text, scenario, checksum) in others.into_iter().step_by(every) {
            let odds_now = odds(plan(), &scenario);
            if two_rivers::export::checksum(&simulate(plan(), &scenario), &odds_now) == checksum {
                let then = two_rivers::export::csv(plan(), &original, &odds(plan(), &original), "");
                let now = two_rivers::export::csv(plan(), &scenario, &odds_now, "");
                assert!(checksum == sent && scenario_rows(&now).eq(scenario_rows(&then)), "{text} passes for {query}");
            }
        }
    }
    fates
}

/// The rows of a table that are the scenario's own.
fn scenario_rows(table: &str) -> impl Iterator<Item = &str> {
    // A lever that moves nothing may differ.
    table.lines().filter(|row| row.starts_with("scenario,") && !row.contains(",lever,"))
}

/// For each character, the text before and after it.
fn around(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.char_indices().map(|(at, c)| (&query[..at], &query[at + c.len_utf8()..]))
}

#[test]
fn a_link_cut_short() {
    let fates = damage(|query| around(query).map(|(before, _)| before.to_owned()).collect());
    // Of the shortest, nothing but the address of the page remains.
    assert_eq!(fates, [Fate::NoLink, Fate::Named, Fate::Unsigned].into());
    assert_eq!(Route::parse("#/lab?"), Route::to(Page::Lab, None));
}

#[test]
fn a_link_without_a_character() {
    let fates = damage(|query| around(query).map(|(before, after)| format!("{before}{after}")).collect());
    assert_eq!(fates, [Fate::Named, Fate::Unsigned, Fate::Same, Fate::Other].into());
}

/// Damage before the query: an unknown page, or no question mark.
#[test]
fn an_address_with_another_character() {
    let (_, _, query) = links().swap_remove(0);
    let address = format!("#/lab?{query}");
    for (at, _) in address.char_indices().skip(1).take("/lab?".len()) {
        for c in characters() {
            let damaged = format!("{}{c}{}", &address[..at], &address[at + 1..]);
            let read = Route::parse(&damaged).link.and_then(|link| link.decode_one(plan()));
            assert!(read.is_some(), "{damaged}");
        }
    }
}

mod slow {
    use super::*;

    #[test]
    fn a_link_with_another_character() {
        let characters = characters();
        let other = |(before, after): (&str, &str)| -> Vec<String> {
            characters.iter().map(|c| format!("{before}{c}{after}")).collect()
        };
        let fates = damage(|query| around(query).flat_map(other).collect());
        assert_eq!(fates, [Fate::Named, Fate::Unsigned, Fate::Same, Fate::Other].into());
    }

    #[test]
    fn a_link_with_a_character_too_many() {
        let wanted: Vec<char> = "0159,.-&=;:/%v+ ".chars().collect();
        let more = |(at, _): (usize, char), query: &str| -> Vec<String> {
            wanted.iter().map(|c| format!("{}{c}{}", &query[..at], &query[at..])).collect()
        };
        let fates = damage(|query| query.char_indices().flat_map(|at| more(at, query)).collect());
        assert_eq!(fates, [Fate::Named, Fate::Same, Fate::Other].into());
    }
}
