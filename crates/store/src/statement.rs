//! Statements whose shape depends on what was asked for.

use uuid::Uuid;

use crate::{Micros, Tx};

/// A statement put together from pieces that stand in this program, so that nothing from outside can become SQL: values are
/// bound. Run it with `fetch_all_of!` or `fetch_scalar_of!`.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    pub sql: String,
    pub binds: Vec<Bind>,
    /// Where what is to run before ends in `sql`.
    before_ends: usize,
}

/// A value bound to a [`Statement`]. An absent one has a type, too.
#[derive(Debug)]
pub(crate) enum Bind {
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Number(Option<i64>),
    Id(Option<Uuid>),
    Truth(bool),
}

impl Statement {
    pub fn new(sql: &'static str) -> Self {
        Self {
            sql: sql.to_owned(),
            ..Self::default()
        }
    }

    /// Gives the beginning of a statement that is to run after this one, and goes to the database with it. On PostgreSQL it is a part
    /// of it (<https://www.postgresql.org/docs/current/queries-with.html>, data-modifying statements in WITH), which saves a round
    /// trip. SQLite takes several at once: else each would wake the thread that talks to it anew.
    pub fn and_then(mut self, tx: &Tx, name: &'static str) -> Self {
        if tx.is_postgres() {
            let (before, last) = self.sql.split_at(self.before_ends);
            let with = if before.is_empty() { "WITH" } else { "," };
            self.sql = format!("{before}{with} {name} AS ({last}) ");
            self.before_ends = self.sql.len();
        } else {
            self.sql.push_str("; ");
        }
        self
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

    /// A row in brackets for `VALUES`, after those before it.
    pub fn row(&mut self, values: impl IntoIterator<Item = Bind>) -> &mut Self {
        if self.sql.ends_with(')') {
            self.push(", ");
        }
        self.list(values)
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

/// From a value, one that may be absent, or one lent.
macro_rules! bind_from {
    ($($value:ty => $variant:ident),+ $(,)?) => {
        $(
            impl From<$value> for Bind {
                fn from(value: $value) -> Self {
                    Self::$variant(Some(value))
                }
            }

            impl From<Option<$value>> for Bind {
                fn from(value: Option<$value>) -> Self {
                    Self::$variant(value)
                }
            }
        )+
    };
}

bind_from!(String => Text, Vec<u8> => Bytes, i64 => Number, Uuid => Id);

impl From<&str> for Bind {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&[u8]> for Bind {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl From<Micros> for Bind {
    fn from(at: Micros) -> Self {
        at.0.into()
    }
}

impl From<bool> for Bind {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_the_order_of_their_binding() {
        let mut statement = Statement::new("SELECT a FROM t WHERE b = ");
        statement.bind("x").push(" AND c IN ").list([1_i64, 2]);
        assert_eq!(statement.sql, "SELECT a FROM t WHERE b = $1 AND c IN ($2, $3)");
        assert_eq!(statement.binds.len(), 3);
    }
}
