# The desktop's window.

## In general

back = Back
cancel = Cancel
close = Close
close-notice = Close this notice
copied = Copied
copy = Copy
# $thing is what the text is, such as “Link”
copy-thing = Copy: { $thing }
count = { NUMBER($count) }
# While there may be more
count-so-far = { NUMBER($count) }+
done = Done
edit = Edit
loading = Loading
never = Never
next = Next
none = None
not-done = That was not done
page-next = Next page
page-previous = Previous page
retry = Try again
save = Save
skip-to-content = Skip to content
starting = Roster is starting
undo = Undo

crash-title = This screen could not be shown
crash-explained = Something went wrong inside Roster’s window. Nothing you saved is lost. Start the window anew; if it happens again, the words below help whoever looks into it.
crash-reload = Start the window anew

## People and their fields

account-name = Account name
account-name-explained = What your organization is called, in invitations too.
first-name = First name
last-name = Last name
login-email = Login email
login-email-explained = What they will sign in with. It must never have been used in Roster, and cannot be changed later.
login-email-checked-later = What they will sign in with. It cannot be changed later. Whether it is still free will be checked when the service can be reached.
login-email-fixed = Once set, a login email cannot be changed.
login-email-own-explained = What you will sign in with. It cannot be changed later.
communication-email = Communication email
communication-email-explained = Where the invitation and later notices go. It may differ from the login email: use the mailbox they read most.
communication-email-own-explained = Where notices for you are sent. It may differ from your login email.
communication-email-resends = The invitation will be sent again, to this address. The link sent before will stop working.
preferred-language = Preferred language
preferred-language-explained = Their invitation is written in it. They can change it later.
preferred-language-own-explained = Roster speaks it where it can, and mails to you are written in it.
password = Password
current-password = Current password
new-password = New password
show-characters = Show characters
password-rules = 15 characters or more. Any characters count, spaces too: four or five unrelated words are strong and easy to remember. Not a common password, nor only your names, addresses and digits.
password-short = { $length } of { $asked } characters
password-enough = Long enough
password-strong = Long and strong

role-user-explained = Works with all clients and their settings. Does not reach this account’s settings.
role-administrator-explained = Works with all clients, and with this account’s settings, users included.
additional-permissions = Additional permissions
permission-billing-manager-explained = Sees the account’s billing, adds products and manages payment methods.

## What is wrong with a field

field-required = Fill in this field.
field-name-too-long = Use at most 100 characters.
field-name-characters = Leave out line breaks and other characters that cannot be seen.
field-address-invalid = Enter an address such as name@example.com.
field-address-too-long = This address is too long. At most 254 characters are possible, 64 of them before the @.
field-address-characters = Leave out spaces and characters that cannot be seen.
field-password-too-short = Use 15 characters or more. Several words in a row are easy to remember.
field-password-too-long = Use at most 256 characters.
field-password-too-common = This is one of the passwords that are tried first. Use several unrelated words instead.
field-password-personal = Do not use names, addresses, digits and signs alone. Add some unrelated words.
field-language-unknown = Choose one of the languages offered.

## Why something may not be done

denial-administrator-required = Only an administrator of the account may do this. Ask one of them.
denial-permission-not-held = You do not hold this permission, so you cannot give it. Ask an administrator who does.
denial-own-role = You cannot change your own role or permissions. Ask another administrator.
denial-own-account = You cannot remove yourself. Ask another administrator.
denial-last-administrator = The account would be left without an active administrator. Make someone else an administrator first.
denial-last-billing-manager = The account would be left without an active administrator who is a billing manager. Make sure there is another one first.
denial-wrong-status = This is no longer possible for this user: their status has changed. Look at the list again.
denial-unknown = This is not possible here.

## What went wrong

problem-offline = The service cannot be reached, so nothing was changed. Check the connection, then try again.
problem-offline-read = The service cannot be reached. Check the connection, then try again.
connect-unreachable = Nothing answers at this address, or what answers has no certificate that this computer trusts. Check the address and the connection.
problem-session-required = Your session has ended. Sign in again.
problem-invalid-credentials = The login email or the password is not right.
problem-wrong-password = This is not your current password.
problem-login-email-taken = This login email cannot be used. Choose another one.
problem-login-email-immutable = A login email cannot be changed once it is set.
problem-invalid-fields = Some fields need another value.
problem-version-conflict = Someone else has changed this user meanwhile. Look at the list, then edit again.
problem-not-found = This user is no longer there. Someone else may have deleted the invitation.
problem-invitation-quota = Your organization has sent as many invitations as it may for now. Send this one later, or ask whoever runs the service.
problem-too-many-attempts = Too many attempts. Wait a few minutes, then try again.
problem-unavailable = The service is not ready right now. Try again in a moment.
problem-invitation = This invitation is no longer in force. Send a new one.
problem-misunderstood = The service did not understand this version of Roster. Look for an update.
problem-internal-error = Something went wrong. Try again in a moment.

