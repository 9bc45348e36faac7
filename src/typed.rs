//! The client for Rust on wasm32: requests and records as structs.

use std::marker::PhantomData;
use std::rc::Rc;

use js_sys::Object;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::api::miscellaneous::UploadedFile;
use crate::client::Client;
use crate::context::Context;
use crate::context::options::{CallOptions, ClientOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::files::download::Download;
use crate::files::upload::{Upload, Uploading};
use crate::host;
use crate::id::id_of;
use crate::machine::driver::Driver;
use crate::poll::poll_loop::PollLoop;
use crate::poll::poller::Poller;
use crate::poll::watch::{self, Wait, WaitOptions, Watch};
use crate::record::page::{Page, Rows};
use crate::record::view::{Target, Task};
use crate::request::prepare::{self, CallParts};
use crate::schema::family::TaskFamily;
use crate::schema::operation::{Effect, Endpoint};
use crate::schema::verb::Verb;
use crate::start::idempotent::IdempotentStart;
use crate::start::key::Key;
use crate::task::list_all::Pages;
use crate::task::verbs::{self, PendingResponse};
use crate::text;
use crate::transport::attempt;
use crate::transport::call::Call;
use crate::transport::envelope::Reply;
use crate::transport::exchange::Exchange;

impl Client {
    /// Makes a client; wrong options are refused here, wrong tokens at the first call.
    pub fn new(options: ClientOptions) -> Result<Self> {
        Self::launching(options, launch)
    }

    /// Sends one operation and gives its typed answer. The start of a family is one, too; what follows a
    /// task is in [`Client::tasks`].
    ///
    /// ```no_run
    /// use a2e_wasm::api::veo_video::StartVeoVideo;
    /// use a2e_wasm::api::voices::{GenerateSpeech, ListPublicVoices};
    /// use a2e_wasm::{CallOptions, Client};
    ///
    /// # async fn example(client: Client) -> Result<(), a2e_wasm::Error> {
    /// let options = CallOptions::default();
    /// let groups = client.send(&ListPublicVoices::default(), &options).await?;
    /// let voice = groups.into_iter().filter_map(|group| group.children).flatten().next();
    /// let speech = GenerateSpeech {
    ///     msg: "Hello".into(),
    ///     tts_id: voice.map(|voice| voice.value),
    ///     ..Default::default()
    /// };
    /// let address: String = client.send(&speech, &options).await?;
    ///
    /// let video = StartVeoVideo { prompt: "A calm sea".into(), ..Default::default() };
    /// let record = client.send(&video, &options).await?;
    /// println!("{address} {}", record._id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send<E: Endpoint>(&self, request: &E, options: &CallOptions) -> Result<E::Answer> {
        let params = encode(request)?;
        let operation = E::operation();
        let call = prepare::prepare(
            self.context(),
            &operation,
            &request.id().into(),
            &params,
            &Rc::new(options.clone()),
        );
        let call = call.map_err(|error| error.of(&operation.name()))?;
        let data = prepare::data(operation.effect, &*self.exchange(call).await?);
        decode(data.clone()).map_err(|error| {
            // It arrived, so what it names was done: a task that was started is never lost.
            error.with(|facts| {
                if operation.effect == Effect::Charge {
                    facts.kind = ErrorKind::UnknownOutcome;
                    facts.outcome_unknown = true;
                    facts.add(attempt::SENT);
                }
                facts.method = operation.method;
                facts.path = operation.template();
                facts.task_id = id_of(&data).unwrap_or_default();
            })
        })
    }

    /// Any operation by its path: the way to what this library does not know.
    pub async fn call(
        &self,
        method: &str,
        path: &str,
        given: CallParts,
        options: &CallOptions,
    ) -> Result<JsValue> {
        let call = given.prepare(method, path, &Rc::new(options.clone()));
        Ok(self.exchange(call.map_err(|error| error.of("call"))?).await?.data)
    }

    /// Uploads a file to A2E's storage. Charged (documented); the bytes go without the token.
    pub async fn upload(&self, wanted: Upload, options: &CallOptions) -> Result<UploadedFile> {
        let named = |error: Error| error.of("storage.upload");
        let (call, upload) =
            Uploading::begin(self.context(), wanted, &Rc::new(options.clone())).map_err(named)?;
        let (call, file) = upload.put(&*self.exchange(call).await?).map_err(named)?;
        self.exchange(call).await?;
        decode(file)
    }

    /// Downloads a result, as a `Blob` of the host. The media host does not get the token.
    pub async fn download(&self, wanted: Download, options: &CallOptions) -> Result<JsValue> {
        let call = wanted.begin(&Rc::new(options.clone())).map_err(|error| error.of("download"))?;
        Ok(self.exchange(call).await?.data)
    }

    pub(crate) async fn exchange(&self, call: Box<Call>) -> Result<Box<Reply>> {
        let driver = Driver::new(&call.options.signal);
        let name = text::join(&[call.method, " ", &call.path]);
        let mut exchange = Exchange::new(self.context(), call);
        driver.run(|outcome| exchange.step(outcome)).await.map_err(|error| error.of(&name))
    }

    /// The tasks of one family, named by the struct that starts them.
    pub fn tasks<S: TaskFamily>(&self) -> Tasks<S> {
        Tasks { client: self.clone(), family: PhantomData }
    }
}

