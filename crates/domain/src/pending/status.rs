use crate::{Denial, UserStatus};

/// How a change of a user's status goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// What was asked for is so already, whoever saw to it.
    Done,
    /// It still means what it meant: it is sent, based on the record as it is now.
    Again,
    /// It would mean something else by now.
    Refused(Denial),
}

/// A removal meets a user of this status, or nobody. One who was restored meanwhile has an invitation, and an invitation
/// is not what was to be taken away.
pub fn removal_meets(status: Option<UserStatus>) -> Course {
    match status {
        None | Some(UserStatus::Removed) => Course::Done,
        Some(UserStatus::Active) => Course::Again,
        Some(UserStatus::Pending) => Course::Refused(Denial::WrongStatus),
    }
}

/// The deletion of an invitation meets a user of this status, or nobody. An invitation accepted meanwhile is an access,
/// which nobody asked to take away.
pub fn deletion_meets(status: Option<UserStatus>) -> Course {
    match status {
        None | Some(UserStatus::Removed) => Course::Done,
        Some(UserStatus::Pending) => Course::Again,
        Some(UserStatus::Active) => Course::Refused(Denial::WrongStatus),
    }
}

/// A restoration that may have been done meets a user of this status.
pub fn restoration_meets(status: UserStatus) -> Course {
    match status {
        UserStatus::Removed => Course::Again,
        UserStatus::Pending | UserStatus::Active => Course::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_so_already_is_done_and_what_would_mean_something_else_is_refused() {
        let refused = Course::Refused(Denial::WrongStatus);
        let (active, pending, removed) = (UserStatus::Active, UserStatus::Pending, UserStatus::Removed);
        for (status, removal, deletion) in [
            (None, Course::Done, Course::Done),
            (Some(removed), Course::Done, Course::Done),
            (Some(active), Course::Again, refused),
            (Some(pending), refused, Course::Again),
        ] {
            assert_eq!(
                (removal_meets(status), deletion_meets(status)),
                (removal, deletion),
                "{status:?}"
            );
        }
        assert_eq!(
            [removed, pending, active].map(restoration_meets),
            [Course::Again, Course::Done, Course::Done]
        );
    }
}
