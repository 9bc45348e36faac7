//! Starts with a key: once, although the service has no such thing.
//!
//! The key travels in the task's name. So the list tells whether an earlier start with the same key, or one
//! whose answer was lost, has made a task, and that task is taken instead of a second one.

use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::client::Client;
use crate::command::{self, Next, Step};
use crate::config::CallOptions;
use crate::envelope::Reply;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::Exchange;
use crate::family::Family;
use crate::grammar::Field;
use crate::page::Rows;
use crate::starts::Start;
use crate::task::{Task, id_of};
use crate::verbs::{Asked, Verb};
use crate::{host, params, text};

/// What stands before a key in the name of its task.
pub(crate) const BEFORE: &str = "[a2e:";
/// When to look for a task whose start got no clear answer, in milliseconds after that.
const LOOKS_MS: [f64; 4] = [1_000.0, 5_000.0, 15_000.0, 30_000.0];
/// How far the service's clock may be behind ours.
const SKEW_MS: f64 = 300_000.0;
/// Pages of the list that one look reads at most, of 100 rows each.
const PAGES: u32 = 50;

/// A key, and what may be done with it.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// 8 to 64 letters, digits, `_` or `-`.
    pub key: String,
    /// Whether a start of which no look finds a trace is sent again.
    pub resend: bool,
}

/// The next step; nothing where a request was made, whose first step is to come.
type Move = Result<Option<Next<Rc<Task>>>>;

/// A start with a key, until there is a task.
pub(crate) struct Keyed {
    client: Client,
    family: Family,
    options: Rc<CallOptions>,
    resend: bool,
    params: Object,
    /// The field with the name, the name with the key, and the key as it stands there.
    field: &'static str,
    name: String,
    tag: String,
    entry: Rc<Start>,
    leads: bool,
    /// The start, or the look at a page of the list, that is under way; nothing while another start with the key
    /// is at it, and before a look.
    asked: Option<(Box<Exchange>, Box<Asked>)>,
    /// The page of the list; 0 for the start.
    page: u32,
    /// The failure after which nobody knows whether there is a task, and when that was.
    failure: Option<Error>,
    failed_at: f64,
    looks: usize,
    /// Whether every look has shown all that it had to.
    clear: bool,
    resent: u32,
}

impl Keyed {
    pub(crate) fn new(
        client: &Client,
        family: Family,
        given: &JsValue,
        key: Key,
        options: Rc<CallOptions>,
    ) -> Result<Box<Self>> {
        let operation = family.start().name();
        let wrong = |problem: &str| Error::option(&operation, "idempotencyKey", problem);
        if !is_key(&key.key) {
            return Err(wrong("must be 8 to 64 letters, digits, `_` or `-`"));
        }
        let Some(field) = name_field(family).filter(|_| family.list().is_some()) else {
            return Err(wrong("cannot be used: tasks of this family have no name, or no list to find it in"));
        };
        let tag = text::join(&[BEFORE, &key.key, "]"]);
        let params = params::optional("the parameters", given).map_err(|error| error.of(&operation))?;
        // What is wrong is said before the list is asked, also of a name that is no text.
        let (call, _) = client.ask(family, &Verb::Start, &params, &options)?;
        let name = match host::text(&params, field).unwrap_or_default() {
            none if none.is_empty() => tag.clone(),
            given => text::join(&[&given, " ", &tag]),
        };
        host::set(&params, field, &name.as_str().into());
        let start = Start::new(family, key.key, call.body);
        let entry = client.starts().enter(start).ok_or_else(|| {
            Error::input(&operation, "idempotencyKey", "is that of a start with other parameters")
        })?;
        Ok(Box::new(Self {
            client: client.clone(),
            family,
            options,
            resend: key.resend,
            params,
            field,
            name,
            tag,
            entry,
            leads: false,
            asked: None,
            page: 0,
            failure: None,
            failed_at: 0.0,
            looks: 0,
            clear: true,
            resent: 0,
        }))
    }

