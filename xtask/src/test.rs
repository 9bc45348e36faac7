//! `cargo xtask test`: every check, part by part.

mod deny;
mod parts;
mod queue;
mod run;
mod signatures;
mod tally;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use pico_args::Arguments;

use self::parts::{PARTS, Part};
use self::run::Run;
use self::tally::Tally;
use crate::log::Log;
use crate::once::Once;
use crate::process;
use crate::setup::Tools;
use crate::workspace::Workspace;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    if args.contains("--list") {
        crate::no_more(args)?;
        for part in PARTS {
            println!("{:<10} {}", part.name, part.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = rows(&mut args);
    let (parts, named) = chosen(args)?;
    rows.extend(named);
    let tools = Tools::new(workspace);
    // All of it at once, so that what is missing is known before the first long part. Named
    // parts install only what they use. A failure is reported by the parts that it concerns.
    if parts.len() == PARTS.len() {
        for failure in tools.install_all() {
            eprintln!("error: {failure:#}");
        }
    }

    let package = Once::new();
    let mut results = Vec::new();
    for part in parts {
        let start = Instant::now();
        println!("\n── {}: {}", part.name, part.about);
        let log = Log::file(workspace.target("test-logs").join(format!("{}.log", part.name)))?;
        let tally = run_part(part, &Run { tools: &tools, log: &log, package: &package, rows: &rows });
        if process::interrupted() {
            bail!("interrupted");
        }
        let result = Outcome { name: part.name, tally, time: start.elapsed() };
        if tally.failed > 0 {
            print!("{}", log.text());
        }
        println!("{result}");
        results.push(result);
    }
    Ok(report(&results))
}

struct Outcome {
    name: &'static str,
    tally: Tally,
    time: Duration,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Tally { passed, failed } = self.tally;
        write!(
            f,
            "{:<10} {passed:>6} passed {failed:>6} failed {:>8.1} s",
            self.name,
            self.time.as_secs_f64()
        )
    }
}

/// The flags of the part `frameworks`.
fn rows(args: &mut Arguments) -> Vec<OsString> {
    let flags = ["--all", "--fresh", "--write"];
    flags.into_iter().filter(|flag| args.contains(*flag)).map(OsString::from).collect()
}

/// The parts, and what is named after `--`: rows of the part `frameworks`.
fn chosen(args: Arguments) -> Result<(Vec<&'static Part>, Vec<OsString>)> {
    let mut names = args.finish();
    let end = names.iter().position(|name| name == "--").unwrap_or(names.len());
    let rows = names.split_off(end).into_iter().skip(1).collect();
    if names.is_empty() {
        return Ok((PARTS.iter().collect(), rows));
    }
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        bail!("there is no part `{}`: `cargo xtask test --list` names them", unknown.display());
    }
    Ok((PARTS.iter().filter(|part| names.iter().any(|name| part.name == *name)).collect(), rows))
}

fn run_part(part: &Part, run: &Run) -> Tally {
    let outcome = (part.run)(run).and_then(|tally| {
        // Nothing tested must not look like nothing wrong.
        ensure!(tally != Tally::default(), "no tests");
        Ok(tally)
    });
    outcome.unwrap_or_else(|error| {
        run.log.say(&format!("error: {error:#}"));
        Tally::one(false)
    })
}

/// The last line stands alone, for machines.
fn report(results: &[Outcome]) -> ExitCode {
    println!();
    for result in results {
        println!("{result}");
    }
    let total = results.iter().fold(Tally::default(), |sum, result| sum + result.tally);
    let time: Duration = results.iter().map(|result| result.time).sum();
    println!("{:<33} {:>14.1} s\n", "together", time.as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    if results.iter().all(|result| result.tally.failed == 0) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
