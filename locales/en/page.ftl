# The pages of the invited. $by is "person" when there is somebody to name, "nobody" when there is not.

# This language, in its own words
language-name = English
language-switch = Language

# The form
join-title = Join { $account }
join-lead = { $by ->
    [nobody] You have been invited to { $account } on Roster. Choose a password to get started.
   *[person] { $inviter } has invited you to { $account } on Roster. Choose a password to get started.
}
join-account = Account
join-inviter = Invited by
join-login = Login email
join-login-hint = You will sign in with this address. It cannot be changed later.
join-password = Password
join-rule-length = At least { $min } characters. A few words in a row are easy to remember and hard to guess.
join-rule-any = Anything goes: letters, spaces, digits, symbols, in any language. You can paste it.
join-rule-common = Not a password that many people use.
join-rule-personal = Not only your name, your addresses or the account’s name.
join-show = Show password
join-hide = Hide password
join-count = Characters: { $count } (at least { $min })
join-strength = Strength:
join-strength-short = Still too short
join-strength-plain = Repeats itself: add other words
join-strength-good = Good
join-strength-strong = Strong
join-accept = Accept the invitation
join-until = This link works once, until { $until }.

# Beside the password, after a try
error-prefix = Error:
password-required = Enter a password.
password-too-short = Use at least { $min } characters. A few words in a row are easy to remember.
password-too-long = Use at most { $max } characters.
password-too-common = This password is easy to guess. Use a few unrelated words instead.
password-personal = This password is made only of your name, your addresses, the account’s name, digits or symbols. Add a few other words.
password-unreadable = The password didn’t arrive completely. Type it again.

# Afterwards
welcome-title = Welcome, { $firstName }
welcome-lead = Your password is set, and you’re now part of { $account }.
welcome-next = What you can do now
welcome-clients = See the clients of { $account } and edit all of their settings
welcome-profile = Keep your own profile up to date
welcome-users = Invite people and manage the users of { $account }
welcome-settings = Change the account’s settings
welcome-ask = For the account’s own settings and its users, ask an administrator.
welcome-open = Open Roster
welcome-sign-in = Sign in with your new password and this login email:
welcome-get = Don’t have Roster on this computer yet?
welcome-get-link = Get Roster

# Links that open nothing any more
expired-title = This invitation has expired
expired-lead = { $by ->
    [nobody] The link to { $account } worked until { $until }.
   *[person] The link that { $inviter } sent you to join { $account } worked until { $until }.
}
expired-do = { $by ->
    [nobody] Ask an administrator of { $account } to send the invitation again. The new email brings a new link.
   *[person] Ask { $inviter } to send the invitation again. The new email brings a new link.
}
used-title = This invitation has been accepted
used-lead = A link works only once, and this one has been used to join { $account }.
used-do = If that was you, open Roster and sign in with your login email and the password you chose.
used-alarm = { $by ->
    [nobody] If it was not you, tell an administrator of { $account } right away.
   *[person] If it was not you, tell { $inviter } right away.
}
revoked-title = This invitation is no longer valid
revoked-lead = { $account } has canceled this link, or a newer one has replaced it.
revoked-do = { $by ->
    [nobody] Look for a later email from Roster and use its link. If there isn’t one, ask an administrator of { $account }.
   *[person] Look for a later email from Roster and use its link. If there isn’t one, ask { $inviter }.
}
unknown-title = This link doesn’t work
unknown-lead = Roster doesn’t know this invitation link. Part of it may be missing.
unknown-do = Open the link straight from the email, or copy all of it. If that doesn’t help, ask the person who invited you to send the invitation again.

# Trouble that has nothing to do with the link
trouble-back = Back to the invitation
too-many-title = Too many attempts
too-many-lead = Nothing was changed. Wait 15 minutes, then try again: your link still works.
malformed-title = The form didn’t arrive completely
malformed-lead = Nothing was changed. Open the invitation again and resubmit the form.
unavailable-title = Roster is briefly unavailable
unavailable-lead = Nothing was changed, and your invitation is still valid. Try again in a minute.
failed-title = Something went wrong
failed-lead = The problem is on our side. Try again in a minute; if it continues, tell the person who invited you.

# A forgotten password
forgotten-title = Forgot your password?
forgotten-lead = Enter your login email. Roster will send a link to your communication email.
forgotten-send = Send the link
forgotten-required = Enter your login email.
forgotten-sent-title = Check your email
forgotten-sent-lead = If this login email belongs to an account, Roster has sent an email to its communication email.
forgotten-sent-do = Open the link in it within an hour and choose a new password.
forgotten-sent-else = Nothing there? Check your spam folder and the login email you entered. If that doesn’t help, ask an administrator of your account.
reset-title = Set a new password
reset-lead = Choose the password you’ll sign in with from now on. You’ll be signed out everywhere.
reset-save = Set the password
reset-done-title = Your new password is set
reset-done-lead = You’ve been signed out everywhere. Sign in with your login email and new password.
reset-ended-title = This link no longer works
reset-ended-lead = A link for a new password works once, for one hour, and until another one is used. Nothing was changed.
reset-ended-again = Ask for a new link
reset-trouble-lead = Nothing was changed. Try again in a minute.
reset-too-many-lead = Nothing was changed. Wait 15 minutes, then try again.
reset-back = Try again

# An address that somebody else changed
restore-title = Set your address back
restore-lead = Roster will write to { $email } again, and you’ll be signed out everywhere. Choose a new password: someone else may know the old one.
restore-save = Set it back and save the password
restore-done-title = Your address is set back
restore-done-lead = Roster writes to { $email } again, and your new password is set.
restore-ended-lead = A link that sets an address back works once, within 7 days. Nothing was changed.
restore-ended-do = Think someone else is signed in as you? Tell an administrator of your account right away.
