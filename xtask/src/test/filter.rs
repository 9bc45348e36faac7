//! Which tests of a part run: those that the words after `--` choose.

use std::fmt::{self, Display, Formatter};
use std::path::Path;

/// The ending of a word that names a file of tests.
const FILE: &str = ".mjs";

/// A test is chosen if its name contains one of the words. A word that ends with `.mjs` chooses a file instead.
#[derive(Default)]
pub struct Filter(Vec<String>);

impl Filter {
    pub const fn new(words: Vec<String>) -> Self {
        Self(words)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether the tests of a file can be among those that are chosen.
    pub fn takes(&self, file: &Path) -> bool {
        let mut files = self.0.iter().filter(|word| word.ends_with(FILE)).peekable();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        files.peek().is_none() || files.any(|word| name.ends_with(word.as_str()))
    }

    /// The options of `node --test` that choose the tests.
    pub fn node_options(&self) -> Vec<String> {
        let names = self.0.iter().filter(|word| !word.ends_with(FILE));
        names.map(|name| format!("--test-name-pattern={}", pattern(name))).collect()
    }
}

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.0.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "))
    }
}

/// A regular expression of JavaScript that finds this very text.
fn pattern(text: &str) -> String {
    let escaped = |c: char| if r"\^$.*+?()[]{}|/".contains(c) { vec!['\\', c] } else { vec![c] };
    text.chars().flat_map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Filter;

    fn filter(words: &[&str]) -> Filter {
        Filter::new(words.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_name_is_found_as_it_is_written() {
        assert_eq!(
            filter(&["close() ends", "/a|b/", "keys.test.mjs"]).node_options(),
            [r"--test-name-pattern=close\(\) ends", r"--test-name-pattern=\/a\|b\/"]
        );
    }

    #[test]
    fn a_file_is_chosen_by_its_name() {
        let file = Path::new("/tests/package/keys.test.mjs");
        for (words, takes) in [
            (&[][..], true),
            (&["a start"], true),
            (&["keys.test.mjs"], true),
            (&["limits.test.mjs", "a start"], false),
            (&["limits.test.mjs", "keys.test.mjs"], true),
        ] {
            assert_eq!(filter(words).takes(file), takes, "{words:?}");
        }
    }

    #[test]
    fn the_words_are_told_as_they_were_given() {
        assert_eq!(filter(&["a start", "b"]).to_string(), "`a start` or `b`");
    }
}
