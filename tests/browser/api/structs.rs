//! Every request struct, by way of the list of all operations: what JavaScript can write, Rust can
//! hold and write again.

use a2e_wasm::api::{Visitor, visit};
use a2e_wasm::schema::family::{Filter, TaskFamily};
use a2e_wasm::schema::field_syntax::{Field, Rest, Type, each};
use a2e_wasm::schema::operation::Endpoint;
use a2e_wasm::schema::verb::Verb;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

/// A value for every field of a field string, or for those that are required.
fn sample(fields: &str, all: bool) -> JsValue {
    let sample = js("{}");
    for field in fields.split_ascii_whitespace().map(Field::parse) {
        let Rest::Takes { required, types, words, .. } = field.rest else { continue };
        if !(all || required) {
            continue;
        }
        let word = words.split('|').next().unwrap_or_default();
        let value = match each(types).next() {
            Some(Type::Number | Type::Integer) if word.is_empty() => 7.into(),
            Some(Type::Number | Type::Integer) => js(word),
            Some(Type::Boolean) => true.into(),
            Some(Type::Array) => js("[]"),
            Some(Type::Texts) => js("['a', 'b']"),
            Some(Type::Object | Type::Any) => js("{}"),
            _ if word.is_empty() => "text".into(),
            _ => word.into(),
        };
        if let Some((holder, name)) = holder(&sample, field.name) {
            set(&holder, name, &value);
        }
    }
    sample
}

/// Where a field belongs: `a.b` into what was made for `a`, an array's first element if it is one.
fn holder<'a>(sample: &JsValue, path: &'a str) -> Option<(JsValue, &'a str)> {
    let Some((outer, rest)) = path.split_once('.') else { return Some((sample.clone(), path)) };
    let outer = get(sample, outer);
    let inner = match outer.dyn_ref::<js_sys::Array>() {
        Some(array) if array.length() == 0 => {
            array.push(&js("{}"));
            array.get(0)
        }
        Some(array) => array.get(0),
        None => outer,
    };
    if inner.is_object() { holder(&inner, rest) } else { None }
}

/// What came back otherwise than it went in.
#[derive(Default)]
struct RoundTrips {
    structs: usize,
    differences: Vec<String>,
}

impl RoundTrips {
    fn check<T: Serialize + DeserializeOwned>(&mut self, name: &str, fields: &str) {
        self.structs += 1;
        for value in [sample(fields, false), sample(fields, true)] {
            let back = serde_wasm_bindgen::from_value::<T>(value.clone())
                .and_then(|typed| serde_wasm_bindgen::to_value(&typed));
            match back {
                Ok(back) if sorted(&back) == sorted(&value) => {}
                Ok(back) => self.differences.push(format!("{name}: {} became {}", json(&value), json(&back))),
                Err(error) => self.differences.push(format!("{name}: {}: {error}", json(&value))),
            }
        }
    }
}

impl Visitor for RoundTrips {
    fn endpoint<E: Endpoint + DeserializeOwned>(&mut self) {
        self.check::<E>(E::name(), E::operation().fields);
    }

    fn family<S: TaskFamily + DeserializeOwned>(&mut self) {
        self.check::<S>(S::FAMILY.key(), S::FAMILY.start().fields);
        let list = S::FAMILY.operation(Verb::List).map_or("", |list| list.fields);
        assert_eq!(list, S::Filter::FIELDS);
    }
}

#[wasm_bindgen_test]
fn every_request_comes_back_from_its_struct_as_it_was() {
    let mut trips = RoundTrips::default();
    visit(&mut trips);
    assert!(trips.differences.is_empty(), "{}", trips.differences.join("\n"));
    // 41 families and the operations that stand alone.
    assert!(trips.structs > 100, "{}", trips.structs);
}

const VERBS: [&str; 11] =
    ["start", "get", "list", "listAll", "batch", "delete", "rename", "wait", "watch", "run", "task"];

/// The names of all methods, as they are found on a resource and on those below it.
fn names(owner: &JsValue, path: &str, found: &mut Vec<String>) {
    for key in js_sys::Object::keys(owner.unchecked_ref::<js_sys::Object>()).iter() {
        let key = key.as_string().unwrap();
        let value = get(owner, &key);
        match value.is_function() {
            true => found.push(format!("{path}{key}")),
            false if value.is_object() => names(&value, &format!("{path}{key}."), found),
            false => {}
        }
    }
}

#[derive(Default)]
struct Names {
    methods: Vec<String>,
    families: Vec<String>,
}

impl Visitor for Names {
    fn endpoint<E: Endpoint + DeserializeOwned>(&mut self) {
        self.methods.push(E::name().into());
    }

    fn family<S: TaskFamily + DeserializeOwned>(&mut self) {
        self.families.push(S::FAMILY.key().into());
    }
}

#[wasm_bindgen_test]
fn every_operation_and_family_has_its_name_in_javascript() {
    let mut wanted = Names::default();
    visit(&mut wanted);
    let a2e = Account::new().client();
    for family in &wanted.families {
        wanted.methods.extend(VERBS.map(|verb| format!("{family}.{verb}")));
    }
    // Two methods stand for no operation of their own.
    wanted.methods.extend(["storage.upload".into(), "faceSwap.previews.status".into()]);
    wanted.methods.sort();
    let mut found = Vec::new();
    let prototype = js_sys::Object::get_prototype_of(&a2e);
    for resource in js_sys::Object::keys(&prototype).iter() {
        let resource = resource.as_string().unwrap();
        names(&get(&a2e, &resource), &format!("{resource}."), &mut found);
    }
    found.sort();
    assert_eq!(found, wanted.methods);
}
