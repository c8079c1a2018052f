use serde::Serialize;

/// What the organisation that looks after this computer has fixed on it, as far as it shows in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyStatus {
    /// The address of the only server that one may connect to, if there is but one.
    pub server: Option<String>,
    /// It is not clear which server that is, so none can be chosen.
    pub server_unclear: bool,
    /// Whether *Use on this computer* is offered: it is allowed, or something is kept here already.
    pub offers_this_computer: bool,
    /// The language that the window speaks, whatever was chosen.
    pub language: Option<WindowLanguage>,
    /// The service in view is not the one that is allowed, so nobody can sign in there.
    pub no_sign_in_here: bool,
    /// What in it cannot be understood, in English, for those who wrote it.
    pub problems: Vec<String>,
}

/// A language that the window speaks; people can be spoken to in others, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum WindowLanguage {
    En,
    Fr,
}

impl WindowLanguage {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// As BCP 47 names it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}
