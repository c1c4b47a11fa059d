//! Round steps of an axis.

/// Multiples of a power of ten that read well, and what follows them.
const ROUND: [f64; 6] = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0];
/// Part of a step by which a bound may miss a multiple of it: the noise of binary fractions.
const NOISE: f64 = 1e-9;

/// Round values in rising order that cover a range: the first at or below `low`, the last at or above `high`, in the
/// finest steps of 1, 2, 2.5 or 5 times a power of ten that need no more than `most` of them.
///
/// A single value gets some room around it, a range that is not finite gives 0 and 1, and one that no step can divide
/// gives its ends. There are always at least two values.
pub fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) {
        return vec![0.0, 1.0];
    }
    let (low, high) = around(low.min(high), low.max(high));
    let spaces = most.clamp(3, 12) as f64 - 1.0;
    let span = high - low;
    let power = power_of_ten(span / spaces);
    let steps = ROUND.into_iter().map(|round| round * power).filter(|step| step.is_finite() && *step > 0.0);
    for step in steps {
        let (first, last) = ((low / step + NOISE).floor(), (high / step - NOISE).ceil());
        if last - first > spaces {
            continue;
        }
        let all: Vec<f64> = (0..=(last - first) as usize).map(|i| (first + i as f64) * step).collect();
        if all.iter().zip(all.iter().skip(1)).all(|(a, b)| a < b) && all.iter().all(|v| v.is_finite()) && all.len() > 1
        {
            return all;
        }
    }
    vec![low, high]
}

/// Room around a range of one value.
fn around(low: f64, high: f64) -> (f64, f64) {
    let room = low.abs() / 10.0;
    match () {
        () if low < high => (low, high),
        () if low - room < low && (high + room).is_finite() => (low - room, high + room),
        () => (0.0, 1.0),
    }
}

/// The largest power of ten up to a size; zero or infinite if there is none.
fn power_of_ten(size: f64) -> f64 {
    if !(size.is_finite() && size > 0.0) {
        return size;
    }
    let mut power = 1.0;
    while power * 10.0 <= size {
        power *= 10.0;
    }
    while power > size {
        power /= 10.0;
    }
    power
}
