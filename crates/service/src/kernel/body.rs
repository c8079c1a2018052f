//! Reads the body of a request: as much as may be, no longer than it may take, and no sooner than it is known who sends it.

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use roster_contract::ProblemCode;
use serde_json::Value;

use crate::app::App;
use crate::kernel::client_address;
use crate::kernel::fields::Fields;
use crate::kernel::intake::Share;
use crate::kernel::json;
use crate::kernel::refusal::Refusal;
use crate::limits::Limits;

mod pace;

use pace::Pace;

/// The largest body a route takes, unless it says otherwise.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The largest body of `POST /users/bulk`.
pub const BULK_BODY_LIMIT: usize = 8 * 1024 * 1024;

/// The largest body of someone who has no session, and the most that is read before it is known whether there is one.
pub const GUEST_BODY_LIMIT: usize = 16 * 1024;

/// A request's body: its bytes, which an idempotency key is compared by. They are empty, or JSON.
#[derive(Debug)]
pub struct JsonBody {
    pub bytes: Vec<u8>,
    has_too_many_values: bool,
    /// What it takes of what is held at once.
    _share: Share,
}

impl JsonBody {
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Its fields, read anew each time: they are larger than the bytes.
    pub fn fields(&self) -> Fields {
        if self.is_empty() {
            return Fields::of(None);
        }
        if self.has_too_many_values {
            return Fields::of_too_many_values();
        }
        Fields::of(serde_json::from_slice::<Value>(&self.bytes).ok())
    }
}

/// A body on its way, of which so much is known that it may be read.
#[derive(Debug)]
pub struct Arriving {
    body: Body,
    bytes: Vec<u8>,
    /// A piece for which there was no room before it was known who sends it.
    aside: Option<Bytes>,
    limit: usize,
    limits: Limits,
    share: Share,
    /// Whether a media type was given. Only an empty body may come without one.
    is_declared: bool,
    is_whole: bool,
    pace: Pace,
}

impl Arriving {
    /// Refuses, in this order, another type than JSON, and more bytes than the limit.
    pub fn json(parts: &Parts, body: Body, limit: usize, app: &App) -> Result<Self, Refusal> {
        let declared = parts.headers.get(header::CONTENT_TYPE).map(is_json);
        if declared == Some(false) || (declared.is_none() && body.size_hint().lower() > 0) {
            return Err(ProblemCode::UnsupportedMediaType.into());
        }
        Self::of(parts, body, limit, app, declared.is_some())
    }

    /// The body of a form whose type the caller has looked at.
    pub fn form(parts: &Parts, body: Body, app: &App) -> Result<Self, Refusal> {
        Self::of(parts, body, GUEST_BODY_LIMIT, app, true)
    }

    fn of(parts: &Parts, body: Body, limit: usize, app: &App, is_declared: bool) -> Result<Self, Refusal> {
        if announced(parts, &body) > limit as u64 {
            return Err(ProblemCode::BodyTooLarge.into());
        }
        Ok(Self {
            is_whole: body.is_end_stream(),
            body,
            bytes: Vec::new(),
            aside: None,
            limit,
            limits: app.settings.limits.clone(),
            share: app.intake.share(client_address::of(parts, app)),
            is_declared,
            pace: Pace::begin(),
        })
    }

    /// Reads what may be read before it is known who sends it. Whether that is all of it: it is not where those who are not known
    /// hold too much already, for that is no reason to refuse one who has a session.
    pub async fn begin(&mut self) -> Result<bool, Refusal> {
        if self.body.size_hint().lower() > GUEST_BODY_LIMIT as u64 {
            return Ok(self.is_whole);
        }
        while self.bytes.len() <= GUEST_BODY_LIMIT {
            let Some(piece) = self.next_piece().await? else { break };
            if self.make_room(piece.len()).is_err() {
                self.aside = Some(piece);
                return Ok(false);
            }
            self.bytes.extend_from_slice(&piece);
        }
        Ok(self.is_whole)
    }

    /// For when its sender turned out to have a session: from now on it counts among the bodies of those who have one.
    pub fn count_as_known(&mut self) -> Result<(), Refusal> {
        self.share.become_known(&self.limits)
    }

    /// Reads the rest.
    pub async fn bytes(mut self) -> Result<(Vec<u8>, Share), Refusal> {
        self.pace = Pace::begin();
        while let Some(piece) = self.next_piece().await? {
            self.make_room(piece.len())?;
            self.bytes.extend_from_slice(&piece);
        }
        Ok((self.bytes, self.share))
    }

    /// Reads the rest, which has to be JSON.
    pub async fn into_json(self) -> Result<JsonBody, Refusal> {
        let (bytes, share) = self.bytes().await?;
        let values = match bytes.as_slice() {
            [] => 0,
            text => json::count_values(text).map_err(|_| ProblemCode::InvalidJson)?,
        };
        Ok(JsonBody {
            bytes,
            has_too_many_values: values > json::MOST_VALUES,
            _share: share,
        })
    }

