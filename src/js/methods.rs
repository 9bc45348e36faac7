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
use crate::schema::verb::{Takes, Verb};
use crate::start::idempotent::IdempotentStart;
use crate::task::list_all::Pages;
use crate::text;

/// What a method that was called belongs to.
enum Entry {
    /// An operation of the list.
    Operation(Operation),
    /// A family of the list, and what is done with its tasks.
    Family(Family, Kind),
    /// The client itself.
    Client(Kind),
}

/// What a method does.
#[derive(Clone, Copy)]
enum Kind {
    /// Its value is there at once.
    Now(Now),
    /// It is a machine that sends or waits.
    Later(Later),
}

#[derive(Clone, Copy)]
enum Now {
    View,
    Notify,
    WaitAll,
}

#[derive(Clone, Copy, PartialEq)]
enum Later {
    /// One request of a family.
    Verb(Verb),
    Wait,
    Run,
    Watch,
    ListAll,
    Upload,
    /// The vendor's name for the `get` of a family.
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

// The methods of a family behind its verbs.
numbered! { FOLLOWING FOLLOWING_KINDS
    "wait" Later Wait "run" Later Run "watch" Later Watch "listAll" Later ListAll "task" Now View
}

// What stands behind the list of operations: the upload, which is two requests, the vendor's name for a
// `get`, the call by method and path, and what takes tasks of any family.
numbered! { OTHERS OTHER_KINDS
    "storage.upload" Later Upload "faceSwap.previews.status" Later Status "call" Later Call "wait" Later Wait
    "watch" Later Watch "waitAll" Now WaitAll "notify" Now Notify "check" Later Check "download" Later Download
}

/// The names of the methods of a family, in the order of their numbers.
pub(super) fn of_family() -> String {
    text::join(&[Verb::NAMES, FOLLOWING])
}

/// A method that was called.
pub(super) struct Method {
    entry: Entry,
    /// As the caller wrote it, behind the client.
    name: String,
}

impl Method {
    /// The operation that stands at this place of the list, a method of the family there, or behind the list one of
    /// the others; `None` for a number that `resources.js` does not have.
    pub(super) fn at(place: usize, number: usize) -> Option<Self> {
        let text = text::cut(LIST.get(place..).unwrap_or_default(), "\n").0;
        let (family, names) = (Family(text), of_family());
        let key = family.key();
        let (entry, dot, names) = if text.is_empty() {
            (Entry::Client(*OTHER_KINDS.get(number)?), "", OTHERS)
        } else if key.is_empty() {
            (Entry::Operation(Operation::parse(text)), "", text)
        } else {
            let kind = match Verb::METHODS.get(number) {
                Some(verb) => Kind::Later(Later::Verb(*verb)),
                None => *FOLLOWING_KINDS.get(number.checked_sub(Verb::METHODS.len())?)?,
            };
            (Entry::Family(family, kind), ".", names.as_str())
        };
        Some(Self { entry, name: text::join(&[key, dot, text::words(names, " ").nth(number)?]) })
    }

    /// Makes the machine, or the value where there is nothing to wait for. Each error names the method.
    pub(super) fn begin(&self, client: &Client, given: &Array) -> Result<JsValue> {
        let made = if host::is_promised(given) {
            let words = ": an argument is a promise: await it first";
            Err(Error::new(ErrorKind::Validation, &[words])
                .with(|facts| facts.field = String::from("arguments")))
        } else {
            match &self.entry {
                Entry::Operation(operation) => self.operation(client, operation, given),
                Entry::Family(family, kind) => self.method(client, Some(*family), *kind, given),
                Entry::Client(kind) => self.method(client, None, *kind, given),
            }
        };
        made.map_err(|error| error.of(&self.name))
    }

    fn operation(&self, client: &Client, operation: &Operation, given: &Array) -> Result<JsValue> {
        let (takes_id, takes_params) = (operation.takes_id(), !operation.fields.is_empty());
        let place = u32::from(takes_id).saturating_add(takes_params.into());
        let options = Options::of_call(&given.get(place), options::LIMIT)?;
        let params = if takes_params { given.get(takes_id.into()) } else { JsValue::UNDEFINED };
        let call = prepare::prepare(client.context(), operation, &given.get(0), &params, &options.call())?;
        let state = State::send(client.context(), call, Then::Data(operation.effect));
        Ok(Job::new(client.context(), &self.name, &options, None, state).into())
    }

    /// A method of a family, or of the client, where the task names the family.
    fn method(&self, client: &Client, family: Option<Family>, kind: Kind, given: &Array) -> Result<JsValue> {
        match kind {
            Kind::Now(now) => self.now(client, family, now, given),
            Kind::Later(later) => self.job(client, family, later, given).map(JsValue::from),
        }
    }

    fn now(&self, client: &Client, family: Option<Family>, now: Now, given: &Array) -> Result<JsValue> {
        let first = given.get(0);
        match now {
            Now::View => {
                let task = Task::read(of_task(family, &first)?, &first, host::now());
                let wrong = || Error::input("record", "must be a record with an id");
                Ok(task.ok_or_else(wrong)?.to_js())
            }
            Now::Notify => {
                let family = of_task(family, &first)?;
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

    fn job(&self, client: &Client, family: Option<Family>, later: Later, given: &Array) -> Result<Job> {
        let (context, first) = (client.context(), given.get(0));
        let family = match later {
            Later::Upload | Later::Call | Later::Check | Later::Download => Family(""),
            Later::Status => StartFaceSwapPreview::FAMILY,
            Later::Verb(_) | Later::Wait | Later::Run | Later::Watch | Later::ListAll => {
                of_task(family, &first)?
            }
        };
        let (place, besides) = match later {
            Later::Verb(Verb::Start) => (1, options::START),
            Later::Verb(verb) => (if verb.takes() == Takes::IdAndName { 2 } else { 1 }, options::LIMIT),
            Later::Run => (1, options::RUN),
            Later::Wait => (1, options::WAIT),
            Later::Watch => (1, options::WATCH),
            Later::Call => (2, options::RAW),
            Later::Upload => (1, options::UPLOAD),
            Later::Download => (1, options::DOWNLOAD),
            Later::ListAll | Later::Status | Later::Check => (1, options::LIMIT),
        };
        let options = Options::of_call(&given.get(place), besides)?;
        let call = options.call();
        let mut follows = None;
        if later == Later::Run {
            watch::possible(family)?;
            follows = Some(Follow { family, options: options.wait()?, poller: client.poller() });
        }
        let request = |verb| State::request(context, family, verb, &first, &given.get(1), &call);
        let state = match later {
            Later::Verb(Verb::Start) | Later::Run => match options.key()? {
                Some(key) => State::IdempotentStart(IdempotentStart::new(
                    context,
                    client.starts(),
                    family,
                    &first,
                    key,
                    call,
                )?),
                None => request(Verb::Start)?,
            },
            Later::Verb(verb) => request(verb)?,
            Later::Status => request(Verb::Get)?,
            Later::Wait => {
                let (target, wait) = (Target::read(family, &first)?, options.wait()?);
                State::wait(context, &client.poller(), family, target, &wait)?
            }
            Later::Watch => {
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

/// The family of a method, or else the one that its task names.
fn of_task(family: Option<Family>, task: &JsValue) -> Result<Family> {
    family.map_or_else(|| stored::family(task), Ok)
}
