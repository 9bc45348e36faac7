//! Options from JavaScript: each wrong or unknown one is named.
//!
//! A codec of serde would cost 20 kB here and could not say which option is wrong.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::{host, text};

#[wasm_bindgen(module = "/src/request/option_reader.js")]
extern "C" {
    /// Those of the known options that were given, or `{ key, problem }`.
    fn read(given: &JsValue, known: &str) -> JsValue;
}

/// Options of which each is what it must be, or `undefined`.
#[derive(Default)]
pub(crate) struct Options(Option<JsValue>);

impl Options {
    /// Those that were given, if each is known and what it must be; `name` is whose they are.
    pub(crate) fn read(name: &str, given: &JsValue, known: &str, besides: &str) -> Result<Self> {
        if given.is_undefined() || given.is_null() {
            return Ok(Self::default());
        }
        let options = Self(Some(read(given, &text::join(&[known, besides]))));
        match (options.text("key"), options.text("problem")) {
            (Some(key), Some(problem)) => Err(Error::option(name, &key, &problem)),
            _ => Ok(options),
        }
    }

    /// Any value, `undefined` included.
    pub(crate) fn value(&self, key: &str) -> JsValue {
        self.0.as_ref().map(|options| host::get(options, key)).unwrap_or_default()
    }

    pub(crate) fn text(&self, key: &str) -> Option<String> {
        host::text(self.0.as_ref()?, key)
    }

    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for text in host::elements(&self.value(key)).unwrap_or_default().iter() {
            if let Some(text) = text.as_string() {
                texts.push(text);
            }
        }
        texts
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        self.0.is_some() && self.value(key).is_truthy()
    }

    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        host::get(self.0.as_ref()?, key).as_f64()
    }

    pub(crate) fn function(&self, key: &str) -> Option<Function> {
        host::get(self.0.as_ref()?, key).dyn_into().ok()
    }
}
