//! The normal distribution of two variables.

use crate::normal::normal_cdf;
use crate::quadrature::legendre;

/// `P(X ≤ x, Y ≤ y)` of two standard normal variables with a correlation, to about 10⁻¹⁵.
///
/// A. Genz, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities", Statistics and
/// Computing 14 (2004), after Z. Drezner and G. Wesolowsky (1990): Gauss–Legendre integration over the correlation, from
/// perfect correlation where it is high.
// The letters of the paper.
#[allow(clippy::many_single_char_names)]
pub fn bivariate_normal_cdf(x: f64, y: f64, correlation: f64) -> f64 {
    let r = correlation.clamp(-1.0, 1.0);
    let (h, k) = (-x, -y);
    if h == f64::INFINITY || k == f64::INFINITY {
        return 0.0;
    }
    if h == f64::NEG_INFINITY || k == f64::NEG_INFINITY || r == 0.0 {
        return normal_cdf(x) * normal_cdf(y);
    }
    let circle = 2.0 * std::f64::consts::PI;
    if r.abs() < 0.925 {
        let (squares, half) = (0.5 * (h * h + k * k), 0.5 * libm::asin(r));
        let term = |t: f64| {
            let sine = libm::sin(half * (1.0 + t));
            libm::exp((sine * h * k - squares) / (1.0 - sine * sine))
        };
        let sum: f64 = legendre(20).iter().map(|(t, w)| w * term(*t)).sum();
        return (2.0 * half * sum / circle + normal_cdf(x) * normal_cdf(y)).clamp(0.0, 1.0);
    }
    // By symmetry, of a positive correlation: P(X > h, Y > k) and P(X > h, −Y > k).
    let k = if r < 0.0 { -k } else { k };
    let hk = h * k;
    let mut sum = 0.0;
    if r.abs() < 1.0 {
        let rest = (1.0 - r) * (1.0 + r);
        let mut a = libm::sqrt(rest);
        let square = (h - k) * (h - k);
        let (c, d) = ((4.0 - hk) / 8.0, (12.0 - hk) / 16.0);
        let exponent = -0.5 * (square / rest + hk);
        if exponent > -100.0 {
            let series = 1.0 - c * (square - rest) * (1.0 - d * square / 5.0) / 3.0 + c * d * rest * rest / 5.0;
            sum = a * libm::exp(exponent) * series;
        }
        if hk > -100.0 {
            let b = libm::sqrt(square);
            let tail = libm::sqrt(circle) * normal_cdf(-b / a);
            sum -= libm::exp(-0.5 * hk) * tail * b * (1.0 - c * square * (1.0 - d * square / 5.0) / 3.0);
        }
        a *= 0.5;
        let term = |t: f64| {
            let x = (a * (1.0 + t)) * (a * (1.0 + t));
            let root = libm::sqrt(1.0 - x);
            let exponent = -0.5 * (square / x + hk);
            if exponent <= -100.0 {
                return 0.0;
            }
            let expansion = 1.0 + c * x * (1.0 + d * x);
            libm::exp(exponent) * (libm::exp(-hk * (1.0 - root) / (2.0 * (1.0 + root))) / root - expansion)
        };
        sum += 2.0 * a * legendre(20).iter().map(|(t, w)| w * term(*t)).sum::<f64>();
        sum = -sum / circle;
    }
    let chance = if r > 0.0 {
        sum + normal_cdf(-h.max(k))
    } else if h < k {
        // Of two differences the one without cancellation.
        (if h < 0.0 { normal_cdf(k) - normal_cdf(h) } else { normal_cdf(-h) - normal_cdf(-k) }) - sum
    } else {
        -sum
    };
    chance.clamp(0.0, 1.0)
}
