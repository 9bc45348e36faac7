//! One JSON schema. It is compiled when it is first used, because a test run uses few of several
//! hundred.

use std::sync::{Arc, OnceLock};

use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Value, json};

pub struct Check {
    schema: Value,
    components: Arc<Value>,
    compiled: OnceLock<Result<Validator, String>>,
}

impl Check {
    /// `components` is the target of the references in the schema.
    pub fn new(schema: Value, components: &Arc<Value>) -> Self {
        Self { schema, components: Arc::clone(components), compiled: OnceLock::new() }
    }

    /// Returns what is wrong with `value`, one sentence for each error, which begins with the
    /// field.
    pub fn errors(&self, value: &Value) -> Vec<String> {
        match self.compiled.get_or_init(|| self.compile()) {
            Ok(validator) => validator.iter_errors(value).map(|error| message(&error)).collect(),
            Err(reason) => vec![format!("the description of this request is not a schema: {reason}")],
        }
    }

    fn compile(&self) -> Result<Validator, String> {
        let mut document = json!({ "allOf": [self.schema] });
        // Most schemas have no reference, and compiling the components takes ten times as long as
        // the rest.
        if document.to_string().contains("\"$ref\"") {
            document["components"] = Value::clone(&self.components);
        }
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        let options = FORMATS.iter().try_fold(options, |options, name| {
            let format = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .build(&json!({ "format": name }))
                .map_err(|error| error.to_string())?;
            Ok::<_, String>(
                options
                    .with_format(*name, move |text: &str| text.is_empty() || format.is_valid(&text.into())),
            )
        })?;
        options.build(&document).map_err(|error| error.to_string())
    }
}

/// The formats of the description. They accept an empty text, because the description has no
/// minimum length beside them.
const FORMATS: [&str; 2] = ["uri", "date-time"];

/// The message does not contain the value, which can be an image of a megabyte or a secret.
fn message(error: &ValidationError) -> String {
    let location = error.instance_path().as_str().trim_start_matches('/').replace('/', ".");
    let text = error.masked();
    if location.is_empty() { text.to_string() } else { format!("{location}: {text}") }
}
