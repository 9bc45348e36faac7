//! Which operation of the table a request is.

use crate::api::LIST;
use crate::schema::family::Family;
use crate::schema::field_syntax;
use crate::schema::operation::{Effect, Operation};
use crate::schema::verb::Verb;
use crate::server::ids::{self, Field};
use crate::server::refusal::Refusal;
use crate::{id, text};

/// The operation of a request.
pub(super) struct Route {
    /// As in JavaScript, behind `a2e.`.
    pub name: String,
    pub operation: Operation,
    /// The family whose task it is about.
    pub family: Option<Family>,
    /// What is done with tasks of that family.
    pub verb: Option<Verb>,
    /// The id in the path, if it has a place for one.
    pub id: String,
}

impl Route {
    /// Finds it by method and path.
    pub(super) fn find(method: &str, path: &str) -> Option<Self> {
        all().find_map(|(names, family, verb, operation)| {
            if operation.method != method {
                return None;
            }
            let id = held(&operation.template(), path)?;
            let name = full(names, verb);
            Some(Self { name, operation, family, verb, id: id.into() })
        })
    }

    /// The name before the last dot.
    pub(super) fn resource(&self) -> &str {
        resource(&self.name)
    }

    /// Whether it starts a task.
    pub(super) fn is_start(&self) -> bool {
        self.verb == Some(Verb::Start)
    }

    pub(super) fn is_read(&self) -> bool {
        self.operation.effect == Effect::Read
    }

    /// Whether it changes something at the service, or costs coins.
    pub(super) fn makes(&self) -> bool {
        matches!(self.operation.effect, Effect::Charge | Effect::Write)
    }

    /// Whether it is about records or a room that it names.
    pub(super) fn is_about_one(&self) -> bool {
        let named = ids::names(Field::Own).chain(ids::names(Field::Room)).any(|name| self.takes(name));
        named || self.operation.takes_id()
    }

    /// Whether the operation documents a parameter of this name.
    pub(super) fn takes(&self, name: &str) -> bool {
        let fields =
            text::words(self.operation.fields, " ").map(|field| field_syntax::Field::parse(field).name);
        fields.chain(Some(self.operation.id_field().1)).any(|field| field == name)
    }

    /// Refuses a parameter that the operation does not take, where the service could still read it: instead of the path.
    pub(super) fn check_takes(&self, name: &str) -> Result<(), Refusal> {
        match self.takes(name) {
            true => Ok(()),
            false => Err(Refusal::new(400, &["`", name, "` is not a parameter of `", &self.name, "`"])),
        }
    }

    /// Whether it must not be sent without a body. Some starts are accepted, and charged, without parameters.
    pub(super) fn needs_body(&self) -> bool {
        self.is_start() || self.operation.effect == Effect::Charge && self.method_has_body()
    }

    /// Whether that body must have a member.
    pub(super) fn needs_members(&self) -> bool {
        self.needs_body() && !(self.operation.fields.is_empty() && self.operation.id_field().1.is_empty())
    }

    fn method_has_body(&self) -> bool {
        matches!(self.operation.method, "POST" | "PUT")
    }

    /// The operation of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        all().find_map(|(names, family, verb, operation)| {
            let full = full(names, verb);
            (full == name).then_some(Self { name: full, operation, family, verb, id: String::new() })
        })
    }
}

/// A name of [`all`] with its verb.
pub(super) fn full(names: &str, verb: Option<Verb>) -> String {
    verb.map_or_else(|| String::from(names), |verb| text::join(&[names, ".", verb.name()]))
}

pub(super) fn resource(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(resource, _)| resource)
}

/// All operations: the name, that of the family without its verb; the family; the verb; the rest.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Option<Family>, Option<Verb>, Operation)> {
    text::words(LIST, "\n").filter(|text| !text.is_empty()).flat_map(|text| {
        let family = Family(text);
        if family.key().is_empty() {
            let name = text::cut(text, " ").0;
            return vec![(name, None, None, Operation::parse(text))];
        }
        let told = |verb: &Verb| Some((family.key(), Some(family), Some(*verb), family.operation(*verb)?));
        Verb::METHODS.iter().filter_map(told).collect()
    })
}

/// The id that a path has where its template has a place for one; empty where there is no such place.
fn held<'a>(template: &str, path: &'a str) -> Option<&'a str> {
    let Some((before, rest)) = text::split(template, "{") else {
        return (template == path).then_some("");
    };
    let after = text::cut(rest, "}").1;
    path.strip_prefix(before)?.strip_suffix(after).filter(|id| id::is_id(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url;

    const ID: &str = "0123456789abcdef01234567";

    #[test]
    fn every_operation_is_found_by_its_own_method_and_path() {
        let mut twins = Vec::new();
        for (names, _, verb, operation) in all() {
            let path = url::fill(&operation.template(), ID);
            let name = full(names, verb);
            let found = Route::find(operation.method, &path).unwrap();
            if found.name != name {
                twins.push((name, found.name));
            }
        }
        assert_eq!(twins, []);
    }

    #[test]
    fn a_path_is_nothing_but_the_template_and_an_id() {
        let get = |path: &str| Route::find("GET", path).map(|route| route.id);
        let path = text::join(&["/api/v1/userFaceSwapTask/", ID]);
        assert_eq!(get(&path).as_deref(), Some(ID));
        for more in ["/", "/x", "%2f", "?a=b", " "] {
            assert_eq!(get(&text::join(&[&path, more])), None, "{more}");
        }
        for bad in [
            "/api/v1/userFaceSwapTask/",
            "/api/v1/userFaceSwapTask/..",
            "/api/v1//userFaceSwapTask/status",
            "",
        ] {
            assert_eq!(get(bad), None, "{bad}");
        }
        assert!(Route::find("get", &path).is_none() && Route::find("PATCH", &path).is_none());
    }
}
