//! Accounts are kept apart by the database, whatever a statement forgets.

use roster_domain::AccountId;
use roster_store::{PostgresTx, Scope, Store, Tx};
use sqlx::error::DatabaseError;
use sqlx::{AssertSqlSafe, PgPool};

use crate::cast::{Cast, as_superuser, new_postgres_url, number};

/// Every table of which each row belongs to an account.
const APART: [&str; 11] = [
    "accounts",
    "users",
    "devices",
    "sessions",
    "invitations",
    "mails",
    "password_resets",
    "removals",
    "user_tombstones",
    "revision_marks",
    "audit_events",
];

/// An account with a row in each table, and who is in it.
async fn populated(cast: &Cast, login_email: &str) -> AccountId {
    let account = cast.account().await;
    let user = cast.add(&cast.someone(account, login_email)).await;
    let invitation = cast.invite(&user).await;
    let id = |id: uuid::Uuid| cast.literal(id);
    let (a, u, i) = (
        id(account.as_uuid()),
        id(user.id.as_uuid()),
        id(invitation.id.as_uuid()),
    );
    // Any id will do for a row's own, and any bytes for its hash.
    let token = if cast.is_postgres() {
        format!("CAST('{login_email}' AS BYTEA)")
    } else {
        format!("CAST('{login_email}' AS BLOB)")
    };
    for statement in [
        format!("INSERT INTO devices (id, account_id, user_id, token_hash, created_at) VALUES ({u}, {a}, {u}, {token}, 1)"),
        format!(
            "INSERT INTO sessions (id, account_id, user_id, token_hash, created_at, last_used_at, expires_at)
             VALUES ({u}, {a}, {u}, {token}, 1, 1, 1)"
        ),
        format!(
            "INSERT INTO mails (id, account_id, user_id, invitation_id, kind, language, recipient, recipient_name, details, state,
                                next_attempt_at, created_at)
             VALUES ({u}, {a}, {u}, {i}, 'invitation', 'en', '', '', '', 'queued', 1, 1)"
        ),
        format!(
            "INSERT INTO password_resets (id, account_id, user_id, token_hash, state, created_at, expires_at)
             VALUES ({u}, {a}, {u}, {token}, 'open', 1, 1)"
        ),
        format!("INSERT INTO removals (account_id, user_id, removed_by, removed_at) VALUES ({a}, {u}, {u}, 1)"),
        format!("INSERT INTO user_tombstones (account_id, user_id, revision, deleted_at) VALUES ({a}, {u}, 1, 1)"),
        format!("INSERT INTO revision_marks (account_id, revision, mark, made_at) VALUES ({a}, 1, '', 1)"),
        format!(
            "INSERT INTO audit_events (id, account_id, seq, at, action, changes, billing_only, origin, hash)
             VALUES ({u}, {a}, 1, 1, '', '', FALSE, '', {token})"
        ),
    ] {
        cast.execute(&statement).await;
    }
    account
}

/// What a statement touched, or PostgreSQL's code of why not.
async fn attempt(tx: &mut Tx, sql: &str) -> Result<u64, String> {
    let Tx::Postgres(tx) = tx else {
        panic!("this is about PostgreSQL")
    };
    let done = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut **tx).await;
    match done {
        Ok(done) => Ok(done.rows_affected()),
        Err(error) => Err(error
            .as_database_error()
            .and_then(DatabaseError::code)
            .unwrap_or_else(|| panic!("{sql}: {error}"))
            .into_owned()),
    }
}

const FORBIDDEN: &str = "42501";

/// Statements without a WHERE, in a transaction of one account, of none, and of the platform.
async fn what_forgets_its_where_leaks_nothing(cast: &Cast) {
    let (ours, theirs) = (
        populated(cast, "ada@example.com").await,
        populated(cast, "grace@example.com").await,
    );
    let begin = async |scope| cast.store.begin_write(scope).await.unwrap();
    let (mut in_ours, mut nowhere) = (begin(Scope::Account(ours)).await, begin(Scope::NoAccount).await);
    for table in APART {
        let count = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(cast.number(&count).await, 2, "{table}: one each");
        assert_eq!(number(&mut in_ours, &count).await, 1, "{table}");
        assert_eq!(number(&mut nowhere, &count).await, 0, "{table}");
    }
    let mine = "SELECT COUNT(*) FROM users WHERE login_email = 'ada@example.com'";
    assert_eq!(number(&mut in_ours, mine).await, 1);
    drop((in_ours, nowhere));

    for (table, set) in [
        ("users", "first_name = 'Nobody'"),
        ("mails", "recipient = 'elsewhere@example.com'"),
        ("invitations", "state = 'revoked'"),
        ("accounts", "name = 'Nobody'"),
        ("sessions", "last_used_at = 7"),
    ] {
        let update = format!("UPDATE {table} SET {set}");
        assert_eq!(
            attempt(&mut begin(Scope::NoAccount).await, &update).await,
            Ok(0),
            "{table}"
        );
        let mut tx = begin(Scope::Account(ours)).await;
        assert_eq!(attempt(&mut tx, &update).await, Ok(1), "{table}");
        tx.commit().await.unwrap();
        let done = format!("SELECT COUNT(*) FROM {table} WHERE {set}");
        assert_eq!(cast.number(&done).await, 1, "{table}: theirs is as it was");
    }
    for table in ["sessions", "devices", "password_resets", "removals", "user_tombstones"] {
        let delete = format!("DELETE FROM {table}");
        assert_eq!(
            attempt(&mut begin(Scope::Account(ours)).await, &delete).await,
            Ok(1),
            "{table}"
        );
    }
    // A row cannot be put into another account either, nor moved there.
    for statement in [
        format!(
            "INSERT INTO user_tombstones (account_id, user_id, revision, deleted_at) VALUES ('{theirs}', '{ours}', 1, 1)"
        ),
        format!("UPDATE revision_marks SET account_id = '{theirs}', revision = 9"),
    ] {
        let refused = attempt(&mut begin(Scope::Account(ours)).await, &statement).await;
        assert_eq!(refused, Err(FORBIDDEN.to_owned()), "{statement}");
    }
}

