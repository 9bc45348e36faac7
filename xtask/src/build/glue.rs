//! wasm-bindgen's JavaScript, made ready to be bundled.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::Module;

/// The glue with what a loader needs instead of wasm-bindgen's own two, which esbuild then leaves out. Ours is in
/// pkg-template/client/core.js: it is shorter, because each entry knows what it has.
pub fn without_loader(glue: &str) -> Result<String> {
    let loaders = "export { initSync, __wbg_init as default };";
    let (before, after) = glue.split_once(loaders).context("the glue has other loaders than expected")?;
    Ok(format!("{before}export {{ __wbg_get_imports as imports, __wbg_finalize_init as finish }};{after}"))
}

/// The glue without what nobody needs: an encoder of texts without `encodeInto`, which no host of this syntax has; a second way to pass
/// a text, which is encoded in the memory of the wasm itself; `Symbol.dispose` of classes that our own stand before; the
/// instance and its module, which nobody reads; the prototypes of objects that only the loader reads; and other
/// signs of a buffer that was replaced, which is another one anyway. The host's classes for UTF-8 are made when they are
/// first used.
pub fn without_spares(glue: &str) -> Result<String> {
    const SPARES: [(&str, &str, &str); 17] = [
        ("if (!('encodeInto' in cachedTextEncoder)) {\n", "\n}\n", ""),
        ("    if (realloc === undefined) {\n", "", ""),
        ("    }\n\n    let len = arg.length;\n", "    return ptr;\n", ""),
        ("(arg, malloc, realloc)", "", "(arg, malloc)"),
        (", wasm.__wbindgen_realloc", "", ""),
        ("if (Symbol.dispose) ", "\n", ""),
        ("        __proto__: null,\n", "", ""),
        ("    wasmInstance = instance;", "\n", ""),
        ("    wasmModule = module;", "\n", ""),
        ("cachedDataViewMemory0 === null", "buffer)", "cachedDataViewMemory0?.buffer !== wasm.memory.buffer"),
        (
            "cachedUint8ArrayMemory0 === null",
            "=== 0",
            "cachedUint8ArrayMemory0?.buffer !== wasm.memory.buffer",
        ),
        (".subarray(ptr, ptr + buf.length).set(buf", "", ".set(buf, ptr"),
        ("let cachedTextDecoder = ", "cachedTextDecoder.decode();\n", "let cachedTextDecoder;\n"),
        (
            "        cachedTextDecoder = new ",
            "cachedTextDecoder.decode();\n",
            "        cachedTextDecoder = undefined;\n",
        ),
        ("return cachedTextDecoder.decode", "", "return (cachedTextDecoder ??= textDecoder()).decode"),
        ("const cachedTextEncoder = new TextEncoder();", "", "let cachedTextEncoder;"),
        ("= cachedTextEncoder.encode(", "", "= (cachedTextEncoder ??= textEncoder()).encode("),
    ];
    let mut text = String::from("import { textDecoder, textEncoder } from \"./texts.js\";\n") + glue;
    for (begin, end, instead) in SPARES {
        ensure!(text.contains(begin), "the glue has no `{}` as expected", begin.trim());
        while let Some((before, rest)) = text.split_once(begin) {
            let (_, after) =
                rest.split_once(end).context("a part of the glue ends in another way than expected")?;
            text = [before, instead, after].concat();
        }
    }
    Ok(text)
}

/// The glue with the functions that the wasm takes in an array, in the order of the wasm, which calls them by their places.
/// Those of our own scripts are among them. wasm-bindgen would hand over these scripts as whole modules, of which esbuild
/// makes objects with a getter for each export.
pub fn with_functions_in_order(glue: &str, wasm: &Path) -> Result<String> {
    let module = Module::from_file(wasm)?;
    let wanted: Vec<_> =
        module.imports.iter().map(|import| (import.module.as_str(), import.name.as_str())).collect();
    in_order(glue, &wanted)
}

/// A script with a line of its own for each statement that throws, or makes an error. Before the message of an error that
/// nobody catches Node prints the line that it came from, which in minified text is all of it.
pub fn with_short_throws(script: &str) -> String {
    let (mut text, mut rest) = (String::new(), script);
    while let Some(at) = next_throw(rest) {
        let (before, from) = rest.split_at(at);
        let (statement, after) = from.split_at(statement_length(from));
        text.extend([before, "\n", statement, "\n"]);
        rest = after;
    }
    text + rest
}

/// Where the next such statement begins. A promise is no error, and every `TypeError` is caught by the driver.
fn next_throw(text: &str) -> Option<usize> {
    let begins = |begin: &str| {
        let is_one = |at: &usize| {
            let is_word = text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric() || "_$.".contains(c));
            let is_other = |other: &&str| text[at + begin.len()..].starts_with(*other);
            !is_word && !["Promise", "new TypeError"].iter().any(is_other)
        };
        text.match_indices(begin).map(|(at, _)| at).find(is_one)
    };
    [begins("throw "), begins("return new ")].into_iter().flatten().min()
}

