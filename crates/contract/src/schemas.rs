//! What a text in a request may be, as JSON Schema can say it: as strict as the rules in `roster_domain`, which decide. The
//! patterns are written in the syntax that all regular expressions share.

use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::{Object, ObjectBuilder, Type};

/// Nothing that cannot be seen: control characters, those that turn the direction of a text, and noncharacters.
macro_rules! seen {
    ($more:literal) => {
        concat!(
            r"[^\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff",
            $more,
            "]"
        )
    };
}

const NAME: &str = concat!("^", seen!(""), "*", seen!(r"\s"), seen!(""), "*$");
const ADDRESS: &str = concat!("^", seen!(r"\s@"), "+@", seen!(r"\s@"), "+$");

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// A name: 1 to 100 characters, one of which can be seen.
pub fn name() -> Object {
    text()
        .min_length(Some(1))
        .max_length(Some(100))
        .pattern(Some(NAME))
        .build()
}

/// The same, or null.
pub fn nullable_name() -> Object {
    let mut name = name();
    name.schema_type = SchemaType::from_iter([Type::String, Type::Null]);
    name
}

/// An address: something before and after its one `@`, of 254 characters at the most.
pub fn address() -> Object {
    text()
        .min_length(Some(3))
        .max_length(Some(254))
        .pattern(Some(ADDRESS))
        .build()
}

/// A login as it is typed: any text that is not blank.
pub fn login() -> Object {
    text().min_length(Some(1)).pattern(Some(r"\S")).build()
}

/// A password as it is typed.
pub fn password() -> Object {
    text().min_length(Some(1)).build()
}

/// A password that is to be set: 15 to 256 characters.
pub fn new_password() -> Object {
    text().min_length(Some(15)).max_length(Some(256)).build()
}
