//! `#[operation]`: one request, one answer.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, ItemStruct, LitStr, Result, Token, Type};

use crate::arguments::Arguments;
use crate::letters::LETTERS;
use crate::structure::Structure;
use crate::sure::Sure;
use crate::{names, routes, typescript};

pub struct Operation {
    method: Ident,
    path: LitStr,
    answer: Type,
    js: String,
    sure: Sure,
    effect: Option<Expr>,
    rules: Option<String>,
    holds: Option<String>,
    free: bool,
    deprecated: Option<String>,
}

impl Parse for Operation {
    fn parse(input: ParseStream) -> Result<Self> {
        let method = input.parse()?;
        let path = input.parse()?;
        input.parse::<Token![->]>()?;
        let answer = input.parse()?;
        let mut arguments: Arguments = input.parse()?;
        let operation = Self {
            js: arguments.text("js")?.ok_or_else(|| input.error("needs `js = \"resource.method\"`"))?,
            sure: Sure::read(arguments.text("sure")?)?,
            effect: arguments.value("effect")?,
            rules: arguments.text("rules")?,
            holds: arguments.text("holds")?,
            free: arguments.flag("free")?,
            deprecated: arguments.text("deprecated")?,
            method,
            path,
            answer,
        };
        arguments.end()?;
        Ok(operation)
    }
}

impl Operation {
    pub fn read(arguments: TokenStream) -> Result<Self> {
        Self::parse.parse2(arguments)
    }

