//! The verbs of a family: what each asks for, and what it makes of the answer.

use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{self, id_of, read_id};
use crate::record::page::{self, Rows};
use crate::record::view::{self, Task, TaskState};
use crate::request::params;
use crate::request::prepare;
use crate::schema::family::Family;
use crate::schema::operation::Operation;
use crate::schema::verb::{Takes, Verb};
use crate::transport::call::Call;
use crate::transport::envelope::Reply;
use crate::{host, text};

/// A verb that was asked, until its answer arrives.
pub(crate) struct PendingResponse {
    family: Family,
    operation: Operation,
    /// The id that was asked for, or the ids as JSON, in small letters.
    id: String,
    page: u32,
    page_size: u32,
    at: f64,
}

/// Checks what a verb is given and makes the call of it. `given` is the id, the parameters, the ids or the query; `name` is
/// read by verbs that take a name too.
pub(crate) fn request(
    context: &Context,
    family: Family,
    verb: Verb,
    given: &JsValue,
    name: &JsValue,
    options: &Rc<CallOptions>,
) -> Result<(Box<Call>, Box<PendingResponse>)> {
    let Some(operation) = family.operation(verb) else {
        return Err(Error::new(ErrorKind::Unsupported, &[": the service has no such operation"]));
    };
    let (mut page, mut page_size) = (1, 1);
    let params = match verb.takes() {
        Takes::Params => given.clone(),
        Takes::Id | Takes::Nothing => JsValue::UNDEFINED,
        Takes::IdAndName => host::object(&[("name", name.clone())]).into(),
        Takes::Ids => host::object(&[("ids", ids(given)?.into())]).into(),
        Takes::Query => {
            let query = params::optional("the parameters", given)?;
            let (page_key, size_key) = family.paging().names();
            page = take(&query, "page", page_key, 1, i32::MAX)?;
            page_size = take(&query, "pageSize", size_key, 20, 100)?;
            // A start with a wrong name fails; a list would give all rows, as if they had been filtered.
            let known = text::join(&[page_key, " ", size_key, " ", operation.fields]);
            if let Some(name) = params::unknown(&query, &known).as_string() {
                let problem = text::join(&["is unknown; a list takes: page pageSize ", operation.fields]);
                return Err(Error::input(&name, &problem));
            }
            query.into()
        }
    };
    let mut call = prepare::prepare(context, &operation, given, &params, options)?;
    if verb == Verb::Start {
        call.family = family;
    }
    // The answer is searched for them.
    let id = match verb.takes() {
        Takes::Ids => text::lower(&host::stringify(given).as_string().unwrap_or_default()),
        Takes::Id | Takes::IdAndName => read_id(given)?,
        Takes::Params | Takes::Query | Takes::Nothing => String::new(),
    };
    Ok((call, Box::new(PendingResponse { family, operation, id, page, page_size, at: host::now() })))
}

impl PendingResponse {
    /// A start whose parameters were checked before.
    pub(crate) fn start(
        family: Family,
        params: &Object,
        options: &Rc<CallOptions>,
    ) -> (Box<Call>, Box<Self>) {
        let operation = family.start();
        let mut call = Call::new(operation.method, operation.template(), operation.effect, options);
        (call.body, call.family) = (params::written(params), family);
        let (id, at) = (String::new(), host::now());
        (call, Box::new(Self { family, operation, id, page: 1, page_size: 1, at }))
    }

    /// The task that was started, with those beside it.
    pub(crate) fn task(&self, reply: &Reply) -> Result<Task> {
        let records = page::listed(&reply.data);
        if let Some(task) = Task::started(self.family, &records, self.at) {
            return Ok(task);
        }
        // Observed in older services: the pictures themselves, without a task.
        let task = Task::view(self.family, String::new(), &records.get(0), self.at, false);
        match task.state == TaskState::Succeeded && task.has_result {
            true => Ok(task),
            false => Err(self.nothing_started(reply)),
        }
    }

