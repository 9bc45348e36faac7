//! A path with holes: `/api/v1/userFaceSwapTask/{_id}`.

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

    /// The values of the holes when `path` fits. The case of letters does not matter, nor does a slash at the end. This
    /// is the default of Express, whose page the service sends for a route that it does not have, and its clients use
    /// `userText2image` and `userText2Image`.
    pub fn matches(&self, path: &str) -> Option<Map<String, Value>> {
        let mut parameters = Map::new();
        let mut given = path.strip_suffix('/').unwrap_or(path).split('/');
        for segment in &self.segments {
            match (segment, given.next()?) {
                (Segment::Literal(wanted), given) if wanted.eq_ignore_ascii_case(given) => {}
                (Segment::Parameter(name), given) if !given.is_empty() => {
                    parameters.insert(name.clone(), decoded(given).into());
                }
                _ => return None,
            }
        }
        given.next().is_none().then_some(parameters)
    }
}
