//! A family of tasks, as data: where it lives and in what it differs from the others.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::schema::operation::{Effect, Endpoint, Operation};
use crate::schema::paging::Paging;
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

    /// The start.
    pub fn start(self) -> Operation {
        let (_, fields) = text::cut(self.0, " : ");
        let tail = self.says("start", "/start");
        let (base, effect) = (self.word(1), Effect::Charge);
        Operation { method: "POST", base, tail, effect, anonymous: false, answers: "", fields }
    }

    /// One task, where there is a route for one.
    pub fn get(self) -> Option<Operation> {
        self.route("GET", "get", "/{_id}", Effect::Read, "")
    }

    /// The list, where there is one. Its fields besides the filter are those of [`Paging::fields`].
    pub fn list(self) -> Option<Operation> {
        self.route("GET", "list", "/allRecords", Effect::Read, self.says("filter", ""))
    }

    /// Many tasks by id, where the family has that.
    pub fn batch(self) -> Option<Operation> {
        self.route("POST", "batch", "/batchDetail", Effect::Read, "ids!:as")
    }

    /// The delete, where there is one.
    pub fn delete(self) -> Option<Operation> {
        self.route("DELETE", "delete", "/{_id}", Effect::Delete, "")
    }

    /// The rename, where there is one.
    pub fn rename(self) -> Option<Operation> {
        self.route("PUT", "rename", "", Effect::Write, "name!")
    }

    /// How long a task takes on average, where the service tells. The answer's shape is not documented.
    pub fn average(self) -> Option<Operation> {
        self.route("GET", "average", "", Effect::Read, "")
    }

    /// Every operation besides the start, for the audit.
    pub fn others(self) -> Vec<Operation> {
        let all = [self.get(), self.list(), self.batch(), self.delete(), self.rename()];
        all.into_iter().flatten().collect()
    }

    fn route(
        self,
        method: &'static str,
        name: &str,
        usual: &'static str,
        effect: Effect,
        fields: &'static str,
    ) -> Option<Operation> {
        let route = self.says(name, usual);
        let (given, tail) = route.split_at_checked(text::find(route, "/")?)?;
        let method = if given.is_empty() { method } else { given };
        Some(Operation { method, base: self.word(1), tail, effect, anonymous: false, answers: "", fields })
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
}
