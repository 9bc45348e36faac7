//! The methods of JavaScript: what each is given, which options it takes, and what it makes of them.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::job::{Follow, Job, State, Then};
use super::options;
use super::stored;
use crate::api::LIST;
use crate::api::face_swap::StartFaceSwapPreview;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::files::download::Download;
use crate::files::upload::{Upload, Uploading};
use crate::host;
use crate::poll::check_once::CheckOnce;
use crate::poll::watch::{self, Watch};
use crate::record::view::{Target, Task};
use crate::request::option_reader::Options;
use crate::request::prepare::{self, CallParts};
use crate::schema::family::{Family, TaskFamily as _};
use crate::schema::operation::Operation;
use crate::start::idempotent::IdempotentStart;
use crate::task::list_all::Pages;
use crate::task::verbs::Verb;
use crate::text;

/// What a method does.
#[derive(Clone, Copy)]
enum Kind {
    /// Its value is there at once.
    Now(Now),
    /// It is a machine that asks or waits.
    Later(Later),
}

/// The methods without a machine of their own.
#[derive(Clone, Copy)]
enum Now {
    View,
    Notify,
    WaitAll,
}

/// The methods with a machine.
#[derive(Clone, Copy, PartialEq)]
enum Later {
    Operation,
    Start,
    Get,
    List,
    Batch,
    Delete,
    Rename,
    Wait,
    Run,
    Watch,
    ListAll,
    Upload,
    Status,
    Call,
    Check,
    Download,
}

/// Names methods in the order in which `resources.js` numbers them.
macro_rules! numbered {
    ($names:ident $kinds:ident $first:literal $when:ident $head:ident $($name:literal $whens:ident $kind:ident)+) => {
        pub(super) const $names: &str = concat!($first $(, " ", $name)+);
        const $kinds: &[Kind] = &[Kind::$when($when::$head) $(, Kind::$whens($whens::$kind))+];
    };
}

// The verbs of a family.
numbered! { VERBS VERB_KINDS
    "start" Later Start "get" Later Get "list" Later List "batch" Later Batch "delete" Later Delete
    "rename" Later Rename "wait" Later Wait "run" Later Run "watch" Later Watch "listAll" Later ListAll
    "task" Now View
}

// What stands behind the list of operations: the upload, which is two requests, the vendor's name for a
// `get`, the call by method and path, and what takes tasks of any family.
numbered! { OTHERS OTHER_KINDS
    "storage.upload" Later Upload "faceSwap.previews.status" Later Status "call" Later Call "wait" Later Wait
    "watch" Later Watch "waitAll" Now WaitAll "notify" Now Notify "check" Later Check "download" Later Download
}

/// A method that was called.
pub(super) struct Method {
    kind: Kind,
    /// As the caller wrote it, behind the client.
    name: String,
    /// The text of its operation or family; empty where its task names the family.
    text: &'static str,
}

impl Method {
    /// The operation that stands at this place of the list, a verb of the family there, or behind the list one of
    /// the others.
    pub(super) fn at(place: usize, verb: usize) -> Self {
        let text = text::cut(LIST.get(place..).unwrap_or_default(), "\n").0;
        let key = Family(text).key();
        let (names, kinds) = match (text, key) {
            ("", _) => (OTHERS, OTHER_KINDS),
            (_, "") => (text, &[] as &[Kind]),
            _ => (VERBS, VERB_KINDS),
        };
        let dot = if key.is_empty() { "" } else { "." };
        let name = text::join(&[key, dot, text::words(names, " ").nth(verb).unwrap_or_default()]);
        Self { kind: kinds.get(verb).copied().unwrap_or(Kind::Later(Later::Operation)), name, text }
    }

    /// Makes the machine, or what it comes to where there is nothing to wait for. Each error names the method.
    pub(super) fn begin(&self, client: &Client, given: &Array) -> Result<JsValue> {
        let made = if host::is_promised(given) {
            let words = ": an argument is a promise: await it first";
            Err(Error::new(ErrorKind::Validation, &[words])
                .with(|facts| facts.field = String::from("arguments")))
        } else {
            self.machine(client, given)
        };
        made.map_err(|error| error.of(&self.name))
    }

    fn machine(&self, client: &Client, given: &Array) -> Result<JsValue> {
        match self.kind {
            Kind::Now(now) => self.now(now, client, given),
            Kind::Later(later) => self.job(later, client, given).map(JsValue::from),
        }
    }

    /// The family of the method, or of the task that it is given.
    fn family(&self, given: &JsValue) -> Result<Family> {
        if self.text.is_empty() { stored::family(given) } else { Ok(Family(self.text)) }
    }

