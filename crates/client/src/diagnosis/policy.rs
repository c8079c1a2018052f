use super::Fact;
use crate::policy::Policy;

pub(super) fn facts(policy: &Policy) -> Vec<Fact> {
    let found = policy.sources();
    let mut facts = vec![Fact::new(
        "found in",
        if found.is_empty() {
            "no place: nothing is fixed".to_owned()
        } else {
            found.join(", ")
        },
    )];
    facts.extend(
        policy
            .describe()
            .into_iter()
            .map(|member| Fact::new("in force", member)),
    );
    let problems = policy.problems().iter();
    facts.extend(problems.map(|problem| Fact::new("WRONG", problem.to_string())));
    let ignored = policy.ignored().iter();
    facts.extend(ignored.map(|member| Fact::new("ignored", member.to_string())));
    facts
}
