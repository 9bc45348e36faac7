//! `#[family]`: the struct that starts a task, and the routes beside it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, ItemStruct, LitStr, Result, Token, Type};

use crate::arguments::Arguments;
use crate::operation::fields;
use crate::structure::{self, Structure};
use crate::sure::Sure;
use crate::{names, pieces, typescript};

/// The arguments that are texts of `Family` in the crate.
const TEXTS: [&str; 10] = [
    "start",
    "get",
    "list",
    "batch",
    "delete",
    "average",
    "status",
    "results",
    "failure_texts",
    "failure_codes",
];

pub struct Family {
    key: LitStr,
    base: LitStr,
    record: Type,
    sure: Sure,
    texts: Vec<(&'static str, String)>,
    result_id: Option<String>,
    rename: bool,
    webhook: bool,
    paging: Option<String>,
    filter: Option<Expr>,
    hours: Option<Expr>,
    rules: Option<String>,
    unconfirmed: Option<String>,
    /// What the start answers, where that is not one record.
    answer: Option<Expr>,
}

impl Parse for Family {
    fn parse(input: ParseStream) -> Result<Self> {
        let key = input.parse()?;
        input.parse::<Token![,]>()?;
        let base = input.parse()?;
        input.parse::<Token![,]>()?;
        let record = input.parse()?;
        let mut arguments: Arguments = input.parse()?;
        let mut texts = Vec::new();
        for name in TEXTS {
            texts.extend(arguments.text(name)?.map(|text| (name, text)));
        }
        let family = Self {
            sure: Sure::read(arguments.text("sure")?)?,
            result_id: arguments.text("result_id")?,
            rename: arguments.flag("rename")?,
            webhook: arguments.flag("webhook")?,
            paging: arguments.text("paging")?,
            filter: arguments.value("filter")?,
            hours: arguments.value("hours")?,
            rules: arguments.text("rules")?,
            unconfirmed: arguments.text("unconfirmed")?,
            answer: arguments.value("answer")?,
            key,
            base,
            record,
            texts,
        };
        arguments.end()?;
        Ok(family)
    }
}

impl Family {
    pub fn read(arguments: TokenStream) -> Result<Self> {
        Self::parse.parse2(arguments)
    }

    pub fn expand(self, mut item: ItemStruct) -> Result<TokenStream> {
        if self.webhook {
            structure::add_webhook(&mut item)?;
        }
        let mut start = Structure::read(item)?;
        start.add_doc(&self.sure.sentence);
        let rust = start.rust(quote!(Default,));
        let interface = start.typescript();
        let resource = typescript::section(&self.resource(&start));
        let text = self.text(&start)?;
        let name = &start.item.ident;
        let Self { key, record, .. } = &self;
        let sure = &self.sure.words;
        let marks = start.marks(false, self.unconfirmed.as_deref().unwrap_or_default());
        let answer = self.answer.as_ref().map_or(quote!(#record), |answer| quote!(#answer));
        let filter = self.filter.as_ref().map_or(quote!(crate::family::NoFilter), |filter| quote!(#filter));
        Ok(quote! {
            #rust
            #interface
            #resource
            impl crate::operation::Endpoint for #name {
                const TEXT: &'static str = #text;
                const SURE: &'static str = #sure;
                const MARKS: crate::operation::Marks = #marks;
                type Answer = #answer;

                fn name() -> &'static str {
                    concat!(#key, ".start")
                }

                fn operation() -> crate::operation::Operation {
                    <Self as crate::family::TaskFamily>::FAMILY.start()
                }
            }
            impl crate::family::TaskFamily for #name {
                type Record = #record;
                type Filter = #filter;
            }
        })
    }

    /// The whole family as a text: see `Family` of the crate.
    fn text(&self, start: &Structure) -> Result<TokenStream> {
        let Self { key, base, .. } = self;
        let mut text = format!("{}. {}", key.value(), base.value());
        for (name, value) in &self.texts {
            // Names are divided by commas, a method and its path by the path's slash.
            let mark = if value.contains('/') { "" } else { "," };
            text += &format!(" {name}={}", value.replace(' ', mark));
        }
        let others = [
            ("result_id", self.result_id.clone()),
            ("rename", self.rename.then(|| String::from("/{_id}"))),
            ("hours", self.hours.as_ref().map(|hours| quote!(#hours).to_string())),
            ("paging", self.paging.clone()),
        ];
        for (name, value) in others.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            text += &format!(" {name}={value}");
        }
        if !["pageNum", "current", "page", "none"].contains(&self.paging.as_deref().unwrap_or("pageNum")) {
            return Err(syn::Error::new_spanned(base, "has no such paging"));
        }
        let fields = format!(" : {}", fields(start, false, self.rules.as_deref()));
        let Some(filter) = &self.filter else {
            return Ok(start.with_parts(format!("{text}{fields}")));
        };
        let fields = start.with_parts(fields);
        Ok(pieces::joined(&[
            quote!(#text),
            quote!(" filter="),
            quote!(<#filter as crate::family::Filter>::FIELDS),
            fields,
        ]))
    }

    fn lacks(&self, route: &str) -> bool {
        self.texts.iter().any(|(name, text)| *name == route && text.is_empty())
    }

    /// The interface of the family in JavaScript.
    fn resource(&self, start: &Structure) -> String {
        let mut absent: Vec<&str> = Vec::new();
        for route in ["get", "list", "batch", "delete"] {
            if self.lacks(route) {
                absent.push(route);
            }
        }
        if self.lacks("list") {
            absent.push("listAll");
        }
        if self.lacks("get") && self.lacks("list") {
            absent.extend(["wait", "watch", "run"]);
        }
        let filter = self.filter.as_ref().map_or(String::new(), |filter| format!(", {}", quote!(#filter)));
        let record = typescript::name(&self.record);
        let key = self.key.value();
        let mut parent = format!("TaskFamily<{}, {record}, \"{key}\"{filter}>", start.name());
        if !absent.is_empty() {
            let absent: Vec<String> = absent.iter().map(|name| format!("\"{name}\"")).collect();
            parent = format!("Omit<{parent}, {}>", absent.join(" | "));
        }
        if self.rename {
            parent += ", Renamable";
        }
        let unconfirmed = self.unconfirmed.iter().flat_map(|verbs| verbs.split(' '));
        let doc: Vec<String> =
            unconfirmed.map(|verb| format!("Unconfirmed: the request of `{verb}` is inferred.")).collect();
        let doc = typescript::comment(0, &doc);
        format!("{doc}export interface {} extends {parent} {{}}\n", names::interface(&key))
    }
}
