use url::form_urlencoded::Serializer;

use crate::view::AuditFilter;

/// A path with the filter as its query, and more parameters before it.
pub fn path(base: &str, first: &[(&str, &str)], filter: &AuditFilter) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(first);
    let search = Some(&filter.search).filter(|text| !text.trim().is_empty());
    let parameters = [
        ("q", search),
        ("action", filter.action.as_ref()),
        ("actor", filter.actor.as_ref()),
        ("target", filter.target.as_ref()),
        ("from", filter.from.as_ref()),
        ("to", filter.to.as_ref()),
    ];
    for (name, value) in parameters {
        query.extend_pairs(value.map(|value| (name, value)));
    }
    format!("{base}?{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_arrives_as_it_was_typed() {
        let filter = AuditFilter {
            search: "Zoë & co=1".to_owned(),
            from: Some("2026-01-01T00:00:00+01:00".to_owned()),
            ..AuditFilter::default()
        };
        assert_eq!(
            path("/audit", &[("limit", "5")], &filter),
            "/audit?limit=5&q=Zo%C3%AB+%26+co%3D1&from=2026-01-01T00%3A00%3A00%2B01%3A00"
        );
        assert_eq!(path("/audit", &[], &AuditFilter::default()), "/audit?");
    }
}
