//! One run: everything that happens in it follows from its seed.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use roster_client::Reach;
use roster_domain::{AccountId, Clock};
use roster_testkit::{FixedClock, SeededRandom};
use tempfile::TempDir;

use crate::actor::{Actor, Came};
use crate::elsewhere::Elsewhere;
use crate::network::{Answered, Sent, page};
use crate::orders::{self, Ledger};
use crate::service::Service;
use crate::template::{Person, SEATS, Template, seat_folder, service_folder};
use crate::{audit, verdict};

/// What is delivered late has been on the way for less than this. The service knows a command's key for a day, and the
/// desktops do not use it for the last hour of that.
const LATEST: SignedDuration = SignedDuration::from_mins(50);

/// More than anything takes that comes to an end.
const MOST_REQUESTS: usize = 500;

/// A request whose sender waits for nothing any more, and which may still arrive.
#[derive(Debug)]
struct Late {
    sent: Sent,
    since: Timestamp,
}

/// How bad things are in this run, in parts of a hundred.
#[derive(Debug, Clone, Copy)]
struct Weather {
    /// Of what is carried goes wrong.
    network: usize,
    /// Of the steps a desktop or the service crashes.
    crashes: usize,
    /// Whether the service is set back to a backup now and then.
    backups: bool,
}

/// One run.
pub struct World {
    random: SeededRandom,
    clock: FixedClock,
    account: AccountId,
    service: Service,
    pub actors: Vec<Actor>,
    people: Vec<Person>,
    elsewhere: Elsewhere,
    ledger: Ledger,
    weather: Weather,
    late: VecDeque<Late>,
    /// Whether the service ever went back to a backup, so that what it had said is not so.
    pub went_back: bool,
    trace: Vec<String>,
    /// Goes last: the files of all the others are in it.
    _folder: TempDir,
}

impl World {
    pub async fn new(template: &Template, seed: u64) -> Self {
        let folder = template.copy();
        let random = SeededRandom::unprinted(seed);
        let clock = FixedClock::default();
        let (service_random, key) = (Arc::new(random.branch()), template.key.clone());
        let service = Service::open(&service_folder(folder.path()), &clock, service_random, key).await;
        let seats = 2 + random.below(SEATS.len() - 1);
        let actors = (0..seats)
            .map(|who| {
                let keyring = template.keyring(who);
                Actor::new(who, seat_folder(folder.path(), who), keyring, &clock, random.branch())
            })
            .collect();
        let weather = Weather {
            network: [0, 10, 30, 60][random.below(4)],
            crashes: [0, 2, 8][random.below(3)],
            backups: random.below(4) == 0,
        };
        Self {
            random,
            clock,
            account: template.account,
            service,
            actors,
            people: template.people.clone(),
            elsewhere: Elsewhere::new(&template.people),
            ledger: Ledger::default(),
            weather,
            late: VecDeque::new(),
            went_back: false,
            trace: vec![format!("{seats} desktops, {weather:?}")],
            _folder: folder,
        }
    }

    /// From the first step until all is quiet, and what is to be said of it then.
    pub async fn run(&mut self) -> Result<(), String> {
        for _ in 0..15 + self.random.below(50) {
            self.step().await?;
        }
        self.quieten().await?;
        verdict::an_administrator_remains(&self.service, self.account).await?;
        verdict::replicas_are_right(&self.service, &self.actors, self.went_back).await?;
        audit::every_order_is_done_once_or_not_at_all(
            &self.service,
            self.account,
            &self.people,
            &self.actors,
            &self.ledger.orders(),
            self.went_back,
        )
        .await
    }

    pub fn trace(&self) -> &[String] {
        &self.trace
    }

    /// Ends what is left of it.
    pub async fn close(mut self) -> Vec<String> {
        for actor in &mut self.actors {
            actor.close().await;
        }
        self.service.close().await;
        self.trace
    }

    fn note(&mut self, what: impl Into<String>) {
        self.trace.push(what.into());
    }

    async fn step(&mut self) -> Result<(), String> {
        if self.random.below(100) < self.weather.crashes {
            return self.crash().await;
        }
        match self.random.below(20) {
            0..=4 => self.act_elsewhere().await,
            5 => self.deliver_late().await,
            6 => {
                self.let_time_pass();
                Ok(())
            }
            7 if self.weather.backups => self.go_back_or_prepare_to().await,
            8 if self.random.below(4) == 0 => self.end_a_session().await,
            _ => self.move_a_desktop().await,
        }
    }

