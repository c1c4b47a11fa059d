//! The values in which scenarios differ, in the order of [`Scenario::changes`].

use crate::plan::{Lever, Plan, Series};
use crate::scenario::{Measure, Scenario};

/// A value in which scenarios can differ; names, authors and seeds do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    From,
    To,
    /// Reading of the 8 trillion.
    Reading,
    /// Base value of a series.
    Base(Series),
    /// A lever, in every year.
    Lever(Lever),
    /// A figure entered for a year.
    Actual(Series, u16),
    /// A measure: its item, its series, and how many of the same stand before it.
    Measure(String, Series, usize),
}

/// A setting in which scenarios differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRow {
    pub setting: Setting,
    /// Of each scenario: whether it differs from the first.
    pub differs: Vec<bool>,
}

/// Every setting in which any of the scenarios differs from the first; nothing if they assume the same.
///
/// Assumptions are compared: a lever set to its default equals one left at it, and the order of different measures does
/// not count.
pub fn settings(plan: &Plan, scenarios: &[Scenario]) -> Vec<SettingRow> {
    let Some(first) = scenarios.first() else { return Vec::new() };
    let mut all = vec![Setting::From, Setting::To, Setting::Reading];
    all.extend(Series::DRIVEN.map(Setting::Base));
    all.extend(Lever::ALL.iter().copied().map(Setting::Lever));
    let mut actuals: Vec<(Series, u16)> =
        scenarios.iter().flat_map(|s| &s.actuals).flat_map(|(s, by)| by.keys().map(|y| (*s, *y))).collect();
    actuals.sort_unstable();
    actuals.dedup();
    all.extend(actuals.into_iter().map(|(series, year)| Setting::Actual(series, year)));
    for scenario in scenarios {
        for (i, m) in scenario.measures.iter().enumerate() {
            let setting = Setting::Measure(m.item.clone(), m.series, scenario.same_before(i));
            if !all.contains(&setting) {
                all.push(setting);
            }
        }
    }
    let row = |setting: Setting| {
        let differs: Vec<bool> = scenarios.iter().map(|s| !setting.is_same(plan, first, s)).collect();
        differs.contains(&true).then_some(SettingRow { setting, differs })
    };
    all.into_iter().filter_map(row).collect()
}

impl Setting {
    /// Whether two scenarios assume the same.
    fn is_same(&self, plan: &Plan, a: &Scenario, b: &Scenario) -> bool {
        match self {
            Self::From => a.from == b.from,
            Self::To => a.to == b.to,
            Self::Reading => a.reading == b.reading,
            Self::Base(series) => {
                let bits = |s: &Scenario| s.base_value(plan, *series).to_bits();
                a.base.get(series) == b.base.get(series) && bits(a) == bits(b)
            }
            Self::Lever(lever) => {
                let (x, y) = (a.projected(plan, *lever), b.projected(plan, *lever));
                // With another base year the same list of values belongs to other years.
                x == y && (x.is_constant() || a.from == b.from)
            }
            Self::Actual(series, year) => {
                let value = |s: &Scenario| s.actuals.get(series).and_then(|by| by.get(year)).copied();
                value(a) == value(b)
            }
            Self::Measure(..) => self.measure(a) == self.measure(b),
        }
    }

    /// The measure of a scenario that this is about.
    pub fn measure<'a>(&self, scenario: &'a Scenario) -> Option<&'a Measure> {
        let Self::Measure(item, series, before) = self else { return None };
        scenario.measures.iter().filter(|m| (&m.item, m.series) == (item, *series)).nth(*before)
    }
}
