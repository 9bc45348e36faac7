//! Cuts out of the wasm what nobody can see: the making of panic messages.
//!
//! A panic stops the module, and whoever waits hears of it from the driver. Its message would be
//! formatted for a standard error that wasm does not have, by a tenth of all code. The functions are
//! those of the standard library and of wasm-bindgen alone; where one of them is reached, the module
//! stops there, as it would a moment later.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, ExportItem, FunctionBuilder, FunctionKind, Module};

/// Parts of the names of functions that only a panic calls, or nobody: wasm-bindgen leaves the
/// callers of closures of every kind behind, and this library makes no closure.
pub const PARTS: &[&str] = &[
    "wasm_bindgen::convert::closures::",
    "js_sys::futures::",
    "::panicking::",
    "]::fmt::",
    " core::fmt::",
    "slice_index_fail",
    "slice_error_fail",
    "do_count_chars",
    "handle_error",
    "handle_alloc_error",
    "capacity_overflow",
];

/// Exports that nobody uses, two of them the compiler's own: the glue makes texts whole before it passes them.
pub const EXPORTS: [&str; 3] = ["__wbindgen_realloc", "__abort_handler", "__instance_terminated"];

/// Writes `input` without them to `output`.
pub fn strip(input: &Path, output: &Path) -> Result<()> {
    let mut module = Module::from_file(input)?;
    for name in EXPORTS {
        module.exports.remove(name)?;
    }
    let wanted = |name: &str| PARTS.iter().any(|part| name.contains(part));
    let exported =
        |id| module.exports.iter().any(|export| matches!(export.item, ExportItem::Function(it) if it == id));
    let cut: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(wanted))
        .filter(|function| matches!(function.kind, FunctionKind::Local(_)))
        .map(|function| function.id())
        .filter(|id| !exported(*id))
        .collect();
    ensure!(
        cut.len() > 50,
        "the names of what only a panic calls have changed: see xtask/src/build/wasm/strip_panics.rs"
    );
    for id in cut {
        let kind = &mut module.funcs.get_mut(id).kind;
        let FunctionKind::Local(function) = kind else { continue };
        let (arguments, ty) = (function.args.clone(), function.ty());
        let (parameters, results) = module.types.params_results(ty);
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        builder.func_body().unreachable();
        *kind = FunctionKind::Local(builder.local_func(arguments));
    }
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in data {
        let data = module.data.get_mut(id);
        let begin = match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(begin)), .. } => begin as u32,
            _ => bail!("the wasm has data without an address"),
        };
        forget_sources(begin, &mut data.value);
        forget_words(&mut data.value);
    }
    module.emit_wasm_file(output)
}

/// Blanks the names of source files, which only those messages show, and the places in them.
fn forget_sources(begin: u32, data: &mut [u8]) {
    const BEGINNINGS: [&[u8]; 3] = [b"/rustc/", b"crates/", b"src/"];
    let mut names = HashSet::new();
    let mut at = 0;
    while at < data.len() {
        let mut length = 0;
        if BEGINNINGS.iter().any(|beginning| data[at..].starts_with(beginning)) {
            // A path holds no other signs.
            let in_path = |sign: &&u8| sign.is_ascii_alphanumeric() || b"/._-".contains(sign);
            let path = &data[at..at + data[at..].iter().take_while(in_path).count()];
            length = path.windows(3).position(|window| window == b".rs").map_or(0, |at| at + 3);
        }
        if length > 0 {
            data[at..at + length].fill(0);
            names.insert([begin + at as u32, length as u32].map(u32::to_le_bytes));
        }
        at += length.max(1);
    }
    // A place is the address and the length of a name, a line and a column.
    for at in ((begin.next_multiple_of(4) - begin) as usize..data.len().saturating_sub(15)).step_by(4) {
        let word = |at: usize| [data[at], data[at + 1], data[at + 2], data[at + 3]];
        if names.contains(&[word(at), word(at + 4)]) {
            data[at..at + 16].fill(0);
        }
    }
}

/// Blanks what only those messages say.
fn forget_words(data: &mut [u8]) {
    const WORDS: [&[u8]; 5] = [
        b"RefCell already mutably borrowed",
        b"RefCell already borrowed",
        b"closure invoked recursively or after being dropped",
        b"Tried to shrink to a larger capacity",
        b"capacity overflow",
    ];
    for words in WORDS {
        while let Some(at) = data.windows(words.len()).position(|window| window == words) {
            data[at..at + words.len()].fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sources_are_blanked() {
        let mut data = *b"is wrongsrc/job.rssrc/a.rs\x01/rustc/0-1/src/m.rs, src/ and .rs stay";
        forget_sources(0, &mut data);
        assert_eq!(data.strip_prefix(b"is wrong\0\0"), Some(&data[10..]));
        let text = String::from_utf8_lossy(&data).replace('\0', "");
        assert_eq!(text, "is wrong\u{1}, src/ and .rs stay");
    }

    #[test]
    fn places_in_sources_are_blanked() {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>();
        // The name stands behind its place, which begins at an address of four.
        let begin = 1026;
        let place = |length| words(&[begin + 2 + 16 + 4, length, 30, 7]);
        let data = |place: &[u8], name: &[u8]| [b"ab", place, b"\x09\0\0\0", name].concat();
        let mut found = data(&place(8), b"src/a.rs");
        forget_sources(begin, &mut found);
        assert_eq!(found, data(&[0; 16], &[0; 8]));
        let mut other = data(&place(7), b"src/a.rs");
        forget_sources(begin, &mut other);
        assert_eq!(other, data(&place(7), &[0; 8]));
    }

    #[test]
    fn words_of_panics_are_blanked() {
        let mut data = *b"acapacity overflowRefCell already borrowedz";
        forget_words(&mut data);
        assert_eq!(String::from_utf8_lossy(&data).replace('\0', ""), "az");
    }
}
