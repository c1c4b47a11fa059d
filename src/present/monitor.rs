//! The Monitor in words: where each target stands, how the odds moved, how far the plan's items are.

use engine::Estimate;

use crate::analysis::monitor::hindsight::PointInTimeOdds;
use crate::analysis::monitor::progress::{Progress, Standing};
use crate::plan::Target;
use crate::present::Narrator;
use crate::text::sentences::{monitor, probability, targets};
use crate::tracking::{TrackingRecord, followed, tally};

/// Chances that differ by less look the same in “of 100”.
const VISIBLE_CHANGE: f64 = 0.005;

impl Narrator<'_> {
    /// How much of the four lists is public, and how far the reader's record says it is.
    pub fn implementation(&self, record: &TrackingRecord) -> String {
        let lists = followed(self.plan).filter_map(|l| Some((usize::from(l.declared?), tally(record, l))));
        let [declared, named, followed, done, under_way] = lists.fold([0; 5], |[a, b, c, d, e], (declared, t)| {
            [a + declared, b + t.named, c + t.items.total(), d + t.items.done, e + t.items.under_way]
        });
        monitor::implementation(self.lang, declared, named, followed - named, done, under_way)
    }

    /// Where a target stands, in a word.
    pub fn standing(&self, standing: Standing) -> &'static str {
        let w = self.words();
        match standing {
            Standing::Met => w.met,
            Standing::Missed => w.missed,
            Standing::Reached => w.reached,
            Standing::OnPace => w.on_pace,
            Standing::Behind => w.behind,
            Standing::FarBehind => w.far_behind,
            Standing::Unknown => w.unknown,
        }
    }

    /// Where all targets stand: those whose year is over, then those to come.
    pub fn all_standings(&self, all: &[Progress]) -> String {
        let mut years: Vec<u16> = all.iter().map(|p| p.target.year).collect();
        years.sort_unstable();
        years.dedup();
        let sentences = years.into_iter().map(|year| {
            if year > self.plan.newest_start().year {
                return self.standings(all, year);
            }
            let count = |s: Standing| all.iter().filter(|p| p.target.year == year && p.standing == s).count();
            let counts = [Standing::Met, Standing::Missed, Standing::Unknown].map(count);
            targets::past_verdict(self.lang, year, counts[0], counts[1], counts[2])
        });
        sentences.collect::<Vec<_>>().join(self.lang.gap())
    }

    /// Where the targets of a coming year stand, in one sentence.
    pub fn standings(&self, all: &[Progress], year: u16) -> String {
        let due: Vec<&Progress> = all.iter().filter(|p| p.target.year == year).collect();
        let order = [
            Standing::Met,
            Standing::Reached,
            Standing::OnPace,
            Standing::Behind,
            Standing::FarBehind,
            Standing::Missed,
            Standing::Unknown,
        ];
        let group = |standing: Standing| {
            let names = due.iter().filter(|p| p.standing == standing).map(|p| self.target_inside(p.target));
            let names: Vec<String> = names.collect();
            (!names.is_empty()).then(|| (self.standing(standing), names))
        };
        let groups: Vec<_> = order.into_iter().filter_map(group).collect();
        let keeps = |p: &&&Progress| matches!(p.standing, Standing::Met | Standing::Reached | Standing::OnPace);
        monitor::standings(self.lang, year, due.len(), due.iter().filter(keeps).count(), &groups)
    }

    /// How the odds of a year's targets moved from the first of some years to the last, in one sentence or two:
    /// the target that moved most, and all together. Empty with fewer than two years.
    pub fn odds_moved(&self, points: &[PointInTimeOdds], all: &[&Target], year: u16) -> String {
        let known: Vec<&PointInTimeOdds> = points.iter().filter(|p| p.all(year).is_some()).collect();
        let [first, .., last] = known.as_slice() else { return String::new() };
        let due = all.iter().filter(|t| t.year == year);
        let changes = due.clone().filter_map(|t| Some((t, first.of(t)?, last.of(t)?)));
        let most = changes.max_by(|a, b| (a.1.value - a.2.value).abs().total_cmp(&(b.1.value - b.2.value).abs()));
        let count = due.count();
        let in_100 = |chance: Estimate| probability::of_100(self.lang, chance);
        let most = most.filter(|(_, a, b)| (a.value - b.value).abs() >= VISIBLE_CHANGE).map(|(t, a, b)| {
            let (name, goal) = (self.target_inside(t), self.goal(t));
            monitor::odds_moved(self.lang, (first.year, last.year), (&name, &goal, year), [&in_100(a), &in_100(b)])
        });
        let most = most.unwrap_or_else(|| monitor::odds_stood(self.lang, first.year, last.year, year));
        let together = first.all(year).zip(last.all(year)).filter(|_| count > 1);
        let together = together.map(|(a, b)| monitor::all_moved(self.lang, count, &in_100(a), &in_100(b)));
        targets::joined(self.lang, &most, together.as_deref())
    }
}