desktop-keyring-locked = This computer’s keyring is locked. Unlock it, then try again.
desktop-keyring-unavailable = This computer has no keyring that Roster can use.
desktop-not-roster = There is something at this address, but it is not Roster. Check the address.
desktop-invalid-address = Enter an address such as https://roster.example.com.
desktop-insecure-address = This address would send passwords over the network unprotected. Use one that begins with https://.
desktop-database-newer = The data on this computer was written by a newer version of Roster. Install that version; nothing was touched.
desktop-database-unreadable = The data on this computer cannot be read. Nothing was touched.
desktop-replica-unreadable = Roster’s copy of the account cannot be read. Start Roster again to have it made anew.
desktop-already-sent = This change may have reached the service already, so it can no longer be withdrawn. What became of it will show here.
desktop-no-such-pending-change = This change waits no longer: it was sent or withdrawn meanwhile.
desktop-offline-too-long = The service has not been reached for too long, so nothing is shown before it answers. Go online and try again.
desktop-clock-turned-back = This computer’s clock has been turned back, so nothing is shown before the service answers. Go online and try again.
desktop-internal = Something went wrong on this computer: { $detail }

## Notices

notice-session-ended = Your session has ended. Sign in again to go on.
notice-rights-changed = Your role or permissions have changed, and with them what you see.
notice-replica-rebuilt = The copy of your account on this computer could not be used and is being made anew. Nothing is lost.
notice-replica-key-lost = The key to the copy of your account on this computer is gone from the keyring. As soon as the service can be reached the copy is made anew; nothing is lost.
notice-changes-lost =
    { $count ->
        [one] { $count } change that waited on this computer could not be read any more and was not sent. Look whether it is still wanted.
       *[other] { $count } changes that waited on this computer could not be read any more and were not sent. Look whether they are still wanted.
    }
notice-changes-lost-some = Changes that waited on this computer could not be read any more and were not sent. Look whether any is still wanted.
notice-session-ended-changes-kept = Your session has ended. Changes that have not been sent wait on this computer: sign in again to send them.
notice-database-newer = The data on this computer was written by a newer version of Roster, and was not touched. Install that version to use it.
notice-embedded-failed = The service on this computer did not start. Its data was not touched. Start Roster again; if that does not help, look into its log.

keyring-title = You will have to sign in each time
keyring-explained = Roster keeps your session in this computer’s keyring, which cannot be used. It is kept in memory only, until you close Roster.
keyring-reason = What the system says: { $reason }

## The start

first-start-title = Welcome to Roster
first-start-lead = Where is your account to be kept?
use-on-this-computer = Use on this computer
use-on-this-computer-explained = The account and its users are kept here; nothing else is needed. Good for one administrator, or to try Roster out.
connect-to-a-server = Connect to a server
connect-to-a-server-explained = Your organization runs Roster for several people, and you have its address.
create-account-title = Create your account
create-account-lead = You will be its first administrator.
create-account = Create account
connect-title = Connect to a server
connect-lead = Your administrator can tell you the address.
server-address = Server address
connect = Connect
sign-in-title = Sign in
sign-in-embedded = To the account on this computer.
sign-in-server = To { $server }
sign-in = Sign in
forgot-password = Forgot your password?
forgot-password-sent-title = Look into your mailbox
forgot-password-sent = If { $loginEmail } signs in here, a mail is on its way to its communication email. Open the link in it within an hour, and choose a new password.
forgot-password-folder = On this computer, mails are kept as files. The newest one in this folder has the link:
use-another-server = Use another server

locked-title = Locked until the service answers
locked-offline-too-long = This computer has not reached the service for too long. To protect the people in the account, its copy is shown again only once the service has confirmed that you may see it.
locked-clock-turned-back = This computer’s clock is set to an earlier time than before, so Roster cannot tell how old its copy of the account is. Set the clock right; the copy is shown again once the service has confirmed that you may see it.
locked-nothing-lost = Nothing is lost: changes that wait on this computer are kept.
locked-unreachable = The service cannot be reached. Check the connection.

## The frame

