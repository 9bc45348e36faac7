//! One request from its arrival to the service: who asks, for what, and about whose records.
//!
//! [`relay`](super::relay) has the way back.

use std::collections::BTreeSet;
use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::host;
use crate::machine::command::{self, Next};
use crate::schema::verb::Answers;
use crate::server::answer::Answer;
use crate::server::body::{Body, HOOKS};
use crate::server::lists::Listing;
use crate::server::named::Named;
use crate::server::outcome::Outcome;
use crate::server::refusal::{Refusal, header};
use crate::server::request::{MOUNT, Request, spent};
use crate::server::routes::Route;
use crate::server::rules;
use crate::server::settings::Settings;
use crate::server::stage::Stage;
use crate::server::storage;

/// Where files are sent that go through the proxy.
const UPLOAD: &str = "/upload";
/// The longest name of a user, which becomes a part of keys in stores.
const USER_LENGTH: usize = 256;

/// The result of a step: the next command, or the answer.
pub(super) type Turn = Result<Next<JsValue, Command>, Refusal>;

/// What the driver is to do: its `task`, and what that takes.
pub(super) struct Command(Object);

/// The machine of a request. `server-core.js` carries its commands out.
#[wasm_bindgen(skip_typescript)]
pub struct Visit {
    pub(super) settings: Rc<Settings>,
    pub(super) request: Request,
    pub(super) route: Option<Route>,
    pub(super) user: String,
    pub(super) body: Option<Body>,
    pub(super) named: Named,
    /// Records of which it is known that they are the user's own.
    pub(super) mine: BTreeSet<String>,
    pub(super) listing: Option<Listing>,
    /// Records that there were before a write.
    pub(super) before: BTreeSet<String>,
    /// The keys that `owners` was asked for on the way back.
    pub(super) asked: Vec<String>,
    /// Records that turned out to be the user's.
    pub(super) found: Vec<String>,
    /// The service's answer, while the owners of its records are looked up.
    pub(super) answer: Option<Answer>,
    /// The refusal of an answer, while what the request has made is noted for the user.
    pub(super) withheld: Option<Refusal>,
    /// Whether anything may have left for the service or the storage.
    pub(super) was_sent: bool,
    /// Nothing before the first command.
    stage: Option<Stage>,
}

#[wasm_bindgen]
impl Visit {
    /// The next command, or `{ value }`: status, headers, and the body as a text or a stream.
    pub fn step(&mut self, outcome: JsValue) -> JsValue {
        match self.turn(&Outcome(outcome)) {
            Ok(Next::Do(Command(object))) => object.into(),
            Ok(Next::Done(value)) => command::done(&value),
            Err(refusal) => command::done(&self.refused(&refusal)),
        }
    }
}

impl Visit {
    pub(super) fn new(settings: Rc<Settings>, request: Request) -> Self {
        Self {
            settings,
            request,
            route: None,
            user: String::new(),
            body: None,
            named: Named::default(),
            mine: BTreeSet::new(),
            listing: None,
            before: BTreeSet::new(),
            asked: Vec::new(),
            found: Vec::new(),
            answer: None,
            withheld: None,
            was_sent: false,
            stage: None,
        }
    }

    fn turn(&mut self, outcome: &Outcome) -> Turn {
        let Some(stage) = self.stage else { return self.begin() };
        match stage {
            Stage::Authorize => self.admit(outcome),
            Stage::Body => self.take_body(outcome),
            Stage::Owners => self.check_owners(outcome),
            Stage::Avatars => self.check_avatar(outcome),
            Stage::Training => self.check_training(outcome),
            Stage::Limit => self.limited(outcome),
            Stage::Key => self.keyed(outcome),
            Stage::Sign => self.signed(outcome),
            Stage::Before => self.listed_before(outcome),
            Stage::Send => self.answered(outcome),
            Stage::AnswerOwners => self.divide(outcome),
            Stage::Own => self.owned(outcome),
            Stage::Detour => self.detoured(outcome),
            Stage::Carry => self.carried(outcome),
        }
    }