    async fn act_elsewhere(&mut self) -> Result<(), String> {
        let what = self.elsewhere.act(&self.service, &self.random).await;
        let failed = what.contains("→ 5");
        self.note(what.clone());
        if failed { Err(what) } else { Ok(()) }
    }

    fn let_time_pass(&mut self) {
        let span = match self.random.below(12) {
            0 => SignedDuration::from_hours(i64::try_from(self.random.below(30)).expect("small")),
            1..=3 => SignedDuration::from_mins(i64::try_from(self.random.below(90)).expect("small")),
            _ => SignedDuration::from_millis(i64::try_from(self.random.below(20_000)).expect("small")),
        };
        self.clock.advance(span);
        self.note(format!("{span:#} pass"));
    }

    async fn move_a_desktop(&mut self) -> Result<(), String> {
        let who = self.random.below(self.actors.len());
        let actor = &self.actors[who];
        if actor.line.is_busy() {
            return self.carry(who).await;
        }
        if !actor.is_busy() {
            if actor.is_open() && self.random.below(2) == 0 {
                self.give_an_order(who);
            } else {
                self.begin_sync(who);
            }
        }
        self.drive(who).await;
        Ok(())
    }

    fn begin_sync(&mut self, who: usize) {
        let actor = &mut self.actors[who];
        if actor.is_open() {
            let desktop = actor.desktop();
            actor.begin("sync", async move { said(desktop.sync_pass().await) });
        } else {
            actor.open();
            let desktop = actor.desktop();
            actor.begin("start", async move { format!("{:?}", desktop.status().await.stage) });
        }
    }

    fn give_an_order(&mut self, who: usize) {
        let (ledger, random) = (self.ledger.clone(), self.random.branch());
        let actor = &mut self.actors[who];
        actor.begin("order", orders::act(actor.desktop(), who, ledger, random));
    }

    async fn drive(&mut self, who: usize) {
        let actor = &mut self.actors[who];
        let name = SEATS[who].0;
        match actor.drive().await {
            Came::ToTheNetwork => {
                let sent = actor.line.sent().expect("what it sent");
                self.note(format!("{name} sends {}", shown(&sent)));
            }
            Came::ToTheEnd(what, outcome) => self.note(format!("{name} has done: {what}: {outcome}")),
        }
    }

    /// Decides what becomes of the request a desktop waits for.
    async fn carry(&mut self, who: usize) -> Result<(), String> {
        if self.random.below(100) < self.weather.network {
            self.carry_badly(who).await?;
        } else {
            let parked = self.actors[who].line.take().expect("a request");
            let answered = self.serve(&parked.sent).await?;
            parked.answer(&answered);
        }
        self.drive(who).await;
        Ok(())
    }

    async fn carry_badly(&mut self, who: usize) -> Result<(), String> {
        let name = SEATS[who].0;
        let parked = self.actors[who].line.take().expect("a request");
        let sent = parked.sent.clone();
        let broken = [Reach::Sent, Reach::CutOff][self.random.below(2)];
        match self.random.below(8) {
            0 => {
                self.note(format!("{name}'s request does not leave"));
                parked.fail(Reach::NotSent);
            }
            1 => {
                self.note(format!("{name}'s request is lost: {broken:?}"));
                parked.fail(broken);
            }
            2 => {
                self.note(format!("{name}'s request is given up ({broken:?}), and under way"));
                self.send_late(sent);
                parked.fail(broken);
            }
            3 => {
                self.serve(&sent).await?;
                self.note(format!("the reply to {name} is lost: {broken:?}"));
                parked.fail(broken);
            }
            4 => {
                let answered = self.serve(&sent).await?;
                let at = self.random.below(answered.body.len().max(1));
                self.note(format!("the reply to {name} is cut after {at} bytes"));
                parked.answer_cut(&answered, at);
            }
            5 => {
                let status = [StatusCode::OK, StatusCode::FOUND, StatusCode::BAD_GATEWAY][self.random.below(3)];
                self.note(format!("a page in place of the reply to {name}: {status}"));
                parked.answer(&page(status));
            }
            6 => {
                let first = self.serve(&sent).await?;
                let second = self.serve(&sent).await?;
                self.note(format!("{name}'s request arrives twice"));
                parked.answer(if self.random.below(2) == 0 { &first } else { &second });
            }
            _ => {
                let answered = self.serve(&sent).await?;
                self.note(format!("{name}'s request is under way once more"));
                self.send_late(sent);
                parked.answer(&answered);
            }
        }
        Ok(())
    }

