//! Fixed-point numbers with four decimal places, as a person types them.
//!
//! Assumptions travel through links, storage and text fields. A fixed-point number has one spelling, compares
//! exactly, and cannot be NaN or infinite, so what one reader typed is what the next one gets.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const SCALE: i64 = 10_000;
/// Largest accepted magnitude, in whole units.
const MAX_WHOLE: i64 = 1_000_000_000;

/// A decimal with at most four places, stored in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i64);

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not a plain decimal number such as `-12.5`.
    #[error("not a number")]
    NotANumber,
    /// More than four digits after the point.
    #[error("more than four decimal places")]
    TooPrecise,
    /// Beyond a billion in magnitude.
    #[error("too large")]
    TooLarge,
}

impl Decimal {
    pub const ZERO: Self = Self(0);

    /// From a whole number.
    pub const fn whole(n: i64) -> Self {
        Self(n * SCALE)
    }

    /// From ten-thousandths: `Decimal::from_raw(125_000)` is 12.5.
    pub const fn from_raw(n: i64) -> Self {
        Self(n)
    }

    /// In ten-thousandths.
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// Whether it has no decimal places.
    pub const fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// The nearest `f64`; the same bits on every machine.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }

    /// The smallest decimal that is not below `x`; `None` if `x` is not finite or too large.
    pub fn at_least(x: f64) -> Option<Self> {
        Self::scaled((x * SCALE as f64).ceil())
    }

    /// The decimal nearest to `x`; `None` if `x` is not finite or too large.
    pub fn nearest(x: f64) -> Option<Self> {
        Self::scaled((x * SCALE as f64).round())
    }

    fn scaled(n: f64) -> Option<Self> {
        (n.is_finite() && n.abs() <= (MAX_WHOLE * SCALE) as f64).then_some(Self(n as i64))
    }

    /// The next decimal upwards, one ten-thousandth away.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(s: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = match s.as_bytes().first() {
            Some(b'-') => (true, s.get(1..).unwrap_or_default()),
            _ => (false, s),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        if fraction.len() > 4 {
            return Err(DecimalError::TooPrecise);
        }
        let whole: i64 = whole.parse().map_err(|_| DecimalError::TooLarge)?;
        if whole > MAX_WHOLE {
            return Err(DecimalError::TooLarge);
        }
        let fraction: i64 = format!("{fraction:0<4}").parse().map_err(|_| DecimalError::NotANumber)?;
        let raw = whole * SCALE + fraction;
        Ok(Self(if negative { -raw } else { raw }))
    }
}

impl fmt::Display for Decimal {
    /// Shortest spelling: no trailing zeros, no leading plus.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let (whole, fraction) = (magnitude / SCALE as u64, magnitude % SCALE as u64);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        if fraction == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{fraction:04}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let x = f64::deserialize(deserializer)?;
        Self::nearest(x)
            .filter(|d| d.to_f64().to_bits() == (x + 0.0).to_bits())
            .ok_or_else(|| serde::de::Error::custom("expected a number with at most four decimal places"))
    }
}
