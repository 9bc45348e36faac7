//! The hallway: the loop of attempts that every call goes through, whatever its door.

use std::future::Future;
use std::pin::Pin;

use crate::attempt::{Attempt, Call};
use crate::client::Client;
use crate::envelope::Reply;
use crate::error::{ErrorKind, Result};
use crate::host;
use crate::operation::Effect;
use crate::retry::{self, Failed};
use crate::scope::Scope;

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

impl Client {
    /// Makes attempts until one is good or the last has failed. The future is boxed once here, so
    /// that no caller carries a copy of it.
    pub(crate) fn execute(&self, call: Call) -> Boxed<'_, Reply> {
        Box::pin(async move {
            let scope = &Scope::open(&call.options.signal)?;
            let id = self.next_id();
            let mut number = 0_u32;
            loop {
                number = number.saturating_add(1);
                let attempt = Attempt::begin(self, &call, id, number, scope).await?;
                let error = match attempt.run().await {
                    Ok(reply) => return Ok(reply),
                    Err(error) => error,
                };
                let facts = error.facts();
                let deleting = call.effect == Effect::Delete && call.put.is_none();
                if deleting && facts.kind == ErrorKind::NotFound && number > 1 {
                    // The attempt before this one did it; only its answer was lost.
                    return Ok(Reply { trace_id: facts.trace_id.clone(), ..Reply::default() });
                }
                let failed = Failed {
                    effect: call.effect,
                    kind: facts.kind,
                    transient: facts.retryable,
                    retry_after_ms: facts.retry_after_ms,
                    attempt: number,
                };
                let retries = match call.raw {
                    true => 0,
                    false => call.options.max_retries.unwrap_or(self.options().max_retries),
                };
                let Some(pause) = retry::delay(failed, retries, host::random()) else {
                    return Err(error);
                };
                self.options().hooks.retry(&attempt.event(), pause, facts.kind.as_str());
                scope.sleep(pause).await.map_err(|stop| attempt.place(stop.into()))?;
            }
        })
    }
}
