# Names that mails, pages and the desktop have in common: one thing is called the same everywhere.

roster = Roster

# Roles
role-user = User
role-administrator = Administrator

# Additional permissions
permission-billing-manager = Billing Manager

# Languages, each in its own words, so that a reader finds theirs in any of them
language-en = English
language-fr = Français
language-es = Español
language-de = Deutsch
language-pt-BR = Português (Brasil)
language-ar = العربية

# Where a user stands in their account
status-pending = Invited
status-active = Active
status-removed = Removed
