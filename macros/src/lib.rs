//! The attributes that declare an operation of the API: its request struct, what is sent where, what comes
//! back, and both entries to it.
//!
//! From one annotated struct come the derives of serde, the field string that is checked before anything is
//! sent, the endpoint of the Rust door, the method of the JavaScript door with its doc comment, and the
//! TypeScript interfaces. `cargo xtask audit` compares the outcome with `openapi.yaml`.
//!
//! A field that is no `Option` is required. What else is known of a field stands above it: `#[id]` goes into
//! the path or behind it, `#[words("a|b")]` and `#[range("1..15")]` are published limits, `#[empty]` is a
//! required text that may be empty, `#[either]` takes number or text and sends the declared one,
//! `#[nullable]` may be null in an answer, `#[superseded("instead")]` is deprecated.
//!
//! What could not work is refused where it is written: a path without the field of its id, a route without a
//! method that exists, a rule about fields that are not there, a limit that the field's type cannot have. A
//! struct that `every!` of `api/mod.rs` does not list is an error too.

mod arguments;
#[path = "../../src/schema/effect.rs"]
#[allow(dead_code, reason = "the macros need what verbs are named, not what they do")]
mod effect;
mod family;
mod field;
#[path = "../../src/schema/letters.rs"]
mod letters;
mod limits;
mod names;
mod operation;
mod pieces;
mod routes;
mod structure;
mod sure;
mod typescript;
#[path = "../../src/schema/verb.rs"]
#[allow(dead_code, reason = "the macros need what verbs are named, not what they do")]
mod verb;

use proc_macro::TokenStream;
use syn::{Item, parse_macro_input};

/// A single operation, on its request struct:
/// `#[operation(GET "/path" -> Answer, js = "resource.method", sure = "request/answer")]`.
///
/// Behind those: `effect = read` (or `write`, `charge`, `delete`, `anonymous`) where it is not what the
/// method usually does, `rules = "a^b"` for fields that depend on each other, `holds = "a,b"` for the fields of
/// which a charged answer has one, `free` where undocumented keys are welcome, `deprecated = "why"`. A path with `{_id}` or `?_id` needs a field with `#[id]`.
#[proc_macro_attribute]
pub fn operation(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as syn::ItemStruct);
    finish(operation::Operation::read(arguments.into()).and_then(|operation| operation.expand(item)))
}

/// A family of tasks, on the struct that starts one:
/// `#[family("key", "/base", Record, sure = "request/answer")]`, and behind those what differs from most
/// families. The routes are named by their verbs, whose defaults are in `src/schema/verb.rs`: `verb = "METHOD /path"`
/// changes a route, `verb = ""` says that the family lacks it, and a verb that only some families have is a flag. For
/// the words see `Family` in the crate, which has their defaults: `paging`, `status`, `results`, `result_id`,
/// `failure_texts`, `failure_codes`, `hours`.
///
/// Besides: `webhook` adds the two fields of a webhook, `filter = Type` is what its list takes,
/// `answer = Type` what its start answers where that is not one record, `rules` as above, and
/// `unconfirmed = "verbs"` names the verbs whose requests are inferred.
#[proc_macro_attribute]
pub fn family(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as syn::ItemStruct);
    finish(family::Family::read(arguments.into()).and_then(|family| family.expand(item)))
}

/// A record of the service. `#[record(task)]` adds the fields that the records of most families share.
#[proc_macro_attribute]
pub fn record(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as Item);
    finish(structure::record(arguments.into(), item))
}

/// An object within a request.
#[proc_macro_attribute]
pub fn part(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = parse_macro_input!(item as syn::ItemStruct);
    finish(structure::part(arguments.into(), item))
}

fn finish(result: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    result.unwrap_or_else(syn::Error::into_compile_error).into()
}
