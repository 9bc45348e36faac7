//! What `npm audit signatures` says.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::tally::Tally;

#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Verified(usize),
    Wrong(String),
    /// The keys or the signatures are not to be had here, which proves nothing.
    NotChecked(String),
}

impl Verdict {
    /// Reads the answer about a set of so many packages.
    pub fn of(answer: &str, installed: usize) -> Result<Self> {
        let answer: Value =
            serde_json::from_str(answer).context("the answer of `npm audit signatures` is not JSON")?;
        if let Some(error) = answer.get("error") {
            return Ok(Self::NotChecked(error["summary"].as_str().unwrap_or("npm says no more").to_owned()));
        }
        let list = |name: &str| answer[name].as_array().with_context(|| format!("npm gave no list `{name}`"));
        let (invalid, missing) = (list("invalid")?, list("missing")?);
        Ok(if invalid.is_empty() && missing.is_empty() {
            Self::Verified(installed)
        } else if invalid.is_empty() && missing.len() >= installed {
            Self::NotChecked("this registry gives no signatures".to_owned())
        } else {
            let names = invalid.iter().chain(missing).map(|package| package["name"].as_str().unwrap_or("?"));
            Self::Wrong(names.collect::<Vec<_>>().join(", "))
        })
    }

    pub const fn tally(&self) -> Tally {
        match self {
            Self::Verified(_) => Tally::one(true),
            Self::Wrong(_) => Tally::one(false),
            Self::NotChecked(_) => Tally { passed: 0, failed: 0 },
        }
    }
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Verified(count) => write!(f, "verified, {count} packages"),
            Self::Wrong(names) => write!(f, "missing or wrong: {names}"),
            Self::NotChecked(reason) => write!(f, "not checked, {reason}"),
        }
    }
}

/// How many packages npm has installed in a directory; those that are there twice count once.
pub fn installed(directory: &Path) -> Result<usize> {
    let file = directory.join("node_modules/.package-lock.json");
    let text = fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    count(&serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))?)
}

fn count(lock: &Value) -> Result<usize> {
    let packages = lock["packages"].as_object().context("npm's list of packages is no list")?;
    let names = packages.iter().map(|(path, package)| {
        let folder = path.rsplit_once("node_modules/").map_or(path.as_str(), |(_, name)| name);
        // An alias has its own folder and the package's name.
        (package["name"].as_str().unwrap_or(folder), package["version"].as_str())
    });
    Ok(names.collect::<BTreeSet<_>>().len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Verdict, count};

    fn of(answer: &serde_json::Value) -> Verdict {
        Verdict::of(&answer.to_string(), 2).unwrap()
    }

    #[test]
    fn a_set_is_verified_as_a_whole() {
        assert_eq!(of(&json!({ "invalid": [], "missing": [] })), Verdict::Verified(2));
        let (a, b) = (json!({ "name": "a" }), json!({ "name": "b" }));
        assert_eq!(of(&json!({ "invalid": [a], "missing": [] })), Verdict::Wrong("a".into()));
        assert_eq!(of(&json!({ "invalid": [], "missing": [b] })), Verdict::Wrong("b".into()));
        assert_eq!(of(&json!({ "invalid": [a], "missing": [a, b] })), Verdict::Wrong("a, a, b".into()));
    }

    #[test]
    fn what_cannot_be_had_is_neither_right_nor_wrong() {
        let unreachable = of(&json!({ "error": { "code": "ENOTFOUND", "summary": "no such host" } }));
        assert_eq!(unreachable, Verdict::NotChecked("no such host".into()));
        let unsigned = of(&json!({ "invalid": [], "missing": [{ "name": "a" }, { "name": "b" }] }));
        assert!(matches!(unsigned, Verdict::NotChecked(_)));
        assert_eq!(unsigned.tally(), super::Tally::default());
        assert!(Verdict::of("Terminated", 2).is_err());
    }

    #[test]
    fn packages_are_counted_once() {
        let packages = json!({
            "node_modules/@types/a": { "version": "1.0.0" },
            "node_modules/b/node_modules/@types/a": { "version": "1.0.0" },
            "node_modules/b": { "version": "1.0.0" },
            "node_modules/b-0": { "name": "b", "version": "0.1.0" },
        });
        assert_eq!(count(&json!({ "packages": packages })).unwrap(), 3);
    }
}
