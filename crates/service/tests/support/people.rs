use jiff::SignedDuration;
use roster_domain::{
    AccountId, AccountName, BearerToken, Delivery, InvitationId, InvitationToken, Language, LoginEmail, MailId, Rights,
    Role, UserId, UserStatus,
};
use roster_store::invitations::{self, InvitationRecord, NewInvitation};
use roster_store::mails::{self, NewMail};
use roster_store::users::{self, Inserted, NewUser, UserRecord};
use roster_store::{Tx, accounts};
use serde_json::{Value, json};

use super::rows;
use super::world::World;

/// What `POST /users` takes to invite someone under this login email.
pub fn invitation_form(login_email: &str) -> Value {
    // Each is written to elsewhere: no more than ten invitations an hour go to one address.
    let number = login_email
        .bytes()
        .fold(0_u32, |number, byte| number.wrapping_mul(31).wrapping_add(byte.into()));
    json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": login_email,
        "communicationEmail": format!("grace{number}@mail.example"),
        "language": "en", "role": "user",
    })
}

/// Someone in the database, signed in when they are active.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: UserId,
    pub account: AccountId,
    pub login_email: String,
    pub token: Option<String>,
}

impl Person {
    /// Their address in the API: `/users/ID`, with more after it.
    pub fn path(&self, rest: &str) -> String {
        format!("/users/{}{rest}", self.id)
    }
}

impl World {
    /// An account with nobody in it.
    pub async fn account(&self) -> AccountId {
        self.account_named("Analytical Engines").await
    }

    pub async fn account_named(&self, name: &str) -> AccountId {
        let id = AccountId::generate(&*self.app.clock, &*self.app.random);
        let name = AccountName::parse(name).expect("a name");
        let mut tx = self.write().await;
        accounts::insert(&mut tx, id, &name, Language::En, self.app.now())
            .await
            .expect("an account");
        tx.commit().await.expect("a commit");
        id
    }

    /// An active administrator who is a billing manager.
    pub async fn billing_administrator(&self, account: AccountId) -> Person {
        self.active(account, Rights::new(Role::Administrator, true)).await
    }

    /// An active administrator who is not.
    pub async fn administrator(&self, account: AccountId) -> Person {
        self.active(account, Rights::new(Role::Administrator, false)).await
    }

    /// An active user with the role `user`.
    pub async fn member(&self, account: AccountId) -> Person {
        self.active(account, Rights::new(Role::User, false)).await
    }

    pub async fn active(&self, account: AccountId, rights: Rights) -> Person {
        self.add(account, |user| user.rights = rights).await
    }

    /// Someone invited who has never been in.
    pub async fn pending(&self, account: AccountId) -> Person {
        self.add(account, |user| user.status = UserStatus::Pending).await
    }

    /// Someone who was in, and is removed.
    pub async fn removed(&self, account: AccountId) -> Person {
        self.add(account, |user| user.status = UserStatus::Removed).await
    }

    /// Someone, as the closure says; an active user of the role `user` if it says nothing. An active one is signed in, a
    /// pending one has an open invitation whose mail is queued.
    pub async fn add(&self, account: AccountId, alter: impl FnOnce(&mut NewUser)) -> Person {
        let mut tx = self.write().await;
        let revision = accounts::hold(&mut tx, account, &self.app.revision_mark())
            .await
            .expect("a revision")
            .revision;
        let mut new = self.someone(account, revision);
        alter(&mut new);
        let becomes = new.status;
        if becomes == UserStatus::Removed {
            new.status = UserStatus::Active;
        }
        assert_eq!(
            users::insert(&mut tx, &new).await.expect("a user"),
            Inserted::Done,
            "{}",
            new.login_email
        );
        let mut record = users::get(&mut tx, account, new.id)
            .await
            .expect("a user")
            .expect("the user just written");
        let token = match becomes {
            UserStatus::Pending => {
                self.invite(&mut tx, &record).await;
                None
            }
            UserStatus::Active => {
                users::set_last_active(&mut tx, account, new.id, self.app.now())
                    .await
                    .expect("a time");
                Some(self.open_session(&mut tx, &record).await)
            }
            UserStatus::Removed => {
                record.status = UserStatus::Removed;
                users::update(&mut tx, &record).await.expect("an update");
                None
            }
        };
        tx.commit().await.expect("a commit");
        Person {
            id: new.id,
            account,
            login_email: new.login_email.as_str().to_owned(),
            token,
        }
    }

    /// Another session of someone.
    pub async fn sign_in(&self, person: &Person) -> String {
        let mut tx = self.write().await;
        let record = users::get(&mut tx, person.account, person.id)
            .await
            .expect("a read")
            .expect("the person");
        let token = self.open_session(&mut tx, &record).await;
        tx.commit().await.expect("a commit");
        token
    }

    fn someone(&self, account: AccountId, revision: i64) -> NewUser {
        let id = UserId::generate(&*self.app.clock, &*self.app.random);
        let login_email = LoginEmail::parse(&format!("{id}@login.example")).expect("an address");
        NewUser {
            id,
            account,
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            login_email,
            communication_email: format!("{id}@mail.example"),
            language: Language::En,
            rights: Rights::new(Role::User, false),
            status: UserStatus::Active,
            password_hash: None,
            revision,
            now: self.app.now(),
        }
    }

    async fn open_session(&self, tx: &mut Tx, user: &UserRecord) -> String {
        let token = BearerToken::generate(&*self.app.random);
        let now = self.app.now();
        rows::insert_session(tx, &self.app, user, &token, now + SignedDuration::from_hours(30 * 24)).await;
        token.to_text()
    }

    async fn invite(&self, tx: &mut Tx, user: &UserRecord) {
        let id = InvitationId::generate(&*self.app.clock, &*self.app.random);
        let invitation = NewInvitation {
            id,
            account: user.account_id,
            user: user.id,
            token_hash: InvitationToken::derive(&self.app.secret_key, id).hash(),
            invited_by: None,
            created_at: self.app.now(),
            expires_at: self.app.now() + self.app.settings.invitation_ttl,
            delivery: Delivery::Queued,
            delivery_error: None,
            sent_at: None,
        };
        invitations::insert(tx, &invitation).await.expect("an invitation");
        let mail = NewMail {
            id: MailId::generate(&*self.app.clock, &*self.app.random),
            account: user.account_id,
            user: user.id,
            invitation: Some(id),
            kind: "invitation",
            bulk: false,
            language: user.language,
            recipient: user.communication_email.clone(),
            recipient_name: user.full_name(),
            details: r#"{"inviter":null}"#.to_owned(),
            created_at: self.app.now(),
        };
        mails::enqueue(tx, &mail).await.expect("a mail");
    }

    /// The record of someone, unless it is gone.
    pub async fn record(&self, person: &Person) -> Option<UserRecord> {
        let mut tx = self.read().await;
        users::get(&mut tx, person.account, person.id).await.expect("a read")
    }

    /// The invitation in force of someone.
    pub async fn open_invitation(&self, user: UserId) -> Option<InvitationRecord> {
        let mut tx = self.read().await;
        invitations::open_of(&mut tx, user).await.expect("a read")
    }

    /// The token in the link of an invitation, as its mail would have it.
    pub fn invitation_token(&self, invitation: InvitationId) -> String {
        InvitationToken::derive(&self.app.secret_key, invitation).to_text()
    }

    /// The account's revision.
    pub async fn revision(&self, account: AccountId) -> i64 {
        let mut tx = self.read().await;
        accounts::get(&mut tx, account)
            .await
            .expect("a read")
            .expect("the account")
            .revision
    }
}
