//! Reads a request's body field by field, so that everything wrong with a form is said at once and beside its field.

use roster_contract::{FieldProblem, Problem};
use roster_domain::{
    AccountName, AddressProblem, CommunicationEmail, Language, LoginEmail, NameProblem, Permission, PersonName, Role,
};
use secrecy::SecretString;
use serde_json::{Map, Value};

/// What is wrong with a value: a stable code, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    pub code: String,
    pub message: String,
}

impl FieldFault {
    pub fn new(code: &str, message: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: message.to_owned(),
        }
    }

    fn wrong_type(expected: &str) -> Self {
        Self::new("invalid-type", &format!("Give {expected}."))
    }
}

/// A body of nothing but unknown fields is not answered with one many times its size.
const MOST_UNKNOWN_TOLD: usize = 20;

/// A type that a field of a request can be read as.
pub trait FromField: Sized {
    fn from_field(value: &Value) -> Result<Self, FieldFault>;
}

/// The fields of one JSON object, and what was found wrong with them so far.
#[derive(Debug)]
pub struct Fields {
    values: Map<String, Value>,
    faults: Vec<FieldProblem>,
    /// False when there is no object whose fields could be missed.
    is_object: bool,
}

impl Fields {
    /// Of a body with more in it than any request needs: none, and that as the fault.
    pub fn of_too_many_values() -> Self {
        let mut fields = Self {
            values: Map::new(),
            faults: Vec::new(),
            is_object: false,
        };
        fields.fault(
            "",
            FieldFault::new("too-many-values", "Leave out what this request does not need."),
        );
        fields
    }

    /// The fields of a body; a body that is no object has one fault and no field.
    pub fn of(body: Option<Value>) -> Self {
        match body {
            Some(Value::Object(values)) => Self {
                values,
                faults: Vec::new(),
                is_object: true,
            },
            None => Self {
                values: Map::new(),
                faults: Vec::new(),
                is_object: true,
            },
            Some(_) => {
                let mut fields = Self {
                    values: Map::new(),
                    faults: Vec::new(),
                    is_object: false,
                };
                fields.fault("", FieldFault::wrong_type("one JSON object"));
                fields
            }
        }
    }

    /// A field that has to be there.
    pub fn required<T: FromField>(&mut self, name: &str) -> Option<T> {
        match self.values.remove(name) {
            Some(value) => self.read(name, &value),
            None if self.is_object => {
                self.fault(name, FieldFault::new("required", "Fill in this field."));
                None
            }
            None => None,
        }
    }

    /// A field that may be absent.
    pub fn optional<T: FromField>(&mut self, name: &str) -> Option<T> {
        let value = self.values.remove(name)?;
        self.read(name, &value)
    }

    /// A field that may be absent or null.
    pub fn nullable<T: FromField>(&mut self, name: &str) -> Option<T> {
        let value = self.values.remove(name).filter(|value| !value.is_null())?;
        self.read(name, &value)
    }

    /// Whether a field is there, whatever its value.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether a field is there; takes it away, so that it does not count as unknown.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.values.remove(name)
    }

    /// Notes a fault that only the handler could find.
    pub fn fault(&mut self, name: &str, fault: FieldFault) {
        self.faults.push(FieldProblem {
            field: name.to_owned(),
            code: fault.code,
            message: fault.message,
        });
    }

    /// Nothing wrong, or everything that is, unknown fields included.
    pub fn finish(mut self) -> Result<(), Problem> {
        let unknown: Vec<String> = self.values.keys().take(MOST_UNKNOWN_TOLD).cloned().collect();
        for name in unknown {
            self.fault(
                &name,
                FieldFault::new("unknown-field", "This field is not known here. Leave it out."),
            );
        }
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Problem::fields(self.faults))
        }
    }

    fn read<T: FromField>(&mut self, name: &str, value: &Value) -> Option<T> {
        match T::from_field(value) {
            Ok(read) => Some(read),
            Err(fault) => {
                self.fault(name, fault);
                None
            }
        }
    }
}

fn text(value: &Value) -> Result<&str, FieldFault> {
    value.as_str().ok_or_else(|| FieldFault::wrong_type("text"))
}

impl From<NameProblem> for FieldFault {
    fn from(problem: NameProblem) -> Self {
        Self::new(problem.code(), problem.message())
    }
}

impl From<AddressProblem> for FieldFault {
    fn from(problem: AddressProblem) -> Self {
        Self::new(problem.code(), problem.message())
    }
}

impl FromField for String {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        text(value).map(str::to_owned)
    }
}

impl FromField for SecretString {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        text(value).map(Self::from)
    }
}

impl FromField for PersonName {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        Ok(Self::parse(text(value)?)?)
    }
}

impl FromField for AccountName {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        Ok(Self::parse(text(value)?)?)
    }
}

impl FromField for LoginEmail {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        Ok(Self::parse(text(value)?)?)
    }
}

impl FromField for CommunicationEmail {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        Ok(Self::parse(text(value)?)?)
    }
}

impl FromField for Language {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        text(value)?.parse().map_err(|_| {
            let tags: Vec<&str> = Self::ALL.iter().map(|language| language.tag()).collect();
            FieldFault::new("unknown-language", &format!("Choose one of: {}.", tags.join(", ")))
        })
    }
}

impl FromField for Role {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        text(value)?
            .parse()
            .map_err(|_| FieldFault::new("unknown-role", "Choose user or administrator."))
    }
}

impl FromField for Vec<Permission> {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        let items = value
            .as_array()
            .ok_or_else(|| FieldFault::wrong_type("a list of permissions"))?;
        let unknown = || FieldFault::new("unknown-permission", "This permission is not known here.");
        items
            .iter()
            .map(|item| text(item)?.parse().map_err(|_| unknown()))
            .collect()
    }
}