    fn send_late(&mut self, sent: Sent) {
        let since = self.clock.now();
        self.late.push_back(Late { sent, since });
    }

    async fn deliver_late(&mut self) -> Result<(), String> {
        if self.late.is_empty() {
            return Ok(());
        }
        let which = self.random.below(self.late.len());
        let Some(Late { sent, since }) = self.late.remove(which) else {
            return Ok(());
        };
        if self.clock.now().duration_since(since) < LATEST {
            self.note("something late arrives");
            self.serve(&sent).await?;
        }
        Ok(())
    }

    /// The service handles a request. Of the feed it gives small pages, so that there are several.
    async fn serve(&mut self, sent: &Sent) -> Result<Answered, String> {
        let mut sent = sent.clone();
        if let Some((path, query)) = sent.path.split_once("/changes?") {
            let rest = query.split_once('&').map_or("", |(_, rest)| rest);
            sent.path = format!("{path}/changes?limit={}&{rest}", 1 + self.random.below(9));
        }
        let answered = self.service.handle(&sent).await;
        let body = String::from_utf8_lossy(&answered.body);
        self.note(format!(
            "the service: {} → {} {body}",
            shown(&sent),
            answered.status.as_u16()
        ));
        if answered.status.is_server_error() {
            return Err(format!("the service fails at {}: {body}", shown(&sent)));
        }
        Ok(answered)
    }

    async fn crash(&mut self) -> Result<(), String> {
        if self.random.below(3) == 0 {
            self.service.crash().await;
            self.note("the service crashes");
            return Ok(());
        }
        let who = self.random.below(self.actors.len());
        let name = SEATS[who].0;
        if self.random.below(2) == 0 {
            let random = &self.random;
            if let Some(left) = self.actors[who].crash_earlier(|commits| random.below(commits)).await {
                self.note(format!("{name} has crashed after commit {left}"));
                return Ok(());
            }
        }
        let on_the_wire = self.actors[who].crash();
        self.note(format!("{name} crashes"));
        if let Some(sent) = on_the_wire.filter(|_| self.random.below(2) == 0) {
            self.send_late(sent);
        }
        Ok(())
    }

    async fn go_back_or_prepare_to(&mut self) -> Result<(), String> {
        if self.random.below(2) == 0 {
            self.service.back_up().await;
            self.note("a backup is made");
        } else if self.service.restore().await {
            self.went_back = true;
            self.note("the service goes back to its backup");
        }
        Ok(())
    }

    async fn end_a_session(&mut self) -> Result<(), String> {
        let who = self.random.below(self.actors.len());
        if let Some(token) = self.actors[who].token() {
            let ended = self
                .service
                .ask(Method::DELETE, "/sessions/current", &token, None)
                .await;
            self.note(format!(
                "{}'s session is ended: {}",
                SEATS[who].0,
                ended.status.as_u16()
            ));
        }
        Ok(())
    }

    /// The network is good again, and everybody catches up until nothing changes any more.
    async fn quieten(&mut self) -> Result<(), String> {
        self.note("quiet");
        self.weather.network = 0;
        while !self.late.is_empty() {
            self.deliver_late().await?;
        }
        // One to open what is closed, one to send what waits, one to hear of what the others sent.
        for _ in 0..3 {
            for who in 0..self.actors.len() {
                self.finish(who).await?;
                self.begin_sync(who);
                self.finish(who).await?;
            }
        }
        Ok(())
    }

    async fn finish(&mut self, who: usize) -> Result<(), String> {
        let mut requests = 0;
        while self.actors[who].is_busy() {
            requests += 1;
            if requests > MOST_REQUESTS {
                return Err(format!("{} does not come to an end", SEATS[who].0));
            }
            if self.actors[who].line.is_busy() {
                self.carry(who).await?;
            } else {
                self.drive(who).await;
            }
        }
        Ok(())
    }
}

fn said<T>(outcome: Result<T, roster_client::view::CommandError>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(error) => format!("{:?} {:?} {}", error.kind, error.code, error.detail),
    }
}

fn shown(sent: &Sent) -> String {
    let mut shown = format!("{} {}", sent.method, sent.path);
    for name in ["if-match", "idempotency-key"] {
        if let Some(value) = sent.headers.get(name) {
            let _ = write!(shown, " {name}: {}", value.to_str().unwrap_or_default());
        }
    }
    let _ = write!(shown, " {}", String::from_utf8_lossy(&sent.body));
    shown
}
