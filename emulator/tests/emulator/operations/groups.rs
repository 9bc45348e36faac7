//! The groups of operations with state that are not families.

use serde_json::{Value, json};

use crate::support::Client;
use crate::support::sample::UNKNOWN_ID;

const COINS: &str = "/api/v1/user/remainingCoins";

/// Calls with a token other than the client's own.
fn with_token(client: &Client, token: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let answer = client.send(method, path, &headers, body.as_bytes()).expect("an answer");
    (answer.status, answer.json())
}

fn names(list: &Value, field: &str) -> Vec<Value> {
    list.as_array().expect("a list").iter().map(|item| item[field].clone()).collect()
}

#[test]
fn generated_tokens_share_the_coins_of_the_login() {
    let client = Client::new();
    let user = client.token.trim_start_matches("sk_");
    let login = json!({ "username": user, "password": "x" }).to_string();
    let headers = [("content-type", "application/json")];
    let answer = client.send("POST", "/api/login/account", &headers, login.as_bytes()).expect("an answer");
    let login = answer.data()["token"].as_str().expect("a token").to_string();

    let generate = |alias: &str| {
        let body = json!({ "alias": alias }).to_string();
        with_token(&client, &login, "POST", "/api/v1/token/generate", &body).1["data"].clone()
    };
    let (one, two) = (generate("one"), generate("two"));
    let token = one["token"].as_str().expect("a token");
    client.post("/__emulator/accounts", json!({ "token": format!("sk_emulator_user_{user}"), "coins": 77 }));
    assert_eq!(with_token(&client, token, "GET", COINS, "").1["data"]["coins"], 77);
    let list = with_token(&client, token, "GET", "/api/v1/token/list", "").1["data"].clone();
    assert_eq!(names(&list, "alias"), ["two", "one"]);
    assert_eq!(names(&list, "_id"), [two["_id"].clone(), one["_id"].clone()]);

    let gone = json!({ "_id": one["_id"] }).to_string();
    assert_eq!(with_token(&client, &login, "POST", "/api/v1/token/delete", &gone).0, 200);
    assert_eq!(with_token(&client, token, "GET", COINS, "").0, 401);
    assert_eq!(with_token(&client, &login, "POST", "/api/v1/token/delete", &gone).0, 404);
    let other = two["token"].as_str().expect("a token");
    assert_eq!(with_token(&client, other, "GET", COINS, "").0, 200);
    assert_eq!(client.get("/api/v1/token/list").data(), json!([]), "another account");
}

#[test]
fn a_quote_costs_nothing() {
    let client = Client::new();
    let quote = |endpoint: &str, body: Value| {
        let question = json!({ "endpoint": endpoint, "requestBody": body });
        client.post("/api/v1/generation/quote", question)
    };
    let good = json!({ "prompt": "a", "max_images": 3 });
    assert_eq!(
        quote("POST /api/v1/userText2Image/start", good).data(),
        json!({ "credits": 60, "generationRequestValidated": true })
    );
    assert_eq!(
        quote("/api/v1/userGptImage/start", json!({ "quality": "high" })).data(),
        json!({ "credits": 35, "generationRequestValidated": false })
    );
    assert_eq!(quote("/api/v1/user/remainingCoins", json!({})).status, 400);
    assert_eq!(client.coins(), 1000);
}

#[test]
fn the_history_has_charges_and_refunds() {
    let client = Client::new();
    let history =
        |query: &str| client.get(&format!("/api/v1/transactionRecord/creditsHistory{query}")).data();
    client.good_swap();
    client.swap("https://example.com/fail.jpg");
    client.advance(60_000);
    client.post("/api/v1/user/exchangeDiamonds", json!({ "diamonds": 2 }));
    let all = history("");
    assert_eq!(names(&all["rows"], "amount"), [-200, 10, -10, -10]);
    assert_eq!(all["rows"][1]["operation"], "addFaceSwapTask");
    assert_eq!(names(&history("?is_consumption=false")["rows"], "amount"), [10]);
    assert_eq!(history("?is_consumption=true")["count"], 3);
    assert_eq!(names(&history("?pageNum=2&pageSize=3")["rows"], "amount"), [-10]);
    let moment = all["rows"][1]["createdAt"].as_str().expect("a time").to_string();
    assert_eq!(history(&format!("?startDate={moment}"))["count"], 2);
    assert_eq!(history(&format!("?endDate={moment}"))["count"], 4);
    assert_eq!(history("?endDate=2020-01-01T00:00:00Z")["count"], 0);
}

