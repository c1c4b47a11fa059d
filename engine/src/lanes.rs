//! Elementary functions on eight numbers at a time.
//!
//! Built from `+ − × ÷ √` and bit operations alone, in one order, so that every machine gives the same bits.

use std::sync::LazyLock;

use bytemuck::cast;
use wide::{f32x4, f32x8, i32x4, i32x8, u32x8};

use crate::normal::{normal_cdf, normal_density, normal_quantile};

pub type F = f32x8;
pub type U = u32x8;
pub const LANES: usize = 8;

pub const fn all(x: f32) -> F {
    F::splat(x)
}

/// Converts whole numbers to floating point; by halves, since `wide` has a vector instruction for all eight only with
/// AVX2.
#[inline(always)]
fn float(n: i32x8) -> F {
    let halves: [i32x4; 2] = cast(n);
    cast(halves.map(f32x4::from_i32x4))
}

/// Evaluates a polynomial, highest coefficient first. Even and odd powers are summed separately: two short dependency
/// chains instead of a long one.
#[inline(always)]
fn poly<const N: usize>(x: F, coefficients: [f32; N]) -> F {
    let square = x * x;
    let mut chains = [all(0.0); 2];
    for (i, c) in coefficients.into_iter().enumerate() {
        let [current, other] = chains;
        chains = [other, if i < 2 { all(c) } else { current * square + all(c) }];
    }
    chains[0] * x + chains[1]
}

/// Natural logarithm of positive normal numbers (Cephes `logf`), to about 1e-7.
#[inline(always)]
pub fn ln(x: F) -> F {
    let bits: i32x8 = cast(x);
    // Scales the mantissa into [√½, √2): 0x3f3504f3 is √½.
    let shifted = bits - i32x8::splat(0x3f35_04f3);
    let exponent: i32x8 = shifted >> 23;
    let mantissa: F = cast(bits - (exponent << 23));
    let e = float(exponent);
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
            3.333_333e-1,
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
    let rounded = x * all(std::f32::consts::LOG2_E) + magic;
    let n = rounded - magic;
    let r = x - n * all(0.693_359_4) + n * all(2.121_944_4e-4);
    let tail = poly(r, [1.987_569_2e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5]);
    let y = tail * r * r + r + all(1.0);
    // The low bits of the sum are the whole number; the others are shifted out.
    let power: F = cast((cast::<F, i32x8>(rounded) + i32x8::splat(127)) << 23);
    y * power
}

/// A number in [0, 1) from 32 random bits: a multiple of 2⁻²⁴.
#[inline(always)]
pub fn unit(bits: U) -> F {
    let high: i32x8 = cast(bits >> 8);
    float(high) * all(1.0 / 16_777_216.0)
}

/// Linear pieces for each doubling of a probability.
const PIECES: usize = 256;
/// Doublings from 2⁻²⁵ to a half.
const DOUBLINGS: usize = 24;
/// Size of the table; a power of two.
const TABLE_SIZE: usize = 8_192;

/// The inverse normal distribution function in linear pieces: for a probability of `q`·2⁻²⁵ below a half, the negative
/// of the number is offset plus slope times `q`.
static NORMAL: LazyLock<Box<[[f32; 2]; TABLE_SIZE]>> = LazyLock::new(|| {
    let mut table = Box::new([[0.0; 2]; TABLE_SIZE]);
    let unit = 1.0 / f64::from(1 << (DOUBLINGS + 1));
    let mut z = normal_quantile(unit);
    let mut q = 1.0;
    for (i, piece) in table.iter_mut().take(PIECES * DOUBLINGS).enumerate() {
        let width = f64::from(1_u32 << (i / PIECES)) / PIECES as f64;
        // One step of Newton's method from the tangent at the last end.
        let tangent = z + width * unit / normal_density(z);
        let next = tangent - (normal_cdf(tangent) - (q + width) * unit) / normal_density(tangent);
        let slope = (next - z) / width;
        // Half of the error of the chord at its middle, so that the error at its ends is as large.
        let bend = (width * unit / normal_density(z)) * (width * unit / normal_density(z)) * z / 16.0;
        *piece = [(slope * q - z + bend) as f32, -slope as f32];
        (z, q) = (next, q + width);
    }
    table
});

/// A standard normal number from 32 random bits, by inversion, to about 1e-6; the complement of the bits gives its
/// negative, exactly.
pub fn normal(bits: U) -> F {
    NormalLanes::new().draw(bits)
}

/// The table for [`normal`], to be loaded before a loop.
#[derive(Clone, Copy)]
pub struct NormalLanes(&'static [[f32; 2]; TABLE_SIZE]);

impl NormalLanes {
    pub fn new() -> Self {
        Self(&NORMAL)
    }

    /// As [`normal`].
    #[inline(always)]
    pub fn draw(self, bits: U) -> F {
        let signed: i32x8 = cast(bits);
        let signed: i32x8 = signed >> 8;
        let sign: i32x8 = signed >> 31;
        let from_centre = signed ^ sign;
        // The nearer tail is an odd multiple of 2⁻²⁵.
        let q = float(i32x8::splat((1 << DOUBLINGS) - 1) - (from_centre + from_centre));
        // Exponent and first bits of the mantissa.
        let piece: U = (cast::<F, U>(q) >> 15) - u32x8::splat(127 << 8);
        let pieces = piece.to_array().map(|i| self.0.get(i as usize % TABLE_SIZE).copied().unwrap_or_default());
        let size = F::from(pieces.map(|p| p[0])) + F::from(pieces.map(|p| p[1])) * q;
        cast(cast::<F, i32x8>(size) ^ (sign & i32x8::splat(i32::MIN)))
    }
}

/// The nearest whole numbers to numbers between zero and 2²².
#[inline(always)]
pub fn whole(x: F) -> [u32; LANES] {
    // The low bits of the sum are the whole number.
    cast(cast::<F, i32x8>(x + all(8_388_608.0)) & i32x8::splat(0x7f_ffff))
}