navigation-main = Main
clients = Clients
settings = Settings
mailbox = Mailbox
profile = Profile
your-profile = Your profile
change-password = Change password
sign-out = Sign out
sign-out-title = Sign out and lose changes?
sign-out-explained = Wait until they are sent if you want to keep them.
sign-out-anyway = Sign out anyway
stay-signed-in = Stay signed in
changes-lost =
    { $count ->
        [one] { $count } change has not been sent yet and would be lost.
       *[other] { $count } changes have not been sent yet and would be lost.
    }
changes-lost-unknown = Changes that have not been sent yet would be lost. How many there are cannot be told now.
preferences-colours = Colours
colours-light = Light
colours-dark = Dark
colours-system = Like the system
preferences-language = Language

sync = Sync
sync-up-to-date = Up to date
sync-syncing = Syncing
sync-offline = Offline
sync-now = Sync now
sync-pending =
    { $count ->
        [one] { $count } pending change
       *[other] { $count } pending changes
    }
sync-attention =
    { $count ->
        [one] { $count } needs your attention
       *[other] { $count } need your attention
    }
# $time is a time of day, such as “10:42”, or a date with it
sync-as-of = as of { $time }
sync-progress-name = Progress of the sync
sync-progress = { $done } of { $total } users
sync-progress-unknown =
    { $done ->
        [one] { $done } user so far
       *[other] { $done } users so far
    }
sync-last-contact = Last in touch with the service: { $time }
sync-never = Not yet in touch with the service

offline-note = The service cannot be reached. This will be saved on this computer and sent later.
edit-includes-waiting = This begins with your edit that is not sent yet. What you save here becomes one with it.

## Accounts

# Begins the accessible name of the button that shows the account one works in, and who one is there
accounts-button = Accounts:
accounts-need-attention =
    { $count ->
        [one] Another account needs your attention
       *[other] { $count } other accounts need your attention
    }
account-signed-out = Signed out
account-on-this-computer = On this computer
other-accounts = Other accounts on this computer
add-account = Add account
add-account-title = Add an account
forget = Forget
forget-account = Forget { $name }
forget-this-account = Forget this account
forget-title = Forget { $name }?
forget-explained = The account disappears from this computer, with all that is kept of it here: changes that have not been sent are lost. On its service nothing changes, and you can add it again.

## Finding a person

find-person = Find a person
find-person-hint = Searches all accounts you are signed in to. Enter goes to the person.
people = People found

## Pending changes

pending-changes = Pending changes
pending-offline = The service cannot be reached. The changes are sent in this order once it can.
pending-online = Changes are sent to the service in this order.
pending-none = Nothing is waiting
pending-none-explained = What you do while the service cannot be reached waits here until it is sent.
saved-here = Saved on this computer. It will be sent as soon as the service can be reached.
not-in-force = Not in force yet
needs-attention = Needs attention
# $words is “Not in force yet” or “Needs attention”, $what is such as “changes and removal”
pending-what = { $words }: { $what }
pending-kind-create = invitation
pending-kind-update = changes
pending-kind-remove = removal
pending-kind-restore = restoring
pending-kind-resend = resending the invitation
pending-kind-delete = deleting the invitation
pending-create = Invite { $name }
pending-update = Change { $name }
pending-remove = Remove { $name }
pending-restore = Restore { $name }
pending-resend = Resend the invitation of { $name }
pending-delete = Delete the invitation of { $name }
pending-waiting = Waiting
pending-sending = Being sent
pending-sending-explained = It may have arrived already, so it can no longer be withdrawn.
pending-conflict = Two versions
pending-refused = Refused
pending-remove-explained = They will be signed out everywhere and lose their access.
pending-resend-explained = A mail with a new link will be sent. The links before it will stop working.
pending-delete-explained = The link sent before will stop working.
look-at = Look at
look-at-name = Look at { $name }
withdraw = Withdraw
withdrawn = Withdrawn. It will not be sent.
in-force-now = Done. It is in force now.
correct = Correct
choose = Choose
drop = Drop
drop-title = Drop this change?
drop-explained = “{ $change }” will not be sent, and what you typed is forgotten.
before = Before
after = After

## Clients

clients-empty-title = Clients are not part of this version yet
clients-empty-administrator = They will be here once they are. Until then you can invite people and manage the users of your account.
clients-empty-user = They will be here once they are. There is nothing for you to do in Roster until then, except to keep your profile up to date.
administrators = Administrators
administrators-explained = They manage this account and its users. Ask one of them if something about your access should change.
# The accessible name of a field that shows someone’s address
address-of = Email address of { $name }