    fn now(&self, now: Now, client: &Client, given: &Array) -> Result<JsValue> {
        let first = given.get(0);
        match now {
            Now::View => {
                let task = Task::read(Family(self.text), &first, host::now());
                let wrong = || Error::input("record", "must be a record with an id");
                Ok(task.ok_or_else(wrong)?.to_js())
            }
            Now::Notify => {
                let family = self.family(&first)?;
                Ok(client.notify(family, &Target::read(family, &first)?.id).into())
            }
            Now::WaitAll => {
                let options = Options::of_call(&given.get(1), options::WAIT)?;
                let (poller, wait) = (client.poller(), options.wait()?);
                let jobs = Array::new();
                for task in stored::list(&first)?.iter() {
                    let state = stored::read(&task).and_then(|(family, target)| {
                        State::wait(client.context(), &poller, family, target, &wait)
                    });
                    jobs.push(&match state {
                        Ok(state) => Job::new(client.context(), &self.name, &options, None, state).into(),
                        Err(error) => error.of(&self.name).into(),
                    });
                }
                Ok(jobs.into())
            }
        }
    }

    fn job(&self, later: Later, client: &Client, given: &Array) -> Result<Job> {
        let context = client.context();
        let operation = Operation::parse(self.text);
        let (takes_id, takes_params) = (operation.takes_id(), !operation.fields.is_empty());
        let (place, besides) = match later {
            Later::Operation => (u32::from(takes_id).saturating_add(takes_params.into()), options::LIMIT),
            Later::Rename => (2, options::LIMIT),
            Later::Call => (2, options::RAW),
            Later::Start => (1, options::START),
            Later::Run => (1, options::RUN),
            Later::Wait => (1, options::WAIT),
            Later::Watch => (1, options::WATCH),
            Later::Upload => (1, options::UPLOAD),
            Later::Download => (1, options::DOWNLOAD),
            Later::Get
            | Later::List
            | Later::Batch
            | Later::Delete
            | Later::ListAll
            | Later::Status
            | Later::Check => (1, options::LIMIT),
        };
        let options = Options::of_call(&given.get(place), besides)?;
        let (first, call, family) = (given.get(0), options.call(), Family(self.text));
        let mut follows = None;
        let ask = |family, verb: Verb| State::request(context, family, verb, &first, &call);
        let state = match later {
            Later::Operation => {
                let params = if takes_params { given.get(takes_id.into()) } else { JsValue::UNDEFINED };
                let call = prepare::prepare(context, &operation, &first, &params, &call)?;
                State::send(context, call, Then::Data(operation.effect))
            }
            Later::Get => ask(family, Verb::Get)?,
            Later::Status => ask(StartFaceSwapPreview::FAMILY, Verb::Get)?,
            Later::List => ask(family, Verb::List)?,
            Later::Batch => ask(family, Verb::Batch)?,
            Later::Delete => ask(family, Verb::Delete)?,
            Later::Rename => ask(family, Verb::Rename(given.get(1)))?,
            Later::Start | Later::Run => {
                if later == Later::Run {
                    watch::possible(family)?;
                    follows = Some(Follow { family, options: options.wait()?, poller: client.poller() });
                }
                match options.key()? {
                    Some(key) => State::IdempotentStart(IdempotentStart::new(
                        context,
                        client.starts(),
                        family,
                        &first,
                        key,
                        call,
                    )?),
                    None => ask(family, Verb::Start)?,
                }
            }
            Later::Wait => {
                let family = self.family(&first)?;
                let (target, wait) = (Target::read(family, &first)?, options.wait()?);
                State::wait(context, &client.poller(), family, target, &wait)?
            }
            Later::Watch => {
                let family = self.family(&first)?;
                // It tells of this task alone.
                let target = Target { siblings: Vec::new(), ..Target::read(family, &first)? };
                let wait = options.wait()?;
                State::Watch(Watch::new(context, &client.poller(), family, target, None, &wait)?)
            }
            Later::ListAll => State::Pages(Pages::new(context, family, &first, call)?),
            Later::Check => {
                let mut check_once = CheckOnce::new(context, client.own_poller());
                for task in stored::list(&first)?.iter() {
                    check_once.add(stored::read(&task), &call);
                }
                State::CheckOnce(Box::new(check_once))
            }
            Later::Call => {
                let (query, body, raw) = (options.value("query"), options.value("body"), options.flag("raw"));
                let text = |value: JsValue| value.as_string().unwrap_or_default();
                let parts = CallParts { query, body, raw };
                let call = parts.prepare(&text(first), &text(given.get(1)), &call)?;
                State::send(context, call, Then::Raw)
            }
            Later::Upload => {
                let wanted = Upload {
                    file: first,
                    name: options.text("name"),
                    content_type: options.text("contentType"),
                    max_bytes: options.number("maxBytes"),
                    on_progress: options.function("onProgress"),
                };
                let (call, upload) = Uploading::begin(context, wanted, &call)?;
                State::send(context, call, Then::Put(upload))
            }
            Later::Download => {
                let wanted = Download {
                    result: first,
                    max_bytes: options.number("maxBytes"),
                    allow_hosts: options.texts("allowHosts"),
                    on_progress: options.function("onProgress"),
                };
                State::send(context, wanted.begin(&call)?, Then::Raw)
            }
        };
        Ok(Job::new(context, &self.name, &options, follows, state))
    }
}
