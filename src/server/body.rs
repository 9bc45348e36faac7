//! The body of a request: read once and written once, so that what was checked is what is sent.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::server::refusal::Refusal;
use crate::server::scan;
use crate::{host, text};

/// The parameters that say where a webhook goes. The proxy alone sets them.
pub(super) const HOOKS: [&str; 2] = ["webhook_url", "webhook_token"];

/// A JSON object.
pub(super) struct Body {
    pub object: Object,
    /// The text that is checked, priced and sent.
    text: JsValue,
}

impl Body {
    /// Reads the text that came. Refuses everything but a JSON object within the bounds of [`scan`].
    pub(super) fn read(text: &JsValue) -> Result<Self, Refusal> {
        let wrong = |problem: &str| Refusal::new(400, &[problem]);
        if let Some(problem) = scan::excess(&text.as_string().unwrap_or_default()) {
            return Err(wrong(problem));
        }
        let parsed = host::parse(text).filter(|value| value.is_object() && host::elements(value).is_none());
        let object: Option<Object> = parsed.and_then(|value| value.dyn_into().ok());
        let object = object.ok_or_else(|| wrong("the body must be a JSON object"))?;
        for name in HOOKS {
            let _ = Reflect::delete_property(&object, &name.into());
        }
        let text = Some(host::stringify(&object)).filter(JsValue::is_string);
        let text = text.ok_or_else(|| wrong("the body cannot be read"))?;
        Ok(Self { object, text })
    }

    /// The text to send.
    pub(super) fn text(&self) -> JsValue {
        self.text.clone()
    }

    pub(super) fn is_empty(&self) -> bool {
        Object::keys(&self.object).length() == 0
    }

    /// Adds the webhook behind the members that were checked, whose bytes stay as they are.
    pub(super) fn add_hook(&mut self, url: &str, token: &str) -> Option<()> {
        let quoted = |text: &str| host::stringify(&text.into()).as_string();
        let checked = self.text.as_string()?;
        let comma = if self.is_empty() { "" } else { "," };
        let [url, token] = [quoted(url)?, quoted(token)?];
        let [url_name, token_name] = HOOKS;
        let parts = [
            checked.strip_suffix('}')?,
            comma,
            "\"",
            url_name,
            "\":",
            &url,
            ",\"",
            token_name,
            "\":",
            &token,
            "}",
        ];
        self.text = text::join(&parts).into();
        Some(())
    }
}