## Settings

account = Account
user-management = User Management
default-language = Default language
default-language-explained = Suggested for each new user; you can choose another one for each.
account-saved = The account’s settings are saved.
settings-denied-title = The settings are for administrators

## Audit log

audit-log = Audit log
audit-search = Search the log
audit-action = Action
audit-any-action = Any action
audit-from = From
audit-to = To
audit-day-hint = YYYY-MM-DD
audit-day-invalid = Enter a day such as 2026-11-25.
audit-clear = Show all events
audit-refresh = Refresh
audit-by = Done by { $name }
audit-about = About { $name }
audit-export = Export
audit-export-csv = CSV, for spreadsheets
audit-export-json = JSON, one event a line
audit-exported-title = The log is exported
audit-exported = It is in { $path }
audit-none = No events
audit-none-narrowed = Nothing in the log matches what you look for.
audit-when = When
audit-what = What
audit-whom = Whom it was about
audit-who = Who
audit-origin = From where
audit-number = Number in the log
# The accessible name of the button that shows the details of an event
audit-open = { $action }, { $when }: details
audit-changes = Changes
audit-no-changes = Nothing of the record was changed.
audit-field = Field
audit-before = Before
audit-after = After
audit-nothing = Nothing
audit-nobody = Nobody signed in
audit-origin-service = The service itself
audit-origin-command-line = The service’s command line
audit-field-status = Status
audit-field-device = Device
audit-field-delivery = Delivery
audit-field-delivery-error = Delivery problem
audit-field-session-began = Session began
audit-field-expires = Invitation expires
audit-field-reason = Reason
audit-field-server = Words of the mail server
audit-reason-used = The link had been used
audit-reason-expired = The link had expired
audit-reason-revoked = The link had been replaced or withdrawn
audit-user-created = Invited a user
audit-user-updated = Changed a user
audit-user-removed = Removed a user
audit-user-restored = Restored a user
audit-invitation-accepted = Accepted an invitation
audit-invitation-refused = Used an invitation link that has ended
audit-invitation-sent = Invitation sent
audit-invitation-delayed = Invitation delayed
audit-invitation-failed = Invitation not delivered
audit-invitation-resent = Sent an invitation again
audit-invitation-link-copied = Copied an invitation link
audit-invitation-deleted = Deleted an invitation
audit-session-created = Signed in
audit-session-refused = Failed to sign in
audit-session-ended = Signed out
audit-session-revoked = Ended a session elsewhere
audit-password-changed = Changed their password
audit-password-refused = Entered a wrong current password
audit-password-forgotten = Asked for a link for a new password
audit-password-forgotten-refused = Got no link for a new password
audit-password-reset = Set a new password by its link
audit-password-reset-refused = Used a link for a new password that has ended
audit-account-created = Account created
audit-account-updated = Changed the account
audit-account-seeded = Made-up users added
audit-shortened-title = Part of the audit log is gone
audit-shortened = The audit log ends before what this computer has seen of it. Either events were taken out, or the service went back to an older copy of its database. Ask whoever runs the service.
audit-rewritten-title = The audit log was rewritten
audit-rewritten = The audit log is no longer what this computer has seen of it: past events were changed. Ask whoever runs the service; the command “rosterd audit verify” says more.
audit-accept = Take the log as it is
audit-accept-title = Take the audit log as it is now?
audit-accept-explained = This computer then forgets what it has seen before, and warns again only if the log is changed from here on.

## Profile

profile-information = Information
profile-saved = Your profile is saved.
sessions = Sessions
sessions-explained = Where you are signed in to this account. End what you do not know, then change your password.
sessions-only-this = You are signed in nowhere else.
sessions-end-others = End all others
sessions-end-others-title = End all other sessions?
sessions-end-others-explained = You stay signed in here. Everywhere else you have to sign in again, and what is kept there of the account is deleted.
sessions-others-ended = You are signed in here only.
session-unnamed = Device without a name
session-this = This device
session-used = Last used { $when }
session-began = Signed in { $when }
session-began-from = Signed in { $when }, from { $origin }
session-ends = Ends { $when } at the latest
session-end = End
session-end-name = End the session on { $name }
session-end-title = End the session on { $name }?
session-end-explained = There you have to sign in again, and what is kept there of the account is deleted.
session-end-confirm = End session
session-ended-there = The session on { $name } has ended.
change-password-explained = Once changed, you stay signed in here and are signed out everywhere else.
password-changed = Your password is changed. You are signed out everywhere else.

## User Management

