//! What may be published about a field: limits that its type can have, and that the crate can read.

use syn::Result;

use crate::field::Field;

/// Refuses limits that the field's type cannot have, or that `fields.rs` of the crate could not read.
pub fn check(field: &Field, item: &syn::Field) -> Result<()> {
    let problem = range(field).or_else(|| words(field)).or_else(|| flags(field));
    problem.map_or(Ok(()), |problem| Err(syn::Error::new_spanned(item, problem)))
}

fn range(field: &Field) -> Option<&'static str> {
    let range = field.range.as_deref()?;
    let ends = range.split_once("..").and_then(|(min, max)| Some((end(min)?, end(max)?)));
    match ends {
        None | Some((None, None)) => Some("`range` must be `min..max`, of which one may be left out"),
        Some((Some(min), Some(max))) if min >= max => Some("`range` must begin below its end"),
        _ if !takes_numbers(field) => Some("`range` is for numbers"),
        _ => None,
    }
}

/// One end of a range: a number, or nothing. The outer `None` is neither.
fn end(text: &str) -> Option<Option<f64>> {
    if text.is_empty() { Some(None) } else { number(text).map(Some) }
}

/// A number in the form that the crate reads: digits, one sign, one point.
fn number(text: &str) -> Option<f64> {
    let plain = text.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter == '-');
    text.parse().ok().filter(|_| plain)
}

fn words(field: &Field) -> Option<&'static str> {
    let mut words = field.words.as_deref()?.split('|');
    // These stand for something else in a field string.
    if words.clone().any(|word| word.is_empty() || word.contains([' ', '=', '[', '^', '/', '+'])) {
        return Some("`words` must be separated by `|`, and hold no blank and none of `=[^/+`");
    }
    match field.letters().to_lowercase().as_str() {
        "s" | "t" | "sn" | "si" => None,
        "n" | "i" if words.all(|word| number(word).is_some()) => None,
        "n" | "i" => Some("`words` of a number must be numbers"),
        _ => Some("`words` is for strings and numbers"),
    }
}

fn flags(field: &Field) -> Option<&'static str> {
    let letters = field.letters().to_lowercase();
    if field.may_be_empty && !(field.required && letters == "t") {
        return Some("`empty` is for a required `String`");
    }
    if field.either && !["s", "t", "n", "i"].contains(&letters.as_str()) {
        return Some("`either` is for a string or a number");
    }
    None
}

fn takes_numbers(field: &Field) -> bool {
    ["n", "i", "sn", "si"].contains(&field.letters().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use syn::parse::Parser;

    use super::*;

    /// What is wrong with a field, written as in a struct.
    fn problem(text: &str) -> Option<String> {
        let mut field = syn::Field::parse_named.parse_str(text).expect("a field");
        Field::read(&mut field, false).err().map(|error| error.to_string())
    }

    #[test]
    fn a_range_has_two_ends_in_order_and_is_for_numbers() {
        let form = "`range` must be `min..max`, of which one may be left out";
        for (text, expected) in [
            ("#[range(\"1-15\")] steps: i32", form),
            ("#[range(\"..\")] steps: i32", form),
            ("#[range(\"\")] steps: i32", form),
            ("#[range(\"one..2\")] steps: i32", form),
            ("#[range(\"1..inf\")] steps: f64", form),
            ("#[range(\"15..1\")] steps: i32", "`range` must begin below its end"),
            ("#[range(\"1..15\")] steps: bool", "`range` is for numbers"),
            ("#[range(\"1..15\")] steps: Option<String>", "`range` is for numbers"),
        ] {
            assert_eq!(problem(text).as_deref(), Some(expected), "{text}");
        }
        for good in
            ["#[range(\"1..15\")] a: Option<i32>", "#[range(\"-0.5..\")] a: f64", "#[range(\"..9\")] a: Code"]
        {
            assert_eq!(problem(good), None, "{good}");
        }
    }

    #[test]
    fn words_are_for_strings_and_numbers() {
        let form = "`words` must be separated by `|`, and hold no blank and none of `=[^/+`";
        for (text, expected) in [
            ("#[words(\"a b\")] model: String", form),
            ("#[words(\"a||b\")] model: String", form),
            ("#[words(\"\")] model: String", form),
            ("#[words(\"16/9\")] model: String", form),
            ("#[words(\"on|off\")] model: bool", "`words` is for strings and numbers"),
            ("#[words(\"a|b\")] model: Vec<String>", "`words` is for strings and numbers"),
            ("#[words(\"five|10\")] model: i32", "`words` of a number must be numbers"),
        ] {
            assert_eq!(problem(text).as_deref(), Some(expected), "{text}");
        }
        for good in
            ["#[words(\"a|b\")] a: Option<String>", "#[words(\"5|10\")] a: i32", "#[words(\"9:16\")] a: Code"]
        {
            assert_eq!(problem(good), None, "{good}");
        }
    }

    #[test]
    fn a_flag_is_for_the_types_that_it_changes() {
        for (text, expected) in [
            ("#[empty] steps: i32", "`empty` is for a required `String`"),
            ("#[empty] prompt: Option<String>", "`empty` is for a required `String`"),
            ("#[either] on: bool", "`either` is for a string or a number"),
            ("#[either] ids: Vec<String>", "`either` is for a string or a number"),
            ("#[empty(\"yes\")] prompt: String", "takes no value"),
            ("#[words(\"a\")] #[words(\"b\")] model: String", "stands here twice"),
        ] {
            assert_eq!(problem(text).as_deref(), Some(expected), "{text}");
        }
        for good in ["#[empty] prompt: String", "#[either] steps: Option<i32>", "#[id] id: String"] {
            assert_eq!(problem(good), None, "{good}");
        }
    }
}
