//! What the wasm is made of: its functions by name, and what they belong to.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use walrus::{FunctionKind, Module};

/// Functions and groups that are shown.
const SHOWN: usize = 15;

pub fn print(wasm: &Path) -> Result<()> {
    let functions = functions(wasm)?;
    let all: usize = functions.iter().map(|(_, bytes)| bytes).sum();
    let mut groups = HashMap::<String, usize>::new();
    for (name, bytes) in &functions {
        *groups.entry(group(name)).or_default() += bytes;
    }
    println!("\n{:>7}  functions of {all} bytes of code, raw", "bytes");
    list(functions.into_iter().map(|(name, bytes)| (short(&name).to_owned(), bytes)).collect());
    println!("\n{:>7}  crates, ours by module", "bytes");
    list(groups.into_iter().collect());
    Ok(())
}

fn list(mut rows: Vec<(String, usize)>) {
    rows.sort_by(|(one, few), (other, many)| many.cmp(few).then(one.cmp(other)));
    for (name, bytes) in rows.into_iter().take(SHOWN) {
        println!("{bytes:>7}  {name}");
    }
}

/// Name and bytes of each function.
fn functions(wasm: &Path) -> Result<Vec<(String, usize)>> {
    let module = Module::from_file(wasm)?;
    let local = module.funcs.iter().filter_map(|function| match &function.kind {
        FunctionKind::Local(local) => Some((function.name.clone(), local.original_range.clone())),
        _ => None,
    });
    local
        .map(|(name, range)| {
            let bytes = range.context("the wasm's functions have no places")?.len();
            Ok((name.unwrap_or_else(|| String::from("without a name")), bytes))
        })
        .collect()
}

/// The crate that a function is of, and the module if the crate is ours. What a generic function is made for
/// does not count, only where it is written.
fn group(name: &str) -> String {
    let path = name.trim_start_matches(['<', '&', '"']);
    let mut words = path.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    match words.next() {
        Some("a2e_wasm") => format!("a2e_wasm::{}", words.next().unwrap_or_default()),
        Some(first) if path[first.len()..].starts_with(['[', ':']) => first.to_owned(),
        _ => String::from("exports and the rest"),
    }
}

/// A name without the hash at its end.
fn short(name: &str) -> &str {
    name.rsplit_once("::h").filter(|(_, hash)| hash.len() == 16).map_or(name, |(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::{group, short};

    #[test]
    fn functions_belong_to_crates_and_ours_to_modules() {
        for (name, expected) in [
            ("a2e_wasm::keyed::Keyed::step::hbb40bf9bc1e8dd3e", "a2e_wasm::keyed"),
            ("<a2e_wasm::error::Error as core::clone::Clone>::clone::h1998597e108cbc77", "a2e_wasm::error"),
            ("<alloc::vec::Vec<T,A> as core::clone::Clone>::clone::h889fbe97a9914f31", "alloc"),
            ("core[c5930c85a12de822]::slice::memchr::memchr_aligned", "core"),
            ("a2e_job", "exports and the rest"),
        ] {
            assert_eq!(group(name), expected, "{name}");
        }
    }

    #[test]
    fn hashes_are_left_out() {
        assert_eq!(short("a2e_wasm::host::get::h48b1997a00e8ab8f"), "a2e_wasm::host::get");
        assert_eq!(short("a2e_job"), "a2e_job");
    }
}
