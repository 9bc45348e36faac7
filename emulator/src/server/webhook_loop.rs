//! The loop that sends webhooks. A task moves on when a request reads it; this loop moves the tasks
//! with a webhook.

use std::sync::Arc;

use super::handler::Handler;
use crate::webhook::{OutgoingWebhook, Sender};

/// Runs until it is dropped.
pub async fn run(handler: Arc<Handler>, sender: Arc<Sender>) {
    loop {
        let (outgoing, rest) = {
            let mut world = handler.world();
            world.advance_all();
            (world.deliveries.take_outgoing(), world.next_wakeup())
        };
        for webhook in outgoing {
            drop(tokio::spawn(deliver(Arc::clone(&handler), Arc::clone(&sender), webhook)));
        }
        let woken = handler.wake_sender.notified();
        match rest {
            // The loop continues after a notification and after the timeout alike.
            Some(rest) => drop(tokio::time::timeout(rest, woken).await),
            None => woken.await,
        }
    }
}

/// Runs in a task of its own, so that a slow receiver delays neither a request nor another webhook.
async fn deliver(handler: Arc<Handler>, sender: Arc<Sender>, webhook: OutgoingWebhook) {
    let n = webhook.n;
    let outcome = sender.send(webhook).await;
    handler.world().deliveries.set_outcome(n, outcome);
    handler.delivery_done.notify_waiters();
}
