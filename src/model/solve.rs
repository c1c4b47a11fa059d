//! The inverse: which growth leads from one value to another.

/// Average growth from one value to another, in percent a year, over `years` years (at least one).
///
/// `100 · ((to / from)^(1 / years) − 1)`; both values must be above zero.
pub fn yearly_growth(from: f64, to: f64, years: u16) -> f64 {
    let years = f64::from(years.max(1));
    100.0 * (libm::pow(to / from, 1.0 / years) - 1.0)
}

/// New listings a year that bring a stock from one value to another in `years` years when `delist` percent leave each
/// year: the inverse of `x_t = x_{t−1}·(1 − delist) + new`.
pub fn listings_needed(from: f64, to: f64, delist: f64, years: u16) -> f64 {
    let stay = 1.0 - delist / 100.0;
    let (kept, terms) = (0..years.max(1)).fold((from, 0.0), |(kept, terms), _| (kept * stay, terms * stay + 1.0));
    (to - kept) / terms
}
