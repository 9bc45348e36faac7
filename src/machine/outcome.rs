//! What a command came to, as the drivers tell it: an object of JavaScript, whose keys are written here alone.

use wasm_bindgen::prelude::*;

use crate::error::{Error, ErrorKind, Result};
use crate::host;

#[wasm_bindgen(module = "/src/host/driver.js")]
extern "C" {
    /// Why a command came to no answer, or 0.
    #[wasm_bindgen(js_name = stoppedBy)]
    fn stopped_by(outcome: &JsValue) -> u32;
    /// The HTTP status of an answer, or 0.
    #[wasm_bindgen(js_name = statusOf)]
    fn status_of(outcome: &JsValue) -> u32;
}

// Why a command came to no answer, by the numbers of `driver.js`.
pub(crate) const ABORTED: u32 = 1;
const TIMED_OUT: u32 = 2;
pub(crate) const CLOSED: u32 = 3;
/// Something threw, `fetch` most often.
const THREW: u32 = 5;

/// Makes a type of outcomes with a method for each fact, and for tests the list of its keys.
macro_rules! outcome {
    ($(#[$about:meta])* $outcome:ident
    $($(#[$says:meta])* $name:ident: $form:ident $key:literal -> $type:ty;)+) => {
        $(#[$about])*
        pub(crate) struct $outcome(pub wasm_bindgen::JsValue);

        impl $outcome {
            $($(#[$says])* pub(crate) fn $name(&self) -> $type { self.$form($key) })+

            // Inlined, because the calls of the host are as short.
            #[inline(always)]
            fn value_of(&self, key: &str) -> wasm_bindgen::JsValue {
                $crate::host::get(&self.0, key)
            }

            #[inline(always)]
            fn flag(&self, key: &str) -> bool {
                self.value_of(key).is_truthy()
            }

            #[inline(always)]
            fn text_of(&self, key: &str) -> Option<String> {
                self.value_of(key).as_string()
            }
        }

        #[cfg(test)]
        impl $outcome {
            /// The keys in the order of the alphabet, each once.
            pub(crate) fn keys() -> Vec<&'static str> {
                let mut keys = vec![$($key),+];
                keys.sort_unstable();
                keys.dedup();
                keys
            }
        }
    };
}
#[cfg(feature = "server")]
pub(crate) use outcome;

outcome! {
    /// What a command of `driver.js` came to, or a machine's first step, which has none.
    Outcome
    /// The pause is over.
    is_due: flag "due" -> bool;
    /// What was waited for, or the file that was downloaded.
    value: value_of "value" -> JsValue;
    /// The same where it is a text.
    value_text: text_of "value" -> Option<String>;
    /// What was thrown.
    thrown: value_of "thrown" -> JsValue;
    /// Nothing has left the host.
    is_unsent: flag "unsent" -> bool;
    /// The reason that the caller gave for its abort.
    reason: value_of "reason" -> JsValue;
    /// The body of an answer, as it came.
    text: value_of "text" -> JsValue;
    /// The `Retry-After` of an answer that is no success.
    retry_after: text_of "retryAfter" -> Option<String>;
    /// Where a redirect leads, without the query.
    location: text_of "location" -> Option<String>;
    /// The `Response` itself.
    response: value_of "response" -> JsValue;
    /// The file has more bytes than are allowed.
    has_excess: flag "excess" -> bool;
    /// Where a file came from in the end.
    url: text_of "url" -> Option<String>;
}

impl Outcome {
    /// The outcome of a machine's first step.
    pub(crate) const NONE: Self = Self(JsValue::UNDEFINED);

    /// The outcome of the command that an engine runs in this scope, once it has ended.
    pub(crate) fn left_in(scope: &JsValue) -> Option<Self> {
        let outcome = host::get(scope, "outcome");
        (!outcome.is_undefined()).then_some(Self(outcome))
    }

    /// The status of the answer; 0 where none came.
    pub(crate) fn status(&self) -> u16 {
        u16::try_from(status_of(&self.0)).unwrap_or_default()
    }

    pub(crate) fn has_thrown(&self) -> bool {
        stopped_by(&self.0) == THREW
    }

    /// The error of a command that ended before its answer; nothing where it did not, and where something threw.
    pub(crate) fn stopped(&self) -> Option<Error> {
        match stopped_by(&self.0) {
            0 | THREW => None,
            why => Some(stop(why, self.reason())),
        }
    }

    /// Fails at the end of the whole scope: a time limit is that of one command.
    pub(crate) fn go_on(&self) -> Result<()> {
        self.stopped().filter(|error| error.kind() != ErrorKind::Timeout).map_or(Ok(()), Err)
    }
}

/// The error of an end, with its reason.
pub(crate) fn stop(why: u32, reason: JsValue) -> Error {
    let (kind, words) = match why {
        ABORTED => (ErrorKind::Aborted, "the call was aborted by its signal"),
        TIMED_OUT => (ErrorKind::Timeout, "no answer within `timeoutMs`"),
        CLOSED => (ErrorKind::Aborted, "the client was closed"),
        _ => (ErrorKind::Internal, "a bug in a2e-wasm stopped all waits; please report it"),
    };
    Error::new(kind, &[words]).with(|facts| facts.cause = reason)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const SEAM: &str = include_str!("../host/seam.d.ts");
    const DRIVER: &str = include_str!("../host/driver.js");

    /// The members of an interface of TypeScript in the order of the alphabet.
    pub(crate) fn keys_of<'a>(types: &'a str, interface: &str) -> Vec<&'a str> {
        let (_, body) = types.split_once(&format!("interface {interface} ")).expect("an interface");
        let (body, _) = body.split_once("\n}").expect("its end");
        let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let names = body.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim());
        let mut names: Vec<_> =
            names.map(|name| name.trim_end_matches('?')).filter(|name| is_word(name)).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn the_driver_tells_what_is_read_here_and_nothing_else() {
        let mut read = Outcome::keys();
        // `stoppedBy` and `statusOf` read these.
        read.extend(["stop", "status"]);
        read.sort_unstable();
        assert_eq!(keys_of(SEAM, "Outcome"), read);
    }

    #[test]
    fn the_driver_has_the_same_numbers_of_ends() {
        let numbers = [("ABORTED", ABORTED), ("TIMED_OUT", TIMED_OUT), ("CLOSED", CLOSED), ("THREW", THREW)];
        for (name, number) in numbers {
            assert!(DRIVER.contains(&format!("\nconst {name} = {number};\n")), "{name}");
        }
    }
}
