//! Drives operations, and remembers what they were answered with.

use std::collections::BTreeSet;
use std::sync::Mutex;

use roster_domain::{AccountId, Rights, Role};
use serde_json::{Value, json};

use crate::document::{Document, Operation, Outcome};
use crate::passwords::PASSWORD;
use crate::support::{Answer, Call, Person, World};

pub struct Driver {
    pub world: World,
    pub document: Document,
    pub account: AccountId,
    /// An administrator who is no billing manager, with a password.
    pub administrator: Person,
    pub member: Person,
    produced: Mutex<BTreeSet<Outcome>>,
    faults: Mutex<Vec<String>>,
    people: Mutex<u32>,
}

impl Driver {
    pub async fn over(world: World) -> Self {
        let account = world.account().await;
        Self {
            document: Document::of(&world).await,
            administrator: world.administrator_with_password(account).await,
            member: world.member(account).await,
            account,
            produced: Mutex::default(),
            faults: Mutex::default(),
            people: Mutex::default(),
            world,
        }
    }

    pub fn operation(&self, id: &str) -> &Operation {
        &self.document.operations[id]
    }

    /// A request to an operation, for the user with this id if it is about one.
    pub fn call(&self, operation: &Operation, id: &str) -> Call {
        let path = operation.path.replace("{id}", id);
        self.world.call(&operation.method, &format!("/{path}"))
    }

    /// A request that is done: by the administrator unless anybody may, about someone it can be done to, with the body that
    /// the document gives as its example.
    pub async fn good(&self, operation: &Operation) -> Call {
        self.good_by(operation, &self.administrator).await
    }

    pub async fn good_by(&self, operation: &Operation, caller: &Person) -> Call {
        let id = self.subject(operation, caller).await;
        let mut call = self.call(operation, &id);
        if operation.needs_session() {
            call = call.by(caller);
        }
        if operation.may_be("version-required") {
            call = call.if_match(1);
        }
        match self.good_body(operation).await {
            Some(body) => call.json(&body),
            None => call,
        }
    }

    /// Someone whose status the operation is for; of sessions, another one of the caller's.
    pub async fn subject(&self, operation: &Operation, caller: &Person) -> String {
        if operation.id == "endSession" {
            self.world.sign_in(caller).await;
            let sessions = self.world.get("/me/sessions").by(caller).send().await.expect(200);
            let other = sessions["items"]
                .as_array()
                .unwrap()
                .iter()
                .find(|one| one["current"] == false);
            return other.unwrap()["id"].as_str().unwrap().to_owned();
        }
        let person = match operation.id.as_str() {
            "resendInvitation" | "copyInvitationLink" => self.world.pending(self.account).await,
            "restoreUser" => self.world.removed(self.account).await,
            "undoRemoval" => {
                let person = self.world.member(self.account).await;
                let remove = |by| self.world.delete(&person.path("")).by(by).send();
                // One who may not remove anybody may not undo it either.
                if remove(caller).await.status != 204 {
                    remove(&self.administrator).await.expect(204);
                }
                person
            }
            _ if operation.path.contains("{id}") => self.world.member(self.account).await,
            _ => return String::new(),
        };
        person.id.to_string()
    }

    /// The example, with what has to be this world's: a login that is free, or one that is there; a link that is in force.
    pub async fn good_body(&self, operation: &Operation) -> Option<Value> {
        let mut body = operation.body.clone()?;
        match operation.id.as_str() {
            "createUser" => self.is_someone_new(&mut body),
            "createUsers" => self.is_someone_new(&mut body["users"][0]),
            "signIn" => {
                let person = self
                    .world
                    .with_password(self.account, Rights::new(Role::User, false))
                    .await;
                assert_eq!(body["password"], PASSWORD);
                body["loginEmail"] = person.login_email.into();
            }
            "acceptInvitation" => body["token"] = self.link().await.into(),
            _ => {}
        }
        Some(body)
    }

    /// Neither invited before nor written to.
    fn is_someone_new(&self, user: &mut Value) {
        let login = self.free_login();
        user["communicationEmail"] = login.as_str().into();
        user["loginEmail"] = login.into();
    }

    pub fn free_login(&self) -> String {
        let mut people = self.people.lock().unwrap();
        *people += 1;
        format!("free{people}@example.com")
    }

    /// The token of an invitation in force.
    pub async fn link(&self) -> String {
        let person = self.world.pending(self.account).await;
        let invitation = self.world.open_invitation(person.id).await.unwrap();
        self.world.invitation_token(invitation.id)
    }

    /// Sends a request, checks its answer against the document and remembers it.
    pub async fn send(&self, operation: &Operation, call: Call) -> Answer {
        let answer = call.send_for_its_head().await;
        match self.document.check(operation, &answer) {
            Ok(outcome) => drop(self.produced.lock().unwrap().insert(outcome)),
            Err(fault) => self.fault(operation, &answer, &fault),
        }
        answer
    }

    /// The same where this answer is meant to come.
    pub async fn expect(&self, operation: &Operation, call: Call, status: u16, code: &str) {
        let answer = self.send(operation, call).await;
        if answer.status != status || !code.is_empty() && answer.json()["code"] != json!(code) {
            self.fault(
                operation,
                &answer,
                &format!("not the {status} {code} that was to be expected"),
            );
        }
    }

    fn fault(&self, operation: &Operation, answer: &Answer, fault: &str) {
        let said: String = answer.text.chars().take(300).collect();
        let fault = format!("{} {}: {fault}: {said}", operation.id, answer.status);
        self.faults.lock().unwrap().push(fault);
    }

    /// What was not as described.
    pub fn faults(&self) -> Vec<String> {
        self.faults.lock().unwrap().clone()
    }

    /// What the document describes and nothing was answered with.
    pub fn missing(&self) -> BTreeSet<Outcome> {
        let described: BTreeSet<Outcome> = self
            .document
            .operations
            .values()
            .flat_map(Operation::outcomes)
            .collect();
        described.difference(&self.produced.lock().unwrap()).cloned().collect()
    }
}
