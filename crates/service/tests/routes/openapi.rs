use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::World;

/// What the contract promises; whatever else is in the document has to be served too.
const PROMISED: &[(&str, &str)] = &[
    ("POST", "/api/v1/sessions"),
    ("DELETE", "/api/v1/sessions/current"),
    ("GET", "/api/v1/me"),
    ("PATCH", "/api/v1/me"),
    ("POST", "/api/v1/me/password"),
    ("GET", "/api/v1/me/sessions"),
    ("DELETE", "/api/v1/me/sessions"),
    ("DELETE", "/api/v1/me/sessions/{id}"),
    ("POST", "/api/v1/password/forgotten"),
    ("GET", "/api/v1/account"),
    ("PATCH", "/api/v1/account"),
    ("GET", "/api/v1/account/administrators"),
    ("GET", "/api/v1/users"),
    ("POST", "/api/v1/users"),
    ("POST", "/api/v1/users/bulk"),
    ("GET", "/api/v1/users/{id}"),
    ("PATCH", "/api/v1/users/{id}"),
    ("DELETE", "/api/v1/users/{id}"),
    ("POST", "/api/v1/users/{id}/restore"),
    ("POST", "/api/v1/users/{id}/undo-removal"),
    ("POST", "/api/v1/users/{id}/invitation/resend"),
    ("POST", "/api/v1/users/{id}/invitation/link"),
    ("POST", "/api/v1/invitations/accept"),
    ("GET", "/api/v1/changes"),
    ("GET", "/api/v1/events"),
    ("GET", "/api/v1/audit"),
    ("GET", "/api/v1/audit/export"),
    ("GET", "/api/v1/audit/head"),
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
];

async fn document(world: &World) -> Value {
    let answer = world.get("/openapi.json").send().await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    answer.expect(200)
}

fn operations(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &Value)| {
        let methods: Vec<_> = item
            .as_object()
            .expect("a path")
            .keys()
            .map(|m| (m.to_uppercase(), path.clone()))
            .collect();
        methods
    };
    paths.iter().flat_map(of_path).collect()
}

#[tokio::test]
async fn it_has_every_route_that_is_promised_and_served() {
    let world = World::on_sqlite().await;
    let document = document(&world).await;
    assert_eq!(document["openapi"], "3.1.0");
    let described = operations(&document);
    let promised = PROMISED
        .iter()
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()));
    assert_eq!(described, promised.collect());
    let paths: BTreeSet<&String> = described.iter().map(|(_, path)| path).collect();
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let address = format!("/{}", path.replace("{id}", "01900000-0000-7000-8000-000000000001"));
            let status = world.call(method, &address).send().await.status.as_u16();
            let is_described = described.contains(&(method.to_owned(), path.clone()));
            assert_eq!(is_described, !matches!(status, 404 | 405), "{method} {path}: {status}");
        }
    }
}

#[tokio::test]
async fn everything_it_refers_to_is_in_it() {
    let world = World::on_sqlite().await;
    let document = document(&world).await;
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[tokio::test]
async fn every_operation_says_how_it_may_be_refused() {
    let world = World::on_sqlite().await;
    let document = document(&world).await;
    let mut ids = BTreeSet::new();
    for (method, path) in operations(&document) {
        let operation = &document["paths"][&path][method.to_lowercase()];
        assert!(ids.insert(operation["operationId"].as_str().expect("an id").to_owned()));
        let responses = operation["responses"].as_object().expect("responses");
        assert!(
            responses.keys().any(|status| status.starts_with('2')),
            "{method} {path}"
        );
        for (status, response) in responses.iter().filter(|(status, _)| !status.starts_with('2')) {
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
        }
        // One that is repeated after the session it began has ended is 401, too, and needs none itself.
        let begins_session = path == "/api/v1/invitations/accept";
        let needs_session = !begins_session
            && responses
                .get("401")
                .is_some_and(|refusal| refusal["description"] == "`session-required`");
        assert_eq!(operation.get("security").is_some(), needs_session, "{method} {path}");
        assert_eq!(method != "GET", responses.contains_key("415"), "{method} {path}");
    }
}
