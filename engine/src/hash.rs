//! Pseudorandom words from keys.

/// Mixes two words into one (constants of C. Wellons' `lowbias32`).
pub const fn mix(a: u32, b: u32) -> u32 {
    const fn hash(mut x: u32) -> u32 {
        x ^= x >> 16;
        x = x.wrapping_mul(0x7feb_352d);
        x ^= x >> 15;
        x = x.wrapping_mul(0x846c_a68b);
        x ^ (x >> 16)
    }
    hash(hash(a.wrapping_add(0x9e37_79b9)) ^ b.wrapping_mul(0x85eb_ca6b).wrapping_add(0xc2b2_ae35))
}
