//! The way of a link through the program, and what must hold on it.

use two_rivers::codec::link;
use two_rivers::codec::link::{Link, LinkError, LinkQuery, LinkSize};
use two_rivers::plan::Plan;
use two_rivers::route::Route;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;

/// What the page and `replay` make of a text: the links in it, and all that is said of them.
pub struct PipelineResult {
    /// The links, or why they are none.
    pub links: Vec<Result<Link, LinkError>>,
    said: Vec<String>,
}

/// Reads a text as the page does, in the address or pasted, and as `replay` does.
pub fn read(plan: &Plan, text: &str) -> PipelineResult {
    let link = if text.starts_with('#') { Route::parse(text).link } else { LinkQuery::from_pasted(text) };
    let links = match link {
        Some(link) => link
            .decode_many(plan)
            .map_or_else(|| link.decode_one(plan).into_iter().collect(), |several| several.columns),
        None => vec![link::decode(plan, text)],
    };
    let describe = |lang: Lang| {
        links.iter().flat_map(move |link| match link {
            Ok(link) => link.problems.iter().map(|p| p.describe(lang)).collect(),
            Err(error) => vec![error.describe(lang)],
        })
    };
    let said = Lang::ALL.into_iter().flat_map(describe).collect();
    PipelineResult { links, said }
}

impl PipelineResult {
    /// The first law that what was read breaks, in words.
    pub fn broken(&self, plan: &Plan) -> Option<&'static str> {
        let shown = |text: &String| text.chars().all(two_rivers::plain_text::is_plain);
        if !self.said.iter().all(shown) {
            return Some("a message holds what must not be shown");
        }
        self.links.iter().flatten().find_map(|link| broken(plan, link))
    }
}

fn broken(plan: &Plan, link: &Link) -> Option<&'static str> {
    let Link { scenario, journal, lang, .. } = link;
    if !scenario.check(plan).is_empty() || !journal.check(plan).is_empty() {
        return Some("what was read cannot be used");
    }
    let checksum = link.checksum.unwrap_or(7);
    let (query, fit) = link::encode_within(plan, scenario, *lang, checksum);
    if fit == LinkSize::TooLong {
        return None;
    }
    let (query, left) = link::with_stages(query, journal);
    let Ok(again) = link::decode(plan, &query) else { return Some("what was written cannot be read") };
    let mut sent: Scenario = scenario.clone();
    if fit == LinkSize::WithoutNotes {
        sent.measures.iter_mut().for_each(|m| m.note.clear());
    }
    if !again.problems.is_empty() || again.scenario != sent || (again.lang, again.checksum) != (*lang, Some(checksum)) {
        return Some("what was written is not what is read");
    }
    (left.is_empty() && again.journal != *journal).then_some("stages that were written are not those that are read")
}