/// The tasks of one family.
pub struct Tasks<S> {
    client: Client,
    family: PhantomData<fn(S)>,
}

impl<S: TaskFamily> Tasks<S> {
    /// Starts a task, which costs coins.
    pub async fn start(&self, request: &S, options: &CallOptions) -> Result<Task> {
        let (reply, pending) =
            self.request(Verb::Start, encode(request)?, &JsValue::UNDEFINED, options).await?;
        pending.task(&reply).map_err(Self::named)
    }

    /// Starts a task with a key, which is in its name: the same key is the same task.
    pub async fn start_once(&self, request: &S, key: Key, options: &CallOptions) -> Result<Task> {
        let driver = Driver::new(&options.signal);
        let mut idempotent = IdempotentStart::new(
            self.client.context(),
            self.client.starts(),
            S::FAMILY,
            &encode(request)?,
            key,
            Rc::new(options.clone()),
        )
        .map_err(Self::named)?;
        driver.run(|outcome| idempotent.step(outcome)).await.map(Rc::unwrap_or_clone).map_err(Self::named)
    }

    /// One record.
    pub async fn get(&self, id: &str, options: &CallOptions) -> Result<S::Record> {
        let (reply, pending) = self.request(Verb::Get, id.into(), &JsValue::UNDEFINED, options).await?;
        decode(pending.record(&reply, false).map_err(Self::named)?)
    }

    /// One page of records; pages count from 1, a page holds at most 100.
    pub async fn list(&self, page: u32, page_size: u32, options: &CallOptions) -> Result<Page<S::Record>> {
        self.page(page, page_size, Object::new(), options).await
    }

    /// One page of the records that a filter lets through, in families whose list has one.
    pub async fn list_where(
        &self,
        filter: &S::Filter,
        page: u32,
        page_size: u32,
        options: &CallOptions,
    ) -> Result<Page<S::Record>> {
        self.page(page, page_size, encode(filter)?.unchecked_into(), options).await
    }

    async fn page(
        &self,
        page: u32,
        page_size: u32,
        query: Object,
        options: &CallOptions,
    ) -> Result<Page<S::Record>> {
        host::set(&query, "page", &page.into());
        host::set(&query, "pageSize", &page_size.into());
        let (reply, pending) = self.request(Verb::List, query.into(), &JsValue::UNDEFINED, options).await?;
        let Rows { items, total, page, page_size, has_more } = pending.page(&reply).map_err(Self::named)?;
        let items = items.iter().map(decode).collect::<Result<_>>()?;
        Ok(Page { items, total, page, page_size, has_more })
    }

    /// Every record, page after page, each once.
    pub fn list_all(&self, page_size: u32, options: CallOptions) -> Result<Records<S::Record>> {
        let query = host::object(&[("pageSize", page_size.into())]).into();
        let driver = Driver::new(&options.signal);
        let pages =
            Pages::new(self.client.context(), S::FAMILY, &query, Rc::new(options)).map_err(Self::named)?;
        Ok(Records { pages, driver, record: PhantomData })
    }

    /// Records by id, 200 at most; ids that the service does not know are left out.
    pub async fn batch(&self, ids: &[String], options: &CallOptions) -> Result<Vec<S::Record>> {
        let ids = ids.iter().map(JsValue::from).collect::<js_sys::Array>();
        let (reply, pending) = self.request(Verb::Batch, ids.into(), &JsValue::UNDEFINED, options).await?;
        decode(pending.records(&reply).map_err(Self::named)?.into())
    }

    /// Deletes one record.
    pub async fn delete(&self, id: &str, options: &CallOptions) -> Result<()> {
        self.request(Verb::Delete, id.into(), &JsValue::UNDEFINED, options).await.map(drop)
    }

    /// Gives one record another name, in families that can.
    pub async fn rename(&self, id: &str, name: &str, options: &CallOptions) -> Result<()> {
        self.request(Verb::Rename, id.into(), &name.into(), options).await.map(drop)
    }

    /// Sends any verb that the family has and gives the `data` of its answer: the way to a verb without a method of its own
    /// above. `given` is what the method of JavaScript takes first; `name` is sent by verbs that take a name too.
    pub async fn send(
        &self,
        verb: Verb,
        given: JsValue,
        name: &JsValue,
        options: &CallOptions,
    ) -> Result<JsValue> {
        Ok(self.request(verb, given, name, options).await?.0.data)
    }

