# Mails. $by is "person" when somebody of the account invites, "restorer" when they invite someone back who was there before, "nobody"
# when the invitation comes from the operator.

moment-date = { $day } { $month ->
    [m01] January
    [m02] February
    [m03] March
    [m04] April
    [m05] May
    [m06] June
    [m07] July
    [m08] August
    [m09] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }
moment = { $date } at { $time } UTC

# Invitation
mail-invitation-subject = { $by ->
    [nobody] Your invitation to { $account } on Roster
    [restorer] { $inviter } has restored your access to { $account } on Roster
   *[person] { $inviter } invites you to { $account } on Roster
}
mail-invitation-preview = Choose a password and you’re in. The link works until { $untilDate }.
mail-invitation-heading = Welcome to { $account }
mail-greeting = Hello { $firstName },
mail-invitation-intro = { $by ->
    [nobody] You have been invited to join { $account } on Roster. All you need to do is choose a password.
    [restorer] { $inviter } has restored your access to { $account } on Roster. All you need to do is choose a new password.
   *[person] { $inviter } has invited you to join { $account } on Roster. All you need to do is choose a password.
}
mail-invitation-button = Accept the invitation
mail-invitation-link = If the button doesn’t work, copy this link into your browser:
mail-invitation-open = Open this link to accept the invitation:
mail-invitation-account = Account
mail-invitation-inviter = Invited by
mail-invitation-login = You will sign in with
mail-invitation-until = The link works once, until
mail-invitation-ignore = Not expecting this? You can ignore this email: nothing happens unless the invitation is accepted.
mail-invitation-footer = { $by ->
    [nobody] Roster sent you this email on behalf of { $account }. Replies to it aren’t read: if you have a question, ask your administrator.
   *[person] Roster sent you this email on behalf of { $account }. Replies to it aren’t read: if you have a question, ask { $inviter }.
}

# Notices. $by is "self" when the reader did it themselves, "person" when { $actor } did.
mail-notice-account = Account
mail-notice-when = When
mail-notice-footer = Roster sent you this email on behalf of { $account }. Replies to it aren’t read: if you have a question, ask an administrator of { $account }.
mail-email-changed-subject = Your communication email was changed
mail-email-changed-intro = { $by ->
    [self] You changed the address Roster uses to write to you about { $account }.
   *[person] { $actor } changed the address Roster uses to write to you about { $account }.
}
mail-email-changed-before = Until now
mail-email-changed-after = From now on
mail-email-changed-alarm = { $by ->
    [self] If this wasn’t you, someone else is signed in as you. Change your password in Roster right away, change the address back, and tell an administrator of { $account }.
   *[person] If the new address doesn’t reach you, correct it in your profile in Roster, or tell an administrator of { $account }.
}
mail-email-changed-undo = If this wasn’t you, set the address back with the link above: that signs out every device, and you choose a new password. Then tell an administrator of { $account }.
mail-email-changed-button = It wasn’t me: set it back
mail-email-changed-open = If this wasn’t you, open this link to set the address back and choose a new password:
mail-password-changed-subject = Your password was changed
mail-password-changed-intro = The password you use to sign in to Roster was changed. You’ve been signed out everywhere else.
mail-password-changed-login = Login email
mail-password-changed-alarm = If this wasn’t you, tell an administrator of { $account } right away: someone else may be able to sign in as you.
mail-access-removed-subject = Your access to { $account } has ended
mail-access-removed-intro = { $actor } ended your access to { $account } on Roster. You can no longer sign in with { $loginEmail }.
mail-access-removed-alarm = If you didn’t expect this, ask an administrator of { $account }. They can invite you again.
mail-access-returned-subject = You have access to { $account } again
mail-access-returned-intro = { $actor } gave you back your access to { $account } on Roster. Sign in with { $loginEmail } and the same password as before.
mail-access-returned-alarm = Questions? Ask an administrator of { $account }.
mail-rights-changed-subject = Your permissions in { $account } have changed
mail-rights-changed-intro = { $actor } changed what you can do in { $account } on Roster.
mail-rights-changed-role = Your role
mail-rights-changed-user = User
mail-rights-changed-administrator = Administrator
mail-rights-changed-billing = Billing Manager
mail-rights-changed-granted = Added
mail-rights-changed-withdrawn = Removed
mail-rights-changed-alarm = If you didn’t expect this, ask an administrator of { $account }.
mail-new-sign-in-subject = New sign-in to Roster
mail-new-sign-in-intro = Someone signed in as { $loginEmail } on a device that Roster hadn’t seen with this login before. If it was you, there’s nothing to do.
mail-new-sign-in-device = Device
mail-new-sign-in-unnamed = Unnamed device
mail-new-sign-in-address = IP address
mail-new-sign-in-alarm = If this wasn’t you, change your password in Roster right away: that signs out every other device. Then tell an administrator of { $account }.
mail-password-forgotten-subject = Set a new password for Roster
mail-password-forgotten-intro = Someone asked to set a new password for { $loginEmail }. If it was you, choose one with this link.
mail-password-forgotten-button = Set a new password
mail-password-forgotten-open = Open this link to set a new password:
mail-password-forgotten-alarm = If you didn’t ask for this, ignore this email: your password stays the same. If it keeps happening, tell an administrator of { $account }.
