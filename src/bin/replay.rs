//! Prints the results of a scenario link or a comparison link, byte for byte as the page's download.
//!
//! `cargo run --release --no-default-features --bin replay -- '<link or fragment>'`. Parts of the link that cannot be
//! used are reported on standard error and the rest is used. Exits with status 2 if the link cannot be read at all.

use std::io::Write;
use std::process::ExitCode;

use two_rivers::analysis::compare;
use two_rivers::codec::link;
use two_rivers::codec::link::{Link, LinkError, LinkQuery, MultiLink};
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
    let read = LinkQuery::from_pasted(&text).ok_or(LinkError::NotALink).and_then(|query| csv_of(&plan, &query));
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

fn csv_of(plan: &Plan, query: &LinkQuery) -> Result<String, LinkError> {
    if let Some(read) = query.decode_many(plan) {
        return Ok(compared(plan, read));
    }
    let link =
        query.decode_one(plan).unwrap_or(Err(LinkError::NotALink)).inspect(|link| report_problems(plan, link))?;
    let scenario = &link.scenario;
    let (outcome, odds) = (model::simulate(plan, scenario), model::odds(plan, scenario));
    Ok(two_rivers::export::csv(plan, scenario, &odds, &link::of_results(plan, scenario, &outcome, &odds)))
}

/// Compares the links that can be read and reports the others.
fn compared(plan: &Plan, read: MultiLink) -> String {
    let mut scenarios = Vec::new();
    for link in read.links {
        match link {
            Ok(link) => {
                report_problems(plan, &link);
                scenarios.push(link.scenario);
            }
            Err(error) => eprintln!("{}", error.describe(Lang::En)),
        }
    }
    if read.beyond > 0 {
        eprintln!("{}", comparison::too_many(Lang::En, compare::MOST, read.beyond));
    }
    let runs: Vec<_> = scenarios.iter().map(|s| (model::simulate(plan, s), model::odds(plan, s))).collect();
    let column = |(scenario, (outcome, odds))| compare::ComparedScenario { scenario, outcome, odds };
    let columns: Vec<_> =
        scenarios.iter().zip(runs.iter().map(|(outcome, odds)| (outcome, odds))).map(column).collect();
    let of = |c: &compare::ComparedScenario| link::of_results(plan, c.scenario, c.outcome, c.odds);
    let links: Vec<String> = columns.iter().map(of).collect();
    two_rivers::export::compared_csv(plan, &columns, &links)
}

fn report_problems(plan: &Plan, link: &Link) {
    if let Some(made) = link.made_before(plan, Lang::En) {
        eprintln!("{made}");
    }
    for problem in &link.problems {
        eprintln!("{}", problem.describe(Lang::En));
    }
}
