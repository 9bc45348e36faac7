//! Async iterators: the changes of a task, and the records of all pages.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::promise::promise;
use crate::error::Result;
use crate::host;
use crate::pages::Pages;
use crate::scope::{Stop, Switch};
use crate::watch::Watch;

/// Where the values come from.
pub(crate) enum Source {
    Watch(Box<Watch>),
    Pages(Box<Pages>),
    /// Ended, failed, left, or at work in a step.
    Nothing,
}

impl Source {
    async fn next(&mut self) -> Result<Option<JsValue>> {
        match self {
            Self::Watch(watch) => Ok(watch.next().await?.map(|task| task.to_js())),
            Self::Pages(pages) => pages.next().await,
            Self::Nothing => Ok(None),
        }
    }
}

/// An async iterator for `for await`. Leaving the loop ends it.
#[wasm_bindgen(skip_typescript)]
#[derive(Clone)]
pub struct Stream(Rc<Steps>);

struct Steps {
    source: RefCell<Source>,
    /// Ends the step under way.
    switch: Rc<Switch>,
    left: Cell<bool>,
    /// The newest step: steps run one after another, however they are asked for.
    newest: RefCell<Promise>,
}

impl Stream {
    pub(crate) fn new(source: Source) -> Self {
        let switch = match &source {
            Source::Watch(watch) => watch.scope.switch.clone(),
            Source::Pages(pages) => pages.scope.switch.clone(),
            Source::Nothing => Rc::default(),
        };
        Self(Rc::new(Steps {
            source: RefCell::new(source),
            switch,
            left: Cell::new(false),
            newest: RefCell::new(Promise::resolve(&JsValue::UNDEFINED)),
        }))
    }
}

#[wasm_bindgen]
impl Stream {
    /// The next value.
    pub fn next(&self) -> Promise {
        let steps = self.0.clone();
        let before = self.0.newest.borrow().clone();
        let step = promise(Box::pin(async move {
            // How the step before ended is its own caller's business.
            let _ = JsFuture::from(before).await;
            let mut source = steps.source.replace(Source::Nothing);
            let value = match source.next().await {
                _ if steps.left.get() => None,
                Ok(value) => value,
                Err(error) => return Err(error),
            };
            if value.is_some() {
                steps.source.replace(source);
            }
            Ok(result(value))
        }));
        *self.0.newest.borrow_mut() = step.clone();
        step
    }

    /// Ends the iteration; `break` calls it.
    #[wasm_bindgen(js_name = "return")]
    pub fn leave(&self) -> Promise {
        self.0.left.set(true);
        self.0.source.replace(Source::Nothing);
        self.0.switch.stop(Stop::Closed);
        Promise::resolve(&result(None))
    }

    /// Itself.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn iterator(&self) -> Stream {
        self.clone()
    }
}

fn result(value: Option<JsValue>) -> JsValue {
    host::object(&[("done", value.is_none().into()), ("value", value.unwrap_or_default())]).into()
}
