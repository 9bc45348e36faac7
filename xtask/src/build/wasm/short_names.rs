//! Short names for what wasm and glue share.
//!
//! wasm-bindgen's carry hashes, which nothing can compress, once in each of the two files. The glue has the functions that
//! the wasm takes in an array, so there they need no names.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Crc;

use super::names;

/// Renames imports and exports in the wasm and in its glue, where the imports are a module of the name `module`.
pub fn shorten(wasm: &Path, glue: &Path, module: &str) -> Result<()> {
    let text = fs::read_to_string(glue).with_context(|| format!("could not read {}", glue.display()))?;
    let bytes = fs::read(wasm).with_context(|| format!("could not read {}", wasm.display()))?;
    let mark = mark(&bytes, &text);
    let (bytes, letters) = names::shorten(&bytes, &mark, |name| text.contains(&format!(".{name}")))?;
    fs::write(wasm, bytes).with_context(|| format!("could not write {}", wasm.display()))?;
    let text = rename(&text, letters.into_iter().collect())?.replace(module, &mark);
    fs::write(glue, text).with_context(|| format!("could not write {}", glue.display()))
}

/// The module of the imports is named after this very build. Short names fit the glue of another one as well, with
/// another meaning; so a wasm and a glue that do not belong together do not load.
fn mark(wasm: &[u8], glue: &str) -> String {
    let mut checksum = Crc::new();
    checksum.update(wasm);
    checksum.update(glue.as_bytes());
    format!("{:08x}", checksum.sum())
}

fn rename(text: &str, mut names: HashMap<String, String>) -> Result<String> {
    // Not made up by wasm-bindgen, so a word that may stand for something else as well.
    let memory = names.remove("memory").context("the wasm exports no memory")?;
    let mut result = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !in_word(c)).unwrap_or(rest.len()));
        // A function of the glue may have the name of the export that it calls.
        let letter = names.get(word).filter(|_| result.ends_with('.'));
        result.push_str(letter.map_or(word, String::as_str));
        let (between, next) = after.split_at(after.find(in_word).unwrap_or(after.len()));
        result.push_str(between);
        rest = next;
    }
    Ok(result.replace(".memory.buffer", &format!(".{memory}.buffer")))
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_renamed() {
        let names = [("task_get", "c"), ("memory", "d")].map(|(old, new)| (old.into(), new.into()));
        let glue = "w.task_get(w.memory.buffer,memory,task_get,w.task_get_1)";
        let expected = "w.c(w.d.buffer,memory,task_get,w.task_get_1)";
        assert_eq!(rename(glue, names.into()).unwrap(), expected);
    }
}
