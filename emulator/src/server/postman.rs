//! Carries the webhooks out. Tasks move when they are looked at; this looks at those whose end
//! somebody wants to be told of.

use std::sync::Arc;

use super::front::Front;
use crate::webhook::{Letter, Sender};

/// Goes on until it is dropped.
pub async fn run(front: Arc<Front>, sender: Arc<Sender>) {
    loop {
        let (letters, rest) = {
            let mut world = front.world();
            world.settle();
            (world.book.take_letters(), world.rest())
        };
        for letter in letters {
            drop(tokio::spawn(deliver(Arc::clone(&front), Arc::clone(&sender), letter)));
        }
        let rung = front.bell.notified();
        match rest {
            // Either way the loop looks again.
            Some(rest) => drop(tokio::time::timeout(rest, rung).await),
            None => rung.await,
        }
    }
}

/// On a task of its own: neither a request nor another webhook waits for a slow receiver.
async fn deliver(front: Arc<Front>, sender: Arc<Sender>, letter: Letter) {
    let n = letter.n;
    let outcome = sender.send(letter).await;
    front.world().book.close(n, outcome);
    front.delivered.notify_waiters();
}
