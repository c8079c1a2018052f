//! `POST /invitations/accept`, and the form on the page of the invited: sets a password, and with it makes them active.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use roster_contract::{Problem, ProblemCode};
use roster_domain::{
    AccountId, InvitationStanding, InvitationToken, Language, NewPassword, PersonalWords, UserStatus, status_at,
};
use roster_store::accounts::{self, AccountRecord};
use roster_store::invitations::{self, InvitationRecord};
use roster_store::users::{self, UserRecord};
use roster_store::{mails, sessions};
use secrecy::{ExposeSecret, SecretString};

use crate::app::App;
use crate::kernel::audit_entry::Target;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, GuestCommand, Outcome, Unit, UnitRequest};
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
struct Attempt {
    token_hash: [u8; 32],
    account: AccountId,
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
pub async fn accept(command: GuestCommand) -> Result<Response, Refusal> {
    let mut fields = command.fields()?;
    let token = fields.required::<String>("token");
    let password = fields.required::<SecretString>("password");
    let language = fields.nullable::<Language>("language");
    let Some(token) = token else {
        fields.finish()?;
        return Err(ProblemCode::InvitationUnknown.into());
    };
    let attempt = Attempt::prepare(
        &command.app,
        &token,
        Form {
            fields,
            password,
            language,
        },
    )
    .await?;
    let account = attempt.account;
    Ok(command
        .write(account, Effect::Change, move |unit| {
            Box::pin(decide(unit, attempt, SignIn::Yes))
        })
        .await)
}

/// Accepts an invitation on its page. A link that is not in force is refused with the same codes as in the API, a password
/// with an error of the field `password`. Nobody is signed in: the page has nothing to keep a session in.
pub async fn accept_invitation(
    app: &App,
    origin: Origin,
    token: &str,
    password: SecretString,
    language: Option<Language>,
) -> Result<(), Refusal> {
    let form = Form {
        fields: Fields::of(None),
        password: Some(password),
        language,
    };
    let attempt = Attempt::prepare(app, token, form).await?;
    let request = UnitRequest {
        app: app.clone(),
        account: attempt.account,
        origin,
        effect: Effect::Change,
        key: None,
    };
    let reply = request
        .decide(move |unit| Box::pin(decide(unit, attempt, SignIn::No)))
        .await?;
    reply.problem().map_or(Ok(()), |problem| Err(problem.into()))
}

async fn decide(unit: &mut Unit, attempt: Attempt, sign_in: SignIn) -> Result<Outcome, Refusal> {
    let unknown = ProblemCode::InvitationUnknown;
    let invitation = invitations::by_token_hash(&mut unit.tx, &attempt.token_hash)
        .await?
        .ok_or(unknown)?;
    require_in_force(&invitation, unit.now)?;
    let prepared = attempt.judged?;
    let before = users::get(&mut unit.tx, unit.account, invitation.user_id).await?;
    let before = before
        .filter(|user| user.status == UserStatus::Pending)
        .ok_or(ProblemCode::InvitationRevoked)?;
    if !invitations::mark_used(&mut unit.tx, invitation.id).await? {
        return Err(ProblemCode::InvitationUsed.into());
    }
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
    unit.audit(Some(&after), "invitation.accepted", Some(Target::user(&after)), changes)
        .await?;
    Ok(Outcome::Changed(match sign_in {
        SignIn::Yes => Reply::json(StatusCode::CREATED, &open::open(unit, &after, Device::default()).await?),
        SignIn::No => Reply::no_content(),
    }))
}

impl Attempt {
    /// Judges the link first, then the fields.
    async fn prepare(app: &App, token: &str, form: Form) -> Result<Self, Refusal> {
        let token = InvitationToken::parse(token).map_err(|_| ProblemCode::InvitationUnknown)?;
        let mut tx = app.store.begin_read().await?;
        let found = invitations::by_token_hash(&mut tx, &token.hash()).await?;
        let invitation = found.ok_or(ProblemCode::InvitationUnknown)?;
        let user = users::get(&mut tx, invitation.account_id, invitation.user_id).await?;
        let account = accounts::get(&mut tx, invitation.account_id).await?;
        tx.commit().await?;
        let judged = match (require_in_force(&invitation, app.now()), user.zip(account)) {
            (Err(refusal), _) => Err(refusal),
            (Ok(()), None) => Err(ProblemCode::InvitationRevoked.into()),
            (Ok(()), Some((user, account))) => prepare(app, form, &user, &account).await.map_err(Refusal::from),
        };
        Ok(Self {
            token_hash: token.hash(),
            account: invitation.account_id,
            judged,
        })
    }
}

async fn prepare(app: &App, form: Form, user: &UserRecord, account: &AccountRecord) -> Result<Prepared, Problem> {
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
    Ok(Prepared {
        password_hash: app.hasher.hash(password.into_secret()).await,
        language,
    })
}

fn require_in_force(invitation: &InvitationRecord, now: Timestamp) -> Result<(), Refusal> {
    match status_at(invitation.state, invitation.expires_at.timestamp(), now) {
        InvitationStanding::Valid => Ok(()),
        InvitationStanding::Expired => Err(ProblemCode::InvitationExpired.into()),
        InvitationStanding::Used => Err(ProblemCode::InvitationUsed.into()),
        InvitationStanding::Revoked => Err(ProblemCode::InvitationRevoked.into()),
    }
}
