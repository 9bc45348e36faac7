//! A family of tasks: the operation that starts one, and the routes beside it.

use std::collections::HashMap;
use std::sync::Arc;

use super::config::{self, FamilyConfig};
use super::verb::Verb;
use crate::spec::{Operation, Spec, TaskShape};

pub struct Family {
    pub config: FamilyConfig,
    pub shape: TaskShape,
    /// Whether a task can be polled by the list only.
    pub polled_by_list: bool,
}

/// The family and the verb of each operation.
pub struct Families(HashMap<String, (Arc<Family>, Verb)>);

impl Families {
    pub fn load(spec: &Spec) -> Result<Self, String> {
        let mut verbs = HashMap::new();
        for config in config::read_all()? {
            let start =
                spec.by_id(&config.start).ok_or_else(|| format!("there is no operation {}", config.start))?;
            let beside = |operation| Some((operation, Verb::of(operation, start)?));
            let members: Vec<(&Operation, Verb)> = spec.operations.iter().filter_map(beside).collect();
            let shape = start.task.clone().ok_or_else(|| format!("{} has no x-task", start.id))?;
            let polled_by_list = !members.iter().any(|(_, verb)| verb.polls_single_tasks());
            let family = Arc::new(Family { config, shape, polled_by_list });
            let member =
                |(operation, verb): (&Operation, Verb)| (operation.id.clone(), (Arc::clone(&family), verb));
            verbs.extend(members.into_iter().map(member));
        }
        Ok(Self(verbs))
    }

    pub fn of(&self, operation: &str) -> Option<(Arc<Family>, Verb)> {
        self.0.get(operation).cloned()
    }

    /// The family that an operation starts.
    pub fn started_by(&self, operation: &str) -> Option<Arc<Family>> {
        self.of(operation).filter(|(_, verb)| *verb == Verb::Start).map(|(family, _)| family)
    }
}
