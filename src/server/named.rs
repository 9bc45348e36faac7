//! The records that a request names.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::server::body::{Body, HOOKS};
use crate::server::ids::{self, Field};
use crate::server::refusal::Refusal;
use crate::server::request::Request;
use crate::server::routes::Route;
use crate::server::walk;
use crate::{host, id};

/// The most ids in one request. No operation documents more: a batch takes 200.
const MOST: usize = 200;
/// The longest name of a room, and the longest id of a voice at its maker, in bytes.
const LONGEST: usize = 128;

/// Names that set the prototype of an object in JavaScript, and what kind of value it is for MongoDB's driver.
const UNSAFE: [&str; 2] = ["__proto__", "_bsontype"];

/// The records, by the keys under which `owners` knows them.
#[derive(Default)]
pub(super) struct Named {
    /// The records that the request is about come first, and then those that it uses or mentions.
    pub keys: Vec<String>,
    /// How many of the keys must be the user's own. The others must not be another user's.
    pub own: usize,
    /// The avatar that a start uses, which the service may have made of another user's training.
    pub avatar: Option<String>,
    /// How many keys, with those that were named twice.
    count: usize,
}

impl Named {
    /// Refuses an id that cannot be read, one that the operation does not take, and a missing one.
    pub(super) fn read(
        route: &Route,
        request: &Request,
        body: Option<&Body>,
        now: f64,
    ) -> Result<Self, Refusal> {
        let mut named = Self::default();
        let body = body.map(|body| &body.object);
        let values = |name: &str| {
            let in_body = body.map(|body| host::get(body, name)).filter(|value| !value.is_undefined());
            request.parameter(name).map(JsValue::from).into_iter().chain(in_body).collect::<Vec<_>>()
        };
        if !route.id.is_empty() {
            named.add(route.id.to_ascii_lowercase())?;
        }
        for name in ids::names(Field::Own) {
            for value in values(name) {
                // The service could still read what the operation does not take, instead of the path.
                if !route.takes(name) {
                    return Err(Refusal::new(
                        400,
                        &["`", name, "` is not a parameter of `", &route.name, "`"],
                    ));
                }
                match host::elements(&value) {
                    Some(several) => {
                        if several.length() as usize > MOST {
                            return Err(too_many());
                        }
                        for one in several.iter() {
                            named.add(read_id(&one)?)?;
                        }
                    }
                    None => named.add(read_id(&value)?)?,
                }
            }
        }
        // A service that answers what it was sent would make the user the owner of another's avatar or voice.
        for name in ids::PRODUCTS.into_iter().filter(|name| !values(name).is_empty()) {
            route.check_takes(name)?;
        }
        // The service could read the one in the query, where the one in the body is checked and priced.
        // What the request is about is checked in both, and the parameters of webhooks are dropped from both.
        let is_checked = |name: &str| {
            let mut names = ids::names(Field::Own).chain(ids::names(Field::Room)).chain(HOOKS);
            names.any(|one| one == name)
        };
        let is_twice = |name: &str| body.is_some() && route.takes(name) && !is_checked(name);
        if let Some((name, _)) = request.query.iter().find(|(name, _)| is_twice(name)) {
            return Err(Refusal::new(400, &["`", name, "` belongs into the body, and not into the query"]));
        }
        for name in ids::names(Field::Room) {
            for value in values(name) {
                route.check_takes(name)?;
                let room = value.as_string().filter(|room| (1..=LONGEST).contains(&room.len()));
                let room =
                    room.ok_or_else(|| Refusal::new(400, &["`", name, "` must be the name of a room"]))?;
                named.add(ids::room(&room, ids::hour(now)))?;
            }
        }
        // Without an id the service might take any record, or all of them.
        if named.keys.is_empty() && route.is_about_one() {
            return Err(Refusal::new(400, &["`", &route.name, "` needs an id"]));
        }
        named.own = named.keys.len();
        for name in ids::names(Field::Used) {
            for value in values(name).iter().filter(|value| !value.is_null()) {
                let used = value.as_string();
                let used =
                    used.ok_or_else(|| Refusal::new(400, &["`", name, "` must be an id, as a text"]))?;
                if name == ids::VOICE && !used.is_empty() {
                    if used.len() > LONGEST {
                        return Err(Refusal::new(400, &["`", name, "` must be the id of a voice"]));
                    }
                    named.add(ids::voice(&used))?;
                }
                if ids::is_strict(name) && !used.is_empty() {
                    read_id(value)?;
                }
                if ids::AVATARS.contains(&name) {
                    named.avatar = ids::within(&used).next();
                }
            }
        }
        named.mention(request, body)?;
        Ok(named)
    }

    /// Notes ids anywhere in the request: of an avatar, a voice, a picture.
    fn mention(&mut self, request: &Request, body: Option<&Object>) -> Result<(), Refusal> {
        // The ids of the record that it is about stand in the request as well, and count once.
        self.count = 0;
        for (name, value) in &request.query {
            for id in ids::within(name).chain(ids::within(value)) {
                self.add(id)?;
            }
        }
        let mut found = Ok(());
        let mut note = |_: &str, text: &str, is_name: bool| {
            if found.is_err() {
                return;
            }
            // Databases take such names for conditions: `{ "$ne": "" }` is every other record.
            if is_name && text.starts_with('$') {
                found = Err(Refusal::new(400, &["a name in the body must not begin with `$`"]));
                return;
            }
            // A service that copies the members of a body would have others then, which nobody has checked.
            if is_name && UNSAFE.contains(&text) {
                found = Err(Refusal::new(400, &["a name in the body must not be `", text, "`"]));
                return;
            }
            found = ids::within(text).try_for_each(|id| self.add(id));
        };
        let read = body.is_none_or(|body| walk::texts(body, &mut note));
        found?;
        if read { Ok(()) } else { Err(Refusal::new(400, &["the body cannot be read"])) }
    }

    fn add(&mut self, key: String) -> Result<(), Refusal> {
        self.count = self.count.saturating_add(1);
        if self.count > MOST {
            return Err(too_many());
        }
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
        Ok(())
    }
}

fn too_many() -> Refusal {
    Refusal::new(400, &["the request names more than 200 records"])
}

fn read_id(value: &JsValue) -> Result<String, Refusal> {
    let id = value.as_string().filter(|id| id::is_id(id)).map(|id| id.to_ascii_lowercase());
    id.ok_or_else(|| Refusal::new(400, &["an id ", id::NO_ID]))
}
