//! Renames the module of a wasm's imports, byte by byte: a library that writes the whole file anew writes its code
//! anew, too, and larger.

use anyhow::{Context, Result, ensure};

const HEADER: usize = 8;
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;

/// The wasm with `name` for the one module that it imports functions from.
pub fn rename(wasm: &[u8], name: &str) -> Result<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(HEADER).context("the wasm is too short")?;
    let mut result = header.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (section, after) = sized(after)?;
        rest = after;
        result.push(id);
        if id == IMPORTS {
            write_sized(&mut result, &imports(section, name)?)
        } else {
            write_sized(&mut result, section)
        }
    }
    Ok(result)
}

fn imports(section: &[u8], name: &str) -> Result<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut result = Vec::new();
    write_number(&mut result, count);
    while !rest.is_empty() {
        let (_, after) = sized(rest)?;
        let (field, after) = sized(after)?;
        let (&kind, after) = after.split_first().context("an import of the wasm has no kind")?;
        ensure!(kind == FUNCTION, "the wasm imports something that is no function");
        let (signature, after) = number(after)?;
        rest = after;
        write_sized(&mut result, name.as_bytes());
        write_sized(&mut result, field);
        result.push(kind);
        write_number(&mut result, signature);
    }
    Ok(result)
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
    use super::rename;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn every_import_gets_the_name_and_all_else_stays() {
        let before = [HEADER, &[2, 12, 2, 1, b'a', 1, b'f', 0, 3, 1, b'a', 0, 0, 5], &[7, 1, 9]].concat();
        let after =
            [HEADER, &[2, 14, 2, 2, b'm', b'n', 1, b'f', 0, 3, 2, b'm', b'n', 0, 0, 5], &[7, 1, 9]].concat();
        assert_eq!(rename(&before, "mn").unwrap(), after);
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        for wasm in [&b"\0asm"[..], b"\0asm\x01\0\0\0\x02\x05", b"\0asm\x01\0\0\0\x02\x06\x01\x01a\x01f\x02"]
        {
            assert!(rename(wasm, "mn").is_err(), "{wasm:?}");
        }
    }

    #[test]
    fn long_numbers_are_read_and_written() {
        let long = vec![0; 300];
        let wasm = [HEADER, &[10, 0xac, 0x02], &long].concat();
        assert_eq!(rename(&wasm, "mn").unwrap(), wasm);
    }
}