    /// Refuses what can be refused without knowing who asks.
    fn begin(&mut self) -> Turn {
        let Self { request, settings, .. } = self;
        if request.preflight {
            return match request.is_from_elsewhere(settings) {
                true => Ok(Next::Done(self.reply(204, JsValue::UNDEFINED, Array::new()))),
                false => request
                    .check_origin(settings)
                    .and_then(|()| Err(Refusal::new(403, &["name this origin in `origins`"]))),
            };
        }
        if settings.proxy_uploads && (request.method.as_str(), request.path.as_str()) == ("PUT", UPLOAD) {
            request.check_origin(settings)?;
            // The seal proves that the proxy gave this address, but perhaps with other settings than now.
            let url = request.parameter("url").unwrap_or_default();
            if let Some(problem) = storage::problem(url, settings) {
                return Err(Refusal::new(403, &["the address of the upload ", problem]));
            }
            request.check_spent()?;
            return Ok(self.act(Stage::Carry, &[]));
        }
        request.check(settings)?;
        let route = Route::find(&request.method, &request.path)
            .ok_or_else(|| Refusal::new(404, &["this proxy knows no such operation"]))?;
        request.check_query()?;
        let operation = host::object(&[
            ("name", JsValue::from_str(&route.name)),
            ("family", route.family.map_or(JsValue::UNDEFINED, |family| family.key().into())),
            ("isRead", route.is_read().into()),
        ]);
        self.route = Some(route);
        Ok(self.act(Stage::Authorize, &[("operation", operation.into())]))
    }

    /// Who it is, as a text; anything else is nobody. Only who is known is told what is allowed.
    fn admit(&mut self, outcome: &Outcome) -> Turn {
        if outcome.has_failed() {
            return Err(Refusal::failed(outcome, &["it could not be found out who asks"]));
        }
        let given = outcome.value();
        let user = given.as_string().filter(|user| !user.is_empty());
        let Some(user) = user else { return Err(Refusal::new(401, &["sign in first"])) };
        // Half a character becomes another text here, which may be another user's.
        if user.len() > USER_LENGTH || given != JsValue::from_str(&user) {
            let words = "`authorize` must name the user by a well-formed text of at most 256 bytes";
            return Err(Refusal::new(500, &[words]).told());
        }
        self.user = user;
        let Self { request, settings, route, .. } = self;
        if let Some(route) = route.as_ref().filter(|route| !settings.allow.permits(route)) {
            return Err(Refusal::new(403, &["`", &route.name, "` is not among what this proxy allows"]));
        }
        request.check_spent()?;
        if self.request.has_body() {
            let Settings { max_body_bytes, body_timeout_ms, .. } = *self.settings;
            let limits = [("most", max_body_bytes.into()), ("ms", body_timeout_ms.into())];
            return Ok(self.act(Stage::Body, &limits));
        }
        self.ask_owners()
    }

    fn take_body(&mut self, outcome: &Outcome) -> Turn {
        if outcome.is_too_long() {
            return Err(Refusal::new(413, &["the body is too long for this proxy"]));
        }
        if outcome.is_late() {
            return Err(Refusal::new(408, &["the body took too long"]));
        }
        if outcome.is_spent() {
            return Err(spent());
        }
        if outcome.is_short() {
            let words =
                ["the body is shorter than its `content-length`: it broke off, or was read before; ", MOUNT];
            return Err(Refusal::new(400, &words).told());
        }
        let text = outcome.value();
        if outcome.has_failed() || text.is_undefined() {
            return Err(Refusal::new(400, &["the body broke off, or is no UTF-8"]));
        }
        if text.is_falsy() {
            return self.ask_owners();
        }
        self.request.check_type()?;
        self.body = Some(Body::read(&text)?);
        self.ask_owners()
    }

    /// Looks up the owners of the records that the request names.
    fn ask_owners(&mut self) -> Turn {
        let Self { route: Some(route), body, request, .. } = self else { return Err(no_operation()) };
        if route.needs_body() && body.is_none() {
            return Err(Refusal::new(
                400,
                &["`", &route.name, "` needs a body, which must be a JSON object"],
            ));
        }
        if route.needs_members() && body.as_ref().is_some_and(Body::is_empty) {
            return Err(Refusal::new(400, &["`", &route.name, "` needs parameters, and the body has none"]));
        }
        self.named = Named::read(route, request, body.as_ref(), host::now())?;
        if self.settings.shared || self.named.keys.is_empty() {
            return self.ready();
        }
        let keys = texts(&self.named.keys);
        Ok(self.act(Stage::Owners, &[("ids", keys)]))
    }

