//! A path with parameters: `/api/v1/userFaceSwapTask/{_id}`.

use serde_json::{Map, Value};

use crate::http::request::decoded;

pub struct Template {
    text: String,
    segments: Vec<Segment>,
}

enum Segment {
    Literal(String),
    Parameter(String),
}

impl Template {
    pub fn new(text: &str) -> Self {
        let segment = |text: &str| match text.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => Segment::Parameter(name.into()),
            None => Segment::Literal(text.into()),
        };
        Self { text: text.into(), segments: text.split('/').map(segment).collect() }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the values of the parameters if `path` matches. Upper and lower case are the same,
    /// and a slash at the end is ignored. Both are the default of Express, whose 404 page the
    /// service sends. Clients of the service use `userText2image` and `userText2Image`.
    pub fn matches(&self, path: &str) -> Option<Map<String, Value>> {
        let mut parameters = Map::new();
        let mut parts = path.strip_suffix('/').unwrap_or(path).split('/');
        for segment in &self.segments {
            match (segment, parts.next()?) {
                (Segment::Literal(wanted), part) if wanted.eq_ignore_ascii_case(part) => {}
                (Segment::Parameter(name), part) if !part.is_empty() => {
                    parameters.insert(name.clone(), decoded(part).into());
                }
                _ => return None,
            }
        }
        parts.next().is_none().then_some(parameters)
    }
}
