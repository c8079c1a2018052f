//! What becomes of a change that was made without the service, once it meets what happened there meanwhile.
//!
//! Pure functions from what was seen, what was asked for and what is now, to how it goes on. The service still decides
//! everything that is sent: these only say whether, and with which fields, there is anything to send.

mod edit;
mod kind;
mod status;

pub use edit::{EditCourse, EditField, EditableFields, TypedEdit, edit_meets};
pub use kind::{PendingAction, PendingState};
pub use status::{Course, deletion_meets, removal_meets, restoration_meets};
