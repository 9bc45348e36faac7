//! The client: the context of its calls, the poller of its waits, and its starts with a key.

use std::rc::Rc;

use crate::context::Context;
use crate::context::options::ClientOptions;
use crate::error::Result;
use crate::host::environment;
use crate::poll::poller::{Launch, Poller};
#[cfg(feature = "js")]
use crate::schema::family::Family;
use crate::start::registry::StartRegistry;

/// A client of the A2E API. Clones share everything.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

struct Shared {
    context: Context,
    /// The poller of all waits, where they may share one.
    poller: Option<Poller>,
    starts: StartRegistry,
    launch: Launch,
}

impl Client {
    /// A client whose poll loops are run by `launch`.
    pub(crate) fn launching(options: ClientOptions, launch: Launch) -> Result<Self> {
        let context = Context::new(options)?;
        let shared = context.options().poll.shared.unwrap_or_else(|| !environment::is_isolate());
        let poller = shared.then(|| Poller::new(launch));
        Ok(Self(Rc::new(Shared { context, poller, starts: StartRegistry::new(shared), launch })))
    }

    /// What the calls of this client share.
    pub(crate) fn context(&self) -> &Context {
        &self.0.context
    }

    /// Ends every wait with kind `aborted`; later calls are refused. Tasks go on at the service.
    pub fn close(&self) {
        self.0.starts.clear();
        self.0.context.close();
    }

    /// The poller for a wait: that of all waits, or one of its own.
    pub(crate) fn poller(&self) -> Poller {
        self.0.poller.clone().unwrap_or_else(|| self.own_poller())
    }

    /// A poller that no other wait shares.
    pub(crate) fn own_poller(&self) -> Poller {
        Poller::new(self.0.launch)
    }

    /// The starts with a key that are under way.
    pub(crate) fn starts(&self) -> &StartRegistry {
        &self.0.starts
    }

    /// Polls a task at once, if it is waited for; says whether it is. The waits of a host that shares nothing cannot hear
    /// it: it comes in another request.
    #[cfg(feature = "js")]
    pub(crate) fn notify(&self, family: Family, id: &str) -> bool {
        self.0.poller.as_ref().is_some_and(|poller| poller.notify(family, id))
    }
}
