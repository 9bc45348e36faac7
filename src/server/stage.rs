//! The stages of a request, and what `server-core.js` does in each.

/// What the outcome of the last command is.
#[derive(Clone, Copy)]
pub(super) enum Stage {
    Authorize,
    Body,
    /// The owners of the records that the request names.
    Owners,
    /// The list of avatars, one of which the request uses.
    Avatars,
    /// The owner of the training that made this avatar.
    Training,
    /// Whether the user may start this now.
    Limit,
    /// The key of a start was noted for the user.
    Key,
    Sign,
    /// The records that there were before a write.
    Before,
    Send,
    /// The owners of the records that the answer names.
    AnswerOwners,
    /// Records were noted for the user.
    Own,
    /// The address of an upload that goes through the proxy.
    Detour,
    /// The storage's answer to the bytes.
    Carry,
}

impl Stage {
    /// The task of `server-core.js` whose outcome this is.
    pub(super) fn task(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Body => "body",
            Self::Owners | Self::Training | Self::AnswerOwners => "owners",
            Self::Limit => "limit",
            Self::Key | Self::Own => "own",
            Self::Sign => "sign",
            Self::Avatars | Self::Before | Self::Send => "send",
            Self::Detour => "detour",
            Self::Carry => "carry",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const STAGES: [Stage; 14] = [
        Stage::Authorize,
        Stage::Body,
        Stage::Owners,
        Stage::Avatars,
        Stage::Training,
        Stage::Limit,
        Stage::Key,
        Stage::Sign,
        Stage::Before,
        Stage::Send,
        Stage::AnswerOwners,
        Stage::Own,
        Stage::Detour,
        Stage::Carry,
    ];

    /// The words within quotes on the line of `server-core.js` that lists the tasks.
    fn known() -> BTreeSet<&'static str> {
        let script = include_str!("../../pkg-template/server/server-core.js");
        let (_, list) = script.split_once("\nconst TASKS = [").expect("a list of tasks");
        list.split(']').next().unwrap().split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn the_driver_runs_the_tasks_of_all_stages_and_no_others() {
        assert_eq!(known(), STAGES.into_iter().map(Stage::task).collect());
    }
}
