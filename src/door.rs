//! The verbs of a family and the single operations, on values of JavaScript. Both doors come
//! through here: the class of `js` as it is, the typed one of [`crate::tasks`] with a codec around.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::attempt::Call;
use crate::client::Client;
use crate::config::CallOptions;
use crate::envelope::Reply;
use crate::error::{Error, ErrorKind, Result};
use crate::family::Family;
use crate::operation::{Effect, Operation};
use crate::page::{self, Page};
use crate::scope::Scope;
use crate::task::Task;
use crate::{host, params, path, query, text};

impl Client {
    /// Sends one operation: `id` fills its path, `params` are its body or, for GET and DELETE, its
    /// query.
    pub(crate) async fn request(
        &self,
        operation: &Operation,
        id: &JsValue,
        params: &JsValue,
        options: &CallOptions,
    ) -> Result<Reply> {
        let mut path = operation.template();
        if path.contains('{') {
            path = path::fill(&path, &self.id(operation, id)?);
        }
        let mut warn = |message: &str| self.warn(message);
        let (query, body) = match operation.method {
            "POST" | "PUT" => (String::new(), params::read(operation, params, &mut warn)?.0.into()),
            _ if params.is_undefined() && operation.fields.is_empty() => (String::new(), JsValue::UNDEFINED),
            _ => {
                let sent = params::read(operation, params, &mut warn)?.1;
                (query::write(&operation.name(), &sent)?, JsValue::UNDEFINED)
            }
        };
        let scope = Scope::open(&options.signal)?;
        let call = Call {
            method: operation.method,
            path,
            effect: operation.effect,
            query,
            body,
            options,
            raw: false,
            put: None,
        };
        self.execute(call, &scope).await
    }

    fn id(&self, operation: &Operation, id: &JsValue) -> Result<String> {
        let text = id.as_string().or_else(|| crate::task::id_of(id));
        text.filter(|id| path::is_id(id)).ok_or_else(|| Error::input(&operation.name(), "id", path::NO_ID))
    }

    /// Starts a task.
    pub(crate) async fn start(
        &self,
        family: &'static Family,
        params: &JsValue,
        options: &CallOptions,
    ) -> Result<Task> {
        let started_at = host::now();
        let operation = family.start();
        let reply = self.request(&operation, &JsValue::UNDEFINED, params, options).await?;
        let records = page::records(&reply.data).unwrap_or_else(|| js_sys::Array::of1(&reply.data));
        let mut first: Option<Task> = None;
        for record in records.iter() {
            match (Task::read(family, &record, started_at), &mut first) {
                (Some(task), Some(first)) => first.siblings.push(task),
                (task, first @ None) => *first = task,
                (None, Some(_)) => {}
            }
        }
        first.ok_or_else(|| nothing_started(&operation, reply))
    }

    /// One record.
    pub(crate) async fn get(
        &self,
        family: &'static Family,
        id: &JsValue,
        options: &CallOptions,
    ) -> Result<JsValue> {
        let (operation, parameter) = family.detail();
        if parameter.is_empty() {
            return Ok(self.request(&operation, id, &JsValue::UNDEFINED, options).await?.data);
        }
        let id = self.id(&operation, id)?;
        let query = host::object(&[(parameter, id.as_str().into())]).into();
        let data = self.request(&operation, &JsValue::UNDEFINED, &query, options).await?.data;
        // Whether this answers an object or an array is not documented.
        Ok(match page::records(&data) {
            Some(records) => pick(&records, &id).unwrap_or_else(|| records.get(0)),
            None => data,
        })
    }

    /// One page of records.
    pub(crate) async fn list(
        &self,
        family: &'static Family,
        given: &JsValue,
        options: &CallOptions,
    ) -> Result<Page<JsValue>> {
        let operation = family.list().ok_or_else(|| unsupported(family, "list"))?;
        let name = operation.name();
        let query = params::optional(&name, "the parameters", given)?;
        let (page_key, size_key) = family.paging.names();
        let page = take(&query, &name, "page", page_key, 1, i32::MAX)?;
        let page_size = take(&query, &name, "pageSize", size_key, 20, 100)?;
        let data = self.request(&operation, &JsValue::UNDEFINED, &query, options).await?.data;
        Page::read(&data, family.paging, page, page_size).ok_or_else(|| no_list(&name))
    }

    /// Records by id; ids that the service does not know are left out of its answer.
    pub(crate) async fn batch(
        &self,
        family: &'static Family,
        ids: &JsValue,
        options: &CallOptions,
    ) -> Result<JsValue> {
        let operation = family.batch().ok_or_else(|| unsupported(family, "batch"))?;
        let given = host::elements(ids).filter(|ids| (1..=200).contains(&ids.length()));
        let good = given.filter(|ids| ids.iter().all(|id| id.as_string().is_some_and(|id| path::is_id(&id))));
        let Some(good) = good else {
            return Err(Error::input(
                &operation.name(),
                "ids",
                "must be an array of 1 to 200 ids of 24 hexadecimal digits",
            ));
        };
        let body = host::object(&[("ids", good.into())]).into();
        let data = self.request(&operation, &JsValue::UNDEFINED, &body, options).await?.data;
        page::records(&data).map(JsValue::from).ok_or_else(|| no_list(&operation.name()))
    }

