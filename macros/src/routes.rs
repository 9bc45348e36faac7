//! Paths and methods: what an operation and the routes of a family may be.

use crate::names;
use crate::verb::{Takes, Verb};

/// The methods that the crate sends.
pub const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

/// What is wrong with the path of an operation: `/part`, `/part/{_id}` or `/part?name`.
pub fn path_problem(path: &str) -> Option<&'static str> {
    let (parts, name) = path.split_once('?').map_or((path, None), |(parts, name)| (parts, Some(name)));
    let plain =
        |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter));
    let (before, after) =
        parts.split_once("{_id}").or_else(|| parts.split_once("{id}")).unwrap_or((parts, ""));
    let has_both = name.is_some() && parts.contains('{');
    let good = path.starts_with('/')
        && plain(before)
        && plain(after)
        && name.is_none_or(|name| !name.is_empty() && plain(name) && !name.contains('/'));
    (!good || has_both)
        .then_some("must be a path, with `{_id}`, `{id}`, or `?name` at its end, where it takes an id")
}

/// Whether a path, or the rest of one, holds an id.
pub fn takes_id(path: &str) -> bool {
    path.contains(['{', '?'])
}

/// Whether it is a name in JavaScript behind `a2e.`, such as `credits.quote`.
pub fn is_js_name(name: &str) -> bool {
    name.split('.').all(names::is_camel_case)
}

/// What is wrong with an argument of a family: a route, or the names of fields.
pub fn argument_problem(name: &str, value: &str) -> Option<String> {
    let Some(verb) = Verb::ALL.iter().find(|verb| verb.name() == name) else {
        let is_name = |word: &str| {
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        let good = value.is_empty() || value.split(' ').all(is_name);
        return (!good).then(|| format!("`{name}` must be names of fields, separated by single blanks"));
    };
    // A start is always a POST, and every family has one.
    let is_start = *verb == Verb::Start;
    if value.is_empty() {
        return is_start.then(|| String::from("every family has a `start`"));
    }
    let (method, path) = value.split_once(' ').unwrap_or(("", value));
    if is_start && !method.is_empty() {
        return Some(String::from("`start` is always a POST: it takes a path alone"));
    }
    if !method.is_empty() && !METHODS.contains(&method) {
        return Some(format!("`{name}`: `{method}` is no method: it must be GET, POST, PUT or DELETE"));
    }
    if let Some(problem) = path_problem(path) {
        return Some(format!("`{name}` {problem}"));
    }
    let wants_id = match verb.takes() {
        Takes::Id | Takes::IdAndName => true,
        Takes::Params | Takes::Query | Takes::Ids | Takes::Nothing => false,
    };
    match (wants_id, takes_id(path)) {
        (true, false) => Some(format!("`{name}` needs `{{_id}}`, `{{id}}` or `?name` in its path")),
        (false, true) => Some(format!("`{name}` takes no id")),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_holds_an_id_once_or_not_at_all() {
        let problem = "must be a path, with `{_id}`, `{id}`, or `?name` at its end, where it takes an id";
        let bad = [
            "",
            "api",
            "/a b",
            "/a/{key}",
            "/a/{_id",
            "/a/{_id}/{_id}",
            "/a?",
            "/a?b/c",
            "/a/{_id}?b",
            "/a?b?c",
        ];
        for path in bad {
            assert_eq!(path_problem(path), Some(problem), "{path}");
        }
        for path in ["/api/v1/user-voice", "/a/{_id}", "/a/{id}/b", "/a?_id", "/a/b.c"] {
            assert_eq!(path_problem(path), None, "{path}");
        }
    }

    #[test]
    fn a_route_has_a_method_that_is_one_and_an_id_where_it_is_about_one_task() {
        let path = "must be a path, with `{_id}`, `{id}`, or `?name` at its end, where it takes an id";
        for (name, value, expected) in [
            (
                "get",
                "GTE /x/{_id}",
                "`get`: `GTE` is no method: it must be GET, POST, PUT or DELETE".to_owned(),
            ),
            (
                "get",
                "get /x/{_id}",
                "`get`: `get` is no method: it must be GET, POST, PUT or DELETE".to_owned(),
            ),
            ("get", "x/{_id}", format!("`get` {path}")),
            ("get", "/x", "`get` needs `{_id}`, `{id}` or `?name` in its path".to_owned()),
            ("list", "/x/{_id}", "`list` takes no id".to_owned()),
            ("start", "", "every family has a `start`".to_owned()),
            ("start", "PUT /x", "`start` is always a POST: it takes a path alone".to_owned()),
            (
                "status",
                "state,word",
                "`status` must be names of fields, separated by single blanks".to_owned(),
            ),
            ("results", "/x", "`results` must be names of fields, separated by single blanks".to_owned()),
            ("results", "a  b", "`results` must be names of fields, separated by single blanks".to_owned()),
        ] {
            assert_eq!(argument_problem(name, value), Some(expected), "{name} = {value}");
        }
        for (name, value) in [
            ("get", "POST /awsResult?_id"),
            ("list", ""),
            ("start", "/add"),
            ("delete", "/{id}"),
            ("results", "a b"),
        ] {
            assert_eq!(argument_problem(name, value), None, "{name} = {value}");
        }
    }

    #[test]
    fn a_name_in_javascript_is_words_with_dots() {
        for good in ["call", "credits.quote", "faceSwap.previews.status", "flux2Images"] {
            assert!(is_js_name(good), "{good}");
        }
        for bad in ["", "credits.", ".quote", "credits quote", "Credits.quote", "credits.2d", "credits-quote"]
        {
            assert!(!is_js_name(bad), "{bad}");
        }
    }
}
