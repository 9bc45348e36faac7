//! Every limit of a request is enforced: those that are keywords of the description, and those that
//! depend on the model.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::sample::{DESCRIPTION, Extent, UNKNOWN_ID, lines_with_key, operation, operations, value};

/// The keywords of a schema that are limits.
const KEYWORDS: [&str; 8] =
    ["format", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern"];

/// A limit: its keyword, the place of the value in a body, the last value within it, and one
/// beyond.
struct Limit {
    keyword: &'static str,
    place: String,
    good: Value,
    bad: Value,
}

#[test]
fn every_keyword_of_a_body_is_a_limit() {
    let client = Client::new();
    let mut keywords = BTreeSet::new();
    let mut wrong = Vec::new();
    for operation in operations() {
        let Some(schema) = operation.description.pointer("/requestBody/content/application~1json/schema")
        else {
            continue;
        };
        let mut limits = Vec::new();
        gather(schema, "", &mut limits);
        keywords.extend(limits.iter().map(|limit| limit.keyword));
        let mut full = operation.body(UNKNOWN_ID, Extent::Everything).expect("a body");
        // The keywords of the description are those of the model with the widest limits.
        match operation.id {
            "startTextToImage" => full["model_type"] = "seedream".into(),
            "startSeedance2Video" => full["model_version"] = "2.5".into(),
            _ => {}
        }
        for Limit { place, good, bad, .. } in limits {
            for (given, is_refused) in [(good, false), (bad, true)] {
                let mut body = full.clone();
                match body.pointer_mut(&place) {
                    Some(value) => *value = given,
                    // The body has another field that excludes this one.
                    None => body[place.trim_start_matches('/')] = given,
                }
                let answer = client.call(&operation.method, &operation.url(UNKNOWN_ID), Some(&body));
                let named = format!("{}: ", place.trim_start_matches('/').replace('/', "."));
                // A successful answer can be a stream of events.
                let is_bad = answer.status == 400 && answer.json()["errors"].is_array();
                let errors = if is_bad { answer.json()["errors"].clone() } else { json!([]) };
                let mut errors = errors.as_array().expect("a list").iter().filter_map(Value::as_str);
                let is_named = errors.any(|error| error.starts_with(&named));
                if is_named != is_refused {
                    wrong.push(format!("{} {place} {}", operation.id, answer.text()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all = KEYWORDS.into_iter().filter(|keyword| lines_with_key(keyword) > 0);
    assert_eq!(keywords, all.collect(), "the keywords that the description has");
}

/// Collects the limits below a place of a body.
fn gather(schema: &'static Value, place: &str, limits: &mut Vec<Limit>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = DESCRIPTION.pointer(reference.trim_start_matches('#')).expect("a schema");
        return gather(target, place, limits);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        gather(part, place, limits);
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        gather(member, &format!("{place}/{name}"), limits);
    }
    if schema["items"].is_object() {
        gather(&schema["items"], &format!("{place}/0"), limits);
    }
    let mut limit = |keyword: &'static str, good: Value, bad: Value| {
        limits.push(Limit { keyword, place: place.into(), good, bad });
    };
    let is_plain = schema["format"].is_null() && schema["pattern"].is_null() && schema["enum"].is_null();
    let letters = |count: u64| Value::from("é".repeat(count as usize));
    if let (Some(most), true) = (schema["maxLength"].as_u64(), is_plain) {
        limit("maxLength", letters(most), letters(most + 1));
    }
    if let (Some(least), true) = (schema["minLength"].as_u64(), is_plain) {
        limit("minLength", letters(least), letters(least - 1));
    }
    let entries = |count: u64| {
        let entry = value(&schema["items"], Extent::Everything);
        Value::Array(vec![entry; count as usize])
    };
    if let Some(most) = schema["maxItems"].as_u64() {
        limit("maxItems", entries(most), entries(most + 1));
    }
    if let Some(least) = schema["minItems"].as_u64() {
        limit("minItems", entries(least), entries(least - 1));
    }
    for (keyword, beyond) in [("minimum", -1.0), ("maximum", 1.0)] {
        if let Some(last) = schema[keyword].as_f64() {
            let whole =
                |number: f64| if number.fract() == 0.0 { json!(number as i64) } else { json!(number) };
            limit(keyword, whole(last), whole(last + beyond));
        }
    }
    let formats = ["uri", "date-time", "email"];
    if schema["pattern"].is_string() || formats.iter().any(|format| schema["format"] == *format) {
        let keyword = if schema["pattern"].is_string() { "pattern" } else { "format" };
        limit(keyword, value(schema, Extent::Everything), json!("x"));
    }
}

#[test]
fn limits_that_depend_on_another_field_are_enforced() {
    let urls = |count: usize| vec!["https://example.com/a.jpg"; count];
    // For each start: other inputs, the field, accepted values, refused values.
    let table = [
        ("generateTts", json!({}), "msg", json!(["é".repeat(1000)]), json!(["é".repeat(1001), ""])),
        ("generateAvatarVideo", json!({}), "title", json!(["é".repeat(40)]), json!(["é".repeat(41)])),
        (
            "startKlingOmniVideo",
            json!({}),
            "duration",
            json!(["3", "9", "10", "15"]),
            json!(["2", "16", "05", "5.5"]),
        ),
        ("startMiniMaxH3Video", json!({}), "duration", json!(["4", "15"]), json!(["3", "16", "1"])),
        ("startSeedance2Video", json!({}), "duration", json!([4, 15]), json!([3, 16, -1, 5.5])),
        (
            "startSeedance2Video",
            json!({ "model_version": "2.5" }),
            "duration",
            json!([-1, 4, 30]),
            json!([-2, 0, 3, 31]),
        ),
        ("startSeedance2Video", json!({}), "reference_urls", json!([urls(9)]), json!([urls(10)])),
        ("startSeedance2Video", json!({}), "video_urls", json!([urls(3)]), json!([urls(4)])),
        (
            "startSeedance2Video",
            json!({ "model_version": "2.5" }),
            "reference_urls",
            json!([urls(30)]),
            json!([urls(31)]),
        ),
        ("startTextToImage", json!({}), "input_images", json!([urls(2)]), json!([urls(3)])),
        (
            "startTextToImage",
            json!({ "model_type": "seedream" }),
            "input_images",
            json!([urls(10)]),
            json!([urls(11)]),
        ),
        (
            "startVeoVideo",
            json!({ "generationType": "REFERENCE_2_VIDEO" }),
            "imageUrls",
            json!([urls(1), urls(3)]),
            json!([urls(0), urls(4)]),
        ),
        (
            "startVeoVideo",
            json!({ "generationType": "FIRST_AND_LAST_FRAMES_2_VIDEO" }),
            "imageUrls",
            json!([urls(1), urls(2)]),
            json!([urls(0), urls(3)]),
        ),
        (
            "startHappyHorseVideo",
            json!({ "mode": "r2v" }),
            "reference_image_urls",
            json!([urls(1), urls(9)]),
            json!([urls(0), urls(10)]),
        ),
        (
            "startHappyHorseVideo",
            json!({ "mode": "video-edit" }),
            "reference_image_urls",
            json!([urls(0), urls(5)]),
            json!([urls(6)]),
        ),
        ("startWanSpicyVideo", json!({}), "duration", json!([2, 15]), json!([1, 16])),
        (
            "startWanSpicyVideo",
            json!({ "model": "wan2.2-i2v-spicy" }),
            "duration",
            json!([5, 8]),
            json!([2, 6, 15]),
        ),
        (
            "startWanSpicyVideo",
            json!({}),
            "image_url",
            json!(["https://example.com/a.jpg"]),
            json!(["http://example.com/a.jpg"]),
        ),
    ];
    let client = Client::new();
    client.control("accounts", json!({ "coins": 1_000_000 }));
    for (id, besides, field, good, bad) in table {
        let operation = operation(id);
        for (values, status) in [(good, 200), (bad, 400)] {
            for value in values.as_array().expect("values") {
                let mut body = operation.body(UNKNOWN_ID, Extent::Least).expect("a body");
                for (name, value) in besides.as_object().expect("fields") {
                    body[name] = value.clone();
                }
                body[field] = value.clone();
                let answer = client.post(operation.path, body);
                assert_eq!(answer.status, status, "{id} {besides} {field} {value}: {}", answer.text());
                if status == 400 {
                    let errors = answer.json()["errors"].to_string();
                    assert!(errors.contains(&format!("\"{field}: ")), "{id} {field} {value}: {errors}");
                }
            }
        }
    }
}

#[test]
fn a_title_that_is_too_long_costs_nothing() {
    let client = Client::new();
    let mut body = operation("generateAvatarVideo").body(UNKNOWN_ID, Extent::Least).expect("a body");
    body["title"] = "x".repeat(41).into();
    let answer = client.post("/api/v1/video/generate", body);
    assert_eq!(
        (answer.status, &answer.json()["errors"]),
        (400, &json!(["title: value is longer than 40 characters"]))
    );
    assert_eq!(client.coins(), 1000);
}
