//! Draws, each from its key alone: seed, path and what it is for. No draw depends on which others are made.

use wide::u32x8;

use crate::ensemble::REPLICATES;
use crate::lanes::{LANES, U};
use crate::sobol::{self, BITS};

/// How the points of an ensemble are chosen. Paired points come with their mirror image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampler {
    /// Independent points.
    Random,
    /// Independent points, paired.
    Antithetic,
    /// Scrambled Sobol points.
    Sobol,
    /// Scrambled Sobol points, paired: what the page uses.
    SobolPaired,
}

impl Sampler {
    /// How draws are made unless one asks otherwise.
    pub const DEFAULT: Self = Self::SobolPaired;

    /// Mirror images made of each point, itself among them.
    pub const fn images(self) -> usize {
        match self {
            Self::Random | Self::Sobol => 1,
            Self::Antithetic | Self::SobolPaired => 2,
        }
    }

    const fn is_even(self) -> bool {
        matches!(self, Self::Sobol | Self::SobolPaired)
    }
}

/// Years and growing series that have Sobol dimensions; what lies beyond is drawn independently.
const YEARS: usize = 12;
const SERIES: usize = 5;

/// What a draw is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The unknown trend of a series.
    Trend(usize),
    /// The common shock of a year.
    Common(usize),
    /// How many join in a year.
    Join(usize),
    /// How many leave in a year.
    Leave(usize),
    /// The own shock of a series in a year.
    Own(usize, usize),
    /// Whether an effect is delivered, by its key.
    Delivery(u32),
    /// How large it is, by its key.
    Size(u32),
}

/// A seed for each kind of draw: what comes of one can be drawn anew while the rest stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds {
    /// Of yearly shocks, common and own.
    pub shocks: u32,
    /// Of unknown trends.
    pub trends: u32,
    /// Of how many join and leave.
    pub counts: u32,
    /// Of effects: whether they are delivered, and how large they are.
    pub effects: u32,
}

impl Seeds {
    /// One seed for all.
    pub const fn all(seed: u32) -> Self {
        Self { shocks: seed, trends: seed, counts: seed, effects: seed }
    }

    /// The seed of a purpose.
    pub const fn of(self, purpose: Purpose) -> u32 {
        match purpose {
            Purpose::Trend(_) => self.trends,
            Purpose::Common(_) | Purpose::Own(..) => self.shocks,
            Purpose::Join(_) | Purpose::Leave(_) => self.counts,
            Purpose::Delivery(_) | Purpose::Size(_) => self.effects,
        }
    }
}

impl Purpose {
    /// Dimension of the sequence. Each kind has a block of its own, the most important first.
    fn dimension(self) -> Option<usize> {
        let in_year = |first: usize, step: usize| (step < YEARS).then_some(first + step);
        match self {
            Self::Trend(series) => (series < SERIES).then_some(series),
            Self::Common(step) => in_year(SERIES, step),
            Self::Join(step) => in_year(SERIES + YEARS, step),
            Self::Leave(step) => in_year(SERIES + 2 * YEARS, step),
            Self::Own(series, step) if series < SERIES => in_year(SERIES + (3 + series) * YEARS, step),
            Self::Own(..) | Self::Delivery(_) | Self::Size(_) => None,
        }
    }

    /// A number of its own for every purpose.
    fn key(self) -> u32 {
        let (kind, a, b) = match self {
            Self::Trend(series) => (1, series as u32, 0),
            Self::Common(step) => (2, 0, step as u32),
            Self::Join(step) => (3, 0, step as u32),
            Self::Leave(step) => (4, 0, step as u32),
            Self::Own(series, step) => (5, series as u32, step as u32),
            Self::Delivery(key) => (6, key, 0),
            Self::Size(key) => (7, key, 0),
        };
        mix(mix(kind, a), b)
    }
}

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

/// The same on lanes, with two keys.
#[inline(always)]
fn hash_lanes(paths: U, first: u32, second: u32) -> U {
    let hash = |mut x: U| {
        x ^= x >> 16;
        x *= u32x8::splat(0x7feb_352d);
        x ^= x >> 15;
        x *= u32x8::splat(0x846c_a68b);
        x ^ (x >> 16)
    };
    hash(hash(paths ^ u32x8::splat(first)) + u32x8::splat(second))
}

/// One stream of draws: a purpose, bound to a seed.
pub enum Stream {
    /// Of the Sobol sequence.
    Even {
        /// Offsets of the lanes.
        lanes: U,
        /// Direction numbers.
        directions: [u32; BITS],
        /// Where the sequence stands.
        base: u32,
        /// The shift of each replicate.
        shifts: [u32; REPLICATES],
    },
    /// Independent draws, by two keys.
    Hashed(u32, u32),
}

impl Stream {
    /// The stream of a purpose.
    pub fn new(purpose: Purpose, seed: u32, sampler: Sampler) -> Self {
        let key = mix(seed, purpose.key());
        let directions = purpose.dimension().filter(|_| sampler.is_even()).and_then(|d| sobol::scrambled(d, key));
        let Some(directions) = directions else { return Self::Hashed(mix(key, 1), mix(key, 2)) };
        let low = |bit: usize, lane: usize| if lane >> bit & 1 == 1 { at(&directions, bit) } else { 0 };
        let lanes: [u32; LANES] = std::array::from_fn(|l| low(0, l) ^ low(1, l) ^ low(2, l));
        let shifts = std::array::from_fn(|r| mix(key, 0x5bd1_e995 ^ r as u32));
        Self::Even { lanes: u32x8::from(lanes), directions, base: 0, shifts }
    }

    /// Eight draws for each replicate; `round` counts the rounds of all replicates.
    pub fn bits(&self, round: u32) -> [U; REPLICATES] {
        let mut bits = [u32x8::splat(0); REPLICATES];
        match self {
            Self::Even { lanes, base, shifts, .. } => {
                for (bits, shift) in bits.iter_mut().zip(shifts) {
                    *bits = *lanes ^ u32x8::splat(base ^ shift);
                }
            }
            Self::Hashed(first, second) => {
                let mut paths =
                    u32x8::splat(round * (REPLICATES * LANES) as u32) + u32x8::from([0, 1, 2, 3, 4, 5, 6, 7]);
                for bits in &mut bits {
                    *bits = hash_lanes(paths, *first, *second);
                    paths += u32x8::splat(LANES as u32);
                }
            }
        }
        bits
    }

    /// Goes on to the next eight points of every replicate; `round` is their number, counted from 1.
    pub fn advance(&mut self, round: u32) {
        if let Self::Even { directions, base, .. } = self {
            *base ^= at(directions, 3 + round.trailing_zeros() as usize);
        }
    }
}

fn at(list: &[u32], i: usize) -> u32 {
    list.get(i).copied().unwrap_or(0)
}
