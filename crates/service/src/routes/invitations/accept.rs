//! `POST /invitations/accept`, and the form on the page of the invited: sets a password, and with it makes them active.

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use jiff::Timestamp;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{
    AccountId, Counter, InvitationStanding, InvitationToken, Language, NewPassword, PersonalWords, UserStatus,
    status_at,
};
use roster_store::accounts::{self, AccountRecord};
use roster_store::invitations::{self, InvitationRecord};
use roster_store::users::{self, UserRecord};
use roster_store::{Scope, mails, sessions};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::OwnedMutexGuard;

use crate::app::App;
use crate::kernel::attempt::Attempt;
use crate::kernel::audit_entry::Target;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::guest_command::GuestCommand;
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::refused::Refused;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};
use crate::routes::sessions::open::{self, Device};

/// What was sent along with a link.
#[derive(Debug)]
struct Form {
    /// What is wrong with the fields so far.
    fields: Fields,
    password: Option<SecretString>,
    language: Option<Language>,
}

/// An acceptance as far as it can be judged without the account's lock; hashing a password takes long.
#[derive(Debug)]
struct Acceptance {
    token_hash: [u8; 32],
    account: AccountId,
    attempt: Attempt,
    judged: Result<Prepared, Refusal>,
}

#[derive(Debug)]
struct Prepared {
    password_hash: String,
    language: Option<Language>,
}

/// Whether acceptance signs the person in where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignIn {
    Yes,
    /// Nobody would hold the session's token.
    No,
}

/// The route of the API: replies like `POST /sessions`.
pub async fn accept(mut command: GuestCommand) -> Result<Response, Refusal> {
    let mut fields = command.fields()?;
    let token = fields.required::<String>("token");
    let password = fields.required::<SecretString>("password");
    let language = fields.nullable::<Language>("language");
    let Some(token) = token else {
        fields.finish()?;
        return Err(ProblemCode::InvitationUnknown.into());
    };
    let (acceptance, _turn) = Acceptance::prepare(
        &command.app,
        command.parts(),
        &token,
        Form {
            fields,
            password,
            language,
        },
    )
    .await?;
    let account = acceptance.account;
    command.shows(&Counter::of_link(&command.app.secret_key, &acceptance.token_hash));
    Ok(command
        .write(account, Effect::Change, move |unit| {
            Box::pin(decide(unit, acceptance, SignIn::Yes))
        })
        .await)
}

/// Accepts an invitation on its page. A link that is not in force is refused with the same codes as in the API, a password
/// with an error of the field `password`. Nobody is signed in: the page has nothing to keep a session in.
pub async fn accept_invitation(
    app: &App,
    parts: &Parts,
    token: &str,
    password: SecretString,
    language: Option<Language>,
) -> Result<(), Refusal> {
    let form = Form {
        fields: Fields::of(None),
        password: Some(password),
        language,
    };
    let (acceptance, _turn) = Acceptance::prepare(app, parts, token, form).await?;
    let request = UnitRequest {
        app: app.clone(),
        account: acceptance.account,
        origin: Origin::of(parts, app),
        effect: Effect::Change,
        key: None,
        tx: None,
    };
    let reply = request
        .decide(move |unit| Box::pin(decide(unit, acceptance, SignIn::No)))
        .await?;
    reply.problem().map_or(Ok(()), |problem| Err(problem.into()))
}

async fn decide(unit: &mut Unit, acceptance: Acceptance, sign_in: SignIn) -> Result<Outcome, Refusal> {
    let unknown = ProblemCode::InvitationUnknown;
    let invitation = invitations::by_token_hash(&mut unit.tx, &acceptance.token_hash)
        .await?
        .ok_or(unknown)?;
    let user = users::get(&mut unit.tx, unit.account, invitation.user_id).await?;
    let token_hash = acceptance.token_hash;
    let decided = enter(unit, acceptance, sign_in, &invitation, user.clone()).await;
    if let Err(refusal) = &decided {
        note_refused(unit, refusal, user, &token_hash);
    }
    decided
}

/// Notes that a link was used which is not in force any more.
fn note_refused(unit: &Unit, refusal: &Refusal, user: Option<UserRecord>, token_hash: &[u8; 32]) {
    let Refusal::Problem(problem) = refusal else { return };
    let ended = [
        ProblemCode::InvitationExpired,
        ProblemCode::InvitationUsed,
        ProblemCode::InvitationRevoked,
    ];
    if ended.contains(&problem.code) {
        let refused = Refused {
            account: unit.account,
            action: "invitation.refused",
            actor: None,
            user,
            reason: Some(problem.code),
            noted_under: Some(Counter::of_ended_link(&unit.app.secret_key, token_hash)),
        };
        refused.note(&unit.app, unit.origin.clone());
    }
}

