//! `docs/names.md`: what every operation is called.

use a2e_wasm::operation::Effect;
use anyhow::{Context, Result, bail};

use super::declared::{Declared, Role};
use super::openapi::Described;

/// One row of the tables of operations.
#[derive(Debug)]
pub struct Row {
    /// The method as a JavaScript caller writes it after `a2e.`.
    pub js: String,
    /// The request struct, or the method of `Tasks`.
    pub request: String,
    /// The type of the answer.
    pub answer: String,
    pub id: String,
    /// Verb and path.
    pub operation: String,
    pub effect: Effect,
}

impl Row {
    /// Resource and verb: the last dot divides them.
    pub fn split(&self) -> (&str, &str) {
        self.js.rsplit_once('.').unwrap_or(("", &self.js))
    }
}

/// Reads the tables of operations: those with a column `operationId`.
pub fn read(markdown: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut in_table = false;
    for line in markdown.lines() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        if !line.starts_with('|') {
            in_table = false;
        } else if cells.contains(&"operationId") {
            in_table = true;
        } else if in_table && !cells[0].starts_with("--") {
            rows.push(row(&cells).with_context(|| format!("docs/names.md has an odd row: {line}"))?);
        }
    }
    Ok(rows)
}

fn row(cells: &[&str]) -> Result<Row> {
    let [_, js, types, id, operation, class, _] = cells else {
        bail!("it has {} columns, not 7", cells.len());
    };
    let (request, answer) = types.split_once('→').context("it names no answer")?;
    Ok(Row {
        js: code(js)?,
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
    })
}

/// The first text in backticks.
fn code(cell: &str) -> Result<String> {
    cell.split('`').nth(1).map(str::to_owned).with_context(|| format!("`{cell}` has nothing in backticks"))
}

/// Compares the table with the description: every operation has one row, no row is of anything else, and
/// whatever is asked for by GET is read.
pub fn compare(rows: &[Row], operations: &[Described]) -> Vec<String> {
    let mut problems = Vec::new();
    for operation in operations {
        let own: Vec<&Row> = rows.iter().filter(|row| row.id == operation.id).collect();
        let problem = match own.as_slice() {
            [row] if row.operation == operation.name() => continue,
            [row] => format!("docs/names.md says it is {}", row.operation),
            own => format!("docs/names.md has {} rows for `{}`, not one", own.len(), operation.id),
        };
        problems.push(format!("{}: {problem}", operation.name()));
    }
    for (index, row) in rows.iter().enumerate() {
        if operations.iter().all(|operation| operation.id != row.id) {
            problems.push(format!("docs/names.md: openapi.yaml has no operation `{}`", row.id));
        }
        if rows.iter().take(index).any(|other| other.js == row.js) {
            problems.push(format!("docs/names.md: two operations are called `{}`", row.js));
        }
        let expected = match row.operation.split_once(' ') {
            Some(("GET", _)) => Effect::Read,
            Some(("DELETE", _)) => Effect::Delete,
            _ => row.effect,
        };
        if row.effect != expected {
            problems
                .push(format!("{}: docs/names.md says {:?}, not {expected:?}", row.operation, row.effect));
        }
    }
    problems
}

