//! What a test wants in the place of a webhook's usual body, which is no more than a guess.

use std::collections::VecDeque;

use hyper::body::Bytes;
use hyper::header::HeaderValue;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::notice::Notice;
use crate::merge::merge;

const JSON: &str = "application/json";

/// The largest padding, so that a typing error does not fill the memory.
const PADDING: usize = 64 << 20;

#[derive(Deserialize, Clone)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Shape {
    /// This JSON, with what is told in its places.
    Json { body: Value },
    /// This text, empty or not, with what is told in its places.
    Text { body: String, content_type: Option<String> },
    /// The usual body with members laid over it.
    Merge { merge: Map<String, Value> },
    /// The usual body and so much padding.
    Huge { bytes: usize },
    /// Nothing is sent, as if the one attempt had failed on its way.
    Lost {},
}

/// A body as it is sent.
pub struct Content {
    pub content_type: HeaderValue,
    pub bytes: Bytes,
}

impl Shape {
    /// Whether this can be sent at all.
    pub fn check(&self) -> Result<(), String> {
        match self {
            Shape::Text { content_type: Some(text), .. } if HeaderValue::from_str(text).is_err() => {
                Err(format!("content-type: {text:?} is no header"))
            }
            Shape::Huge { bytes } if *bytes > PADDING => Err(format!("bytes cannot be more than {PADDING}")),
            _ => Ok(()),
        }
    }
}

/// The body of a webhook, unless it is to be lost.
pub fn content(shape: Option<Shape>, notice: &Notice) -> Option<Content> {
    let mut body = notice.body();
    match shape {
        None => {}
        Some(Shape::Lost {}) => return None,
        Some(Shape::Text { body, content_type }) => {
            let content_type = content_type.unwrap_or_else(|| "text/plain; charset=utf-8".into());
            return Some(Content::new(&content_type, notice.filled(&body)));
        }
        Some(Shape::Json { body: wanted }) => body = filled(wanted, notice),
        Some(Shape::Merge { merge: patch }) => merge(&mut body, &filled(Value::Object(patch), notice)),
        Some(Shape::Huge { bytes }) => body["padding"] = "x".repeat(bytes).into(),
    }
    Some(Content::new(JSON, body.to_string()))
}

impl Content {
    fn new(content_type: &str, text: String) -> Self {
        let content_type =
            HeaderValue::from_str(content_type).unwrap_or_else(|_| HeaderValue::from_static(JSON));
        Self { content_type, bytes: text.into() }
    }
}

/// A text that is `{record}` and nothing else becomes the record; the other places are in texts.
fn filled(value: Value, notice: &Notice) -> Value {
    match value {
        Value::String(text) if text == "{record}" => notice.record.clone(),
        Value::String(text) => notice.filled(&text).into(),
        Value::Array(items) => items.into_iter().map(|item| filled(item, notice)).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(key, value)| (key, filled(value, notice))).collect()
        }
        value => value,
    }
}

/// The shapes of an account's next webhooks, in the order in which they were arranged.
#[derive(Default)]
pub struct Shapes(VecDeque<(u32, Shape)>);

impl Shapes {
    /// `times` is how many webhooks get it; 0 for all that come.
    pub fn put(&mut self, times: u32, shape: Shape) {
        self.0.push_back((times, shape));
    }

    pub fn take(&mut self) -> Option<Shape> {
        let (times, shape) = self.0.front_mut()?;
        let shape = shape.clone();
        match *times {
            0 => {}
            1 => drop(self.0.pop_front()),
            _ => *times -= 1,
        }
        Some(shape)
    }
}
