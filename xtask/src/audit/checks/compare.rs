//! Shapes of types against schemas.

use crate::audit::sources::kind::{Kind, Kinds};
use crate::audit::sources::schema::{Member, Schema};
use crate::audit::sources::trace::{Field, Shape};

#[derive(Clone, Copy, PartialEq)]
pub enum Direction {
    Sent,
    Received,
}

/// Compares a shape with schemas of which any may hold; `at` names it in messages.
pub fn compare(at: &str, shape: &Shape, schemas: &[Schema], direction: Direction) -> Vec<String> {
    let mut comparison = Comparison { direction, structs: Vec::new() };
    let mut problems: Vec<String> =
        schemas.iter().flat_map(|schema| comparison.value(at, shape, schema)).collect();
    problems.extend(comparison.members());
    problems
}

/// A comparison of one type with all that it stands for.
struct Comparison {
    direction: Direction,
    structs: Vec<Struct>,
}

/// A struct with every schema that it stands for: an answer can have an older form beside the newer.
struct Struct {
    name: &'static str,
    fields: Vec<Field>,
    schemas: Vec<Schema>,
}

impl Comparison {
    /// The types of a value. What a struct lacks or has too much is told when all schemas are known.
    fn value(&mut self, at: &str, shape: &Shape, schema: &Schema) -> Vec<String> {
        if schema.is_free() || *shape == Shape::Ignored {
            return Vec::new();
        }
        if let Shape::Optional(inner) = shape {
            return self.value(at, inner, schema);
        }
        let (ours, theirs) = (kinds(shape), schema.kinds.without(Kind::Null));
        let fits = match (self.direction, shape) {
            (Direction::Sent, _) => ours == theirs,
            // Which arrays and objects it takes, the samples will tell.
            (Direction::Received, Shape::Open(_)) => {
                let made = |kinds: &Kinds| kinds.without(Kind::Array).without(Kind::Object);
                made(&theirs).are_among(&made(&ours)) && ours.are_among(&theirs.with_every_number())
            }
            // A float reads every whole number; JavaScript has no other number either.
            (Direction::Received, _) => ours == theirs || theirs.are_among(&ours),
        };
        if !fits {
            return vec![format!("{at} is {ours}, openapi.yaml says {theirs}")];
        }
        match (shape, &schema.items) {
            (Shape::Struct(name, fields), _) => self.fields(name, fields, schema),
            (Shape::List(inner), Some(items)) => self.value(&format!("{at}[]"), inner, items),
            (Shape::Map(_), _) if !schema.members.is_empty() => {
                vec![format!("{at} is a map, openapi.yaml lists its members")]
            }
            (Shape::Words(words), _) if *words != schema.words => {
                vec![format!("{at} takes {}, openapi.yaml says {}", words.join("|"), schema.words.join("|"))]
            }
            _ => Vec::new(),
        }
    }

    fn fields(&mut self, name: &'static str, fields: &[Field], schema: &Schema) -> Vec<String> {
        match self.structs.iter_mut().find(|known| known.name == name && known.fields == fields) {
            Some(known) => known.schemas.push(schema.clone()),
            None => {
                let schemas = vec![schema.clone()];
                self.structs.push(Struct { name, fields: fields.to_vec(), schemas });
            }
        }
        let mut problems = Vec::new();
        for field in fields {
            if let Some(Member { schema, .. }) = schema.member(field.name) {
                problems.extend(self.value(&format!("{name}.{}", field.name), &field.shape, schema));
            }
        }
        problems
    }

    /// What every struct lacks or has too much. Of several schemas it holds the members of all, and only
    /// what all require is required.
    fn members(&self) -> Vec<String> {
        let each = self.structs.iter().flat_map(|known| {
            let schema = known.schemas.iter().cloned().reduce(Schema::or).unwrap_or_default();
            compare_members(known.name, &known.fields, &schema)
        });
        each.collect()
    }
}

fn compare_members(name: &str, fields: &[Field], schema: &Schema) -> Vec<String> {
    let mut problems = Vec::new();
    for field in fields {
        let at = format!("{name}.{}", field.name);
        let Some(Member { required, may_be_missing, schema, .. }) = schema.member(field.name) else {
            problems.push(format!("{at} is not in openapi.yaml"));
            continue;
        };
        let required = &(*required && !may_be_missing);
        if field.required != *required {
            let word = |required| if required { "required" } else { "optional" };
            problems.push(format!("{at} is {}, openapi.yaml says {}", word(field.required), word(*required)));
        }
        if schema.kinds.has(Kind::Null) && !takes_null(&field.shape) {
            problems.push(format!("{at} does not take null, openapi.yaml says it can be null"));
        }
    }
    let has = |member: &&Member| fields.iter().any(|field| field.name == member.name);
    problems.extend(schema.members.iter().filter(|member| !has(member)).map(|member| {
        let kinds = &member.schema.kinds;
        let kinds = if member.schema.is_free() { "anything".into() } else { kinds.to_string() };
        let required = if member.required { ", required" } else { "" };
        format!("{name} lacks the field `{}` ({kinds}{required})", member.name)
    }));
    problems
}

fn takes_null(shape: &Shape) -> bool {
    match shape {
        Shape::Optional(_) | Shape::Ignored => true,
        Shape::Open(kinds) => kinds.contains(&Kind::Null),
        Shape::Text
        | Shape::Integer
        | Shape::Number
        | Shape::Boolean
        | Shape::Words(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Struct(..) => false,
    }
}

fn kinds(shape: &Shape) -> Kinds {
    Kinds::of(match shape {
        Shape::Text | Shape::Words(_) => vec![Kind::String],
        Shape::Integer => vec![Kind::Integer],
        Shape::Number => vec![Kind::Number],
        Shape::Boolean => vec![Kind::Boolean],
        Shape::List(_) => vec![Kind::Array],
        Shape::Map(_) | Shape::Struct(..) => vec![Kind::Object],
        Shape::Open(kinds) => kinds.iter().copied().filter(|kind| *kind != Kind::Null).collect(),
        Shape::Optional(inner) => return kinds(inner),
        Shape::Ignored => Vec::new(),
    })
}
