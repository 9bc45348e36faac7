//! The body of a webhook. The real one is not published, so a test can choose it.

use std::collections::VecDeque;

use hyper::body::Bytes;
use hyper::header::HeaderValue;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::event::TaskEvent;
use crate::merge::merge;

const JSON: &str = "application/json";

/// The largest padding, so that a typing error does not fill the memory.
const PADDING: usize = 64 << 20;

#[derive(Deserialize, Clone)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Shape {
    /// This JSON, with placeholders.
    Json { body: Value },
    /// This text, which can be empty, with placeholders.
    Text { body: String, content_type: Option<String> },
    /// The default body with changed members.
    Merge { merge: Map<String, Value> },
    /// The default body with padding of this length.
    Huge { bytes: usize },
    /// Nothing is sent, as if the one attempt had failed on its way.
    Lost {},
}

/// A body with its media type.
pub struct WebhookBody {
    pub content_type: HeaderValue,
    pub bytes: Bytes,
}

impl Shape {
    /// Whether this can be sent.
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

/// Returns the body of a webhook, or `None` if it is to be lost.
pub fn body_for(shape: Option<Shape>, event: &TaskEvent) -> Option<WebhookBody> {
    let mut body = event.body();
    match shape {
        None => {}
        Some(Shape::Lost {}) => return None,
        Some(Shape::Text { body, content_type }) => {
            let content_type = content_type.unwrap_or_else(|| "text/plain; charset=utf-8".into());
            return Some(WebhookBody::new(&content_type, event.fill(&body)));
        }
        Some(Shape::Json { body: wanted }) => body = fill(wanted, event),
        Some(Shape::Merge { merge: patch }) => merge(&mut body, &fill(Value::Object(patch), event)),
        Some(Shape::Huge { bytes }) => body["padding"] = "x".repeat(bytes).into(),
    }
    Some(WebhookBody::new(JSON, body.to_string()))
}

impl WebhookBody {
    fn new(content_type: &str, text: String) -> Self {
        let content_type =
            HeaderValue::from_str(content_type).unwrap_or_else(|_| HeaderValue::from_static(JSON));
        Self { content_type, bytes: text.into() }
    }
}

/// Replaces the placeholders in all texts. The text `{record}` alone becomes the record.
fn fill(value: Value, event: &TaskEvent) -> Value {
    match value {
        Value::String(text) if text == "{record}" => event.record.clone(),
        Value::String(text) => event.fill(&text).into(),
        Value::Array(items) => items.into_iter().map(|item| fill(item, event)).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, fill(value, event))).collect(),
        value => value,
    }
}

/// The shapes of the next webhooks of an account, in the order of their commands.
#[derive(Default)]
pub struct ShapeQueue(VecDeque<(u32, Shape)>);

impl ShapeQueue {
    /// `times` is the number of webhooks that get it; 0 for all.
    pub fn push(&mut self, times: u32, shape: Shape) {
        self.0.push_back((times, shape));
    }

    pub fn next(&mut self) -> Option<Shape> {
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
