//! Texts of pieces that only the compiler knows: the fields of other structs.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Type;

/// Joins texts, each an expression that is known to the compiler.
pub fn joined(pieces: &[TokenStream]) -> TokenStream {
    if let [piece] = pieces {
        return piece.to_token_stream();
    }
    let count = pieces.len();
    quote!({
        const PARTS: [&str; #count] = [#(#pieces),*];
        const BYTES: [u8; crate::text::length(PARTS)] = crate::text::concat(PARTS);
        crate::text::known(&BYTES)
    })
}

/// The fields of a part, each behind the name of the field that holds it and a dot.
pub fn nested(holder: &str, part: &Type, place: usize) -> TokenStream {
    let bytes = format_ident!("BYTES_{place}");
    let prefix = format!("{holder}.");
    quote!({
        const FIELDS: &str = <#part as crate::schema::family::Filter>::FIELDS;
        const #bytes: [u8; crate::text::nested_length(#prefix, FIELDS)] = crate::text::nested(#prefix, FIELDS);
        crate::text::known(&#bytes)
    })
}
