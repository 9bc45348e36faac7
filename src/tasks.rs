//! The typed door: requests and records as structs, for Rust on wasm32.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::api::storage::UploadedFile;
use crate::client::Client;
use crate::config::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::family::TaskFamily;
use crate::operation::Endpoint;
use crate::page::Page;
use crate::pages::Pages;
use crate::task::{Target, Task};
use crate::upload::{self, Upload};
use crate::watch::{self, WaitOptions, Watch};

impl Client {
    /// Sends one operation and gives its typed answer.
    pub async fn send<E: Endpoint>(&self, request: &E, options: &CallOptions) -> Result<E::Answer> {
        let params = encode(request)?;
        let id = JsValue::from(request.id());
        decode(self.request(&E::OPERATION, &id, &params, options).await?.data)
    }

    /// Uploads a file to A2E's storage. Charged (documented); the bytes go without the token.
    pub async fn upload(&self, wanted: Upload, options: &CallOptions) -> Result<UploadedFile> {
        decode(upload::upload(self, wanted, options).await?)
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
        self.client.start(S::FAMILY, &encode(request)?, options).await
    }

    /// One record.
    pub async fn get(&self, id: &str, options: &CallOptions) -> Result<S::Record> {
        decode(self.client.get(S::FAMILY, &id.into(), options).await?)
    }

    /// One page of records; pages count from 1, a page holds at most 100.
    pub async fn list(&self, page: u32, page_size: u32, options: &CallOptions) -> Result<Page<S::Record>> {
        let query = crate::host::object(&[("page", page.into()), ("pageSize", page_size.into())]).into();
        let Page { items, total, page, page_size, has_more } =
            self.client.list(S::FAMILY, &query, options).await?;
        let items = items.into_iter().map(decode).collect::<Result<_>>()?;
        Ok(Page { items, total, page, page_size, has_more })
    }

    /// Every record, page after page, each once.
    pub fn list_all(&self, page_size: u32, options: CallOptions) -> Result<Records<S::Record>> {
        let query = crate::host::object(&[("pageSize", page_size.into())]).into();
        let pages = Pages::new(self.client.clone(), S::FAMILY, &query, options)?;
        Ok(Records { pages, record: PhantomData })
    }

    /// Records by id, 200 at most; ids that the service does not know are left out.
    pub async fn batch(&self, ids: &[String], options: &CallOptions) -> Result<Vec<S::Record>> {
        let ids = ids.iter().map(JsValue::from).collect::<js_sys::Array>();
        decode(self.client.batch(S::FAMILY, &ids, options).await?)
    }

    /// Deletes one record.
    pub async fn delete(&self, id: &str, options: &CallOptions) -> Result<()> {
        self.client.delete(S::FAMILY, &id.into(), options).await.map(drop)
    }

    /// Waits for the end of a task; a failed one is an error that carries it.
    pub async fn wait(&self, id: &str, options: WaitOptions) -> Result<Task> {
        let target = Target::read(S::FAMILY, "wait", &id.into())?;
        watch::wait(Watch::new(self.client.clone(), S::FAMILY, target, None, options)?, |_| {}).await
    }

    /// Starts a task and waits for its end.
    pub async fn run(&self, request: &S, options: WaitOptions) -> Result<Task> {
        let task = self.start(request, &options.call).await?;
        let target = Target::of(&task);
        watch::wait(Watch::new(self.client.clone(), S::FAMILY, target, Some(task), options)?, |_| {}).await
    }
}

/// The records of a list, asked for as they are used.
pub struct Records<R> {
    pages: Pages,
    record: PhantomData<fn() -> R>,
}

impl<R: DeserializeOwned> Records<R> {
    /// The next record; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<R>> {
        self.pages.next().await?.map(decode).transpose()
    }
}

impl Task {
    /// The service's record, typed.
    pub fn record<R: DeserializeOwned>(&self) -> Result<R> {
        decode(self.record.clone())
    }
}

fn encode<T: Serialize>(value: &T) -> Result<JsValue> {
    // `None` becomes `undefined`, which JSON leaves out; a map becomes a plain object.
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|error| Error::new(ErrorKind::Validation, &[&error.to_string()]))
}

fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| Error::new(ErrorKind::Decode, &[&error.to_string()]))
}
