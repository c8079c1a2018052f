//! One operation of the document.

use std::collections::BTreeMap;

use roster_contract::{API_PREFIX, Problem, ProblemCode};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    Content, ContentBuilder, Header, HeaderBuilder, HttpMethod, ObjectBuilder, PathItem, Ref, RefOr, Required,
    ResponseBuilder, Schema, Type,
};

use super::SESSION;
use super::examples::{self, Example};
use crate::kernel::refusal::{CHALLENGE, PROBLEM_JSON};

const JSON: &str = "application/json";

/// The refusals that come with `Retry-After`.
const SAYS_WHEN: [u16; 2] = [429, 503];

/// Why any write may be refused for its form: also one that needs no body is judged by the one it has.
const OF_ANY_WRITE: [ProblemCode; 5] = [
    ProblemCode::UnsupportedMediaType,
    ProblemCode::BodyTooLarge,
    ProblemCode::InvalidJson,
    ProblemCode::InvalidQuery,
    ProblemCode::InvalidFields,
];

/// A header of an answer: its name, what it says, and an example.
pub type Said<'a> = (&'a str, &'a str, &'a str);

const REQUEST_ID: Said<'_> = (
    "X-Request-Id",
    "Names the request in the service's log.",
    "01932c61-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
);

/// Said of what may be packed, once it is long enough.
pub const OF_PACKED: [Said<'_>; 2] = [
    (
        "Vary",
        "`accept-encoding`, where the answer is long enough to be packed. Absent otherwise.",
        "accept-encoding",
    ),
    (
        "Content-Encoding",
        "How the answer is packed, if it is: `gzip`, or of long pages of changes `zstd`. Absent otherwise.",
        "gzip",
    ),
];

/// An operation as it is being described.
pub struct Endpoint {
    method: HttpMethod,
    path: String,
    operation: OperationBuilder,
    refusals: BTreeMap<u16, BTreeMap<&'static str, ProblemCode>>,
    schemas: BTreeMap<String, RefOr<Schema>>,
}

impl Endpoint {
    /// Reads, for whoever is signed in.
    pub fn get(tag: &str, path: &str, id: &str, summary: &str) -> Self {
        Self::new(HttpMethod::Get, tag, path, id, summary)
            .signed_in()
            .refuses([ProblemCode::InvalidQuery])
    }

    /// The same for whoever asks. It needs nothing that could fail.
    pub fn get_openly(tag: &str, path: &str, id: &str, summary: &str) -> Self {
        Self::new(HttpMethod::Get, tag, path, id, summary)
    }

    /// Writes, for whoever is signed in.
    pub fn write(method: HttpMethod, tag: &str, path: &str, id: &str, summary: &str) -> Self {
        Self::write_openly(method, tag, path, id, summary).signed_in()
    }

    /// The same for whoever asks.
    pub fn write_openly(method: HttpMethod, tag: &str, path: &str, id: &str, summary: &str) -> Self {
        let about =
            "Sent again with the same key and body within 24 hours, the request is answered alike and not done again.";
        Self::new(method, tag, path, id, summary)
            .stored()
            .header(
                "Idempotency-Key",
                about,
                Required::False,
                (visible_ascii(), "01932c61-2d4e-7f60-8a9b-0c1d2e3f4a5b"),
            )
            .refuses([ProblemCode::InvalidIdempotencyKey, ProblemCode::IdempotencyKeyReused])
            .refuses(OF_ANY_WRITE)
    }

    fn new(method: HttpMethod, tag: &str, path: &str, id: &str, summary: &str) -> Self {
        let endpoint = Self {
            method,
            path: path.to_owned(),
            operation: OperationBuilder::new()
                .tag(tag)
                .operation_id(Some(id))
                .summary(Some(summary)),
            refusals: BTreeMap::new(),
            schemas: BTreeMap::new(),
        };
        if path.contains("{id}") {
            let (whose, example) = if path.contains("/sessions/") {
                ("The session's id.", examples::SESSION)
            } else {
                ("The user's id.", examples::GRACE)
            };
            endpoint.parameter(ParameterIn::Path, "id", whose, Required::True, (id_schema(), example))
        } else {
            endpoint
        }
    }

