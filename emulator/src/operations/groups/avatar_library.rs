//! The avatar library: records with any members.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::clock::iso;
use crate::http::answer::{Answer, data};
use crate::operations::call::Call;

pub fn add(call: &mut Call) -> Answer {
    let avatar = call.record(Value::Object(call.input.body.clone()));
    call.account.library.insert(avatar.clone());
    Ok(data(avatar))
}

pub fn list(call: &mut Call) -> Answer {
    Ok(data(call.account.library.newest_first().cloned().collect()))
}

pub fn update(call: &mut Call) -> Answer {
    let (id, now) = (call.id(), iso(call.now));
    let changes = call.input.body.clone().into_iter().filter(|(key, _)| key != "_id");
    let avatar = call.account.library.find(&id)?;
    avatar.extend(changes);
    avatar.insert("updatedAt".into(), now.into());
    Ok(data(Value::Object(avatar.clone())))
}

pub fn delete(call: &mut Call) -> Answer {
    let id = call.id();
    call.account.library.delete(&id)?;
    Ok(data(json!({})))
}

/// Returns the different texts in `tags` of all records.
pub fn tags(call: &mut Call) -> Answer {
    let lists = call.account.library.newest_first().filter_map(|avatar| avatar["tags"].as_array());
    let tags: BTreeSet<&str> = lists.flatten().filter_map(Value::as_str).collect();
    Ok(data(tags.into_iter().collect()))
}
