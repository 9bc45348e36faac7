//! One request: who asks, for what, about whose records, and what comes back.

use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::command::Next;
use crate::server::answer::Answer;
use crate::server::keys;
use crate::server::lists::Listing;
use crate::server::named::Named;
use crate::server::refusal::{Refusal, header};
use crate::server::request::{MOUNT, Request};
use crate::server::routes::Route;
use crate::server::settings::Settings;
use crate::{host, path, text};

/// Where files go that do not go straight to the storage.
const UPLOAD: &str = "/upload";
/// The longest name of a user, which becomes a part of keys in stores.
const USER_LENGTH: usize = 256;

/// A turn: the next command, or the answer.
pub(super) type Turn = Result<Next<JsValue>, Refusal>;

/// The machine of a request. Commands are carried out by `server-core.js`.
#[wasm_bindgen(skip_typescript)]
pub struct Visit {
    pub(super) settings: Rc<Settings>,
    pub(super) request: Request,
    pub(super) route: Option<Route>,
    pub(super) user: String,
    body: Option<Object>,
    pub(super) listing: Option<Listing>,
    /// Tasks that turned out to be the user's.
    pub(super) found: Vec<String>,
    /// What the service said, while it is found out whose it is.
    pub(super) answer: Option<Answer>,
    /// Whether anything may have left for the service or the storage.
    pub(super) was_sent: bool,
    stage: Stage,
}

#[derive(Clone, Copy)]
pub(super) enum Stage {
    Begin,
    Authorize,
    Body,
    /// Whose the named records are: the first so many must be the user's own, the others nobody else's.
    Owners(u32),
    /// The key of a start is the user's, before it is sent.
    Key,
    /// Whether the user may start this now.
    Limit,
    Sign,
    Send,
    /// Whose the records of a list are.
    Whose,
    /// Whose the records are that were perhaps made.
    Free,
    Own,
    /// Where an upload goes instead.
    Detour,
    Carry,
}

#[wasm_bindgen]
impl Visit {
    /// The next command, or `{ value }`: status, headers, and the body as a text or a stream.
    pub fn step(&mut self, outcome: &JsValue) -> JsValue {
        match self.turn(outcome) {
            Ok(Next::Do(command)) => command.into(),
            Ok(Next::Done(value)) => host::done_with(&value).into(),
            Err(refusal) => host::done_with(&self.refused(&refusal)).into(),
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
            listing: None,
            found: Vec::new(),
            answer: None,
            was_sent: false,
            stage: Stage::Begin,
        }
    }

    fn turn(&mut self, outcome: &JsValue) -> Turn {
        match self.stage {
            Stage::Begin => self.begin(),
            Stage::Authorize => self.admit(outcome),
            Stage::Body => self.take_body(outcome),
            Stage::Owners(needed) => self.check_owners(outcome, needed),
            Stage::Key => self.keyed(outcome),
            Stage::Limit => self.limited(outcome),
            Stage::Sign => self.signed(outcome),
            Stage::Send => self.answered(outcome),
            Stage::Whose => self.divide(outcome),
            Stage::Free => self.claim(outcome),
            Stage::Own => self.owned(outcome),
            Stage::Detour => self.sent_round(outcome),
            Stage::Carry => self.carried(outcome),
        }
    }