    /// The next piece, if it may be taken; none after the last.
    async fn next_piece(&mut self) -> Result<Option<Bytes>, Refusal> {
        if let Some(piece) = self.aside.take() {
            return Ok(Some(piece));
        }
        if self.is_whole {
            return Ok(None);
        }
        let Some(piece) = self.pace.next(&mut self.body, &self.limits).await? else {
            self.is_whole = true;
            return Ok(None);
        };
        let length = self.bytes.len() + piece.len();
        if !self.is_declared && length > 0 {
            return Err(ProblemCode::UnsupportedMediaType.into());
        }
        if length > self.limit {
            return Err(ProblemCode::BodyTooLarge.into());
        }
        Ok(Some(piece))
    }

    /// Makes room for a piece; once it is known who sends it, for all that was announced, so that nothing is moved. Before, to
    /// announce much takes up nothing.
    fn make_room(&mut self, more: usize) -> Result<(), Refusal> {
        let length = self.bytes.len() + more;
        if length <= self.bytes.capacity() {
            return Ok(());
        }
        let to_come = if self.share.is_known() {
            usize::try_from(self.body.size_hint().lower()).unwrap_or_default()
        } else {
            0
        };
        let room = (length + to_come).max(2 * self.bytes.len()).min(self.limit);
        self.share.grow_to(room, &self.limits)?;
        self.bytes.reserve_exact(room - self.bytes.len());
        Ok(())
    }
}

/// How many bytes are said to come: zero where nothing is said.
fn announced(parts: &Parts, body: &Body) -> u64 {
    let header = parts.headers.get(header::CONTENT_LENGTH);
    let said = header.and_then(|value| value.to_str().ok()?.parse().ok());
    said.unwrap_or(0).max(body.size_hint().lower())
}

fn is_json(content_type: &HeaderValue) -> bool {
    essence(content_type).eq_ignore_ascii_case("application/json")
}

/// A media type without its parameters.
fn essence(content_type: &HeaderValue) -> &str {
    let text = content_type.to_str().unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim()
}

/// Whether a body is said to be a form.
pub fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| essence(kind).eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use hyper::body::{Frame, SizeHint};

    use super::*;
    use crate::kernel::intake::Intake;

    /// A body of which one byte comes, and then nothing, though so many more were announced.
    struct Begun {
        first: Option<Bytes>,
        announced: u64,
    }

    impl HttpBody for Begun {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            let first = self.first.take();
            first.map_or(Poll::Pending, |piece| Poll::Ready(Some(Ok(Frame::data(piece)))))
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::with_exact(self.announced)
        }
    }

    fn begun(announced: u64) -> Body {
        Body::new(Begun {
            first: Some(Bytes::from_static(b" ")),
            announced,
        })
    }

    fn limits() -> Limits {
        Limits {
            unknown_bytes_in_all: 100,
            ..Limits::default()
        }
    }

    fn arriving(intake: &Intake, body: Body) -> Arriving {
        Arriving {
            is_whole: body.is_end_stream(),
            body,
            bytes: Vec::new(),
            aside: None,
            limit: BODY_LIMIT,
            limits: limits(),
            share: intake.share(None),
            is_declared: true,
            pace: Pace::begin(),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn to_announce_much_takes_up_nothing_before_its_sender_is_known() {
        let intake = Intake::default();
        let mut of_a_guest = arriving(&intake, begun(10_000));
        assert!(of_a_guest.begin().await.is_err());
        assert_eq!(intake.held(), (1, 0));
        let mut of_a_member = arriving(&intake, begun(10_000));
        of_a_member.count_as_known().unwrap();
        assert!(of_a_member.begin().await.is_err());
        assert_eq!(intake.held(), (1, 10_001));
        drop((of_a_guest, of_a_member));
        assert!(intake.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn where_the_unknown_hold_too_much_guests_are_refused_and_those_with_a_session_are_not() {
        let intake = Intake::default();
        let mut others = intake.share(None);
        others.grow_to(100, &limits()).unwrap();
        assert!(arriving(&intake, Body::from("{}")).into_json().await.is_err());
        let mut of_a_member = arriving(&intake, Body::from("{}"));
        assert!(!of_a_member.begin().await.unwrap());
        of_a_member.count_as_known().unwrap();
        let body = of_a_member.into_json().await.unwrap();
        assert_eq!(body.bytes, b"{}");
        assert_eq!(intake.held(), (100, 2));
        drop((others, body));
        assert!(intake.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_read_ahead_moves_over_with_its_sender() {
        let intake = Intake::default();
        let mut of_a_member = arriving(&intake, Body::from("{\"a\":1}"));
        assert!(of_a_member.begin().await.unwrap());
        assert_eq!(intake.held(), (7, 0));
        of_a_member.count_as_known().unwrap();
        assert_eq!(intake.held(), (0, 7));
        let body = of_a_member.into_json().await.unwrap();
        assert_eq!(body.bytes, b"{\"a\":1}");
        drop(body);
        assert!(intake.is_empty());
    }
}
