//! The document, and whether an answer is one that it describes.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Answer, World};

/// What every answer carries, whatever it is about; the document says so once.
const EVERYWHERE: [&str; 6] = [
    "cache-control",
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "content-security-policy",
    "cross-origin-resource-policy",
];
/// What HTTP itself says of a body.
const OF_BODIES: [&str; 2] = ["content-type", "content-length"];
/// Only said of an answer that is long enough to be packed.
const OF_PACKED: [&str; 2] = ["vary", "content-encoding"];
/// Only said where the service is reached over TLS.
const OVER_TLS: &str = "strict-transport-security";

/// One kind of answer of an operation: its status, and a problem's code or else the type of its body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    pub operation: String,
    pub status: u16,
    pub what: String,
}

/// An operation as it is described.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub method: String,
    /// With `{id}` in it.
    pub path: String,
    /// The example of its body.
    pub body: Option<Value>,
    pub outcomes: BTreeSet<(u16, String)>,
    described: Value,
}

impl Operation {
    /// Whether it may be answered with this code.
    /// Whether it is for those who are signed in. A guest is told 401 where the session that their key once opened has ended.
    pub fn needs_session(&self) -> bool {
        self.may_be("session-required") && !["signIn", "acceptInvitation"].contains(&self.id.as_str())
    }

    pub fn may_be(&self, code: &str) -> bool {
        self.outcomes.iter().any(|(_, what)| what == code)
    }

    /// Whether it takes a parameter of this name, such as `If-Match`.
    pub fn takes(&self, parameter: &str) -> bool {
        let parameters = self.described["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|one| one["name"] == parameter))
    }

    pub fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        self.outcomes.iter().map(|(status, what)| Outcome {
            operation: self.id.clone(),
            status: *status,
            what: what.clone(),
        })
    }
}

pub struct Document {
    pub operations: BTreeMap<String, Operation>,
    components: Value,
}

impl Document {
    pub async fn of(world: &World) -> Self {
        let json = world.get("/openapi.json").send().await.expect(200);
        let mut operations = BTreeMap::new();
        for (path, item) in json["paths"].as_object().unwrap() {
            for (method, described) in item.as_object().unwrap() {
                let operation = operation(method, path, described);
                operations.insert(operation.id.clone(), operation);
            }
        }
        let mut components = json["components"].clone();
        close(&mut components);
        Self { operations, components }
    }

    /// Which of the answers that the operation is described with this one is, or what is not as described.
    pub fn check(&self, operation: &Operation, answer: &Answer) -> Result<Outcome, String> {
        let status = answer.status.as_u16();
        let described = &operation.described["responses"][status.to_string()];
        if !described.is_object() {
            return Err("the status is not described".to_owned());
        }
        check_headers(described, answer)?;
        let mut what = media_type(answer);
        if let Some(content) = described["content"].as_object() {
            let content = content.get(&what).ok_or_else(|| format!("{what} is not described"))?;
            if what.ends_with("json") {
                self.validate(&content["schema"], &answer.json())?;
            }
        } else if !answer.text.is_empty() {
            return Err("no body is described".to_owned());
        }
        if status >= 400 {
            answer.json()["code"].as_str().unwrap_or_default().clone_into(&mut what);
        }
        if !operation.outcomes.contains(&(status, what.clone())) {
            return Err(format!("{what} is not described"));
        }
        Ok(Outcome {
            operation: operation.id.clone(),
            status,
            what,
        })
    }

