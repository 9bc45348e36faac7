//! A wasm in streams of like values: all opcodes, the operands of each kind of instruction, and the rest.
//!
//! A compressor finds more repetitions in values of one kind than in code where kinds alternate: this saves a tenth of the wasm's brotli.
//! `pkg-template/shared/unpack.js` puts the streams together again. It knows an instruction's operands by the count that is
//! found here, so no table of instructions is kept by hand.

use std::iter;

use anyhow::{Context, Result, ensure};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

/// The numbers of streams. The operands of an instruction have those from eight times its opcode.
const REST: usize = 0;
const LOCALS: usize = 1;
const OPCODES: usize = 2;

/// Says that the next byte tells which instruction it is: it is counted from 256.
const PREFIX: u8 = 0xfc;

#[derive(Default)]
pub struct Streams {
    /// Where the code section has its size, which is left out, as those of the functions are.
    pub start: usize,
    pub functions: u32,
    /// For each opcode the count of its operands: one or two numbers, or the four or eight bytes of a float.
    pub operands: Vec<usize>,
    /// The number and the bytes of each stream, in the order in which they are first read.
    streams: Vec<(usize, Vec<u8>)>,
}

impl Streams {
    pub fn of(wasm: &[u8]) -> Result<Self> {
        let mut this = Self::default();
        let mut code = 0..0;
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::CodeSectionStart { count, range, size: _ } => {
                    let count_at = range.start;
                    let count_len = number(&wasm[count_at..])?.len();
                    code = range;
                    let size_len = size_length(code.len());
                    this.start = count_at - size_len;
                    this.functions = count;
                    this.push(REST, &wasm[..this.start]);
                    this.push(REST, &wasm[count_at..count_at + count_len]);
                }
                Payload::CodeSectionEntry(body) => this.function(wasm, &body)?,
                _ => {}
            }
        }
        this.push(REST, &wasm[code.end..]);
        Ok(this)
    }

    /// The bytes of each stream, in the order in which they are first read.
    pub fn bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.streams.iter().map(|(_, bytes)| bytes.as_slice())
    }

    fn function(&mut self, wasm: &[u8], body: &FunctionBody) -> Result<()> {
        let operators = body.get_operators_reader()?;
        self.push(LOCALS, counted(&wasm[body.range().start..operators.original_position()])?);
        let operators: Vec<_> = operators.into_iter_with_offsets().collect::<Result<_, _>>()?;
        let ends = operators.iter().skip(1).map(|(_, at)| *at).chain(iter::once(body.range().end));
        for ((operator, at), end) in operators.iter().zip(ends) {
            self.instruction(operator, &wasm[*at..end])?;
        }
        Ok(())
    }

    fn instruction(&mut self, operator: &Operator, bytes: &[u8]) -> Result<()> {
        let (opcode, mut operands) = match *bytes {
            [PREFIX, ref after @ ..] => {
                let (opcode, operands) = after.split_first().context("an instruction has no opcode")?;
                (256 + usize::from(*opcode), operands)
            }
            [opcode, ref operands @ ..] => (usize::from(opcode), operands),
            [] => return Ok(()),
        };
        self.push(OPCODES, &bytes[..bytes.len() - operands.len()]);
        let first = opcode * 8;
        let mut count = 0;
        match operator {
            Operator::BrTable { .. } => self.push(first, counted(operands)?),
            Operator::F32Const { .. } | Operator::F64Const { .. } => {
                count = operands.len();
                for (place, byte) in operands.iter().enumerate() {
                    self.push(first + place, &[*byte]);
                }
            }
            _ => {
                while !operands.is_empty() {
                    let operand = number(operands)?;
                    self.push(first + count, operand);
                    operands = &operands[operand.len()..];
                    count += 1;
                }
                ensure!(count < 3, "the wasm has an instruction with {count} operands: {operator:?}");
            }
        }
        if self.operands.len() <= opcode {
            self.operands.resize(opcode + 1, 0);
        }
        self.operands[opcode] = count;
        Ok(())
    }

    fn push(&mut self, key: usize, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        match self.streams.iter_mut().find(|(known, _)| *known == key) {
            Some((_, stream)) => stream.extend(bytes),
            None => self.streams.push((key, bytes.to_vec())),
        }
    }
}

