//! The configuration of each family, from `families.yaml`.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::files::built_in;

const FAMILIES: &str = include_str!("../../families.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// The members of an entry that does not have them.
    defaults: Map<String, Value>,
    families: Vec<Map<String, Value>>,
}

/// One entry. The head of the file describes the members.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyConfig {
    pub start: String,
    coins: Price,
    #[serde(default = "default_insufficient_coins_status")]
    pub insufficient_coins_status: u16,
    #[serde(default)]
    pub needs_one_of: Vec<String>,
    pub exclusive: Option<Exclusive>,
    #[serde(default)]
    pub one_at_a_time: bool,
    task_count_field: Option<String>,
    pub file_count_field: Option<String>,
    media: ResultMedia,
    #[serde(default)]
    pub extra_result_fields: Vec<String>,
    pub initial_fields: Map<String, Value>,
    #[serde(default)]
    pub stage_timestamps: bool,
    pub stages: Vec<Stage>,
    pub progress: Option<Progress>,
    pub success: Map<String, Value>,
    pub failure: Map<String, Value>,
    #[serde(default)]
    pub no_delete_while_running: bool,
    pub retraining: Option<Retraining>,
}

fn default_insufficient_coins_status() -> u16 {
    400
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Price {
    Fixed(i64),
    Cases(Vec<PriceCase>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceCase {
    coins: i64,
    has: Option<String>,
    #[serde(default)]
    when: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusive {
    pub fields: [String; 2],
    pub code: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ResultMedia {
    Video,
    Image,
    Like(String),
}

/// A status that a task has for a while.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub status: String,
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
pub struct Retraining {
    pub diamonds: i64,
    pub stages: Vec<Stage>,
}

/// Reads all entries of the file.
pub fn read_all() -> Result<Vec<FamilyConfig>, String> {
    // Reads it as a JSON value first, because YAML writes an enum as `!like field` in place of `{
    // like: field }`.
    let document: Value = serde_yaml_ng::from_str(FAMILIES).map_err(|error| error.to_string())?;
    let Document { defaults, families } =
        serde_json::from_value(document).map_err(|error| error.to_string())?;
    let config = |entry: Map<String, Value>| {
        let name = entry.get("start").cloned().unwrap_or_default();
        let whole: Map<String, Value> = defaults.clone().into_iter().chain(entry).collect();
        serde_json::from_value(Value::Object(whole)).map_err(|error| format!("{name}: {error}"))
    };
    families.into_iter().map(config).collect()
}

impl FamilyConfig {
    /// The price of one task.
    pub fn price_of_one(&self, input: &Map<String, Value>) -> i64 {
        match &self.coins {
            Price::Fixed(coins) => *coins,
            Price::Cases(cases) => cases.iter().find(|case| case.matches(input)).map_or(0, |case| case.coins),
        }
    }

    /// The price of all tasks of a start.
    pub fn total_price(&self, input: &Map<String, Value>) -> i64 {
        self.price_of_one(input).saturating_mul(self.task_count(input) as i64)
    }

    /// The number of tasks that a start wants.
    pub fn task_count(&self, input: &Map<String, Value>) -> usize {
        let count = self.task_count_field.as_ref().and_then(|field| input.get(field)?.as_u64());
        count.unwrap_or(1) as usize
    }

    /// The extension of the file name of a result.
    pub fn result_extension(&self, input: &Map<String, Value>) -> &'static str {
        let image = match &self.media {
            ResultMedia::Video => false,
            ResultMedia::Image => true,
            ResultMedia::Like(field) => {
                input.get(field).and_then(Value::as_str).is_some_and(built_in::is_image)
            }
        };
        if image { "jpg" } else { "webm" }
    }
}

impl PriceCase {
    fn matches(&self, input: &Map<String, Value>) -> bool {
        self.has.as_ref().is_none_or(|field| input.contains_key(field))
            && self.when.iter().all(|(field, value)| input.get(field) == Some(value))
    }
}
