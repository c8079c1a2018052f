//! What must hold however many act at the same instant.

use jiff::SignedDuration;
use roster_domain::{AccountId, Rights, Role, UserStatus};
use roster_store::accounts;
use serde_json::{Value, json};

use crate::support::{Call, Person, World, invitation_form};

const ROUNDS: usize = 1000;

/// Two administrators, each about to do something to the other, on two nodes.
struct Duel {
    world: World,
    node: axum::Router,
    one: Person,
    other: Person,
}

impl Duel {
    async fn in_world(world: World, rights: Rights) -> Self {
        let account = world.account().await;
        let (one, other) = (world.active(account, rights).await, world.active(account, rights).await);
        Self {
            node: world.another_node().await,
            world,
            one,
            other,
        }
    }

    /// Lets both act at once, and gives their statuses.
    async fn strike(&self, act: impl Fn(&Person, &Person) -> Call) -> [u16; 2] {
        let first = tokio::spawn(act(&self.one, &self.other).send());
        let second = tokio::spawn(act(&self.other, &self.one).to(&self.node).send());
        [
            first.await.unwrap().status.as_u16(),
            second.await.unwrap().status.as_u16(),
        ]
    }

    /// How many active administrators there are, and how many of them are billing managers.
    async fn guardians(&self) -> (u64, u64) {
        let guardians = roster_store::guardians::count(&mut self.world.read().await, self.one.account)
            .await
            .unwrap();
        (guardians.administrators, guardians.billing_administrators)
    }

    /// Gives both back what they had, sessions included.
    async fn make_up(&mut self, rights: Rights) {
        let mut tx = self.world.write().await;
        for person in [&self.one, &self.other] {
            let mut record = roster_store::users::get(&mut tx, person.account, person.id)
                .await
                .unwrap()
                .unwrap();
            (record.status, record.role, record.billing_manager) =
                (UserStatus::Active, rights.role, rights.billing_manager);
            roster_store::users::update(&mut tx, &record).await.unwrap();
        }
        tx.commit().await.unwrap();
        // Nobody is told of more than ten changes of one kind an hour.
        self.world.advance(SignedDuration::from_mins(7));
        for person in [&mut self.one, &mut self.other] {
            person.token = Some(self.world.sign_in(person).await);
        }
    }
}

async fn two_administrators_demoting_each_other_leave_one(world: World) {
    let rights = Rights::new(Role::Administrator, false);
    let mut duel = Duel::in_world(world, rights).await;
    for round in 0..ROUNDS {
        let demote = |who: &Person, whom: &Person| {
            duel.world
                .patch(&whom.path(""))
                .by(who)
                .header("if-match", "*")
                .json(&json!({"role": "user"}))
        };
        let mut statuses = duel.strike(demote).await;
        statuses.sort_unstable();
        assert_eq!((statuses, duel.guardians().await.0), ([200, 403], 1), "round {round}");
        duel.make_up(rights).await;
    }
}

async fn two_administrators_removing_each_other_leave_one(world: World) {
    let rights = Rights::new(Role::Administrator, false);
    let mut duel = Duel::in_world(world, rights).await;
    for round in 0..ROUNDS {
        let mut statuses = duel.strike(|who, whom| duel.world.delete(&whom.path("")).by(who)).await;
        statuses.sort_unstable();
        assert_eq!((statuses, duel.guardians().await.0), ([204, 401], 1), "round {round}");
        duel.make_up(rights).await;
    }
}

async fn two_billing_managers_taking_it_from_each_other_leave_one(world: World) {
    let rights = Rights::new(Role::Administrator, true);
    let mut duel = Duel::in_world(world, rights).await;
    for round in 0..ROUNDS {
        let withdraw = |who: &Person, whom: &Person| {
            duel.world
                .patch(&whom.path(""))
                .by(who)
                .header("if-match", "*")
                .json(&json!({"permissions": []}))
        };
        // The later one no longer holds the permission, and so leaves it as it is.
        assert_eq!(
            (duel.strike(withdraw).await, duel.guardians().await),
            ([200, 200], (2, 1)),
            "round {round}"
        );
        duel.make_up(rights).await;
    }
}

