//! The verbs of a family: the requests that a family of tasks can have. A new verb is a row in the table below.
//!
//! The macros compile this file too: a crate of macros cannot import the crate that uses it. So the file has no `crate::` path,
//! and imports only its neighbour `effect.rs`.

use super::effect::Effect;

/// What a verb is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The parameters of the start.
    Params,
    /// The id of one record.
    Id,
    /// The id of one record and a new name for it.
    IdAndName,
    /// A page, and the family's filter if it has one.
    Query,
    /// An array of ids.
    Ids,
    /// Nothing.
    Nothing,
}

/// What a verb answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// The view of the task that was started.
    Task,
    /// One record.
    Record,
    /// One page of records.
    Page,
    /// Several records.
    Records,
    /// The `data` of the answer. Its shape is not documented.
    Data,
}

/// Makes the enum and its facts from all rows.
macro_rules! facts {
    ($(
        #[doc = $doc:literal]
        $verb:ident = $name:literal, $method:literal $route:literal $interface:literal, $effect:ident,
        $takes:ident -> $answers:ident;
    )+) => {
        /// A request that a family of tasks can have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Verb {
            $(#[doc = $doc] $verb),+
        }

        impl Verb {
            /// All verbs.
            pub const ALL: &[Self] = &[$(Self::$verb),+];

            /// The name of the method, and of the argument of `#[family]` that changes the route.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$verb => $name),+ }
            }

            /// The HTTP method, unless the family names another one.
            pub const fn method(self) -> &'static str {
                match self { $(Self::$verb => $method),+ }
            }

            /// The usual end of the path, behind the path of the family. Empty if there is no usual one.
            pub const fn route(self) -> &'static str {
                match self { $(Self::$verb => $route),+ }
            }

            /// The interface in `types.d.ts` of a verb that a family has only if its attribute names the verb. Empty for the
            /// verbs of `TaskFamily`, which a family has unless its attribute says `verb = ""`.
            pub const fn interface(self) -> &'static str {
                match self { $(Self::$verb => $interface),+ }
            }

            /// The route of a family whose attribute does not name the verb; empty if it then lacks the verb.
            pub const fn default_route(self) -> &'static str {
                match self { $(Self::$verb => if $interface.is_empty() { $route } else { "" }),+ }
            }

            /// What the request does at the service.
            pub const fn effect(self) -> Effect {
                match self { $(Self::$verb => Effect::$effect),+ }
            }

            /// What the method is given.
            pub const fn takes(self) -> Takes {
                match self { $(Self::$verb => Takes::$takes),+ }
            }

            /// What the method answers.
            pub const fn answers(self) -> Answers {
                match self { $(Self::$verb => Answers::$answers),+ }
            }
        }
    };
}

/// Lists the rows that are methods.
macro_rules! methods {
    ($(#[$doc:meta] $verb:ident = $name:literal, $method:literal $route:literal $interface:literal, $effect:ident,
        $takes:ident -> $answers:ident;)+) => {
        impl Verb {
            /// The verbs that are methods of a family, in the order of `verb_names!`.
            pub const METHODS: &[Self] = &[$(Self::$verb),+];
        }

        /// The names of those, with a blank behind each, as a literal for `concat!`.
        #[allow(unused_macros, reason = "only the class in JavaScript names all methods")]
        macro_rules! verb_names {
            () => { concat!($($name, " "),+) };
        }
    };
}

macro_rules! verbs {
    (methods: { $($method:tt)+ } internal: { $($internal:tt)+ }) => {
        facts! { $($method)+ $($internal)+ }
        methods! { $($method)+ }
    };
}

// Each row: its name, its method with the usual route and the interface, its effect, what it takes and what it answers.
verbs! {
    methods: {
        /// Starts a task.
        Start = "start", "POST" "/start" "", Charge, Params -> Task;
        /// Reads one record.
        Get = "get", "GET" "/{_id}" "", Read, Id -> Record;
        /// Reads one page of records.
        List = "list", "GET" "/allRecords" "", Read, Query -> Page;
        /// Reads several records by their ids.
        Batch = "batch", "POST" "/batchDetail" "", Read, Ids -> Records;
        /// Deletes one record.
        Delete = "delete", "DELETE" "/{_id}" "", Delete, Id -> Data;
        /// Gives one record another name.
        Rename = "rename", "PUT" "/{_id}" "Renamable", Write, IdAndName -> Data;
    }
    // The client's own requests, which are no methods.
    internal: {
        /// Reads how long a task takes on average.
        Average = "average", "GET" "" "", Read, Nothing -> Data;
    }
}

#[allow(
    unused_imports,
    clippy::single_component_path_imports,
    reason = "only the class in JavaScript names all methods, and the macros have this module at their root"
)]
pub(crate) use verb_names;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_methods() {
        let names: String = Verb::METHODS.iter().map(|verb| [verb.name(), " "].concat()).collect();
        assert_eq!(verb_names!(), names);
        assert!(Verb::ALL.starts_with(Verb::METHODS));
    }

    #[test]
    fn only_a_read_is_by_get_and_only_a_start_is_charged() {
        for verb in Verb::ALL {
            assert!(verb.method() != "GET" || verb.effect() == Effect::Read, "{verb:?}");
            assert_eq!(verb.effect() == Effect::Charge, *verb == Verb::Start, "{verb:?}");
            assert_eq!(verb.takes() == Takes::Params, verb.answers() == Answers::Task, "{verb:?}");
        }
    }
}
