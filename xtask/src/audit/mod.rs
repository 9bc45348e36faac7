//! `cargo xtask audit`: the operations of the crate against `openapi.yaml` and `docs/names.md`.

mod checks;
mod operations_doc;
#[cfg(test)]
mod sample;
mod sources;

use std::collections::HashSet;
use std::fs;
use std::process::ExitCode;

use a2e_wasm::schema::operation::Effect;
use a2e_wasm::schema::verb::Verb;
use anyhow::{Context, Result};
use pico_args::Arguments;

use self::checks::{answers, confidence, field_strings, marks, requests, tasks};
use self::operations_doc::Entry;
use self::sources::declared::{Declared, Role, declared};
use self::sources::names::{Names, Row};
use self::sources::openapi::Described;
use self::sources::{names, openapi};
use crate::system::arguments::no_more;
use crate::system::workspace::Workspace;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let write = args.contains("--write");
    no_more(args)?;
    let mut audit = Audit::of(workspace)?;
    if write {
        audit.write(workspace)?;
    }
    let problems = audit.problems();
    for problem in &problems {
        println!("{problem}");
    }
    println!("{}", audit.share());
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The sources that have to agree, and the page that is made of them.
pub struct Audit {
    declared: Vec<Declared>,
    described: Vec<Described>,
    names: Names,
    /// The page as it is there.
    page: String,
}

impl Audit {
    pub fn of(workspace: &Workspace) -> Result<Self> {
        let read = |name: &str| {
            let path = workspace.root.join(name);
            fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))
        };
        Ok(Self {
            declared: declared(),
            described: openapi::read(&read("openapi.yaml")?)?,
            names: names::read(&read("docs/names.md")?)?,
            // A page that is not there is stale.
            page: read(operations_doc::PATH).unwrap_or_default(),
        })
    }

    /// Brings the page up to date.
    pub fn write(&mut self, workspace: &Workspace) -> Result<()> {
        self.page = self.fresh_page();
        let path = workspace.root.join(operations_doc::PATH);
        fs::write(&path, &self.page).with_context(|| format!("could not write {}", path.display()))
    }

    fn fresh_page(&self) -> String {
        let entry = |row| Entry { row, declared: self.declared_as(&row.operation) };
        let entries: Vec<Entry> = self.names.rows.iter().map(entry).collect();
        operations_doc::write(&entries, &self.names)
    }

    /// How many operations are described.
    pub fn count(&self) -> usize {
        self.described.len()
    }

    /// How many operations of the description the crate has, as `1/2 operations`.
    pub fn share(&self) -> String {
        let there = self.described.iter().filter(|described| self.declared_as(&described.name()).is_some());
        format!("{}/{} operations", there.count(), self.described.len())
    }

    /// Every disagreement, one line each.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = checks::names::compare(&self.names.rows, &self.described);
        let missing = self.described.iter().filter(|described| self.declared_as(&described.name()).is_none());
        problems.extend(missing.map(|described| format!("{}: the crate does not have it", described.name())));
        let mut names = HashSet::new();
        let mut told = HashSet::new();
        for declared in &self.declared {
            let name = declared.operation.name();
            let found = match self.described_as(&name) {
                _ if !names.insert(name.clone()) => vec![String::from("the crate has it twice")],
                None => vec![String::from("openapi.yaml does not have it")],
                Some(described) => {
                    let mut found = answers(declared, described);
                    // Operations share records, whose faults are told once.
                    found.retain(|problem| told.insert(problem.clone()));
                    [self.compare(declared, described), found].concat()
                }
            };
            problems.extend(found.into_iter().map(|problem| format!("{name}: {problem}")));
        }
        if self.page != self.fresh_page() {
            problems.push(format!("{} is stale: run `cargo xtask audit --write`", operations_doc::PATH));
        }
        problems
    }

    /// Everything but the answers.
    fn compare(&self, declared: &Declared, described: &Described) -> Vec<String> {
        let row = self.row(described);
        let (_, id) = declared.operation.id_field();
        let mut problems = field_strings::check(&declared.fields, id, described);
        problems.extend(row.into_iter().flat_map(|row| checks::names::check(row, declared)));
        problems.extend(confidence::check(declared.told(), row, described));
        problems.extend(marks::check(declared, described, row.is_some_and(Row::deprecated)));
        match &declared.role {
            Role::Single { request, .. } => {
                problems.extend(requests::check(request, id, described));
                if described.task.is_some() {
                    problems.push(String::from("openapi.yaml has x-task here, the crate no family"));
                }
            }
            Role::Start { family, request, .. } => {
                problems.extend(requests::check(request, id, described));
                problems.extend(tasks::check(*family, described, &self.others(family.key())));
            }
            Role::Other { .. } => {}
        }
        problems
    }

    fn described_as(&self, name: &str) -> Option<&Described> {
        self.described.iter().find(|described| described.name() == name)
    }

    fn declared_as(&self, name: &str) -> Option<&Declared> {
        self.declared.iter().find(|declared| declared.operation.name() == name)
    }

    fn row(&self, described: &Described) -> Option<&Row> {
        self.names.rows.iter().find(|row| row.id == described.id)
    }

    /// The operations of a family besides its start, by verb and id.
    fn others(&self, key: &str) -> Vec<(Verb, &str)> {
        let others = self.declared.iter().filter_map(|declared| match declared.role {
            Role::Other { family, verb, .. } if family.key() == key => {
                Some((verb, self.described_as(&declared.operation.name())?.id.as_str()))
            }
            Role::Single { .. } | Role::Start { .. } | Role::Other { .. } => None,
        });
        others.collect()
    }
}

fn answers(declared: &Declared, described: &Described) -> Vec<String> {
    match &declared.role {
        Role::Single { answer, .. } => answers::check(answer, described),
        Role::Start { answer, record, .. } => {
            [answers::check(answer, described), answers::check_records(record, described)].concat()
        }
        // A delete and a rename answer nothing worth reading.
        Role::Other { record, .. } if declared.operation.effect == Effect::Read => {
            answers::check_records(record, described)
        }
        Role::Other { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{NAMES, operations};
    use super::*;

    #[test]
    fn a_missing_operation_and_a_stale_page_are_reported() {
        let mut audit = Audit {
            declared: Vec::new(),
            described: operations(),
            names: names::read(NAMES).unwrap(),
            page: String::new(),
        };
        assert_eq!(audit.share(), "0/2 operations");
        assert_eq!(
            audit.problems(),
            [
                "POST /api/v1/thing/start: the crate does not have it",
                "GET /api/v1/thing/allRecords: the crate does not have it",
                "docs/operations.md is stale: run `cargo xtask audit --write`",
            ]
        );
        audit.page = audit.fresh_page();
        assert_eq!(audit.problems().len(), 2);
    }
}
