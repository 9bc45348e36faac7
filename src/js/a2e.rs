//! The class `A2E`, and its resources, made of the list of all operations.
//!
//! A method of wasm-bindgen costs bytes for each operation, in wasm and in glue. Here one method
//! serves all: `resources.js` calls it with the place of an operation in the list.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::job::Job;
use super::{options, stored};
use crate::api::ENTRIES;
use crate::api::face_swap::StartFaceSwapPreview;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::family::{Family, TaskFamily as _};
use crate::host;
use crate::operation::Operation;
use crate::task::Task;
use crate::text;
use crate::verbs::Verb;

/// What stands behind the list of operations: the upload, which is two requests, the vendor's name
/// for a `get`, the call by method and path, and what takes tasks of any family.
const BEHIND: &str = "storage.upload faceSwap.previews.status call wait watch check download";

/// The verbs of a family, in the order in which `resources.js` numbers them.
const VERBS: &str = "start get list batch delete rename wait run watch listAll";

/// A client of the A2E API. `createClient` loads the module and makes one; keep it as long as the
/// page or the isolate lives.
#[wasm_bindgen]
pub struct A2E(Client);

#[wasm_bindgen]
impl A2E {
    /// Made by `createClient`, once the module is loaded.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: JsValue,
    ) -> Result<A2E, JsValue> {
        Ok(Self(Client::new(options::client(&options)?)?))
    }

    /// Gives the class, by its prototype and once, its methods and a getter for each resource.
    #[wasm_bindgen(skip_typescript)]
    pub fn furnish(prototype: &JsValue) {
        let mut names = String::new();
        for text in ENTRIES {
            names.push_str(text::words(text, " ").next().unwrap_or_default());
            names += " ";
        }
        names.push_str(BEHIND);
        furnish(prototype, &names, VERBS);
    }

    /// Ends every wait of this client with kind `aborted`; later calls are refused. Tasks go on at
    /// the service and can be waited for again by another client.
    pub fn close(&self) {
        self.0.close();
    }

    /// Checks what a method was given, and makes the machine that does it. The method is an entry of
    /// the list, or a verb of the family that stands there.
    #[wasm_bindgen(skip_typescript)]
    pub fn job(
        &self,
        place: usize,
        verb: usize,
        first: JsValue,
        second: JsValue,
        third: JsValue,
    ) -> Result<Job, JsValue> {
        let client = &self.0;
        let none = JsValue::UNDEFINED;
        let job = match entry(place) {
            Some(Entry::Operation(operation)) => {
                let (id, params, options) = match (operation.takes_id(), operation.fields.is_empty()) {
                    (true, true) => (&first, &none, &second),
                    (true, false) => (&first, &second, &third),
                    (false, true) => (&none, &none, &first),
                    (false, false) => (&none, &first, &second),
                };
                Job::operation(client, operation, id, params, options)
            }
            Some(Entry::Family(family)) => match verb {
                0 => Job::start(client, family, &first, &second),
                5 => Job::verb(client, family, Verb::Rename(second), &first, &third),
                6 => Job::wait(client, &client.poller(), family, &first, &second),
                7 => Job::run(client, family, &first, &second),
                8 => Job::watch(client, family, &first, &second),
                9 => Job::pages(client, family, &first, &second),
                _ => {
                    let verb = match verb {
                        1 => Verb::Get,
                        2 => Verb::List,
                        3 => Verb::Batch,
                        _ => Verb::Delete,
                    };
                    Job::verb(client, family, verb, &first, &second)
                }
            },
            None => match place.saturating_sub(ENTRIES.len()) {
                0 => Job::upload(client, first, &second),
                1 => Job::verb(client, StartFaceSwapPreview::FAMILY, Verb::Get, &first, &second),
                2 => Job::call(client, &first, &second, &third),
                3 => {
                    let family = stored::family("wait", &first)?;
                    Job::wait(client, &client.poller(), family, &first, &second)
                }
                4 => Job::watch(client, stored::family("watch", &first)?, &first, &second),
                5 => Job::check(client, &first, &second),
                _ => Job::download(client, first, &second),
            },
        };
        Ok(job?)
    }

    /// A machine for each of several tasks, or the error of one that cannot be read.
    #[wasm_bindgen(skip_typescript)]
    pub fn waits(&self, tasks: &JsValue, options: &JsValue) -> Result<Array, JsValue> {
        let client = &self.0;
        let poller = client.poller();
        options::wait("waitAll", options)?;
        let begin = |task: JsValue| {
            let family = stored::family("waitAll", &task)?;
            Job::wait(client, &poller, family, &task, options)
        };
        let tasks = stored::list("waitAll", tasks)?;
        Ok(tasks.iter().map(|task| begin(task).map_or_else(JsValue::from, JsValue::from)).collect())
    }

    /// Looks at a task as soon as possible, if it is waited for: for webhooks, whose bodies are not to be
    /// trusted. Takes a view, its JSON, or `{ family, id }`.
    pub fn notify(
        &self,
        #[wasm_bindgen(unchecked_param_type = "StoredTask")] task: JsValue,
    ) -> Result<(), JsValue> {
        let (family, target) = stored::read("notify", &task)?;
        self.0.notify(family, &target.id);
        Ok(())
    }

    /// The view of a record of the family at a place of the list.
    #[wasm_bindgen(skip_typescript)]
    pub fn task(&self, place: usize, record: JsValue) -> Result<JsValue, JsValue> {
        let Some(Entry::Family(family)) = entry(place) else { return Ok(JsValue::UNDEFINED) };
        Ok(view(family, &record)?)
    }
}

/// What a name stands for.
enum Entry {
    Operation(Operation),
    Family(Family),
}

fn entry(place: usize) -> Option<Entry> {
    let text = *ENTRIES.get(place)?;
    // A family is a resource by itself; its name ends where another's method follows.
    let family = text::words(text, " ").next()?.ends_with('.');
    Some(if family { Entry::Family(Family(text)) } else { Entry::Operation(Operation::parse(text)) })
}

fn view(family: Family, record: &JsValue) -> Result<JsValue> {
    let task = Task::read(family, record, host::now()).ok_or_else(|| {
        let name = text::join(&[family.key(), ".task"]);
        Error::input(&name, "record", "must be a record with an id")
    })?;
    Ok(task.to_js())
}

#[wasm_bindgen(module = "/src/js/resources.js")]
extern "C" {
    fn furnish(prototype: &JsValue, names: &str, verbs: &str);
}
