//! Statements whose shape depends on what was asked for.

use uuid::Uuid;

/// A statement put together from pieces that stand in this program, so that nothing from outside can become SQL: values are
/// bound. Run it with `fetch_all_of!` or `fetch_scalar_of!`.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    pub sql: String,
    pub binds: Vec<Bind>,
}

/// A value bound to a [`Statement`].
#[derive(Debug)]
pub(crate) enum Bind {
    Text(String),
    Bytes(Vec<u8>),
    Number(i64),
    Id(Uuid),
}

impl Statement {
    pub fn new(sql: &'static str) -> Self {
        Self {
            sql: sql.to_owned(),
            binds: Vec::new(),
        }
    }

    pub fn push(&mut self, piece: &'static str) -> &mut Self {
        self.sql.push_str(piece);
        self
    }

    /// Writes the next `$n` and binds a value to it.
    pub fn bind(&mut self, value: impl Into<Bind>) -> &mut Self {
        self.binds.push(value.into());
        self.sql.push('$');
        self.sql.push_str(&self.binds.len().to_string());
        self
    }

    /// A list in brackets, for `IN`.
    pub fn list(&mut self, values: impl IntoIterator<Item = impl Into<Bind>>) -> &mut Self {
        self.push("(");
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self.push(")")
    }
}

impl From<&str> for Bind {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<u8>> for Bind {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<i64> for Bind {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Uuid> for Bind {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_the_order_of_their_binding() {
        let mut statement = Statement::new("SELECT a FROM t WHERE b = ");
        statement.bind("x").push(" AND c IN ").list([1, 2]);
        assert_eq!(statement.sql, "SELECT a FROM t WHERE b = $1 AND c IN ($2, $3)");
        assert_eq!(statement.binds.len(), 3);
    }
}