    /// The next step towards the task.
    pub(crate) fn step(&mut self, outcome: &JsValue) -> Step<Rc<Task>> {
        let result = match self.advance(outcome) {
            Ok(Next::Do(command)) => return Ok(Next::Do(command)),
            Ok(Next::Done(task)) => Ok(task),
            Err(error) if self.failure.is_none() => Err(error),
            // Whatever ends it now, the start may have made a task.
            Err(error) => Err(error.with(|facts| facts.outcome_unknown = true)),
        };
        // A start that was aborted is for the next one with its key to take up.
        let aborted = result.as_ref().is_err_and(|error| error.kind() == ErrorKind::Aborted);
        if self.leads && !aborted {
            let _ = self.entry.outcome.set(result.clone());
        }
        result.map(Next::Done)
    }

    fn advance(&mut self, outcome: &JsValue) -> Step<Rc<Task>> {
        let nothing = JsValue::UNDEFINED;
        let mut outcome = outcome;
        loop {
            let next = match &mut self.asked {
                Some(asked) => {
                    let reply = match asked.0.step(outcome) {
                        Ok(Next::Do(command)) => return Ok(Next::Do(command)),
                        Ok(Next::Done(reply)) => Ok(reply),
                        Err(error) => Err(error),
                    };
                    self.answered(reply)?
                }
                None => {
                    command::go_on(outcome)?;
                    if self.leads { self.look(1)? } else { self.lead()? }
                }
            };
            if let Some(next) = next {
                return Ok(next);
            }
            outcome = &nothing;
        }
    }

    /// What follows the answer to the start, or to a look.
    fn answered(&mut self, reply: Result<Box<Reply>>) -> Move {
        let Some((_, asked)) = self.asked.take() else { return Ok(None) };
        if self.page == 0 {
            match reply.and_then(|reply| asked.task(&reply)).map(Rc::new) {
                Err(error) if error.kind() == ErrorKind::UnknownOutcome => self.lost(error),
                task => return task.map(|task| Some(Next::Done(task))),
            }
            return self.after_look();
        }
        match reply.and_then(|reply| asked.page(&reply)) {
            Ok(Rows { items, has_more, .. }) => {
                if let Some(task) = self.find(&items)? {
                    return Ok(Some(Next::Done(task)));
                }
                if has_more && self.goes_on(&items) {
                    return self.look(self.page.saturating_add(1));
                }
            }
            // Nothing was started yet, or nobody waits any more.
            Err(error) if self.failure.is_none() || error.kind() == ErrorKind::Aborted => return Err(error),
            Err(_) => self.clear = false,
        }
        self.after_look()
    }

    /// Takes the lead of all starts with this key, or waits for the one that has it.
    fn lead(&mut self) -> Move {
        let entry = &self.entry;
        if let Some(outcome) = entry.outcome.get() {
            return outcome.clone().map(|task| Some(Next::Done(task)));
        }
        if entry.led.replace(true) {
            let command = self.pause(f64::INFINITY);
            host::set(&command, "waiters", &entry.waiters);
            return Ok(Some(Next::Do(command)));
        }
        self.leads = true;
        if !entry.is_sent() {
            return self.look(1);
        }
        let words = "a start with this key was aborted on its way; it may have been accepted and charged";
        self.lost(Error::new(ErrorKind::UnknownOutcome, &[words]).with(|facts| facts.outcome_unknown = true));
        self.after_look()
    }

    /// From now on nobody knows whether there is a task.
    fn lost(&mut self, error: Error) {
        self.failure = Some(error);
        self.failed_at = host::now();
        self.looks = 0;
        self.clear = true;
    }

    fn look(&mut self, page: u32) -> Move {
        let query = host::object(&[("page", page.into()), ("pageSize", 100.into())]);
        self.ask(&Verb::List, &query, page)
    }

    fn ask(&mut self, verb: &Verb, given: &JsValue, page: u32) -> Move {
        let (call, asked) = self.client.ask(self.family, verb, given, &self.options)?;
        self.asked = Some((Exchange::new(&self.client, call), asked));
        self.page = page;
        Ok(None)
    }