async fn the_platform_looks_across_accounts_and_changes_little(cast: &Cast) {
    let ours = populated(cast, "ada@example.com").await;
    populated(cast, "grace@example.com").await;
    let begin = async || cast.store.begin_write(Scope::Platform).await.unwrap();
    for table in APART.iter().filter(|table| **table != "audit_events") {
        let seen = number(&mut begin().await, &format!("SELECT COUNT(*) FROM {table}")).await;
        assert_eq!(seen, 2, "{table}");
    }
    assert_eq!(number(&mut begin().await, "SELECT COUNT(*) FROM audit_events").await, 0);
    for statement in [
        "UPDATE users SET role = 'administrator'",
        "UPDATE invitations SET state = 'open'",
        "DELETE FROM users",
        "DELETE FROM devices",
        "DELETE FROM mails",
    ] {
        assert_eq!(attempt(&mut begin().await, statement).await, Ok(0), "{statement}");
    }
    // Once the account is found, the transaction is the account's.
    let mut tx = begin().await;
    tx.narrow_to(ours).await.unwrap();
    assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM users").await, 1);
    assert_eq!(attempt(&mut tx, "UPDATE users SET first_name = 'Nobody'").await, Ok(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn a_statement_that_forgets_its_where_leaks_nothing() {
    let cast = Cast::on_postgres().await;
    what_forgets_its_where_leaks_nothing(&cast).await;
    let apart = "SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity";
    let owned = "SELECT COUNT(DISTINCT table_name) FROM information_schema.columns
                 WHERE table_schema = 'public' AND column_name = 'account_id'";
    let expected = i64::try_from(APART.len()).unwrap();
    assert_eq!(cast.number(apart).await, expected);
    assert_eq!(
        cast.number(owned).await + 1,
        expected,
        "each table with an account, and the accounts themselves"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn the_platform_may_do_what_is_listed() {
    the_platform_looks_across_accounts_and_changes_little(&Cast::on_postgres().await).await;
}

/// The role of every transaction: it owns nothing, may not alter the log, and is left behind with the transaction.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn the_service_works_in_a_role_that_owns_nothing() {
    let cast = Cast::on_postgres().await;
    let begin = async || cast.store.begin_write(Scope::NoAccount).await.unwrap();
    let mut tx = begin().await;
    let role =
        "SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user AND rolname = current_database() || '_service'
                AND NOT (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb)";
    assert_eq!(number(&mut tx, role).await, 1);
    let owns = "SELECT COUNT(*) FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')";
    assert_eq!(number(&mut tx, owns).await, 0);
    drop(tx);
    for statement in [
        "UPDATE audit_events SET origin = ''",
        "DELETE FROM audit_events",
        "TRUNCATE audit_events",
        "SELECT * FROM _sqlx_migrations",
    ] {
        let refused = attempt(&mut begin().await, statement).await;
        assert_eq!(refused, Err(FORBIDDEN.to_owned()), "{statement}");
    }
    for statement in [
        "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_account ON users",
    ] {
        assert_eq!(
            attempt(&mut begin().await, statement).await,
            Err(FORBIDDEN.to_owned()),
            "{statement}"
        );
    }
    // What the next one on this connection finds, be it another program behind the same pooler.
    begin().await.commit().await.unwrap();
    let Store::Postgres { pool, .. } = &cast.store else {
        panic!("this is PostgreSQL")
    };
    let mut left = Tx::Postgres(PostgresTx::begin_bare(pool, "BEGIN").await.unwrap());
    let anything = "SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user
                    AND (current_user <> session_user OR COALESCE(current_setting('roster.scope', TRUE), '') <> '')";
    assert_eq!(number(&mut left, anything).await, 0);
}

/// A database user that is no superuser, with rights of its own, and a database that belongs to it.
async fn database_of(user: &str, rights: &str) -> String {
    let url = new_postgres_url().await;
    let (_, rest) = url.split_once('@').unwrap();
    let database = rest.split(['/', '?']).nth(1).unwrap().to_owned();
    let user = format!("{user}_{database}");
    let superuser = as_superuser(&url).unwrap();
    for statement in [
        format!("CREATE ROLE {user} LOGIN {rights}"),
        format!("ALTER DATABASE {database} OWNER TO {user}"),
        format!("GRANT ALL ON SCHEMA public TO {user}"),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(&superuser).await.unwrap();
    }
    format!("postgres://{user}@{rest}")
}

fn role(store: &Store) -> Option<&str> {
    match store {
        Store::Postgres { role, .. } => role.as_deref(),
        Store::Sqlite { .. } => panic!("this is about PostgreSQL"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn a_user_who_may_make_roles_need_be_no_superuser() {
    let cast = Cast::at(database_of("maker", "CREATEROLE").await, None).await;
    assert!(role(&cast.store).is_some());
    what_forgets_its_where_leaks_nothing(&cast).await;
    // Whoever takes a backup as the owner gets everything.
    let owner = PgPool::connect(&cast.url).await.unwrap();
    let all: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM users")
        .fetch_one(&owner)
        .await
        .unwrap();
    assert_eq!(all, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn without_a_role_the_policies_bind_the_owner() {
    let cast = Cast::at(database_of("plain", "").await, None).await;
    assert_eq!(role(&cast.store), None);
    what_forgets_its_where_leaks_nothing(&cast).await;
    let owner = PgPool::connect(&cast.url).await.unwrap();
    let all = "SELECT COUNT(*) FROM users";
    let seen: i64 = sqlx::query_scalar(all).fetch_one(&owner).await.unwrap();
    assert_eq!(seen, 0, "whoever says nothing sees nothing");

    // Once somebody made the role, it is taken on at the next start, and the owner is free again.
    for statement in [
        "DO $$ BEGIN EXECUTE format('CREATE ROLE %I', current_database() || '_service'); END $$",
        "DO $$ BEGIN EXECUTE format('GRANT %I TO %I', current_database() || '_service', 'plain_' || current_database()); END $$",
    ] {
        cast.execute(statement).await;
    }
    let again = Store::open(&cast.url.parse().unwrap()).await.unwrap();
    assert!(role(&again).is_some());
    let seen: i64 = sqlx::query_scalar(all).fetch_one(&owner).await.unwrap();
    assert_eq!(seen, 2);
}

/// As after a dump was restored on another server, which has no such role.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn a_role_that_went_is_made_again_and_leaves_no_transaction_open() {
    let cast = Cast::on_postgres().await;
    for drop in ["OWNED BY", "ROLE"] {
        let drop = format!("DO $$ BEGIN EXECUTE format('DROP {drop} %I', current_database() || '_service'); END $$");
        cast.execute(&drop).await;
    }
    for _ in 0..40 {
        assert!(cast.store.begin_write(Scope::NoAccount).await.is_err());
    }
    let open =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'
                AND pid <> pg_backend_pid()";
    assert_eq!(cast.number(open).await, 0);
    let again = Store::open(&cast.url.parse().unwrap()).await.unwrap();
    assert_eq!(role(&again), role(&cast.store));
    for _ in 0..40 {
        let mut tx = cast.store.begin_write(Scope::NoAccount).await.unwrap();
        assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM users").await, 0);
    }
}

async fn a_row_refers_only_to_rows_of_its_own_account(cast: Cast) {
    let ours = populated(&cast, "ada@example.com").await;
    let theirs = populated(&cast, "grace@example.com").await;
    let (ours, theirs) = (cast.literal(ours.as_uuid()), cast.literal(theirs.as_uuid()));
    for (table, reference, of) in [
        ("devices", "user_id", "users"),
        ("sessions", "user_id", "users"),
        ("password_resets", "user_id", "users"),
        ("removals", "removed_by", "users"),
        ("invitations", "invited_by", "users"),
        ("mails", "invitation_id", "invitations"),
    ] {
        let refer = |account: &str| {
            format!(
                "UPDATE {table} SET {reference} = (SELECT id FROM {of} WHERE account_id = {account}) WHERE account_id = {ours}"
            )
        };
        cast.execute(&refer(&ours)).await;
        assert!(is_refused(&cast, &refer(&theirs)).await, "{table}");
    }
}

async fn is_refused(cast: &Cast, sql: &str) -> bool {
    let sql = AssertSqlSafe(sql.to_owned());
    let done = match &mut cast.write().await {
        Tx::Postgres(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
        Tx::Sqlite(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
    };
    done.is_err_and(|error| {
        error
            .as_database_error()
            .is_some_and(DatabaseError::is_foreign_key_violation)
    })
}

crate::on_both_engines!(a_row_refers_only_to_rows_of_its_own_account);

/// `pg_dump` has an empty search path.
#[tokio::test]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn who_a_transaction_is_for_is_known_without_a_search_path() {
    let cast = Cast::on_postgres().await;
    let account = cast.account().await;
    let mut tx = cast.store.begin_write(Scope::Account(account)).await.unwrap();
    attempt(&mut tx, "SET LOCAL search_path = ''").await.unwrap();
    let same = format!("SELECT COUNT(*) FROM public.accounts WHERE id = public.roster_account() AND id = '{account}'");
    assert_eq!(number(&mut tx, &same).await, 1);
}
