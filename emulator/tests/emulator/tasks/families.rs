//! Every family of tasks, from start to end. Each answer must be one of the description.

use serde_json::{Value, json};

use crate::support::sample::{Extent, Operation, UNKNOWN_ID, lines_with_key, operations};
use crate::support::schema::assert_described;
use crate::support::{Answer, Client};

const HOURS: u32 = 3 * 3_600_000;

/// A family with its routes, as the description has them.
struct Family {
    start: Operation,
    poll: Option<Operation>,
    list: Option<Operation>,
    batch: Option<Operation>,
    delete: Option<Operation>,
}

fn families() -> Vec<Family> {
    let family = |start: Operation| {
        let base = start.base();
        let beside = |fits: &dyn Fn(&Operation, &str) -> bool| {
            let mut all = operations().into_iter();
            all.find(|operation| {
                let rest = operation.path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/'));
                rest.is_some_and(|rest| fits(operation, rest))
            })
        };
        let poll_id = start.task()["pollWith"].as_str();
        let lists = ["allRecords", "records", "list", "awsList", "trainingRecord"];
        Family {
            poll: beside(&|operation, _| Some(operation.id) == poll_id && !operation.id.starts_with("list")),
            list: beside(&|_, rest| lists.contains(&rest)),
            batch: beside(&|_, rest| rest == "batchDetail"),
            delete: beside(&|operation, rest| operation.method == "DELETE" || rest == "remove"),
            start,
        }
    };
    Operation::starts().into_iter().map(family).collect()
}

impl Family {
    fn final_status(&self, outcome: &str) -> &Value {
        &self.start.task()[outcome][0]
    }

    fn status<'a>(&self, record: &'a Value) -> &'a Value {
        &record[self.start.task()["statusField"].as_str().expect("a field")]
    }

    /// Starts one task, and returns its record.
    fn start(&self, client: &Client, extent: Extent, name: &str) -> Value {
        let mut body = self.start.body(UNKNOWN_ID, extent).expect("a body");
        body["name"] = name.into();
        first(self.good(client, &self.start, &self.start.url(UNKNOWN_ID), Some(body)))
    }

    /// Sends a request whose answer must be a described success, and returns the `data`.
    fn good(&self, client: &Client, operation: &Operation, path: &str, body: Option<Value>) -> Value {
        let answer = client.call(&operation.method, path, body.as_ref());
        assert_described(operation, &answer);
        answer.data()
    }

    fn request(&self, client: &Client, operation: &Operation, id: &str) -> Answer {
        let answer = operation.send(client, id);
        assert_described(operation, &answer);
        answer
    }

    fn rows(&self, client: &Client) -> Option<Vec<Value>> {
        let data = self.request(client, self.list.as_ref()?, UNKNOWN_ID).data();
        let places = ["/rows", "/list", "/data", ""];
        let rows = places.iter().find_map(|place| data.pointer(place)?.as_array().cloned());
        Some(rows.unwrap_or_else(|| panic!("no rows in {data}")))
    }

    /// Returns the record of the task by the route that this family has.
    fn record(&self, client: &Client, id: &str) -> Option<Value> {
        match &self.poll {
            Some(poll) => Some(first(self.request(client, poll, id).data())),
            None => self.rows(client)?.into_iter().find(|row| row["_id"] == id),
        }
    }

    /// Asserts that a record has all its results.
    fn check_results(&self, client: &Client, record: &Value) {
        for field in self.start.task()["resultFields"].as_array().expect("fields") {
            let field = field.as_str().expect("a field");
            let urls = match &record[field] {
                Value::String(id) if field.ends_with("_id") => {
                    assert_eq!(id.len(), 24, "{record}");
                    continue;
                }
                Value::String(url) => vec![url.clone()],
                Value::Array(urls) => urls.iter().map(|url| url.as_str().expect("a URL").into()).collect(),
                other => panic!("{field} is {other} in {record}"),
            };
            let wanted = record["total_count"].as_u64().unwrap_or(1);
            assert_eq!(urls.len() as u64, wanted, "{record}");
            urls.iter().for_each(|url| assert_eq!(client.get(url).status, 200, "{url}"));
        }
    }
}

/// The record, also if it is the first item of an array.
fn first(data: Value) -> Value {
    if data.is_array() { data[0].clone() } else { data }
}

fn id(record: &Value) -> String {
    record["_id"].as_str().unwrap_or_else(|| panic!("no id in {record}")).into()
}

#[test]
fn every_family_goes_through_its_stages() {
    let families = families();
    assert_eq!(families.len(), lines_with_key("x-task"));
    for family in families {
        let client = Client::new();
        let fresh = family.start(&client, Extent::Least, "one");
        let id = id(&fresh);
        let price = fresh["coins"].as_i64().expect("coins");
        assert_eq!(client.coins(), 1000 - price, "{}", family.start.id);
        assert_ne!(family.status(&fresh), family.final_status("success"));

        client.advance(HOURS);
        let Some(done) = family.record(&client, &id) else { continue };
        assert_eq!(family.status(&done), family.final_status("success"), "{done}");
        family.check_results(&client, &done);
        assert_eq!(client.coins(), 1000 - price);
        if let Some(rows) = family.rows(&client) {
            assert_eq!(rows.first(), Some(&done), "{}", family.start.id);
        }
        if let Some(batch) = &family.batch {
            assert_eq!(family.request(&client, batch, &id).data(), json!([done]), "{}", batch.id);
        }
        if let Some(delete) = &family.delete {
            family.request(&client, delete, &id);
            assert_eq!(family.rows(&client), Some(Vec::new()), "{}", delete.id);
            assert_eq!(family.request(&client, delete, &id).status, 404);
            let poll = family.poll.as_ref().expect("a way to poll");
            assert_eq!(family.request(&client, poll, &id).status, 404);
        }
    }
}

#[test]
fn every_family_accepts_all_its_documented_inputs() {
    for family in families() {
        let client = Client::new();
        client.control("accounts", json!({ "coins": 10_000 }));
        let fresh = family.start(&client, Extent::Everything, "one");
        client.advance(HOURS);
        if let Some(done) = family.record(&client, &id(&fresh)) {
            assert_eq!(family.status(&done), family.final_status("success"), "{done}");
        }
    }
}

#[test]
fn every_family_can_fail_and_refunds_the_coins() {
    for family in families() {
        let client = Client::new();
        let fresh = family.start(&client, Extent::Least, "failing");
        client.advance(HOURS);
        assert_eq!(client.coins(), 1000, "{}", family.start.id);
        let Some(record) = family.record(&client, &id(&fresh)) else { continue };
        assert_eq!(family.status(&record), family.final_status("failure"), "{record}");
    }
}

#[test]
fn every_family_plays_scripts_and_faults() {
    for family in families() {
        let client = Client::new();
        let field = family.start.task()["statusField"].as_str().expect("a field");
        let steps = json!([{ field: "one" }, { field: "two" }]);
        client.control("script", json!({ "operation": family.start.id, "looks": steps }));
        let id = id(&family.start(&client, Extent::Least, "one"));
        client.advance(HOURS);
        for word in ["one", "two", "two"] {
            let Some(record) = family.record(&client, &id) else { break };
            assert_eq!(family.status(&record), word, "{}", family.start.id);
        }
        client.fault(family.start.id, json!({ "kind": "status", "status": 503 }));
        assert_eq!(family.start.send(&client, UNKNOWN_ID).status, 503);
        assert_eq!(client.counters()[family.start.id], 2);
    }
}