#[test]
fn diamonds_cost_a_hundred_coins_each() {
    let client = Client::new();
    let buy = |diamonds: i64| client.post("/api/v1/user/exchangeDiamonds", json!({ "diamonds": diamonds }));
    assert_eq!(buy(3).data(), json!({ "coins": 700, "diamonds": 13 }));
    assert_eq!((buy(8).status, buy(0).status, client.coins()), (400, 400, 700));
}

#[test]
fn a_room_is_paid_and_refunds_what_is_left() {
    let client = Client::new();
    let join = |seconds: u32| {
        let body = json!({ "avatar_id": UNKNOWN_ID, "expire_seconds": seconds });
        client.post("/api/v1/streaming-avatar/agora-token", body).data()["channel"].clone()
    };
    let say = |verb: &str, channel: &Value| {
        let body = json!({ "channel": channel, "text": "hello" });
        client.post(&format!("/api/v1/streaming-avatar/{verb}"), body).status
    };
    let context = |channel: &Value| {
        let channel = channel.as_str().expect("a channel");
        client.get(&format!("/api/v1/streaming-avatar/get-qa-context?channel={channel}"))
    };
    let room = join(600);
    assert_eq!(client.coins(), 990);
    assert_eq!(say("ask", &room), 400, "no context yet");
    assert_eq!((say("set-qa-context", &room), say("ask", &room), say("speak", &room)), (200, 200, 200));
    assert_eq!(context(&room).data(), json!({ "text": "hello" }));

    client.advance(90_000);
    let leave =
        |channel: &Value| client.post("/api/v1/streaming-avatar/leave", json!({ "channel": channel })).status;
    assert_eq!((leave(&room), client.coins()), (200, 998));
    assert_eq!((leave(&room), say("speak", &room), context(&room).status), (404, 404, 404));

    let room = join(60);
    client.advance(59_999);
    assert_eq!(say("speak", &room), 200);
    client.advance(1);
    assert_eq!((say("speak", &room), leave(&room), client.coins()), (404, 404, 997));
}

#[test]
fn speech_is_a_file_and_stays_a_day() {
    let client = Client::new();
    let speak = |body: Value| client.post("/api/v1/video/send_tts", body);
    let url = speak(json!({ "msg": "x".repeat(151), "tts_id": UNKNOWN_ID })).data();
    let file = client.get(url.as_str().expect("a URL"));
    assert_eq!((file.status, file.header("content-type")), (200, "audio/mpeg"));
    assert_eq!(client.coins(), 998);
    for (bad, status) in [
        (json!({ "msg": "a" }), 400),
        (json!({ "msg": "a", "tts_id": UNKNOWN_ID, "user_voice_id": "a" }), 400),
        (json!({ "msg": "a", "tts_id": "female" }), 400),
        (json!({ "msg": "a", "user_voice_id": UNKNOWN_ID }), 404),
    ] {
        assert_eq!(speak(bad).status, status);
    }
    client.post(
        "/api/v1/userVoice/training",
        json!({ "name": "a", "voice_urls": ["https://example.com/a.wav"] }),
    );
    client.advance(120_000);
    let voice = client.get("/api/v1/userVoice/completedRecord").data()[0].clone();
    for id in ["_id", "speaker_id"] {
        assert_eq!(speak(json!({ "msg": id, "user_voice_id": voice[id] })).status, 200);
    }
    let previews = |query: &str| client.get(&format!("/api/v1/tts/preview/list{query}")).data();
    assert_eq!(names(&previews("?current=1&pageSize=2"), "msg"), ["speaker_id", "_id"]);
    let newest = previews("")[0]["_id"].clone();
    client.delete(&format!("/api/v1/tts/preview/{}", newest.as_str().expect("an id"))).data();
    assert_eq!(previews("").as_array().map(Vec::len), Some(2));
    client.advance(86_400_000);
    assert_eq!(previews(""), json!([]));
}

#[test]
fn a_language_is_detected_by_its_script() {
    let client = Client::new();
    for (text, language) in [
        ("hello", "en-US"),
        ("你好，世界", "zh-CN"),
        ("東京へ行く", "ja-JP"),
        ("привет", "ru-RU"),
        ("", "en-US"),
    ] {
        let answer = client.post("/api/v1/video/lang_classify", json!({ "msg": text }));
        assert_eq!(answer.data(), language, "{text}");
    }
}

