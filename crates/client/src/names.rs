//! How people are called on this computer.

use std::sync::LazyLock;

use roster_domain::full_name_in;

static LOCALE: LazyLock<String> = LazyLock::new(|| sys_locale::get_locale().unwrap_or_default());

/// A person's name as readers of the system's locale expect it.
pub(crate) fn full_name(first: &str, last: &str) -> String {
    full_name_in(&LOCALE, first, last)
}
