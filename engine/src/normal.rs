//! The standard normal distribution.

/// Cumulative distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

pub fn normal_density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI)
}

/// Inverse of the cumulative distribution function, for a probability between 0 and 1; infinite at both ends.
///
/// Starts from Abramowitz & Stegun 26.2.22 and refines by Halley's method, to the last digits.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let t = libm::sqrt(-2.0 * libm::log(p));
    let start = (2.30753 + 0.27061 * t) / (1.0 + 0.99229 * t + 0.04481 * t * t) - t;
    (0..4).fold(start, |z, _| {
        let step = (normal_cdf(z) - p) / normal_density(z);
        z - step / (1.0 + 0.5 * z * step)
    })
}
