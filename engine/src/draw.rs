//! Random draws. Each depends on its key alone (seed, path and purpose), and not on which others are made.

use wide::u32x8;

use crate::hash::{hash_lanes, mix};
use crate::inputs::Sampler;
use crate::lanes::{LANES, U};
use crate::sobol;
use crate::sobol::BITS;

/// Independent replicates of the point set; the error of a probability is estimated from their scatter.
pub const REPLICATES: usize = 16;
/// Number of years and of growing series with Sobol dimensions; draws beyond them are independent.
const YEARS: usize = 12;
const SERIES: usize = 4;

/// What a draw is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The unknown trend of a series.
    Trend(usize),
    /// What all unknown trends have in common.
    CommonTrend,
    /// The error of the base level of a series.
    Start(usize),
    /// The common shock of a year.
    Common(usize),
    Arrivals(usize),
    Departures(usize),
    /// What a year's wave of arrivals does not share with the common shock.
    Wave(usize),
    /// The idiosyncratic shock of a series in a year.
    Idiosyncratic(usize, usize),
    /// Whether an effect is delivered, by its key.
    Delivery(u32),
    /// The size of an effect, by its key.
    Size(u32),
}

/// A seed for each kind of draw, so that one kind can be redrawn alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds {
    /// Of yearly shocks, common and idiosyncratic.
    pub shocks: u32,
    pub trends: u32,
    /// Of base levels.
    pub starts: u32,
    /// Of arrivals and departures.
    pub counts: u32,
    /// Of the delivery and size of effects.
    pub effects: u32,
}

impl Seeds {
    pub const fn all(seed: u32) -> Self {
        Self { shocks: seed, trends: seed, starts: seed, counts: seed, effects: seed }
    }

    pub const fn of(self, purpose: Purpose) -> u32 {
        match purpose {
            Purpose::Trend(_) | Purpose::CommonTrend => self.trends,
            Purpose::Start(_) => self.starts,
            Purpose::Common(_) | Purpose::Idiosyncratic(..) | Purpose::Wave(_) => self.shocks,
            Purpose::Arrivals(_) | Purpose::Departures(_) => self.counts,
            Purpose::Delivery(_) | Purpose::Size(_) => self.effects,
        }
    }
}

impl Purpose {
    /// Dimension of the Sobol sequence. Each kind of draw has a block of dimensions, the most important first.
    fn dimension(self) -> Option<usize> {
        let in_year = |first: usize, step: usize| (step < YEARS).then_some(first + step);
        match self {
            Self::Trend(series) => (series < SERIES).then_some(series),
            Self::CommonTrend => Some(SERIES),
            Self::Common(step) => in_year(SERIES + 1, step),
            Self::Arrivals(step) => in_year(SERIES + 1 + YEARS, step),
            Self::Departures(step) => in_year(SERIES + 1 + 2 * YEARS, step),
            Self::Idiosyncratic(series, step) if series < SERIES => in_year(SERIES + 1 + (3 + series) * YEARS, step),
            Self::Wave(step) => in_year(SERIES + 1 + (3 + SERIES) * YEARS, step),
            // The last dimensions of the table; beyond them independent.
            Self::Start(series) => Some(SERIES + 1 + (4 + SERIES) * YEARS + series),
            Self::Idiosyncratic(..) | Self::Delivery(_) | Self::Size(_) => None,
        }
    }

    /// A key that differs for every purpose.
    fn key(self) -> u32 {
        let (kind, a, b) = match self {
            Self::Trend(series) => (1, series as u32, 0),
            Self::Common(step) => (2, 0, step as u32),
            Self::Arrivals(step) => (3, 0, step as u32),
            Self::Departures(step) => (4, 0, step as u32),
            Self::Idiosyncratic(series, step) => (5, series as u32, step as u32),
            Self::Delivery(key) => (6, key, 0),
            Self::Size(key) => (7, key, 0),
            Self::CommonTrend => (8, 0, 0),
            Self::Start(series) => (9, series as u32, 0),
            Self::Wave(step) => (10, 0, step as u32),
        };
        mix(mix(kind, a), b)
    }
}

/// A stream of draws for a purpose and a seed.
pub enum Stream {
    Sobol {
        /// Offsets of the lanes.
        lanes: U,
        directions: [u32; BITS],
        /// The current point of the sequence.
        base: u32,
        /// Digital shift of each replicate.
        shifts: [u32; REPLICATES],
    },
    /// Independent draws, by two keys.
    Hashed(u32, u32),
}

impl Stream {
    pub fn new(purpose: Purpose, seed: u32, sampler: Sampler) -> Self {
        let key = mix(seed, purpose.key());
        let directions = purpose.dimension().filter(|_| sampler.is_sobol()).and_then(|d| sobol::scrambled(d, key));
        let Some(directions) = directions else { return Self::Hashed(mix(key, 1), mix(key, 2)) };
        let low = |bit: usize, lane: usize| if lane >> bit & 1 == 1 { at(&directions, bit) } else { 0 };
        let lanes: [u32; LANES] = std::array::from_fn(|l| low(0, l) ^ low(1, l) ^ low(2, l));
        let shifts = std::array::from_fn(|r| mix(key, 0x5bd1_e995 ^ r as u32));
        Self::Sobol { lanes: u32x8::from(lanes), directions, base: 0, shifts }
    }

    /// Eight draws for each replicate; `round` counts the rounds of all replicates.
    pub fn bits(&self, round: u32) -> [U; REPLICATES] {
        let mut bits = [u32x8::splat(0); REPLICATES];
        match self {
            Self::Sobol { lanes, base, shifts, .. } => {
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

    /// Advances to the next eight points of every replicate; `round` is their number, counted from 1.
    pub fn advance(&mut self, round: u32) {
        if let Self::Sobol { directions, base, .. } = self {
            *base ^= at(directions, 3 + round.trailing_zeros() as usize);
        }
    }
}

fn at(list: &[u32], i: usize) -> u32 {
    list.get(i).copied().unwrap_or(0)
}
