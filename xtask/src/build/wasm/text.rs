//! A wasm as the text of a script, so that nothing lies beside the script. `pkg-template/shared/unpack.js` reads it.
//!
//! The bytes are sorted into streams first (`wasm_streams.rs`), and each stream is a text. Each byte is one or two printable ASCII
//! characters. The commonest bytes are one. This costs 2 % of brotli, where base64 costs 30 %: a compressor finds the repetitions of
//! the bytes again.

use anyhow::{Context, Result};
use serde_json::json;

use super::streams::Streams;

/// The characters, in the order of ASCII: all that no script, template, page or tool reads as anything but itself. Quotes,
/// backslash and dollar are left out, and `<`, which begins `</script`. The last two begin a pair.
const SIGNS: &[u8; 89] =
    b" !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

/// The bytes that are a single character, each at the place of its character. Most small letters are the same letter in the other
/// case, so texts of the wasm compress as texts do, but are no words that a bundler would replace wherever they stand, such as
/// `global`. The rest was found by trial: of 4,300 random swaps those were kept that made the text smaller under brotli.
const SINGLES: [u8; SIGNS.len() - 2] = [
    32, 48, 72, 0, 57, 65, 66, 45, 200, 5, 7, 46, 80, 50, 27, 71, 3, 84, 4, 2, 16, 124, 1, 58, 11, 64, 47,
    127, 61, 97, 98, 99, 100, 101, 102, 103, 104, 105, 69, 107, 108, 109, 110, 111, 112, 35, 114, 115, 116,
    117, 118, 119, 120, 121, 8, 9, 10, 43, 95, 70, 41, 12, 76, 155, 36, 13, 113, 68, 14, 15, 33, 55, 20, 106,
    44, 6, 28, 34, 128, 54, 96, 40, 49, 24, 52, 224, 56,
];

/// The script that exports a wasm, as `pkg-template/shared/unpack.js` reads it.
pub fn script(wasm: &[u8]) -> Result<String> {
    let streams = Streams::of(wasm)?;
    let texts: Vec<_> = streams.bytes().map(text).collect::<Result<_>>()?;
    let Streams { start, functions, operands, .. } = &streams;
    Ok(format!("export default {};\n", json!([wasm.len(), start, functions, operands, &SINGLES[..], texts])))
}

fn text(bytes: &[u8]) -> Result<String> {
    bytes.iter().map(|byte| written(*byte).context("a byte has no text")).collect()
}

/// The characters of a byte.
fn written(byte: u8) -> Option<String> {
    if let Some(place) = SINGLES.iter().position(|single| *single == byte) {
        return Some(char::from(SIGNS[place]).into());
    }
    let place = (0..=u8::MAX).filter(|other| !SINGLES.contains(other)).position(|other| other == byte)?;
    let (row, column) = (place / SIGNS.len(), place % SIGNS.len());
    Some([*SIGNS.get(SINGLES.len() + row)?, SIGNS[column]].map(char::from).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_has_the_length_the_tables_and_the_texts() {
        let wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x06\x01\x04\0\x41\x07\x0b";
        let table = json!(&SINGLES[..]);
        let operands = json!([vec![0; 0x41], vec![1]].concat());
        let texts = json!(
            ["\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x01", "\0", "\x41\x0b", "\x07"]
                .map(|bytes| text(bytes.as_bytes()).unwrap())
        );
        assert_eq!(script(wasm).unwrap(), format!("export default [26,19,1,{operands},{table},{texts}];\n"));
        assert_eq!(text(b"\0asm \xff").unwrap(), "%ASM ~u");
    }

    #[test]
    fn each_byte_has_a_text_of_its_own_without_signs_that_mean_something() {
        let mut texts: Vec<String> = (0..=u8::MAX).map(|byte| written(byte).unwrap()).collect();
        assert!(texts.iter().all(|text| text.bytes().all(|sign| SIGNS.contains(&sign))));
        let (single, pairs): (Vec<_>, Vec<_>) = texts.iter().partition(|text| text.len() == 1);
        assert_eq!((single.len(), pairs.len()), (SINGLES.len(), 256 - SINGLES.len()));
        // No single character begins a pair.
        assert!(single.iter().all(|text| !"}~".contains(text.as_str())));
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), 256);
        assert!(!SIGNS.iter().any(|sign| b"\"'`\\$<".contains(sign)));
    }
}