    /// What can be refused without knowing who asks.
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
            request.check_spent()?;
            return Ok(self.act(Stage::Carry, "carry", &[]));
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
        Ok(self.act(Stage::Authorize, "authorize", &[("operation", operation.into())]))
    }

    /// Who it is, as a text; anything else is nobody. Only who is known is told what is allowed.
    fn admit(&mut self, outcome: &JsValue) -> Turn {
        if failed(outcome) {
            return Err(Refusal::failed(outcome, &["it could not be found out who asks"]));
        }
        let given = host::get(outcome, "value");
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
            return Ok(self.act(Stage::Body, "body", &limits));
        }
        self.ask_owners()
    }

    fn take_body(&mut self, outcome: &JsValue) -> Turn {
        if host::get(outcome, "isTooLong").is_truthy() {
            return Err(Refusal::new(413, &["the body is too long for this proxy"]));
        }
        if host::get(outcome, "isLate").is_truthy() {
            return Err(Refusal::new(408, &["the body took too long"]));
        }
        if host::get(outcome, "isShort").is_truthy() {
            let words =
                ["the body is shorter than its `content-length`: it broke off, or was read before; ", MOUNT];
            return Err(Refusal::new(400, &words).told());
        }
        let text = host::get(outcome, "value");
        if failed(outcome) || text.is_undefined() {
            return Err(Refusal::new(400, &["the body broke off, or is no UTF-8"]));
        }
        if text.as_string().is_some_and(|text| text.is_empty()) {
            return self.ask_owners();
        }
        self.request.check_type()?;
        let parsed = host::parse(&text).filter(|value| value.is_object() && host::elements(value).is_none());
        let body: Option<Object> = parsed.and_then(|value| value.dyn_into().ok());
        let body = body.ok_or_else(|| Refusal::new(400, &["the body must be a JSON object"]))?;
        // Where a webhook goes is this side's to say.
        for name in ["webhook_url", "webhook_token"] {
            host::set(&body, name, &JsValue::UNDEFINED);
        }
        self.body = Some(body);
        self.ask_owners()
    }

    /// Asks whose the records are that the request names.
    fn ask_owners(&mut self) -> Turn {
        let Some(route) = &self.route else { return Err(Refusal::new(500, &["no operation"])) };
        let named = Named::read(route, &self.request, self.body.as_ref())?;
        if self.settings.shared || named.ids.is_empty() {
            return self.ready();
        }
        let (ids, own) = (written(&named.ids), named.own);
        Ok(self.act(Stage::Owners(own), "owners", &[("ids", ids)]))
    }

    fn check_owners(&mut self, outcome: &JsValue, own: u32) -> Turn {
        for (place, owner) in owners(outcome)?.iter().enumerate() {
            let mine = owner.as_string().is_some_and(|owner| owner == self.user);
            // Nobody learns which ids there are.
            if !mine && (place < own as usize || !owner.is_undefined()) {
                return Err(Refusal::new(404, &["there is no such record of yours"]));
            }
        }
        self.ready()
    }

    /// Nothing forbids it: a list is gathered, a start counted, and the rest is sent.
    fn ready(&mut self) -> Turn {
        let Some(route) = &self.route else { return Err(Refusal::new(500, &["no operation"])) };
        match (route.family, route.verb) {
            (Some(family), "list") if !self.settings.shared => {
                self.listing = Some(Listing::new(family.paging(), &self.request));
                self.send()
            }
            (Some(_), "start") => match self.body.as_ref().and_then(|body| keys::of(body, &self.user)) {
                Some(key) if !self.settings.shared => Ok(self.own(Stage::Key, &[key])),
                _ => self.count(),
            },
            _ => self.send(),
        }
    }

    fn keyed(&mut self, outcome: &JsValue) -> Turn {
        match failed(outcome) {
            true => Err(Refusal::failed(outcome, &["the key could not be remembered; nothing was sent"])),
            false => self.count(),
        }
    }

    fn count(&mut self) -> Turn {
        if !self.settings.limits {
            return self.sign();
        }
        let (user, path) = (self.user.as_str().into(), self.request.path.as_str().into());
        let start = [("user", user), ("path", path), ("body", self.written_body())];
        Ok(self.act(Stage::Limit, "limit", &start))
    }

    fn limited(&mut self, outcome: &JsValue) -> Turn {
        if failed(outcome) {
            let words = ["it could not be found out whether you may start this; nothing was sent"];
            return Err(Refusal::failed(outcome, &words));
        }
        match Refusal::limit(outcome) {
            Some(refusal) => Err(refusal),
            None => self.sign(),
        }
    }

    /// Has the service tell of the end of a start, where it can.
    fn sign(&mut self) -> Turn {
        let signed = self.route.as_ref().filter(|route| text::holds(route.operation.fields, "webhook_url"));
        match signed.and_then(|route| route.family).filter(|_| !self.settings.webhook_url.is_empty()) {
            Some(family) => Ok(self.act(Stage::Sign, "sign", &[("family", family.key().into())])),
            None => self.send(),
        }
    }

    /// Takes the address and the token of the webhook of a start.
    fn signed(&mut self, outcome: &JsValue) -> Turn {
        let (url, token) = (host::text(outcome, "url"), host::text(outcome, "token"));
        let Some((url, token)) = url.zip(token) else {
            return Err(Refusal::new(500, &["the webhook could not be signed; nothing was sent"]));
        };
        let body = self.body.get_or_insert_default();
        host::set(body, "webhook_url", &url.into());
        host::set(body, "webhook_token", &token.into());
        self.send()
    }

    pub(super) fn send(&mut self) -> Turn {
        let query = match &self.listing {
            Some(listing) => listing.query(&self.request),
            None => self.request.query.clone(),
        };
        let hook = |name: &str| text::among(name, "webhook_url webhook_token");
        let pairs = query.iter().filter(|(name, _)| !hook(name)).map(|(name, value)| header(name, value));
        let pairs: Array = pairs.collect();
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
        Ok(self.act(Stage::Send, "send", &command))
    }

    fn written_body(&self) -> JsValue {
        self.body.as_ref().map_or(JsValue::UNDEFINED, |body| host::stringify(body).unwrap_or_default())
    }

    pub(super) fn act(&mut self, stage: Stage, task: &str, more: &[(&str, JsValue)]) -> Next<JsValue> {
        self.was_sent |= matches!(stage, Stage::Send | Stage::Carry);
        self.stage = stage;
        let command = host::object(more);
        host::set(&command, "task", &task.into());
        Next::Do(command)
    }
}

/// Ids as they are remembered: the same one can be written in two ways, a key cannot.
pub(super) fn written(ids: &[String]) -> JsValue {
    let one = |id: &String| if path::is_id(id) { id.to_ascii_lowercase() } else { id.clone() };
    ids.iter().map(|id| JsValue::from(one(id))).collect::<Array>().into()
}

pub(super) fn failed(outcome: &JsValue) -> bool {
    host::get(outcome, "isFailed").is_truthy()
}

/// The users of records, or `undefined`, in their order.
pub(super) fn owners(outcome: &JsValue) -> Result<Array, Refusal> {
    host::elements(&host::get(outcome, "value"))
        .ok_or_else(|| Refusal::failed(outcome, &["it could not be found out whose these records are"]))
}
