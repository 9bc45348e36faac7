//! One field of a struct: its name on the wire, its type, and what is published about its values.

use syn::{Attribute, Expr, ExprLit, GenericArgument, Lit, LitStr, Meta, PathArguments, Result, Type};

use crate::{limits, names, structure, typescript};

pub struct Field {
    pub wire: String,
    pub doc: Vec<String>,
    /// Without its `Option`.
    pub r#type: Type,
    pub required: bool,
    /// Goes into the path, or behind it, and not with the rest.
    pub is_id: bool,
    /// Published words, separated by `|`.
    pub words: Option<String>,
    /// Published limits, `min..max`.
    pub range: Option<String>,
    /// A required text that may be empty.
    pub may_be_empty: bool,
    /// Number or text may be given; the declared type is sent.
    pub either: bool,
    pub nullable: bool,
    pub superseded: Option<String>,
}

/// The attributes of fields that are ours and not to be compiled.
const OURS: [&str; 7] = ["words", "range", "empty", "either", "nullable", "superseded", "id"];

impl Field {
    /// Reads a field and removes what only these macros understand.
    pub fn read(field: &mut syn::Field, camel_case: bool) -> Result<Self> {
        let Some(name) = field.ident.as_ref().map(ToString::to_string) else {
            return Err(syn::Error::new_spanned(field, "must have a name"));
        };
        let name = name.trim_start_matches("r#");
        let own = if camel_case { names::camel_case(name) } else { name.to_owned() };
        let text = |name| text(&field.attrs, name);
        let flag = |name| has(&field.attrs, name);
        let read = Self {
            wire: renamed(&field.attrs)?.unwrap_or(own),
            doc: structure::doc(&field.attrs),
            required: inside("Option", &field.ty).is_none(),
            r#type: inside("Option", &field.ty).unwrap_or(&field.ty).clone(),
            is_id: flag("id")?,
            words: text("words")?,
            range: text("range")?,
            may_be_empty: flag("empty")?,
            either: flag("either")?,
            nullable: flag("nullable")?,
            superseded: text("superseded")?,
        };
        limits::check(&read, field)?;
        field.attrs.retain(|attribute| !OURS.iter().any(|ours| attribute.path().is_ident(ours)));
        if read.is_id {
            field.attrs.push(syn::parse_quote!(#[serde(skip)]));
        }
        Ok(read)
    }

    /// The field as a field string writes it: see `fields.rs` of the crate.
    pub fn written(&self) -> String {
        let mut text = self.wire.clone();
        if self.required {
            text.push('!');
        }
        let letters = self.letters();
        if letters != "s" {
            text = format!("{text}:{letters}");
        }
        if let Some(range) = &self.range {
            text = format!("{text}[{range}]");
        }
        if let Some(words) = &self.words {
            text = format!("{text}={words}");
        }
        text
    }

    /// The part that this field holds, by itself or in an array.
    pub fn part(&self) -> Option<&Type> {
        let held = inside("Vec", &self.r#type).unwrap_or(&self.r#type);
        let known = ["String", "bool", "f64", "i32", "u32", "Value", "Object", "Code", "Whole"];
        (!known.contains(&last(held).as_str())).then_some(held)
    }

    /// The letters of its JSON types: see `fields.rs` of the crate.
    pub fn letters(&self) -> String {
        let letters = match typescript::name(&self.r#type).as_str() {
            "string" if self.may_be_empty => "t",
            "string" => "s",
            "boolean" => "b",
            "number" if last(&self.r#type) == "f64" => "n",
            "number" => "i",
            "string[]" => "as",
            "string | number" if last(&self.r#type) == "Whole" => "si",
            "string | number" => "sn",
            "unknown" => "*",
            array if array.ends_with("[]") => "a",
            _ => "o",
        };
        if self.either { letters.to_uppercase() } else { letters.into() }
    }

    /// The type in TypeScript. Published words stay open: the vendor adds some faster than we release.
    pub fn typescript(&self) -> String {
        let name = typescript::name(&self.r#type);
        let mut text = match (name.as_str(), &self.words) {
            ("string" | "number", _) if self.either => String::from("string | number"),
            ("number", Some(words)) => format!("{} | (number & {{}})", words.replace('|', " | ")),
            ("string", Some(words)) => {
                let words: Vec<String> = words.split('|').map(|word| format!("\"{word}\"")).collect();
                format!("{} | (string & {{}})", words.join(" | "))
            }
            _ => name,
        };
        if self.nullable {
            text += " | null";
        }
        text
    }
}

/// The last segment of a type's path.
pub fn last(wanted: &Type) -> String {
    match wanted {
        Type::Path(path) => {
            path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The `T` of `Option<T>` or `Vec<T>`.
pub fn inside<'a>(wrapper: &str, wanted: &'a Type) -> Option<&'a Type> {
    let Type::Path(path) = wanted else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// The attribute of this name, which may stand there once.
fn only<'a>(attributes: &'a [Attribute], name: &str) -> Result<Option<&'a Attribute>> {
    let mut all = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    match (all.next(), all.next()) {
        (_, Some(second)) => Err(syn::Error::new_spanned(second, "stands here twice")),
        (first, None) => Ok(first),
    }
}

fn has(attributes: &[Attribute], name: &str) -> Result<bool> {
    let found = only(attributes, name)?;
    let Some(attribute) = found.filter(|attribute| !matches!(attribute.meta, Meta::Path(_))) else {
        return Ok(found.is_some());
    };
    Err(syn::Error::new_spanned(attribute, "takes no value"))
}

fn text(attributes: &[Attribute], name: &str) -> Result<Option<String>> {
    let found = only(attributes, name)?;
    found.map(|attribute| attribute.parse_args::<LitStr>().map(|text| text.value())).transpose()
}

/// The name that `#[serde(rename = "…")]` gives.
fn renamed(attributes: &[Attribute]) -> Result<Option<String>> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            let value: Option<LitStr> = meta.value().ok().map(|value| value.parse()).transpose()?;
            if meta.path.is_ident("rename") {
                name = value.map(|value| value.value());
            }
            Ok(())
        })?;
    }
    Ok(name)
}

/// The text of a doc attribute.
pub fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
