//! Macros that expand one statement for both engines: `$1` binds, `RETURNING`, `ON CONFLICT` and partial unique indexes mean the
//! same on SQLite as on PostgreSQL, and the migrations keep to types which both take.

/// Asks PostgreSQL something on a transaction's `$connection`, and waits for the answer no longer than
/// [`PostgresTx`](crate::PostgresTx) does. A macro, because what is asked borrows the transaction until it is answered.
macro_rules! answered {
    ($transaction:expr, $connection:ident => $asked:expr) => {{
        let within = $transaction.answer_within();
        let $connection = $transaction.connection()?;
        let answer = tokio::time::timeout(within, $asked).await;
        $transaction.heed(answer)?
    }};
}

/// Runs one statement on either engine and gives the number of rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                answered!(transaction, connection => sqlx::query($sql)$(.bind($bind))*.execute(connection)).rows_affected()
            }
            $crate::Tx::Sqlite(transaction) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **transaction).await?.rows_affected()
            }
        }
    };
}

/// Fetches every row as `$row`, which derives `sqlx::FromRow`.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                answered!(transaction, connection => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(connection))
            }
            $crate::Tx::Sqlite(transaction) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(&mut **transaction).await?
            }
        }
    };
}

/// Fetches at most one row as `$row`.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                answered!(transaction, connection => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(connection))
            }
            $crate::Tx::Sqlite(transaction) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **transaction).await?
            }
        }
    };
}

/// Fetches the one value of the one row there is.
macro_rules! fetch_scalar {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                answered!(transaction, connection => sqlx::query_scalar($sql)$(.bind($bind))*.fetch_one(connection))
            }
            $crate::Tx::Sqlite(transaction) => {
                sqlx::query_scalar($sql)$(.bind($bind))*.fetch_one(&mut **transaction).await?
            }
        }
    };
}

/// Fetches every row of an assembled [`Statement`](crate::statement::Statement).
macro_rules! fetch_all_of {
    ($tx:expr, $row:ty, $statement:expr $(,)?) => {{
        let $crate::statement::Statement { sql, binds, .. } = $statement;
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                let query = sqlx::query_as::<_, $row>(sqlx::AssertSqlSafe(sql));
                answered!(transaction, connection => bind_each!(query, binds).fetch_all(connection))
            }
            $crate::Tx::Sqlite(transaction) => {
                let query = sqlx::query_as::<_, $row>(sqlx::AssertSqlSafe(sql));
                bind_each!(query, binds).fetch_all(&mut **transaction).await?
            }
        }
    }};
}

/// Fetches the one value of the one row of an assembled statement.
macro_rules! fetch_scalar_of {
    ($tx:expr, $value:ty, $statement:expr $(,)?) => {{
        let $crate::statement::Statement { sql, binds, .. } = $statement;
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                let query = sqlx::query_scalar::<_, $value>(sqlx::AssertSqlSafe(sql));
                answered!(transaction, connection => bind_each!(query, binds).fetch_one(connection))
            }
            $crate::Tx::Sqlite(transaction) => {
                let query = sqlx::query_scalar::<_, $value>(sqlx::AssertSqlSafe(sql));
                bind_each!(query, binds).fetch_one(&mut **transaction).await?
            }
        }
    }};
}

/// Runs a [`crate::statement::Statement`] and gives the number of rows it touched.
macro_rules! execute_of {
    ($tx:expr, $statement:expr $(,)?) => {{
        let $crate::statement::Statement { sql, binds, .. } = $statement;
        match &mut *$tx {
            $crate::Tx::Postgres(transaction) => {
                let query = sqlx::query(sqlx::AssertSqlSafe(sql));
                answered!(transaction, connection => bind_each!(query, binds).execute(connection)).rows_affected()
            }
            $crate::Tx::Sqlite(transaction) => {
                let query = sqlx::query(sqlx::AssertSqlSafe(sql));
                bind_each!(query, binds)
                    .execute(&mut **transaction)
                    .await?
                    .rows_affected()
            }
        }
    }};
}

macro_rules! bind_each {
    ($query:expr, $binds:expr) => {
        $binds.into_iter().fold($query, |query, bind| match bind {
            $crate::statement::Bind::Text(text) => query.bind(text),
            $crate::statement::Bind::Bytes(bytes) => query.bind(bytes),
            $crate::statement::Bind::Number(number) => query.bind(number),
            $crate::statement::Bind::Id(id) => query.bind(id),
            $crate::statement::Bind::Truth(truth) => query.bind(truth),
        })
    };
}

/// Reads a record from rows of either engine, its fields in the order of the statement's columns: by name, each column would be
/// looked up anew in every one of thousands of rows. `field as Type` goes by way of a type that the database knows.
macro_rules! read_in_order {
    ($record:ident { $($field:ident $(as $through:ty)?),+ $(,)? }) => {
        read_in_order!(@ sqlx::postgres::PgRow, $record { $($field $(as $through)?),+ });
        read_in_order!(@ sqlx::sqlite::SqliteRow, $record { $($field $(as $through)?),+ });
    };
    (@ $row:ty, $record:ident { $($field:ident $(as $through:ty)?),+ }) => {
        impl sqlx::FromRow<'_, $row> for $record {
            fn from_row(row: &$row) -> sqlx::Result<Self> {
                let mut place = 0..;
                let mut next = || place.next().expect("it has no end");
                Ok(Self { $($field: read_in_order!(@ column row, next() $(, $through)?)),+ })
            }
        }
    };
    (@ column $row:expr, $place:expr) => {
        sqlx::Row::try_get($row, $place)?
    };
    (@ column $row:expr, $place:expr, $through:ty) => {
        sqlx::Row::try_get::<$through, usize>($row, $place)?
            .try_into()
            .map_err(|error| sqlx::Error::Decode(Box::new(error)))?
    };
}
