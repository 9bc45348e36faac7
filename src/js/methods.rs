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
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Operation,
    Start,
    /// A verb of a family that is one request and no start.
    Ask(Ask),
    Wait,
    Run,
    Watch,
    ListAll,
    View,
    Upload,
    Call,
    WaitAll,
    Notify,
    Check,
    Download,
}

#[derive(Clone, Copy, PartialEq)]
enum Ask {
    Get,
    /// The vendor's name for the `get` of another family.
    Status,
    List,
    Batch,
    Delete,
    Rename,
}

/// Names methods in the order in which `resources.js` numbers them.
macro_rules! numbered {
    ($names:ident $kinds:ident $first:literal $head:ident $($name:literal $kind:ident $(($ask:ident))?)+) => {
        pub(super) const $names: &str = concat!($first $(, " ", $name)+);
        const $kinds: &[Kind] = &[Kind::$head $(, Kind::$kind $((Ask::$ask))?)+];
    };
}

// The verbs of a family.
numbered! { VERBS VERB_KINDS
    "start" Start "get" Ask(Get) "list" Ask(List) "batch" Ask(Batch) "delete" Ask(Delete) "rename" Ask(Rename)
    "wait" Wait "run" Run "watch" Watch "listAll" ListAll "task" View
}

// What stands behind the list of operations: the upload, which is two requests, the vendor's name for a
// `get`, the call by method and path, and what takes tasks of any family.
numbered! { OTHERS OTHER_KINDS
    "storage.upload" Upload "faceSwap.previews.status" Ask(Status) "call" Call "wait" Wait "watch" Watch
    "waitAll" WaitAll "notify" Notify "check" Check "download" Download
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
        Self { kind: kinds.get(verb).copied().unwrap_or(Kind::Operation), name, text }
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
        let Self { kind, name, text } = self;
        let first = given.get(0);
        let family = match kind {
            Kind::Ask(Ask::Status) => StartFaceSwapPreview::FAMILY,
            Kind::Wait | Kind::Watch | Kind::Notify if text.is_empty() => stored::family(&first)?,
            Kind::Operation
            | Kind::Start
            | Kind::Ask(_)
            | Kind::Wait
            | Kind::Run
            | Kind::Watch
            | Kind::ListAll
            | Kind::View
            | Kind::Upload
            | Kind::Call
            | Kind::WaitAll
            | Kind::Notify
            | Kind::Check
            | Kind::Download => Family(text),
        };
        match kind {
            Kind::View => {
                let task = Task::read(family, &first, host::now());
                let wrong = || Error::input("record", "must be a record with an id");
                Ok(task.ok_or_else(wrong)?.to_js())
            }
            Kind::Notify => Ok(client.notify(family, &Target::read(family, &first)?.id).into()),
            Kind::WaitAll => {
                let options = Options::of_call(&given.get(1), options::WAIT)?;
                let (poller, wait) = (client.poller(), options.wait()?);
                let jobs = Array::new();
                for task in stored::list(&first)?.iter() {
                    let state = stored::read(&task).and_then(|(family, target)| {
                        State::wait(client.context(), &poller, family, target, &wait)
                    });
                    jobs.push(&match state {
                        Ok(state) => Job::new(client.context(), name, &options, None, state).into(),
                        Err(error) => error.of(name).into(),
                    });
                }
                Ok(jobs.into())
            }
            Kind::Operation
            | Kind::Start
            | Kind::Ask(_)
            | Kind::Wait
            | Kind::Run
            | Kind::Watch
            | Kind::ListAll
            | Kind::Upload
            | Kind::Call
            | Kind::Check
            | Kind::Download => self.job(client, family, given).map(JsValue::from),
        }
    }

    fn job(&self, client: &Client, family: Family, given: &Array) -> Result<Job> {
        let context = client.context();
        let operation = Operation::parse(self.text);
        let (takes_id, takes_params) = (operation.takes_id(), !operation.fields.is_empty());
        let (place, besides) = match self.kind {
            Kind::Operation => (u32::from(takes_id).saturating_add(takes_params.into()), options::LIMIT),
            Kind::Ask(Ask::Rename) => (2, options::LIMIT),
            Kind::Call => (2, options::RAW),
            Kind::Start => (1, options::START),
            Kind::Run => (1, options::RUN),
            Kind::Wait => (1, options::WAIT),
            Kind::Watch => (1, options::WATCH),
            Kind::Upload => (1, options::UPLOAD),
            Kind::Download => (1, options::DOWNLOAD),
            Kind::Ask(Ask::Get | Ask::Status | Ask::List | Ask::Batch | Ask::Delete)
            | Kind::ListAll
            | Kind::Check
            // These do not come here.
            | Kind::View
            | Kind::Notify
            | Kind::WaitAll => (1, options::LIMIT),
        };
        let options = Options::of_call(&given.get(place), besides)?;
        let mut follows = None;
        if self.kind == Kind::Run {
            watch::possible(family)?;
            follows = Some(Follow { family, options: options.wait()?, poller: client.poller() });
        }
        let state = if self.kind == Kind::Operation {
            let params = if takes_params { given.get(takes_id.into()) } else { JsValue::UNDEFINED };
            let call = prepare::prepare(context, &operation, &given.get(0), &params, &options.call())?;
            State::send(context, call, Then::Data(operation.effect))
        } else {
            self.state(client, family, given, &options)?
        };
        Ok(Job::new(context, &self.name, &options, follows, state))
    }

    fn state(&self, client: &Client, family: Family, given: &Array, options: &Options) -> Result<State> {
        let (context, first, call) = (client.context(), given.get(0), options.call());
        Ok(match self.kind {
            Kind::Start | Kind::Run => match options.key()? {
                Some(key) => State::IdempotentStart(IdempotentStart::new(
                    context,
                    client.starts(),
                    family,
                    &first,
                    key,
                    call,
                )?),
                None => State::request(context, family, Verb::Start, &first, &call)?,
            },
            Kind::Wait => {
                let (target, wait) = (Target::read(family, &first)?, options.wait()?);
                State::wait(context, &client.poller(), family, target, &wait)?
            }
            Kind::Watch => {
                // It tells of this task alone.
                let target = Target { siblings: Vec::new(), ..Target::read(family, &first)? };
                let wait = options.wait()?;
                State::Watch(Watch::new(context, &client.poller(), family, target, None, &wait)?)
            }
            Kind::ListAll => State::Pages(Pages::new(context, family, &first, call)?),
            Kind::Check => {
                let mut check_once = CheckOnce::new(context, client.own_poller());
                for task in stored::list(&first)?.iter() {
                    check_once.add(stored::read(&task), &call);
                }
                State::CheckOnce(Box::new(check_once))
            }
            Kind::Call => {
                let (query, body, raw) = (options.value("query"), options.value("body"), options.flag("raw"));
                let text = |value: JsValue| value.as_string().unwrap_or_default();
                let parts = CallParts { query, body, raw };
                let call = parts.prepare(&text(first), &text(given.get(1)), &call)?;
                State::send(context, call, Then::Raw)
            }
            Kind::Upload => {
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
            Kind::Download => {
                let wanted = Download {
                    result: first,
                    max_bytes: options.number("maxBytes"),
                    allow_hosts: options.texts("allowHosts"),
                    on_progress: options.function("onProgress"),
                };
                State::send(context, wanted.begin(&call)?, Then::Raw)
            }
            Kind::Ask(ask) => {
                let verb = match ask {
                    Ask::Get | Ask::Status => Verb::Get,
                    Ask::List => Verb::List,
                    Ask::Batch => Verb::Batch,
                    Ask::Delete => Verb::Delete,
                    Ask::Rename => Verb::Rename(given.get(1)),
                };
                State::request(context, family, verb, &first, &call)?
            }
            // These do not come here: `job` has made the request of an operation, the others have no machine.
            Kind::Operation | Kind::View | Kind::Notify | Kind::WaitAll => State::Ended,
        })
    }
}
