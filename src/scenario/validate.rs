//! Which values of a scenario the plan does not allow.

use crate::decimal::Decimal;
use crate::plain_text::is_plain_text;
use crate::plan::{Lever, Plan, Series};
use crate::scenario::{AUTHOR_LIMIT, LEVEL_LIMIT, MEASURE_LIMIT, NAME_LIMIT, Scenario};

/// A value that the plan does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// The name is too long or holds characters that must not be shown.
    Name,
    /// The author's name likewise.
    Author,
    /// Not one of the plan's starts.
    From,
    /// Not after the base year, or beyond the plan's last year.
    To,
    /// Not above zero, beyond the limit, or of a series that is not driven.
    Base(Series),
    /// Outside its range, or more values than [`Plan::most_values`].
    Lever(Lever),
    /// Of a year outside the projection, or a value as for a base.
    Actual(Series, u16),
    /// A field of the measure at this position.
    Measure(usize),
    /// More than [`MEASURE_LIMIT`] measures.
    TooManyMeasures,
}

impl Invalid {
    /// The path of the field, as in storage and in files.
    pub fn field(&self) -> String {
        match self {
            Self::Name => "name".into(),
            Self::Author => "author".into(),
            Self::From => "from".into(),
            Self::To => "to".into(),
            Self::Base(series) => format!("base.{series}"),
            Self::Lever(lever) => format!("levers.{lever}"),
            Self::Actual(series, year) => format!("actuals.{series}.{year}"),
            Self::Measure(at) => format!("measures[{at}]"),
            Self::TooManyMeasures => format!("measures[{MEASURE_LIMIT}]"),
        }
    }
}

impl Scenario {
    /// Every value the plan does not allow; empty for a valid scenario.
    pub fn check(&self, plan: &Plan) -> Vec<Invalid> {
        let level = |value: Decimal| value > Decimal::ZERO && value <= LEVEL_LIMIT;
        let mut found = Vec::new();
        if !is_plain_text(&self.name, NAME_LIMIT) {
            found.push(Invalid::Name);
        }
        if !is_plain_text(&self.author, AUTHOR_LIMIT) {
            found.push(Invalid::Author);
        }
        if plan.start(self.from).is_none() {
            found.push(Invalid::From);
        }
        if self.to <= self.from || self.to > plan.last_year {
            found.push(Invalid::To);
        }
        let bad_base = |s: &Series, v: Decimal| !Series::DRIVEN.contains(s) || !level(v);
        found.extend(self.base.iter().filter(|(s, v)| bad_base(s, **v)).map(|(s, _)| Invalid::Base(*s)));
        for (lever, values) in &self.levers {
            let data = plan.lever(*lever);
            let in_range = values.iter().all(|v| data.min <= v && v <= data.max);
            if !in_range || values.iter().count() > plan.most_values(*lever) {
                found.push(Invalid::Lever(*lever));
            }
        }
        for (series, by_year) in &self.actuals {
            let bad = by_year.iter().filter(|(y, v)| bad_base(series, **v) || !self.years().contains(y));
            found.extend(bad.map(|(y, _)| Invalid::Actual(*series, *y)));
        }
        let bad = self.measures.iter().enumerate().filter(|(_, m)| m.fault(plan).is_some());
        found.extend(bad.map(|(i, _)| Invalid::Measure(i)));
        if self.measures.len() > MEASURE_LIMIT {
            found.push(Invalid::TooManyMeasures);
        }
        found
    }
}
