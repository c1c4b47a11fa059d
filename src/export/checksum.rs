//! A checksum of the results, carried by links.

use std::fmt::Write;

use crate::model::{Odds, Outcome};
use crate::plan::Series;

/// CRC-32 of every value and quantile of every series and of all odds, in fixed decimals: equal checksums mean the same
/// numbers as shown.
pub fn checksum(outcome: &Outcome, odds: &Odds) -> u32 {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for series in Series::ALL {
        for year in outcome.years() {
            let value = outcome.value(*series, year).unwrap_or_default();
            let _ = writeln!(text, "{series},{year},{value:.4}");
        }
        for band in odds.bands.get(series).into_iter().flatten() {
            let _ = write!(text, "{series},{}", band.year);
            for quantile in band.quantiles {
                let _ = write!(text, ",{quantile:.4}");
            }
            text.push('\n');
        }
    }
    for t in &odds.targets {
        let _ = writeln!(text, "{},{:.6}", t.target, t.chance.value);
        for (year, chance) in &t.by_year {
            let _ = writeln!(text, "{year},{:.6}", chance.value);
        }
    }
    for j in &odds.joint {
        for chance in &j.exactly {
            let _ = writeln!(text, "{},{:.6}", j.year, chance.value);
        }
    }
    crc32fast::hash(text.as_bytes())
}
