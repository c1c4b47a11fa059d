//! Sentences about probabilities. Never a certainty, never more digits than the simulation supports.

use engine::Chance;

use super::{Lang, format};

/// Such as “13 of 100”; at the ends “fewer than 1 of 100”.
pub fn of_100(lang: Lang, chance: Chance) -> String {
    let n = 100.0 * chance.value;
    match lang {
        Lang::En if n < 0.5 => "fewer than 1 of 100".into(),
        Lang::En if n > 99.5 => "more than 99 of 100".into(),
        Lang::En => format!("{n:.0} of 100"),
        Lang::Zh if n < 0.5 => "每100种不到1种".into(),
        Lang::Zh if n > 99.5 => "每100种超过99种".into(),
        Lang::Zh => format!("每100种有{n:.0}种"),
    }
}

/// How often all targets of a year are met together, and which alone is the least likely.
pub fn together(lang: Lang, year: u16, targets: usize, all: &str, weakest: &str, weakest_of_100: &str) -> String {
    let count = super::sentences::count(lang, targets);
    match lang {
        Lang::En if targets > 1 => format!(
            "Under these assumptions all {count} targets for {year} are met together in {all} simulated futures; the \
             least likely alone is {weakest}, in {weakest_of_100}."
        ),
        Lang::En => format!("Under these assumptions the target for {year} is met in {all} simulated futures."),
        Lang::Zh if targets > 1 => format!(
            "按这些假设模拟未来，{all}能同时达成{year}年的{count}项目标；单项中最难的是{weakest}，{weakest_of_100}达成。"
        ),
        Lang::Zh => format!("按这些假设模拟未来，{all}达成{year}年目标。"),
    }
}

/// Heading of the table of how many targets are met.
pub fn how_many(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("How many of the targets for {year} are met"),
        Lang::Zh => format!("{year}年目标达成几项"),
    }
}

/// A row of it.
pub fn exactly(lang: Lang, k: usize, of: usize) -> String {
    match lang {
        Lang::En if k == 0 => "none".into(),
        Lang::En if k == of => format!("all {of}"),
        Lang::En => format!("{k} of {of}"),
        Lang::Zh if k == 0 => "一项也没有".into(),
        Lang::Zh if k == of => format!("{of}项全部"),
        Lang::Zh => format!("{k}项"),
    }
}

/// All targets of a year.
pub fn all_of(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("All targets {year}"),
        Lang::Zh => format!("{year}年全部目标"),
    }
}

/// Heading of a column that asks for a probability.
pub fn with_chance(lang: Lang, percent: &str) -> String {
    match lang {
        Lang::En => format!("with {percent} probability"),
        Lang::Zh => format!("达成概率{percent}"),
    }
}

/// Monte Carlo error of a probability, in points.
pub fn error(lang: Lang, error: f64) -> String {
    // Two digits of an error are one too many.
    let points = 100.0 * error;
    let text = if points < 0.05 { format!("<{}", format::number(0.1, 1)) } else { format::number(points, 1) };
    match lang {
        Lang::En => format!("±\u{a0}{text} points"),
        Lang::Zh => format!("±{text}个百分点"),
    }
}

/// How many futures were simulated.
pub fn run(lang: Lang, done: &str, total: &str, seed: u32, complete: bool) -> String {
    match (lang, complete) {
        (Lang::En, true) => format!("{total} simulated futures, seed {seed}."),
        (Lang::En, false) => format!("{done} of {total} simulated futures, seed {seed}."),
        (Lang::Zh, true) => format!("共模拟{total}种未来，随机种子{seed}。"),
        (Lang::Zh, false) => format!("已模拟{done}种，共{total}种，随机种子{seed}。"),
    }
}

/// That a default rests on few figures.
pub fn few_figures(lang: Lang, n: u16) -> String {
    match lang {
        Lang::En if n <= 1 => "Rests on a single figure: a guess.".into(),
        Lang::En if n <= 5 => format!("Rests on {n} figures only: hardly more than a guess."),
        Lang::En => format!("Rests on {n} figures."),
        Lang::Zh if n <= 1 => "仅依据1个数据，只能算猜测。".into(),
        Lang::Zh if n <= 5 => format!("仅依据{n}个数据，与猜测相去不远。"),
        Lang::Zh => format!("依据{n}个数据。"),
    }
}
