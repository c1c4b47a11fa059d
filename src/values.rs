//! The values of a lever over the years.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

/// The values of one lever: one for all years, or one a year from the first projected year on, the last repeating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Decimal>", into = "Vec<Decimal>")]
pub struct Values {
    first: Decimal,
    rest: Vec<Decimal>,
}

impl Values {
    /// The same value every year.
    pub const fn constant(value: Decimal) -> Self {
        Self { first: value, rest: Vec::new() }
    }

    /// One value a year; `None` for an empty list. Repetitions at the end are dropped, since the last value repeats.
    pub fn by_year(values: impl IntoIterator<Item = Decimal>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        let mut rest: Vec<Decimal> = values.collect();
        while rest.last().is_some_and(|last| Some(last) == rest.iter().rev().nth(1).or(Some(&first))) {
            rest.pop();
        }
        Some(Self { first, rest })
    }

    /// The value in the `step`-th projected year, counted from 0.
    pub fn at(&self, step: usize) -> Decimal {
        match step.checked_sub(1) {
            None => self.first,
            Some(i) => self.rest.get(i).or(self.rest.last()).copied().unwrap_or(self.first),
        }
    }

    /// The values as given, at least one.
    pub fn iter(&self) -> impl Iterator<Item = Decimal> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// Whether all years have the same value.
    pub fn is_constant(&self) -> bool {
        self.rest.is_empty()
    }

    /// Their mean over the first `steps` years, rounded to a multiple of `step`, halves away from zero.
    pub fn mean(&self, steps: usize, step: Decimal) -> Decimal {
        let (n, step) = (steps.max(1) as i64, step.raw().max(1));
        let sum: i64 = (0..steps.max(1)).map(|i| self.at(i).raw()).sum();
        // In whole numbers: twice the mean in steps, rounded.
        let (twice, unit) = (2 * sum.abs() + n * step, 2 * n * step);
        let rounded = if self.is_constant() { self.first.raw() } else { sum.signum() * (twice / unit) * step };
        Decimal::from_raw(rounded)
    }

    /// The same values with another one in the `step`-th projected year; later years keep theirs.
    #[must_use]
    pub fn with(&self, step: usize, value: Decimal, steps: usize) -> Self {
        let values = (0..steps.max(step + 1)).map(|i| if i == step { value } else { self.at(i) });
        Self::by_year(values).unwrap_or_else(|| Self::constant(value))
    }
}

impl TryFrom<Vec<Decimal>> for Values {
    type Error = &'static str;

    fn try_from(values: Vec<Decimal>) -> Result<Self, Self::Error> {
        Self::by_year(values).ok_or("expected at least one value")
    }
}

impl From<Values> for Vec<Decimal> {
    fn from(values: Values) -> Self {
        values.iter().collect()
    }
}
