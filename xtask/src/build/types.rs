//! The package's TypeScript declarations, made of what wasm-bindgen writes.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Copies the types in a form for readers, without what users of the package cannot reach.
pub fn publish(from: &Path, to: &Path) -> Result<()> {
    let text = fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    fs::write(to, joined(&reachable(&text)?)).with_context(|| format!("cannot write {}", to.display()))
}

/// Leaves out the loader's types, at the end, which alone need the DOM's, and the means to free what
/// is shared (see pkg-template/client/core.js).
fn reachable(text: &str) -> Result<String> {
    let loader = text.find("export type InitInput").context("the types have no loader to cut off")?;
    let freeing = ["free(): void;", "[Symbol.dispose](): void;"];
    let class = |line: &&str| !freeing.contains(&line.trim());
    // In the hand-written interface of `A2E` the same line stands with its own doc comment.
    let (interface, classes) = text[..loader].split_at(text.find("export class").unwrap_or(loader));
    let classes: Vec<&str> = classes.lines().filter(class).collect();
    Ok(format!("{interface}{}\n", classes.join("\n")))
}

/// Joins the parts of each interface: every operation brings its own.
fn joined(text: &str) -> String {
    let mut parts: Vec<Part> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut between = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(rest) = line.strip_prefix("export interface ") else {
            between = between + line + "\n";
            continue;
        };
        let name = rest.split([' ', '<']).next().unwrap_or(rest);
        let mut members = String::new();
        if !line.ends_with("{}") {
            for line in lines.by_ref().take_while(|line| *line != "}") {
                members = members + line + "\n";
            }
        }
        let comment = between.split_off(comment_at(&between));
        parts.push(Part { head: std::mem::take(&mut between), ..Part::default() });
        let head = line.trim_end_matches('}').trim_end().to_owned();
        match places.get(name).map(|place| &mut parts[*place]) {
            Some(first) => first.take(Part { comment, head, members }),
            None => {
                places.insert(name, parts.len());
                parts.push(Part { comment, head, members });
            }
        }
    }
    let text: String = parts.iter().map(Part::text).collect();
    squeezed(&(text + &between))
}

/// Where the doc comment begins that ends a text; its end if there is none.
fn comment_at(text: &str) -> usize {
    match text.trim_end().ends_with("*/") {
        true => text.rfind("/**").unwrap_or(text.len()),
        false => text.len(),
    }
}

/// An interface, or with nothing but a head what stands between two.
#[derive(Default)]
struct Part {
    comment: String,
    head: String,
    members: String,
}

impl Part {
    /// Joins another part of the same interface. Which others it extends, and what it is, one of
    /// them says for all.
    fn take(&mut self, other: Self) {
        self.members += &other.members;
        if other.head.contains(" extends ") {
            self.head = other.head;
        }
        if self.comment.is_empty() {
            self.comment = other.comment;
        }
    }

    fn text(&self) -> String {
        let Self { comment, head, members } = self;
        match (head.starts_with("export interface "), members.is_empty()) {
            (false, _) => head.clone(),
            (true, true) => format!("{comment}{head}}}\n"),
            (true, false) => format!("{comment}{head}\n{members}}}\n"),
        }
    }
}

/// One empty line where there were more.
fn squeezed(text: &str) -> String {
    let mut result = String::new();
    for line in text.lines() {
        if !line.is_empty() || !result.ends_with("\n\n") {
            result = result + line + "\n";
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_interface_are_joined() {
        let text = "/** One. */\nexport interface A {\n    a(): void;\n}\n\n\nexport type B = 1;\n\n\n\
            export interface A extends C<1> {}\n\n\nexport interface A {\n    b(): void;\n}\n";
        let expected = "/** One. */\nexport interface A extends C<1> {\n    a(): void;\n    b(): void;\n}\n\n\
            export type B = 1;\n\n";
        assert_eq!(joined(text), expected);
    }

    #[test]
    fn what_users_cannot_reach_is_left_out() {
        let text = "export interface A {}\nexport class A {\n    free(): void;\n    close(): void;\n}\nexport type InitInput = 1;\n";
        assert_eq!(
            reachable(text).unwrap(),
            "export interface A {}\nexport class A {\n    close(): void;\n}\n"
        );
        assert!(reachable("").is_err());
    }
}
