//! The named arguments of an attribute: `name = value` and flags, each used once and none left over.

use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprLit, Ident, Lit, Result, Token};

/// What follows the leading part of an attribute.
pub struct Arguments(Vec<(Ident, Option<Expr>)>);

impl Parse for Arguments {
    fn parse(input: ParseStream) -> Result<Self> {
        let mut all = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = input.parse()?;
            let value = match input.parse::<Option<Token![=]>>()? {
                Some(_) => Some(input.parse()?),
                None => None,
            };
            all.push((name, value));
        }
        Ok(Self(all))
    }
}

impl Arguments {
    fn take(&mut self, wanted: &str) -> Option<(Ident, Option<Expr>)> {
        let at = self.0.iter().position(|(name, _)| name == wanted)?;
        Some(self.0.remove(at))
    }

    /// A flag that is there or not.
    pub fn flag(&mut self, name: &str) -> Result<bool> {
        match self.take(name) {
            Some((name, Some(_))) => Err(syn::Error::new(name.span(), "takes no value")),
            found => Ok(found.is_some()),
        }
    }

    /// Any expression.
    pub fn value(&mut self, name: &str) -> Result<Option<Expr>> {
        match self.take(name) {
            Some((name, None)) => Err(syn::Error::new(name.span(), "needs a value")),
            Some((_, value)) => Ok(value),
            None => Ok(None),
        }
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        match &value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(Some(text.value())),
            other => Err(syn::Error::new_spanned(other, "must be a text")),
        }
    }

    /// Refuses what nobody asked for.
    pub fn end(self) -> Result<()> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(syn::Error::new(name.span(), "is no argument of this attribute")),
            None => Ok(()),
        }
    }
}