create-user = Create User
active-users = Active Users
pending-invitations = Pending Invitations
removed-users = Removed Users
search-users = Search users
search-users-hint = Name or email
search-clear = Clear the search
search-found =
    { $count ->
        [0] Nobody found
        [one] { $count } person found
       *[other] { $count } people found
    }
search-found-first = The first { $count } people found. Type more of the name to see others.
not-searched = Not searched: { $accounts }. Open them to see why.
search-found-so-far =
    { $count ->
        [0] Nobody found so far.
        [one] { $count } person found so far.
       *[other] { $count } people found so far.
    }
you = You

column-name = Name
# Below the login email, where it is another one
column-communication-email = Communication email, if another
column-role = Role
column-role-before = Role before
column-language = Language
column-last-active = Last active
column-invitation = Invitation
column-removed = Removed
column-actions = Actions

actions-for = Actions for { $name }
edit-name = Edit { $name }
remove-name = Remove { $name }
resend-name = Resend invitation of { $name }
copy-link-name = Copy invitation link of { $name }
delete-invitation-name = Delete invitation of { $name }
restore-name = Restore { $name }

invitation-waits = Not sent yet
invitation-refused = Refused
invitation-queued = To be sent
invitation-retrying = Trying again
invitation-sent = Sent
invitation-sent-when = Sent { $when }
invitation-failed = Not delivered
invitation-expired = Expired
# $when is relative, such as “in 5 days”
invitation-expires = Expires { $when }
invitation-expired-when = Ended { $when }

no-users = There are no active users
no-invitations = No invitation is open
no-invitations-explained = Whoever you invite is listed here until they have set their password.
invite-someone = Invite someone
no-removed = Nobody has been removed
no-removed-explained = Users who lose their access are listed here, and can be invited anew.
nobody-yet = Nobody has arrived in this list yet
not-all-here = Not all users of the account have arrived on this computer yet.
no-matches-yet = Of those who have arrived, nobody matches “{ $search }”
no-matches = Nobody here matches “{ $search }”
no-matches-explained = Names and email addresses are searched. The person may be in another of the lists.

## Inviting

step-information = Information
step-role = Role
invite-new-user = Invite new user
invited-title = { $name } is invited
invited = The invitation goes to { $address }.
discard-title = Discard what you typed?
discard-explained = This person has not been invited yet.
discard-changes-explained = Your changes have not been saved yet.
discard = Discard
keep-editing = Keep editing

## Editing

user-saved = The changes to { $name } are saved.
conflict-title = { $name } was changed meanwhile
conflict-explained = Someone else saved the same fields meanwhile. Choose what each is to be.
conflict-base = Before
conflict-theirs = Theirs, saved now
conflict-mine = Yours

## Removing, deleting, restoring

remove = Remove
remove-title = Remove { $name }?
remove-explained = { $name } is signed out everywhere at once and can no longer sign in with { $address }. Their record and history are kept, and you can restore them later.
remove-explained-offline = { $name } keeps their access until this is sent. Then they are signed out everywhere and can no longer sign in with { $address }. Their record and history are kept, and you can restore them later.
removed-title = { $name } is removed
removed-undo-explained = Undo invites them anew: they have to set a password again.
delete-invitation = Delete invitation
delete-invitation-title = Delete the invitation of { $name }?
delete-invitation-explained = The link sent to { $address } stops working. If they never had access before, nothing of them is kept.
delete-invitation-explained-offline = The link sent to { $address } works until this is sent. If they never had access before, nothing of them is kept then.
invitation-deleted-title = The invitation of { $name } is deleted
invitation-deleted-undo-explained = Undo sends another invitation.
restore = Restore
restore-explained = They are invited anew: a mail with a new link goes to { $address }, and they set a new password.
restore-explained-offline = Once this is sent they are invited anew: a mail with a new link goes to { $address }, and they set a new password.

## An invitation’s link

link = Invitation link
link-title = Invitation link of { $name }
link-explained = The link is on the clipboard. Hand it to this person only: whoever opens it can set their password.
link-expires = It works once, until { $time }.
link-others-ended = Links sent or copied earlier have stopped working.

## Mailbox

mailbox-explained = On this computer, mails are not sent but kept here. Hand the invitations over yourself.
mailbox-empty-title = No mails yet
mailbox-empty = When you invite someone, the mail to them is kept here, with its link.
mails = Mails
mail = Mail
mail-none-chosen = Choose a mail to read it
mail-to = To { $address }
mail-from-name = From
mail-to-name = To
mail-date-name = Date
open-link = Open link
copy-link = Copy link
