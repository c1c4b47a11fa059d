//! Odds over time: what could be known at the end of each year.
