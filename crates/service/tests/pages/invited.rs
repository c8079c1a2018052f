use roster_domain::{AccountId, InvitationId, Rights, Role, UserId};
use serde_json::{Value, json};

use crate::support::{Answer, Call, Person, World};

pub const PASSWORD: &str = "three unrelated pigeons";

/// Someone invited by an administrator called Grace Hopper, and the link they were sent.
#[derive(Debug)]
pub struct Invited {
    pub account: AccountId,
    pub grace: Person,
    pub user: UserId,
    pub token: String,
}

impl Invited {
    pub async fn to(world: &World) -> Self {
        Self::with(world, json!({})).await
    }

    /// The same with some fields of the request to invite them other than usual.
    pub async fn with(world: &World, fields: Value) -> Self {
        let account = world.account().await;
        let grace = world
            .add(account, |user| {
                "Grace".clone_into(&mut user.first_name);
                "Hopper".clone_into(&mut user.last_name);
                user.rights = Rights::new(Role::Administrator, true);
            })
            .await;
        let mut body = json!({
            "firstName": "Ada", "lastName": "Lovelace", "loginEmail": "ada@login.example",
            "communicationEmail": "ada@mail.example", "language": "fr", "role": "user",
        });
        let changes = fields.as_object().expect("fields").clone();
        body.as_object_mut().expect("an object").extend(changes);
        let created = world.post("/users").by(&grace).json(&body).send().await.expect(201);
        let user: UserId = created["id"].as_str().expect("an id").parse().expect("an id");
        let token = token(world, user).await;
        Self {
            account,
            grace,
            user,
            token,
        }
    }

    pub fn get(&self, world: &World) -> Call {
        world.get(&self.path())
    }

    pub fn post(&self, world: &World, form: &str) -> Call {
        submit(world, &self.path(), form)
    }

    /// The path of the page, as [`World::call`] takes it.
    pub fn path(&self) -> String {
        format!("//invitations/{}", self.token)
    }

    pub async fn status(&self, world: &World) -> String {
        let user = world
            .get(&format!("/users/{}", self.user))
            .by(&self.grace)
            .send()
            .await
            .expect(200);
        user["status"].as_str().expect("a status").to_owned()
    }
}

/// What a browser sends when a form is submitted.
pub fn submit(world: &World, path: &str, form: &str) -> Call {
    world
        .post(path)
        .bytes("application/x-www-form-urlencoded", form.as_bytes().to_vec())
}

pub fn password(text: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("password", text)
        .finish()
}

/// The token of the link that is in force.
pub async fn token(world: &World, user: UserId) -> String {
    let invitation: InvitationId = world.open_invitation(user).await.expect("an invitation").id;
    world.invitation_token(invitation)
}

/// Checks that a page has this status and says this.
#[track_caller]
pub fn expect_page(answer: &Answer, status: u16, says: &[&str]) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    for text in says {
        assert!(answer.text.contains(text), "{text:?} is not in {}", answer.text);
    }
}
