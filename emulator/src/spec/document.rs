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
    pub location: String,
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

/// The `x-task` of an operation that starts a task.
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
    /// Whether the start returns an array of tasks.
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

/// The parameters of a list, and the member of `data` with its items.
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
    /// Reads both members up to a remark, as in `pageNum/pageSize, both required` and `data.rows
    /// (inferred)`. Lists without documented parameters are all of image families. Other lists of
    /// image families have `page` and `page_size`, so these get them too.
    fn from(raw: RawPaging) -> Self {
        let mut paging = Self::default();
        let style = match raw.style.split(',').next().unwrap_or_default() {
            "none documented" => "page/page_size",
            style => style,
        };
        if let Some((page, size)) = style.split_once('/') {
            (paging.page, paging.size) = (page.into(), size.into());
        }
        let location = raw.items_at.split(' ').next().unwrap_or_default();
        if let Some(items) = location.strip_prefix("data.") {
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
