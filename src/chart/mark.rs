//! Marks that say how a target fares, by shape first and colour last.

use crate::analysis::monitor::progress::Standing;
use crate::analysis::targets::Verdict;
use crate::chart::scene::{escaped, put};

/// A mark: its class and its paths, each with a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusMark {
    pub class: &'static str,
    paths: &'static [(&'static str, &'static str)],
}

const DISC: (&str, &str) = ("fill", "M8 1a7 7 0 0 1 0 14a7 7 0 0 1 0-14z");
const HALF: (&str, &str) = ("fill", "M8 1.8a6.2 6.2 0 0 1 0 12.4z");
const QUARTER: (&str, &str) = ("fill", "M8 1.8a6.2 6.2 0 0 1 6.2 6.2h-6.2z");
const RING: (&str, &str) = ("ring", "M8 1.8a6.2 6.2 0 0 1 0 12.4a6.2 6.2 0 0 1 0-12.4z");
const DASH: (&str, &str) = ("ring", "M2.5 8h11");
const CHECK: (&str, &str) = ("check", "M4.5 8.2l2.5 2.5 4.5-5");

impl StatusMark {
    const MET: Self = Self { class: "mark mark-met", paths: &[DISC, CHECK] };
    const ON_PACE: Self = Self { class: "mark mark-met", paths: &[DISC] };
    const BEHIND: Self = Self { class: "mark mark-close", paths: &[RING, HALF] };
    const FAR_BEHIND: Self = Self { class: "mark mark-missed", paths: &[RING, QUARTER] };
    const MISSED: Self = Self { class: "mark mark-missed", paths: &[RING] };
    const UNKNOWN: Self = Self { class: "mark mark-unknown", paths: &[DASH] };

    /// The mark with its word, as the inside of an element of its class.
    pub fn inside(self, word: &str) -> String {
        let mut out = "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">".to_owned();
        for (class, d) in self.paths {
            put(&mut out, format_args!("<path class=\"{class}\" d=\"{d}\"/>"));
        }
        put(&mut out, format_args!("</svg><span class=\"mark-word\">{}</span>", escaped(word)));
        out
    }

    /// The mark with its word, as an element.
    pub fn html(self, word: &str) -> String {
        format!("<span class=\"{}\">{}</span>", self.class, self.inside(word))
    }
}

impl From<Verdict> for StatusMark {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::MET,
            Verdict::Missed => Self::MISSED,
            Verdict::Unknown => Self::UNKNOWN,
        }
    }
}

impl From<Standing> for StatusMark {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Met | Standing::Reached => Self::MET,
            Standing::OnPace => Self::ON_PACE,
            Standing::Behind => Self::BEHIND,
            Standing::FarBehind => Self::FAR_BEHIND,
            Standing::Missed => Self::MISSED,
            Standing::Unknown => Self::UNKNOWN,
        }
    }
}
