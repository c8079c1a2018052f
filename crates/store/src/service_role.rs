//! The role that the service takes on for every transaction on PostgreSQL. It owns no table, so that row-level security binds
//! it and what is append-only stays so. An operator gives one database URL, and the role is made on the way.

use sqlx::{AssertSqlSafe, PgConnection, PgPool};

/// Kept by whoever looks after the role: several nodes may start at once.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('roster service role'))";

/// The role, quoted, when it is there, may be taken on, owns nothing and has its rights. `audit_events` may only be added to.
const USABLE: &str = "
    SELECT quote_ident(role.rolname) FROM pg_roles role
    WHERE role.rolname = left(current_database(), 55) || '_service' AND NOT role.rolsuper AND NOT role.rolbypassrls
      AND pg_has_role(current_user, role.oid,
                      CASE WHEN current_setting('server_version_num')::INT >= 160000 THEN 'SET' ELSE 'MEMBER' END)
      AND NOT EXISTS (
          SELECT FROM pg_class found
          WHERE found.relnamespace = current_schema()::regnamespace AND found.relkind = 'r'
            AND found.relowner = (SELECT relowner FROM pg_class WHERE oid = 'accounts'::regclass)
            AND found.relname <> '_sqlx_migrations'
            AND (pg_has_role(role.oid, found.relowner, 'MEMBER')
                 OR NOT has_table_privilege(role.oid, found.oid, 'SELECT')
                 OR NOT has_table_privilege(role.oid, found.oid, 'INSERT')
                 OR has_table_privilege(role.oid, found.oid, 'UPDATE') <> (found.relname <> 'audit_events')
                 OR has_table_privilege(role.oid, found.oid, 'DELETE') <> (found.relname <> 'audit_events')))";

/// Makes the role, lets this user take it on, and gives it its rights.
const MAKE: &str = "
DO $$
DECLARE
    service CONSTANT TEXT := left(current_database(), 55) || '_service';
    granted RECORD;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', service);
    END IF;
    IF NOT pg_has_role(current_user, service,
                       CASE WHEN current_setting('server_version_num')::INT >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', service);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), service);
    FOR granted IN
        SELECT oid::regclass AS name,
               CASE relname WHEN 'audit_events' THEN 'SELECT, INSERT' ELSE 'SELECT, INSERT, UPDATE, DELETE' END AS rights
        FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> '_sqlx_migrations'
          AND relowner = (SELECT relowner FROM pg_class WHERE oid = 'accounts'::regclass)
    LOOP
        EXECUTE format('GRANT %s ON %s TO %I', granted.rights, granted.name, service);
    END LOOP;
END
$$";

/// Whether the policies are to bind the tables' owner, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// Nobody works as the owner: backups and people see everything.
    Free,
    /// The service itself does.
    Bound,
}

/// Finds or makes the role, and gives its name, quoted. `None` when this user may not make one: the policies are then forced
/// upon the tables' owner.
pub(crate) async fn prepare(pool: &PgPool) -> Result<Option<String>, sqlx::Error> {
    let mut tx = pool.begin().await?;
    sqlx::query(LOCK).execute(&mut *tx).await?;
    let mut role = usable(&mut tx).await?;
    if role.is_none() {
        sqlx::query("SAVEPOINT before").execute(&mut *tx).await?;
        match sqlx::raw_sql(MAKE).execute(&mut *tx).await {
            Ok(_) => {}
            Err(sqlx::Error::Database(error)) => {
                sqlx::query("ROLLBACK TO SAVEPOINT before").execute(&mut *tx).await?;
                tracing::warn!(
                    %error,
                    "the database user may not make the service's role: row-level security is forced upon the tables' owner \
                     instead (docs/OPERATIONS.md, The database's user)"
                );
            }
            Err(error) => return Err(error),
        }
        role = usable(&mut tx).await?;
    }
    bind(&mut tx, if role.is_some() { Owner::Free } else { Owner::Bound }).await?;
    tx.commit().await?;
    Ok(role)
}

async fn usable(connection: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(USABLE).fetch_optional(connection).await
}

async fn bind(connection: &mut PgConnection, owner: Owner) -> Result<(), sqlx::Error> {
    let bound = owner == Owner::Bound;
    let unlike: Vec<String> = sqlx::query_scalar(
        "SELECT oid::regclass::TEXT FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity AND relforcerowsecurity <> $1
           AND pg_has_role(current_user, relowner, 'USAGE')",
    )
    .bind(bound)
    .fetch_all(&mut *connection)
    .await?;
    for table in unlike {
        let force = if bound { "FORCE" } else { "NO FORCE" };
        // The name is quoted where it has to be.
        let alter = format!("ALTER TABLE {table} {force} ROW LEVEL SECURITY");
        sqlx::raw_sql(AssertSqlSafe(alter)).execute(&mut *connection).await?;
    }
    Ok(())
}