    /// Deletes one record.
    pub(crate) async fn delete(
        &self,
        family: &'static Family,
        id: &JsValue,
        options: &CallOptions,
    ) -> Result<JsValue> {
        let operation = family.delete().ok_or_else(|| unsupported(family, "delete"))?;
        Ok(self.request(&operation, id, &JsValue::UNDEFINED, options).await?.data)
    }

    /// Any operation by its path: the way to what this library does not know.
    pub async fn call(
        &self,
        method: &str,
        path: &str,
        given: CallParts,
        options: &CallOptions,
    ) -> Result<JsValue> {
        const METHODS: [(&str, Effect); 6] = [
            ("GET", Effect::Read),
            ("HEAD", Effect::Read),
            ("DELETE", Effect::Delete),
            // Nobody knows what these do, so they are treated like a start.
            ("POST", Effect::Charge),
            ("PUT", Effect::Charge),
            ("PATCH", Effect::Charge),
        ];
        let upper = method.to_ascii_uppercase();
        let Some((method, effect)) = METHODS.into_iter().find(|(known, _)| *known == upper) else {
            return Err(Error::input("call", "method", "must be GET, HEAD, POST, PUT, PATCH or DELETE"));
        };
        if let Some(problem) = path::problem(path) {
            return Err(Error::input("call", "path", problem));
        }
        let query = query::write("call", &params::optional("call", "the query", &given.query)?.into())?;
        let body = match given.body {
            none if none.is_undefined() => none,
            body => params::snapshot("call", &body)?.0.into(),
        };
        let scope = Scope::open(&options.signal)?;
        let call =
            Call { method, path: path.into(), effect, query, body, options, raw: given.raw, put: None };
        if given.raw { self.raw(call, &scope).await } else { Ok(self.execute(call, &scope).await?.data) }
    }
}

/// What a call by path takes besides method and path.
#[derive(Clone, Default)]
pub struct CallParts {
    /// Query parameters, as an object, or `undefined`.
    pub query: JsValue,
    /// A body for JSON, or `undefined`.
    pub body: JsValue,
    /// Gives the `Response` itself, whatever its status.
    pub raw: bool,
}

/// Finds a record by its id.
pub(crate) fn pick(records: &js_sys::Array, id: &str) -> Option<JsValue> {
    records.iter().find(|record| crate::task::id_of(record).as_deref() == Some(id))
}

fn no_list(name: &str) -> Error {
    Error::new(ErrorKind::Decode, &[name, ": the answer holds no list of records"])
}

fn unsupported(family: &Family, verb: &str) -> Error {
    Error::new(ErrorKind::Unsupported, &[family.key, ".", verb, ": the service has no such operation"])
}

/// Moves a page number from our name to the wire's; either may be given.
fn take(query: &Object, name: &str, ours: &str, wire: &str, default: u32, max: i32) -> Result<u32> {
    let given = match host::get(query, ours) {
        none if none.is_undefined() => host::get(query, wire),
        given => given,
    };
    let number = match given {
        none if none.is_undefined() => f64::from(default),
        given => given
            .as_f64()
            .filter(|n| n.fract() == 0.0 && (1.0..=f64::from(max)).contains(n))
            .ok_or_else(|| {
                let problem = if max == 100 {
                    "must be a whole number from 1 to 100"
                } else {
                    "must be a whole number from 1"
                };
                Error::input(name, ours, problem)
            })?,
    };
    let _ = js_sys::Reflect::delete_property(query, &ours.into());
    if !wire.is_empty() {
        host::set(query, wire, &number.into());
    }
    Ok(number as u32)
}

/// A start that was accepted without naming a task. Observed in clients: HTTP 200, code 0 and the
/// word NSFW where the input was refused.
fn nothing_started(operation: &Operation, reply: Reply) -> Error {
    let body = host::stringify(&reply.data).ok().and_then(|text| text.as_string()).unwrap_or_default();
    let refused = text::holds(&body.to_ascii_lowercase(), "nsfw");
    let start = text::quote(&body, &reply.token, 200);
    let (kind, message) = match refused {
        true => (ErrorKind::Moderation, ": nothing was started: "),
        false => (
            ErrorKind::UnknownOutcome,
            ": accepted without the id of a task; it may have been charged: look at the list. The answer was ",
        ),
    };
    Error::new(kind, &[&operation.name(), message, &start]).with(|facts| {
        facts.method = operation.method;
        facts.path = operation.template();
        facts.trace_id = reply.trace_id;
        facts.attempts = 1;
        facts.status = 200;
        facts.outcome_unknown = !refused;
    })
}
