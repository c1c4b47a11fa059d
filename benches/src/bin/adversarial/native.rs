//! The native program.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fastrand::Rng;
use peak_alloc::PeakAlloc;
use two_rivers::plan::{Plan, chongqing};

use crate::pipeline::PipelineResult;
use crate::{generators, pipeline};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Longest time to read one text.
const MAX_TIME: Duration = Duration::from_millis(1);
/// How often a text that seems slow is read again.
const RETRIES: usize = 10;
/// Number of texts unless another is given.
const DEFAULT_NUMBER: u64 = 1_000_000;

/// Most memory for reading a text of so many bytes, beside the text.
const fn max_memory(length: usize) -> usize {
    256 * 1024 + 2 * length
}

/// The seed of the current text, for the message of a panic.
static SEED: AtomicU64 = AtomicU64::new(0);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReadStatus {
    Refused,
    /// Used in part; the rest is reported.
    Partial,
    Clean,
}

impl ReadStatus {
    fn of(read: &PipelineResult) -> Self {
        let mut links = read.links.iter().flatten().peekable();
        if links.peek().is_none() {
            Self::Refused
        } else if links.all(|link| link.problems.is_empty()) {
            Self::Clean
        } else {
            Self::Partial
        }
    }
}

/// Measurements of the texts of one kind, or of all.
#[derive(Clone, Default)]
struct Totals {
    /// Number of texts by [`ReadStatus`].
    statuses: [u64; 3],
    times: Vec<Duration>,
    /// Largest memory, in bytes.
    memory: usize,
}

impl Totals {
    fn add(&mut self, status: ReadStatus, time: Duration, memory: usize) {
        if let Some(count) = self.statuses.get_mut(status as usize) {
            *count += 1;
        }
        self.times.push(time);
        self.memory = self.memory.max(memory);
    }

    fn print(&mut self, name: &str) {
        self.times.sort_unstable();
        let at = |share: f64| self.times.get((self.times.len() as f64 * share) as usize).or(self.times.last());
        let micros = |time: Option<&Duration>| time.map_or(0.0, |t| t.as_secs_f64() * 1e6);
        let [refused, partial, clean] = self.statuses;
        let (half, rare, worst) = (micros(at(0.5)), micros(at(0.9999)), micros(self.times.last()));
        let most = self.memory.div_ceil(1024);
        println!("{name:<18}{refused:>10}{partial:>10}{clean:>10}{half:>10.1}{rare:>10.1}{worst:>10.1}{most:>10}");
    }
}

pub fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse());
    let (Ok(number), Ok(seed)) = (arguments.next().unwrap_or(Ok(DEFAULT_NUMBER)), arguments.next().unwrap_or(Ok(1)))
    else {
        eprintln!("usage: adversarial [NUMBER] [SEED]");
        return ExitCode::from(2);
    };
    let Ok(plan) = chongqing() else { return ExitCode::FAILURE };
    let default_hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        default_hook(panic);
        eprintln!("with the text of: adversarial 1 {}", SEED.load(Ordering::Relaxed));
    }));
    let mut totals = vec![Totals::default(); generators::ALL.len()];
    let mut failures = 0;
    for seed in (seed..).take(usize::try_from(number).unwrap_or(usize::MAX)) {
        SEED.store(seed, Ordering::Relaxed);
        let mut rng = Rng::with_seed(seed);
        let kind = rng.usize(..generators::ALL.len());
        let (Some((name, make)), Some(of_kind)) = (generators::ALL.get(kind), totals.get_mut(kind)) else { continue };
        let text = make(&mut rng);
        let (read, time, memory) = measured(&plan, &text);
        of_kind.add(ReadStatus::of(&read), time, memory);
        if let Some(failure) = failure(&plan, &read, &text, time, memory) {
            eprintln!("adversarial 1 {seed} ({name}): {failure}\n{}", excerpt(&text));
            failures += 1;
        }
    }
    report(&mut totals);
    let all_used = number < 1_000 || totals.iter().all(|t| !t.times.is_empty());
    println!("{number} texts from seed {seed}, {failures} failed");
    if failures == 0 && all_used { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads a text and measures time and memory. A slow time is the best of [`RETRIES`], since the machine may be busy.
fn measured(plan: &Plan, text: &str) -> (PipelineResult, Duration, usize) {
    let once = || {
        MEMORY.reset_peak_usage();
        let (before, began) = (MEMORY.current_usage(), Instant::now());
        let read = pipeline::read(plan, text);
        (read, began.elapsed(), MEMORY.peak_usage().saturating_sub(before))
    };
    let (read, time, memory) = once();
    let retries = if time > MAX_TIME / 4 { RETRIES } else { 0 };
    (read, (0..retries).map(|_| once().1).min().map_or(time, |best| best.min(time)), memory)
}

fn failure(plan: &Plan, read: &PipelineResult, text: &str, time: Duration, used: usize) -> Option<String> {
    let allowed = max_memory(text.len());
    let slow = (time > MAX_TIME).then(|| format!("takes {time:?}"));
    let large = (used > allowed).then(|| format!("takes {used} bytes of at most {allowed}"));
    read.broken_rule(plan).map(ToOwned::to_owned).or(slow).or(large)
}

/// The beginning of a text, escaped for a terminal.
fn excerpt(text: &str) -> String {
    format!("{} bytes: {}", text.len(), text.chars().take(400).collect::<String>().escape_debug())
}

fn report(totals: &mut [Totals]) {
    println!(
        "{:<18}{:>10}{:>10}{:>10}{:>30}{:>10}",
        "", "refused", "partial", "clean", "µs: half, 99.99 %, worst", "max kB"
    );
    let mut all = Totals::default();
    for (of_kind, (name, _)) in totals.iter_mut().zip(generators::ALL) {
        of_kind.print(name);
        all.times.append(&mut of_kind.times.clone());
        all.memory = all.memory.max(of_kind.memory);
        all.statuses.iter_mut().zip(of_kind.statuses).for_each(|(sum, n)| *sum += n);
    }
    all.print("all");
}
