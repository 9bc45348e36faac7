//! Starts with an idempotency key: one task for a key, although the service has no such thing.
//!
//! The key travels in the task's name, so the list tells whether an earlier start with the same key, or one whose answer
//! was lost, has made a task. That task is taken, and no second one is started.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::context::Context;
use crate::context::options::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::machine::command::{Command, Next, Step};
use crate::machine::outcome::Outcome;
use crate::record::view::Task;
use crate::schema::family::Family;
use crate::start::key::{Key, Wanted};
use crate::start::key_polls::Polls;
use crate::start::key_search::{Found, Search};
use crate::start::registry::StartRegistry;
use crate::start::tabs::Tab;
use crate::task::verbs::PendingResponse;
use crate::transport::attempt;
use crate::transport::exchange::Exchange;
use crate::{host, text};

/// The next step; nothing if the phase has changed and is to be stepped at once.
type Move = Result<Option<Next<Rc<Task>>>>;

/// How often a call in a host that shares nothing checks whether the start of another has ended, in milliseconds. The
/// requests of such a host must not wait for one another.
const FOLLOW_MS: f64 = 1_000.0;

/// After this number of checks the other request counts as ended by the host.
const FOLLOWED: u32 = 90;

/// A start with a key, until there is a task.
pub(crate) struct IdempotentStart {
    wanted: Wanted,
    is_new: bool,
    resend: bool,
    /// When it was sent before, as far as the caller knows; else 0.
    sent_at: f64,
    key: String,
    /// The parameters, with the tag in the name.
    params: Object,
    is_leader: bool,
    /// Whether one call may wait for another.
    shared: bool,
    /// How often it checked whether the start of another request has ended.
    followed: u32,
    /// What other clients know of this start.
    tab: Tab,
    phase: Phase,
    /// Set once the start may have been sent and no answer tells what came of it.
    lost: Option<Lost>,
    resent: u32,
}

enum Phase {
    /// Another call of this client makes the start, or none does yet.
    Follow,
    /// Another page may be making the start.
    Lock,
    /// The list is being read.
    Search(Search),
    /// The start is on its way.
    Send(Box<Exchange>, Box<PendingResponse>),
    /// Before the next poll.
    Pause,
}

/// A start that may have made a task.
struct Lost {
    error: Error,
    polls: Polls,
    /// Whether every search was able to show the task.
    is_clear: bool,
}

impl IdempotentStart {
    pub(crate) fn new(
        context: &Context,
        starts: &StartRegistry,
        family: Family,
        given: &JsValue,
        key: Key,
        options: Rc<CallOptions>,
    ) -> Result<Box<Self>> {
        let (wanted, params) = Wanted::new(context, starts, family, given, &key, options)?;
        // A server may have an account for each client, so there the same parameters are a part of the name.
        let name = if context.in_page() { &wanted.entry.key } else { &wanted.entry.tag };
        Ok(Box::new(Self {
            tab: Tab::new(context.base(), family.key(), name, context.in_page()),
            wanted,
            is_new: key.is_new,
            shared: starts.shared,
            resend: key.resend,
            sent_at: key.sent_at.unwrap_or_default(),
            key: key.key,
            params,
            is_leader: false,
            followed: 0,
            phase: Phase::Follow,
            lost: None,
            resent: 0,
        }))
    }

    /// The next step towards the task.
    pub(crate) fn step(&mut self, outcome: &Outcome) -> Step<Rc<Task>> {
        let result = match self.advance(outcome) {
            Ok(Next::Do(command)) => return Ok(Next::Do(command)),
            Ok(Next::Done(task)) => Ok(task),
            Err(error) => Err(error.with(|facts| {
                // Whatever ends it now, the start may have made a task.
                if self.lost.is_some() && !facts.outcome_unknown {
                    facts.outcome_unknown = true;
                    facts.add(attempt::SENT);
                }
                if self.is_leader && facts.outcome_unknown {
                    let is_aborted = facts.kind == ErrorKind::Aborted;
                    let elsewhere =
                        if is_aborted { "; in another process pass `sentAt` as well" } else { "" };
                    let words =
                        ["A call with the key `", &self.key, "` looks at the list by itself", elsewhere];
                    facts.add(&text::join(&words));
                }
            })),
        };
        // After an abort the next start with the key goes on from what is known of this one.
        let aborted = result.as_ref().err().filter(|error| error.kind() == ErrorKind::Aborted);
        let is_unsent =
            |error: &Error| matches!(self.phase, Phase::Send(..)) && !error.facts().outcome_unknown;
        // As when a token was waited for, or the service had refused it for now.
        let is_known = aborted.is_none_or(is_unsent);
        if self.is_leader && aborted.is_none() {
            let _ = self.wanted.entry.outcome.set(result.clone());
        }
        if self.is_leader && is_known {
            self.note(0.0);
        }
        result.map(Next::Done)
    }

    fn advance(&mut self, outcome: &Outcome) -> Step<Rc<Task>> {
        let nothing = Outcome::NONE;
        let mut outcome = outcome;
        loop {
            let next = match &mut self.phase {
                Phase::Search(search) => match search.step(&self.wanted, outcome) {
                    Ok(Next::Do(command)) => return Ok(Next::Do(command)),
                    Ok(Next::Done(found)) => self.searched(found)?,
                    Err(error) => self.not_searched(error)?,
                },
                Phase::Send(exchange, pending) => {
                    let task = match exchange.step(outcome) {
                        Ok(Next::Do(command)) => {
                            self.note(host::now());
                            return Ok(Next::Do(command));
                        }
                        Ok(Next::Done(reply)) => pending.task(&reply),
                        Err(error) => Err(error),
                    };
                    self.answered(task)?
                }
                phase @ (Phase::Follow | Phase::Lock | Phase::Pause) => {
                    outcome.go_on()?;
                    match phase {
                        Phase::Follow => self.take_lead()?,
                        Phase::Lock => self.begin()?,
                        Phase::Pause | Phase::Search(_) | Phase::Send(..) => self.search()?,
                    }
                }
            };
            if let Some(next) = next {
                return Ok(next);
            }
            outcome = &nothing;
        }
    }

