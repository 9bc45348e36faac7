//! A family of tasks, as data: where it lives and in what it differs from the others.

use serde::de::DeserializeOwned;

use crate::operation::{Effect, Endpoint, Operation};
use crate::page::Paging;

/// The routes and words of one kind of task. Only the oddities are written down; [`Family::new`]
/// holds what most families share.
#[derive(Debug)]
pub struct Family {
    /// The name in stored views, which is also the resource in JavaScript.
    pub key: &'static str,
    base: &'static str,
    start: (&'static str, &'static str),
    detail: &'static str,
    list: &'static str,
    batch: &'static str,
    delete: &'static str,
    /// How its list is paged.
    pub paging: Paging,
    /// The field with the status word.
    pub status: &'static str,
    /// The fields with the result, in order. An input is never among them.
    pub results: &'static str,
    /// The fields with the failure's code.
    pub failure_codes: &'static str,
    /// The fields with the failure's text.
    pub failure_texts: &'static str,
}

impl Family {
    /// The common case: `start`, `allRecords`, `batchDetail`, `/{_id}`, `current_status`,
    /// `result_url`, `failed_code` and `failed_message`. `fields` are those of the start.
    pub const fn new(key: &'static str, base: &'static str, fields: &'static str) -> Self {
        Self {
            key,
            base,
            start: ("/start", fields),
            detail: "/{_id}",
            list: "/allRecords",
            batch: "/batchDetail",
            delete: "/{_id}",
            paging: Paging::PageNum,
            status: "current_status",
            results: "result_url",
            failure_codes: "failed_code error_code",
            failure_texts: "failed_message faild_message",
        }
    }

    /// Another last segment for the start.
    pub const fn started_at(mut self, tail: &'static str) -> Self {
        self.start.0 = tail;
        self
    }

    /// Another route for one task; `/status?_id` is a route with the id in its query.
    pub const fn detailed_at(mut self, tail: &'static str) -> Self {
        self.detail = tail;
        self
    }

    /// Another route for the list; nothing where there is none.
    pub const fn listed_at(mut self, tail: &'static str) -> Self {
        self.list = tail;
        self
    }

    /// A family that can be started and looked at, no more.
    pub const fn without_records(mut self) -> Self {
        self.list = "";
        self.batch = "";
        self.delete = "";
        self
    }

    /// The start.
    pub const fn start(&'static self) -> Operation {
        Operation {
            method: "POST",
            base: self.base,
            tail: self.start.0,
            effect: Effect::Charge,
            fields: self.start.1,
        }
    }

    /// One task, and the query parameter of its id where the id is not in the path.
    pub fn detail(&'static self) -> (Operation, &'static str) {
        let (tail, parameter) = self.detail.split_once('?').unwrap_or((self.detail, ""));
        (self.read("GET", tail, ""), parameter)
    }

    /// The list, where there is one.
    pub fn list(&'static self) -> Option<Operation> {
        (!self.list.is_empty()).then(|| self.read("GET", self.list, self.paging.fields()))
    }

    /// Many tasks by id, where the family has that.
    pub fn batch(&'static self) -> Option<Operation> {
        (!self.batch.is_empty()).then(|| self.read("POST", self.batch, "ids!:as"))
    }

    /// The delete, where there is one.
    pub fn delete(&'static self) -> Option<Operation> {
        let delete = Operation {
            method: "DELETE",
            base: self.base,
            tail: self.delete,
            effect: Effect::Delete,
            fields: "",
        };
        (!self.delete.is_empty()).then_some(delete)
    }

    /// Every operation of the family, for the audit.
    pub fn operations(&'static self) -> Vec<Operation> {
        let always = [self.start(), self.detail().0];
        let sometimes = [self.list(), self.batch(), self.delete()];
        always.into_iter().chain(sometimes.into_iter().flatten()).collect()
    }

    const fn read(
        &'static self,
        method: &'static str,
        tail: &'static str,
        fields: &'static str,
    ) -> Operation {
        Operation { method, base: self.base, tail, effect: Effect::Read, fields }
    }
}

/// A request struct that starts a task.
pub trait TaskFamily: Endpoint {
    /// Its family.
    const FAMILY: &'static Family;
    /// The family's record.
    type Record: DeserializeOwned;
}
