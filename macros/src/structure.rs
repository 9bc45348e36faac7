//! Structs: derives, the fields that many share, and their interfaces.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, Parser};
use syn::{Attribute, Fields, Item, ItemEnum, ItemStruct, Result};

use crate::field::{Field, doc_line};
use crate::{pieces, typescript};

/// The doc comment, line by line.
pub fn doc(attributes: &[Attribute]) -> Vec<String> {
    let lines = attributes.iter().filter_map(doc_line);
    lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect()
}

/// A struct that was read: it compiles again, and what its fields say is known.
pub struct Structure {
    pub item: ItemStruct,
    pub fields: Vec<Field>,
    pub doc: Vec<String>,
}

impl Structure {
    pub fn read(mut item: ItemStruct) -> Result<Self> {
        let camel_case = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("serde") && quote!(#attribute).to_string().contains("\"camelCase\"")
        });
        let doc = doc(&item.attrs);
        let fields = item.fields.iter_mut().map(|field| Field::read(field, camel_case));
        let fields = fields.collect::<Result<_>>()?;
        Ok(Self { item, fields, doc })
    }

    /// A paragraph behind the doc comment.
    pub fn add_doc(&mut self, line: &str) {
        self.item.attrs.push(syn::parse_quote!(#[doc = ""]));
        self.item.attrs.push(syn::parse_quote!(#[doc = #line]));
        self.doc.extend([String::new(), line.to_owned()]);
    }

    /// The name of the struct.
    pub fn name(&self) -> String {
        self.item.ident.to_string()
    }

    /// Refuses an `#[id]`, which only the request of an operation has.
    pub fn without_id(self) -> Result<Self> {
        match self.item.fields.iter().zip(&self.fields).find(|(_, read)| read.is_id) {
            Some((field, _)) => {
                Err(syn::Error::new_spanned(field, "`id` is for the request of an operation"))
            }
            None => Ok(self),
        }
    }

    /// What `every!` of the crate's `api/mod.rs` names of each struct that it lists. It has the struct's own span, so a struct that
    /// is not listed is an error at its name, which says by this constant's name what is missing.
    pub fn listed(&self) -> TokenStream {
        let name = &self.item.ident;
        quote::quote_spanned!(name.span()=>
            impl #name {
                #[deny(dead_code)]
                pub(crate) const LISTED_IN_EVERY_OF_API_MOD_RS: () = ();
            }
        )
    }

    /// Everything that is sent with the request, as a field string.
    pub fn written(&self) -> String {
        let fields: Vec<String> = self.sent().map(Field::written).collect();
        fields.join(" ")
    }

    /// A text, and behind it the fields of the parts that this struct holds.
    pub fn with_parts(&self, text: String) -> TokenStream {
        let mut pieces = vec![text.to_token_stream()];
        for (place, field) in self.sent().enumerate() {
            if let Some(part) = field.part() {
                pieces.push(quote!(" "));
                pieces.push(pieces::nested(&field.wire, part, place));
            }
        }
        pieces::joined(&pieces)
    }

    /// The fields that are not the id.
    pub fn sent(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.is_id)
    }

    /// The struct for Rust.
    pub fn rust(&self, derives: TokenStream) -> TokenStream {
        let item = &self.item;
        quote! {
            #[derive(Clone, Debug, #derives serde::Serialize, serde::Deserialize)]
            #item
        }
    }

    /// What documents say of the operation: see `Marks` of the crate.
    pub fn marks(&self, deprecated: bool, unconfirmed: &str) -> TokenStream {
        let superseded = self.fields.iter().filter(|field| field.superseded.is_some());
        let superseded = superseded.map(|field| &field.wire);
        let unconfirmed = unconfirmed.split_whitespace();
        quote!(crate::schema::operation::Marks {
            deprecated: #deprecated,
            superseded: &[#(#superseded),*],
            unconfirmed: &[#(#unconfirmed),*],
        })
    }

    /// The struct for TypeScript.
    pub fn typescript(&self) -> TokenStream {
        typescript::section(&typescript::interface(&self.name(), &self.doc, &self.fields))
    }
}

/// An object within a request, or the filter of a list.
pub fn part(arguments: TokenStream, item: ItemStruct) -> Result<TokenStream> {
    if !arguments.is_empty() {
        return Err(syn::Error::new_spanned(arguments, "takes no arguments"));
    }
    let part = Structure::read(item)?.without_id()?;
    let (rust, types) = (part.rust(quote!(Default,)), part.typescript());
    let (name, fields) = (&part.item.ident, part.with_parts(part.written()));
    Ok(quote! {
        #rust
        #types
        impl crate::schema::family::Filter for #name {
            const FIELDS: &'static str = #fields;
        }
    })
}

/// A record, or an answer that is one thing or another.
pub fn record(arguments: TokenStream, item: Item) -> Result<TokenStream> {
    match item {
        Item::Enum(item) => Ok(one_of(item)),
        Item::Struct(mut item) => {
            match arguments.to_string().as_str() {
                "" => {}
                "task" => share(&mut item)?,
                _ => return Err(syn::Error::new_spanned(arguments, "must be `task` or nothing")),
            }
            let record = Structure::read(item)?.without_id()?;
            let (rust, types) = (record.rust(TokenStream::new()), record.typescript());
            Ok(quote!(#rust #types))
        }
        other => Err(syn::Error::new_spanned(other, "must be a struct or an enum")),
    }
}

/// An enum whose variants are told apart by their shape.
fn one_of(item: ItemEnum) -> TokenStream {
    let variants = item.variants.iter().filter_map(|variant| match &variant.fields {
        Fields::Unnamed(fields) => fields.unnamed.first().map(|field| typescript::name(&field.ty)),
        _ => None,
    });
    let variants: Vec<String> = variants.collect();
    let comment = typescript::comment(0, &doc(&item.attrs));
    let types =
        typescript::section(&format!("{comment}export type {} = {};\n", item.ident, variants.join(" | ")));
    quote! {
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(untagged)]
        #item
        #types
    }
}

/// Adds the fields that the records of most families share, by their names on the wire, whatever the rest of the
/// struct does with its own.
fn share(item: &mut ItemStruct) -> Result<()> {
    let shared = quote! {
        {
            /// Its id, 24 hexadecimal digits.
            #[serde(rename = "_id")]
            pub _id: String,
            /// The name it was started with.
            pub name: Option<String>,
            /// Where it stands.
            #[words("initialized|sent|pending|pendding|processing|completed|failed")]
            #[serde(rename = "current_status")]
            pub current_status: Option<String>,
            /// Coins it cost.
            pub coins: Option<f64>,
            /// Text of a failure; empty or null where there is none.
            #[nullable]
            #[serde(rename = "failed_message")]
            pub failed_message: Option<String>,
            /// Code of a failure; empty or null where there is none.
            #[nullable]
            #[serde(rename = "failed_code")]
            pub failed_code: Option<crate::api::shared::Code>,
            /// When it was started (ISO 8601, UTC).
            #[serde(rename = "createdAt")]
            pub created_at: Option<String>,
            /// When it last changed (ISO 8601, UTC).
            #[serde(rename = "updatedAt")]
            pub updated_at: Option<String>,
            /// The account.
            #[serde(rename = "user_id")]
            pub user_id: Option<String>,
            /// Whether the coins were given back.
            #[serde(rename = "hasRefundCoin")]
            pub has_refund_coin: Option<bool>,
            /// Days until the result expires.
            #[serde(rename = "remainingDays")]
            pub remaining_days: Option<i32>,
            /// When the result expires (ISO 8601, UTC).
            #[serde(rename = "expirationDate")]
            pub expiration_date: Option<String>,
            /// Whether the result has expired.
            #[serde(rename = "isExpired")]
            pub is_expired: Option<bool>,
            /// Days that a result lives.
            #[serde(rename = "expirationDays")]
            pub expiration_days: Option<i32>,
        }
    };
    add(item, shared)
}

/// Adds the two fields that most starts take, in the same way.
pub fn add_webhook(item: &mut ItemStruct) -> Result<()> {
    let webhook = quote! {
        {
            /// An https address of yours that is called once, without retries, when the task ends; at most
            /// 2048 characters.
            #[serde(rename = "webhook_url")]
            pub webhook_url: Option<String>,
            /// Comes back in that call's header `X-A2e-Webhook-Token`; at most 256 characters.
            #[serde(rename = "webhook_token")]
            pub webhook_token: Option<String>,
        }
    };
    add(item, webhook)
}

fn add(item: &mut ItemStruct, fields: TokenStream) -> Result<()> {
    let added = syn::FieldsNamed::parse.parse2(fields)?;
    if let Fields::Named(own) = &mut item.fields {
        if !own.named.empty_or_trailing() {
            own.named.push_punct(Default::default());
        }
        own.named.extend(added.named);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn sample() -> Structure {
        let read = Structure::read(parse_quote! {
            struct Start {
                /// Not sent with the rest.
                #[id]
                id: String,
                #[empty]
                prompt: String,
                #[either]
                #[range("1..15")]
                duration: Option<i32>,
                #[words("a|b")]
                #[serde(rename = "modelType")]
                model_type: Option<String>,
                ids: Vec<String>,
                r#type: Option<Code>,
                rect: Rect,
            }
        });
        read.unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_struct_is_written_as_a_field_string() {
        let expected = "prompt!:t duration:I[1..15] modelType=a|b ids!:as type:sn rect!:o";
        assert_eq!(sample().written(), expected);
    }

    #[test]
    fn a_struct_is_written_as_an_interface() {
        let Structure { fields, .. } = sample();
        let text = typescript::interface("Start", &[], &fields);
        assert!(!text.contains("id: "), "{text}");
        for line in [
            "  prompt: string;",
            "  duration?: string | number | undefined;",
            "  modelType?: \"a\" | \"b\" | (string & {}) | undefined;",
            "  rect: Rect;",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn what_only_these_macros_understand_is_removed() {
        let Structure { item, .. } = sample();
        let text = quote!(#item).to_string();
        assert!(!text.contains("either") && !text.contains("words") && text.contains("skip"), "{text}");
    }
}
