//! What a type takes, learned from its own `Deserialize`. No source text is parsed.

mod pass;
mod shape;
mod tracer;

use serde::de::DeserializeOwned;
use serde::de::value::Error;

use self::pass::Pass;
pub use self::shape::{Field, Shape};
use self::shape::{element, member};
use self::tracer::Tracer;
use super::kind::Kind;

/// Traces a type, or says why that cannot be done.
pub fn trace<T: DeserializeOwned>() -> Result<Shape, String> {
    let mut pass = Pass::default();
    let mut shape = loop {
        let (result, shape) = pass.run::<T>();
        let open = pass.first_unsettled();
        match open {
            // An enum of structs takes none of the values made up here: only the description has some.
            None if matches!(shape, Shape::Open(_)) => break shape,
            None => break result.map(|()| shape).map_err(|error| error.to_string())?,
            Some(open) => pass.settle::<T>(open)?,
        }
    };
    // A field is required if the type cannot do without it: what `Option` and `default` mean is
    // left to serde.
    let mut paths = Vec::new();
    each_field(&mut shape, "", &mut |path, _| paths.push(path.to_owned()));
    for wanted in paths {
        pass.omitted = wanted;
        let required = pass.run::<T>().0.is_err();
        each_field(&mut shape, "", &mut |path, field| {
            if path == pass.omitted {
                field.required = required;
            }
        });
    }
    Ok(shape)
}

fn each_field(shape: &mut Shape, path: &str, see: &mut dyn FnMut(&str, &mut Field)) {
    match shape {
        Shape::Optional(inner) => each_field(inner, path, see),
        Shape::List(inner) | Shape::Map(inner) => each_field(inner, &element(path), see),
        Shape::Struct(_, fields) => {
            for field in fields {
                let path = member(path, field.name);
                see(&path, field);
                each_field(&mut field.shape, &path, see);
            }
        }
        Shape::Text
        | Shape::Integer
        | Shape::Number
        | Shape::Boolean
        | Shape::Words(_)
        | Shape::Open(_)
        | Shape::Ignored => {}
    }
}

impl Pass {
    fn run<T: DeserializeOwned>(&self) -> (Result<(), Error>, Shape) {
        let mut shape = Shape::Ignored;
        self.opened.take();
        let result = T::deserialize(Tracer { pass: self, path: String::new(), shape: &mut shape });
        (result.map(drop), shape)
    }

    /// Tries every kind of value at a path. Values come one after another, so the type has taken this
    /// one if it went on to another that is open, or to the end.
    fn settle<T: DeserializeOwned>(&mut self, path: String) -> Result<(), String> {
        let mut taken = Vec::new();
        let mut refusal = None;
        for kind in Kind::ALL {
            self.tried = Some((path.clone(), kind));
            match self.run::<T>().0 {
                Err(error) if self.opened.borrow().last() == Some(&path) => refusal = Some(error),
                _ => taken.push(kind),
            }
        }
        self.tried = None;
        match refusal {
            Some(refusal) if taken.is_empty() && !path.is_empty() => Err(refusal.to_string()),
            _ => {
                self.taken.insert(path, taken);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[allow(dead_code)]
    #[serde(rename_all = "camelCase")]
    struct Sample {
        plain_text: String,
        #[serde(default)]
        flags: Vec<bool>,
        maybe: Option<u32>,
        #[serde(rename = "in")]
        inner: Inner,
        #[serde(skip)]
        skipped: String,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        either: Either,
        word: Option<Word>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    #[serde(untagged)]
    enum Either {
        Number(i32),
        Texts(Vec<String>),
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        One,
        Two,
    }

    fn field(name: &'static str, required: bool, shape: Shape) -> Field {
        Field { name, required, shape }
    }

    #[test]
    fn names_types_and_requirements_are_those_of_serde() {
        let inner = vec![
            field("either", true, Shape::Open(vec![Kind::Integer, Kind::Array])),
            field("word", false, Shape::Optional(Box::new(Shape::Words(vec!["one", "two"])))),
        ];
        let fields = vec![
            field("plainText", true, Shape::Text),
            field("flags", false, Shape::List(Box::new(Shape::Boolean))),
            field("maybe", false, Shape::Optional(Box::new(Shape::Integer))),
            field("in", true, Shape::Struct("Inner", inner)),
        ];
        assert_eq!(trace::<Sample>(), Ok(Shape::Struct("Sample", fields)));
        let _ = (Word::One, Word::Two);
    }

    #[test]
    fn a_type_that_holds_itself_is_refused() {
        #[derive(Deserialize)]
        #[allow(dead_code)]
        struct Tree {
            branch: Option<Box<Tree>>,
        }
        assert_eq!(trace::<Tree>(), Err(String::from("the audit cannot trace Tree, which holds itself")));
    }

    #[test]
    fn a_flattened_struct_is_refused() {
        #[derive(Deserialize)]
        #[allow(dead_code)]
        struct Outer {
            #[serde(flatten)]
            inner: Inner,
        }
        assert_eq!(
            trace::<Outer>(),
            Err(String::from("the audit cannot trace struct Outer, which flattens others into itself"))
        );
    }
}