async fn a_third_who_demotes_both_billing_managers_at_once_leaves_one(world: World) {
    let rights = Rights::new(Role::Administrator, true);
    let mut duel = Duel::in_world(world, rights).await;
    let third = duel.world.administrator(duel.one.account).await;
    for round in 0..ROUNDS {
        let demote = |_: &Person, whom: &Person| {
            duel.world
                .patch(&whom.path(""))
                .by(&third)
                .header("if-match", "*")
                .json(&json!({"role": "user"}))
        };
        let mut statuses = duel.strike(demote).await;
        statuses.sort_unstable();
        assert_eq!(
            (statuses, duel.guardians().await),
            ([200, 403], (2, 1)),
            "round {round}"
        );
        duel.make_up(rights).await;
    }
}

async fn of_many_who_want_the_same_login_email_one_gets_it(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let people = [world.administrator(account).await, world.administrator(elsewhere).await];
    let node = world.another_node().await;
    for round in 0..20 {
        let login = |index: usize| match index % 2 {
            0 => format!("Grace{round}@Example.com"),
            _ => format!("gRACE{round}@example.COM"),
        };
        let calls = (0..16).map(|index| {
            let router = if index % 4 < 2 { &world.router } else { &node };
            let call = world
                .post("/users")
                .to(router)
                .by(&people[index / 8])
                .json(&invitation_form(&login(index)));
            tokio::spawn(call.send())
        });
        let mut created = 0;
        for call in calls.collect::<Vec<_>>() {
            let answer = call.await.unwrap();
            match answer.status.as_u16() {
                201 => created += 1,
                _ => drop::<Value>(answer.expect_problem(409, "login-email-taken")),
            }
        }
        assert_eq!(created, 1, "round {round}");
    }
}

async fn of_many_edits_of_one_version_one_is_done(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.member(account).await;
    for version in 1..=20 {
        let calls = (0..10).map(|index| {
            let edit = json!({"firstName": format!("Name {version} {index}")});
            tokio::spawn(
                world
                    .patch(&user.path(""))
                    .by(&administrator)
                    .if_match(version)
                    .json(&edit)
                    .send(),
            )
        });
        let mut statuses = Vec::new();
        for call in calls.collect::<Vec<_>>() {
            statuses.push(call.await.unwrap().status.as_u16());
        }
        statuses.sort_unstable();
        assert_eq!(
            (statuses[0], statuses[1..].iter().all(|status| *status == 412)),
            (200, true),
            "{statuses:?}"
        );
    }
}

/// Sends one request after the other while the account is held elsewhere, so that both wait for it in that order.
async fn in_line(world: &World, account: AccountId, first: Call, second: Call) -> [u16; 2] {
    let mut holding = world.write().await;
    accounts::lock(&mut holding, account).await.unwrap();
    let first = tokio::spawn(first.send());
    world.until_waiting(1).await;
    let second = tokio::spawn(second.send());
    world.until_waiting(2).await;
    holding.rollback().await.unwrap();
    [
        first.await.unwrap().status.as_u16(),
        second.await.unwrap().status.as_u16(),
    ]
}

/// Whoever lost the right to a write while it waited is refused, though they had it when they asked.
async fn a_write_is_decided_by_what_its_author_may_do_by_then(world: World) {
    if !world.is_postgres() {
        // Its writers wait unseen: which of two is the first cannot be told.
        return;
    }
    let account = world.account().await;
    let boss = world.administrator(account).await;
    for (taken, told) in [("session", 401), ("role", 403), ("access", 401)] {
        let author = world.administrator(account).await;
        let take = match taken {
            "session" => world.delete("/sessions/current").by(&author),
            "role" => world
                .patch(&author.path(""))
                .by(&boss)
                .if_match(1)
                .json(&json!({ "role": "user" })),
            _ => world.delete(&author.path("")).by(&boss),
        };
        let invite = world
            .post("/users")
            .json(&invitation_form("late@example.com"))
            .by(&author);
        let [taking, inviting] = in_line(&world, account, take, invite).await;
        assert!(matches!(taking, 200 | 204), "{taken}: {taking}");
        assert_eq!(inviting, told, "{taken}");
    }
    let invited = "SELECT COUNT(*) FROM users WHERE login_email_key = 'late@example.com'";
    assert_eq!(world.number(invited).await, 0);
}

crate::on_both_databases!(
    a_write_is_decided_by_what_its_author_may_do_by_then,
    two_administrators_demoting_each_other_leave_one,
    two_administrators_removing_each_other_leave_one,
    two_billing_managers_taking_it_from_each_other_leave_one,
    a_third_who_demotes_both_billing_managers_at_once_leaves_one,
    of_many_who_want_the_same_login_email_one_gets_it,
    of_many_edits_of_one_version_one_is_done,
);
