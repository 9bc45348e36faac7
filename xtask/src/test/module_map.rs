//! The table of modules in DESIGN.md: it names each module of `src` with the sentence at its top, and imports lead down in it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::imports;

/// What is wrong with the table, each in one line.
pub fn problems(root: &Path) -> Result<Vec<String>> {
    let design = fs::read_to_string(root.join("DESIGN.md"))?;
    let rows =
        rows(&design).context("DESIGN.md has no table between `<!-- modules -->` and `<!-- /modules -->`")?;
    let src = root.join("src");
    let mut problems = Vec::new();
    for module in modules(&src)? {
        let job = job(&src, &module)?;
        let row = format!("| `{module}` | {job} |");
        if !rows.contains(&(module.as_str(), job.as_str())) {
            problems.push(format!("DESIGN.md has no row {row}"));
        }
    }
    let order: Vec<&str> = rows.iter().map(|(module, _)| *module).collect();
    let upward = imports::upward(&src, &order)?;
    problems.extend(upward.iter().map(|import| format!("not downwards in the table of DESIGN.md: {import}")));
    Ok(problems)
}

fn rows(design: &str) -> Option<Vec<(&str, &str)>> {
    let (_, table) = design.split_once("<!-- modules -->\n")?;
    let (table, _) = table.split_once("<!-- /modules -->")?;
    Some(
        table
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "))
            .collect(),
    )
}

/// The files and folders at the root, but for the root itself.
fn modules(src: &Path) -> Result<Vec<String>> {
    let mut modules = Vec::new();
    for entry in fs::read_dir(src)? {
        let name = entry?.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name != "lib" {
            modules.push(name);
        }
    }
    modules.sort_unstable();
    Ok(modules)
}

/// The first sentence of a module's own documentation.
fn job(src: &Path, module: &str) -> Result<String> {
    let file = [format!("{module}.rs"), format!("{module}/mod.rs")].map(|file| src.join(file));
    let file = file.iter().find(|file| file.exists()).with_context(|| format!("{module} has no file"))?;
    Ok(sentence(&fs::read_to_string(file)?))
}

fn sentence(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//! "));
    let text = lines.collect::<Vec<_>>().join(" ");
    match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_at_its_point_or_with_the_paragraph() {
        assert_eq!(sentence("//! One job\n//! on two lines. More.\nuse x;"), "One job on two lines.");
        assert_eq!(sentence("//! One job.\n//!\n//! More."), "One job.");
    }

    #[test]
    fn rows_are_read_between_the_marks() {
        let design = "| `a` | Not this. |\n<!-- modules -->\n| module | job |\n| --- | --- |\n| `b` | Its job. |\n<!-- /modules -->\n";
        assert_eq!(rows(design), Some(vec![("b", "Its job.")]));
        assert_eq!(rows("nothing"), None);
    }
}
