//! A JSON schema with its references followed and its parts put together.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use super::kind::{Kind, Kinds};

#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The kinds of JSON values; none where the description leaves the value free.
    pub kinds: Kinds,
    pub members: Vec<Member>,
    pub items: Option<Box<Schema>>,
    /// The branches of `oneOf` and `anyOf`.
    pub alternatives: Vec<Schema>,
    /// The values of `enum`, as text.
    pub words: Vec<String>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub description: String,
    /// Whether members that are not listed are welcome (`additionalProperties: true`).
    pub open: bool,
    pub deprecated: bool,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub required: bool,
    /// Whether it was missing in spite of that (`x-may-be-missing: true`).
    pub may_be_missing: bool,
    pub schema: Schema,
}

impl Schema {
    /// Reads a schema of the document `root`.
    pub fn read(root: &Value, schema: &Value) -> Result<Self> {
        Self::read_within(root, schema, 0)
    }

    fn read_within(root: &Value, schema: &Value, depth: usize) -> Result<Self> {
        // Deeper than any payload; a schema that holds itself would go on for ever.
        if depth > 30 {
            bail!("a schema holds itself");
        }
        let read = |schema| Self::read_within(root, schema, depth + 1);
        if let Some(reference) = schema["$ref"].as_str() {
            let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
            return read(target.with_context(|| format!("{reference} leads nowhere"))?);
        }
        let mut whole = Self {
            kinds: kinds(&schema["type"])?,
            words: each(&schema["enum"]).map(word).collect(),
            minimum: schema["minimum"].as_f64(),
            maximum: schema["maximum"].as_f64(),
            description: schema["description"].as_str().unwrap_or_default().to_owned(),
            open: schema["additionalProperties"] == true,
            deprecated: schema["deprecated"] == true,
            ..Self::default()
        };
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let required = each(&schema["required"]).any(|other| other == name);
            let may_be_missing = member["x-may-be-missing"] == true;
            whole.members.push(Member {
                name: name.clone(),
                required,
                may_be_missing,
                schema: read(member)?,
            });
        }
        if schema["items"].is_object() {
            whole.items = Some(Box::new(read(&schema["items"])?));
        }
        for part in each(&schema["allOf"]) {
            whole.add(read(part)?);
        }
        for part in each(&schema["oneOf"]).chain(each(&schema["anyOf"])) {
            let part = read(part)?;
            // A branch that only says which members are required says nothing of types.
            if !part.is_free() {
                whole.kinds = Kinds::of(whole.kinds.iter().chain(part.kinds.iter()));
                whole.alternatives.push(part);
            }
        }
        Ok(whole)
    }

    /// Both schemas hold (`allOf`).
    fn add(&mut self, other: Self) {
        self.kinds = Kinds::of(self.kinds.iter().chain(other.kinds.iter()));
        for member in other.members {
            match self.members.iter_mut().find(|known| known.name == member.name) {
                // The envelope leaves `data` free, and each operation says what it is.
                Some(known) if known.schema.is_free() => *known = member,
                Some(known) => known.required |= member.required,
                None => self.members.push(member),
            }
        }
        self.items = self.items.take().or(other.items);
        self.alternatives.extend(other.alternatives);
        self.words.extend(other.words);
        self.minimum = self.minimum.or(other.minimum);
        self.maximum = self.maximum.or(other.maximum);
        self.open |= other.open;
    }

    /// One schema or the other holds: the members of both, of which only those are required that both
    /// require.
    pub fn or(mut self, other: Self) -> Self {
        self.kinds = Kinds::of(self.kinds.iter().chain(other.kinds.iter()));
        for member in &mut self.members {
            member.required &= other.member(&member.name).is_some_and(|member| member.required);
        }
        for member in other.members {
            match self.members.iter_mut().find(|known| known.name == member.name) {
                Some(known) => known.schema = std::mem::take(&mut known.schema).or(member.schema),
                None => self.members.push(Member { required: false, ..member }),
            }
        }
        self
    }

    /// Whether any value will do.
    pub fn is_free(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Whether it is there to say that there may be no value at all.
    pub fn is_null(&self) -> bool {
        self.kinds == Kinds::of([Kind::Null])
    }

    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The same without a member.
    pub fn without(&self, name: &str) -> Self {
        let members = self.members.iter().filter(|member| member.name != name).cloned().collect();
        Self { members, ..self.clone() }
    }

    /// A value that fits; `pick` chooses among kinds and alternatives, `all` asks for the members
    /// that are not required. Where the description leaves a value free, a type may still say more,
    /// so none is made up there.
    pub fn sample(&self, pick: usize, all: bool) -> Value {
        if let Some(branch) = self.alternatives.get(pick % self.alternatives.len().max(1)) {
            return branch.sample(pick / self.alternatives.len(), all);
        }
        let kinds: Vec<Kind> = self.kinds.iter().collect();
        match kinds.get(pick % kinds.len().max(1)) {
            None => json!({}),
            Some(Kind::Null) => Value::Null,
            Some(Kind::Boolean) => json!(true),
            Some(Kind::Integer) => json!(7),
            Some(Kind::Number) => json!(1.5),
            Some(Kind::String) => json!(self.words.first().map_or("x", String::as_str)),
            Some(Kind::Array) => {
                let items = self.items.as_ref().filter(|items| !items.is_free());
                items.map(|items| items.sample(pick, all)).into_iter().collect()
            }
            Some(Kind::Object) => {
                let given = |member: &&Member| member.required || all && !member.schema.is_free();
                let members = self.members.iter().filter(given);
                let samples = members.map(|member| (member.name.clone(), member.schema.sample(pick, all)));
                Value::Object(samples.collect::<Map<_, _>>())
            }
        }
    }

    /// Values that fit: only what is required, and everything, with each kind in turn.
    pub fn samples(&self) -> Vec<Value> {
        let mut samples: Vec<Value> =
            (0..6).flat_map(|pick| [self.sample(pick, false), self.sample(pick, true)]).collect();
        let mut seen = Vec::new();
        samples.retain(|sample| {
            let new = !seen.contains(sample);
            seen.push(sample.clone());
            new
        });
        samples
    }
}

pub fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn kinds(value: &Value) -> Result<Kinds> {
    let names = value.as_str().into_iter().chain(each(value).filter_map(Value::as_str));
    let kind = |name| Kind::named(name).with_context(|| format!("{name} is no JSON type"));
    Ok(Kinds::of(names.map(kind).collect::<Result<Vec<_>>>()?))
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
