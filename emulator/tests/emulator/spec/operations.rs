//! Calls every operation. Each answer, a success or an error, must be one of the description.

use serde_json::{Value, json};

use crate::support::sample::{Extent, Operation, UNKNOWN_ID, lines_with_key, operation, operations};
use crate::support::schema::errors;
use crate::support::{Answer, Client};

const HOURS: u32 = 3 * 3_600_000;

#[test]
fn every_operation_answers_as_described() {
    let mut proven = 0;
    let mut wrong = Vec::new();
    for operation in operations() {
        let client = Client::new();
        let subject = subject(&client, &operation);
        let answer = operation.send(&client, &subject);
        let errors = errors(&operation, &answer);
        let is_good =
            answer.status == 200 && answer.json()["code"] == 0 && answer.json()["trace_id"].is_string();
        if is_good && errors.is_empty() {
            proven += 1;
        } else {
            wrong.push(format!("{} {}: {errors:?} {}", operation.id, answer.status, answer.text()));
        }
    }
    println!("{proven} operations answer as described");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(proven, lines_with_key("operationId"));
}

#[test]
fn every_error_is_described() {
    let client = Client::new();
    let mut wrong = Vec::new();
    let mut refused = |operation: &Operation, answer: Answer, status: u16| {
        let errors = errors(operation, &answer);
        if answer.status != status || !errors.is_empty() || answer.json()["code"] == 0 {
            wrong.push(format!("{} {}: {errors:?} {}", operation.id, answer.status, answer.text()));
        }
    };
    let operations = operations();
    let closed = operations.iter().filter(|operation| operation.description["security"].is_null());
    for operation in closed {
        let answer = client.send(&operation.method, &operation.url(UNKNOWN_ID), &[], b"").expect("an answer");
        refused(operation, answer, 401);
    }
    for operation in operations.iter().filter(|operation| operation.path.contains('{')) {
        refused(operation, operation.send(&client, UNKNOWN_ID), 404);
    }
    for operation in operations.iter().filter(|operation| has_required_fields(operation)) {
        let path = operation.url(UNKNOWN_ID);
        refused(operation, client.call(&operation.method, &path, Some(&json!({}))), 400);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_answer_is_noticed() {
    let client = Client::new();
    let start = operation("startSoraVideo");
    for (merge, place) in [
        (json!({ "coins": "20" }), "/data/coins"),
        (json!({ "createdAt": "yesterday" }), "/data/createdAt"),
        (json!({ "_id": { "$delete": true } }), "/data"),
    ] {
        client.fault(start.id, json!({ "kind": "record", "merge": merge }));
        let errors = errors(&start, &start.send(&client, UNKNOWN_ID));
        assert!(errors.len() == 1 && errors[0].starts_with(&format!("{place}:")), "{errors:?}");
    }
}

fn has_required_fields(operation: &Operation) -> bool {
    operation.body(UNKNOWN_ID, Extent::Least).is_some_and(|body| body != json!({}))
        && operation.description["requestBody"]["required"] == true
}

/// Creates what an operation needs, and returns its id.
fn subject(client: &Client, operation: &Operation) -> String {
    let made = |maker: &str, place: &str| made(client, maker, place);
    match operation.id {
        "deleteApiToken" => made("generateApiToken", "/data/_id"),
        "deleteFaceSwapImage" => made("addFaceSwapImage", "/data/0/_id"),
        "deleteCustomBackground" => made("addCustomBackground", "/data/_id"),
        "updateCustomAvatarRecord" | "deleteCustomAvatarRecord" => made("addCustomAvatarRecord", "/data/_id"),
        "deleteTtsPreview" => {
            made("generateTts", "/data");
            made("listTtsPreviews", "/data/0/_id")
        }
        "quickAddAvatarFromImage" => ended(client, "startTextToImage"),
        "cloneVoiceFromAvatar" => ended(client, "createCustomAvatar"),
        "retryCaptionRemoval" => failed(client, "startCaptionRemoval"),
        "retryVideoTwin" => failed(client, "createCustomAvatar"),
        id if operation.path.contains("/streaming-avatar/") && id != "getStreamingToken" => {
            let channel = made("getStreamingToken", "/data/channel");
            crate::support::sample::operation("setQaContext").send(client, &channel).data();
            channel
        }
        _ => match family(operation) {
            Some(start) => {
                let subject = ended(client, start.id);
                // Lists of running tasks are not empty then either.
                started(client, start.id);
                subject
            }
            None => UNKNOWN_ID.into(),
        },
    }
}

/// The start that has this operation among its routes.
fn family(operation: &Operation) -> Option<Operation> {
    let is_beside = |start: &Operation| operation.path.starts_with(&format!("{}/", start.base()));
    Operation::starts().into_iter().find(|start| start.id != operation.id && is_beside(start))
}

fn made(client: &Client, maker: &str, place: &str) -> String {
    let envelope = operation(maker).send(client, UNKNOWN_ID).json();
    let id = envelope.pointer(place).and_then(Value::as_str);
    id.unwrap_or_else(|| panic!("{maker}: {envelope}")).into()
}

fn started(client: &Client, start: &str) -> String {
    let place = if start == "startTextToImage" { "/data/0/_id" } else { "/data/_id" };
    made(client, start, place)
}

fn ended(client: &Client, start: &str) -> String {
    let id = started(client, start);
    client.advance(HOURS);
    id
}

fn failed(client: &Client, start: &str) -> String {
    let start = operation(start);
    let mut body = start.body(UNKNOWN_ID, Extent::Least).expect("a body");
    body["name"] = "fail".into();
    let id = client.post(start.path, body).data()["_id"].as_str().expect("an id").to_string();
    client.advance(HOURS);
    id
}