async fn enter(
    unit: &mut Unit,
    acceptance: Acceptance,
    sign_in: SignIn,
    invitation: &InvitationRecord,
    before: Option<UserRecord>,
) -> Result<Outcome, Refusal> {
    require_in_force(invitation, unit.now)?;
    let prepared = acceptance.judged?;
    let before = before
        .filter(|user| user.status == UserStatus::Pending)
        .ok_or(ProblemCode::InvitationRevoked)?;
    if !invitations::mark_used(&mut unit.tx, invitation.id).await? {
        return Err(ProblemCode::InvitationUsed.into());
    }
    acceptance.attempt.succeed(&mut unit.tx).await?;
    mails::cancel_for_invitation(&mut unit.tx, invitation.id).await?;
    let mut after = UserRecord {
        status: UserStatus::Active,
        entered: true,
        password_hash: Some(prepared.password_hash),
        language: prepared.language.unwrap_or(before.language),
        ..before.clone()
    };
    let changes = unit.rewrite_user(&before, &mut after).await?;
    // One who was restored may have left sessions behind.
    sessions::end_all_of(&mut unit.tx, after.id, None).await?;
    unit.audit(Some(&after), "invitation.accepted", Some(Target::user(&after)), changes);
    Ok(Outcome::Changed(match sign_in {
        SignIn::Yes => {
            Reply::json(StatusCode::CREATED, &open::open(unit, &after, Device::default()).await?).with_secret()
        }
        SignIn::No => Reply::no_content(),
    }))
}

impl Acceptance {
    /// Judges the link first, then the fields. The same link sent at once waits for its turn, which is over when the guard is
    /// dropped.
    async fn prepare(
        app: &App,
        parts: &Parts,
        token: &str,
        form: Form,
    ) -> Result<(Self, OwnedMutexGuard<()>), Refusal> {
        let guess = Attempt::from_address(app, parts).await?;
        let Ok(token) = InvitationToken::parse(token) else {
            return Err(guess.failed(ProblemCode::InvitationUnknown).await);
        };
        let turn = app.turns.take(token.hash()).await;
        let attempt = Attempt::of_its_own(app, Counter::of_link(&app.secret_key, &token.hash())).await?;
        let mut tx = app.store.begin_read(Scope::Platform).await?;
        let Some(invitation) = invitations::by_token_hash(&mut tx, &token.hash()).await? else {
            tx.commit().await?;
            return Err(guess.failed(ProblemCode::InvitationUnknown).await);
        };
        tx.narrow_to(invitation.account_id).await?;
        let user = users::get(&mut tx, invitation.account_id, invitation.user_id).await?;
        let account = accounts::get(&mut tx, invitation.account_id).await?;
        tx.commit().await?;
        let judged = match (require_in_force(&invitation, app.now()), user.zip(account)) {
            (Err(refusal), _) => Err(refusal),
            (Ok(()), None) => Err(ProblemCode::InvitationRevoked.into()),
            (Ok(()), Some((user, account))) => prepare(app, &attempt, form, &user, &account).await,
        };
        let acceptance = Self {
            token_hash: token.hash(),
            account: invitation.account_id,
            attempt,
            judged,
        };
        Ok((acceptance, turn))
    }
}

async fn prepare(
    app: &App,
    attempt: &Attempt,
    form: Form,
    user: &UserRecord,
    account: &AccountRecord,
) -> Result<Prepared, Refusal> {
    let (password, language) = match read(form, user, account) {
        Ok(read) => read,
        Err(problem) => return Err(attempt.failed(problem).await),
    };
    let _place = app.place_in_line()?;
    Ok(Prepared {
        password_hash: app.hasher.hash(password.into_secret()).await,
        language,
    })
}

fn read(form: Form, user: &UserRecord, account: &AccountRecord) -> Result<(NewPassword, Option<Language>), Problem> {
    let Form {
        mut fields,
        password,
        language,
    } = form;
    let words = PersonalWords::of([
        &user.first_name,
        &user.last_name,
        &user.login_email,
        &user.communication_email,
        &account.name,
    ]);
    let password = password.and_then(|password| {
        let problem = match NewPassword::parse(password.expose_secret(), &words) {
            Ok(password) => return Some(password),
            Err(problem) => problem,
        };
        fields.fault("password", FieldFault::new(problem.code(), problem.message()));
        None
    });
    fields.finish()?;
    let password = password.expect("a field without a fault was read");
    Ok((password, language))
}

fn require_in_force(invitation: &InvitationRecord, now: Timestamp) -> Result<(), Refusal> {
    match status_at(invitation.state, invitation.expires_at.timestamp(), now) {
        InvitationStanding::Valid => Ok(()),
        InvitationStanding::Expired => Err(ProblemCode::InvitationExpired.into()),
        InvitationStanding::Used => Err(ProblemCode::InvitationUsed.into()),
        InvitationStanding::Revoked => Err(ProblemCode::InvitationRevoked.into()),
    }
}