/// The same bytes, if the count that they begin with is one byte: the script reads no larger one.
fn counted(bytes: &[u8]) -> Result<&[u8]> {
    ensure!(
        number(bytes)?.len() == 1,
        "the wasm has a function with more than 127 groups of locals, or targets of a branch"
    );
    Ok(bytes)
}

/// The bytes of the LEB128 number that `bytes` begin with.
fn number(bytes: &[u8]) -> Result<&[u8]> {
    let last = bytes.iter().position(|byte| *byte < 128).context("a number of the wasm has no end")?;
    Ok(&bytes[..=last])
}

/// How many bytes a size takes in LEB128.
const fn size_length(size: usize) -> usize {
    if size < 128 { 1 } else { 1 + size_length(size >> 7) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one function, whose bytes are those of `body`, and with a section after the code.
    fn module(body: &[u8]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([1, 4, 1, 0x60, 0, 0]);
        wasm.extend([3, 2, 1, 0]);
        let code = [&[1], size(body.len()).as_slice(), body].concat();
        wasm.push(10);
        wasm.extend(size(code.len()));
        wasm.extend(code);
        wasm.extend([11, 1, 0]);
        wasm
    }

    /// A size of one or two bytes in LEB128.
    fn size(size: usize) -> Vec<u8> {
        let (low, high) = (u8::try_from(size & 127).unwrap(), u8::try_from(size >> 7).unwrap());
        if high == 0 { vec![low] } else { vec![low | 128, high] }
    }

    #[test]
    fn a_module_is_sorted_into_streams() {
        let mut body = vec![1, 2, 0x7f];
        body.extend([0x02, 0x40, 0x41, 0x80, 0x01, 0x0e, 1, 0, 0, 0x0b]);
        body.extend([0x41, 7, 0x41, 8, 0x41, 9, 0xfc, 10, 0, 1]);
        body.push(0x44);
        body.extend(1.5_f64.to_le_bytes());
        body.extend([0x1a, 0x0b]);
        let wasm = module(&body);

        let streams = Streams::of(&wasm).unwrap();

        let mut rest = wasm[..19].to_vec();
        rest.extend([1, 11, 1, 0]);
        let mut expected = vec![
            (REST, rest),
            (LOCALS, vec![1, 2, 0x7f]),
            (OPCODES, vec![0x02, 0x41, 0x0e, 0x0b, 0x41, 0x41, 0x41, 0xfc, 10, 0x44, 0x1a, 0x0b]),
            (0x02 * 8, vec![0x40]),
            (0x41 * 8, vec![0x80, 0x01, 7, 8, 9]),
            (0x0e * 8, vec![1, 0, 0]),
            ((256 + 10) * 8, vec![0]),
            ((256 + 10) * 8 + 1, vec![1]),
        ];
        expected.extend(
            1.5_f64.to_le_bytes().iter().enumerate().map(|(place, byte)| (0x44 * 8 + place, vec![*byte])),
        );
        assert_eq!(streams.streams, expected);
        assert_eq!((streams.start, streams.functions), (19, 1));
        let operands: Vec<_> = streams.operands.iter().enumerate().filter(|(_, count)| **count > 0).collect();
        assert_eq!(operands, [(0x02, &1), (0x41, &1), (0x44, &8), (256 + 10, &2)]);
    }

    #[test]
    fn an_instruction_that_the_script_could_not_read_is_refused() {
        let shuffle = [&[0, 0xfd, 13][..], &[0; 16], &[0x0b]].concat();
        let error = Streams::of(&module(&shuffle)).err().unwrap().to_string();
        assert!(error.starts_with("the wasm has an instruction with 17 operands: I8x16Shuffle"), "{error}");

        let many = "the wasm has a function with more than 127 groups of locals, or targets of a branch";
        let table = [&[0, 0x0e, 0x80, 1][..], &[0; 129], &[0x0b]].concat();
        assert_eq!(Streams::of(&module(&table)).err().unwrap().to_string(), many);
    }
}
