//! Where a compared scenario comes from, as a text for storage.

use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioSource {
    /// The draft.
    Mine,
    /// A saved scenario, by its id.
    Saved(String),
    Trend,
    Planned,
    /// A scenario of the plan file, by its id.
    Preset(String),
    /// The query of a link.
    Link(String),
}

impl ScenarioSource {
    /// Parses what [`fmt::Display`] writes; `None` for anything else. Does not check that the scenario exists.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        match (kind, rest.is_empty()) {
            ("mine", true) => Some(Self::Mine),
            ("trend", true) => Some(Self::Trend),
            ("planned", true) => Some(Self::Planned),
            ("saved", false) => Some(Self::Saved(rest.to_owned())),
            ("preset", false) => Some(Self::Preset(rest.to_owned())),
            ("link", false) => Some(Self::Link(rest.to_owned())),
            _ => None,
        }
    }
}

impl fmt::Display for ScenarioSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mine => f.write_str("mine"),
            Self::Trend => f.write_str("trend"),
            Self::Planned => f.write_str("planned"),
            Self::Saved(id) => write!(f, "saved:{id}"),
            Self::Preset(id) => write!(f, "preset:{id}"),
            Self::Link(query) => write!(f, "link:{query}"),
        }
    }
}
