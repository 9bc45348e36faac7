//! How sure the facts of an operation are, in the crate, the description and the table.

use anyhow::Result;

use crate::audit::sources::confidence::Confidences;
use crate::audit::sources::declared::Told;
use crate::audit::sources::names::Row;
use crate::audit::sources::openapi::Described;

/// Compares what the crate and the table say with the description.
pub fn check(told: Option<Told>, row: Option<&Row>, described: &Described) -> Vec<String> {
    let ours = told.map(|told| ("the confidence is", Confidences::parse(told.confidences)));
    let table = row.map(|row| ("the confidence in docs/names.md is", Ok(row.confidences)));
    let differ = |(what, ours): (&str, Result<Confidences>)| match ours {
        Ok(ours) if ours == described.confidences => None,
        Ok(ours) => Some(format!("{what} {ours}, openapi.yaml says {}", described.confidences)),
        Err(error) => Some(format!("{what} odd: {error:#}")),
    };
    [ours, table].into_iter().flatten().filter_map(differ).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::sample::{NAMES, operation};
    use crate::audit::sources::names::read;

    #[test]
    fn a_difference_is_reported() {
        let (names, thing) = (read(NAMES).unwrap(), operation("addThing"));
        let told = |confidences| Some(Told { js: "", confidences });
        assert_eq!(check(told("documented/inferred"), Some(&names.rows[0]), &thing), [""; 0]);
        assert_eq!(
            check(told("documented/documented"), Some(&names.rows[1]), &thing),
            [
                "the confidence is documented/documented, openapi.yaml says documented/inferred",
                "the confidence in docs/names.md is documented/observed, openapi.yaml says documented/inferred",
            ]
        );
    }
}
