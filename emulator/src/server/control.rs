//! The control plane, `/__emulator/`: how a test arranges a situation and sees what was received.

use hyper::body::Bytes;
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::clock::iso;
use crate::fault::{Fault, QueuedFault, STORAGE_PUT};
use crate::http::reply::{self, Reply};
use crate::http::request::Request;
use crate::options;
use crate::tasks::Verb;
use crate::webhook::Shape;
use crate::world::World;

pub const ROOT: &str = "/__emulator/";

const WEBHOOKS: &str = "webhooks";

pub fn answer(world: &mut World, request: &Request) -> Reply {
    let command = request.path().strip_prefix(ROOT).unwrap_or_default();
    let token = request.query_value("token");
    let result = match (&request.method, command) {
        (&Method::GET, "health") => Ok(json!({ "ok": true, "operations": world.spec.operations.len() })),
        (&Method::GET, "log") => Ok(json!(world.requests.entries(token.as_deref()))),
        (&Method::GET, "counters") => Ok(json!(world.requests.counts(token.as_deref()))),
        (&Method::GET, WEBHOOKS) => Ok(webhooks(world, token.as_deref())),
        (&Method::POST, WEBHOOKS) => parsed(&request.body).and_then(|command| shape(world, command)),
        (&Method::POST, "reset") => parsed(&request.body).map(|command| reset(world, command)),
        (&Method::POST, "accounts") => parsed(&request.body).map(|command| account(world, command)),
        (&Method::POST, "faults") => parsed(&request.body).and_then(|command| fault(world, command)),
        (&Method::POST, "script") => parsed(&request.body).and_then(|command| script(world, command)),
        (&Method::POST, "clock") => parsed(&request.body).and_then(|command| clock(world, command)),
        _ => {
            return error(StatusCode::NOT_FOUND, &format!("there is no {} {command}", request.method));
        }
    };
    match result {
        Ok(answer) => reply::json(StatusCode::OK, &answer),
        Err(reason) => error(StatusCode::BAD_REQUEST, &reason),
    }
}

/// Whether a request waits for the webhooks that are under way.
pub fn waits(request: &Request) -> bool {
    request.method == Method::GET
        && request.path().strip_prefix(ROOT) == Some(WEBHOOKS)
        && request.query_value("wait").is_some()
}

fn error(status: StatusCode, reason: &str) -> Reply {
    reply::json(status, &json!({ "ok": false, "error": reason }))
}

fn parsed<T: DeserializeOwned>(body: &Bytes) -> Result<T, String> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    token: Option<String>,
}

/// Removes one account and everything that belongs to it, or all.
fn reset(world: &mut World, Reset { token }: Reset) -> Value {
    match token {
        Some(token) => world.remove_account(&token),
        None => world.reset(),
    }
    json!({ "ok": true })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetAccount {
    token: String,
    coins: Option<i64>,
    diamonds: Option<i64>,
}

/// Creates an account, and sets its coins and diamonds.
fn account(world: &mut World, command: SetAccount) -> Value {
    let account = world.account(&command.token);
    account.coins = command.coins.unwrap_or(account.coins);
    account.diamonds = command.diamonds.unwrap_or(account.diamonds);
    json!({ "ok": true, "coins": account.coins, "diamonds": account.diamonds })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddFault {
    token: String,
    operation: String,
    #[serde(default = "default_times")]
    times: u32,
    #[serde(default)]
    skip: u32,
    fault: Fault,
}

fn default_times() -> u32 {
    1
}

/// Queues a fault. An unknown operation is an error, because a test with a misspelt name would
/// pass.
fn fault(world: &mut World, command: AddFault) -> Result<Value, String> {
    let AddFault { token, operation, times, skip, fault } = command;
    if !["*", STORAGE_PUT].contains(&operation.as_str()) && world.spec.by_id(&operation).is_none() {
        return Err(format!("there is no operation {operation}"));
    }
    fault.check()?;
    world.account(&token).faults.push(QueuedFault { operation, times, skip, fault });
    Ok(json!({ "ok": true }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddScript {
    token: String,
    operation: String,
    looks: Vec<Option<Map<String, Value>>>,
}

/// Sets what the polls of the next task of an operation show; `null` shows no record.
fn script(world: &mut World, AddScript { token, operation, looks }: AddScript) -> Result<Value, String> {
    let starts = world.families.of(&operation).is_some_and(|(_, verb)| verb == Verb::Start);
    if !starts {
        return Err(format!("{operation} starts no task"));
    }
    let looks = looks.into_iter().map(Value::from).collect();
    world.account(&token).scripts.push(operation, looks);
    Ok(json!({ "ok": true }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct SetClock {
    token: String,
    advance_ms: Option<u32>,
    speed: Option<f64>,
}

/// Moves the clock of an account on, or changes its speed.
fn clock(world: &mut World, command: SetClock) -> Result<Value, String> {
    let speed = command.speed.map(options::checked_speed).transpose()?;
    let now = world.set_clock(&command.token, speed, command.advance_ms.unwrap_or_default().into());
    Ok(json!({ "ok": true, "now": iso(now) }))
}

/// Returns the webhooks of all tasks that have ended by now, polled or not.
fn webhooks(world: &mut World, token: Option<&str>) -> Value {
    world.advance_all();
    world.deliveries.entries(token)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddBodyShape {
    token: String,
    #[serde(default = "default_times")]
    times: u32,
    shape: Shape,
}

/// Sets the bodies of the next webhooks of an account.
fn shape(world: &mut World, AddBodyShape { token, times, shape }: AddBodyShape) -> Result<Value, String> {
    shape.check()?;
    world.account(&token).shapes.push(times, shape);
    Ok(json!({ "ok": true }))
}
