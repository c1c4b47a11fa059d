//! A short fingerprint of the headline results, carried by links.

use std::fmt::Write;

use crate::model::Outcome;
use crate::plan::Series;

/// CRC-32 of every value of every series, in fixed decimals: equal digests mean the same numbers as shown.
pub fn digest(outcome: &Outcome) -> u32 {
    let mut text = String::new();
    for series in Series::ALL {
        for year in outcome.years() {
            let value = outcome.value(*series, year).unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{series},{year},{value:.4}");
        }
    }
    crc32fast::hash(text.as_bytes())
}
