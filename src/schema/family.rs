//! A family of tasks, as data: where it lives and in what it differs from the others.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::schema::operation::{Endpoint, Operation};
use crate::schema::paging::Paging;
use crate::schema::verb::{Takes, Verb};
use crate::text;

/// The routes and words of one kind of task, as a text: its key with a dot, the start of all its paths,
/// `name=value` for each oddity, and behind a colon the field string of the start.
///
/// ```text
/// voices. /api/v1/userVoice start=/training batch= paging=none : name! voice_urls!:as
/// ```
///
/// A route is the rest of a path, behind the method where that is not the usual one. An empty one
/// does not exist; `?name` at its end says by which name the id goes into the query or the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family(pub &'static str);

impl Family {
    fn word(self, place: usize) -> &'static str {
        text::words(self.0, " ").nth(place).unwrap_or_default()
    }

    /// The oddity of this name, or what is usual.
    fn says(self, name: &str, usual: &'static str) -> &'static str {
        for word in text::words(text::cut(self.0, " : ").0, " ") {
            if let Some((said, value)) = text::split(word, "=")
                && said == name
            {
                return value;
            }
        }
        usual
    }

    /// The name in stored views, which is also the resource in JavaScript.
    pub fn key(self) -> &'static str {
        self.word(0).strip_suffix('.').unwrap_or_default()
    }

    /// How its list is paged.
    pub fn paging(self) -> Paging {
        match self.says("paging", "pageNum") {
            "current" => Paging::Current,
            "page" => Paging::Page,
            "none" => Paging::None,
            _ => Paging::PageNum,
        }
    }

    /// The fields with the status word, in order, with commas between them; the others below likewise.
    pub fn status(self) -> &'static str {
        self.says("status", "current_status")
    }

    /// The fields with the result, in order. An input is never among them.
    pub fn results(self) -> &'static str {
        self.says("results", "result_url")
    }

    /// The field with the id of what was made, where that is the result.
    pub fn result_id(self) -> &'static str {
        self.says("result_id", "")
    }

    /// The fields with the failure's code.
    pub fn failure_codes(self) -> &'static str {
        self.says("failure_codes", "failed_code,error_code")
    }

    /// The fields with the failure's text.
    pub fn failure_texts(self) -> &'static str {
        self.says("failure_texts", "failed_message,faild_message")
    }

    /// How many hours a wait lasts at most, unless it says otherwise.
    pub fn hours(self) -> f64 {
        text::whole(self.says("hours", "1")).unwrap_or(1.0)
    }

    /// The start, which every family has.
    pub fn start(self) -> Operation {
        self.at(Verb::Start)
    }

    /// The operation of a verb, if the family has it. The fields of a list besides the filter are those of
    /// [`Paging::fields`].
    pub fn operation(self, verb: Verb) -> Option<Operation> {
        if self.has(verb) { Some(self.at(verb)) } else { None }
    }

    /// Whether the family has a verb.
    pub fn has(self, verb: Verb) -> bool {
        !self.route(verb).is_empty()
    }

    /// The method, where it is not the usual one, and the end of the path; empty without the verb.
    fn route(self, verb: Verb) -> &'static str {
        self.says(verb.name(), verb.default_route())
    }

    fn at(self, verb: Verb) -> Operation {
        let route = self.route(verb);
        let (method, tail) = route.split_at_checked(text::find(route, "/").unwrap_or(0)).unwrap_or_default();
        let method = if method.is_empty() { verb.method() } else { method };
        let fields = match verb.takes() {
            Takes::Params => text::cut(self.0, " : ").1,
            Takes::Query => self.says("filter", ""),
            Takes::Ids => "ids!:as",
            Takes::IdAndName => "name!",
            Takes::Id | Takes::Nothing => "",
        };
        let effect = verb.effect();
        Operation { method, base: self.word(1), tail, effect, anonymous: false, answers: "", fields }
    }
}

/// A request struct that starts a task.
pub trait TaskFamily: Endpoint {
    /// Its family.
    const FAMILY: Family = Family(Self::TEXT);
    /// The family's record.
    type Record: DeserializeOwned;
    /// What its list takes besides page and size.
    type Filter: Filter;
}

/// What a list takes besides page and size.
pub trait Filter: Serialize {
    /// The same as a field string.
    const FIELDS: &'static str;
}

/// The filter of a list that has none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NoFilter {}

impl Filter for NoFilter {
    const FIELDS: &'static str = "";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::letters::PAGINGS;

    #[test]
    fn every_paging_that_the_macros_write_is_read() {
        let told =
            |family: &'static str| (Family(family).says("paging", PAGINGS[0]), Family(family).paging());
        let read = ["x. /x", "x. /x paging=current", "x. /x paging=page", "x. /x paging=none"].map(told);
        let ways = [Paging::PageNum, Paging::Current, Paging::Page, Paging::None];
        assert_eq!(read, std::array::from_fn(|place| (PAGINGS[place], ways[place])));
    }

    /// The operations of a family as `verb METHOD path effect fields`.
    fn operations(text: &'static str) -> Vec<String> {
        let family = Family(text);
        let has = |verb: &&Verb| family.has(**verb);
        let told = |verb: &Verb| {
            let operation = family.operation(*verb).unwrap();
            let Operation { effect, fields, .. } = operation;
            format!("{} {} {effect:?} {fields}", verb.name(), operation.name())
        };
        [Verb::Start, Verb::Get, Verb::List, Verb::Batch, Verb::Delete, Verb::Rename, Verb::Average]
            .iter()
            .filter(has)
            .map(told)
            .collect()
    }

    #[test]
    fn a_verb_has_its_usual_route_unless_the_family_says_otherwise() {
        assert_eq!(
            operations("things. /api : name! seed:n"),
            [
                "start POST /api/start Charge name! seed:n",
                "get GET /api/{_id} Read ",
                "list GET /api/allRecords Read ",
                "batch POST /api/batchDetail Read ids!:as",
                "delete DELETE /api/{_id} Delete ",
            ]
        );
        assert_eq!(
            operations(
                "things. /api start=/add get=POST/one?_id list= batch= delete=/{id} rename=/{_id} average=/time filter=kind : *"
            ),
            [
                "start POST /api/add Charge *",
                "get POST /api/one Read ",
                "delete DELETE /api/{id} Delete ",
                "rename PUT /api/{_id} Write name!",
                "average GET /api/time Read ",
            ]
        );
        assert_eq!(Family("things. /api : name").start().name(), "POST /api/start");
    }

    #[test]
    fn a_list_takes_its_filter() {
        let list = Family("things. /api filter=kind : name").operation(Verb::List).unwrap();
        assert_eq!((list.tail, list.fields), ("/allRecords", "kind"));
    }
}
