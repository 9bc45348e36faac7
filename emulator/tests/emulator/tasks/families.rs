//! Every family of tasks, from its start to its end: each answer on the way is one that the
//! description knows.

use serde_json::{Value, json};

use crate::support::sample::{Extent, NOBODY, Operation, lines_with_key, operations};
use crate::support::schema::assert_described;
use crate::support::{Answer, Client};

const HOURS: u32 = 3 * 3_600_000;

/// A family as the description tells it.
struct Family {
    start: Operation,
    look: Option<Operation>,
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
        let poll = start.task()["pollWith"].as_str();
        let lists = ["allRecords", "records", "list", "awsList", "trainingRecord"];
        Family {
            look: beside(&|operation, _| Some(operation.id) == poll && !operation.id.starts_with("list")),
            list: beside(&|_, rest| lists.contains(&rest)),
            batch: beside(&|_, rest| rest == "batchDetail"),
            delete: beside(&|operation, rest| operation.method == "DELETE" || rest == "remove"),
            start,
        }
    };
    Operation::starts().into_iter().map(family).collect()
}

impl Family {
    fn word(&self, outcome: &str) -> &Value {
        &self.start.task()[outcome][0]
    }

    fn status<'a>(&self, record: &'a Value) -> &'a Value {
        &record[self.start.task()["statusField"].as_str().expect("a field")]
    }

    /// Starts one task with a request of this extent, and gives its record.
    fn begin(&self, client: &Client, extent: Extent, name: &str) -> Value {
        let mut body = self.start.body(NOBODY, extent).expect("a body");
        body["name"] = name.into();
        first(self.good(client, &self.start, &self.start.url(NOBODY), Some(body)))
    }

    /// Sends what must be answered as described, and gives the `data`.
    fn good(&self, client: &Client, operation: &Operation, path: &str, body: Option<Value>) -> Value {
        let answer = client.call(&operation.method, path, body.as_ref());
        assert_described(operation, &answer);
        answer.data()
    }

    fn ask(&self, client: &Client, operation: &Operation, id: &str) -> Answer {
        let answer = operation.send(client, id);
        assert_described(operation, &answer);
        answer
    }

    fn rows(&self, client: &Client) -> Option<Vec<Value>> {
        let data = self.ask(client, self.list.as_ref()?, NOBODY).data();
        let places = ["/rows", "/list", "/data", ""];
        let rows = places.iter().find_map(|place| data.pointer(place)?.as_array().cloned());
        Some(rows.unwrap_or_else(|| panic!("no rows in {data}")))
    }

    /// The task's record, by whatever way this family has.
    fn record(&self, client: &Client, id: &str) -> Option<Value> {
        match &self.look {
            Some(look) => Some(first(self.ask(client, look, id).data())),
            None => self.rows(client)?.into_iter().find(|row| row["_id"] == id),
        }
    }

    /// Asserts that a record holds the results that it should.
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

/// The record, where an array may hold it.
fn first(data: Value) -> Value {
    if data.is_array() { data[0].clone() } else { data }
}

fn id(record: &Value) -> String {
    record["_id"].as_str().unwrap_or_else(|| panic!("no id in {record}")).into()
}

#[test]
fn every_family_goes_its_way() {
    let families = families();
    assert_eq!(families.len(), lines_with_key("x-task"));
    for family in families {
        let client = Client::new();
        let fresh = family.begin(&client, Extent::Least, "one");
        let id = id(&fresh);
        let price = fresh["coins"].as_i64().expect("coins");
        assert_eq!(client.coins(), 1000 - price, "{}", family.start.id);
        assert_ne!(family.status(&fresh), family.word("success"));

        client.advance(HOURS);
        let Some(done) = family.record(&client, &id) else { continue };
        assert_eq!(family.status(&done), family.word("success"), "{done}");
        family.check_results(&client, &done);
        assert_eq!(client.coins(), 1000 - price);
        if let Some(rows) = family.rows(&client) {
            assert_eq!(rows.first(), Some(&done), "{}", family.start.id);
        }
        if let Some(batch) = &family.batch {
            assert_eq!(family.ask(&client, batch, &id).data(), json!([done]), "{}", batch.id);
        }
        if let Some(delete) = &family.delete {
            family.ask(&client, delete, &id);
            assert_eq!(family.rows(&client), Some(Vec::new()), "{}", delete.id);
            assert_eq!(family.ask(&client, delete, &id).status, 404);
            let look = family.look.as_ref().expect("a way to look");
            assert_eq!(family.ask(&client, look, &id).status, 404);
        }
    }
}

#[test]
fn every_family_takes_all_that_it_is_said_to_take() {
    for family in families() {
        let client = Client::new();
        client.control("accounts", json!({ "coins": 10_000 }));
        let fresh = family.begin(&client, Extent::Everything, "one");
        client.advance(HOURS);
        if let Some(done) = family.record(&client, &id(&fresh)) {
            assert_eq!(family.status(&done), family.word("success"), "{done}");
        }
    }
}

#[test]
fn every_family_can_fail_and_gives_the_coins_back() {
    for family in families() {
        let client = Client::new();
        let fresh = family.begin(&client, Extent::Least, "failing");
        client.advance(HOURS);
        assert_eq!(client.coins(), 1000, "{}", family.start.id);
        let Some(record) = family.record(&client, &id(&fresh)) else { continue };
        assert_eq!(family.status(&record), family.word("failure"), "{record}");
    }
}

#[test]
fn every_family_plays_scripts_and_faults() {
    for family in families() {
        let client = Client::new();
        let field = family.start.task()["statusField"].as_str().expect("a field");
        let looks = json!([{ field: "one" }, { field: "two" }]);
        client.control("script", json!({ "operation": family.start.id, "looks": looks }));
        let id = id(&family.begin(&client, Extent::Least, "one"));
        client.advance(HOURS);
        for word in ["one", "two", "two"] {
            let Some(record) = family.record(&client, &id) else { break };
            assert_eq!(family.status(&record), word, "{}", family.start.id);
        }
        client.fault(family.start.id, json!({ "kind": "status", "status": 503 }));
        assert_eq!(family.start.send(&client, NOBODY).status, 503);
        assert_eq!(client.counters()[family.start.id], 2);
    }
}
