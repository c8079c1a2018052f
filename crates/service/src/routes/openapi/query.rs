//! The schemas of query parameters.

use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};

pub use super::endpoint::text_schema as text;

/// What is looked for: as much of it as a name or an address may have.
pub fn search_text() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(254))
        .pattern(Some(r"^[^\u0000-\u001f\u007f-\u009f]*$"))
        .into()
}

/// The name of an action of the log.
pub fn action() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^[a-z.-]{1,64}$"))
        .into()
}

/// A text of a format that JSON Schema has a name for.
pub fn formatted(format: KnownFormat) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(format)))
        .into()
}

pub fn number(least: i64, most: i64, default: i64) -> RefOr<Schema> {
    let integer = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(least))
        .maximum(Some(most));
    integer.default(Some(default.into())).into()
}

/// A whole number from 0 on.
pub fn place(default: Option<i64>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(0))
        .default(default.map(Into::into))
        .into()
}

pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
        .into()
}
