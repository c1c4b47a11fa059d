//! The native program.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fastrand::Rng;
use peak_alloc::PeakAlloc;
use two_rivers::plan::{Plan, chongqing};

use crate::journey::{self, PipelineResult};
use crate::kinds;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Most time that one text may take.
const TIME: Duration = Duration::from_millis(1);
/// How often a text is read again that seems to take a good part of it.
const AGAIN: usize = 10;
/// Texts unless another number is given.
const NUMBER: u64 = 1_000_000;

/// Most memory that a text of so many bytes may take beside itself.
const fn memory(length: usize) -> usize {
    256 * 1024 + 2 * length
}

/// The seed of the text in hand, for the message of a panic.
static SEED: AtomicU64 = AtomicU64::new(0);

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// There is no scenario in it.
    Refused,
    /// Some of it is used, and the rest is named.
    Named,
    /// All of it is used.
    Clean,
}

impl Fate {
    fn of(read: &PipelineResult) -> Self {
        let mut links = read.links.iter().flatten().peekable();
        if links.peek().is_none() {
            Self::Refused
        } else if links.all(|link| link.problems.is_empty()) {
            Self::Clean
        } else {
            Self::Named
        }
    }
}

/// What was measured of texts of one kind, or of all.
#[derive(Clone, Default)]
struct Totals {
    fates: [u64; 3],
    times: Vec<Duration>,
    most: usize,
}

impl Totals {
    fn add(&mut self, fate: Fate, time: Duration, memory: usize) {
        if let Some(count) = self.fates.get_mut(fate as usize) {
            *count += 1;
        }
        self.times.push(time);
        self.most = self.most.max(memory);
    }

    fn print(&mut self, name: &str) {
        self.times.sort_unstable();
        let at = |share: f64| self.times.get((self.times.len() as f64 * share) as usize).or(self.times.last());
        let micros = |time: Option<&Duration>| time.map_or(0.0, |t| t.as_secs_f64() * 1e6);
        let [refused, named, clean] = self.fates;
        let (half, rare, worst) = (micros(at(0.5)), micros(at(0.9999)), micros(self.times.last()));
        let most = self.most.div_ceil(1024);
        println!("{name:<18}{refused:>10}{named:>10}{clean:>10}{half:>10.1}{rare:>10.1}{worst:>10.1}{most:>10}");
    }
}

pub fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse());
    let (Ok(number), Ok(seed)) = (arguments.next().unwrap_or(Ok(NUMBER)), arguments.next().unwrap_or(Ok(1))) else {
        eprintln!("usage: hostile [NUMBER] [SEED]");
        return ExitCode::from(2);
    };
    let Ok(plan) = chongqing() else { return ExitCode::FAILURE };
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tell(panic);
        eprintln!("with the text of: hostile 1 {}", SEED.load(Ordering::Relaxed));
    }));
    let mut tallies = vec![Totals::default(); kinds::ALL.len()];
    let mut faults = 0;
    for seed in (seed..).take(usize::try_from(number).unwrap_or(usize::MAX)) {
        SEED.store(seed, Ordering::Relaxed);
        let mut rng = Rng::with_seed(seed);
        let kind = rng.usize(..kinds::ALL.len());
        let (Some((name, make)), Some(tally)) = (kinds::ALL.get(kind), tallies.get_mut(kind)) else { continue };
        let text = make(&mut rng);
        let (read, time, memory) = measured(&plan, &text);
        tally.add(Fate::of(&read), time, memory);
        if let Some(fault) = fault(&plan, &read, &text, time, memory) {
            eprintln!("hostile 1 {seed} ({name}): {fault}\n{}", shown(&text));
            faults += 1;
        }
    }
    report(&mut tallies);
    let tried = number < 1_000 || tallies.iter().all(|t| !t.times.is_empty());
    println!("{number} texts from seed {seed}, {faults} of them at fault");
    if faults == 0 && tried { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads a text and measures it: the best of [`AGAIN`] where it seems to take long, since others use the machine, too.
fn measured(plan: &Plan, text: &str) -> (PipelineResult, Duration, usize) {
    let once = || {
        MEMORY.reset_peak_usage();
        let (before, began) = (MEMORY.current_usage(), Instant::now());
        let read = journey::read(plan, text);
        (read, began.elapsed(), MEMORY.peak_usage().saturating_sub(before))
    };
    let (read, time, memory) = once();
    let again = if time > TIME / 4 { AGAIN } else { 0 };
    (read, (0..again).map(|_| once().1).min().map_or(time, |best| best.min(time)), memory)
}

fn fault(plan: &Plan, read: &PipelineResult, text: &str, time: Duration, used: usize) -> Option<String> {
    let allowed = memory(text.len());
    let slow = (time > TIME).then(|| format!("takes {time:?}"));
    let large = (used > allowed).then(|| format!("takes {used} bytes, {allowed} are allowed"));
    read.broken(plan).map(ToOwned::to_owned).or(slow).or(large)
}

/// The beginning of a text, safe for a terminal.
fn shown(text: &str) -> String {
    format!("{} bytes: {}", text.len(), text.chars().take(400).collect::<String>().escape_debug())
}

fn report(tallies: &mut [Totals]) {
    println!(
        "{:<18}{:>10}{:>10}{:>10}{:>30}{:>10}",
        "", "refused", "named", "clean", "µs: half, 99.99 %, worst", "most kB"
    );
    let mut all = Totals::default();
    for (tally, (name, _)) in tallies.iter_mut().zip(kinds::ALL) {
        tally.print(name);
        all.times.append(&mut tally.times.clone());
        all.most = all.most.max(tally.most);
        all.fates.iter_mut().zip(tally.fates).for_each(|(sum, n)| *sum += n);
    }
    all.print("all");
}