    /// The task with the key, with those that the same start made. Another name before the key means another
    /// start.
    fn find(&mut self, rows: &Array) -> Result<Option<Rc<Task>>> {
        let ours = Array::new();
        let mut named = rows.length() == 0;
        for row in rows.iter() {
            let name = host::text(&row, self.field).unwrap_or_default();
            named |= !name.is_empty();
            if !name.ends_with(&self.tag) {
                continue;
            }
            if name != self.name {
                let problem = "is that of a task with another name";
                let error = Error::input(&self.family.start().name(), "idempotencyKey", problem);
                return Err(error.with(|facts| facts.task_id = id_of(&row).unwrap_or_default()));
            }
            ours.push(&row);
        }
        // Rows without names do not show a key.
        self.clear &= named;
        Ok(Task::started(self.family, &ours, host::now()).map(Rc::new))
    }

    /// Whether the next page can hold the task; the newest rows come first.
    fn goes_on(&mut self, rows: &Array) -> bool {
        let last = rows.get(rows.length().saturating_sub(1));
        let made = host::text(&last, "createdAt").map_or(f64::NAN, |date| host::parse_date(&date));
        if !self.entry.is_sent() || made < self.entry.sent_at.get() - SKEW_MS {
            return false;
        }
        self.clear &= self.page < PAGES;
        self.page < PAGES
    }

    /// What follows a look that found nothing: the start, the next look, or the end.
    fn after_look(&mut self) -> Move {
        let Some(failure) = &self.failure else { return self.send() };
        if let Some(at) = LOOKS_MS.get(self.looks) {
            self.looks = self.looks.saturating_add(1);
            let ms = (self.failed_at + at - host::now()).max(0.0);
            return Ok(Some(Next::Do(self.pause(ms))));
        }
        let most = self.options.max_retries.unwrap_or(self.client.options().max_retries);
        if self.resend && self.clear && self.resent < most {
            self.resent = self.resent.saturating_add(1);
            return self.send();
        }
        Err(failure.clone())
    }

    fn send(&mut self) -> Move {
        let params = self.params.clone();
        self.ask(&Verb::Start, &params, 0)?;
        if !self.entry.is_sent() {
            self.entry.sent_at.set(host::now());
        }
        Ok(None)
    }

    fn pause(&self, ms: f64) -> Object {
        let command = host::sleep_command(ms);
        host::set(&command, "waits", self.client.waits());
        command
    }
}

impl Drop for Keyed {
    fn drop(&mut self) {
        if self.leads {
            self.entry.leave();
        }
    }
}

/// The key that a name ends with, as a client reads it. Other tags in the name are the caller's own words.
#[cfg(feature = "server")]
pub(crate) fn key_in(name: &str) -> Option<&str> {
    let (mut rest, mut found) = (name, None);
    while let Some((_, after)) = text::split(rest, BEFORE) {
        rest = after;
        found = after.strip_suffix(']');
    }
    found.filter(|key| is_key(key))
}

/// Whether a text can be a key, and stand in a name between the brackets of [`BEFORE`].
pub(crate) fn is_key(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (8..=64).contains(&text.len()) && text.bytes().all(fits)
}

/// The field of a start that holds the task's name.
pub(crate) fn name_field(family: Family) -> Option<&'static str> {
    let mut found = None;
    for field in text::words(family.start().fields, " ") {
        let name = Field::parse(field).name;
        if text::among(name, "name title") {
            found = Some(name);
        }
    }
    found
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_name_is_that_of_the_tag_at_its_end() {
        assert_eq!(key_in("A face [a2e:order-42]"), Some("order-42"));
        assert_eq!(key_in("[a2e:order-41] [a2e:order-42]"), Some("order-42"));
        for none in [
            "",
            "A face",
            "[a2e:order-42] more",
            "[a2e:short]",
            "[a2e:order-41] [a2e:no key]",
            "a2e:order-42]",
        ] {
            assert_eq!(key_in(none), None, "{none}");
        }
    }
}
