//! What people do by other means than the simulated desktops: in their own time, over a good network.

use axum::http::Method;
use roster_contract::User;
use roster_domain::UserId;
use roster_testkit::SeededRandom;
use serde_json::{Value, json};

use crate::network::Answered;
use crate::service::Service;
use crate::template::{Person, SEATS};

/// Something someone may want done.
#[derive(Debug)]
pub struct Wish {
    method: Method,
    path: String,
    body: Option<Value>,
}

/// The people of the account, and what they do at random.
#[derive(Debug)]
pub struct Elsewhere {
    people: Vec<Person>,
    known: Vec<UserId>,
    number: usize,
}

impl Elsewhere {
    pub fn new(people: &[Person]) -> Self {
        Self {
            people: people.to_vec(),
            known: people.iter().map(|person| person.id).collect(),
            number: 0,
        }
    }

    /// Someone does something; what is refused is no matter.
    pub async fn act(&mut self, service: &Service, random: &SeededRandom) -> String {
        let wish = self.wish(random);
        let by = self.someone_signed_in(random);
        let (name, token) = (by.name, by.token.clone().expect("one who is signed in"));
        let answered = service
            .ask(wish.method.clone(), &wish.path, &token, wish.body.as_ref())
            .await;
        self.learn(&answered);
        let body = wish.body.map(|body| body.to_string()).unwrap_or_default();
        format!(
            "{name}: {} {} {body} → {}",
            wish.method,
            wish.path,
            answered.status.as_u16()
        )
    }

    fn learn(&mut self, answered: &Answered) {
        let created = serde_json::from_slice::<User>(&answered.body).ok();
        if let Some(user) = created.filter(|user| !self.known.contains(&user.id)) {
            self.known.push(user.id);
        }
    }

    fn someone_signed_in(&self, random: &SeededRandom) -> &Person {
        // Not those who have a desktop here, so that the audit log tells what was done at one.
        let others = self.people[SEATS.len()..].iter();
        let signed_in: Vec<&Person> = others.filter(|person| person.token.is_some()).collect();
        // The first of them holds every right at the start, so that most wishes are granted.
        match random.below(4) {
            0 => signed_in[random.below(signed_in.len())],
            _ => signed_in[0],
        }
    }

    fn wish(&mut self, random: &SeededRandom) -> Wish {
        self.number += 1;
        let number = self.number;
        let user = format!("/users/{}", self.known[random.below(self.known.len())]);
        let permissions = [json!([]), json!(["billingManager"])][random.below(2)].clone();
        let role = ["user", "administrator"][random.below(2)];
        let wish = |method, path: String, body| Wish { method, path, body };
        match random.below(16) {
            0..=2 => wish(
                Method::POST,
                "/users".to_owned(),
                Some(invited(number, role, &permissions)),
            ),
            3 => {
                let several: Vec<Value> = (0..=random.below(5))
                    .map(|index| invited(number * 100 + index, role, &json!([])))
                    .collect();
                wish(
                    Method::POST,
                    "/users/bulk".to_owned(),
                    Some(json!({ "users": several })),
                )
            }
            4 | 5 => wish(
                Method::PATCH,
                user,
                Some(json!({ "firstName": format!("First {number}") })),
            ),
            6 => wish(
                Method::PATCH,
                user,
                Some(json!({ "communicationEmail": format!("new-{number}@mail.example") })),
            ),
            7 | 8 => wish(Method::PATCH, user, Some(json!({ "permissions": permissions }))),
            9 => wish(Method::PATCH, user, Some(json!({ "role": role }))),
            10 | 11 => wish(Method::DELETE, user, None),
            12 => wish(Method::POST, format!("{user}/restore"), Some(json!({}))),
            13 => wish(Method::POST, format!("{user}/invitation/resend"), None),
            14 => wish(
                Method::PATCH,
                "/me".to_owned(),
                Some(json!({ "lastName": format!("Last {number}") })),
            ),
            _ => wish(
                Method::PATCH,
                "/account".to_owned(),
                Some(json!({ "name": format!("Account {number}") })),
            ),
        }
    }
}

fn invited(number: usize, role: &str, permissions: &Value) -> Value {
    json!({
        "firstName": format!("Invited {number}"), "lastName": "Example",
        "loginEmail": format!("invited-{number}@login.example"),
        "communicationEmail": format!("invited-{number}@mail.example"),
        "language": "en", "role": role, "permissions": permissions,
    })
}
