//! The schemas of query parameters.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

pub use super::endpoint::text_schema as text;

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
