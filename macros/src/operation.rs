//! `#[operation]`: one request, one answer.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Expr, Ident, ItemStruct, LitStr, Result, Token, Type};

use crate::arguments::Arguments;
use crate::structure::Structure;
use crate::sure::Sure;
use crate::{names, typescript};

pub struct Operation {
    method: Ident,
    path: LitStr,
    answer: Type,
    js: String,
    sure: Sure,
    effect: Option<Expr>,
    rules: Option<String>,
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
        request.add_doc(&self.sure.sentence);
        let rust = request.rust(quote!(Default,));
        let fields = fields(&request, self.free, self.rules.as_deref());
        let text = format!("{} {} {} {fields}", self.js, self.verb()?, self.path.value());
        let text = request.with_parts(text.trim_end().to_owned());
        let types = typescript::section(&self.types(&request));
        let name = &request.item.ident;
        let sure = &self.sure.words;
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
            impl crate::operation::Endpoint for #name {
                const TEXT: &'static str = #text;
                const SURE: &'static str = #sure;
                const MARKS: crate::operation::Marks = #marks;
                type Answer = #answer;
                #id
            }
        })
    }

    /// The letter of the method and its effect, as `Operation::parse` of the crate reads it.
    fn verb(&self) -> Result<char> {
        let effect = self.effect.as_ref().map(|effect| quote!(#effect).to_string());
        Ok(match (self.method.to_string().as_str(), effect.as_deref()) {
            ("GET", None) => 'G',
            ("PUT", None) => 'U',
            ("DELETE", None) => 'D',
            ("POST", None) => 'P',
            ("POST", Some("read")) => 'R',
            ("POST", Some("charge")) if self.answers() => 'N',
            ("POST", Some("charge")) => 'C',
            ("POST", Some("delete")) => 'X',
            ("POST", Some("anonymous")) => 'A',
            _ => {
                let needed =
                    "must be GET, POST, PUT or DELETE; a POST may be read, charge, delete or anonymous";
                return Err(syn::Error::new_spanned(&self.method, needed));
            }
        })
    }

    /// Whether a good answer holds something: not where it is `()`, free JSON (`Value`) or an `Option`.
    fn answers(&self) -> bool {
        let Type::Path(answer) = &self.answer else { return false };
        let name = answer.path.segments.last().map(|last| last.ident.to_string());
        !matches!(name.as_deref(), Some("Value" | "Option"))
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
pub fn fields(request: &Structure, free: bool, rules: Option<&str>) -> String {
    let mut fields = request.written();
    for part in [free.then_some("*"), rules].into_iter().flatten() {
        if !fields.is_empty() {
            fields.push(' ');
        }
        fields.push_str(part);
    }
    fields
}
