//! `cargo xtask audit`: the operations of the crate against `openapi.yaml` and `docs/names.md`.

mod declared;
mod field_strings;
mod kind;
mod names;
mod openapi;
#[cfg(test)]
mod sample;
mod schema;
mod structs;
mod tasks;
mod trace;

use std::collections::HashSet;
use std::fs;
use std::process::ExitCode;

use a2e_wasm::operation::Effect;
use anyhow::{Context, Result};
use pico_args::Arguments;

use self::declared::{Declared, Role, declared};
use self::names::Row;
use self::openapi::Described;
use crate::workspace::Workspace;

pub fn verb(workspace: &Workspace, mut args: Arguments) -> Result<ExitCode> {
    let list = args.contains("--list");
    crate::no_more(args)?;
    let audit = Audit::of(workspace)?;
    if list {
        print!("{}", audit.table());
        return Ok(ExitCode::SUCCESS);
    }
    let problems = audit.problems();
    for problem in &problems {
        println!("{problem}");
    }
    println!("{}", audit.share());
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The three sources that have to agree.
pub struct Audit {
    declared: Vec<Declared>,
    described: Vec<Described>,
    rows: Vec<Row>,
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
            rows: names::read(&read("docs/names.md")?)?,
        })
    }

    /// How many operations of the description the crate has: `14/266 operations`.
    pub fn share(&self) -> String {
        let there = self.described.iter().filter(|described| self.declared_as(&described.name()).is_some());
        format!("{}/{} operations", there.count(), self.described.len())
    }

    /// Every disagreement, one line each.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = names::compare(&self.rows, &self.described);
        let mut names = HashSet::new();
        let mut told = HashSet::new();
        for declared in &self.declared {
            let name = declared.operation.name();
            let mut found = self.compare(declared);
            // The routes of a family share a record, whose faults are told once.
            found.extend(self.answers(declared).into_iter().filter(|problem| told.insert(problem.clone())));
            if !names.insert(name.clone()) {
                found = vec![String::from("the crate has it twice")];
            }
            problems.extend(found.into_iter().map(|problem| format!("{name}: {problem}")));
        }
        problems
    }

    /// Everything but the answers.
    fn compare(&self, declared: &Declared) -> Vec<String> {
        let Some(described) = self.described_as(&declared.operation.name()) else {
            return vec![String::from("openapi.yaml does not have it")];
        };
        let mut problems = field_strings::check(&declared.fields, described);
        if let Some(row) = self.row(described) {
            problems.extend(names::check(row, declared));
        }
        match &declared.role {
            Role::Single { request, .. } => {
                problems.extend(structs::check_request(request, described));
                if described.task.is_some() {
                    problems.push(String::from("openapi.yaml has x-task here, the crate no family"));
                }
            }
            Role::Start { family, request, .. } => {
                problems.extend(structs::check_request(request, described));
                problems.extend(tasks::check(family, described, &self.rows_of(family.key)));
            }
            Role::Other { .. } => {}
        }
        problems
    }

    fn answers(&self, declared: &Declared) -> Vec<String> {
        let Some(described) = self.described_as(&declared.operation.name()) else {
            return Vec::new();
        };
        match &declared.role {
            Role::Single { answer, .. } => structs::check_answer(answer, described),
            Role::Start { answer, record, .. } => {
                let mut problems = structs::check_answer(answer, described);
                problems.extend(structs::check_records(record, described));
                problems
            }
            // A delete and a rename answer nothing worth reading.
            Role::Other { record, .. } if declared.operation.effect == Effect::Read => {
                structs::check_records(record, described)
            }
            Role::Other { .. } => Vec::new(),
        }
    }

    fn described_as(&self, name: &str) -> Option<&Described> {
        self.described.iter().find(|described| described.name() == name)
    }

    fn declared_as(&self, name: &str) -> Option<&Declared> {
        self.declared.iter().find(|declared| declared.operation.name() == name)
    }

    fn row(&self, described: &Described) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == described.id)
    }

    /// The rows of the operations that the crate has in a family.
    fn rows_of(&self, key: &str) -> Vec<&Row> {
        let own =
            self.declared.iter().filter(|declared| declared.family().is_some_and(|family| family.key == key));
        own.filter_map(|declared| self.row(self.described_as(&declared.operation.name())?)).collect()
    }

    /// Every operation of the description; those that the crate lacks have no effect and no types.
    fn table(&self) -> String {
        let cells = self.described.iter().map(|described| {
            let name = described.name();
            let declared = self.declared_as(&name);
            let effect = declared.map_or("-".into(), |declared| format!("{:?}", declared.operation.effect));
            let js = self.row(described).map_or("-".into(), |row| row.js.clone());
            [described.id.clone(), js, name, effect, declared.map_or("-".into(), Declared::types)]
        });
        let cells: Vec<[String; 5]> = cells.collect();
        let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (id, js, name, effect) = (width(0), width(1), width(2), width(3));
        let line =
            |[a, b, c, d, e]: &[String; 5]| format!("{a:<id$}  {b:<js$}  {c:<name$}  {d:<effect$}  {e}\n");
        cells.iter().map(line).collect()
    }
}
