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
use crate::schema::verb::{Takes, Verb, verb_names};
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
    Call,
    Check,
    Download,
}

/// What a job is made of.
#[derive(Clone, Copy)]
enum Machine<'a> {
    Operation(&'a Operation),
    /// A method of a family, or of the client, where the task names the family.
    Method(Option<Family>, Later),
}

/// Names methods in the order in which `resources.js` numbers them.
macro_rules! numbered {
    ($names:ident $kinds:ident [$($verbs:tt)*] $first:literal $when:ident $head:ident
        $($name:literal $whens:ident $kind:ident $(($verb:expr))?)+) => {
        pub(super) const $names: &str = concat!($($verbs)* $first $(, " ", $name)+);
        const $kinds: &[Kind] = &[Kind::$when($when::$head) $(, Kind::$whens($whens::$kind $(($verb))?))+];
    };
}

// The methods of a family: behind its verbs, which are no kinds of their own.
numbered! { VERBS FOLLOWING_KINDS
    [verb_names!(),]
    "wait" Later Wait "run" Later Run "watch" Later Watch "listAll" Later ListAll "task" Now View
}

// What stands behind the list of operations: the upload, which is two requests, the vendor's name for a
// `get`, the call by method and path, and what takes tasks of any family.
numbered! { OTHERS OTHER_KINDS
    []
    "storage.upload" Later Upload "faceSwap.previews.status" Later Verb(Verb::Get) "call" Later Call "wait" Later Wait
    "watch" Later Watch "waitAll" Now WaitAll "notify" Now Notify "check" Later Check "download" Later Download
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
        let family = Family(text);
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
            (Entry::Family(family, kind), ".", VERBS)
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
            self.made(client, given)
        };
        made.map_err(|error| error.of(&self.name))
    }

    fn made(&self, client: &Client, given: &Array) -> Result<JsValue> {
        let (family, kind) = match &self.entry {
            Entry::Operation(operation) => return self.job(client, Machine::Operation(operation), given),
            Entry::Family(family, kind) => (Some(*family), *kind),
            // The client's only verb is the vendor's name for this `get`.
            Entry::Client(kind @ Kind::Later(Later::Verb(_))) => (Some(StartFaceSwapPreview::FAMILY), *kind),
            Entry::Client(kind) => (None, *kind),
        };
        match kind {
            Kind::Now(now) => self.now(client, family, now, given),
            Kind::Later(later) => self.job(client, Machine::Method(family, later), given),
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

    fn job(&self, client: &Client, machine: Machine<'_>, given: &Array) -> Result<JsValue> {
        let (context, first) = (client.context(), given.get(0));
        let family = match machine {
            Machine::Operation(_)
            | Machine::Method(_, Later::Upload | Later::Call | Later::Check | Later::Download) => Family(""),
            Machine::Method(
                family,
                Later::Verb(_) | Later::Wait | Later::Run | Later::Watch | Later::ListAll,
            ) => of_task(family, &first)?,
        };
        let (place, besides) = match machine {
            Machine::Operation(operation) => {
                let takes_params = !operation.fields.is_empty();
                (u32::from(operation.takes_id()).saturating_add(takes_params.into()), options::LIMIT)
            }
            Machine::Method(_, later) => match later {
                Later::Verb(Verb::Start) => (1, options::START),
                Later::Verb(verb) => (if verb.takes() == Takes::IdAndName { 2 } else { 1 }, options::LIMIT),
                Later::Run => (1, options::RUN),
                Later::Wait => (1, options::WAIT),
                Later::Watch => (1, options::WATCH),
                Later::Call => (2, options::RAW),
                Later::Upload => (1, options::UPLOAD),
                Later::Download => (1, options::DOWNLOAD),
                Later::ListAll | Later::Check => (1, options::LIMIT),
            },
        };
        let options = Options::of_call(&given.get(place), besides)?;
        let mut follows = None;
        let state = match machine {
            Machine::Operation(operation) => {
                let takes_id = operation.takes_id();
                let has_params = !operation.fields.is_empty();
                let params = if has_params { given.get(takes_id.into()) } else { JsValue::UNDEFINED };
                let call = prepare::prepare(context, operation, &first, &params, &options.call())?;
                State::send(context, call, Then::Data(operation.effect))
            }
            Machine::Method(_, later) => {
                if later == Later::Run {
                    watch::possible(family)?;
                    follows = Some(Follow { family, options: options.wait()?, poller: client.poller() });
                }
                self::state(client, family, later, given, &options)?
            }
        };
        Ok(Job::new(context, &self.name, &options, follows, state).into())
    }
}

/// The machine of a method.
fn state(client: &Client, family: Family, later: Later, given: &Array, options: &Options) -> Result<State> {
    let (context, first, call) = (client.context(), given.get(0), options.call());
    Ok(match later {
        Later::Verb(_) | Later::Run => {
            let verb = if let Later::Verb(verb) = later { verb } else { Verb::Start };
            match if verb == Verb::Start { options.key()? } else { None } {
                Some(key) => State::IdempotentStart(IdempotentStart::new(
                    context,
                    client.starts(),
                    family,
                    &first,
                    key,
                    call,
                )?),
                None => State::request(context, family, verb, &first, &given.get(1), &call)?,
            }
        }
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
    })
}

/// The family of a method, or else the one that its task names.
fn of_task(family: Option<Family>, task: &JsValue) -> Result<Family> {
    family.map_or_else(|| stored::family(task), Ok)
}
