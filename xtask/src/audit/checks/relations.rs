//! What two fields have to do with each other, against the words of the description.

use a2e_wasm::schema::field_syntax::Rule;

use crate::audit::sources::openapi::Described;

/// JSON schema cannot say that two fields exclude each other, so the description says it in words:
/// one names the other, or the notes name both.
pub fn check(one: &str, rule: Rule, other: &str, described: &Described) -> Option<String> {
    let sign = match rule {
        Rule::AtMostOne => '^',
        Rule::ExactlyOne => '/',
        Rule::AtLeastOne => '+',
    };
    let problem =
        |problem: &str| Some(format!("field string says {one}{sign}{other}, openapi.yaml {problem}"));
    let (Some(first), Some(second)) = (described.fields.member(one), described.fields.member(other)) else {
        return problem("does not have both");
    };
    if first.required || second.required {
        return problem("requires one of them");
    }
    let told = names(&first.schema.description, other)
        || names(&second.schema.description, one)
        || names(&described.notes, one) && names(&described.notes, other);
    if told { None } else { problem("does not speak of them together") }
}

/// Whether a text names a field.
fn names(text: &str, name: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::sample::operation;

    fn problem(one: &str, rule: Rule, other: &str) -> Option<String> {
        check(one, rule, other, &operation("addThing"))
    }

    #[test]
    fn a_relation_holds_where_the_description_speaks_of_both_fields() {
        for rule in [Rule::AtMostOne, Rule::ExactlyOne, Rule::AtLeastOne] {
            assert_eq!(problem("back_id", rule, "custom_back_id"), None);
            assert_eq!(problem("custom_back_id", rule, "back_id"), None);
        }
    }

    #[test]
    fn a_relation_without_backing_is_reported() {
        let expected = |problem: &str| Some(format!("field string says {problem}"));
        assert_eq!(
            problem("mode", Rule::AtMostOne, "size"),
            expected("mode^size, openapi.yaml does not speak of them together")
        );
        assert_eq!(
            problem("name", Rule::ExactlyOne, "size"),
            expected("name/size, openapi.yaml requires one of them")
        );
        assert_eq!(
            problem("mode", Rule::AtLeastOne, "depth"),
            expected("mode+depth, openapi.yaml does not have both")
        );
    }
}