    /// Needs the database.
    fn stored(self) -> Self {
        self.refuses([ProblemCode::InternalError, ProblemCode::Unavailable])
    }

    fn signed_in(mut self) -> Self {
        self.operation = self
            .operation
            .security(SecurityRequirement::new(SESSION, Vec::<String>::new()));
        self.stored().refuses([ProblemCode::SessionRequired])
    }

    /// For administrators only.
    pub fn administrators(self) -> Self {
        self.refuses([ProblemCode::AdministratorRequired])
    }

    /// A body that has to be there.
    pub fn takes<T: ToSchema + Example>(self) -> Self {
        self.body::<T>(Required::True)
    }

    /// A body that may be left out.
    pub fn may_take<T: ToSchema + Example>(self) -> Self {
        self.body::<T>(Required::False)
    }

    fn body<T: ToSchema + Example>(mut self, required: Required) -> Self {
        let content = self.content::<T>();
        let body = RequestBodyBuilder::new()
            .content(JSON, content)
            .required(Some(required))
            .build();
        self.operation = self.operation.request_body(Some(body));
        self
    }

    /// A reply with a body.
    pub fn gives<T: ToSchema + Example>(self, status: u16, description: &str) -> Self {
        self.gives_with::<T>(status, description, &[])
    }

    /// The same with headers.
    pub fn gives_with<T: ToSchema + Example>(self, status: u16, description: &str, headers: &[Said<'_>]) -> Self {
        let headers = [headers, &OF_PACKED].concat();
        self.gives_as_it_is::<T>(status, description, &headers)
    }

    /// A reply with a secret in it, which is never packed.
    pub fn gives_secret<T: ToSchema + Example>(self, status: u16, description: &str) -> Self {
        self.gives_as_it_is::<T>(status, description, &[])
    }

    fn gives_as_it_is<T: ToSchema + Example>(mut self, status: u16, description: &str, headers: &[Said<'_>]) -> Self {
        let content = self.content::<T>();
        let response = answer_with(description, headers).content(JSON, content);
        self.operation = self.operation.response(status.to_string(), response.build());
        self
    }

    /// A reply of another type than JSON.
    pub fn gives_text(self, status: u16, description: &str, example: &str) -> Self {
        self.gives_text_with(status, &[("text/plain", example)], description, &[])
    }

    /// The same in one of several types, each with an example, with headers.
    pub fn gives_text_with(
        mut self,
        status: u16,
        media_types: &[(&str, &str)],
        description: &str,
        headers: &[Said<'_>],
    ) -> Self {
        let mut response = answer_with(description, headers);
        for (media_type, example) in media_types {
            let content = ContentBuilder::new().schema(Some(text_schema()));
            response = response.content(*media_type, content.example(Some((*example).into())).build());
        }
        self.operation = self.operation.response(status.to_string(), response.build());
        self
    }

    /// A reply without a body.
    pub fn gives_nothing(self, description: &str) -> Self {
        self.gives_empty(204, description)
    }

    /// The same with another status.
    pub fn gives_empty(mut self, status: u16, description: &str) -> Self {
        let response = answer(description).build();
        self.operation = self.operation.response(status.to_string(), response);
        self
    }

    /// Why it may be refused, besides what its other parts imply.
    pub fn refuses(mut self, codes: impl IntoIterator<Item = ProblemCode>) -> Self {
        for code in codes {
            self.refusals
                .entry(code.status())
                .or_default()
                .insert(code.as_str(), code);
        }
        self
    }

    /// A query parameter that may be left out, with an example.
    pub fn query(self, name: &str, about: &str, schema: RefOr<Schema>, example: impl Into<Value>) -> Self {
        self.parameter(ParameterIn::Query, name, about, Required::False, (schema, example))
    }

    /// A query parameter that has to be given.
    pub fn needs_query(self, name: &str, about: &str, schema: RefOr<Schema>, example: &str) -> Self {
        self.parameter(ParameterIn::Query, name, about, Required::True, (schema, example))
    }

    pub fn header(self, name: &str, about: &str, required: Required, is: (RefOr<Schema>, &str)) -> Self {
        self.parameter(ParameterIn::Header, name, about, required, is)
    }

    /// The version that the request is based on. What is no entity tag matches nothing, and is no fault of form.
    pub fn if_match(self, required: Required) -> Self {
        let about = "The version, quoted, that the request is based on.";
        self.header("If-Match", about, required, (text_schema(), "\"1\""))
    }

    fn parameter(
        mut self,
        place: ParameterIn,
        name: &str,
        about: &str,
        required: Required,
        (schema, example): (RefOr<Schema>, impl Into<Value>),
    ) -> Self {
        let parameter: Parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .description(Some(about))
            .required(required)
            .schema(Some(schema))
            .example(Some(example.into()))
            .build();
        self.operation = self.operation.parameter(parameter);
        self
    }

    /// A type's schema, with an example.
    fn content<T: ToSchema + Example>(&mut self) -> Content {
        ContentBuilder::new()
            .schema(Some(self.reference::<T>()))
            .example(Some(T::example()))
            .build()
    }

    /// A reference to a type's schema, which becomes a component.
    pub fn reference<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let mut inner = Vec::new();
        T::schemas(&mut inner);
        self.schemas.extend(inner);
        self.schemas.insert(T::name().into_owned(), T::schema());
        Ref::from_schema_name(T::name()).into()
    }

    /// The components it refers to.
    pub fn schemas(&self) -> BTreeMap<String, RefOr<Schema>> {
        let mut schemas = self.schemas.clone();
        let mut inner = Vec::new();
        Problem::schemas(&mut inner);
        schemas.extend(inner);
        schemas.insert(
            Problem::name().into_owned(),
            <Problem as utoipa::PartialSchema>::schema(),
        );
        schemas
    }

    /// Its place in the document.
    pub fn into_path(self) -> (String, PathItem) {
        let mut operation = self.operation;
        for (status, codes) in self.refusals {
            let names: Vec<String> = codes.keys().map(|code| format!("`{code}`")).collect();
            let examples = codes.iter().map(|(name, code)| {
                let example = utoipa::openapi::example::Example::builder();
                (*name, example.value(Some(examples::refusal(*code))).build())
            });
            let content = ContentBuilder::new()
                .schema(Some(Ref::from_schema_name(Problem::name())))
                .examples_from_iter(examples);
            let mut response = answer_with(&names.join(", "), &OF_PACKED).content(PROBLEM_JSON, content.build());
            if SAYS_WHEN.contains(&status) {
                let seconds = ObjectBuilder::new().schema_type(Type::Integer);
                response = response.header("Retry-After", header("In how many seconds to try again.", seconds, 2));
            }
            if status == 401 {
                let about = "What is asked for: the token of a session.";
                response = response.header("WWW-Authenticate", header(about, text_schema(), CHALLENGE));
            }
            operation = operation.response(status.to_string(), response.build());
        }
        let outside = self.path.starts_with("//");
        let path = if outside {
            self.path[1..].to_owned()
        } else {
            format!("{API_PREFIX}{}", self.path)
        };
        (path, PathItem::new(self.method, operation.build()))
    }
}

/// An answer with the header that all have.
fn answer(description: &str) -> ResponseBuilder {
    answer_with(description, &[])
}

/// The same with more.
fn answer_with(description: &str, headers: &[Said<'_>]) -> ResponseBuilder {
    let response = ResponseBuilder::new().description(description);
    let all = std::iter::once(&REQUEST_ID).chain(headers);
    all.fold(response, |response, (name, about, example)| {
        response.header(*name, header(about, text_schema(), *example))
    })
}

fn header(about: &str, schema: impl Into<RefOr<Schema>>, example: impl Into<Value>) -> Header {
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(about))
        .example(Some(example.into()))
        .build()
}

fn id_schema() -> RefOr<Schema> {
    <roster_domain::UserId as utoipa::PartialSchema>::schema()
}

/// What an idempotency key is.
fn visible_ascii() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(r"^[\u0021-\u007e]{1,255}$"))
        .into()
}

pub fn text_schema() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}
