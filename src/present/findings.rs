//! What the figures say of the plan before any assumption, and how targets elsewhere fared, in sentences to be quoted.

use crate::analysis::targets::{Verdict, findings};
use crate::plan::{ComparableTarget, Kind, Unit, Wording};
use crate::present::Narrator;
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::sentences::{findings as sentences, targets};

/// A target of another plan in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparableRow {
    pub place: String,
    pub measure: String,
    /// Such as `2024: more than 5 tn yuan`.
    pub target: String,
    pub target_source: String,
    /// The latest figure found with its date; empty where there is none.
    pub latest: String,
    /// Caveat or derivation of that figure; may be empty.
    pub note: String,
    pub latest_source: Option<String>,
    /// Met, missed or unknown.
    pub verdict: Verdict,
    /// The same in a word.
    pub word: &'static str,
}

impl Narrator<'_> {
    /// The findings, each a sentence; one whose figures are missing is left out.
    pub fn findings(&self) -> Vec<String> {
        let (plan, lang) = (self.plan, self.lang);
        let scenario = Scenario::new(plan);
        let percent = |v: f64| format::percent(v, 1);
        let share = findings::share_record(plan).map(|r| {
            let goal = self.round(Unit::Percent, r.target.value);
            let (low, high) = (percent(r.range.0), percent(r.range.1));
            let low = if self.lang == crate::text::Lang::En { low.trim_end_matches('%').to_owned() } else { low };
            sentences::share(lang, r.years, (&low, &high), &goal, r.target.year)
        });
        let paces = match findings::paces(plan, &scenario).as_slice() {
            [dep, loan] if self.goal(dep.target) == self.goal(loan.target) && dep.years == loan.years => {
                let goal = self.goal(dep.target);
                let (needed, past) =
                    ([dep, loan].map(|p| percent(p.needed.to_f64())), [dep, loan].map(|p| percent(p.past)));
                let span = format::span(lang, dep.years.0, dep.years.1);
                let [needed, past] = [&needed, &past].map(|two| two.each_ref().map(String::as_str));
                Some(sentences::paces(lang, &goal, dep.target.year, needed, &span, past))
            }
            _ => None,
        };
        let implied = match findings::implied(plan).as_slice() {
            [dep, loan] if dep.years == loan.years => {
                let growth = [dep, loan].map(|i| percent(i.per_year));
                let growth = growth.each_ref().map(String::as_str);
                Some(sentences::implied(lang, dep.years, growth, [dep.last, loan.last]))
            }
            _ => None,
        };
        [share, paces, implied].into_iter().flatten().collect()
    }

    /// The targets of comparable plans in words, in the order of the file.
    pub fn comparables(&self) -> Vec<ComparableRow> {
        let w = self.words();
        let row = |t: &ComparableTarget| {
            let (verdict, word) = match t.met {
                Some(true) => (Verdict::Met, w.met),
                Some(false) => (Verdict::Missed, w.missed),
                None => (Verdict::Unknown, w.unknown),
            };
            let value = self.round(t.unit, t.value);
            let value = match t.wording {
                Wording::About => sentences::about(self.lang, &value),
                Wording::AtLeast => value,
                Wording::Above => targets::more_than(self.lang, &value),
            };
            let latest = t.latest.as_ref().map(|l| {
                let estimate = if l.kind == Kind::Estimate { self.words().estimate } else { "" };
                let value = format!("{} {estimate}", self.round(t.unit, l.value));
                format!("{}{}{}", format::as_of(self.lang, &l.as_of), self.lang.colon(), value.trim_end())
            });
            ComparableRow {
                place: t.place.get(self.lang).to_owned(),
                measure: t.measure.get(self.lang).to_owned(),
                target: format!("{}{}{value}", format::as_of(self.lang, &t.year.to_string()), self.lang.colon()),
                target_source: t.source.clone(),
                latest: latest.unwrap_or_default(),
                note: t
                    .latest
                    .as_ref()
                    .and_then(|l| l.note.as_ref())
                    .map(|n| n.get(self.lang).to_owned())
                    .unwrap_or_default(),
                latest_source: t.latest.as_ref().map(|l| l.source.clone()),
                verdict,
                word,
            }
        };
        self.plan.comparable.iter().map(row).collect()
    }

    /// How many of them were met, in a sentence.
    pub fn comparable_verdict(&self) -> String {
        let count = |met: Option<bool>| self.plan.comparable.iter().filter(|t| t.met == met).count();
        let met = count(Some(true));
        sentences::comparable(self.lang, met + count(Some(false)), met, count(None))
    }
}