    async fn request(
        &self,
        verb: Verb,
        given: JsValue,
        name: &JsValue,
        options: &CallOptions,
    ) -> Result<(Box<Reply>, Box<PendingResponse>)> {
        let options = Rc::new(options.clone());
        let call = verbs::request(self.client.context(), S::FAMILY, verb, &given, name, &options);
        let (call, pending) = call.map_err(Self::named)?;
        Ok((self.client.exchange(call).await?, pending))
    }

    /// Waits for the end of a task; a failed one is an error that carries it.
    pub async fn wait(&self, id: &str, options: WaitOptions) -> Result<Task> {
        let target = Target::read(S::FAMILY, &id.into()).map_err(Self::named)?;
        self.until_end(target, None, options).await
    }

    /// The error with the family before it, where it has no name yet.
    fn named(error: Error) -> Error {
        error.of(S::FAMILY.key())
    }

    /// Starts a task and waits for its end.
    pub async fn run(&self, request: &S, options: WaitOptions) -> Result<Task> {
        watch::possible(S::FAMILY).map_err(Self::named)?;
        let task = self.start(request, &options.call).await?;
        self.until_end(Target::of(&task), Some(task), options).await
    }

    async fn until_end(&self, target: Target, started: Option<Task>, options: WaitOptions) -> Result<Task> {
        let driver = Driver::new(&options.call.signal);
        let client = &self.client;
        let started = started.map(Rc::new);
        let watch = Watch::new(client.context(), &client.poller(), S::FAMILY, target, started, &options);
        let mut wait = Wait::new(watch.map_err(Self::named)?);
        driver.run(|outcome| wait.step(outcome, &|_| {})).await.map_err(Self::named)
    }
}

/// The records of a list, asked for as they are used.
pub struct Records<R> {
    pages: Box<Pages>,
    driver: Driver,
    record: PhantomData<fn() -> R>,
}

impl<R: DeserializeOwned> Records<R> {
    /// The next record; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<R>> {
        let Self { pages, driver, .. } = self;
        let record = driver.run(|outcome| pages.step(outcome)).await.map_err(|error| error.of("list_all"))?;
        record.map(decode).transpose()
    }
}

impl Task {
    /// The service's record, typed.
    pub fn record<R: DeserializeOwned>(&self) -> Result<R> {
        decode(self.get("record"))
    }

    /// The service's own word for its state.
    pub fn status(&self) -> String {
        self.get("status").as_string().unwrap_or_default()
    }

    /// 0 to 100, where the family tells.
    pub fn progress(&self) -> Option<f64> {
        self.get("progress").as_f64()
    }

    /// The results.
    pub fn urls(&self) -> Vec<String> {
        let urls = host::elements(&self.get("urls")).unwrap_or_default();
        urls.iter().filter_map(|url| url.as_string()).collect()
    }

    /// The id of what was made, in families whose result is no file: a voice, an avatar.
    pub fn result_id(&self) -> Option<String> {
        self.get("resultId").as_string()
    }

    /// Code and text of a failure.
    pub fn failure(&self) -> Option<(JsValue, String)> {
        let failure = self.get("failure");
        Some((host::get(&failure, "code"), host::text(&failure, "message")?))
    }

    /// What it cost, where the record tells.
    pub fn coins(&self) -> Option<f64> {
        self.get("coins").as_f64()
    }

    /// When the service made it (ISO 8601).
    pub fn created_at(&self) -> Option<String> {
        self.get("createdAt").as_string()
    }

    /// The ids of the tasks that the same start made besides this one.
    pub fn siblings(&self) -> Vec<String> {
        Target::of(self).siblings
    }
}

#[allow(clippy::disallowed_methods, reason = "this is not in the page's wasm")]
fn encode<T: Serialize>(value: &T) -> Result<JsValue> {
    // `None` becomes `undefined`, which JSON leaves out; a map becomes a plain object.
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|error| Error::new(ErrorKind::Validation, &[&error.to_string()]))
}

#[allow(clippy::disallowed_methods, reason = "this is not in the page's wasm")]
fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| Error::new(ErrorKind::Decode, &[&error.to_string()]))
}

/// Runs the poll loop of a poller until nobody waits.
fn launch(context: &Context, poller: &Poller) {
    let mut poll_loop = PollLoop::new(context.clone(), poller.clone());
    let engine = poller.0.engine.clone();
    engine.set_working(true);
    wasm_bindgen_futures::spawn_local(async move {
        let driver = Driver::new(&JsValue::UNDEFINED);
        // It has no error of its own: each task has its own.
        let _ = driver.run(|outcome| poll_loop.step(outcome)).await;
        engine.set_working(false);
    });
}