    fn check_owners(&mut self, outcome: &Outcome) -> Turn {
        let owners = owners(outcome)?;
        let mut avatar = self.named.avatar.take();
        for (place, key) in self.named.keys.iter().enumerate() {
            let owner = owners.get(place as u32).as_string();
            let is_mine = owner.as_ref() == Some(&self.user);
            // Nobody learns which ids there are.
            if !is_mine && (place < self.named.own || owner.is_some()) {
                return Err(not_yours());
            }
            if is_mine {
                self.mine.insert(key.clone());
                avatar = avatar.filter(|avatar| avatar != key);
            }
        }
        // Nobody has been noted for it: it is public, or the service has made it since.
        match avatar.filter(|avatar| !self.settings.public_avatars.borrow().contains(avatar)) {
            Some(avatar) => {
                self.named.avatar = Some(avatar);
                self.fetch(Stage::Avatars, rules::AVATARS)
            }
            None => self.ready(),
        }
    }

    /// Nothing forbids the request: a list is gathered, a start is counted, and the rest is sent.
    pub(super) fn ready(&mut self) -> Turn {
        let Some(route) = &self.route else { return Err(no_operation()) };
        let paged = route.verb.filter(|verb| verb.answers() == Answers::Page).and(route.family);
        if let Some(family) = paged.filter(|_| !self.settings.shared) {
            self.listing = Some(Listing::new(family.paging(), &self.request));
            self.send()
        } else if route.is_start() {
            self.count(JsValue::UNDEFINED)
        } else if route.name == rules::JOIN {
            self.count_room()
        } else {
            self.prepare()
        }
    }

    pub(super) fn send(&mut self) -> Turn {
        let query = match &self.listing {
            Some(listing) => listing.query(&self.request),
            None => self.request.query.clone(),
        };
        let pairs = query.iter().filter(|(name, _)| !HOOKS.contains(&name.as_str()));
        let pairs: Array = pairs.map(|(name, value)| header(name, value)).collect();
        let body = self.written_body();
        // What is made must be known to be somebody's, also where the caller goes away.
        let ends_with_caller = self.route.as_ref().is_some_and(|route| !route.makes());
        let (method, path) = (self.request.method.as_str().into(), self.request.path.as_str().into());
        let command = [
            ("method", method),
            ("path", path),
            ("query", pairs.into()),
            ("body", body),
            ("endsWithCaller", ends_with_caller.into()),
        ];
        Ok(self.act(Stage::Send, &command))
    }

    /// Reads one of the account's lists for the proxy itself.
    pub(super) fn fetch(&mut self, stage: Stage, name: &str) -> Turn {
        let Some(route) = Route::named(name) else { return Err(no_operation()) };
        let body = if route.operation.method == "POST" { "{}".into() } else { JsValue::UNDEFINED };
        let command = [
            ("method", route.operation.method.into()),
            ("path", route.operation.template().into()),
            ("query", Array::new().into()),
            ("body", body),
            ("endsWithCaller", true.into()),
        ];
        Ok(self.act(stage, &command))
    }

    pub(super) fn written_body(&self) -> JsValue {
        self.body.as_ref().map_or(JsValue::UNDEFINED, Body::text)
    }

    pub(super) fn act(&mut self, stage: Stage, more: &[(&str, JsValue)]) -> Next<JsValue, Command> {
        self.was_sent |= matches!(stage, Stage::Send | Stage::Carry);
        self.stage = Some(stage);
        let command = host::object(more);
        host::set(&command, "task", &stage.task().into());
        Next::Do(Command(command))
    }
}

pub(super) fn not_yours() -> Refusal {
    Refusal::new(404, &["there is no such record of yours"])
}

pub(super) fn no_operation() -> Refusal {
    Refusal::new(500, &["no operation"])
}

pub(super) fn texts(keys: &[String]) -> JsValue {
    keys.iter().map(JsValue::from).collect::<Array>().into()
}

/// The owners of records, or `undefined`, in their order.
pub(super) fn owners(outcome: &Outcome) -> Result<Array, Refusal> {
    host::elements(&outcome.value())
        .ok_or_else(|| Refusal::failed(outcome, &["it could not be found out whose these records are"]))
}
