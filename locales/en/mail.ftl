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
mail-invitation-preview = Choose a password and you are in. The link works until { $untilDate }.
mail-invitation-heading = Welcome to { $account }
mail-greeting = Hello { $firstName },
mail-invitation-intro = { $by ->
    [nobody] You have been invited to join { $account } on Roster. All that is left for you to do is choose a password.
    [restorer] { $inviter } has restored your access to { $account } on Roster. All that is left for you to do is choose a new password.
   *[person] { $inviter } has invited you to join { $account } on Roster. All that is left for you to do is choose a password.
}
mail-invitation-button = Accept the invitation
mail-invitation-link = If the button does not work, copy this link into your browser:
mail-invitation-open = Open this link to accept the invitation:
mail-invitation-account = Account
mail-invitation-inviter = Invited by
mail-invitation-login = You will sign in with
mail-invitation-until = The link works once, until
mail-invitation-ignore = Not expecting this? Then simply ignore this mail: nothing happens unless the invitation is accepted.
mail-invitation-footer = { $by ->
    [nobody] Roster sent you this mail on behalf of { $account }. Nobody reads replies to it: if you have a question, ask your administrator.
   *[person] Roster sent you this mail on behalf of { $account }. Nobody reads replies to it: if you have a question, ask { $inviter }.
}

# Notices. $by is "self" when the reader did it themselves, "person" when { $actor } did.
mail-notice-account = Account
mail-notice-when = When
mail-notice-footer = Roster sent you this mail on behalf of { $account }. Nobody reads replies to it: if you have a question, ask an administrator of { $account }.
mail-email-changed-subject = Your communication email was changed
mail-email-changed-intro = { $by ->
    [self] You have changed the address to which Roster writes to you about { $account }.
   *[person] { $actor } has changed the address to which Roster writes to you about { $account }.
}
mail-email-changed-before = Until now
mail-email-changed-after = From now on
mail-email-changed-alarm = { $by ->
    [self] Was it not you? Then somebody else is signed in as you. Change your password in Roster right away, set the address back, and tell an administrator of { $account }.
   *[person] Does the new address not reach you? Set it right in your profile in Roster, or tell an administrator of { $account }.
}
mail-password-changed-subject = Your password was changed
mail-password-changed-intro = The password with which you sign in to Roster was changed. Wherever else you were signed in, you have been signed out.
mail-password-changed-login = Login email
mail-password-changed-alarm = Was it not you? Tell an administrator of { $account } right away: somebody else may be able to sign in as you.
mail-access-removed-subject = Your access to { $account } has ended
mail-access-removed-intro = { $actor } has ended your access to { $account } on Roster. You cannot sign in with { $loginEmail } any more.
mail-access-removed-alarm = If you did not expect this, ask an administrator of { $account }. They can invite you again.
mail-rights-changed-subject = Your rights in { $account } were changed
mail-rights-changed-intro = { $actor } has changed what you may do in { $account } on Roster.
mail-rights-changed-role = Your role
mail-rights-changed-user = User
mail-rights-changed-administrator = Administrator
mail-rights-changed-billing = Billing Manager
mail-rights-changed-granted = You are one from now on
mail-rights-changed-withdrawn = You no longer are one
mail-rights-changed-alarm = If you did not expect this, ask an administrator of { $account }.
mail-new-sign-in-subject = New sign-in to Roster
mail-new-sign-in-intro = Somebody has signed in as { $loginEmail } on a device that Roster had not seen with this login before. If it was you, there is nothing to do.
mail-new-sign-in-device = Device
mail-new-sign-in-unnamed = Without a name
mail-new-sign-in-address = Network address
mail-new-sign-in-alarm = Was it not you? Change your password in Roster right away: that signs out every other device. Then tell an administrator of { $account }.
mail-password-forgotten-subject = Set a new password for Roster
mail-password-forgotten-intro = Somebody has asked to set a new password for { $loginEmail }. If it was you, choose one with this link.
mail-password-forgotten-button = Set a new password
mail-password-forgotten-open = Open this link to set a new password:
mail-password-forgotten-alarm = Did you not ask for it? Then simply ignore this mail: your password stays as it is. If it happens again and again, tell an administrator of { $account }.
