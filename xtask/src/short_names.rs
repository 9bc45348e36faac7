//! Short names for what wasm and glue share.
//!
//! wasm-bindgen's carry hashes, which nothing can compress, once in each of the two files: short ones
//! save 2.4 kB of brotli.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Crc;
use serde::Deserialize;

use crate::glue::{self, OWN};
use crate::import_module;
use crate::process::ask;
use crate::setup::Tools;
use crate::wasm_opt::FEATURES;

/// What Binaryen prints of its renaming: module, old and new name of an import; old and new name of
/// an export. It calls the one module of imports `a`.
#[derive(Deserialize)]
struct Renamed {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// Renames imports and exports in the wasm and in its glue.
pub fn shorten(tools: &Tools, wasm: &Path, glue: &Path) -> Result<()> {
    let mut wasm_opt = tools.workspace.command(tools.npm()?.program("wasm-opt"));
    wasm_opt.args(FEATURES).arg("--minify-imports-and-exports-and-modules");
    let printed = ask(wasm_opt.arg(wasm).arg("-o").arg(wasm))?;
    let renamed: Renamed = serde_json::from_str(&printed).context("wasm-opt printed no names")?;
    let text = fs::read_to_string(glue).with_context(|| format!("could not read {}", glue.display()))?;
    let mark = mark(wasm, &text)?;
    let text = rename(&text, renamed, &mark)?;
    fs::write(glue, text).with_context(|| format!("could not write {}", glue.display()))
}

/// Names the module of the imports after this very build. Short names fit the glue of another one as well, with
/// another meaning; so a wasm and a glue that do not belong together do not load.
fn mark(wasm: &Path, glue: &str) -> Result<String> {
    let mut checksum = Crc::new();
    let bytes = fs::read(wasm)?;
    checksum.update(&bytes);
    checksum.update(glue.as_bytes());
    let mark = format!("{:08x}", checksum.sum());
    fs::write(wasm, import_module::rename(&bytes, &mark)?)?;
    Ok(mark)
}

fn rename(text: &str, Renamed { imports, exports }: Renamed, mark: &str) -> Result<String> {
    let others = imports.iter().map(|(module, ..)| module).find(|module| !glue::is_own(module));
    let module = others.context("the wasm imports nothing of the glue")?.clone();
    let imports = imports.into_iter().map(|(module, old, new)| match glue::is_own(&module) {
        true => (format!("{OWN}{old}"), new),
        false => (old, new),
    });
    let mut names: HashMap<String, String> = imports.chain(exports).collect();
    // Not made up by wasm-bindgen, so a word that may stand for something else as well.
    let memory = names.remove("memory").context("the wasm exports no memory")?;

    let mut result = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !in_word(c)).unwrap_or(rest.len()));
        result.push_str(names.get(word).map_or(word, String::as_str));
        let (between, next) = after.split_at(after.find(in_word).unwrap_or(after.len()));
        result.push_str(between);
        rest = next;
    }
    Ok(result.replace(&module, mark).replace(".memory.buffer", &format!(".{memory}.buffer")))
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_renamed() {
        let renamed = Renamed {
            imports: vec![("./m.js".into(), "__wbg_get_1".into(), "b".into())],
            exports: vec![("task_get".into(), "c".into()), ("memory".into(), "d".into())],
        };
        let glue = "i={\"./m.js\":{__wbg_get_1:0,__wbg_get_12:1}};w.task_get(w.memory.buffer,memory)";
        let expected = "i={\"0f\":{b:0,__wbg_get_12:1}};w.c(w.d.buffer,memory)";
        assert_eq!(rename(glue, renamed, "0f").unwrap(), expected);
    }

    #[test]
    fn a_function_of_our_own_is_renamed_where_the_wasm_gets_it() {
        let import = |module: &str, name: &str, new: &str| (module.into(), name.into(), new.into());
        let renamed = Renamed {
            imports: vec![import("./snippets/x/host.js", "tell", "c"), import("./m.js", "__wbg_get_1", "b")],
            exports: vec![("memory".into(), "d".into())],
        };
        let glue = "i={\"./m.js\":{own$tell:t,__wbg_get_1:0}};a.tell()";
        assert_eq!(rename(glue, renamed, "0f").unwrap(), "i={\"0f\":{c:t,b:0}};a.tell()");
    }
}
