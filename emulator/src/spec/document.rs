//! The parts of an OpenAPI document that the emulator reads.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Document {
    pub paths: BTreeMap<String, BTreeMap<String, RawOperation>>,
    pub components: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RawOperation {
    pub operation_id: String,
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    pub request_body: Option<RequestBody>,
    responses: BTreeMap<String, Value>,
    pub security: Option<Vec<Value>>,
    #[serde(rename = "x-task")]
    pub task: Option<TaskShape>,
    #[serde(rename = "x-pagination")]
    pub paging: Option<RawPaging>,
}

#[derive(Deserialize)]
pub struct Parameter {
    pub name: String,
    #[serde(rename = "in")]
    pub place: String,
    #[serde(default)]
    pub required: bool,
    pub schema: Value,
}

#[derive(Deserialize)]
pub struct RequestBody {
    #[serde(default)]
    pub required: bool,
    content: BTreeMap<String, Value>,
}

/// What `x-task` says of an operation that starts a task.
#[derive(Deserialize, Clone)]
#[serde(rename_all = "camelCase")]
pub struct TaskShape {
    id_at: String,
    pub status_field: String,
    pub success: Vec<String>,
    pub failure: Vec<String>,
    pub result_fields: Vec<String>,
}

impl TaskShape {
    /// Whether the start answers with an array of tasks.
    pub fn starts_several(&self) -> bool {
        self.id_at.starts_with("data[]")
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RawPaging {
    style: String,
    items_at: String,
}

/// How a list is asked for and where its items lie inside `data`.
pub struct Paging {
    pub page: String,
    pub size: String,
    pub items: String,
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: "pageNum".into(), size: "pageSize".into(), items: "rows".into() }
    }
}

impl From<RawPaging> for Paging {
    /// Both members begin with the fact and may go on with a remark: `pageNum/pageSize, both
    /// required`, `data.rows (inferred)`. Lists whose parameters are not documented are those of
    /// image families, whose siblings take these.
    fn from(raw: RawPaging) -> Self {
        let mut paging = Self::default();
        let style = match raw.style.split(',').next().unwrap_or_default() {
            "none documented" => "page/page_size",
            style => style,
        };
        if let Some((page, size)) = style.split_once('/') {
            (paging.page, paging.size) = (page.into(), size.into());
        }
        let place = raw.items_at.split(' ').next().unwrap_or_default();
        if let Some(items) = place.strip_prefix("data.") {
            paging.items = items.into();
        }
        paging
    }
}

impl RawOperation {
    pub fn example(&self) -> Option<Value> {
        self.responses.get("200")?.pointer("/content/application~1json/examples/success/value").cloned()
    }
}

impl RequestBody {
    pub fn schema(&self) -> Option<&Value> {
        self.content.get("application/json")?.get("schema")
    }
}
