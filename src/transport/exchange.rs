//! The attempts that every call goes through.

use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::host;
use crate::machine::command::{Command, Next, Step};
use crate::machine::outcome::Outcome;
use crate::schema::operation::Effect;
use crate::transport::attempt::Attempt;
use crate::transport::call::Call;
use crate::transport::envelope::Reply;
use crate::transport::idle::{self, Before};
use crate::transport::retry::{self, Failed};

/// A call that makes attempts until one is good or the last has failed.
pub(crate) struct Exchange {
    attempt: Attempt,
    phase: Phase,
    /// The free read that goes before a start where the connection may be closed.
    read_before: Option<Box<Self>>,
    pauses: bool,
    /// Whether this is such a read.
    goes_before: bool,
}

#[derive(Clone, Copy)]
enum Phase {
    /// Before an attempt: the pause is over.
    Pause,
    /// The token was asked for.
    Token,
    /// The request was sent.
    Answer,
}

impl Exchange {
    pub(crate) fn new(context: &Context, call: Box<Call>) -> Box<Self> {
        let Before { read, pauses } = idle::before(context, &call);
        let read_before = read.map(|call| {
            let mut read = Self::new(context, call);
            read.goes_before = true;
            read
        });
        Box::new(Self {
            attempt: Attempt::new(context.clone(), call),
            phase: Phase::Pause,
            read_before,
            pauses,
            goes_before: false,
        })
    }

    /// The next step, after what the last one came to.
    pub(crate) fn step(&mut self, outcome: &Outcome) -> Step<Box<Reply>> {
        self.advance(outcome).map_err(|error| self.attempt.place(error))
    }

    fn advance(&mut self, outcome: &Outcome) -> Step<Box<Reply>> {
        if let Some(read) = &mut self.read_before {
            match read.step(outcome) {
                Ok(Next::Do(command)) => return Ok(Next::Do(command)),
                // Whatever the answer is, the host has a connection that works, or none. An abort ends the pause as well.
                _ => self.read_before = None,
            }
        }
        if std::mem::take(&mut self.pauses) {
            return Ok(Next::Do(idle::pause()));
        }
        let attempt = &mut self.attempt;
        match self.phase {
            Phase::Pause => {
                outcome.go_on()?;
                if let Some(command) = attempt.begin()? {
                    self.phase = Phase::Token;
                    return Ok(Next::Do(command));
                }
            }
            Phase::Token => attempt.take_token(outcome)?,
            Phase::Answer => {
                return match attempt.answer(outcome) {
                    Ok(reply) => Ok(Next::Done(reply)),
                    Err(error) => self.again(error),
                };
            }
        }
        self.phase = Phase::Answer;
        Ok(Next::Do(self.attempt.send()?))
    }

    /// Another attempt after a pause, if that is safe and may help.
    fn again(&mut self, error: Error) -> Step<Box<Reply>> {
        let Attempt { call, context, number, .. } = &self.attempt;
        let facts = error.facts();
        // Any answer shows that the connection works. A retry would hold the start up for as long as the service asks.
        if self.goes_before && facts.status > 0 {
            return Err(error);
        }
        let deleting = call.effect == Effect::Delete;
        if deleting && facts.kind == ErrorKind::NotFound && *number > 1 {
            // The attempt before this one did it; only its answer was lost.
            return Ok(Next::Done(Box::default()));
        }
        let failed = Failed {
            effect: call.effect,
            kind: facts.kind,
            transient: facts.retryable,
            retry_after_ms: facts.retry_after_ms,
            attempt: *number,
        };
        let retries = match call.raw {
            true => 0,
            false => call.options.max_retries.unwrap_or(context.options().max_retries),
        };
        let Some(pause) = retry::delay(failed, retries, host::random()) else {
            return Err(error);
        };
        context.options().hooks.retry(&self.attempt.event(), pause, facts.kind.as_str());
        self.phase = Phase::Pause;
        Ok(Next::Do(Command::sleep(pause)))
    }
}
