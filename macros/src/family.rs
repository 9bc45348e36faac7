//! `#[family]`: the struct that starts a task, and the routes beside it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, ItemStruct, LitStr, Result, Token, Type};

use crate::arguments::Arguments;
use crate::letters::PAGINGS;
use crate::operation::fields;
use crate::structure::{self, Structure};
use crate::sure::Sure;
use crate::verb::Verb;
use crate::{names, pieces, routes, typescript};

/// The arguments that are texts of `Family` in the crate, besides the routes.
const TEXTS: [&str; 4] = ["status", "results", "failure_texts", "failure_codes"];

pub struct Family {
    key: LitStr,
    base: LitStr,
    record: Type,
    sure: Sure,
    texts: Vec<(&'static str, String)>,
    result_id: Option<String>,
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
        for verb in Verb::ALL {
            let route = match verb.interface() {
                "" => arguments.text(verb.name())?,
                _ => arguments.flag(verb.name())?.then(|| verb.route().to_owned()),
            };
            texts.extend(route.map(|route| (verb.name(), route)));
        }
        for name in TEXTS {
            texts.extend(arguments.text(name)?.map(|text| (name, text)));
        }
        let family = Self {
            sure: Sure::read(arguments.text("sure")?)?,
            result_id: arguments.text("result_id")?,
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
        let mut start = Structure::read(item)?.without_id()?;
        self.check()?;
        start.add_doc(&self.sure.sentence);
        let rust = start.rust(quote!(Default,));
        let interface = start.typescript();
        let resource = typescript::section(&self.resource(&start));
        let text = self.text(&start)?;
        let name = &start.item.ident;
        let Self { key, record, .. } = &self;
        let sure = &self.sure.words;
        let listed = start.listed();
        let marks = start.marks(false, self.unconfirmed.as_deref().unwrap_or_default());
        let answer = self.answer.as_ref().map_or(quote!(#record), |answer| quote!(#answer));
        let filter =
            self.filter.as_ref().map_or(quote!(crate::schema::family::NoFilter), |filter| quote!(#filter));
        Ok(quote! {
            #rust
            #interface
            #resource
            #listed
            impl crate::schema::operation::Endpoint for #name {
                const TEXT: &'static str = #text;
                const SURE: &'static str = #sure;
                const MARKS: crate::schema::operation::Marks = #marks;
                type Answer = #answer;

                fn name() -> &'static str {
                    concat!(#key, ".start")
                }

                fn operation() -> crate::schema::operation::Operation {
                    <Self as crate::schema::family::TaskFamily>::FAMILY.start()
                }
            }
            impl crate::schema::family::TaskFamily for #name {
                type Record = #record;
                type Filter = #filter;
            }
        })
    }

    /// Refuses what the crate could not read, and verbs that the family does not have.
    fn check(&self) -> Result<()> {
        let wrong = |problem: &str| Err(syn::Error::new_spanned(&self.base, problem));
        if !routes::is_js_name(&self.key.value()) {
            return Err(syn::Error::new_spanned(&self.key, "must be the name of a resource, in camel case"));
        }
        if routes::path_problem(&self.base.value()).is_some() || routes::takes_id(&self.base.value()) {
            return wrong("must be the start of a path");
        }
        for (name, value) in &self.texts {
            if let Some(problem) = routes::argument_problem(name, value) {
                return wrong(&problem);
            }
        }
        if let Some(problem) =
            self.result_id.as_ref().and_then(|id| routes::argument_problem("result_id", id))
        {
            return wrong(&problem);
        }
        if self.paging.as_ref().is_some_and(|paging| !PAGINGS.contains(&paging.as_str())) {
            return wrong(&format!("`paging` must be one of {}", PAGINGS.join(", ")));
        }
        let is_whole = |hours: &Expr| quote!(#hours).to_string().parse::<u16>().is_ok_and(|hours| hours > 0);
        if self.hours.as_ref().is_some_and(|hours| !is_whole(hours)) {
            return wrong("`hours` must be a whole number");
        }
        for verb in self.unconfirmed.iter().flat_map(|verbs| verbs.split(' ')) {
            if !Verb::METHODS.iter().any(|known| known.name() == verb && self.has(*known)) {
                return wrong(&format!("`unconfirmed`: this family has no verb `{verb}`"));
            }
        }
        Ok(())
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
            ("hours", self.hours.as_ref().map(|hours| quote!(#hours).to_string())),
            ("paging", self.paging.clone()),
        ];
        for (name, value) in others.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            text += &format!(" {name}={value}");
        }
        let fields = format!(" : {}", fields(start, false, self.rules.as_deref())?);
        let Some(filter) = &self.filter else {
            return Ok(start.with_parts(format!("{text}{fields}")));
        };
        let fields = start.with_parts(fields);
        Ok(pieces::joined(&[
            quote!(#text),
            quote!(" filter="),
            quote!(<#filter as crate::schema::family::Filter>::FIELDS),
            fields,
        ]))
    }

    fn has(&self, verb: Verb) -> bool {
        let route = self.texts.iter().find(|(name, _)| *name == verb.name());
        route.map_or_else(|| verb.interface().is_empty(), |(_, text)| !text.is_empty())
    }

    /// The interface of the family in JavaScript.
    fn resource(&self, start: &Structure) -> String {
        let (usual, more): (Vec<Verb>, Vec<Verb>) =
            Verb::METHODS.iter().partition(|verb| verb.interface().is_empty());
        let lacked = usual.iter().filter(|verb| !self.has(**verb));
        let mut absent: Vec<&str> = lacked.map(|verb| verb.name()).collect();
        if !self.has(Verb::List) {
            absent.push("listAll");
        }
        if !self.has(Verb::Get) && !self.has(Verb::List) {
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
        for verb in more.iter().filter(|verb| self.has(**verb)) {
            parent += &format!(", {}", verb.interface());
        }
        let unconfirmed = self.unconfirmed.iter().flat_map(|verbs| verbs.split(' '));
        let doc: Vec<String> =
            unconfirmed.map(|verb| format!("Unconfirmed: the request of `{verb}` is inferred.")).collect();
        let doc = typescript::comment(0, &doc);
        format!("{doc}export interface {} extends {parent} {{}}\n", names::interface(&key))
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    /// What is wrong with a family that has these arguments too, if anything.
    fn problem(arguments: TokenStream) -> Option<String> {
        whole(quote!("probes", "/api/v1/probe", Probe, sure = "inferred/inferred", #arguments))
    }

    fn whole(arguments: TokenStream) -> Option<String> {
        let item: ItemStruct = parse_quote! {
            struct StartProbe {
                name: String,
                one: Option<String>,
                two: Option<String>,
            }
        };
        let expanded = Family::read(arguments).and_then(|family| family.expand(item));
        expanded.err().map(|error| error.to_string())
    }

    #[test]
    fn what_the_crate_could_not_read_is_refused() {
        let route = "must be GET, POST, PUT or DELETE";
        for (arguments, expected) in [
            (quote!(get = "GTE /{_id}"), format!("`get`: `GTE` is no method: it {route}")),
            (
                quote!(results = "a,b"),
                "`results` must be names of fields, separated by single blanks".to_owned(),
            ),
            (
                quote!(result_id = "a b/c"),
                "`result_id` must be names of fields, separated by single blanks".to_owned(),
            ),
            (quote!(paging = "pages"), "`paging` must be one of pageNum, current, page, none".to_owned()),
            (quote!(hours = "24"), "`hours` must be a whole number".to_owned()),
            (quote!(hours = 1.5), "`hours` must be a whole number".to_owned()),
            (quote!(hours = 0), "`hours` must be a whole number".to_owned()),
            (quote!(lst = "/all"), "is no argument of this attribute".to_owned()),
            (
                quote!(rules = "one^three"),
                "the rule `one^three` must be `a^b`, `a/b` or `a+b` of two optional fields".to_owned(),
            ),
        ] {
            assert_eq!(problem(arguments), Some(expected));
        }
        assert_eq!(
            problem(quote!(get = "POST /x?_id", paging = "none", hours = 24, rules = "one^two")),
            None
        );
    }

    #[test]
    fn only_verbs_of_the_family_are_unconfirmed() {
        for (arguments, verb) in [
            (quote!(unconfirmed = "strat"), "strat"),
            (quote!(unconfirmed = "start delete", delete = ""), "delete"),
            (quote!(unconfirmed = "rename"), "rename"),
            (quote!(unconfirmed = ""), ""),
        ] {
            assert_eq!(problem(arguments), Some(format!("`unconfirmed`: this family has no verb `{verb}`")));
        }
        assert_eq!(problem(quote!(unconfirmed = "start rename", rename)), None);
    }

    #[test]
    fn a_family_has_a_name_and_a_path() {
        let named = |key: &str| whole(quote!(#key, "/x", Probe, sure = "inferred/inferred"));
        assert_eq!(named("my probes").as_deref(), Some("must be the name of a resource, in camel case"));
        let based = |base: &str| whole(quote!("probes", #base, Probe, sure = "inferred/inferred"));
        for base in ["x", "/x/{_id}", "/x y", "/x?y"] {
            assert_eq!(based(base).as_deref(), Some("must be the start of a path"), "{base}");
        }
        assert_eq!((named("probes"), based("/x")), (None, None));
    }

    #[test]
    fn an_id_is_for_operations() {
        let item = parse_quote!(
            struct StartProbe {
                #[id]
                id: String,
            }
        );
        let read = Family::read(quote!("probes", "/x", Probe, sure = "inferred/inferred"));
        let error = read.and_then(|family| family.expand(item)).err();
        let expected = "`id` is for the request of an operation";
        assert_eq!(error.map(|error| error.to_string()).as_deref(), Some(expected));
    }
}
