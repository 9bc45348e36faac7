//! The deserializer that gives a type what it asks for.

use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::pass::Pass;
use super::shape::{Field, Shape, element, member};
use crate::audit::sources::kind::Kind;

/// Gives a type what it asks for, and notes it.
pub(super) struct Tracer<'t> {
    pub pass: &'t Pass,
    pub path: String,
    pub shape: &'t mut Shape,
}

macro_rules! simple {
    ($($method:ident: $shape:ident, $visit:ident($($value:expr)?);)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            *self.shape = Shape::$shape;
            visitor.$visit($($value)?)
        }
    )*};
}

macro_rules! refused {
    ($($method:ident($($argument:ty),*): $what:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $argument,)* _: V) -> Result<V::Value, Error> {
            Err(Error::custom(concat!("the audit cannot trace ", $what)))
        }
    )*};
}

impl<'de> Deserializer<'de> for Tracer<'_> {
    type Error = Error;

    simple! {
        deserialize_bool: Boolean, visit_bool(true);
        deserialize_i8: Integer, visit_i8(1);
        deserialize_i16: Integer, visit_i16(1);
        deserialize_i32: Integer, visit_i32(1);
        deserialize_i64: Integer, visit_i64(1);
        deserialize_u8: Integer, visit_u8(1);
        deserialize_u16: Integer, visit_u16(1);
        deserialize_u32: Integer, visit_u32(1);
        deserialize_u64: Integer, visit_u64(1);
        deserialize_f32: Number, visit_f32(1.5);
        deserialize_f64: Number, visit_f64(1.5);
        deserialize_char: Text, visit_char('x');
        deserialize_str: Text, visit_str("x");
        deserialize_string: Text, visit_str("x");
        deserialize_identifier: Text, visit_str("x");
        deserialize_unit: Ignored, visit_unit();
        deserialize_ignored_any: Ignored, visit_unit();
    }

    refused! {
        deserialize_bytes(): "bytes";
        deserialize_byte_buf(): "bytes";
        deserialize_tuple(usize): "a tuple";
        deserialize_tuple_struct(&'static str, usize): "a tuple struct";
        deserialize_unit_struct(&'static str): "a struct without braces";
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        *self.shape = Shape::Open(self.pass.taken.get(&self.path).cloned().unwrap_or_default());
        self.pass.opened.borrow_mut().push(self.path.clone());
        match self.pass.kind(&self.path) {
            Kind::Null => visitor.visit_unit(),
            Kind::Boolean => visitor.visit_bool(true),
            Kind::Integer => visitor.visit_i64(1),
            Kind::Number => visitor.visit_f64(1.5),
            Kind::String => visitor.visit_str("x"),
            Kind::Array => visitor.visit_seq(Nothing),
            Kind::Object => visitor.visit_map(Nothing),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut inner = Shape::Ignored;
        let value = visitor.visit_some(Tracer { shape: &mut inner, ..self });
        *self.shape = Shape::Optional(Box::new(inner));
        value
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut inner = Shape::Ignored;
        let tracer = Tracer { pass: self.pass, path: element(&self.path), shape: &mut inner };
        let value = visitor.visit_seq(One(Some(tracer)));
        *self.shape = Shape::List(Box::new(inner));
        value
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let expected = (&visitor as &dyn Expected).to_string();
        if expected.starts_with("struct ") {
            let message = format!("the audit cannot trace {expected}, which flattens others into itself");
            return Err(Error::custom(message));
        }
        let mut inner = Shape::Ignored;
        let tracer = Tracer { pass: self.pass, path: element(&self.path), shape: &mut inner };
        let value = visitor.visit_map(One(Some(tracer)));
        *self.shape = Shape::Map(Box::new(inner));
        value
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Far deeper than any answer; a type that holds itself would go on for ever.
        if self.path.len() > 1000 {
            return Err(Error::custom(format!("the audit cannot trace {name}, which holds itself")));
        }
        let mut found = Vec::new();
        let members = Members { pass: self.pass, path: &self.path, left: fields, found: &mut found };
        let value = visitor.visit_map(members);
        *self.shape = Shape::Struct(name, found);
        value
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.shape = Shape::Words(variants.to_vec());
        let first: StrDeserializer<'_, Error> =
            variants.first().copied().unwrap_or_default().into_deserializer();
        visitor.visit_enum(first)
    }
}

/// The members of a struct.
struct Members<'t> {
    pass: &'t Pass,
    path: &'t str,
    left: &'static [&'static str],
    found: &'t mut Vec<Field>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while let Some((name, left)) = self.left.split_first() {
            self.left = left;
            if member(self.path, name) != self.pass.omitted {
                self.found.push(Field { name, required: false, shape: Shape::Ignored });
                return seed.deserialize((*name).into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<W: DeserializeSeed<'de>>(&mut self, seed: W) -> Result<W::Value, Error> {
        let field =
            self.found.last_mut().ok_or_else(|| Error::custom("a value was asked for before its key"))?;
        let path = member(self.path, field.name);
        seed.deserialize(Tracer { pass: self.pass, path, shape: &mut field.shape })
    }
}

/// An array or a map with one element.
struct One<'t>(Option<Tracer<'t>>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.take().map(|tracer| seed.deserialize(tracer)).transpose()
    }
}

impl<'de> MapAccess<'de> for One<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.0.is_some().then(|| seed.deserialize("key".into_deserializer())).transpose()
    }

    fn next_value_seed<W: DeserializeSeed<'de>>(&mut self, seed: W) -> Result<W::Value, Error> {
        let tracer = self.0.take().ok_or_else(|| Error::custom("a value was asked for twice"))?;
        seed.deserialize(tracer)
    }
}

/// An array or an object without elements.
struct Nothing;

impl<'de> SeqAccess<'de> for Nothing {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, _: T) -> Result<Option<T::Value>, Error> {
        Ok(None)
    }
}

impl<'de> MapAccess<'de> for Nothing {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, _: K) -> Result<Option<K::Value>, Error> {
        Ok(None)
    }

    fn next_value_seed<W: DeserializeSeed<'de>>(&mut self, _: W) -> Result<W::Value, Error> {
        Err(Error::custom("an empty object has no value"))
    }
}