    /// The record; with `exact` it must have the id that was asked for.
    pub(crate) fn record(&self, reply: &Reply, exact: bool) -> Result<JsValue> {
        let data = &reply.data;
        // A record may have a list of its own.
        let records = page::records(data).filter(|_| id_of(data).is_none());
        let fits = |row: &JsValue| match id_of(row) {
            Some(_) => view::has_id(row, &self.id),
            None => !exact && host::is_filled(row),
        };
        if records.is_none() {
            self.check(data, reply)?;
        }
        let found = records.map_or_else(|| Some(data.clone()).filter(&fits), |rows| rows.iter().find(&fits));
        match found {
            Some(found) if found.is_object() => Ok(found),
            _ => {
                let words =
                    ": the answer holds no record of it. A task that was just started may not be there yet";
                // Something other than the service says nothing of a task.
                let kind = if reply.envelope { ErrorKind::NotFound } else { ErrorKind::Decode };
                Err(self.error(kind, words, reply).with(|facts| facts.retryable = reply.envelope))
            }
        }
    }

    /// The page.
    pub(crate) fn page(&self, reply: &Reply) -> Result<Rows> {
        let page = Rows::read(&reply.data, self.family.paging(), self.page, self.page_size);
        page.ok_or_else(|| self.no_list(reply))
    }

    /// The records of a batch; ids that the service does not know are left out of its answer.
    pub(crate) fn records(&self, reply: &Reply) -> Result<Array> {
        let records = page::records(&reply.data).ok_or_else(|| self.no_list(reply))?;
        for record in records.iter() {
            self.check(&record, reply)?;
        }
        Ok(records)
    }

    /// Refuses the record of an id that was not asked for.
    fn check(&self, record: &JsValue, reply: &Reply) -> Result<()> {
        let Some(other) = id_of(record).filter(|_| !view::has_id(record, &self.id)) else { return Ok(()) };
        let words = [": the service gave the record of ", &other, ", which was not asked for"];
        Err(self.error(ErrorKind::Decode, &text::join(&words), reply))
    }

    fn no_list(&self, reply: &Reply) -> Error {
        self.error(ErrorKind::Decode, ": the answer holds no list of records", reply)
    }

    /// A start that was accepted without naming a task. Observed in clients: HTTP 200, code 0 and
    /// the word NSFW where the input was refused.
    fn nothing_started(&self, reply: &Reply) -> Error {
        let body = host::stringify(&reply.data);
        let refused = text::holds(&text::lower(&body.as_string().unwrap_or_default()), "nsfw");
        let start = host::beginning(&body);
        let (kind, words) = match refused {
            true => (ErrorKind::Moderation, ": nothing was started: "),
            false => (
                ErrorKind::UnknownOutcome,
                ": accepted without the id of a task; it may have been charged: look at the list. The answer was ",
            ),
        };
        self.error(kind, words, reply).with(|facts| {
            facts.message.push_str(&start);
            facts.outcome_unknown = !refused;
        })
    }

    /// An answer that arrived and is not what was asked for.
    fn error(&self, kind: ErrorKind, words: &str, reply: &Reply) -> Error {
        Error::new(kind, &[words]).with(|facts| {
            facts.method = self.operation.method;
            facts.path = self.operation.template();
            facts.trace_id = reply.trace_id.as_string().unwrap_or_default();
            facts.attempts = 1;
            facts.status = reply.status;
            facts.envelope = reply.envelope;
        })
    }
}

/// The ids of a batch.
fn ids(given: &JsValue) -> Result<Array> {
    let given = host::elements(given).filter(|ids| (1..=200).contains(&ids.length()));
    let good = given.filter(|ids| ids.iter().all(|id| id.as_string().is_some_and(|id| id::is_id(&id))));
    good.ok_or_else(|| {
        let problem = "must be an array of 1 to 200 ids of 24 hexadecimal digits";
        Error::input("ids", problem)
    })
}

/// Moves a page number from our name to the wire's; either may be given.
fn take(query: &Object, ours: &str, wire: &str, default: u32, max: i32) -> Result<u32> {
    let number = match host::take_out(query, ours, wire) {
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
                Error::input(ours, problem)
            })?,
    };
    if !wire.is_empty() {
        host::set(query, wire, &number.into());
    }
    Ok(number as u32)
}
