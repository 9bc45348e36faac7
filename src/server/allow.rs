//! Which operations a proxy forwards: those that `allow` names.

use crate::error::{Error, Result};
use crate::server::routes::{self, Route};
use crate::server::rules;
use crate::text;

/// Methods of the client, and the operations that they use under another name.
const SAME: [(&str, &str); 2] =
    [("storage.upload", "storage.presign"), ("faceSwap.previews.status", "faceSwap.previews.get")];
/// Methods that use several operations, in small letters.
const SEVERAL: &str = "wait watch run listall task";

/// The names of the operations and resources that are forwarded.
pub(super) struct Allow(Vec<String>);

impl Allow {
    /// Refuses a name that names nothing: its author believes that something is allowed.
    pub(super) fn read(mut names: Vec<String>) -> Result<Self> {
        for name in &mut names {
            if let Some((_, operation)) = SAME.iter().find(|(same, _)| same == name) {
                *name = String::from(*operation);
            }
            if name != "reads" && !is_known(name) {
                let last = text::join(&["`", name, "` "]);
                let method = name.rsplit_once('.').map_or("", |(_, method)| method);
                let why = if text::among(method, SEVERAL) {
                    "is done with several operations; name them: start, get, list, batch, delete"
                } else {
                    "is not a resource and not a method; \"reads\" is also possible"
                };
                return Err(Error::option("createProxy", "allow", &text::join(&[&last, why])));
            }
        }
        Ok(Self(names))
    }

    /// Whether an operation is forwarded. A resource stands for what is done with its tasks, and for a catalogue; all else
    /// of a resource is named by itself, such as lists of the whole account.
    pub(super) fn permits(&self, route: &Route) -> bool {
        let catalogue = rules::is_catalogue(&route.name);
        let by_resource = route.family.is_some() || catalogue;
        let by_reads = catalogue || route.family.is_some() && route.is_read();
        self.0.iter().any(|name| {
            *name == route.name || by_resource && name == route.resource() || by_reads && name == "reads"
        })
    }
}

fn is_known(name: &str) -> bool {
    routes::all().any(|(names, _, verb, _)| {
        let full = routes::full(names, verb);
        full == name || !name.is_empty() && routes::resource(&full) == name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(names: &[&str], method: &str, path: &str) -> bool {
        let allow = Allow::read(names.iter().map(|name| String::from(*name)).collect()).unwrap();
        allow.permits(&Route::find(method, path).unwrap())
    }

    #[test]
    fn nothing_is_forwarded_that_is_not_named() {
        assert!(!permits(&[], "GET", "/api/v1/anchor/voice_list"));
        assert!(!permits(&["dubbing"], "POST", "/api/v1/userFaceSwapTask/add"));
        assert!(permits(&["faceSwap"], "POST", "/api/v1/userFaceSwapTask/add"));
        assert!(permits(&["faceSwap.start"], "POST", "/api/v1/userFaceSwapTask/add"));
        assert!(!permits(&["faceSwap.start"], "GET", "/api/v1/userFaceSwapTask/records"));
        assert!(!permits(&["faceSwap"], "POST", "/api/v1/userFaceSwapPreview/add"));
    }

    #[test]
    fn reads_are_those_of_tasks_and_of_catalogues() {
        let path = "/api/v1/userFaceSwapTask/0123456789abcdef01234567";
        assert!(permits(&["reads"], "GET", path));
        assert!(permits(&["reads"], "POST", "/api/v1/userFaceSwapTask/batchDetail"));
        assert!(permits(&["reads"], "GET", "/api/v1/anchor/voice_list"));
        for (method, denied) in [
            ("DELETE", path),
            ("POST", "/api/v1/userFaceSwapTask/add"),
            ("GET", "/api/v1/user/remainingCoins"),
            ("GET", "/api/v1/userFaceSwapTask/status"),
            ("GET", "/api/v1/token/list"),
        ] {
            assert!(!permits(&["reads"], method, denied), "{denied}");
        }
    }

    #[test]
    fn what_concerns_the_whole_account_is_named_by_itself() {
        assert!(!permits(&["account", "tokens"], "GET", "/api/v1/user/remainingCoins"));
        assert!(permits(&["account.coins"], "GET", "/api/v1/user/remainingCoins"));
        assert!(permits(&["storage.upload"], "POST", "/api/v1/r2/upload-presigned-url"));
    }

    #[test]
    fn a_name_of_nothing_is_refused() {
        for (name, reason) in
            [("faceswap", "not a resource"), ("faceSwap.wait", "several"), ("", "not a resource")]
        {
            let error = Allow::read(vec![String::from(name)]).err().unwrap();
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn every_other_name_is_that_of_an_operation() {
        for (_, operation) in SAME {
            assert!(is_known(operation), "{operation}");
        }
    }
}