    pub fn expand(self, item: ItemStruct) -> Result<TokenStream> {
        let mut request = Structure::read(item)?;
        self.check(&request)?;
        request.add_doc(&self.sure.sentence);
        let rust = request.rust(quote!(Default,));
        let fields = fields(&request, self.free, self.rules.as_deref())?;
        let text = format!("{} {}{} {} {fields}", self.js, self.verb()?, self.answers()?, self.path.value());
        let text = request.with_parts(text.trim_end().to_owned());
        let types = typescript::section(&self.types(&request));
        let name = &request.item.ident;
        let sure = &self.sure.words;
        let listed = request.listed();
        let marks = request.marks(self.deprecated.is_some(), "");
        let answer = match &self.answer {
            Type::Tuple(_) => quote!(serde::de::IgnoredAny),
            answer => quote!(#answer),
        };
        let id = request.item.fields.iter().zip(&request.fields).find(|(_, read)| read.is_id);
        let id = id.map(|(field, _)| {
            let field = &field.ident;
            quote!(fn id(&self) -> &str { &self.#field })
        });
        let deprecated = self.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]));
        Ok(quote! {
            #deprecated
            #rust
            #types
            #listed
            impl crate::schema::operation::Endpoint for #name {
                const TEXT: &'static str = #text;
                const SURE: &'static str = #sure;
                const MARKS: crate::schema::operation::Marks = #marks;
                type Answer = #answer;
                #id
            }
        })
    }

    /// Refuses a name or a path that is none, and a path and fields of which only one has an id.
    fn check(&self, request: &Structure) -> Result<()> {
        let path = self.path.value();
        let problem = match request.fields.iter().filter(|field| field.is_id).count() {
            _ if !routes::is_js_name(&self.js) => Some("`js` must be `resource.method`, in camel case"),
            _ if routes::path_problem(&path).is_some() => routes::path_problem(&path),
            0 if routes::takes_id(&path) => Some("a path with an id needs a field with `#[id]`"),
            1 if !routes::takes_id(&path) => {
                Some("a field with `#[id]` needs a path with `{_id}` or `?name`")
            }
            0 | 1 => None,
            _ => Some("only one field can be the `#[id]`"),
        };
        problem.map_or(Ok(()), |problem| Err(syn::Error::new_spanned(&self.path, problem)))
    }

    /// The letter of the method and its effect, as `Operation::parse` of the crate reads it.
    fn verb(&self) -> Result<&'static str> {
        let effect = self.effect.as_ref().map(|effect| quote!(#effect).to_string()).unwrap_or_default();
        let found = LETTERS.iter().find(|(_, method, word)| self.method == method && *word == effect);
        found.map(|(letter, ..)| *letter).ok_or_else(|| {
            let needed = "must be GET, POST, PUT or DELETE; a POST may be read, charge, delete or anonymous";
            syn::Error::new_spanned(&self.method, needed)
        })
    }

    /// What a good answer of a charged call must hold, as `Operation::answers` of the crate has it, behind a colon. Nothing
    /// where it is `()`, free JSON (`Value`) or an `Option`.
    fn answers(&self) -> Result<String> {
        let charges = self.effect.as_ref().is_some_and(|effect| quote!(#effect).to_string() == "charge");
        let name = match &self.answer {
            Type::Path(answer) => answer.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        let promised = name.filter(|name| charges && !matches!(name.as_str(), "Value" | "Option"));
        Ok(match (promised.as_deref(), &self.holds) {
            (None, None) => String::new(),
            (Some("String"), None) => String::from(":."),
            (Some(_), Some(fields)) if promised.as_deref() != Some("String") => format!(":{fields}"),
            _ => {
                let needed =
                    "a charged call whose answer is a record, and no other, needs `holds = \"field\"`";
                return Err(syn::Error::new_spanned(&self.answer, needed));
            }
        })
    }

    /// The request's interface, and the method on the interface of its resource.
    fn types(&self, request: &Structure) -> String {
        let mut arguments = Vec::new();
        let mut types = String::new();
        if self.path.value().contains(['{', '?']) {
            arguments.push(String::from("id: string"));
        }
        let named = request.sent().next().is_some();
        if named {
            types = typescript::interface(&request.name(), &request.doc, &request.fields);
        }
        if named || self.free {
            let mark = if request.sent().any(|field| field.required) { "" } else { "?" };
            let wanted = match (named, self.free) {
                (true, true) => format!("{} & {{ [field: string]: unknown }}", request.name()),
                (true, false) => request.name(),
                _ => String::from("{ [field: string]: unknown }"),
            };
            arguments.push(format!("params{mark}: {wanted}"));
        }
        arguments.push(String::from("options?: CallOptions"));
        let (resource, method) = self.js.rsplit_once('.').unwrap_or(("a2E", &self.js));
        let mut doc = request.doc.clone();
        doc.extend(self.deprecated.iter().flat_map(|note| [String::new(), format!("@deprecated {note}.")]));
        types
            + &format!(
                "export interface {} {{\n{}  {method}({}): Promise<{}>;\n}}\n",
                names::interface(resource),
                typescript::comment(2, &doc),
                arguments.join(", "),
                typescript::name(&self.answer),
            )
    }
}

/// The field string of a request: fields, then what they have to do with each other.
pub fn fields(request: &Structure, free: bool, rules: Option<&str>) -> Result<String> {
    let mut fields = request.written();
    for rule in rules.into_iter().flat_map(|rules| rules.split(' ')) {
        let is_optional = |name: &str| request.sent().any(|field| field.wire == name && !field.required);
        let sides = rule.split_once(['^', '/', '+']);
        if !sides.is_some_and(|(one, other)| one != other && is_optional(one) && is_optional(other)) {
            let problem = format!("the rule `{rule}` must be `a^b`, `a/b` or `a+b` of two optional fields");
            return Err(syn::Error::new_spanned(&request.item.ident, problem));
        }
    }
    for part in [free.then_some("*"), rules].into_iter().flatten() {
        if !fields.is_empty() {
            fields.push(' ');
        }
        fields.push_str(part);
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    /// What is wrong with an operation, if anything.
    fn problem(arguments: TokenStream, item: ItemStruct) -> Option<String> {
        let expanded = Operation::read(arguments).and_then(|operation| operation.expand(item));
        expanded.err().map(|error| error.to_string())
    }

    fn with_id() -> ItemStruct {
        parse_quote! {
            struct Probe {
                #[id]
                id: String,
                name: String,
                one: Option<String>,
                two: Option<String>,
            }
        }
    }

    fn without_id() -> ItemStruct {
        parse_quote!(
            struct Probe {}
        )
    }

    #[test]
    fn a_path_and_the_fields_agree_about_the_id() {
        let sure = quote!(js = "probe.it", sure = "inferred/inferred");
        for (arguments, item, expected) in [
            (
                quote!(GET "/x/{_id}" -> (), #sure),
                without_id(),
                "a path with an id needs a field with `#[id]`",
            ),
            (quote!(GET "/x?_id" -> (), #sure), without_id(), "a path with an id needs a field with `#[id]`"),
            (
                quote!(GET "/x" -> (), #sure),
                with_id(),
                "a field with `#[id]` needs a path with `{_id}` or `?name`",
            ),
            (
                quote!(GET "/x/{_id}" -> (), #sure),
                parse_quote!(
                    struct Probe {
                        #[id]
                        one: String,
                        #[id]
                        two: String,
                    }
                ),
                "only one field can be the `#[id]`",
            ),
            (
                quote!(GET "x" -> (), #sure),
                without_id(),
                "must be a path, with `{_id}`, `{id}`, or `?name` at its end, where it takes an id",
            ),
            (
                quote!(GET "/x" -> (), js = "probe it", sure = "inferred/inferred"),
                without_id(),
                "`js` must be `resource.method`, in camel case",
            ),
        ] {
            assert_eq!(problem(arguments, item).as_deref(), Some(expected));
        }
        assert_eq!(problem(quote!(GET "/x" -> (), #sure), without_id()), None);
        assert_eq!(problem(quote!(GET "/x/{_id}" -> (), #sure), with_id()), None);
    }

    #[test]
    fn a_method_and_an_effect_are_among_those_that_the_crate_knows() {
        let sure = quote!(js = "probe.it", sure = "inferred/inferred");
        let expected = "must be GET, POST, PUT or DELETE; a POST may be read, charge, delete or anonymous";
        for arguments in [
            quote!(GTE "/x" -> (), #sure),
            quote!(POST "/x" -> (), #sure, effect = chrage),
            quote!(GET "/x" -> (), #sure, effect = charge),
        ] {
            assert_eq!(problem(arguments, without_id()).as_deref(), Some(expected));
        }
        let misspelt = quote!(POST "/x" -> (), #sure, efect = read);
        assert_eq!(problem(misspelt, without_id()).as_deref(), Some("is no argument of this attribute"));
        let unsure = quote!(POST "/x" -> (), js = "probe.it", sure = "documented/guessed");
        let expected = "needs `sure = \"request/answer\"`: documented, observed or inferred";
        assert_eq!(problem(unsure, without_id()).as_deref(), Some(expected));
        assert_eq!(problem(quote!(POST "/x" -> (), #sure, effect = charge), without_id()), None);
    }

    #[test]
    fn a_rule_is_about_two_optional_fields_that_are_there() {
        for rule in ["nope^neither", "one^nope", "one|two", "one", "one^one", "name^one", "id^one", ""] {
            let arguments = quote!(
                GET "/x/{_id}" -> (), js = "probe.it", sure = "inferred/inferred", rules = #rule
            );
            let expected = format!("the rule `{rule}` must be `a^b`, `a/b` or `a+b` of two optional fields");
            assert_eq!(problem(arguments, with_id()), Some(expected));
        }
        let good = quote!(GET "/x/{_id}" -> (), js = "probe.it", sure = "inferred/inferred", rules = "one^two one+two");
        assert_eq!(problem(good, with_id()), None);
    }
}
