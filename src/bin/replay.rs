//! Prints the results of a shared link, or of a link to a comparison, as the page's download does, byte for byte.
//!
//! `cargo run --release --no-default-features --bin replay -- '<link or fragment>'`. Parts of the link that cannot be
//! used are named on standard error and the rest is used; a link that cannot be read at all ends with status 2.

use std::io::Write;
use std::process::ExitCode;

use two_rivers::analysis::compare;
use two_rivers::codec::link;
use two_rivers::codec::link::{Link, LinkError};
use two_rivers::plan::Plan;
use two_rivers::text::Lang;
use two_rivers::text::sentences::comparison;
use two_rivers::{model, plan};

fn main() -> ExitCode {
    let Some(text) = std::env::args().nth(1) else {
        eprintln!("usage: replay '<link or fragment>'");
        return ExitCode::from(2);
    };
    let plan = match plan::chongqing() {
        Ok(plan) => plan,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let query = link::query_of(&text).unwrap_or(text);
    let read = if link::is_several(&query) { several(&plan, &query) } else { single(&plan, &query) };
    let csv = match read {
        Ok(csv) => csv,
        Err(error) => {
            eprintln!("{}", error.describe(Lang::En));
            return ExitCode::from(2);
        }
    };
    match std::io::stdout().write_all(csv.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn single(plan: &Plan, query: &str) -> Result<String, LinkError> {
    let opened = link::decode(plan, query)?;
    name_problems(&opened);
    Ok(two_rivers::export::csv(plan, &opened.scenario, &model::odds(plan, &opened.scenario)))
}

/// The columns that can be read; the others are named.
fn several(plan: &Plan, query: &str) -> Result<String, LinkError> {
    let read = link::decode_several(plan, query)?;
    let mut scenarios = Vec::new();
    for column in read.columns {
        match column {
            Ok(opened) => {
                name_problems(&opened);
                scenarios.push(opened.scenario);
            }
            Err(error) => eprintln!("{}", error.describe(Lang::En)),
        }
    }
    if read.beyond > 0 {
        eprintln!("{}", comparison::too_many(Lang::En, compare::MOST, read.beyond));
    }
    let scenarios = compare::aligned(&scenarios);
    let runs: Vec<_> = scenarios.iter().map(|s| (model::simulate(plan, s), model::odds(plan, s))).collect();
    let column = |(scenario, (outcome, odds))| compare::ComparedScenario { scenario, outcome, odds: Some(odds) };
    let columns: Vec<_> =
        scenarios.iter().zip(runs.iter().map(|(outcome, odds)| (outcome, odds))).map(column).collect();
    Ok(two_rivers::export::compared_csv(plan, &columns))
}

fn name_problems(opened: &Link) {
    for problem in &opened.problems {
        eprintln!("{}", problem.describe(Lang::En));
    }
}
