//! `cargo xtask test`: every check, part by part.

mod deny;
mod filter;
mod imports;
mod module_map;
mod parts;
mod queue;
mod recipe;
mod run;
mod signatures;
mod tally;

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use pico_args::Arguments;

use self::filter::Filter;
use self::parts::{PARTS, Part, QUICK};
use self::run::Run;
use self::tally::Tally;
use crate::setup::Tools;
use crate::system::arguments::no_more;
use crate::system::log::Log;
use crate::system::memo::Memo;
use crate::system::process;
use crate::system::workspace::Workspace;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    if args.contains("--list") {
        no_more(args)?;
        for part in PARTS {
            println!("{:<10} {}", part.name, part.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let tools = Tools::new(workspace);
    if args.contains("--quick") {
        no_more(args)?;
        return quick(&tools);
    }
    let options = options(&mut args);
    let (parts, filter) = chosen(args)?;
    // All of it at once, so that what is missing is known before the first long part. Named
    // parts install only what they use. A failure is reported by the parts that it concerns.
    if parts.len() == PARTS.len() {
        for failure in tools.install_all() {
            eprintln!("error: {failure:#}");
        }
    }
    let start = Instant::now();
    let package = Memo::new();
    let results = run_all(
        &parts,
        &Common { tools: &tools, package: &package, is_whole: true, filter: &filter, options: &options },
    )?;
    Ok(report(&results, start.elapsed()))
}

/// Runs what is quick. Its lists run at the same time.
fn quick(tools: &Tools) -> Result<ExitCode> {
    let start = Instant::now();
    let (package, filter) = (Memo::new(), Filter::default());
    let common = Common { tools, package: &package, is_whole: false, filter: &filter, options: &[] };
    let results = thread::scope(|scope| {
        let lists = QUICK.map(|names| {
            let parts: Vec<_> = PARTS.iter().filter(|part| names.contains(&part.name)).collect();
            scope.spawn(move || run_all(&parts, &common))
        });
        let join = |list: ScopedJoinHandle<Result<Vec<Outcome>>>| match list.join() {
            Ok(results) => results,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        lists.map(join).into_iter().collect::<Result<Vec<_>>>()
    })?;
    Ok(report(&results.concat(), start.elapsed()))
}

/// What all parts of a run share.
#[derive(Clone, Copy)]
struct Common<'c> {
    tools: &'c Tools<'c>,
    package: &'c Memo<PathBuf>,
    is_whole: bool,
    filter: &'c Filter,
    options: &'c [&'static str],
}

/// Runs parts, one after the other.
fn run_all(parts: &[&Part], common: &Common) -> Result<Vec<Outcome>> {
    let mut results = Vec::new();
    for part in parts {
        let start = Instant::now();
        println!("\n── {}: {}", part.name, part.about);
        let Common { tools, package, is_whole, filter, options } = *common;
        let log = Log::file(tools.workspace.target("test-logs").join(format!("{}.log", part.name)))?;
        let tally = run_part(part, &Run { tools, log: &log, package, is_whole, filter, options });
        if process::interrupted() {
            bail!("interrupted");
        }
        let result = Outcome { name: part.name, tally, time: start.elapsed() };
        let text = if tally.failed > 0 { log.text() } else { String::new() };
        println!("{text}{result}");
        results.push(result);
    }
    Ok(results)
}

#[derive(Clone)]
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

/// The options of the part `frameworks`.
fn options(args: &mut Arguments) -> Vec<&'static str> {
    ["--all", "--fresh", "--write"].into_iter().filter(|option| args.contains(*option)).collect()
}

/// The parts, and which of their tests run: those that the words after `--` choose.
fn chosen(args: Arguments) -> Result<(Vec<&'static Part>, Filter)> {
    let args = args.finish().into_iter().map(|word| word.into_string());
    let Ok(mut names) = args.collect::<Result<Vec<_>, _>>() else { bail!("an argument is not UTF-8") };
    let end = names.iter().position(|name| name == "--").unwrap_or(names.len());
    let filter = Filter::new(names.split_off(end).into_iter().skip(1).collect());
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        bail!("there is no part `{unknown}`: `cargo xtask test --list` names them");
    }
    if names.is_empty() {
        ensure!(filter.is_empty(), "name the part that has the test: `cargo xtask test PART -- FILTER`");
        return Ok((PARTS.iter().collect(), filter));
    }
    let parts: Vec<_> = PARTS.iter().filter(|part| names.iter().any(|name| part.name == *name)).collect();
    if let (false, Some(check)) = (filter.is_empty(), parts.iter().find(|part| !part.has_names)) {
        bail!("`{}` is one check: it has no tests that {filter} could choose", check.name);
    }
    Ok((parts, filter))
}

fn run_part(part: &Part, run: &Run) -> Tally {
    let outcome = (part.run)(run).and_then(|tally| {
        // Nothing tested must not look like nothing wrong.
        let none = tally == Tally::default();
        ensure!(!none || run.filter.is_empty(), "no test of `{}` has {} in its name", part.name, run.filter);
        ensure!(!none, "no tests");
        Ok(tally)
    });
    outcome.unwrap_or_else(|error| {
        run.log.say(&format!("error: {error:#}"));
        Tally::one(false)
    })
}

/// The last line stands alone, for machines.
fn report(results: &[Outcome], time: Duration) -> ExitCode {
    println!();
    for result in results {
        println!("{result}");
    }
    let total: Tally = results.iter().map(|result| result.tally).sum();
    println!("{:<33} {:>14.1} s\n", "together", time.as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    if results.iter().all(|result| result.tally.failed == 0) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use pico_args::Arguments;

    use super::{PARTS, chosen};

    /// The parts and the words of the filter that a command line chooses, or why it chooses none.
    fn choice(line: &[&str]) -> Result<(Vec<&'static str>, Vec<String>), String> {
        let chosen = chosen(Arguments::from_vec(line.iter().map(Into::into).collect()));
        let (parts, filter) = chosen.map_err(|error| error.to_string())?;
        Ok((parts.iter().map(|part| part.name).collect(), filter.words().to_vec()))
    }

    #[test]
    fn parts_are_named_before_the_dashes_and_tests_behind_them() {
        let all = PARTS.iter().map(|part| part.name).collect();
        assert_eq!(choice(&[]), Ok((all, vec![])));
        assert_eq!(choice(&["unit", "fmt"]), Ok((vec!["fmt", "unit"], vec![])));
        let words = vec![String::from("a start"), String::from("fmt")];
        assert_eq!(choice(&["unit", "--", "a start", "fmt"]), Ok((vec!["unit"], words)));
    }

    #[test]
    fn what_chooses_no_test_is_refused() {
        let refusals = [
            (&["units"][..], "there is no part `units`: `cargo xtask test --list` names them"),
            (&["--", "a start"], "name the part that has the test: `cargo xtask test PART -- FILTER`"),
            (&["fmt", "--", "a start"], "`fmt` is one check: it has no tests that `a start` could choose"),
        ];
        for (line, refusal) in refusals {
            assert_eq!(choice(line), Err(refusal.to_owned()));
        }
    }
}
