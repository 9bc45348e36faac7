//! Cuts out of the wasm what nobody can see: the making of panic messages.
//!
//! A panic stops the module, and whoever waits hears of it from the driver. Its message would be
//! formatted for a standard error that wasm does not have, by a tenth of all code. The functions are
//! those of the standard library and of wasm-bindgen alone; where one of them is reached, the module
//! stops there, as it would a moment later.

use std::path::Path;

use anyhow::{Result, ensure};
use walrus::{ExportItem, FunctionBuilder, FunctionKind, Module};

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

/// Writes `input` without them to `output`.
pub fn snip(input: &Path, output: &Path) -> Result<()> {
    let mut module = Module::from_file(input)?;
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
    ensure!(cut.len() > 50, "the names of what only a panic calls have changed: see xtask/src/snip.rs");
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
        forget_sources(&mut module.data.get_mut(id).value);
    }
    module.emit_wasm_file(output)
}

/// Blanks the names of source files, which only those messages show.
fn forget_sources(data: &mut [u8]) {
    const BEGINNINGS: [&[u8]; 3] = [b"/rustc/", b"crates/", b"src/"];
    let mut rest = data;
    while !rest.is_empty() {
        let mut length = 0;
        if BEGINNINGS.iter().any(|beginning| rest.starts_with(beginning)) {
            // A path holds no other signs.
            let in_path = |sign: &&u8| sign.is_ascii_alphanumeric() || b"/._-".contains(sign);
            let path = &rest[..rest.iter().take_while(in_path).count()];
            length = path.windows(3).position(|window| window == b".rs").map_or(0, |at| at + 3);
        }
        let (path, after) = rest.split_at_mut(length.max(1));
        if length > 0 {
            path.fill(0);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::forget_sources;

    #[test]
    fn names_of_sources_are_blanked() {
        let mut data = *b"is wrongsrc/job.rssrc/a.rs\x01/rustc/0-1/src/m.rs, src/ and .rs stay";
        forget_sources(&mut data);
        assert_eq!(data.strip_prefix(b"is wrong\0\0"), Some(&data[10..]));
        let text = String::from_utf8_lossy(&data).replace('\0', "");
        assert_eq!(text, "is wrong\u{1}, src/ and .rs stay");
    }
}
