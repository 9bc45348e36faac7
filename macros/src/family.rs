//! `#[family]`: the struct that starts a task, and the routes beside it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, ItemStruct, LitStr, Result, Token, Type};

use crate::arguments::Arguments;
use crate::operation::fields;
use crate::structure::{self, Structure};
use crate::sure::Sure;
use crate::{names, typescript};

/// The arguments that are texts of `Family` in the crate.
const TEXTS: [&str; 9] =
    ["start", "get", "list", "batch", "delete", "status", "results", "failure_texts", "failure_codes"];

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
        let constant = self.constant(&start)?;
        let name = &start.item.ident;
        let Self { key, record, .. } = &self;
        let sure = &self.sure.words;
        let answer = self.answer.as_ref().map_or(quote!(#record), |answer| quote!(#answer));
        let filter = self.filter.as_ref().map_or(quote!(crate::family::NoFilter), |filter| quote!(#filter));
        Ok(quote! {
            #rust
            #interface
            #resource
            impl crate::operation::Endpoint for #name {
                const NAME: &'static str = concat!(#key, ".start");
                const SURE: &'static str = #sure;
                const OPERATION: crate::operation::Operation =
                    <Self as crate::family::TaskFamily>::FAMILY.start();
                type Answer = #answer;
            }
            impl crate::family::TaskFamily for #name {
                const FAMILY: &'static crate::family::Family = {
                    static FAMILY: crate::family::Family = #constant;
                    &FAMILY
                };
                type Record = #record;
                type Filter = #filter;
            }
        })
    }

    /// What differs from most families.
    fn constant(&self, start: &Structure) -> Result<TokenStream> {
        let Self { key, base, .. } = self;
        let fields = fields(start, false, self.rules.as_deref());
        let mut members: Vec<TokenStream> = Vec::new();
        for (name, text) in &self.texts {
            let name = format_ident!("{name}");
            members.push(quote!(#name: #text));
        }
        members.extend(self.result_id.iter().map(|id| quote!(result_id: #id)));
        members.extend(self.rename.then(|| quote!(rename: "/{_id}")));
        members.extend(self.hours.iter().map(|hours| quote!(hours: #hours)));
        members.extend(
            self.filter.iter().map(|filter| quote!(filter: <#filter as crate::family::Filter>::FIELDS)),
        );
        if let Some(paging) = &self.paging {
            let style = match paging.as_str() {
                "pageNum" => "PageNum",
                "current" => "Current",
                "page" => "Page",
                "none" => "None",
                _ => return Err(syn::Error::new_spanned(base, "has no such paging")),
            };
            let style = format_ident!("{style}");
            members.push(quote!(paging: crate::page::Paging::#style));
        }
        Ok(quote! {
            crate::family::Family { #(#members,)* ..crate::family::Family::new(#key, #base, #fields) }
        })
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
