//! What `families.yaml` says of each family.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::files::media;

const FAMILIES: &str = include_str!("../../families.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// What an entry does not say.
    usual: Map<String, Value>,
    families: Vec<Map<String, Value>>,
}

/// One entry; the meaning of its members stands at the head of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub start: String,
    coins: Price,
    #[serde(default = "bad_request")]
    pub too_poor: u16,
    #[serde(default)]
    pub needs: Vec<String>,
    pub clash: Option<Clash>,
    #[serde(default)]
    pub alone: bool,
    tasks: Option<String>,
    pub files: Option<String>,
    media: Media,
    #[serde(default)]
    pub also: Vec<String>,
    pub fields: Map<String, Value>,
    #[serde(default)]
    pub stamps: bool,
    pub stages: Vec<Stage>,
    pub progress: Option<Progress>,
    pub success: Map<String, Value>,
    pub failure: Map<String, Value>,
    #[serde(default)]
    pub guarded: bool,
    pub again: Option<Again>,
}

fn bad_request() -> u16 {
    400
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Price {
    Fixed(i64),
    Cases(Vec<Case>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    coins: i64,
    has: Option<String>,
    #[serde(default)]
    when: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clash {
    pub of: [String; 2],
    pub code: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Media {
    Video,
    Image,
    Like(String),
}

/// A word that a task bears for a while on its way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub word: String,
    pub ms: i64,
    #[serde(default)]
    pub set: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    pub percent: String,
    pub seconds: String,
    pub now: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    pub diamonds: i64,
    pub stages: Vec<Stage>,
}

/// Every plan of the file.
pub fn all() -> Result<Vec<Plan>, String> {
    // By way of a JSON value, because YAML's own notation for `{ like: field }` is `!like field`.
    let document: Value = serde_yaml_ng::from_str(FAMILIES).map_err(|error| error.to_string())?;
    let Document { usual, families } = serde_json::from_value(document).map_err(|error| error.to_string())?;
    let plan = |entry: Map<String, Value>| {
        let name = entry.get("start").cloned().unwrap_or_default();
        let whole: Map<String, Value> = usual.clone().into_iter().chain(entry).collect();
        serde_json::from_value(Value::Object(whole)).map_err(|error| format!("{name}: {error}"))
    };
    families.into_iter().map(plan).collect()
}

impl Plan {
    /// What one task costs.
    pub fn price(&self, input: &Map<String, Value>) -> i64 {
        match &self.coins {
            Price::Fixed(coins) => *coins,
            Price::Cases(cases) => cases.iter().find(|case| case.fits(input)).map_or(0, |case| case.coins),
        }
    }

    /// What all tasks of a start with this input cost.
    pub fn cost(&self, input: &Map<String, Value>) -> i64 {
        self.price(input).saturating_mul(self.count(input) as i64)
    }

    /// How many tasks this input asks for.
    pub fn count(&self, input: &Map<String, Value>) -> usize {
        let asked = self.tasks.as_ref().and_then(|field| input.get(field)?.as_u64());
        asked.unwrap_or(1) as usize
    }

    /// The ending that a result's file name gets.
    pub fn result_extension(&self, input: &Map<String, Value>) -> &'static str {
        let image = match &self.media {
            Media::Video => false,
            Media::Image => true,
            Media::Like(field) => input.get(field).and_then(Value::as_str).is_some_and(media::is_image),
        };
        if image { "jpg" } else { "webm" }
    }
}

impl Case {
    fn fits(&self, input: &Map<String, Value>) -> bool {
        self.has.as_ref().is_none_or(|field| input.contains_key(field))
            && self.when.iter().all(|(field, value)| input.get(field) == Some(value))
    }
}
