//! Elementary functions on eight numbers at a time.
//!
//! Built from `+ − × ÷ √` and bit operations alone, in one order, so that every machine gives the same bits.

use bytemuck::cast;
use wide::{f32x8, i32x8, u32x8};

/// Eight numbers.
pub type F = f32x8;
/// Eight words.
pub type U = u32x8;
/// Numbers in a lane.
pub const LANES: usize = 8;

/// The same number in every lane.
pub const fn all(x: f32) -> F {
    F::splat(x)
}

/// A polynomial, its highest coefficient first.
#[inline(always)]
fn poly<const N: usize>(x: F, coefficients: [f32; N]) -> F {
    let mut terms = coefficients.into_iter();
    let first = all(terms.next().unwrap_or(0.0));
    terms.fold(first, |sum, c| sum * x + all(c))
}

/// Natural logarithm of positive normal numbers (Cephes `logf`), to about 1e-7.
#[inline(always)]
pub fn ln(x: F) -> F {
    let bits: i32x8 = cast(x);
    // The mantissa is taken into [√½, √2): 0x3f3504f3 is √½.
    let shifted = bits - i32x8::splat(0x3f35_04f3);
    let exponent: i32x8 = shifted >> 23;
    let mantissa: F = cast(bits - (exponent << 23));
    let e = F::from_i32x8(exponent);
    let f = mantissa - all(1.0);
    let square = f * f;
    let tail = poly(
        f,
        [
            7.037_683_6e-2,
            -1.151_461e-1,
            1.167_699_9e-1,
            -1.242_014_1e-1,
            1.424_932_3e-1,
            -1.666_805_8e-1,
            2.000_071_5e-1,
            -2.499_999_4e-1,
            3.333_333_1e-1,
        ],
    );
    let y = f * square * tail - all(2.121_944_4e-4) * e - all(0.5) * square;
    f + y + all(0.693_359_4) * e
}

/// Natural logarithm of `1 + x` for `x ≥ 0`, without losing small `x`.
#[inline(always)]
pub fn ln_1p(x: F) -> F {
    let y = all(1.0) + x;
    ln(y) + (x - (y - all(1.0))) / y
}

/// Exponential (Cephes `expf`), to about 1e-7; beyond ±87 the value at ±87.
#[inline(always)]
pub fn exp(x: F) -> F {
    let x = x.fast_max(all(-87.0)).fast_min(all(87.0));
    // Rounds to the nearest whole number by the precision of the sum.
    let magic = all(12_582_912.0);
    let n = (x * all(std::f32::consts::LOG2_E) + magic) - magic;
    let r = x - n * all(0.693_359_4) + n * all(2.121_944_4e-4);
    let tail = poly(
        r,
        [1.987_569_2e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5],
    );
    let y = tail * r * r + r + all(1.0);
    let power: F = cast((n.fast_trunc_int() + i32x8::splat(127)) << 23);
    y * power
}

/// A number in [0, 1) from 32 random bits: a multiple of 2⁻²⁴.
#[inline(always)]
pub fn unit(bits: U) -> F {
    let high: i32x8 = cast(bits >> 8);
    F::from_i32x8(high) * all(1.0 / 16_777_216.0)
}

/// A standard normal number from 32 random bits, by inversion; the complement of the bits gives its negative, exactly.
///
/// Single-precision `√2·erf⁻¹` of M. Giles, "Approximating the erfinv function", GPU Computing Gems (2011).
#[inline(always)]
pub fn normal(bits: U) -> F {
    let signed: i32x8 = cast(bits);
    // An odd multiple of 2⁻²⁴ in (−1, 1).
    let x = F::from_i32x8(signed >> 8) * all(1.0 / 8_388_608.0) + all(1.0 / 16_777_216.0);
    let w = -ln((all(1.0) - x) * (all(1.0) + x));
    let body = poly(
        w - all(2.5),
        [
            2.810_226_4e-8,
            3.432_739_4e-7,
            -3.523_387_7e-6,
            -4.391_506_5e-6,
            2.185_808_7e-4,
            -1.253_725e-3,
            -4.177_681_6e-3,
            2.466_407_3e-1,
            1.501_409_4,
        ],
    );
    let far = w.simd_ge(all(5.0));
    let body = if far.any() {
        let tail = poly(
            w.sqrt() - all(3.0),
            [
                -2.002_142_6e-4,
                1.009_505_6e-4,
                1.349_343_2e-3,
                -3.673_428_4e-3,
                5.739_507_7e-3,
                -7.622_461_3e-3,
                9.438_870_5e-3,
                1.001_674_1,
                2.832_976_8,
            ],
        );
        far.select(tail, body)
    } else {
        body
    };
    body * x * all(std::f32::consts::SQRT_2)
}

/// Whole numbers from the lanes; they must lie between zero and 2³¹.
#[inline(always)]
pub fn whole(x: F) -> [u32; LANES] {
    cast(x.fast_trunc_int())
}
