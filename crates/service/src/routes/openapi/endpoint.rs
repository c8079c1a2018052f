//! One operation of the document.

use std::collections::{BTreeMap, BTreeSet};

use roster_contract::{API_PREFIX, Problem, ProblemCode};
use utoipa::ToSchema;
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    Content, HeaderBuilder, HttpMethod, ObjectBuilder, PathItem, Ref, RefOr, Required, ResponseBuilder, Schema, Type,
};

use super::SESSION;
use crate::kernel::refusal::PROBLEM_JSON;

const JSON: &str = "application/json";

/// The refusals that come with `Retry-After`.
const SAYS_WHEN: [u16; 2] = [429, 503];

/// An operation as it is being described.
pub struct Endpoint {
    method: HttpMethod,
    path: String,
    operation: OperationBuilder,
    refusals: BTreeMap<u16, BTreeSet<&'static str>>,
    schemas: BTreeMap<String, RefOr<Schema>>,
}

impl Endpoint {
    /// Reads, for whoever is signed in.
    pub fn get(tag: &str, path: &str, id: &str, summary: &str) -> Self {
        Self::new(HttpMethod::Get, tag, path, id, summary).signed_in()
    }

    /// The same for whoever asks.
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
            .header("Idempotency-Key", about, Required::False)
            .refuses([ProblemCode::InvalidIdempotencyKey, ProblemCode::IdempotencyKeyReused])
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
        let endpoint = endpoint.refuses([ProblemCode::InternalError, ProblemCode::Unavailable]);
        if path.contains("{id}") {
            let whose = if path.contains("/sessions/") {
                "The session's id."
            } else {
                "The user's id."
            };
            endpoint.parameter(ParameterIn::Path, "id", whose, Required::True, id_schema())
        } else {
            endpoint
        }
    }

    fn signed_in(mut self) -> Self {
        self.operation = self
            .operation
            .security(SecurityRequirement::new(SESSION, Vec::<String>::new()));
        self.refuses([ProblemCode::SessionRequired])
    }

    /// For administrators only.
    pub fn administrators(self) -> Self {
        self.refuses([ProblemCode::AdministratorRequired])
    }

    /// A body that has to be there.
    pub fn takes<T: ToSchema>(self) -> Self {
        self.body::<T>(Required::True)
    }

    /// A body that may be left out.
    pub fn may_take<T: ToSchema>(self) -> Self {
        self.body::<T>(Required::False)
    }

    fn body<T: ToSchema>(mut self, required: Required) -> Self {
        let content = Content::new(Some(self.reference::<T>()));
        let body = RequestBodyBuilder::new()
            .content(JSON, content)
            .required(Some(required))
            .build();
        self.operation = self.operation.request_body(Some(body));
        self.refuses([
            ProblemCode::UnsupportedMediaType,
            ProblemCode::BodyTooLarge,
            ProblemCode::InvalidJson,
            ProblemCode::InvalidFields,
        ])
    }

    /// A reply with a body.
    pub fn gives<T: ToSchema>(mut self, status: u16, description: &str) -> Self {
        let content = Content::new(Some(self.reference::<T>()));
        let response = ResponseBuilder::new()
            .description(description)
            .content(JSON, content)
            .build();
        self.operation = self.operation.response(status.to_string(), response);
        self
    }

    /// The same with headers.
    pub fn gives_with<T: ToSchema>(mut self, status: u16, description: &str, headers: &[(&str, &str)]) -> Self {
        let content = Content::new(Some(self.reference::<T>()));
        let mut response = ResponseBuilder::new().description(description).content(JSON, content);
        for (name, about) in headers {
            let header = HeaderBuilder::new()
                .schema(Some(text_schema()))
                .description(Some(*about))
                .build();
            response = response.header(*name, header);
        }
        self.operation = self.operation.response(status.to_string(), response.build());
        self
    }

    /// A reply of another type than JSON.
    pub fn gives_text(mut self, status: u16, media_type: &str, description: &str) -> Self {
        let content = Content::new(Some(text_schema()));
        let response = ResponseBuilder::new()
            .description(description)
            .content(media_type, content)
            .build();
        self.operation = self.operation.response(status.to_string(), response);
        self
    }

    /// A reply without a body.
    pub fn gives_nothing(self, description: &str) -> Self {
        self.gives_empty(204, description)
    }

    /// The same with another status.
    pub fn gives_empty(mut self, status: u16, description: &str) -> Self {
        let response = ResponseBuilder::new().description(description).build();
        self.operation = self.operation.response(status.to_string(), response);
        self
    }

    /// Why it may be refused, besides what its other parts imply.
    pub fn refuses(mut self, codes: impl IntoIterator<Item = ProblemCode>) -> Self {
        for code in codes {
            self.refusals.entry(code.status()).or_default().insert(code.as_str());
        }
        self
    }

    /// A query parameter that may be left out.
    pub fn query(self, name: &str, about: &str, schema: RefOr<Schema>) -> Self {
        self.parameter(ParameterIn::Query, name, about, Required::False, schema)
            .refuses([ProblemCode::InvalidQuery])
    }

    pub fn header(self, name: &str, about: &str, required: Required) -> Self {
        self.parameter(ParameterIn::Header, name, about, required, text_schema())
    }

    fn parameter(
        mut self,
        place: ParameterIn,
        name: &str,
        about: &str,
        required: Required,
        schema: RefOr<Schema>,
    ) -> Self {
        let parameter: Parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(place)
            .description(Some(about))
            .required(required)
            .schema(Some(schema))
            .build();
        self.operation = self.operation.parameter(parameter);
        self
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
            let codes: Vec<String> = codes.into_iter().map(|code| format!("`{code}`")).collect();
            let content = Content::new(Some(Ref::from_schema_name(Problem::name())));
            let mut response = ResponseBuilder::new()
                .description(codes.join(", "))
                .content(PROBLEM_JSON, content);
            if SAYS_WHEN.contains(&status) {
                response = response.header("Retry-After", retry_after());
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

fn retry_after() -> utoipa::openapi::Header {
    let seconds = ObjectBuilder::new().schema_type(Type::Integer);
    HeaderBuilder::new()
        .schema(Some(seconds))
        .description(Some("In how many seconds to try again."))
        .build()
}

fn id_schema() -> RefOr<Schema> {
    <roster_domain::UserId as utoipa::PartialSchema>::schema()
}

pub fn text_schema() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}
