//! The letters and words in which a declaration says methods, effects and pagings. The macros compile this file too and write
//! nothing else; the tests of `operation.rs` and `family.rs` prove that all of it is read.

/// Each letter of an operation's text with its method, and with the word of `effect = …` in the attribute, which is empty for
/// what the method usually does.
pub const LETTERS: [(&str, &str, &str); 8] = [
    ("G", "GET", ""),
    ("U", "PUT", ""),
    ("D", "DELETE", ""),
    ("P", "POST", ""),
    ("R", "POST", "read"),
    ("C", "POST", "charge"),
    ("X", "POST", "delete"),
    ("A", "POST", "anonymous"),
];

/// How a list is paged; the first is the usual way.
pub const PAGINGS: [&str; 4] = ["pageNum", "current", "page", "none"];
