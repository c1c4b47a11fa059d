//! Values, verdicts and changes in words, in one language and currency.

use crate::analysis::goal_seek::GoalSeekResult;
use crate::analysis::targets::{
    Achieved, Evidence, Need, Required, TargetStatus, Verdict, Yardstick, achieved, required,
};
use crate::decimal::Decimal;
use crate::model::Outcome;
use crate::plan::{
    Break, Criterion, Kind, Lever, LeverUnit, Observation, Plan, Series, SeriesData, Start, Target, Unit,
};
use crate::scenario::{Change, Measure, Scenario, Values};
use crate::text::format::Currency;
use crate::text::method::Topic;
use crate::text::sentences::targets::{Asked, Past};
use crate::text::sentences::{citation, explanation, measures, targets};
use crate::text::{Lang, Words, format};

/// Language, currency and names for every sentence.
#[derive(Clone, Copy, Debug)]
pub struct Narrator<'a> {
    /// Names of series, levers and measures.
    pub plan: &'a Plan,
    pub lang: Lang,
    pub currency: Currency,
}

impl Narrator<'_> {
    pub fn words(&self) -> &'static Words {
        self.lang.words()
    }

    /// A value with its unit.
    pub fn value(&self, unit: Unit, value: f64) -> String {
        match unit {
            Unit::Money => format::money(self.lang, self.currency, value),
            Unit::Percent => format::percent(value, 2),
            Unit::Companies => format::companies(self.lang, value, 1),
            Unit::Rate => format::number(value, 4),
        }
    }

    /// A round value with its unit, such as a target.
    pub fn round(&self, unit: Unit, value: f64) -> String {
        match unit {
            Unit::Money => format::money_short(self.lang, self.currency, value),
            Unit::Percent => format::with_percent(&format::trimmed(value, 2)),
            other => self.value(other, value),
        }
    }

    /// The value of a target, with a sign where a share must be exceeded, in words where a number of companies must be.
    pub fn goal(&self, target: &Target) -> String {
        match (target.comparison, self.unit_of(target)) {
            (Criterion::Above, Unit::Companies) => {
                targets::more_than(self.lang, &self.round(Unit::Companies, target.value))
            }
            _ => self.goal_mark(target),
        }
    }

    /// The same where space is short.
    pub fn goal_mark(&self, target: &Target) -> String {
        let value = self.round(self.unit_of(target), target.value);
        if target.comparison == Criterion::Above { format!("> {value}") } else { value }
    }

    /// A difference of two values, with its sign.
    pub fn gap(&self, unit: Unit, gap: f64) -> String {
        match unit {
            Unit::Money => format::money_signed(self.lang, self.currency, gap),
            Unit::Percent => format::points_signed(self.lang, gap, 2),
            Unit::Companies => format::companies_signed(self.lang, gap, 1),
            Unit::Rate => format::signed(gap, 4),
        }
    }

    /// The size of a difference, without sign.
    pub fn size(&self, unit: Unit, gap: f64) -> String {
        match unit {
            Unit::Money => format::money_short(self.lang, self.currency, gap.abs()),
            Unit::Percent => format::points(self.lang, gap.abs(), 2),
            other => self.value(other, gap.abs()),
        }
    }

    /// Growth a year, by its yardstick.
    pub fn pace(&self, yardstick: Yardstick, per_year: f64) -> String {
        match yardstick {
            Yardstick::Percent => format::percent(per_year, 1),
            Yardstick::Points => format::points(self.lang, per_year, 2),
            Yardstick::Companies => format::trimmed(per_year, 1),
        }
    }

    /// A value of a lever with its unit.
    pub fn lever_value(&self, unit: LeverUnit, value: Decimal) -> String {
        let digits = lever_digits(value);
        match unit {
            LeverUnit::PercentAYear | LeverUnit::Percent => format::with_percent(&digits),
            LeverUnit::CompaniesAYear | LeverUnit::Number | LeverUnit::YuanPerDollar => digits,
        }
    }

    /// The unit of what a target is about.
    pub fn unit_of(&self, target: &Target) -> Unit {
        self.plan.unit_of(target)
    }

    /// The name of what a target is about.
    pub fn target_name(&self, target: &Target) -> String {
        match target.of.as_slice() {
            [one] => self.plan.series(*one).short.get(self.lang).to_owned(),
            _ => self.words().deposits_and_loans.to_owned(),
        }
    }

    /// What happened to a target whose year is over.
    pub fn outturn(&self, report: &TargetStatus) -> String {
        let unit = self.unit_of(report.target);
        match report.gap {
            None => self.words().no_public_figure.to_owned(),
            Some(gap) if gap.abs() <= report.target.half_digit() => self.words().on_target.to_owned(),
            Some(gap) if report.verdict == Verdict::Met => targets::met_with(self.lang, &self.size(unit, gap)),
            Some(gap) => {
                let share = format::percent(100.0 * gap.abs() / report.target.value, 1);
                targets::missed_by(self.lang, &self.size(unit, gap), &share)
            }
        }
    }

    /// The targets of one year, as far as they are over, in one sentence.
    pub fn past_verdict(&self, reports: &[TargetStatus], year: u16) -> String {
        let count = |v: Verdict| reports.iter().filter(|r| r.target.year == year && r.verdict == v).count();
        targets::past_verdict(self.lang, year, count(Verdict::Met), count(Verdict::Missed), count(Verdict::Unknown))
    }

    /// The targets of a coming year in one sentence.
    pub fn coming_verdict(&self, reports: &[TargetStatus], year: u16) -> String {
        let due: Vec<&TargetStatus> = reports.iter().filter(|r| r.target.year == year).collect();
        let met = due.iter().filter(|r| r.verdict == Verdict::Met);
        let names: Vec<String> = met.map(|r| self.inside(&self.target_name(r.target))).collect();
        targets::verdict(self.lang, year, &names, due.len())
    }

    /// The name of what a target is about, as it stands inside a sentence.
    pub fn target_inside(&self, target: &Target) -> String {
        self.inside(&self.target_name(target))
    }

    /// A name as it stands inside a sentence.
    pub fn inside(&self, name: &str) -> String {
        let mut chars = name.chars();
        match (self.lang, chars.next()) {
            (Lang::En, Some(first)) if !name.starts_with("GDP") => first.to_lowercase().chain(chars).collect(),
            _ => name.to_owned(),
        }
    }

    /// Past growth, formatted, with the years it covers.
    pub fn past(&self, achieved: &[Achieved], yardstick: Yardstick) -> Vec<Past> {
        let past = |a: &Achieved| Past {
            span: format::span(self.lang, a.from.year + 1, a.to.year),
            rate: self.pace(yardstick, a.per_year),
        };
        achieved.iter().map(past).collect()
    }

    /// What the page is about, for those who come without knowing.
    pub fn about_plan(&self) -> String {
        let plan = self.plan;
        let date: Vec<u32> = plan.unveiled.split('-').filter_map(|part| part.parse().ok()).collect();
        let unveiled =
            <[u32; 3]>::try_from(date).map_or_else(|_| plan.unveiled.clone(), |d| format::date(self.lang, d));
        let year = plan.newest_start().year;
        citation::about_plan(self.lang, plan.title.get(self.lang), &plan.document, &unveiled, year)
    }

    /// The breaks of a series, a sentence each.
    pub fn breaks(&self, series: &SeriesData) -> Vec<String> {
        let basis = |b: &Break| self.plan.bases.get(&b.basis).map_or("", |text| text.get(self.lang));
        series
            .breaks
            .iter()
            .map(|b| targets::broken(self.lang, series.short.get(self.lang), b.year, basis(b), b.note.get(self.lang)))
            .collect()
    }

    /// By how much the level a series starts from lies above that on the basis its growth is measured on; `None` where
    /// both are one, and for counts, whose bases are told apart everywhere.
    pub fn basis_step(&self, series: Series) -> Option<String> {
        let start = self.plan.newest_start();
        let [level, growth] = [&start.values, &start.other_basis].map(|of| self.plan.observation(of.get(&series)?));
        let (level, growth) = level.zip(growth)?;
        let unit = self.plan.series(series).unit;
        let told = |o: &Observation| {
            let basis = self.plan.bases.get(&o.basis).map_or("", |b| b.get(self.lang));
            (basis, self.value(unit, o.value))
        };
        let above = format::percent(100.0 * (level.value / growth.value - 1.0), 1);
        let name = self.plan.series(series).short.get(self.lang);
        (unit == Unit::Money)
            .then(|| targets::basis_step(self.lang, name, start.year, told(level), told(growth), &above))
    }

    /// The same for every series that has such a step.
    pub fn basis_steps(&self) -> Vec<String> {
        Series::DRIVEN.into_iter().filter_map(|s| self.basis_step(s)).collect()
    }

    /// What a section of the Method page says beside its fixed text: the steps between bases, and the breaks.
    pub fn method_notes(&self, topic: Topic) -> Vec<String> {
        match topic {
            Topic::Base => self.basis_steps(),
            Topic::Required => self.plan.series.iter().flat_map(|s| self.breaks(s)).collect(),
            _ => Vec::new(),
        }
    }

    /// What a target needs of its lever from here on, in a few words: `14.6% a year`.
    pub fn needed(&self, target: &Target, need: &Required) -> String {
        let w = self.words();
        match need.need {
            Need::Nothing => w.needs_nothing.to_owned(),
            Need::OutOfReach => w.unreachable.to_owned(),
            Need::AtLeast(value) => {
                let kind = match target.of.as_slice() {
                    [Series::List] => Asked::Listings,
                    [Series::Share] => Asked::ValueAdded,
                    [_] => Asked::Own,
                    _ => Asked::Each,
                };
                targets::needed(self.lang, kind, &lever_digits(value))
            }
        }
    }

    /// What all targets of a year need together: the factor on their needs, and what each lever is to be at least.
    pub fn sought(&self, found: &GoalSeekResult) -> (String, Vec<String>) {
        let w = self.words();
        if found.levers.is_empty() {
            return (w.already_met.to_owned(), Vec::new());
        }
        let each = |(lever, value): &(Lever, Decimal)| {
            let data = self.plan.lever(*lever);
            format!("{}{}", data.name.get(self.lang), spaced(&self.lever_value(data.unit, *value)))
        };
        (targets::factor(self.lang, &format::trimmed(found.value.to_f64(), 3)), found.levers.iter().map(each).collect())
    }

    /// What a coming target asks for against what was achieved: a sentence to be quoted.
    pub fn requirement(&self, scenario: &Scenario, target: &Target) -> String {
        let need = required(self.plan, scenario, target);
        need.map(|need| self.requirement_of(scenario, target, &need)).unwrap_or_default()
    }

    fn requirement_of(&self, scenario: &Scenario, target: &Target, need: &Required) -> String {
        let goal = self.round(self.unit_of(target), target.value);
        let (name, year) = (self.target_name(target), target.year);
        if target.is_reached_by(need.from) {
            return targets::already_there(self.lang, &name, &goal);
        }
        let Need::AtLeast(rate) = need.need else {
            let enough = need.need == Need::Nothing;
            return targets::no_rate(self.lang, &self.target_inside(target), &self.goal(target), year, enough);
        };
        let past = match target.of.as_slice() {
            [series] => self.past(&achieved(self.plan, scenario.from, *series), need.yardstick),
            _ => Vec::new(),
        };
        let moved = |m: &Measure| target.of.iter().any(|s| s.parts().contains(&m.series));
        let ask = targets::Ask {
            rate: &lever_digits(rate),
            goal: &goal,
            year,
            since: (need.since > scenario.from).then_some(need.since),
            measures: scenario.measures.iter().any(|m| moved(m) && m.has_effect()),
        };
        match need.yardstick {
            Yardstick::Percent => targets::must_grow(self.lang, &name, &ask, &past),
            Yardstick::Companies => {
                let ask = targets::Ask { goal: &format::trimmed(target.value, 0), ..ask };
                targets::must_list(self.lang, &ask, target.comparison == Criterion::Above, &past)
            }
            Yardstick::Points => {
                let above = format::points(self.lang, target.value - need.from, 2);
                let base = self.value(Unit::Percent, need.from);
                let estimated =
                    need.since == scenario.from && !self.estimated_bases(scenario, &[Series::Va]).is_empty();
                targets::must_share(self.lang, &ask, &above, &base, need.since, estimated)
            }
        }
    }

    /// What the coming target of a series requires, or where the series ends; and whether that starts from an estimate.
    pub fn about(&self, scenario: &Scenario, outcome: &Outcome, series: Series) -> String {
        let ahead = |t: &&Target| t.of == [series] && t.year > scenario.from;
        let target = self.plan.targets(scenario.reading).filter(ahead).last();
        let unit = self.plan.series(series).unit;
        let need = target.and_then(|t| Some((t, required(self.plan, scenario, t)?)));
        let main = need.as_ref().map(|(t, need)| self.requirement_of(scenario, t, need)).or_else(|| {
            let [start, end] =
                [scenario.from, scenario.to].map(|y| outcome.value(series, y).map(|v| self.value(unit, v)));
            Some(targets::goes_from_to(self.lang, &start?, scenario.from, &end?, scenario.to))
        });
        let since = need.map_or(scenario.from, |(_, need)| need.since);
        // The share has no record of its own beside that of value added.
        let inputs: &[Series] = if series == Series::Share { &[Series::Va] } else { series.parts() };
        let estimates = self.estimated_bases(scenario, inputs).into_iter().map(|(_, value)| value);
        let estimates: Vec<String> = estimates.filter(|_| since == scenario.from).collect();
        targets::from_estimates(self.lang, &main.unwrap_or_default(), &estimates)
    }

    /// What the share target of a year would mean for value added.
    pub fn share_implies(&self, scenario: &Scenario, outcome: &Outcome, target: &Target) -> Option<String> {
        let gdp = outcome.value(Series::Gdp, target.year)?;
        let base = outcome.value(Series::Va, scenario.from)?;
        let (share, amount) = (self.round(Unit::Percent, target.value), target.value / 100.0 * gdp);
        let (amount, base) = (self.value(Unit::Money, amount), self.value(Unit::Money, base));
        Some(targets::share_implies(self.lang, &share, target.year, &amount, &base, scenario.from))
    }

    /// The base values of some series that are estimates, formatted; none where the reader put a value of their own there or
    /// in the year after.
    pub fn estimated_bases(&self, scenario: &Scenario, of: &[Series]) -> Vec<(Series, String)> {
        let start = scenario.start(self.plan);
        let record = |s: &Series| start.values.get(s).and_then(|id| self.plan.observation(id));
        // What was entered for the first year is where everything after it starts from.
        let replaced = |s: &Series| scenario.base.contains_key(s) || scenario.is_entered(*s, scenario.from + 1);
        let estimated = |s: &&Series| !replaced(s) && record(s).is_some_and(|o| o.kind == Kind::Estimate);
        let value = |s: &Series| record(s).map(|o| (*s, self.value(self.plan.series(*s).unit, o.value)));
        of.iter().filter(estimated).filter_map(value).collect()
    }

    /// What the projections of a scenario rest on, where that is estimated.
    pub fn rests_on_estimates(&self, scenario: &Scenario) -> String {
        let named = |(s, value): (Series, String)| {
            format!("{}{}", self.inside(self.plan.series(s).short.get(self.lang)), spaced(&value))
        };
        let bases: Vec<String> = self.estimated_bases(scenario, &Series::DRIVEN).into_iter().map(named).collect();
        targets::rests_on(self.lang, scenario.from, &bases)
    }

    /// How often past growth was as high as needed; `None` where history does not allow it.
    pub fn rank(&self, need: &Required) -> Option<String> {
        let rank = need.rank.filter(|_| need.per_year > 0.0)?;
        Some(targets::rank(self.lang, rank.reached, rank.known, rank.since, rank.last, rank.averaged))
    }

    /// Whether the value a report rests on is an estimate.
    pub fn is_estimate(&self, report: &TargetStatus) -> bool {
        matches!(report.evidence, Evidence::Outturn(o) if o.kind == Kind::Estimate)
    }

    /// The values of a lever, one or several.
    pub fn values(&self, unit: LeverUnit, values: &Values) -> String {
        let separator = if self.lang == Lang::Zh { "、" } else { ", " };
        values.iter().map(|v| self.lever_value(unit, v)).collect::<Vec<_>>().join(separator)
    }

    /// The default of a lever: its value, or where it falls from year to year those up to the end of the plan.
    pub fn default_text(&self, start: &Start, lever: Lever) -> String {
        let Some(default) = start.defaults.get(&lever) else { return String::new() };
        let value = |step: usize| self.lever_value(self.plan.lever(lever).unit, default.values.at(step));
        if default.values.is_constant() {
            return value(0);
        }
        let years = (start.year + 1..=self.plan.period[1]).enumerate();
        let by_year: Vec<(u16, String)> = years.map(|(step, year)| (year, value(step))).collect();
        explanation::default_by_year(self.lang, &by_year, default.values.at(0) > Decimal::ZERO)
    }

    /// The values of a lever in the projected years, up to where they are its default again.
    fn lever_values(&self, scenario: &Scenario, lever: Lever) -> String {
        let unit = self.plan.lever(lever).unit;
        let (values, default) = (scenario.projected(self.plan, lever), scenario.default_of(self.plan, lever));
        let steps = scenario.years().count();
        let own = (0..steps).rev().find(|i| values.at(*i) != default.at(*i)).map_or(0, |last| last + 1);
        let first = Values::by_year((0..own).map(|i| values.at(i)));
        match first {
            Some(first) if own < steps && !default.is_constant() => {
                let listed: Vec<String> = (0..own).map(|i| self.lever_value(unit, first.at(i))).collect();
                explanation::then_default(self.lang, &listed)
            }
            _ => self.values(unit, &values),
        }
    }

    /// A change of the scenario in a few words.
    pub fn change(&self, scenario: &Scenario, change: &Change) -> String {
        let w = self.words();
        let amount = |series: Series, value: &Decimal| self.value(self.plan.series(series).unit, value.to_f64());
        let short = |series: Series| self.plan.series(series).short.get(self.lang);
        match change {
            Change::From => format!("{} {}", w.base_year, scenario.from),
            Change::To => format!("{} {}", w.last_year, scenario.to),
            Change::Reading => {
                let reading = self.plan.readings.iter().find(|r| r.id == scenario.reading);
                reading.map(|r| r.name.get(self.lang).to_owned()).unwrap_or_default()
            }
            Change::Seed => w.seed.to_owned(),
            Change::Base(series) => {
                let value = scenario.base.get(series).map(|v| amount(*series, v)).unwrap_or_default();
                format!("{} {}{value}", short(*series), scenario.from, value = spaced(&value))
            }
            Change::Actual(series, year) => {
                let value = scenario.actuals.get(series).and_then(|by| by.get(year)).map(|v| amount(*series, v));
                format!("{} {year}{}", short(*series), spaced(&value.unwrap_or_default()))
            }
            Change::Lever(lever) => {
                format!(
                    "{}{}",
                    self.plan.lever(*lever).name.get(self.lang),
                    spaced(&self.lever_values(scenario, *lever))
                )
            }
            Change::Measure(i) => {
                let item = scenario.measures.get(*i).map(|m| self.measure_name(&m.item)).unwrap_or_default();
                format!("{}{}", w.measures, spaced(&item))
            }
        }
    }

    /// An effect on a series with its sign: points of yearly growth, or listings a year.
    pub fn effect(&self, series: Series, value: f64) -> String {
        match series {
            Series::List => measures::listings(self.lang, &format::signed(value, 2)),
            _ => format::points_signed(self.lang, value, 2),
        }
    }

    /// The size of an effect, without sign.
    pub fn effect_size(&self, series: Series, value: f64) -> String {
        match series {
            Series::List => measures::listings(self.lang, &format::trimmed(value.abs(), 2)),
            _ => format::points(self.lang, value.abs(), 2),
        }
    }

    /// The name of a measure: that of the plan's item, or the reader's own text.
    pub fn measure_name(&self, item: &str) -> String {
        let items = self.plan.lists.iter().flat_map(|l| &l.items);
        items.clone().find(|i| i.id == item).map_or_else(|| item.to_owned(), |i| i.name.get(self.lang).to_owned())
    }
}

fn lever_digits(value: Decimal) -> String {
    format::trimmed(value.to_f64(), 4)
}

fn spaced(text: &str) -> String {
    format!(" {text}")
}