/// The length of a statement with the semicolon at its end, if there is one.
fn statement_length(text: &str) -> usize {
    let (mut depth, mut quote, mut is_escaped) = (0, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ';') if depth == 0 => return at + 1,
            (None, ')' | ']' | '}') if depth == 0 => return at,
            (None, ')' | ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn in_order(glue: &str, wanted: &[(&str, &str)]) -> Result<String> {
    // The modules as wholes, where they are imported and where the wasm gets them.
    let is_whole = |line: &&str| {
        line.starts_with("import * as import") || line.trim_start().starts_with("\"./snippets/")
    };
    let rest: String = glue.lines().filter(|line| !is_whole(line)).flat_map(|line| [line, "\n"]).collect();
    let unexpected = "the glue lists its functions in another way than expected";
    let (before, rest) = rest.split_once("const import0 = {").context(unexpected)?;
    let (functions, after) = rest.split_once("\n    };\n").context(unexpected)?;
    let functions: HashMap<_, _> =
        functions.split("\n        __").filter_map(|one| one.split_once(": function")).collect();
    let (mut imports, mut list) = (String::new(), String::new());
    for (module, name) in wanted {
        if let Some(function) = name.strip_prefix("__").and_then(|name| functions.get(name)) {
            list.extend(["function", function, "\n"]);
        } else {
            ensure!(module.starts_with("./snippets/"), "the glue has no function `{name}` of `{module}`");
            imports += &format!("import {{ {name} as own${name} }} from \"{module}\";\n");
            list.extend(["own$", name, ",\n"]);
        }
    }
    Ok([&imports, before, "const import0 = [\n", &list, "];\n", after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spares_are_left_out() {
        let glue = "        __proto__: null,\nif (Symbol.dispose) A.p = A.f;\nif (Symbol.dispose) B.p = B.f;\nf(arg, malloc, realloc) {\n    \
            if (realloc === undefined) {\n        g().subarray(ptr, ptr + buf.length).set(buf);\n    }\n\n    let len = arg.length;\n    h();\n    return ptr;\n}\n\
            f(a, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);\nif (!('encodeInto' in cachedTextEncoder)) {\n    x = function () {\n    };\n}\n\
            let wasmModule, wasmInstance;\n    wasmInstance = instance;\n    wasmModule = module;\n\
            if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {\n\
            if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || \
            (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {\n\
            let cachedTextDecoder = new TextDecoder('utf-8');\ncachedTextDecoder.decode();\n        cachedTextDecoder = new TextDecoder('utf-8');\n        cachedTextDecoder.decode();\n\
            return cachedTextDecoder.decode(bytes);\nconst cachedTextEncoder = new TextEncoder();\nconst ret = cachedTextEncoder.encode(arg);\n";
        let expected = "import { textDecoder, textEncoder } from \"./texts.js\";\nf(arg, malloc) {\n        g().set(buf, ptr);\n}\nf(a, wasm.__wbindgen_malloc);\nlet wasmModule, wasmInstance;\n\
            if (cachedUint8ArrayMemory0?.buffer !== wasm.memory.buffer) {\n\
            if (cachedDataViewMemory0?.buffer !== wasm.memory.buffer) {\n\
            let cachedTextDecoder;\n        cachedTextDecoder = undefined;\n\
            return (cachedTextDecoder ??= textDecoder()).decode(bytes);\nlet cachedTextEncoder;\nconst ret = (cachedTextEncoder ??= textEncoder()).encode(arg);\n";
        assert_eq!(without_spares(glue).unwrap(), expected);
        assert!(without_spares("").is_err());
    }

    #[test]
    fn what_throws_stands_on_a_line_of_its_own() {
        let glue = "function a(b){if(b)throw b;c();try{d()}catch{throw new E(`}${b};`,{e:[\"\\\";\"]})}return new F(b,{})}\
            function g(){return new Promise(h)}throw new TypeError(i);rethrow (x);";
        let expected = "function a(b){if(b)\nthrow b;\nc();try{d()}catch{\nthrow new E(`}${b};`,{e:[\"\\\";\"]})\n}\
            \nreturn new F(b,{})\n}function g(){return new Promise(h)}throw new TypeError(i);rethrow (x);";
        assert_eq!(with_short_throws(glue), expected);
    }

    #[test]
    fn functions_stand_in_the_order_of_the_wasm() {
        let glue = "import * as import1 from \"./snippets/x/host.js\"\nf() {\n    const import0 = {\n        __a: function(b) {\n            b;\n        },\n\
            \x20       __c: function() {\n            d;\n        },\n    };\n    return {\n        \"./m.js\": import0,\n        \"./snippets/x/host.js\": import1,\n    };\n}\n";
        let wanted = [("./m.js", "__c"), ("./snippets/x/host.js", "tell"), ("./m.js", "__a")];
        let expected = "import { tell as own$tell } from \"./snippets/x/host.js\";\nf() {\n    const import0 = [\nfunction() {\n            d;\n        },\n\
            own$tell,\nfunction(b) {\n            b;\n        },\n];\n    return {\n        \"./m.js\": import0,\n    };\n}\n";
        assert_eq!(in_order(glue, &wanted).unwrap(), expected);
        assert!(in_order(glue, &[("./m.js", "__e")]).is_err());
        assert!(in_order("", &[]).is_err());
    }
}