/// Compares what the row says with what the crate declares.
pub fn check(row: &Row, declared: &Declared) -> Vec<String> {
    let mut problems = Vec::new();
    let mut same = |what: &str, ours: &str, theirs: &str| {
        if ours != theirs {
            problems.push(format!("{what} is {ours}, docs/names.md says {theirs}"));
        }
    };
    same("the effect", &format!("{:?}", declared.operation.effect), &format!("{:?}", row.effect));
    let (resource, verb) = row.split();
    match &declared.role {
        Role::Single { request, answer } => {
            same("the request struct", &request.name, &row.request);
            // `Value` stands for JSON of undocumented shape, whatever type it is read into.
            if row.answer != "Value" {
                same("the answer", &answer.name, &row.answer);
            }
        }
        Role::Start { family, request, record, .. } => {
            same("the family's key", family.key, resource);
            same("the verb of a start", "start", verb);
            same("the request struct", &request.name, &row.request);
            same("the record", &record.name, &row.answer);
        }
        Role::Other { family, start, record } => {
            same("the family's key", family.key, resource);
            // A list that takes more than a page has a struct of its own.
            if row.request.starts_with("Tasks::") {
                same("the method", &format!("Tasks::<{start}>::{verb}"), &row.request);
            }
            let record = &record.name;
            let (effect, answer) = match verb {
                "get" => (Effect::Read, record.clone()),
                "list" => (Effect::Read, format!("Page<{record}>")),
                "batch" => (Effect::Read, format!("Vec<{record}>")),
                "delete" => (Effect::Delete, String::from("()")),
                _ => (Effect::Write, String::from("()")),
            };
            same("the answer", &answer, &row.answer);
            same(
                "the effect of this verb",
                &format!("{effect:?}"),
                &format!("{:?}", declared.operation.effect),
            );
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use a2e_wasm::api::face_swap::StartFaceSwap;
    use a2e_wasm::family::TaskFamily;

    use super::super::declared::{Request, Type};
    use super::super::sample::operations;
    use super::*;

    const TABLE: &str = "
| class | meaning |
|-------|---------|
| `read` | changes nothing |

| vendor page | JS method | Rust struct → record | operationId | verb and path | class | confidence |
|---|---|---|---|---|---|---|
| [Start][1] | `things.start` (odd) | `AddThing` → `Thing` | `addThing` | `POST /api/v1/thing/start` | charging | D / I |
| List | `things.list` | `Tasks::<AddThing>::list` → `Page<Thing>` | `listThings` | `GET /api/v1/thing/allRecords` | read | D / I |
";

    fn problems(table: &str) -> Vec<String> {
        compare(&read(table).unwrap(), &operations())
    }

    #[test]
    fn an_equal_table_passes() {
        assert_eq!(problems(TABLE), Vec::<String>::new());
        let rows = read(TABLE).unwrap();
        assert_eq!((rows[0].split(), rows[0].effect), (("things", "start"), Effect::Charge));
    }

    #[test]
    fn every_difference_is_reported() {
        assert_eq!(
            problems(&TABLE.replace("/thing/start", "/thing/add")),
            ["POST /api/v1/thing/start: docs/names.md says it is POST /api/v1/thing/add"]
        );
        assert_eq!(
            problems(&TABLE.replace("listThings", "listThing")),
            [
                "GET /api/v1/thing/allRecords: docs/names.md has 0 rows for `listThings`, not one",
                "docs/names.md: openapi.yaml has no operation `listThing`",
            ]
        );
        assert_eq!(
            problems(&TABLE.replace("`things.list`", "`things.start`")),
            ["docs/names.md: two operations are called `things.start`"]
        );
        assert_eq!(
            problems(&TABLE.replace("| read |", "| write |")),
            ["GET /api/v1/thing/allRecords: docs/names.md says Write, not Read"]
        );
    }

    #[test]
    fn an_odd_row_is_refused() {
        let error = read(&TABLE.replace("| charging |", "| free |")).unwrap_err();
        assert!(format!("{error:#}").ends_with("`free` is no class"), "{error:#}");
    }

    #[test]
    fn a_wrong_effect_or_name_is_reported() {
        let family = StartFaceSwap::FAMILY;
        let record = Type::of::<String>();
        let request = Request::of::<StartFaceSwap>();
        let operation = a2e_wasm::operation::Operation { effect: Effect::Write, ..family.start() };
        let role = Role::Start { family, request, answer: record.clone(), record };
        let declared = Declared { operation, fields: String::new(), role };
        assert_eq!(
            check(&read(TABLE).unwrap()[0], &declared),
            [
                "the effect is Write, docs/names.md says Charge",
                "the family's key is faceSwap, docs/names.md says things",
                "the request struct is StartFaceSwap, docs/names.md says AddThing",
                "the record is String, docs/names.md says Thing",
            ]
        );
    }
}
