# The pages of the invited. $by is "person" when there is somebody to name, "nobody" when there is not.

# This language, in its own words
language-name = English
language-switch = Language

# The form
join-title = Join { $account }
join-lead = { $by ->
    [nobody] You have been invited to { $account } on Roster. Choose a password to come in.
   *[person] { $inviter } has invited you to { $account } on Roster. Choose a password to come in.
}
join-account = Account
join-inviter = Invited by
join-login = Login email
join-login-hint = You will sign in with this address. It cannot be changed later.
join-password = Password
join-rule-length = At least { $min } characters. A few words in a row are easy to remember and hard to guess.
join-rule-any = Anything goes: letters, spaces, digits, signs, in any language. You can paste it.
join-rule-common = Not a password that many people use.
join-rule-personal = Not only your name, your addresses or the account’s name.
join-show = Show password
join-hide = Hide password
join-count = Characters: { $count } (at least { $min })
join-strength = Strength:
join-strength-short = Still too short
join-strength-plain = Repeats itself: mix in other words
join-strength-good = Good
join-strength-strong = Strong
join-accept = Accept the invitation
join-until = This link works once, until { $until }.

# Beside the password, after a try
error-prefix = Error:
password-required = Enter a password.
password-too-short = Use at least { $min } characters. A few words in a row are easy to remember.
password-too-long = Use at most { $max } characters.
password-too-common = This password is one of the first that would be tried. Use a few words that have nothing to do with each other.
password-personal = This password is made only of your name, your addresses, the account’s name, digits or signs. Add a few other words.
password-unreadable = The password did not arrive whole. Type it once more.

# Afterwards
welcome-title = Welcome, { $firstName }
welcome-lead = Your password is set, and you are now part of { $account }.
welcome-next = What you can do now
welcome-clients = See the clients of { $account } and edit all of their settings
welcome-profile = Keep your own profile up to date
welcome-users = Invite people and manage the users of { $account }
welcome-settings = Change the account’s settings
welcome-ask = For the account’s own settings and its users, ask an administrator.
welcome-open = Open Roster
welcome-sign-in = Sign in with your new password and this login email:
welcome-get = Is Roster not on this computer yet?
welcome-get-link = Get Roster

# Links that open nothing any more
expired-title = This invitation has expired
expired-lead = { $by ->
    [nobody] The link to { $account } worked until { $until }.
   *[person] The link that { $inviter } sent you to join { $account } worked until { $until }.
}
expired-do = { $by ->
    [nobody] Ask an administrator of { $account } to send the invitation again. The new mail brings a new link.
   *[person] Ask { $inviter } to send the invitation again. The new mail brings a new link.
}
used-title = This invitation has been accepted
used-lead = A link works only once, and this one has been used to join { $account }.
used-do = If that was you, open Roster and sign in with your login email and the password you chose.
used-alarm = { $by ->
    [nobody] If it was not you, tell an administrator of { $account } right away.
   *[person] If it was not you, tell { $inviter } right away.
}
revoked-title = This invitation no longer holds
revoked-lead = { $account } has withdrawn this link, or a newer one has taken its place.
revoked-do = { $by ->
    [nobody] Look for a later mail from Roster and use the link in it. If there is none, ask an administrator of { $account }.
   *[person] Look for a later mail from Roster and use the link in it. If there is none, ask { $inviter }.
}
unknown-title = This link leads nowhere
unknown-lead = Roster knows no invitation with this link. Perhaps a part of it got lost.
unknown-do = Open the link straight from the mail, or copy all of it. If that does not help, ask the person who invited you to send the invitation again.

# Trouble that has nothing to do with the link
trouble-back = Back to the invitation
too-many-title = Too many tries
too-many-lead = Nothing has been changed. Wait a quarter of an hour, then try again: your link still works.
malformed-title = The form did not arrive whole
malformed-lead = Nothing has been changed. Open the invitation again and send the form once more.
unavailable-title = Roster is out of reach for a moment
unavailable-lead = Nothing has been changed, and your invitation still holds. Try again in a minute.
failed-title = Something went wrong
failed-lead = The fault is on our side. Try again in a minute; if it goes on, tell the person who invited you.

# A forgotten password
forgotten-title = Forgot your password?
forgotten-lead = Enter the login email with which you sign in. Roster then sends a link to your communication email.
forgotten-send = Send the link
forgotten-required = Enter your login email.
forgotten-sent-title = Look into your mailbox
forgotten-sent-lead = If somebody signs in to Roster with this login email, a mail is on its way to their communication email.
forgotten-sent-do = Open the link in it within an hour, and choose a new password.
forgotten-sent-else = If nothing arrives: look among the unwanted mails, and check the login email. After that, ask an administrator of your account.
reset-title = Set a new password
reset-lead = Choose the password with which you will sign in from now on. Wherever you are signed in now, you will be signed out.
reset-save = Set the password
reset-done-title = Your new password is set
reset-done-lead = Wherever you were signed in, you have been signed out. Sign in with your login email and the new password.
reset-ended-title = This link no longer works
reset-ended-lead = A link for a new password works once, within an hour, and until the next one is used. Nothing has been changed.
reset-ended-again = Ask for a new link
reset-trouble-lead = Nothing has been changed. Try again in a minute.
reset-too-many-lead = Nothing has been changed. Wait a quarter of an hour, then try again.
reset-back = Try again
