//! Downloads of results.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::context::options::CallOptions;
use crate::error::{Error, Result};
use crate::host;
use crate::record::view::parsed;
use crate::schema::operation::Effect;
use crate::transport::call::Call;
use crate::transport::transfer::{self, Media, Transfer};

/// What is to be downloaded.
#[derive(Clone, Default)]
pub struct Download {
    /// The view of a finished task, whose first result is meant, or the address of a result.
    pub result: JsValue,
    /// Refuses more bytes than this; no limit where it is `None`.
    pub max_bytes: Option<f64>,
    /// Refuses other hosts than these and those below them; none where it is empty.
    pub allow_hosts: Vec<String>,
    /// Told `{ loaded, total }`.
    pub on_progress: Option<Function>,
}

impl Download {
    /// Checks the address and makes the call. What was stored is not trusted.
    pub(crate) fn begin(self, options: &Rc<CallOptions>) -> Result<Box<Call>> {
        let view = parsed(&self.result);
        let urls = host::elements(&host::get(&view, "urls")).unwrap_or_default();
        let Some(url) = view.as_string().or_else(|| urls.get(0).as_string()) else {
            let problem = "must be a task with a result, its JSON, or the address of a result";
            return Err(Error::input("result", problem));
        };
        let path = transfer::check(&url, &self.allow_hosts)?;
        let mut call = Call::new("GET", path, Effect::Read, options);
        call.anonymous = true;
        call.media = Some(Media {
            url,
            total: self.max_bytes.unwrap_or(f64::INFINITY),
            on_progress: self.on_progress,
            transfer: Transfer::Download { hosts: self.allow_hosts },
        });
        Ok(call)
    }
}
