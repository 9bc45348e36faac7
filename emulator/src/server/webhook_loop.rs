//! Carries the webhooks out. Tasks move when they are looked at; this looks at those whose end
//! somebody wants to be told of.

use std::sync::Arc;

use super::handler::Handler;
use crate::webhook::{OutgoingWebhook, Sender};

/// Goes on until it is dropped.
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
            // Either way the loop looks again.
            Some(rest) => drop(tokio::time::timeout(rest, woken).await),
            None => woken.await,
        }
    }
}

/// On a task of its own: neither a request nor another webhook waits for a slow receiver.
async fn deliver(handler: Arc<Handler>, sender: Arc<Sender>, webhook: OutgoingWebhook) {
    let n = webhook.n;
    let outcome = sender.send(webhook).await;
    handler.world().deliveries.set_outcome(n, outcome);
    handler.delivery_done.notify_waiters();
}
