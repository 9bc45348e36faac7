//! Families against `x-task`.

use a2e_wasm::TaskState;
use a2e_wasm::schema::family::Family;
use a2e_wasm::schema::verb::Verb;
use a2e_wasm::state;

use crate::audit::sources::openapi::{Described, TaskRules};

/// Where the client finds the id of a started task: in the record, or in the first of several.
const IDS_AT: [&str; 2] = ["data._id", "data[]._id"];

/// Compares a family with what the description says of its start; `own` are the family's other
/// operations, by verb and id.
pub fn check(family: Family, start: &Described, own: &[(Verb, &str)]) -> Vec<String> {
    let Some(rules) = &start.task else {
        return vec![String::from("it starts a family, and openapi.yaml has no x-task here")];
    };
    let mut problems = Vec::new();
    // The documented field comes first, as with the results.
    let ours = family.status();
    if ours.split(',').next() != Some(rules.status_field.as_str()) {
        problems.push(format!("the status is in `{ours}`, x-task says `{}`", rules.status_field));
    }
    let words = [(&rules.success, TaskState::Succeeded), (&rules.failure, TaskState::Failed)];
    for (words, expected) in words {
        for word in words {
            // With a result and without one: a word that is not known would be decided by it.
            for has_result in [true, false] {
                let found = state(word, has_result, false);
                if found != expected {
                    problems.push(format!(
                        "status `{word}` means {}, x-task says {}",
                        found.as_str(),
                        expected.as_str()
                    ));
                }
            }
        }
    }
    problems.dedup();
    problems.extend(results(family, rules));
    problems.extend(inputs_among_results(family, start));
    if !IDS_AT.contains(&rules.id_at.as_str()) {
        problems.push(format!("x-task has the id at {}, where the client does not look", rules.id_at));
    }
    problems.extend(poll(rules, own));
    problems
}

/// The documented fields come first; fields that are only suspected may follow. What was made stands
/// for the result where it has an id.
fn results(family: Family, rules: &TaskRules) -> Option<String> {
    let ours: Vec<&str> = std::iter::once(family.result_id())
        .chain(family.results().split(','))
        .filter(|name| !name.is_empty())
        .collect();
    let same =
        ours.len() >= rules.result_fields.len() && rules.result_fields.iter().zip(&ours).all(|(a, b)| a == b);
    (!same).then(|| {
        format!("the result is in `{}`, x-task says `{}`", ours.join(" "), rules.result_fields.join(" "))
    })
}

/// An input that comes back in the record would be taken for the result.
fn inputs_among_results(family: Family, start: &Described) -> Vec<String> {
    let results = family.results().split(',').filter(|name| !name.is_empty());
    let inputs = results.filter(|result| start.fields.member(result).is_some());
    inputs
        .map(|input| format!("`{input}` is named as a result, and the start takes it as an input"))
        .collect()
}

/// A task is followed by the family's `get`, where it has none by its `list`, if that is there.
fn poll(rules: &TaskRules, own: &[(Verb, &str)]) -> Option<String> {
    let called = |wanted| own.iter().find(|(verb, _)| *verb == wanted).map(|(_, id)| *id);
    let ours = called(Verb::Get).or_else(|| called(Verb::List));
    let theirs = rules.poll_with.as_deref();
    let name = |id: Option<&str>| id.map_or(String::from("nothing"), |id| format!("`{id}`"));
    (ours != theirs).then(|| format!("the family polls with {}, x-task says {}", name(ours), name(theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::sample::operation;

    const FAMILY: Family = Family("things. /api/v1/thing : name");
    const OWN: &[(Verb, &str)] = &[(Verb::List, "listThings"), (Verb::Get, "getThing")];

    fn problems(change: fn(&mut Described)) -> Vec<String> {
        of(FAMILY, OWN, change)
    }

    fn of(family: Family, own: &[(Verb, &str)], change: fn(&mut Described)) -> Vec<String> {
        let mut start = operation("addThing");
        change(&mut start);
        check(family, &start, own)
    }

    fn rules(described: &mut Described) -> &mut TaskRules {
        described.task.as_mut().unwrap()
    }

    #[test]
    fn an_equal_family_passes() {
        assert_eq!(problems(|_| ()), Vec::<String>::new());
    }

    #[test]
    fn every_difference_is_reported() {
        assert_eq!(
            problems(|start| start.task = None),
            ["it starts a family, and openapi.yaml has no x-task here"]
        );
        assert_eq!(
            problems(|start| rules(start).status_field = "status".into()),
            ["the status is in `current_status`, x-task says `status`"]
        );
        assert_eq!(
            problems(|start| rules(start).success = vec!["failed".into()]),
            ["status `failed` means failed, x-task says succeeded"]
        );
        assert_eq!(
            problems(|start| rules(start).result_fields = vec!["image_urls".into()]),
            ["the result is in `result_url`, x-task says `image_urls`"]
        );
        assert_eq!(
            problems(|start| rules(start).poll_with = None),
            ["the family polls with `getThing`, x-task says nothing"]
        );
        assert_eq!(
            problems(|start| rules(start).id_at = "data.task.id".into()),
            ["x-task has the id at data.task.id, where the client does not look"]
        );
    }

    #[test]
    fn a_family_without_get_is_polled_with_its_list_or_not_at_all() {
        let list = |start: &mut Described| rules(start).poll_with = Some(String::from("listThings"));
        assert_eq!(of(FAMILY, &OWN[..1], list), [""; 0]);
        assert_eq!(of(FAMILY, &[], |start| rules(start).poll_with = None), [""; 0]);
        assert_eq!(of(FAMILY, &[], list), ["the family polls with nothing, x-task says `listThings`"]);
    }

    #[test]
    fn further_fields_may_follow_the_documented_ones() {
        let more =
            Family("things. /api/v1/thing status=current_status,status results=result_url,image_urls : name");
        assert_eq!(of(more, OWN, |_| ()), [""; 0]);
        let less =
            Family("things. /api/v1/thing status=status,current_status results=image_urls,result_url : name");
        assert_eq!(
            of(less, OWN, |_| ()),
            [
                "the status is in `status,current_status`, x-task says `current_status`",
                "the result is in `image_urls result_url`, x-task says `result_url`",
            ]
        );
    }

    #[test]
    fn what_was_made_is_named_by_its_id_first() {
        let voice = Family("things. /api/v1/thing results= result_id=_id : name");
        let avatar = Family("things. /api/v1/thing result_id=anchor_id : name");
        let voices = |start: &mut Described| rules(start).result_fields = vec!["_id".into()];
        assert_eq!(of(voice, OWN, voices), [""; 0]);
        assert_eq!(of(avatar, OWN, voices), ["the result is in `anchor_id result_url`, x-task says `_id`"]);
    }

    #[test]
    fn an_input_is_never_a_result() {
        let problems = problems(|start| {
            start.fields.members[0].name = String::from("result_url");
        });
        assert_eq!(problems, ["`result_url` is named as a result, and the start takes it as an input"]);
    }
}
