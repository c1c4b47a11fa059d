//! Reads a text as the page and `replay` do, and checks what must hold for every text.

use two_rivers::codec::link;
use two_rivers::codec::link::{Link, LinkError, LinkQuery, LinkSize};
use two_rivers::plan::Plan;
use two_rivers::route::Route;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;

/// The links in a text, and every message about them.
pub struct PipelineResult {
    pub links: Vec<Result<Link, LinkError>>,
    messages: Vec<String>,
}

/// Reads a text as the page does, as an address if it starts with `#` and as a pasted text otherwise.
pub fn read(plan: &Plan, text: &str) -> PipelineResult {
    let link = if text.starts_with('#') { Route::parse(text).link } else { LinkQuery::from_pasted(text) };
    let links = match link {
        Some(link) => {
            link.decode_many(plan).map_or_else(|| link.decode_one(plan).into_iter().collect(), |several| several.links)
        }
        None => vec![link::decode(plan, text)],
    };
    let describe = |lang: Lang| {
        links.iter().flat_map(move |link| match link {
            Ok(link) => link.problems.iter().map(|p| p.describe(lang)).collect(),
            Err(error) => vec![error.describe(lang)],
        })
    };
    let messages = Lang::ALL.into_iter().flat_map(describe).collect();
    PipelineResult { links, messages }
}

impl PipelineResult {
    /// Describes the first rule that the result breaks.
    pub fn broken_rule(&self, plan: &Plan) -> Option<&'static str> {
        let is_plain = |text: &String| text.chars().all(two_rivers::plain_text::is_plain);
        if !self.messages.iter().all(is_plain) {
            return Some("a message contains characters that must not be shown");
        }
        self.links.iter().flatten().find_map(|link| broken_rule(plan, link))
    }
}

fn broken_rule(plan: &Plan, link: &Link) -> Option<&'static str> {
    let Link { scenario, journal, lang, .. } = link;
    if !scenario.check(plan).is_empty() || !journal.check(plan).is_empty() {
        return Some("the scenario or the journal is invalid");
    }
    let checksum = link.checksum.unwrap_or(7);
    let (query, size) = link::encode_within(plan, scenario, *lang, checksum);
    if size == LinkSize::TooLong {
        return None;
    }
    let (query, omitted) = link::with_statuses(query, journal);
    let Ok(again) = link::decode(plan, &query) else { return Some("the link that was written cannot be read") };
    let mut written: Scenario = scenario.clone();
    if size == LinkSize::WithoutNotes {
        written.measures.iter_mut().for_each(|m| m.note.clear());
    }
    if !again.problems.is_empty()
        || again.scenario != written
        || (again.lang, again.checksum) != (*lang, Some(checksum))
    {
        return Some("the scenario that was written is not the one that is read");
    }
    (omitted.is_empty() && again.journal != *journal)
        .then_some("the statuses that were written are not those that are read")
}