    /// Takes the lead of all starts with this key in this client, or waits for the one that has it.
    fn take_lead(&mut self) -> Move {
        let entry = &self.wanted.entry;
        if let Some(outcome) = entry.outcome.get() {
            return outcome.clone().map(|task| Some(Next::Done(task)));
        }
        let context = &self.wanted.context;
        if entry.has_leader.replace(true) {
            if self.shared || self.followed < FOLLOWED {
                self.followed = self.followed.saturating_add(1);
                let mut command = Command::sleep(if self.shared { f64::INFINITY } else { FOLLOW_MS });
                if self.shared {
                    command = command.woken_with(&entry.waiters);
                }
                return Ok(Some(Next::Do(command.ending_with(context.scopes()))));
            }
            // The host may have ended the request that made the start. What that one sent is only polled for.
            self.sent_at = host::now();
        }
        self.is_leader = true;
        if !context.in_page() {
            return self.begin();
        }
        self.phase = Phase::Lock;
        let command = Command::value(&self.tab.lock(), f64::INFINITY);
        Ok(Some(Next::Do(command.ending_with(context.scopes()))))
    }

    /// Reads the list. A start with a new key is sent at once instead; one that may have been sent before is only polled for.
    fn begin(&mut self) -> Move {
        let noted = self.tab.sent_at(self.wanted.window_ms);
        let sent_at = self.sent_at.max(self.wanted.entry.sent_at.get()).max(noted);
        if sent_at > 0.0 {
            let words = ": was sent before with this key, and the list does not show its task";
            let error = Error::new(ErrorKind::UnknownOutcome, &[words]);
            // The time is one of `Date`, and the polls have the clock that pauses move on.
            let now = host::clock();
            let polls = Polls::resumed(now + sent_at - host::now(), now);
            self.lost = Some(Lost { error, polls, is_clear: true });
        } else if self.is_new {
            return self.send();
        }
        self.search()
    }

    fn search(&mut self) -> Move {
        self.phase = Phase::Search(Search::new(&self.wanted)?);
        Ok(None)
    }

    fn searched(&mut self, found: Found) -> Move {
        match found {
            Found::Task(task) => Ok(Some(Next::Done(Rc::new(task)))),
            Found::Nothing { is_whole, is_clear } => match &mut self.lost {
                Some(lost) => {
                    lost.is_clear &= is_clear;
                    self.poll()
                }
                // Another client may have sent it meanwhile.
                None if is_whole => {
                    self.is_new = true;
                    self.begin()
                }
                None => Err(self.wanted.too_far()),
            },
        }
    }

    /// A list that cannot be read is the end before anything was sent. After that it is a poll that has shown nothing.
    fn not_searched(&mut self, error: Error) -> Move {
        // Wrong input is that of a key that belongs to another start.
        if error.kind() == ErrorKind::Aborted || !error.facts().field.is_empty() {
            return Err(error);
        }
        let Some(lost) = &mut self.lost else {
            return Err(error.with(|facts| facts.add("The start was not sent")));
        };
        lost.is_clear = false;
        // Another search would take as long, as where the service asks for a pause before each attempt.
        if lost.polls.are_over(host::clock()) {
            return Err(lost.error.clone().with(|facts| {
                facts.retry_after_ms = error.facts().retry_after_ms;
                facts.add(&text::join(&["The list could not be read: ", &error.facts().message]));
            }));
        }
        self.poll()
    }

    fn send(&mut self) -> Move {
        let Wanted { context, entry, options, .. } = &self.wanted;
        let (call, pending) = PendingResponse::start(entry.family, &self.params, options);
        self.phase = Phase::Send(Exchange::new(context, call), pending);
        Ok(None)
    }

    /// Notes the time before each step of a start: the next life of this page, or the next call of any client, polls from then on. With 0
    /// nothing is to be polled for.
    fn note(&self, sent_at: f64) {
        self.wanted.entry.sent_at.set(sent_at);
        self.tab.note(sent_at);
    }

    fn answered(&mut self, task: Result<Task>) -> Move {
        match task {
            Err(error) if error.kind() == ErrorKind::UnknownOutcome => {
                self.lost = Some(Lost { error, polls: Polls::new(host::clock()), is_clear: true });
                self.poll()
            }
            task => task.map(|task| Some(Next::Done(Rc::new(task)))),
        }
    }

    /// What follows a search that did not find the task of a start that was sent: the next poll, the start once more, or
    /// the end.
    fn poll(&mut self) -> Move {
        let Some(lost) = &mut self.lost else { return Ok(None) };
        let context = &self.wanted.context;
        if let Some(ms) = lost.polls.next(host::clock()) {
            self.phase = Phase::Pause;
            return Ok(Some(Next::Do(Command::sleep(ms).ending_with(context.scopes()))));
        }
        let most = self.wanted.options.max_retries.unwrap_or(context.options().max_retries);
        if self.resend && lost.is_clear && self.resent < most {
            self.resent = self.resent.saturating_add(1);
            return self.send();
        }
        Err(lost.error.clone())
    }
}

impl Drop for IdempotentStart {
    fn drop(&mut self) {
        if self.is_leader {
            self.wanted.entry.leave();
        }
        self.tab.release();
    }
}
