//! The one place where promises are made, so that a panic leaves none pending for ever.

use std::cell::{Cell, RefCell};
use std::pin::Pin;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::error::{Error, ErrorKind};

thread_local! {
    /// How to reject each promise that is not settled yet.
    static PENDING: RefCell<Vec<Option<Function>>> = const { RefCell::new(Vec::new()) };
    static HOOKED: Cell<bool> = const { Cell::new(false) };
}

/// A future under way for JavaScript.
pub type Work = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

/// Makes a promise of a future.
///
/// wasm stops at a panic, and whoever awaits would wait for ever. No input should ever get there;
/// should one, every pending promise is rejected with kind `internal`, and the next call works.
pub fn promise(work: Work) -> Promise {
    if !HOOKED.replace(true) {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            before(info);
            reject_all();
        }));
    }
    let mut work = Some(work);
    Promise::new(&mut |resolve, reject| {
        let Some(work) = work.take() else { return };
        let place = register(reject.clone());
        spawn_local(async move {
            let result = work.await;
            unregister(place);
            // The functions of a promise do not throw.
            let _ = match result {
                Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
                Err(error) => reject.call1(&JsValue::UNDEFINED, &error.into()),
            };
        });
    })
}

fn register(reject: Function) -> usize {
    PENDING.with_borrow_mut(|pending| match pending.iter().position(Option::is_none) {
        Some(free) => {
            if let Some(slot) = pending.get_mut(free) {
                *slot = Some(reject);
            }
            free
        }
        None => {
            pending.push(Some(reject));
            pending.len().saturating_sub(1)
        }
    })
}

fn unregister(place: usize) {
    PENDING.with_borrow_mut(|pending| {
        if let Some(slot) = pending.get_mut(place) {
            *slot = None;
        }
    });
}

fn reject_all() {
    // The panic may have come from inside the list itself.
    let pending = PENDING.with(|pending| pending.try_borrow_mut().map(|mut list| std::mem::take(&mut *list)));
    for reject in pending.unwrap_or_default().into_iter().flatten() {
        let error =
            Error::new(ErrorKind::Internal, &["a2e-wasm stopped at a bug of its own; please report it"]);
        let _ = reject.call1(&JsValue::UNDEFINED, &error.into());
    }
}