#[test]
fn a_prompt_grows_at_once_or_in_events() {
    let client = Client::new();
    let extend = |more: Value| {
        let mut body = json!({ "reference_id": "1", "image_url": "https://example.com/a.jpg",
                               "prompt": "a cat", "negative_prompt": "blurry" });
        more.as_object().expect("more").iter().for_each(|(key, value)| body[key] = value.clone());
        client.post("/api/v1/userImage2Video/prompt_extension", body)
    };
    let whole = extend(json!({})).data();
    assert!(whole["prompt"].as_str().is_some_and(|text| text.starts_with("a cat, ")));
    assert_eq!(extend(json!({ "max_length": 5 })).data()["prompt"], "a cat");

    let stream = extend(json!({ "stream": true }));
    assert!(stream.header("content-type").starts_with("text/event-stream"));
    let text = stream.text();
    let mut deltas = String::new();
    let mut names = Vec::new();
    for event in text.trim_end().split("\n\n") {
        let (name, data) = event.split_once('\n').expect("two lines");
        let data: Value = serde_json::from_str(data.strip_prefix("data: ").expect("data")).expect("JSON");
        names.push(name.strip_prefix("event: ").expect("an event").to_string());
        deltas.push_str(data["text"].as_str().unwrap_or_default());
        if name == "event: result" {
            assert_eq!(data, whole);
        }
    }
    assert_eq!(whole["prompt"], deltas);
    assert_eq!(names, ["delta", "delta", "delta", "delta", "result", "done"]);
}

#[test]
fn backgrounds_are_the_services_and_the_callers() {
    let client = Client::new();
    let post = |verb: &str, body: Value| client.post(&format!("/api/v1/custom_back/{verb}"), body);
    assert_eq!(post("list", json!({})).data(), json!([]));
    let own = post("add", json!({ "img_url": "https://example.com/b.jpg", "name": "mine" })).data();
    assert_eq!(post("list", json!({})).data(), json!([own]));
    let all = post("allBackground", json!({})).data();
    assert_eq!((&all[0], &all[1]), (&own, &post("randomBackground", json!({})).data()));
    assert_eq!(client.get(all[1]["img_url"].as_str().expect("a URL")).status, 200);
    post("del", json!({ "_id": own["_id"] })).data();
    assert_eq!(post("del", json!({ "_id": own["_id"] })).status, 404);
    assert_eq!(post("allBackground", json!({})).data().as_array().map(Vec::len), Some(1));
}

#[test]
fn the_avatar_library_keeps_any_members() {
    let client = Client::new();
    let post = |verb: &str, body: Value| client.post(&format!("/api/v1/custom_avatar/{verb}"), body);
    let one = post("add", json!({ "name": "Ada", "tags": ["b", "a"] })).data();
    post("add", json!({ "name": "Bea", "tags": ["b"] })).data();
    let path = format!("/api/v1/custom_avatar/{}", one["_id"].as_str().expect("an id"));
    let changed = client.call("PUT", &path, Some(&json!({ "name": "Eve", "_id": UNKNOWN_ID }))).data();
    assert_eq!((&changed["name"], &changed["_id"]), (&json!("Eve"), &one["_id"]));
    assert_eq!(names(&post("list", json!({})).data(), "name"), ["Bea", "Eve"]);
    assert_eq!(client.get("/api/v1/custom_avatar/all_tags").data(), json!(["a", "b"]));
    post("del", json!({ "_id": one["_id"] })).data();
    assert_eq!((post("del", json!({ "_id": one["_id"] })).status, post("del", json!({})).status), (404, 400));
    assert_eq!(client.call("PUT", &path, Some(&json!({}))).status, 404);
}

#[test]
fn a_watermark_is_there_at_once() {
    let client = Client::new();
    let body = json!({ "media_url": "https://example.com/a.png", "watermark_type": "text", "text": "mine" });
    let marked = client.post("/api/v1/watermark/start", body).data();
    let file = client.get(marked["result_url"].as_str().expect("a URL"));
    assert_eq!((file.status, file.header("content-type"), client.coins()), (200, "image/jpeg", 999));
}

#[test]
fn the_user_is_the_owner_of_the_tasks() {
    let client = Client::new();
    let user = client.post("/api/v1/currentUser", json!({})).data();
    assert_eq!(client.swap("https://example.com/f.jpg").data()["user_id"], user["_id"]);
}

#[test]
fn face_images_come_newest_first() {
    let client = Client::new();
    let add = |url: &str| client.post("/api/v1/userFaceSwapImage/add", json!({ "face_url": url })).data();
    add("https://example.com/1.jpg");
    let all = add("https://example.com/2.jpg");
    assert_eq!(
        (&all[0]["face_url"], &all[1]["face_url"]),
        (&json!("https://example.com/2.jpg"), &json!("https://example.com/1.jpg"))
    );
    assert_eq!(client.get("/api/v1/userFaceSwapImage/records").data(), all);

    let newest = format!("/api/v1/userFaceSwapImage/{}", all[0]["_id"].as_str().expect("an id"));
    client.delete(&newest).data();
    assert_eq!(client.get("/api/v1/userFaceSwapImage/records").data(), json!([all[1]]));
    assert_eq!(client.delete(&newest).status, 404);
}
