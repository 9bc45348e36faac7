//! `docs/names.md`: what every operation is called.

use std::collections::BTreeMap;

use a2e_wasm::schema::operation::Effect;
use anyhow::{Context, Result, bail};

use super::confidence::Confidences;

/// The page, as far as the audit reads it.
#[derive(Debug)]
pub struct Names {
    pub rows: Vec<Row>,
    /// The addresses of the links, by the name that stands in brackets.
    pub links: BTreeMap<String, String>,
}

/// One row of the tables of operations.
#[derive(Debug)]
pub struct Row {
    /// The heading above the table.
    pub group: String,
    /// The title of the vendor's page in Markdown, with a link where there is one.
    pub title: String,
    /// The method as a JavaScript caller writes it after `a2e.`.
    pub js: String,
    /// What stands behind the method: `(deprecated)`.
    pub mark: String,
    /// The request struct, or the method of `Tasks`.
    pub request: String,
    /// The type of the answer.
    pub answer: String,
    pub id: String,
    /// Verb and path.
    pub operation: String,
    pub effect: Effect,
    pub confidences: Confidences,
}

impl Row {
    pub fn deprecated(&self) -> bool {
        self.mark.contains("deprecated")
    }

    /// The name of the link in the title.
    pub fn link(&self) -> Option<&str> {
        self.title.strip_suffix(']')?.rsplit_once("][").map(|(_, link)| link)
    }
}

/// Reads the tables of operations, those with a column `operationId`, and the links.
pub fn read(markdown: &str) -> Result<Names> {
    let mut names = Names { rows: Vec::new(), links: BTreeMap::new() };
    let mut in_table = false;
    let mut group = "";
    for line in markdown.lines() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        if !line.starts_with('|') {
            in_table = false;
            group = line.strip_prefix("## ").unwrap_or(group);
            if let Some((name, address)) = line.strip_prefix('[').and_then(|line| line.split_once("]: ")) {
                names.links.insert(name.to_owned(), address.to_owned());
            }
        } else if cells.contains(&"operationId") {
            in_table = true;
        } else if in_table && !cells[0].starts_with("--") {
            let row = row(group, &cells).with_context(|| format!("docs/names.md has an odd row: {line}"))?;
            names.rows.push(row);
        }
    }
    Ok(names)
}

fn row(group: &str, cells: &[&str]) -> Result<Row> {
    let [title, js, types, id, operation, class, confidences] = cells else {
        bail!("it has {} columns, not 7", cells.len());
    };
    let (request, answer) = types.split_once('→').context("it names no answer")?;
    let mark = js.rsplit_once("` ").map_or("", |(_, mark)| mark);
    Ok(Row {
        group: group.to_owned(),
        title: (*title).to_owned(),
        js: code(js)?,
        mark: mark.to_owned(),
        request: code(request)?,
        answer: code(answer)?,
        id: code(id)?,
        operation: code(operation)?,
        effect: match *class {
            "read" => Effect::Read,
            "charging" => Effect::Charge,
            "write" => Effect::Write,
            "delete" => Effect::Delete,
            other => bail!("`{other}` is no class"),
        },
        confidences: Confidences::parse(confidences)?,
    })
}

/// The first text in backticks.
fn code(cell: &str) -> Result<String> {
    cell.split('`').nth(1).map(str::to_owned).with_context(|| format!("`{cell}` has nothing in backticks"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::sample::NAMES;

    #[test]
    fn a_row_is_read_with_its_group_its_link_and_its_marks() {
        let names = read(NAMES).unwrap();
        let [start, list] = names.rows.as_slice() else { panic!("{names:?}") };
        assert_eq!((start.js.as_str(), start.effect), ("things.start", Effect::Charge));
        assert_eq!((start.group.as_str(), start.link()), ("Things & more", Some("1")));
        assert_eq!((start.mark.as_str(), start.deprecated()), ("(deprecated)", true));
        assert_eq!((list.link(), list.deprecated()), (None, false));
        assert_eq!(start.confidences.to_string(), "documented/inferred");
        assert_eq!(names.links["1"], "https://example.com/start");
    }

    #[test]
    fn an_odd_row_is_refused() {
        let refused = |good: &str, bad: &str| format!("{:#}", read(&NAMES.replace(good, bad)).unwrap_err());
        let error = refused("| charging |", "| free |");
        assert!(error.ends_with("`free` is no class"), "{error}");
        let error = refused("| D / O |", "| D / X |");
        assert!(error.ends_with("`X` is no confidence"), "{error}");
    }
}
