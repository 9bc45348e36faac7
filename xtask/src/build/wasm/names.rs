//! Renames what a wasm imports and exports, byte by byte: a library that writes the whole file anew writes its code anew,
//! too, and larger.

use anyhow::{Context, Result, ensure};

const HEADER: usize = 8;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Names that are used, each with its letter.
type Letters = Vec<(String, String)>;

/// The wasm with `module` for the one module that it imports functions from, in which each function is called by its
/// place, and with a letter for each export that is used; and these exports with their letters.
pub fn shorten(wasm: &[u8], module: &str, is_used: impl Fn(&str) -> bool) -> Result<(Vec<u8>, Letters)> {
    let (header, mut rest) = wasm.split_at_checked(HEADER).context("the wasm is too short")?;
    let (mut result, mut letters) = (header.to_vec(), Vec::new());
    while let Some((&id, after)) = rest.split_first() {
        let (section, after) = sized(after)?;
        rest = after;
        result.push(id);
        match id {
            IMPORTS => write_sized(&mut result, &imports(section, module)?),
            EXPORTS => write_sized(&mut result, &exports(section, &is_used, &mut letters)?),
            _ => write_sized(&mut result, section),
        }
    }
    Ok((result, letters))
}

fn imports(section: &[u8], module: &str) -> Result<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut result = Vec::new();
    write_number(&mut result, count);
    for place in 0..count {
        let (_, after) = sized(rest)?;
        let (_, after) = sized(after)?;
        let (&kind, after) = after.split_first().context("an import of the wasm has no kind")?;
        ensure!(kind == FUNCTION, "the wasm imports something that is no function");
        let (signature, after) = number(after)?;
        rest = after;
        write_sized(&mut result, module.as_bytes());
        write_sized(&mut result, place.to_string().as_bytes());
        result.push(kind);
        write_number(&mut result, signature);
    }
    Ok(result)
}

fn exports(section: &[u8], is_used: &impl Fn(&str) -> bool, letters: &mut Letters) -> Result<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let (name, after) = sized(rest)?;
        let (&kind, after) = after.split_first().context("an export of the wasm has no kind")?;
        let (index, after) = number(after)?;
        rest = after;
        let name = str::from_utf8(name)?;
        if !is_used(name) {
            continue;
        }
        let letter =
            LETTERS.get(letters.len()..=letters.len()).context("the wasm has more exports than letters")?;
        letters.push((String::from(name), String::from(letter)));
        write_sized(&mut entries, letter.as_bytes());
        entries.push(kind);
        write_number(&mut entries, index);
    }
    let mut result = Vec::new();
    write_number(&mut result, letters.len());
    Ok([result, entries].concat())
}

/// Bytes after their number, and what follows them.
fn sized(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length).context("the wasm ends too early")
}

fn write_sized(result: &mut Vec<u8>, bytes: &[u8]) {
    write_number(result, bytes.len());
    result.extend(bytes);
}

/// A number in LEB128, and what follows it.
fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let last = bytes.iter().position(|byte| byte & 0x80 == 0).context("the wasm ends within a number")?;
    ensure!(last < 5, "a number of the wasm is too long");
    let value = bytes[..=last].iter().rev().fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f));
    Ok((value, &bytes[last + 1..]))
}

fn write_number(result: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        result.push(number as u8 | 0x80);
        number >>= 7;
    }
    result.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::shorten;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn imports_are_called_by_their_places_and_all_else_stays() {
        let before = [HEADER, &[2, 12, 2, 1, b'a', 1, b'f', 0, 3, 1, b'a', 0, 0, 5], &[1, 1, 9]].concat();
        let after =
            [HEADER, &[2, 15, 2, 2, b'm', b'n', 1, b'0', 0, 3, 2, b'm', b'n', 1, b'1', 0, 5], &[1, 1, 9]]
                .concat();
        assert_eq!(shorten(&before, "mn", |_| true).unwrap(), (after, vec![]));
    }

    #[test]
    fn exports_get_letters_and_what_is_not_used_is_left_out() {
        let before = [HEADER, &[7, 15, 3, 2, b'm', b'e', 2, 0, 2, b'g', b'l', 3, 1, 1, b'f', 0, 9]].concat();
        let after = [HEADER, &[7, 9, 2, 1, b'a', 2, 0, 1, b'b', 0, 9]].concat();
        let letters = vec![("me".into(), "a".into()), ("f".into(), "b".into())];
        assert_eq!(shorten(&before, "mn", |name| name != "gl").unwrap(), (after, letters));
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        for wasm in [&b"\0asm"[..], b"\0asm\x01\0\0\0\x02\x05", b"\0asm\x01\0\0\0\x02\x06\x01\x01a\x01f\x02"]
        {
            assert!(shorten(wasm, "mn", |_| true).is_err(), "{wasm:?}");
        }
    }

    #[test]
    fn long_numbers_are_read_and_written() {
        let long = vec![0; 300];
        let wasm = [HEADER, &[10, 0xac, 0x02], &long].concat();
        assert_eq!(shorten(&wasm, "mn", |_| true).unwrap(), (wasm, vec![]));
    }
}
