//! The bounds of a body. They are checked in its text, before anything else reads it.

/// The deepest nesting. Documented bodies have five levels at most.
const DEPTH: usize = 64;
/// The most values and names. A body with more would take long to parse; documented ones have some hundreds.
const VALUES: usize = 10_000;

/// Says what a text of JSON has too much of. Takes one pass over its bytes; other mistakes are for the parser.
pub(super) fn excess(text: &str) -> Option<&'static str> {
    let (mut depth, mut values) = (0_usize, 0_usize);
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'"' => rest = behind_string(after),
            b'[' | b'{' => {
                depth = depth.saturating_add(1);
                values = values.saturating_add(1);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' | b':' => values = values.saturating_add(1),
            _ => {}
        }
        if depth > DEPTH {
            return Some("the body is nested more than 64 levels deep");
        }
        if values > VALUES {
            return Some("the body has more than 10000 values");
        }
    }
    None
}

/// What comes behind the quote at the end of a string. Most of a long body is strings, so this loop has nothing else in it.
fn behind_string(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
        let is_end = rest.get(at) == Some(&b'"');
        // An escape takes the next byte with it.
        rest = rest.get(at.saturating_add(if is_end { 1 } else { 2 })..).unwrap_or_default();
        if is_end {
            return rest;
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(levels: usize) -> String {
        ["[".repeat(levels), "]".repeat(levels)].concat()
    }

    #[test]
    fn a_body_may_have_64_levels_and_no_more() {
        assert_eq!(excess(&nested(64)), None);
        assert_eq!(excess(&nested(65)), Some("the body is nested more than 64 levels deep"));
        assert_eq!(
            excess(&["{\"a\":", &nested(64), "}"].concat()),
            Some("the body is nested more than 64 levels deep")
        );
    }

    #[test]
    fn brackets_within_texts_do_not_count() {
        let text = ["{\"a\":\"", &"[{".repeat(100), "\\\"", &"[".repeat(100), "\"}"].concat();
        assert_eq!(excess(&text), None);
        let text = ["{\"a\":\"\\\\\",\"b\":", &nested(64), "}"].concat();
        assert_eq!(excess(&text), Some("the body is nested more than 64 levels deep"));
    }

    #[test]
    fn a_body_may_have_10000_values_and_no_more() {
        let list = |commas: usize| ["[", &"1,".repeat(commas), "1]"].concat();
        assert_eq!(excess(&list(9_999)), None);
        assert_eq!(excess(&list(10_000)), Some("the body has more than 10000 values"));
    }
}
