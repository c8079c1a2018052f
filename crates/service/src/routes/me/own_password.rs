//! That whoever asks knows their own password, and has not only found a session: judged before the account is locked, since hashing
//! takes long, and held on to until the write.

use roster_contract::ProblemCode;
use roster_domain::Counter;
use secrecy::SecretString;

use crate::kernel::attempt::Attempt;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::refused::Refused;
use crate::kernel::unit::Unit;
use crate::password_hasher::Verified;
use crate::routes::sessions::proof;

/// A password that was right a moment ago.
#[derive(Debug)]
pub struct OwnPassword {
    /// The hash that it was held against.
    hash: Option<String>,
    attempt: Attempt,
}

impl OwnPassword {
    /// Holds what was typed against the caller's password. A wrong one is noted, and slows down who tries on.
    pub async fn prove(command: &Command, typed: &SecretString) -> Result<Self, Refusal> {
        let (app, caller) = (command.app(), command.caller());
        let counter = Counter::of_session(&app.secret_key, caller.session);
        let attempt = Attempt::of(app, command.parts(), counter).await?;
        let _place = app.place_in_line()?;
        let hash = caller.user.password_hash.clone();
        match proof::verify(app, typed, hash.clone()).await {
            Verified::Wrong => {
                note_refused(command);
                Err(attempt.failed(ProblemCode::WrongPassword).await)
            }
            Verified::Right | Verified::RightButOutdated => Ok(Self { hash, attempt }),
        }
    }

    /// Whether it is still the password, in the transaction of what it was asked for. From then on nobody else changes it.
    pub async fn hold(self, unit: &mut Unit, caller: &Caller) -> Result<(), Refusal> {
        self.attempt.succeed(&mut unit.tx).await?;
        if caller.user.password_hash == self.hash {
            Ok(())
        } else {
            Err(ProblemCode::WrongPassword.into())
        }
    }
}

/// In a stolen session somebody may be guessing.
fn note_refused(command: &Command) {
    let (app, user) = (command.app(), &command.caller().user);
    let refused = Refused {
        actor: Some(user.clone()),
        ..Refused::of("password.refused", user.clone())
    };
    refused.note(app, Origin::of(command.parts(), app));
}