    /// Every parameter and every header of an answer.
    pub fn words(&self) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        for operation in self.operations.values() {
            let parameters = operation.described["parameters"].as_array().into_iter().flatten();
            let answers = operation.described["responses"].as_object().unwrap().values();
            let headers = answers.flat_map(|one| one["headers"].as_object().unwrap().values());
            found.extend(parameters.chain(headers).map(|one| (operation.id.clone(), one)));
        }
        found
    }

    /// Every example, of bodies and of answers, with its schema.
    pub fn examples(&self) -> Vec<(String, &Value, &Value)> {
        let mut found = Vec::new();
        for operation in self.operations.values() {
            let bodies = std::iter::once(&operation.described["requestBody"]);
            let answers = operation.described["responses"].as_object().unwrap().values();
            let contents = bodies.chain(answers).filter_map(|one| one["content"].as_object());
            for content in contents.flat_map(serde_json::Map::values) {
                let several = content["examples"]
                    .as_object()
                    .into_iter()
                    .flat_map(serde_json::Map::values);
                assert!(content.get("example").is_some() || content.get("examples").is_some());
                let values = several.map(|example| &example["value"]).chain(content.get("example"));
                found.extend(values.map(|value| (operation.id.clone(), &content["schema"], value)));
            }
        }
        found
    }

    /// Whether a value fits a schema.
    pub fn validate(&self, schema: &Value, value: &Value) -> Result<(), String> {
        let validator = self.validator(schema);
        let faults: Vec<String> = validator
            .iter_errors(value)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults.join("; "))
        }
    }

    fn validator(&self, schema: &Value) -> Validator {
        let root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": self.components,
        });
        jsonschema::options()
            .should_validate_formats(true)
            .build(&root)
            .unwrap_or_else(|error| panic!("{error}: {schema}"))
    }
}

fn operation(method: &str, path: &str, described: &Value) -> Operation {
    let mut outcomes = BTreeSet::new();
    for (status, response) in described["responses"].as_object().unwrap() {
        let status: u16 = status.parse().unwrap();
        match response["content"].as_object() {
            None => drop(outcomes.insert((status, String::new()))),
            Some(content) => {
                for (media_type, content) in content {
                    match content["examples"].as_object() {
                        Some(codes) => outcomes.extend(codes.keys().map(|code| (status, code.clone()))),
                        None => drop(outcomes.insert((status, media_type.clone()))),
                    }
                }
            }
        }
    }
    Operation {
        id: described["operationId"].as_str().unwrap().to_owned(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        body: described["requestBody"]["content"]["application/json"]
            .get("example")
            .cloned(),
        outcomes,
        described: described.clone(),
    }
}

/// Headers that the document names are there, and what is there it names.
fn check_headers(described: &Value, answer: &Answer) -> Result<(), String> {
    let named: BTreeSet<String> = described["headers"]
        .as_object()
        .into_iter()
        .flat_map(|headers| headers.keys().map(|name| name.to_lowercase()))
        .chain(EVERYWHERE.map(str::to_owned))
        .collect();
    let there: BTreeSet<String> = answer
        .headers
        .keys()
        .map(|name| name.as_str().to_owned())
        .filter(|name| !OF_BODIES.contains(&name.as_str()) && name != OVER_TLS)
        .collect();
    let unlike: Vec<&String> = named
        .symmetric_difference(&there)
        .filter(|name| there.contains(*name) || !OF_PACKED.contains(&name.as_str()))
        .collect();
    if unlike.is_empty() {
        Ok(())
    } else {
        Err(format!("headers: {unlike:?}"))
    }
}

/// Without its parameters.
fn media_type(answer: &Answer) -> String {
    let declared = answer.header("content-type").unwrap_or_default();
    declared.split(';').next().unwrap_or_default().to_owned()
}

/// Has every object take the fields that are described and no others, so that what an answer says beyond them is found.
fn close(components: &mut Value) {
    let open = components["schemas"].clone();
    for schema in components["schemas"].as_object_mut().unwrap().values_mut() {
        if let Some(parts) = schema["allOf"].as_array() {
            *schema = merged(parts, &open);
        }
        if schema["properties"].is_object() {
            schema["additionalProperties"] = json!(false);
        }
    }
}

/// One object of several.
fn merged(parts: &[Value], schemas: &Value) -> Value {
    let (mut properties, mut required) = (json!({}), Vec::new());
    for part in parts {
        let name = part["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
        let part = name.map_or(part, |name| &schemas[name]);
        let fields = part["properties"].as_object().unwrap().clone();
        properties.as_object_mut().unwrap().extend(fields);
        required.extend(part["required"].as_array().into_iter().flatten().cloned());
    }
    json!({ "type": "object", "properties": properties, "required": required })
}
