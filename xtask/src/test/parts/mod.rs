//! The parts of the test run, in the order in which they run: what is quick comes first.

mod package;
mod pages;
mod sources;

use anyhow::Result;

use super::deny::deny;
use super::run::Run;
use super::tally::Tally;

pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    /// Whether it has several tests, of which a filter can choose some by their names.
    pub has_names: bool,
    pub run: fn(&Run) -> Result<Tally>,
}

const fn check(name: &'static str, about: &'static str, run: fn(&Run) -> Result<Tally>) -> Part {
    Part { name, about, has_names: false, run }
}

const fn tests(name: &'static str, about: &'static str, run: fn(&Run) -> Result<Tally>) -> Part {
    Part { name, about, has_names: true, run }
}

/// What `--quick` runs: two lists at the same time, because the first one needs only this machine's compiler and the second one
/// waits for the package.
pub const QUICK: [&[&str]; 2] =
    [&["fmt", "imports", "clippy", "audit", "unit"], &["scripts", "build", "types", "size"]];

pub const PARTS: &[Part] = &[
    check("fmt", "the formatting of the Rust sources", sources::fmt),
    check("clippy", "lints, for this machine and for wasm32", sources::clippy),
    check("features", "lints of the crate for wasm32 with other features", sources::features),
    check("doc", "the Rust documentation builds without a warning", sources::doc),
    check("imports", "modules import one way, as DESIGN.md draws it", sources::imports_in_order),
    check("audit", "the operations against openapi.yaml and docs", sources::audit),
    check(
        "recipe",
        "what CONTRIBUTING.md says of a new operation and a new verb is enough, in a copy",
        sources::recipe,
    ),
    check("deny", "licences, sources and known holes of what is used", deny),
    check("scripts", "the types of the scripts that carry out what machines decide", package::scripts),
    tests("unit", "Rust tests on this machine", sources::unit),
    check("build", "the npm package", package::package_builds),
    check("types", "the TypeScript types of the package", package::types),
    check("size", "what a page downloads, against the most that is allowed", package::size),
    tests("package", "the packed tarball: files, types, Node, workerd", package::package),
    tests("runtimes", "the packed tarball in every runtime", package::runtimes),
    tests("frameworks", "the packed tarball in projects of frameworks", package::frameworks),
    tests("edge", "attacks on the proxy in Node, Deno, Bun and workerd", package::edge),
    tests("operations", "every operation by its name, against the emulator", package::operations),
    tests("live", "what `cargo xtask live` reports of a service, and what not", package::live),
    tests("starts", "thousands of starts that break off, with a key and without", package::starts),
    tests("fuzz", "random programs for every method, from a seed", package::fuzz),
    tests("browser", "Rust tests in a headless Chromium", pages::browser),
    tests("firefox", "the same tests in a headless Firefox", pages::firefox),
    tests("page", "the example page in a headless browser", pages::page),
    tests("worker", "the example Worker in workerd, and its page", pages::worker),
    tests("react", "the hooks for React in a headless browser", pages::react),
    tests("react-18", "the same tests with React 18", pages::react_18),
];

#[cfg(test)]
mod tests {
    use super::{PARTS, QUICK};

    #[test]
    fn the_quick_parts_are_parts() {
        for name in QUICK.concat() {
            assert!(PARTS.iter().any(|part| part.name == name), "{name}");
        }
    }
}
