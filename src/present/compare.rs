//! Comparisons in words.

use engine::Estimate;

use crate::analysis::compare::{BoardRow, Setting, Subject};
use crate::analysis::targets::{TargetStatus, Verdict};
use crate::decimal::Decimal;
use crate::plan::{Lever, LeverUnit, Plan, Series, Unit};
use crate::present::Narrator;
use crate::scenario::{Measure, Scenario};
use crate::text::format;
use crate::text::sentences::comparison::{Met, Schedule};
use crate::text::sentences::{comparison, probability};

impl Narrator<'_> {
    /// The letter of a column: A, B, C, D.
    pub const fn letter(column: usize) -> &'static str {
        match column {
            0 => "A",
            1 => "B",
            2 => "C",
            _ => "D",
        }
    }

    /// What the scenarios make of the targets of a year, and how likely each meets all of them, in a sentence or two.
    /// `board` is theirs, `names` one for each.
    pub fn comparison(&self, board: &[BoardRow], names: &[String], year: u16) -> String {
        let of_year = |column: usize| -> Vec<TargetStatus> {
            let cells = board.iter().filter_map(|row| row.cells.get(column)?.as_ref()?.report);
            cells.filter(|r| r.target.year == year && r.value.is_some()).collect()
        };
        let met = |(column, name): (usize, &String)| {
            let reports = of_year(column);
            let met = reports.iter().filter(|r| r.verdict == Verdict::Met).count();
            Met { name: name.clone(), met, of: reports.len() }
        };
        let counts: Vec<Met> = names.iter().enumerate().map(met).collect();
        let all = board.iter().find(|row| row.subject == Subject::All(year));
        let chance = |(name, cell): (&String, &Option<crate::analysis::compare::Cell>)| {
            let chance = cell.as_ref()?.likely?.chance;
            Some((name.clone(), probability::of_100(self.lang, chance)))
        };
        let chances: Vec<(String, String)> =
            all.map(|row| names.iter().zip(&row.cells).filter_map(chance).collect()).unwrap_or_default();
        let (first, second) = (comparison::met(self.lang, year, &counts), comparison::together(self.lang, &chances));
        [first, second].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(self.lang.gap())
    }

    /// A difference of probabilities in points.
    pub fn difference(&self, difference: Estimate) -> String {
        if difference.value.abs() < 0.0005_f64.max(difference.bound) {
            return comparison::same(self.lang).to_owned();
        }
        comparison::less(self.lang, &format::points_signed(self.lang, 100.0 * difference.value, 1))
    }

    /// The name of a setting.
    pub fn setting(&self, setting: &Setting) -> String {
        let w = self.words();
        let short = |series: &Series| self.plan.series(*series).short.get(self.lang);
        match setting {
            Setting::From => w.base_year.to_owned(),
            Setting::To => w.last_year.to_owned(),
            Setting::Reading => w.reading_label.to_owned(),
            Setting::Base(series) => comparison::base_value(self.lang, short(series)),
            Setting::Lever(lever) => self.plan.lever(*lever).name.get(self.lang).to_owned(),
            Setting::Actual(series, year) => comparison::entered(self.lang, short(series), *year),
            Setting::Measure(item, series, before) => {
                comparison::measure_on(self.lang, &self.measure_name(item), &self.inside(short(series)), before + 1)
            }
        }
    }

    /// A scenario's value of a setting; `None` where it has none.
    pub fn setting_value(&self, scenario: &Scenario, setting: &Setting) -> Option<String> {
        let plan: &Plan = self.plan;
        let amount = |series: Series, value: f64| self.value(plan.series(series).unit, value);
        Some(match setting {
            Setting::From => scenario.from.to_string(),
            Setting::To => scenario.to.to_string(),
            Setting::Reading => plan.readings.iter().find(|r| r.id == scenario.reading)?.name.get(self.lang).to_owned(),
            Setting::Base(series) => {
                let value = amount(*series, scenario.base_value(plan, *series));
                let mark = if scenario.base.contains_key(series) {
                    self.words().yours
                } else if self.estimated_bases(scenario, &[*series]).is_empty() {
                    ""
                } else {
                    self.words().estimate
                };
                comparison::marked(self.lang, &value, mark)
            }
            Setting::Lever(lever) => self.by_year(scenario, *lever),
            Setting::Actual(series, year) => {
                amount(*series, scenario.actuals.get(series)?.get(year).map(|d| d.to_f64())?)
            }
            Setting::Measure(..) => self.measure(setting.measure(scenario)?),
        })
    }

    /// The values of a lever: one, or stretches of years with the same value.
    fn by_year(&self, scenario: &Scenario, lever: Lever) -> String {
        if scenario.is_at_default(self.plan, lever) {
            return self.default_text(scenario.start(self.plan), lever);
        }
        let unit = self.plan.lever(lever).unit;
        let values = scenario.projected(self.plan, lever);
        if values.is_constant() {
            return self.lever_value(unit, values.at(0));
        }
        let mut stretches: Vec<(u16, u16, Decimal)> = Vec::new();
        for (step, year) in scenario.years().enumerate() {
            match stretches.last_mut() {
                Some((_, to, value)) if *value == values.at(step) => *to = year,
                _ => stretches.push((year, year, values.at(step))),
            }
        }
        let values = stretches.iter().map(|(from, to, value)| {
            let years =
                if from == to { comparison::year(self.lang, *from) } else { format::span(self.lang, *from, *to) };
            (years, self.lever_value(unit, *value))
        });
        comparison::by_year(self.lang, &values.collect::<Vec<_>>())
    }

    fn measure(&self, m: &Measure) -> String {
        let effects = [m.low, m.central, m.high].map(|d| format::trimmed(d.to_f64(), 4));
        let companies = self.plan.series(m.series).unit == Unit::Companies;
        let chance = self.lever_value(LeverUnit::Percent, Decimal::from_raw(m.probability.raw() * 100));
        let schedule = Schedule { start: m.start, lag: m.lag, ramp: m.ramp, fade: m.fade };
        comparison::measure(self.lang, &effects, companies, &chance, &schedule, &m.note)
    }
}
