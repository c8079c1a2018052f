//! Who and what the story is about.

use jiff::{SignedDuration, Timestamp};
use roster_domain::{
    AccountId, AccountName, Clock, Delivery, InvitationId, Language, LoginEmail, Rights, Role, UserId, UserStatus,
};
use roster_store::history::RevisionMark;
use roster_store::invitations::{self, NewInvitation};
use roster_store::users::{self, Inserted, NewUser, UserRecord};
use roster_store::{PostgresTx, Scope, Store, Tx, accounts};
use roster_testkit::{FixedClock, SeededRandom};
use sqlx::{AssertSqlSafe, PgPool};
use tempfile::TempDir;

/// A database of the test's own and what is needed to write in it.
#[derive(Debug, Clone)]
pub struct Cast {
    pub store: Store,
    pub url: String,
    /// On PostgreSQL, whoever the store itself works as.
    superuser: Option<PgPool>,
    pub clock: FixedClock,
    pub random: std::sync::Arc<SeededRandom>,
    _folder: Option<std::sync::Arc<TempDir>>,
}

impl Cast {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("a folder/roster.db").display());
        Self::at(url, Some(folder)).await
    }

    pub async fn on_postgres() -> Self {
        Self::at(new_postgres_url().await, None).await
    }

    pub async fn at(url: String, folder: Option<TempDir>) -> Self {
        Self {
            superuser: as_superuser(&url),
            store: Store::open(&url.parse().unwrap()).await.unwrap(),
            url,
            clock: FixedClock::default(),
            random: std::sync::Arc::new(SeededRandom::from_environment()),
            _folder: folder.map(std::sync::Arc::new),
        }
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.store, Store::Postgres { .. })
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A transaction that writes, as a superuser of PostgreSQL's, whom row-level security does not bind.
    pub async fn write(&self) -> Tx {
        match &self.superuser {
            Some(pool) => Tx::Postgres(PostgresTx::begin_bare(pool, "BEGIN").await.unwrap()),
            None => self.store.begin_write(Scope::NoAccount).await.unwrap(),
        }
    }

    /// The same that reads.
    pub async fn read(&self) -> Tx {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        match &self.superuser {
            Some(pool) => Tx::Postgres(PostgresTx::begin_bare(pool, begin).await.unwrap()),
            None => self.store.begin_read(Scope::NoAccount).await.unwrap(),
        }
    }

    pub async fn account(&self) -> AccountId {
        let id = AccountId::generate(&self.clock, &*self.random);
        let mut tx = self.write().await;
        let name = AccountName::parse("Analytical Engines").unwrap();
        accounts::insert(&mut tx, id, &name, Language::En, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// What a write of now leaves at its revision: another one each time.
    pub fn mark(&self) -> RevisionMark {
        RevisionMark::generate(&*self.random, self.now())
    }

    pub async fn revision(&self, account: AccountId) -> i64 {
        accounts::get(&mut self.read().await, account)
            .await
            .unwrap()
            .unwrap()
            .revision
    }

    /// A pending user, not yet written.
    pub fn someone(&self, account: AccountId, login_email: &str) -> NewUser {
        NewUser {
            id: UserId::generate(&self.clock, &*self.random),
            account,
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            login_email: LoginEmail::parse(login_email).unwrap(),
            communication_email: "ada@mail.example".to_owned(),
            language: Language::Fr,
            rights: Rights::new(Role::Administrator, true),
            status: UserStatus::Pending,
            password_hash: None,
            revision: 1,
            now: self.now(),
        }
    }

    /// Writes a user and gives the record of them.
    pub async fn add(&self, new: &NewUser) -> UserRecord {
        let mut tx = self.write().await;
        assert_eq!(users::insert(&mut tx, new).await.unwrap(), Inserted::Done);
        let record = users::get(&mut tx, new.account, new.id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        record
    }

    /// An invitation, not yet written.
    pub fn invitation(&self, user: &UserRecord) -> NewInvitation {
        let id = InvitationId::generate(&self.clock, &*self.random);
        let mut token_hash = [0; 32];
        token_hash[..16].copy_from_slice(id.as_uuid().as_bytes());
        NewInvitation {
            id,
            account: user.account_id,
            user: user.id,
            token_hash,
            invited_by: None,
            created_at: self.now(),
            expires_at: self.now() + SignedDuration::from_hours(1),
            delivery: Delivery::Queued,
            delivery_error: None,
            sent_at: None,
        }
    }

    pub async fn invite(&self, user: &UserRecord) -> NewInvitation {
        let invitation = self.invitation(user);
        let mut tx = self.write().await;
        invitations::insert(&mut tx, &invitation).await.unwrap();
        tx.commit().await.unwrap();
        invitation
    }

    /// An id as it is written within a statement.
    pub fn literal(&self, id: uuid::Uuid) -> String {
        if self.is_postgres() {
            format!("'{id}'")
        } else {
            format!("X'{}'", id.simple())
        }
    }

    /// The one number a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        number(&mut self.read().await, sql).await
    }

    pub async fn execute(&self, sql: &str) {
        let mut tx = self.write().await;
        execute(&mut tx, sql).await;
        tx.commit().await.unwrap();
    }

    /// Waits until some transaction waits for another, as PostgreSQL knows; SQLite keeps its writers waiting unseen.
    pub async fn until_one_waits(&self) {
        if !self.is_postgres() {
            return;
        }
        let deadline = tokio::time::Instant::now() + std::time::Duration::from_mins(1);
        let waiting =
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while self.number(waiting).await == 0 {
            assert!(tokio::time::Instant::now() < deadline, "nobody waits");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
}

/// Connections to the same database as the user who made the server.
pub fn as_superuser(url: &str) -> Option<PgPool> {
    let (_, rest) = url.split_once('@').filter(|_| url.starts_with("postgres:"))?;
    Some(PgPool::connect_lazy(&format!("postgres://postgres@{rest}")).unwrap())
}

pub async fn new_postgres_url() -> String {
    #[cfg(unix)]
    let make = || roster_testkit::shared_postgres()?.create_database();
    #[cfg(not(unix))]
    let make = || -> anyhow::Result<String> { anyhow::bail!("the throw-away PostgreSQL is for Unix") };
    tokio::task::spawn_blocking(make).await.unwrap().unwrap()
}

pub async fn number(tx: &mut Tx, sql: &str) -> i64 {
    let sql = AssertSqlSafe(sql.to_owned());
    match tx {
        Tx::Postgres(tx) => sqlx::query_scalar(sql).fetch_one(&mut **tx).await.unwrap(),
        Tx::Sqlite(tx) => sqlx::query_scalar(sql).fetch_one(&mut **tx).await.unwrap(),
    }
}

pub async fn execute(tx: &mut Tx, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match tx {
        Tx::Postgres(tx) => drop(sqlx::query(sql).execute(&mut **tx).await.unwrap()),
        Tx::Sqlite(tx) => drop(sqlx::query(sql).execute(&mut **tx).await.unwrap()),
    }
}
