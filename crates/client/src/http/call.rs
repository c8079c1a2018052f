use http::Method;
use roster_domain::UserId;
use serde::Serialize;
use uuid::Uuid;

/// One request to the service's API.
#[derive(Clone)]
pub(crate) struct Call {
    pub method: Method,
    /// Under the API's prefix, with its query.
    pub path: String,
    pub body: Option<Vec<u8>>,
    /// The version that a write is based on.
    pub if_match: Option<i64>,
    /// The same for each try of one command, so that the service does it once.
    pub idempotency_key: Option<Uuid>,
}

impl std::fmt::Debug for Call {
    /// Leaves out the body, in which there may be a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

impl Call {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            body: None,
            if_match: None,
            idempotency_key: None,
        }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    pub fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::PATCH, path)
    }

    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    pub fn json(self, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("a request's own types are written as JSON");
        Self {
            body: Some(body),
            ..self
        }
    }

    pub fn if_match(self, version: Option<i64>) -> Self {
        Self {
            if_match: version,
            ..self
        }
    }

    pub fn idempotent(self, key: Uuid) -> Self {
        Self {
            idempotency_key: Some(key),
            ..self
        }
    }

    /// Whether sending it again does nothing that the first time did not do.
    pub fn may_be_repeated(&self) -> bool {
        self.method == Method::GET || self.idempotency_key.is_some()
    }
}

/// The path of one user.
pub(crate) fn user_path(id: UserId) -> String {
    format!("/users/{id}")
}
