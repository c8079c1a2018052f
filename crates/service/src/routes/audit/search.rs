//! What is looked for in the log, as it stands in the query.

use jiff::Timestamp;
use roster_contract::Problem;
use roster_store::audit::AuditFilter;
use uuid::Uuid;

use crate::kernel::query::{Query, invalid};

/// Longer than the name of any action.
const LONGEST_ACTION: usize = 64;

/// Takes the filter's parameters out of a query.
pub fn filter(query: &mut Query) -> Result<AuditFilter, Problem> {
    let action = query.text("action");
    let is_name = |name: &String| {
        name.len() <= LONGEST_ACTION
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || b".-".contains(&byte))
    };
    if action.as_ref().is_some_and(|name| name.is_empty() || !is_name(name)) {
        return Err(invalid("action", "is the name of an action, such as user.created"));
    }
    Ok(AuditFilter {
        action,
        actor: query.value::<Uuid>("actor")?,
        target: query.value::<Uuid>("target")?,
        from: moment(query, "from")?,
        to: moment(query, "to")?,
        text: query.search_text()?,
    })
}

fn moment(query: &mut Query, name: &str) -> Result<Option<Timestamp>, Problem> {
    let Some(text) = query.text(name) else {
        return Ok(None);
    };
    let parsed = text
        .parse()
        .map_err(|_| invalid(name, "is a time such as 2026-11-23T20:41:31Z"))?;
    Ok(Some(parsed))
}
