//! The table of groups and the counts of `docs/operations.md`, made of the same entries as its rows.

use std::collections::BTreeSet;

use a2e_wasm::schema::operation::Effect;

use super::entry::Entry;
use super::table;
use crate::audit::sources::declared::{Declared, Role};

/// How many operations there are, of which class, and how many of their facts are guesses.
pub fn counts(entries: &[Entry]) -> String {
    let there = entries.iter().filter(|entry| entry.declared.is_some()).count();
    let of = |effect| entries.iter().filter(|entry| entry.row.effect == effect).count();
    let inferred = entries.iter().filter(|entry| entry.row.confidences.letters().ends_with("/ I")).count();
    format!(
        "{there} of {} operations are in the crate. By class: {} read, {} charging, {} write, {} delete.\n\
         Families of tasks: {}. Answers that are inferred: {inferred}.\n",
        entries.len(),
        of(Effect::Read),
        of(Effect::Charge),
        of(Effect::Write),
        of(Effect::Delete),
        families(entries).len(),
    )
}

/// The groups in the order of the entries, each with its resources and how many operations it has.
pub fn write(entries: &[Entry], groups: &[&[Entry]]) -> String {
    let head = ["group", "resources (bold: task families)", "operations"].map(String::from);
    let families = families(entries);
    let rows: Vec<[String; 3]> = groups.iter().filter_map(|group| row(group, &families)).collect();
    table::write(&head, &rows)
}

fn row(entries: &[Entry], families: &BTreeSet<&str>) -> Option<[String; 3]> {
    let group = &entries.first()?.row.group;
    let mut resources: Vec<String> = Vec::new();
    for resource in entries.iter().map(resource) {
        let stars = if families.contains(resource.as_str()) { "**" } else { "" };
        let written = format!("{stars}`{resource}`{stars}");
        if !resources.contains(&written) {
            resources.push(written);
        }
    }
    Some([format!("[{group}](#{})", anchor(group)), resources.join(", "), entries.len().to_string()])
}

/// The keys of the families of tasks.
fn families<'a>(entries: &[Entry<'a>]) -> BTreeSet<&'a str> {
    let family = |entry: &Entry<'a>| match entry.declared?.role {
        Role::Start { family, .. } | Role::Other { family, .. } => Some(family.key()),
        Role::Single { .. } => None,
    };
    entries.iter().filter_map(family).collect()
}

fn resource(entry: &Entry) -> String {
    let js = entry.declared.map_or_else(|| entry.row.js.clone(), Declared::js);
    js.rsplit_once('.').map_or_else(String::new, |(resource, _)| resource.to_owned())
}

/// The anchor that GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || [' ', '-'].contains(letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_that_of_github() {
        assert_eq!(anchor("Seedance 1.5 Pro"), "seedance-15-pro");
        assert_eq!(anchor("Things & more-or-less"), "things--more-or-less");
    }
}
