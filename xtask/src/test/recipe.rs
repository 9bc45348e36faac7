//! The recipes of CONTRIBUTING.md for a new operation and a new verb, followed in a copy of the checkout.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::system::files;
use crate::system::workspace::Workspace;

/// One edit of the recipe.
#[derive(Debug, PartialEq)]
pub struct Edit {
    /// The file, from the root of the checkout.
    pub file: String,
    place: Place,
    /// Whole lines.
    text: String,
}

#[derive(Debug, PartialEq)]
enum Place {
    /// Before the first line that starts so.
    Before(String),
    /// After the first line that starts so.
    After(String),
    End,
}

/// Reads the edits: the blocks of code between the heading of the recipe and the next heading. The line above each says the
/// language, the file and the place.
pub fn edits(contributing: &str, heading: &str) -> Result<Vec<Edit>> {
    let (_, recipe) = contributing
        .split_once(&format!("## {heading}\n"))
        .with_context(|| format!("CONTRIBUTING.md has no recipe `{heading}`"))?;
    let (recipe, _) = recipe.split_once("\n## ").unwrap_or((recipe, ""));
    let mut lines = recipe.lines();
    let mut edits = Vec::new();
    while let Some(line) = lines.next() {
        let Some((indent, fence)) = line.split_once("```") else { continue };
        let block = lines.by_ref().take_while(|line| line.trim() != "```");
        let text = block.map(|line| line.strip_prefix(indent).unwrap_or(line).to_owned() + "\n").collect();
        let (file, place) = head(fence).with_context(|| format!("CONTRIBUTING.md: ```{fence}"))?;
        edits.push(Edit { file, place, text });
    }
    Ok(edits)
}

/// Reads `rust src/api/mod.rs, after "a line"`.
fn head(fence: &str) -> Result<(String, Place)> {
    let (_, rest) = fence.split_once(' ').context("has no file")?;
    let (file, place) = rest.split_once(", ").context("has no place")?;
    let quoted = |text: &str| text.strip_prefix('"')?.strip_suffix('"').map(str::to_owned);
    let place = match place.split_once(' ') {
        Some(("before", line)) => Place::Before(quoted(line).context("has no line")?),
        Some(("after", line)) => Place::After(quoted(line).context("has no line")?),
        Some(("at", "the end")) => Place::End,
        _ => bail!("has an odd place"),
    };
    Ok((file.to_owned(), place))
}

impl Edit {
    /// An edit that no recipe has: some lines behind the first line that starts so.
    pub fn after(file: &str, line: &str, text: &str) -> Self {
        Self { file: file.to_owned(), place: Place::After(line.to_owned()), text: text.to_owned() }
    }

    /// The text of the file after the edit.
    fn applied(&self, before: &str) -> Result<String> {
        let starts = |line: &String| {
            let mut at = 0;
            before.split_inclusive('\n').find_map(|one| {
                let start = at;
                at += one.len();
                one.starts_with(line.as_str()).then_some((start, at))
            })
        };
        let at = match &self.place {
            Place::Before(line) => starts(line).map(|(start, _)| start),
            Place::After(line) => starts(line).map(|(_, end)| end),
            Place::End => Some(before.len()),
        };
        let at = at.with_context(|| format!("{} has no line for {:?}", self.file, self.place))?;
        Ok(format!("{}{}{}", &before[..at], self.text, &before[at..]))
    }
}

/// A copy of the checkout.
pub struct Copy<'w> {
    workspace: &'w Workspace,
    root: PathBuf,
    files: Vec<String>,
}

impl<'w> Copy<'w> {
    /// Copies every file that git knows or would add.
    pub fn of(workspace: &'w Workspace) -> Result<Self> {
        let root = workspace.target("recipe");
        files::empty(&root)?;
        let mut git = workspace.command("git");
        let listed = git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output()?;
        ensure!(listed.status.success(), "git could not list the files of the checkout");
        let all = String::from_utf8(listed.stdout).context("a file has an odd name")?;
        let there = |file: &&str| workspace.root.join(file).is_file();
        let files: Vec<String> = all.split_terminator('\0').filter(there).map(str::to_owned).collect();
        for file in &files {
            let to = root.join(file);
            let directory = to.parent().context("a file has no directory")?;
            fs::create_dir_all(directory)
                .with_context(|| format!("could not make {}", directory.display()))?;
            files::copy(&workspace.root.join(file), &to)?;
        }
        Ok(Self { workspace, root, files })
    }

    pub fn read(&self, file: &str) -> Result<String> {
        fs::read_to_string(self.root.join(file)).with_context(|| format!("could not read {file}"))
    }

    pub fn apply(&self, edit: &Edit) -> Result<()> {
        let after = edit.applied(&self.read(&edit.file)?)?;
        fs::write(self.root.join(&edit.file), after).with_context(|| format!("could not write {}", edit.file))
    }

    /// Cargo in the copy. Its target directory is its own: cargo names what it builds by the path within the workspace, so the
    /// crates of the copy would take the place of those of the checkout.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(&self.root)
            .args(args)
            .env("CARGO_TARGET_DIR", self.workspace.target("recipe-build"));
        cargo
    }

    /// The files that are not as in the checkout.
    pub fn changed(&self) -> Result<Vec<String>> {
        let mut changed = Vec::new();
        for file in &self.files {
            if fs::read(self.root.join(file))? != fs::read(self.workspace.root.join(file))? {
                changed.push(file.clone());
            }
        }
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECIPE: &str = "\
## Adding an operation

1. A line.

   ```rust src/a.rs, after \"b\"
   one
     two
   ```

2. And another.

   ```yaml x.yaml, at the end
   three
   ```

## Style

```sh
no edit
```
";

    fn edit(place: Place) -> Edit {
        Edit { file: String::from("x"), place, text: String::from("new\n") }
    }

    #[test]
    fn each_block_of_the_recipe_is_an_edit() {
        let expected = [
            Edit {
                file: String::from("src/a.rs"),
                place: Place::After(String::from("b")),
                text: String::from("one\n  two\n"),
            },
            Edit { file: String::from("x.yaml"), place: Place::End, text: String::from("three\n") },
        ];
        assert_eq!(edits(RECIPE, "Adding an operation").unwrap(), expected);
        let odd = RECIPE.replace("after", "near");
        assert_eq!(
            format!("{:#}", edits(&odd, "Adding an operation").unwrap_err()),
            "CONTRIBUTING.md: ```rust src/a.rs, near \"b\": has an odd place"
        );
        let missing = edits(RECIPE, "Adding a verb").unwrap_err();
        assert_eq!(missing.to_string(), "CONTRIBUTING.md has no recipe `Adding a verb`");
    }

    #[test]
    fn an_edit_stands_where_the_recipe_says() {
        let applied = |place| edit(place).applied("a\nb 1\nb 2\n");
        assert_eq!(applied(Place::Before(String::from("b"))).unwrap(), "a\nnew\nb 1\nb 2\n");
        assert_eq!(applied(Place::After(String::from("b"))).unwrap(), "a\nb 1\nnew\nb 2\n");
        assert_eq!(applied(Place::End).unwrap(), "a\nb 1\nb 2\nnew\n");
        let error = applied(Place::After(String::from("c"))).unwrap_err();
        assert_eq!(error.to_string(), "x has no line for After(\"c\")");
    }
}
