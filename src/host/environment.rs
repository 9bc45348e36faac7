//! Where the library runs, as far as the token's safety depends on it.

use crate::host;

/// What can be seen of the surroundings.
#[derive(Clone, Copy, Default)]
struct Signs {
    /// `window.document` exists.
    document: bool,
    /// The global scope is a worker's.
    worker: bool,
    /// The host itself made `process`: Node, Bun, Deno, Electron. A bundler's stand-in in a page is a plain object.
    node: bool,
    /// `process.type` tells of a page of Electron, or a worker of one, with Node inside.
    renderer: bool,
    /// A server's own worker scope: Cloudflare Workers, Deno, edge functions.
    server: bool,
}

/// Whether people other than the developer can read what runs here.
fn public(signs: Signs) -> bool {
    if signs.node {
        // A fake DOM in a test is no page.
        return signs.renderer;
    }
    signs.document || signs.worker && !signs.server
}

/// Whether what one request does must not be waited for by another: Cloudflare Workers and edge functions.
pub(crate) fn is_isolate() -> bool {
    has(host::surroundings(), 5)
}

/// Whether this is a page or a worker of one.
pub(crate) fn in_page() -> bool {
    let flags = host::surroundings();
    let [document, worker, node, renderer, server] = [0, 1, 2, 3, 4].map(|place| has(flags, place));
    public(Signs { document, worker, node, renderer, server })
}

fn has(flags: u32, place: u32) -> bool {
    flags & (1 << place) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_their_workers_are_public() {
        assert!(public(Signs { document: true, ..Signs::default() }));
        assert!(public(Signs { worker: true, ..Signs::default() }));
        assert!(public(Signs { document: true, node: true, renderer: true, ..Signs::default() }));
    }

    #[test]
    fn servers_tests_and_electron_s_main_process_are_not() {
        assert!(!public(Signs::default()));
        assert!(!public(Signs { node: true, document: true, ..Signs::default() }));
        assert!(!public(Signs { worker: true, server: true, ..Signs::default() }));
    }
}
