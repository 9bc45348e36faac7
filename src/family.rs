//! A family of tasks, as data: where it lives and in what it differs from the others.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::operation::{Effect, Endpoint, Operation};
use crate::page::Paging;

/// The routes and words of one kind of task. Only the oddities are written down, as arguments of the
/// attribute `family`; [`Family::new`] holds what most families share.
///
/// A route is the rest of a path, behind the method where that is not the usual one. An empty one
/// does not exist; `?name` at its end says by which name the id goes into the query or the body.
#[derive(Debug)]
pub struct Family {
    /// The name in stored views, which is also the resource in JavaScript.
    pub key: &'static str,
    /// The start of all its paths.
    pub base: &'static str,
    /// The fields of the start.
    pub fields: &'static str,
    /// Starts a task.
    pub start: &'static str,
    /// One task.
    pub get: &'static str,
    /// Tasks, page by page.
    pub list: &'static str,
    /// Tasks by id.
    pub batch: &'static str,
    /// Deletes a task.
    pub delete: &'static str,
    /// Gives a task another name.
    pub rename: &'static str,
    /// How its list is paged.
    pub paging: Paging,
    /// The fields of the list besides those of paging.
    pub filter: &'static str,
    /// The fields with the status word, in order.
    pub status: &'static str,
    /// The fields with the result, in order. An input is never among them.
    pub results: &'static str,
    /// The field with the id of what was made, where that is the result.
    pub result_id: &'static str,
    /// The fields with the failure's code.
    pub failure_codes: &'static str,
    /// The fields with the failure's text.
    pub failure_texts: &'static str,
    /// How many hours a wait lasts at most, unless it says otherwise.
    pub hours: u32,
}

impl Family {
    /// The common case.
    pub const fn new(key: &'static str, base: &'static str, fields: &'static str) -> Self {
        Self {
            key,
            base,
            fields,
            start: "/start",
            get: "/{_id}",
            list: "/allRecords",
            batch: "/batchDetail",
            delete: "/{_id}",
            rename: "",
            paging: Paging::PageNum,
            filter: "",
            status: "current_status",
            results: "result_url",
            result_id: "",
            failure_codes: "failed_code error_code",
            failure_texts: "failed_message faild_message",
            hours: 1,
        }
    }

    /// The start.
    pub const fn start(&self) -> Operation {
        Operation {
            method: "POST",
            base: self.base,
            tail: self.start,
            effect: Effect::Charge,
            fields: self.fields,
        }
    }

    /// One task, where there is a route for one.
    pub fn get(&self) -> Option<Operation> {
        self.route("GET", self.get, Effect::Read, "")
    }

    /// The list, where there is one. Its fields besides the filter are those of [`Paging::fields`].
    pub fn list(&self) -> Option<Operation> {
        self.route("GET", self.list, Effect::Read, self.filter)
    }

    /// Many tasks by id, where the family has that.
    pub fn batch(&self) -> Option<Operation> {
        self.route("POST", self.batch, Effect::Read, "ids!:as")
    }

    /// The delete, where there is one.
    pub fn delete(&self) -> Option<Operation> {
        self.route("DELETE", self.delete, Effect::Delete, "")
    }

    /// The rename, where there is one.
    pub fn rename(&self) -> Option<Operation> {
        self.route("PUT", self.rename, Effect::Write, "name!")
    }

    /// Every operation besides the start, for the audit.
    pub fn others(&self) -> Vec<Operation> {
        let all = [self.get(), self.list(), self.batch(), self.delete(), self.rename()];
        all.into_iter().flatten().collect()
    }

    fn route(
        &self,
        method: &'static str,
        route: &'static str,
        effect: Effect,
        fields: &'static str,
    ) -> Option<Operation> {
        let (method, tail) = route.split_once(' ').unwrap_or((method, route));
        (!tail.is_empty()).then_some(Operation { method, base: self.base, tail, effect, fields })
    }
}

/// A request struct that starts a task.
pub trait TaskFamily: Endpoint {
    /// Its family.
    const FAMILY: &'static Family;
    /// The family's record.
    type Record: DeserializeOwned;
    /// What its list takes besides page and size.
    type Filter: Filter;
}

/// What a list takes besides page and size.
pub trait Filter: Serialize {
    /// The same as a field string.
    const FIELDS: &'static str;
}

/// The filter of a list that has none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NoFilter {}

impl Filter for NoFilter {
    const FIELDS: &'static str = "";
}
