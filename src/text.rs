//! Joining, searching and reading texts without what the standard library links in for the same.

/// The parts as one text. The standard library's `concat` brings a copy loop for each length of a
/// separator, 1 kB of wasm.
pub(crate) fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// The length of the parts together.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "the compiler runs it")]
pub(crate) const fn length<const N: usize>(parts: [&str; N]) -> usize {
    let (mut length, mut part) = (0, 0);
    while part < N {
        length += parts[part].len();
        part += 1;
    }
    length
}

/// The parts as one, at compile time.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "the compiler runs it")]
pub(crate) const fn concat<const N: usize, const LENGTH: usize>(parts: [&str; N]) -> [u8; LENGTH] {
    let mut all = [0; LENGTH];
    let (mut length, mut part) = (0, 0);
    while part < N {
        let bytes = parts[part].as_bytes();
        let mut byte = 0;
        while byte < bytes.len() {
            all[length] = bytes[byte];
            length += 1;
            byte += 1;
        }
        part += 1;
    }
    all
}

/// The length of a field string with a prefix before each field.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "the compiler runs it")]
pub(crate) const fn nested_length(prefix: &str, fields: &str) -> usize {
    let (mut length, mut byte) = (prefix.len() + fields.len(), 0);
    while byte < fields.len() {
        if fields.as_bytes()[byte] == b' ' {
            length += prefix.len();
        }
        byte += 1;
    }
    length
}

/// A field string with a prefix before each field.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "the compiler runs it")]
pub(crate) const fn nested<const LENGTH: usize>(prefix: &str, fields: &str) -> [u8; LENGTH] {
    let mut all = [0; LENGTH];
    let (mut length, mut byte, mut begins) = (0, 0, true);
    while byte < fields.len() {
        let mut place = 0;
        while begins && place < prefix.len() {
            all[length] = prefix.as_bytes()[place];
            length += 1;
            place += 1;
        }
        all[length] = fields.as_bytes()[byte];
        begins = all[length] == b' ';
        length += 1;
        byte += 1;
    }
    all
}

/// A text that was made of texts.
pub(crate) const fn known(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// A whole number in decimal digits.
pub(crate) fn whole(text: &str) -> Option<f64> {
    if holds(text, ".") { None } else { decimal(text) }
}

/// A decimal number without exponent. The standard library's parser comes once more for each type.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    // NaN until there is a digit, 0 until there is a point.
    let (mut number, mut scale) = (f64::NAN, 0.0);
    for byte in digits.bytes() {
        if byte == b'.' && scale == 0.0 {
            scale = 1.0;
        } else {
            number = number.max(0.0) * 10.0 + f64::from(char::from(byte).to_digit(10)?);
            scale *= 10.0;
        }
    }
    (!number.is_nan()).then(|| sign * number / f64::max(scale, 1.0))
}

/// A text with small letters for capitals. The standard library's `to_ascii_lowercase` brings a second copy of what makes room
/// in a text.
pub(crate) fn lower(text: &str) -> String {
    let mut text = String::from(text);
    text.make_ascii_lowercase();
    text
}

/// Where a part begins in a text.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    let (windows, part) = (text.as_bytes().windows(part.len().max(1)), part.as_bytes());
    // The first byte rules out nearly all, before a call compares the rest.
    let is_it = |window: &[u8]| window.first() == part.first() && window == part;
    windows.enumerate().find(|(_, window)| is_it(window)).map(|(at, _)| at)
}

/// Whether a text holds a part.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// Whether a text holds one of several parts, which stand between `|`.
pub(crate) fn holds_any(text: &str, parts: &'static str) -> bool {
    words(parts, "|").any(|part| holds(text, part))
}

/// A text with every occurrence of a part replaced.
pub(crate) fn replace(text: &str, part: &str, with: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = split(rest, part) {
        result.push_str(before);
        result.push_str(with);
        rest = after;
    }
    result.push_str(rest);
    result
}

/// The texts before and after the first occurrence of a part.
pub(crate) fn split<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, part)?;
    Some((text.get(..at)?, text.get(at.saturating_add(part.len())..)?))
}

/// The same; all of the text and nothing, where the part does not occur.
pub(crate) fn cut<'a>(text: &'a str, part: &str) -> (&'a str, &'a str) {
    split(text, part).unwrap_or((text, ""))
}

/// The parts of a text between the occurrences of another.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    rest: Option<&'a str>,
    mark: &'static str,
}

/// Divides a text. The standard library's way is compiled once more for each kind of mark.
pub(crate) fn words<'a>(text: &'a str, mark: &'static str) -> Words<'a> {
    Words { rest: Some(text), mark }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (word, rest) = match split(rest, self.mark) {
            Some((word, rest)) => (word, Some(rest)),
            None => (rest, None),
        };
        self.rest = rest;
        Some(word)
    }
}

/// Whether a word is one of several in small letters, in any case of its own.
pub(crate) fn among(word: &str, several: &'static str) -> bool {
    let word = lower(word);
    words(several, " ").any(|one| one == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined() {
        assert_eq!(join(&[]), "");
        assert_eq!(join(&["a", "", "本"]), "a本");
    }

    #[test]
    fn whole_numbers_are_read() {
        assert_eq!(["0", "-12", "+7", "4294967295"].map(whole), [0.0, -12.0, 7.0, 4294967295.0].map(Some));
        assert_eq!(["", "-", "1.5", "1e3", " 1", "one"].map(whole), [None; 6]);
    }

    #[test]
    fn decimal_numbers_are_read() {
        assert_eq!(["0.5", "45.5", "2"].map(decimal), [Some(0.5), Some(45.5), Some(2.0)]);
        assert_eq!(["-1.5", "-0.5"].map(decimal), [Some(-1.5), Some(-0.5)]);
        assert_eq!(["1.x", "1.-5", "."].map(decimal), [None; 3]);
    }

    #[test]
    fn fields_of_parts_get_the_name_of_their_holder() {
        const FIELDS: &str = "x!:n media.type!";
        const BYTES: [u8; nested_length("a.", FIELDS)] = nested("a.", FIELDS);
        assert_eq!(known(&BYTES), "a.x!:n a.media.type!");
    }

    #[test]
    fn words_are_what_stands_between_marks() {
        assert_eq!(words("a|b||c", "|").collect::<Vec<_>>(), ["a", "b", "", "c"]);
        assert_eq!(words("", ",").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn parts_are_found_and_replaced() {
        assert!(holds_any("free users", "paid|users") && !holds_any("free users", "paid|guests"));
        assert!(holds("free users", "users") && !holds("free", "free users") && !holds("", "x"));
        assert_eq!(split("1..50", ".."), Some(("1", "50")));
        assert_eq!(split("1-50", ".."), None);
        assert_eq!(replace("a sk_1 b sk_1", "sk_1", "[token]"), "a [token] b [token]");
        assert_eq!(replace("日本", "本", "x"), "日x");
    }
}
