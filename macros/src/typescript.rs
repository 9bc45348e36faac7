//! TypeScript: the names of types, doc comments, interfaces.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use crate::field::{Field, inside, last};

/// The type as TypeScript calls it.
pub fn name(wanted: &Type) -> String {
    if let Some(element) = inside("Vec", wanted) {
        return format!("{}[]", name(element));
    }
    if let Some(answer) = inside("Option", wanted) {
        return format!("{} | null", name(answer));
    }
    match last(wanted).as_str() {
        // Nothing worth reading, or nothing documented.
        "" | "Value" => String::from("unknown"),
        "String" => String::from("string"),
        "bool" => String::from("boolean"),
        "f64" | "i32" | "u32" => String::from("number"),
        "Code" | "Whole" => String::from("string | number"),
        "Object" => String::from("{ [field: string]: unknown }"),
        other => other.to_owned(),
    }
}

/// A doc comment, indented by so many blanks.
pub fn comment(indent: usize, lines: &[String]) -> String {
    let blanks = " ".repeat(indent);
    match lines {
        [] => String::new(),
        [line] => format!("{blanks}/** {line} */\n"),
        lines => {
            let lines = lines.iter().map(|line| format!("{blanks} * {line}").trim_end().to_owned() + "\n");
            format!("{blanks}/**\n{}{blanks} */\n", lines.collect::<String>())
        }
    }
}

/// The interface of a struct.
pub fn interface(struct_name: &str, doc: &[String], fields: &[Field]) -> String {
    let members = fields.iter().filter(|field| !field.is_id).map(|field| {
        let mut doc = field.doc.clone();
        doc.extend(field.superseded.as_ref().map(|instead| format!("@deprecated {instead}.")));
        let (mark, rest) = if field.required { ("", "") } else { ("?", " | undefined") };
        format!("{}  {}{mark}: {}{rest};\n", comment(2, &doc), field.wire, field.typescript())
    });
    let members: String = members.collect();
    format!("{}export interface {struct_name} {{\n{members}}}\n", comment(0, doc))
}

/// Adds a text to the package's type declarations.
pub fn section(text: &str) -> TokenStream {
    quote! {
        #[cfg(feature = "js")]
        const _: () = {
            use wasm_bindgen::prelude::*;
            #[wasm_bindgen(typescript_custom_section)]
            const TYPES: &str = #text;
        };
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn types_have_names_in_typescript() {
        let names: [(Type, &str); 7] = [
            (parse_quote!(Vec<Vec<String>>), "string[][]"),
            (parse_quote!(Option<Anything>), "Anything | null"),
            (parse_quote!(super::value::Value), "unknown"),
            (parse_quote!(()), "unknown"),
            (parse_quote!(i32), "number"),
            (parse_quote!(Code), "string | number"),
            (parse_quote!(FaceSwapTask), "FaceSwapTask"),
        ];
        for (wanted, expected) in names {
            assert_eq!(name(&wanted), expected);
        }
    }

    #[test]
    fn a_comment_is_as_long_as_its_text() {
        let line = |text: &str| text.to_owned();
        assert_eq!(comment(2, &[]), "");
        assert_eq!(comment(2, &[line("One.")]), "  /** One. */\n");
        let expected = "/**\n * One.\n *\n * Two.\n */\n";
        assert_eq!(comment(0, &[line("One."), line(""), line("Two.")]), expected);
    }
}
