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
    Family(Family, OfFamily),
    /// The client itself.
    Client(OfClient),
}

/// A method of a family.
#[derive(Clone, Copy)]
enum OfFamily {
    /// One request.
    Verb(Verb),
    Wait,
    Run,
    Watch,
    ListAll,
    Task,
}

/// A method that stands behind the list of operations.
#[derive(Clone, Copy)]
enum OfClient {
    /// Two requests.
    Upload,
    /// The vendor's name for the `get` of a family.
    Status,
    Call,
    /// These take tasks of any family.
    Wait,
    Watch,
    WaitAll,
    Notify,
    Check,
    Download,
}

/// Names methods in the order in which `resources.js` numbers them.
macro_rules! numbered {
    ($names:ident $kinds:ident: $kind:ident, $first:literal $head:ident $($name:literal $variant:ident)+) => {
        pub(super) const $names: &str = concat!($first $(, " ", $name)+);
        const $kinds: &[$kind] = &[$kind::$head $(, $kind::$variant)+];
    };
}

// The methods of a family behind its verbs.
numbered! { FOLLOWING FOLLOWING_KINDS: OfFamily,
    "wait" Wait "run" Run "watch" Watch "listAll" ListAll "task" Task
}

numbered! { OTHERS OTHER_KINDS: OfClient,
    "storage.upload" Upload "faceSwap.previews.status" Status "call" Call "wait" Wait "watch" Watch
    "waitAll" WaitAll "notify" Notify "check" Check "download" Download
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
        let nth = |names: &str| text::words(names, " ").nth(number).unwrap_or_default().into();
        if text.is_empty() {
            let entry = Entry::Client(*OTHER_KINDS.get(number)?);
            return Some(Self { entry, name: nth(OTHERS) });
        }
        let family = Family(text);
        let key = family.key();
        if key.is_empty() {
            return Some(Self { entry: Entry::Operation(Operation::parse(text)), name: nth(text) });
        }
        let method = match Verb::METHODS.get(number) {
            Some(verb) => OfFamily::Verb(*verb),
            None => *FOLLOWING_KINDS.get(number.checked_sub(Verb::METHODS.len())?)?,
        };
        let name = text::join(&[key, ".", &nth(&of_family())]);
        Some(Self { entry: Entry::Family(family, method), name })
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
                Entry::Family(family, method) => self.of_family(client, *family, *method, given),
                Entry::Client(method) => self.of_client(client, *method, given),
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
        Ok(self.job(client, &options, None, state))
    }

    fn of_family(&self, client: &Client, family: Family, method: OfFamily, given: &Array) -> Result<JsValue> {
        let (context, first) = (client.context(), given.get(0));
        let read = |besides| Options::of_call(&given.get(1), besides);
        let mut follows = None;
        let (options, state) = match method {
            OfFamily::Verb(Verb::Start) => {
                let options = read(options::START)?;
                let state = start(client, family, &first, &options)?;
                (options, state)
            }
            OfFamily::Verb(verb) => {
                let place = match verb.takes() {
                    Takes::Nothing => 0,
                    Takes::Params | Takes::Id | Takes::Query | Takes::Ids => 1,
                    Takes::IdAndName => 2,
                };
                let options = Options::of_call(&given.get(place), options::LIMIT)?;
                let state = State::request(context, family, verb, &first, &given.get(1), &options.call())?;
                (options, state)
            }
            OfFamily::Run => {
                let options = read(options::RUN)?;
                watch::possible(family)?;
                follows = Some(Follow { family, options: options.wait()?, poller: client.poller() });
                let state = start(client, family, &first, &options)?;
                (options, state)
            }
            OfFamily::Wait => {
                let options = read(options::WAIT)?;
                let (target, wait) = (Target::read(family, &first)?, options.wait()?);
                let state = State::wait(context, &client.poller(), family, target, &wait)?;
                (options, state)
            }
            OfFamily::Watch => {
                let options = read(options::WATCH)?;
                // It tells of this task alone.
                let target = Target { siblings: Vec::new(), ..Target::read(family, &first)? };
                let wait = options.wait()?;
                let watch = Watch::new(context, &client.poller(), family, target, None, &wait)?;
                (options, State::Watch(watch))
            }
            OfFamily::ListAll => {
                let options = read(options::LIMIT)?;
                let pages = Pages::new(context, family, &first, options.call())?;
                (options, State::Pages(pages))
            }
            OfFamily::Task => {
                let task = Task::read(family, &first, host::now());
                let wrong = || Error::input("record", "must be a record with an id");
                return Ok(task.ok_or_else(wrong)?.to_js());
            }
        };
        Ok(self.job(client, &options, follows, state))
    }

    fn of_client(&self, client: &Client, method: OfClient, given: &Array) -> Result<JsValue> {
        let (context, first) = (client.context(), given.get(0));
        let read = |place, besides| Options::of_call(&given.get(place), besides);
        let of_family = |family, method| self.of_family(client, family, method, given);
        let (options, state) = match method {
            OfClient::Status => return of_family(StartFaceSwapPreview::FAMILY, OfFamily::Verb(Verb::Get)),
            OfClient::Wait => return of_family(stored::family(&first)?, OfFamily::Wait),
            OfClient::Watch => return of_family(stored::family(&first)?, OfFamily::Watch),
            OfClient::Notify => {
                let family = stored::family(&first)?;
                return Ok(client.notify(family, &Target::read(family, &first)?.id).into());
            }
            OfClient::WaitAll => {
                let options = read(1, options::WAIT)?;
                let (poller, wait) = (client.poller(), options.wait()?);
                let jobs = Array::new();
                for task in stored::list(&first)?.iter() {
                    let state = stored::read(&task)
                        .and_then(|(family, target)| State::wait(context, &poller, family, target, &wait));
                    jobs.push(&match state {
                        Ok(state) => self.job(client, &options, None, state),
                        Err(error) => error.of(&self.name).into(),
                    });
                }
                return Ok(jobs.into());
            }
            OfClient::Check => {
                let options = read(1, options::LIMIT)?;
                let call = options.call();
                let mut check_once = CheckOnce::new(context, client.own_poller());
                for task in stored::list(&first)?.iter() {
                    check_once.add(stored::read(&task), &call);
                }
                (options, State::CheckOnce(Box::new(check_once)))
            }
            OfClient::Call => {
                let options = read(2, options::RAW)?;
                let (query, body, raw) = (options.value("query"), options.value("body"), options.flag("raw"));
                let text = |value: JsValue| value.as_string().unwrap_or_default();
                let parts = CallParts { query, body, raw };
                let call = parts.prepare(&text(first), &text(given.get(1)), &options.call())?;
                (options, State::send(context, call, Then::Raw))
            }
            OfClient::Upload => {
                let options = read(1, options::UPLOAD)?;
                let wanted = Upload {
                    file: first,
                    name: options.text("name"),
                    content_type: options.text("contentType"),
                    max_bytes: options.number("maxBytes"),
                    on_progress: options.function("onProgress"),
                };
                let (call, upload) = Uploading::begin(context, wanted, &options.call())?;
                (options, State::send(context, call, Then::Put(upload)))
            }
            OfClient::Download => {
                let options = read(1, options::DOWNLOAD)?;
                let wanted = Download {
                    result: first,
                    max_bytes: options.number("maxBytes"),
                    allow_hosts: options.texts("allowHosts"),
                    on_progress: options.function("onProgress"),
                };
                let call = wanted.begin(&options.call())?;
                (options, State::send(context, call, Then::Raw))
            }
        };
        Ok(self.job(client, &options, None, state))
    }

    fn job(&self, client: &Client, options: &Options, follows: Option<Follow>, state: State) -> JsValue {
        Job::new(client.context(), &self.name, options, follows, state).into()
    }
}

/// The machine of a start, with or without a key.
fn start(client: &Client, family: Family, params: &JsValue, options: &Options) -> Result<State> {
    let (context, call) = (client.context(), options.call());
    match options.key()? {
        Some(key) => {
            let start = IdempotentStart::new(context, client.starts(), family, params, key, call)?;
            Ok(State::IdempotentStart(start))
        }
        None => State::request(context, family, Verb::Start, params, &JsValue::UNDEFINED, &call),
    }
}
