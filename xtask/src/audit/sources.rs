//! What only the source text tells: doc lines, and the marks that go into the TypeScript types. The
//! formatter keeps every item and every attribute at the begin of a line, so no parser is needed.

use std::fs;

use anyhow::{Context, Result};

use super::declared::{Declared, Named, Role};
use super::openapi::Described;
use crate::system::workspace::Workspace;

/// The modules of the operations.
#[derive(Default)]
pub struct Sources(Vec<Source>);

struct Source {
    /// The name of the module: `voices`.
    module: String,
    items: Vec<Item>,
}

/// What is public: a struct, an enum, or a field.
#[derive(Debug, Default, PartialEq)]
struct Item {
    line: usize,
    name: String,
    is_field: bool,
    has_doc: bool,
    /// The text of its attributes.
    attributes: String,
}

impl Sources {
    pub fn of(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.root.join("src/api");
        let mut sources = Vec::new();
        for entry in fs::read_dir(&folder).with_context(|| format!("could not read {}", folder.display()))? {
            let path = entry?.path();
            let text =
                fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
            let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sources.push(Source { module, items: items(&text) });
        }
        sources.sort_by(|one, other| one.module.cmp(&other.module));
        Ok(Self(sources))
    }

    /// Everything public that has no doc line.
    pub fn undocumented(&self) -> Vec<String> {
        let each = self.0.iter().flat_map(|source| {
            let bare = source.items.iter().filter(|item| !item.has_doc);
            bare.map(|Item { line, name, .. }| {
                format!("src/api/{}.rs:{line}: `{name}` has no doc line", source.module)
            })
        });
        each.collect()
    }

    /// Compares the marks of an operation with the description; `deprecated` says what the table of
    /// names says.
    pub fn check(&self, declared: &Declared, described: &Described, deprecated: bool) -> Vec<String> {
        let Some((item, fields)) = self.find(declared.declared_by()) else {
            return vec![format!("src/api has no struct {}", declared.declared_by().name)];
        };
        let mut problems = Vec::new();
        if described.deprecated != deprecated {
            let says = |deprecated| if deprecated { "deprecated" } else { "not deprecated" };
            let (names, yaml) = (says(deprecated), says(described.deprecated));
            problems.push(format!("docs/names.md says it is {names}, openapi.yaml says {yaml}"));
        }
        if let Role::Other { verb, .. } = declared.role {
            let unconfirmed = item.argument("unconfirmed").split(' ').any(|word| word == verb);
            if unconfirmed != described.sure.request_is_inferred() {
                let is = if unconfirmed { "names" } else { "does not name" };
                let sure = described.sure;
                problems.push(format!("`unconfirmed` {is} `{verb}`, openapi.yaml says {sure}"));
            }
            return problems;
        }
        if item.attributes.contains("deprecated = ") != deprecated {
            let is = if deprecated { "is not" } else { "is" };
            problems.push(format!("{} {is} marked as deprecated, docs/names.md says otherwise", item.name));
        }
        for member in &described.fields.members {
            let own = |field: &&Item| field.is_called(&member.name);
            let superseded =
                fields.iter().find(own).is_some_and(|field| field.attributes.contains("#[superseded("));
            if superseded != member.schema.deprecated {
                let is = if superseded { "is" } else { "is not" };
                let name = format!("{}.{}", item.name, member.name);
                problems.push(format!("{name} {is} marked as superseded, openapi.yaml says otherwise"));
            }
        }
        problems
    }

    /// A struct and its fields.
    fn find(&self, named: &Named) -> Option<(&Item, &[Item])> {
        let module = named.module.rsplit("::").next();
        let source = self.0.iter().find(|source| Some(source.module.as_str()) == module)?;
        let at = source.items.iter().position(|item| !item.is_field && item.name == named.name)?;
        let (item, rest) = source.items.get(at..)?.split_first()?;
        let fields = rest.iter().take_while(|item| item.is_field).count();
        Some((item, rest.get(..fields)?))
    }
}

impl Item {
    /// The text of an argument of its attributes: `unconfirmed = "delete"`.
    fn argument(&self, name: &str) -> &str {
        let rest = self.attributes.split_once(&format!("{name} = \"")).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default()
    }

    /// Whether a field has this name on the wire.
    fn is_called(&self, wire: &str) -> bool {
        match self.argument("rename") {
            "" => self.name == wire,
            renamed => renamed == wire,
        }
    }
}

fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut next = Item::default();
    let mut open = 0;
    for (index, line) in text.lines().enumerate() {
        let text = line.trim();
        if open > 0 || text.starts_with("#[") {
            next.attributes += text;
            open += depth(text);
        } else if text.starts_with("///") {
            next.has_doc = true;
        } else {
            if let Some((name, is_field)) = text.strip_prefix("pub ").and_then(named) {
                items.push(Item { line: index + 1, name: name.to_owned(), is_field, ..next });
            }
            next = Item::default();
        }
    }
    items
}

/// The name of what `pub ` stands before, and whether it is a field.
fn named(text: &str) -> Option<(&str, bool)> {
    let text = text.trim_start_matches("r#");
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
    let (word, rest) = text.split_at(end);
    if rest.starts_with(':') && !rest.starts_with("::") {
        return Some((word, true));
    }
    let name = rest.trim_start().split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()?;
    matches!(word, "struct" | "enum" | "type").then_some((name, false))
}

/// How many brackets a line opens more than it closes, outside of texts.
fn depth(line: &str) -> i32 {
    let outside = line.split('"').step_by(2).flat_map(str::chars);
    outside.map(|letter| i32::from(letter == '[') - i32::from(letter == ']')).sum()
}

#[cfg(test)]
mod tests;
