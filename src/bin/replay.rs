//! Prints the results of a shared link as the page's download does, byte for byte.
//!
//! `cargo run --release --no-default-features --bin replay -- '<link or fragment>'`. Parts of the link that cannot be
//! used are named on standard error and the rest is used; a link that cannot be read at all ends with status 2.

use std::io::Write;
use std::process::ExitCode;

use two_rivers::text::Lang;
use two_rivers::{link, model, plan, report};

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
    let opened = match link::decode(&plan, link::query_of(&text).unwrap_or(&text)) {
        Ok(opened) => opened,
        Err(error) => {
            eprintln!("{}", error.describe(Lang::En));
            return ExitCode::from(2);
        }
    };
    for problem in &opened.problems {
        eprintln!("{}", problem.describe(Lang::En));
    }
    let csv = report::csv(&plan, &opened.scenario, &model::odds(&plan, &opened.scenario));
    match std::io::stdout().write_all(csv.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
