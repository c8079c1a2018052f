use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use roster_contract::{AuditPage, CreateUser, Problem, ProblemCode, User, UserPage};
use roster_domain::pending::{Course, restoration_meets};
use roster_domain::{Denial, LoginEmail, UserId, UserStatus};
use roster_replica::pending::{PendingEdit, StoredChange};
use url::form_urlencoded;

use super::send::Stopped;
use crate::audit;
use crate::desktop::Desktop;
use crate::http::{Call, CallError, user_path};
use crate::session::Session;
use crate::view::AuditFilter;

/// How far the service's clock may be behind this one.
const CLOCKS_DIFFER_BY: SignedDuration = SignedDuration::from_hours(1);

/// Users of one page, the most there are.
const PAGE: u32 = 200;

impl Desktop {
    /// Finds out whether a change took effect, where sending it again would not tell. It is done if so; otherwise it
    /// becomes another request, under a new key.
    pub(super) async fn look(&self, session: &Arc<Session>, change: &StoredChange) -> Result<(), Stopped> {
        match self.find_out(session, change).await {
            Ok(Found { user, in_force: true }) => self.is_done(session, change, user).await,
            Ok(Found { user, in_force: false }) => self.go_by(session, change, user).await,
            // One who may not look any more: nothing is to wait behind what they cannot find out.
            Err(CallError::Refused(refusal)) => self.take_refusal(session, change, false, *refusal).await,
            Err(error) => Err(Stopped::Unreachable(error)),
        }
    }

    async fn find_out(&self, session: &Session, change: &StoredChange) -> Result<Found, CallError> {
        let user = match change.edit.subject() {
            Some(id) => self.look_at(session, id).await?,
            None => self.look_for_created(session, change).await?,
        };
        let in_force = match (&change.edit, &user) {
            (PendingEdit::ResendInvitation { id }, Some(_)) => self.look_for_resent(session, change, *id).await?,
            _ => false,
        };
        Ok(Found { user, in_force })
    }

    async fn go_by(&self, session: &Arc<Session>, change: &StoredChange, found: Option<User>) -> Result<(), Stopped> {
        let removes = matches!(
            change.edit,
            PendingEdit::Remove { .. } | PendingEdit::DeleteInvitation { .. }
        );
        match (found, change.edit.subject()) {
            (Some(created), None) => self.is_done(session, change, Some(created)).await,
            (None, None) => self.base_anew(session, change, change.edit.clone(), None).await,
            (Some(theirs), Some(_)) => self.look_and_meet(session, change, theirs).await,
            (None, Some(_)) if removes => self.is_done(session, change, None).await,
            (None, Some(_)) => {
                self.is_refused(session, change, Problem::new(ProblemCode::NotFound))
                    .await
            }
        }
    }

    async fn look_and_meet(&self, session: &Arc<Session>, change: &StoredChange, theirs: User) -> Result<(), Stopped> {
        match &change.edit {
            PendingEdit::Restore { .. } => {
                let course = restoration_meets(theirs.status);
                self.go_on(session, change, theirs, course).await
            }
            PendingEdit::ResendInvitation { .. } => {
                let course = match theirs.status {
                    UserStatus::Pending => Course::Again,
                    UserStatus::Active | UserStatus::Removed => Course::Refused(Denial::WrongStatus),
                };
                self.go_on(session, change, theirs, course).await
            }
            _ => self.meet(session, change, theirs).await,
        }
    }

    /// The service may have had a change since then, by its own clock. When it was first sent was noted by this computer's, which says
    /// nothing any more once it was put back to before that.
    fn sent_since(&self, session: &Session, change: &StoredChange) -> Timestamp {
        let sent = change.first_sent_at.unwrap_or(change.made_at);
        if sent > self.clock.now() {
            return Timestamp::UNIX_EPOCH;
        }
        session.api.service_clock().at(sent) - CLOCKS_DIFFER_BY
    }

    async fn look_at(&self, session: &Session, id: UserId) -> Result<Option<User>, CallError> {
        match session.api.call(&Call::get(user_path(id))).await {
            Ok(user) => Ok(Some(user)),
            Err(CallError::Refused(refusal)) if refusal.problem.code == ProblemCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether whoever is signed in had the invitation sent again since it was first sent. The user's record does not tell by whom;
    /// the account's log does. Of what they did just before, the revision tells that it was before.
    async fn look_for_resent(&self, session: &Session, change: &StoredChange, id: UserId) -> Result<bool, CallError> {
        let by_me = AuditFilter {
            action: Some("invitation.resent".to_owned()),
            actor: Some(session.actor().id.to_string()),
            target: Some(id.to_string()),
            from: Some(self.sent_since(session, change).to_string()),
            ..AuditFilter::default()
        };
        let call = Call::get(audit::path("/audit", &[("sort", "-seq"), ("limit", "1")], &by_me));
        let page: AuditPage = session.api.call(&call).await?;
        Ok(page
            .items
            .first()
            .is_some_and(|newest| newest.revision > change.first_sent_after))
    }

    /// The user whom a creation made, if it did: with that login email and role, invited by whoever is signed in, since it was
    /// first sent.
    async fn look_for_created(&self, session: &Session, change: &StoredChange) -> Result<Option<User>, CallError> {
        let PendingEdit::Create { user: asked } = &change.edit else {
            return Ok(None);
        };
        let call = search_for(asked.login_email.trim());
        let page: UserPage = session.api.call(&call).await?;
        let since = self.sent_since(session, change);
        let me = session.actor().id;
        let created = |user: &User| {
            has_login(user, asked)
                && user.role == asked.role
                && Timestamp::from(user.created_at) >= since
                && user.invitation.as_ref().is_none_or(|invitation| {
                    let inviter = invitation.invited_by.as_ref();
                    inviter.is_some_and(|inviter| inviter.id == me)
                })
        };
        Ok(page.items.into_iter().find(created))
    }
}

/// What became of a change, as far as the service shows it.
struct Found {
    /// The user whom it is about, or whom it made.
    user: Option<User>,
    /// Whether it took effect, where the user's record does not tell.
    in_force: bool,
}

fn search_for(login_email: &str) -> Call {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", login_email)
        .append_pair("limit", &PAGE.to_string())
        .finish();
    Call::get(format!("/users?{query}"))
}

fn has_login(user: &User, asked: &CreateUser) -> bool {
    let login = LoginEmail::presented_key(&user.login_email);
    login.is_some() && login == LoginEmail::presented_key(&asked.login_email)
}
