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
not-done = That didn’t work
page-next = Next page
page-previous = Previous page
retry = Try again
save = Save
show = Show
skip-to-content = Skip to content
starting = Starting Roster
undo = Undo

crash-title = This screen couldn’t be shown
crash-explained = Something went wrong in Roster’s window. Nothing you saved is lost. Reload the window; if it happens again, the details below help us find out why.
crash-reload = Reload the window

## People and their fields

account-name = Account name
account-name-explained = Your organization’s name. Invitations show it too.
first-name = First name
last-name = Last name
login-email = Login email
login-email-explained = They’ll sign in with it. It must be new to Roster and can’t be changed later.
login-email-checked-later = They’ll sign in with it. It can’t be changed later. Roster checks whether it’s available once it reaches the server.
login-email-fixed = A login email can’t be changed once it’s set.
login-email-own-explained = You’ll sign in with it. It can’t be changed later.
login-email-of-own = { $name } has it ({ $list })
show-name = Show { $name }
communication-email = Communication email
communication-email-explained = Invitations and notices go here. It can differ from the login email: use the inbox they read most.
communication-email-own-explained = Notices to you go here. It can differ from your login email.
current-password-for-email = To change where Roster writes to you, confirm that it’s you.
communication-email-resends = The invitation will be sent again, to this address. The earlier link will stop working.
preferred-language = Preferred language
preferred-language-explained = Emails to them use this language. They can change it later.
preferred-language-own-explained = Emails to you use this language, and so does Roster where it can.
preferred-language-own-fixed = Emails to you use this language. The language of Roster is set by your organization.
password = Password
current-password = Current password
new-password = New password
show-characters = Show password
password-rules = Use 15 characters or more, spaces included. Four or five unrelated words are strong and easy to remember. Common passwords don’t work, nor do your own names, addresses and digits alone.
password-short = { $length } of { $asked } characters
password-enough = Long enough
password-strong = Long and strong

role-user-explained = Works with all clients and their settings. Can’t open this account’s settings.
role-administrator-explained = Works with all clients, and manages this account’s settings and users.
additional-permissions = Additional permissions
# On a row of the list, where there is little room
permission-billing-manager-short = Billing Manager
permission-billing-manager-explained = Sees the account’s billing, adds products and manages payment methods.

## What is wrong with a field

field-required = Fill in this field.
field-name-too-long = Use at most 100 characters.
field-name-characters = Remove line breaks and invisible characters.
field-address-invalid = Enter an address such as name@example.com.
field-address-too-long = This address is too long. Use at most 254 characters, 64 of them before the @.
field-address-characters = Remove spaces and invisible characters.
field-password-too-short = Use 15 characters or more. Several words in a row are easy to remember.
field-password-too-long = Use at most 256 characters.
field-password-too-common = This password is easy to guess. Use several unrelated words instead.
field-password-personal = Don’t use only names, addresses, digits and symbols. Add some unrelated words.
field-language-unknown = Choose one of the languages offered.

## Why something may not be done

denial-administrator-required = Only an administrator can do this. Ask one of yours.
denial-permission-not-held = You don’t have this permission, so you can’t give it. Ask an administrator who has it.
denial-own-role = You can’t change your own role or permissions. Ask another administrator.
denial-own-email = You change your own address in your profile, with your password.
denial-own-account = You can’t remove yourself. Ask another administrator.
denial-removed-by-another = Another administrator removed them, so only they can undo it. You can restore them instead.
denial-last-administrator = The account needs at least one active administrator. Make someone else an administrator first.
denial-last-billing-manager = The account needs at least one active administrator who is a billing manager. Make someone else one first.
denial-wrong-status = This person’s status has changed, so this is no longer possible. Check the list again.
denial-too-late = A removal can be undone for one minute. To give them access again, restore them from Removed Users.
denial-unknown = This isn’t possible here.

## What went wrong

problem-offline = Roster can’t reach the server, so nothing was changed. Check your connection, then try again.
problem-offline-read = Roster can’t reach the server. Check your connection, then try again.
connect-unreachable = Nothing answers at this address, or this computer doesn’t trust its certificate. Check the address and your connection.
problem-session-required = You’ve been signed out. Sign in again.
problem-invalid-credentials = The login email or password is incorrect.
problem-wrong-password = This isn’t your current password.
problem-login-email-taken = This login email can’t be used. Choose another one.
problem-login-email-immutable = A login email can’t be changed once it’s set.
problem-invalid-fields = Check the fields marked below.
problem-version-conflict = Someone else changed this person in the meantime. Check the list, then edit again.
problem-not-found = This person is no longer here. Someone else may have deleted the invitation.
problem-invitation-quota = Your organization has reached its limit of invitations for now. Send this one later, or contact your server’s operator.
problem-of = { $name }: { $problem }
problem-mail-quota = Too many emails of this kind were sent, so nothing was changed. Try again in a few minutes.
problem-too-many-attempts = Too many attempts. Wait a few minutes, then try again.
problem-unavailable = The server isn’t ready right now. Try again in a moment.
problem-invitation = This invitation is no longer valid. Send a new one.
problem-misunderstood = The server doesn’t understand this version of Roster. Check for an update.
problem-internal-error = Something went wrong. Try again in a moment.

desktop-keyring-locked = This computer’s keyring is locked. Unlock it, then try again.
desktop-keyring-unavailable = This computer has no keyring that Roster can use.
desktop-not-roster = Something answers at this address, but it isn’t Roster. Check the address.
desktop-invalid-address = Enter an address such as https://roster.example.com.
desktop-insecure-address = This address would send passwords unprotected. Use one that begins with https://.
desktop-database-newer = The data on this computer was written by a newer version of Roster and hasn’t been touched. Install that version to use it.
desktop-database-lost = The file { $file } is missing or empty, though the files that belong to it are still there. Put it back, for example from a backup, and try again. To start over instead, move its folder somewhere else. Nothing was changed.
desktop-database-unreadable = The data on this computer can’t be read. It hasn’t been touched.
desktop-replica-unreadable = Roster’s copy of the account can’t be read. Restart Roster to rebuild it.
desktop-already-sent = This change may already have reached the server, so it can’t be canceled. You’ll see the result here.
desktop-no-such-pending-change = This change is no longer pending: it was sent or canceled in the meantime.
desktop-offline-too-long = Roster hasn’t reached the server for too long, so nothing is shown until it does. Go online and try again.
desktop-clock-turned-back = This computer’s clock was set back, so nothing is shown until Roster reaches the server. Go online and try again.
desktop-forbidden-by-policy = Your organization doesn’t allow this on this computer.
desktop-internal = Something went wrong on this computer: { $detail }

## Notices

notice-session-ended = You’ve been signed out on this device. Sign in again to continue.
notice-account-session-ended = Your access to { $account } has ended on this device. Sign in again to continue.
notice-rights-changed = Your role or permissions have changed, and so has what you can see.
notice-replica-rebuilt = This computer’s copy of your account couldn’t be used and is being rebuilt. Nothing is lost.
notice-service-restored = The server went back to an earlier state, most likely from a backup. What was saved since may be missing: check what you changed last.
notice-replica-key-lost = The key to this computer’s copy of your account is missing from the keyring. Roster rebuilds the copy once it reaches the server. Nothing is lost.
notice-changes-lost =
    { $count ->
        [one] { $count } pending change on this computer couldn’t be read anymore and wasn’t sent. Check whether you still want it.
       *[other] { $count } pending changes on this computer couldn’t be read anymore and weren’t sent. Check whether you still want them.
    }
notice-changes-lost-some = Pending changes on this computer couldn’t be read anymore and weren’t sent. Check whether you still want them.
notice-session-ended-changes-kept = You’ve been signed out on this device. Unsent changes are kept on this computer: sign in again to send them.
notice-account-session-ended-changes-kept = Your access to { $account } has ended on this device. Unsent changes are kept on this computer: sign in again to send them.
notice-database-newer = The data on this computer was written by a newer version of Roster and hasn’t been touched. Install that version to use it.
notice-database-lost = The data on this computer is missing: its file is gone or empty, and wasn’t replaced. Choose this computer to see which file to put back.
notice-embedded-failed = The server on this computer didn’t start. Its data hasn’t been touched. Restart Roster; if that doesn’t help, check its log.

keyring-title = You’ll have to sign in each time
keyring-explained = Roster keeps you signed in with this computer’s keyring, which can’t be used right now. You’ll stay signed in until you close Roster.
keyring-reason = The system says: { $reason }
keyring-locked-title = This computer’s keyring is locked
keyring-locked-explained = Roster keeps your session there, and the key to your data on this computer. Unlock it, then try again.

policy-problem-title = Your organization’s settings can’t be used as they are
policy-problem = Until they’re corrected, Roster allows nothing new that they may be meant to prevent. Accounts already here go on working. Show this to your administrator:

## The start

first-start-title = Welcome to Roster
first-start-lead = Where should your account live?
use-on-this-computer = Use on this computer
use-on-this-computer-explained = Your account and its users stay here, and nothing else is needed. Good for a single administrator, or for trying Roster out.
connect-to-a-server = Connect to a server
connect-to-a-server-explained = Your organization runs Roster for several people, and you have its address.
create-account-title = Create your account
create-account-lead = You’ll be its first administrator.
create-account = Create account
connect-title = Connect to a server
connect-lead = Your administrator can give you the address.
server-address = Server address
server-fixed = Your organization has set this address.
connect = Connect
sign-in-title = Sign in
sign-in-embedded = To the account on this computer.
sign-in-server = To { $server }
sign-in-server-fixed = To { $server }, the server your organization has set.
sign-in-not-here = Your organization allows signing in at { $server } only. Nothing is lost: this account stays here until you forget it.
sign-in-typed-kept = What you typed isn’t lost: sign in again to go on with it.
sign-in = Sign in
forgot-password = Forgot your password?
forgot-password-sent-title = Check your email
forgot-password-sent = If { $loginEmail } belongs to an account here, we’ve sent an email to its communication email. Open the link in it within an hour and choose a new password.
forgot-password-folder = On this computer, emails are kept as files. The newest one in this folder has the link:
use-another-server = Use another server

locked-title = Locked until Roster reaches the server
locked-offline-too-long = This computer hasn’t reached the server for too long. To protect the people in the account, Roster shows its copy again once the server confirms that you may see it.
locked-clock-turned-back = This computer’s clock was set back, so Roster can’t tell how old its copy of the account is. Correct the clock; Roster shows the copy again once the server confirms that you may see it.
locked-nothing-lost = Nothing is lost: pending changes on this computer are kept.
locked-unreachable = Roster can’t reach the server. Check your connection.

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
sign-out-explained = To keep them, wait until they’re sent.
sign-out-anyway = Sign out anyway
stay-signed-in = Stay signed in
changes-lost =
    { $count ->
        [one] { $count } change hasn’t been sent yet and would be lost.
       *[other] { $count } changes haven’t been sent yet and would be lost.
    }
changes-lost-unknown = Changes that haven’t been sent yet would be lost. Roster can’t tell right now how many there are.
preferences-colours = Appearance
colours-light = Light
colours-dark = Dark
colours-system = Match system
preferences-language = Language
preferences-language-fixed = Language: { $language }, set by your organization

sync = Sync
sync-up-to-date = Up to date
sync-syncing = Syncing
sync-offline = Offline
sync-not-roster = Something else answers in its place, such as a Wi-Fi sign-in page. Open a web browser to sign in to the network, or check the server address.
sync-busy = The server can’t answer right now. Roster tries again by itself.
sync-copy = The copy on this computer can’t be read or written. Is the disk full?
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
sync-progress-name = Sync progress
sync-progress = { $done } of { $total } users
sync-progress-unknown =
    { $done ->
        [one] { $done } user so far
       *[other] { $done } users so far
    }
sync-last-contact = Last synced: { $time }
sync-never = Not synced yet

offline-note = You’re offline. Roster saves this on this computer and sends it later.
edit-includes-waiting = This includes your earlier changes that haven’t been sent yet. What you save now is added to them.
edited-meanwhile = Someone else just changed this person: { $fields }. What you typed is kept. If you changed the same field, you choose between the two when you save.
edited-gone = This person is no longer here: someone else removed them or deleted their invitation. What you typed can’t be saved.
settings-edited-meanwhile = Someone else just saved other values here: { $fields }. What you typed is kept, and replaces them if you save.

shortcuts = Keyboard shortcuts
key-control = Ctrl
shortcut-search = Search this list
shortcut-undo = Undo the last change
shortcut-close = Close the window
shortcut-quit = Quit Roster
shortcut-zoom-in = Zoom in
shortcut-zoom-out = Zoom out
shortcut-zoom-reset = Actual size
shortcut-or = or

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
forget-explained = This removes the account and everything kept of it from this computer. Unsent changes are lost. Nothing changes on the server, and you can add the account again.

## Finding a person

find-person = Find a person
find-person-hint = Searches every account you’re signed in to. Press Enter to go to the person.
people = People found

## Pending changes

pending-changes = Pending changes
pending-offline = You’re offline. These changes are sent in this order once Roster reaches the server.
pending-online = Changes are sent to the server in this order.
pending-none = No pending changes
pending-none-explained = Changes you make while offline wait here until they’re sent.
saved-here = Saved on this computer. Roster sends it once it reaches the server.
not-in-force = Not applied yet
needs-attention = Needs attention
# $words is “Not applied yet” or “Needs attention”, $what is such as “changes and removal”
pending-what = { $words }: { $what }
pending-kind-create = invitation
pending-kind-update = changes
pending-kind-remove = removal
pending-kind-restore = restore
pending-kind-resend = resent invitation
pending-kind-delete = deleted invitation
pending-create = Invite { $name }
pending-update = Change { $name }
pending-remove = Remove { $name }
pending-restore = Restore { $name }
pending-resend = Resend the invitation of { $name }
pending-delete = Delete the invitation of { $name }
pending-waiting = Waiting
pending-sending = Sending
pending-sending-explained = It may already have arrived, so it can’t be canceled.
pending-conflict = Two versions
pending-refused = Refused
pending-remove-explained = They’ll be signed out everywhere and lose access.
pending-resend-explained = They’ll get an email with a new link. Earlier links will stop working.
pending-delete-explained = The link sent earlier will stop working.
withdraw = Cancel this change
withdrawn = Canceled. It won’t be sent.
in-force-now = Done. It’s applied now.
choose = Choose
drop-title = Discard this change?
drop-explained = “{ $change }” won’t be sent, and what you typed is lost.
before = Before
after = After

## Clients

clients-empty-title = Clients aren’t part of this version yet
clients-empty-administrator = They’ll appear here in a later version. Until then, you can invite people and manage your account’s users.
clients-empty-user = They’ll appear here in a later version. Until then, there’s nothing to do in Roster but keep your profile up to date.
administrators = Administrators
administrators-explained = They manage this account and its users. Ask one of them to change your access.
# The accessible name of a field that shows someone’s address
address-of = Email address of { $name }

## Settings

account = Account
user-management = User Management
default-language = Default language
default-language-explained = Suggested for each new user. You can choose another one for each of them.
account-saved = Account settings saved.
settings-denied-title = Settings are for administrators

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
audit-export-json = JSON, one event per line
audit-exported-title = Log exported
audit-exported = Saved to { $path }
audit-none = No events
audit-none-narrowed = Nothing in the log matches your filters.
audit-when = When
audit-what = Action
audit-whom = Person
audit-who = By
audit-origin = IP address
audit-number = Number in the log
# The accessible name of the button that shows the details of an event
audit-open = { $action }, { $when }: details
audit-changes = Changes
audit-no-changes = No fields were changed.
audit-field = Field
audit-before = Before
audit-after = After
audit-nothing = None
audit-nobody = Not signed in
audit-origin-service = Server
audit-origin-command-line = Server command line
audit-field-status = Status
audit-field-device = Device
audit-field-delivery = Delivery
audit-field-delivery-error = Delivery problem
audit-field-session-began = Signed in
audit-field-expires = Invitation expires
audit-field-reason = Reason
audit-field-server = Mail server’s reply
audit-reason-used = The link had already been used
audit-reason-expired = The link had expired
audit-reason-revoked = The link had been replaced or canceled
audit-user-created = Invited a user
audit-user-updated = Changed a user
audit-user-removed = Removed a user
audit-user-removal-undone = Undid a removal
audit-user-restored = Restored a user
audit-invitation-accepted = Accepted an invitation
audit-invitation-refused = Used an invitation link that no longer works
audit-invitation-sent = Invitation sent
audit-invitation-delayed = Invitation delayed
audit-invitation-failed = Invitation not delivered
audit-invitation-resent = Sent an invitation again
audit-invitation-link-copied = Copied an invitation link
audit-invitation-deleted = Deleted an invitation
audit-invitation-term-corrected = Corrected the end of an invitation
audit-session-created = Signed in
audit-session-refused = Failed to sign in
audit-session-ended = Signed out
audit-session-revoked = Ended a session elsewhere
audit-password-changed = Changed their password
audit-password-refused = Entered a wrong current password
audit-password-forgotten = Asked for a password reset link
audit-password-forgotten-refused = Was refused a password reset link
audit-password-reset = Reset their password by link
audit-password-reset-refused = Used a password reset link that no longer works
audit-email-restored = Set their address back by link
audit-email-restore-refused = Used a link to set an address back that no longer works
audit-account-created = Account created
audit-account-updated = Changed the account
audit-account-seeded = Added sample users
audit-shortened-title = Part of the audit log is missing
audit-shortened = The audit log ends before what this computer has already seen. Either events were removed, or the server went back to an older copy of its database. Contact your server’s operator.
audit-rewritten-title = The audit log was rewritten
audit-rewritten = The audit log no longer matches what this computer has already seen: past events were changed. Contact your server’s operator; the command “rosterd audit verify” says more.
audit-accept = Accept the log as it is
audit-accept-title = Accept the audit log as it is now?
audit-accept-explained = This computer forgets what it has seen so far, and warns you again only about later changes.

## Profile

profile-information = Information
profile-saved = Profile saved.
sessions = Sessions
sessions-explained = Where you’re signed in to this account. End any session you don’t recognize, then change your password.
sessions-only-this = You’re not signed in anywhere else.
sessions-end-others = End all others
sessions-end-others-title = End all other sessions?
sessions-end-others-explained = You stay signed in here. Everywhere else you’re signed out, and the copy of the account kept there is deleted.
sessions-others-ended = You’re now signed in only here.
session-unnamed = Unnamed device
session-this = This device
session-used = Last used { $when }
session-began = Signed in { $when }
session-began-from = Signed in { $when }, from { $origin }
session-ends = Ends { $when } at the latest
session-end = End
session-end-name = End the session on { $name }
session-end-title = End the session on { $name }?
session-end-explained = You’re signed out there, and the copy of the account kept there is deleted.
session-end-confirm = End session
session-ended-there = The session on { $name } has ended.
change-password-explained = You stay signed in here and are signed out everywhere else.
password-changed = Password changed. You’re signed out everywhere else.

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
column-communication-email = Contact email, if different
column-role = Role
column-role-before = Former role
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
invitation-queued = Queued
invitation-retrying = Trying again
invitation-sent = Sent
invitation-sent-when = Sent { $when }
invitation-failed = Not delivered
invitation-expired = Expired
# $when is relative, such as “in 5 days”
invitation-expires = Expires { $when }
invitation-expired-when = Ended { $when }

no-users = No active users
no-invitations = No pending invitations
no-invitations-explained = People you invite appear here until they set their password.
invite-someone = Invite someone
no-removed = No removed users
no-removed-explained = People who lose access appear here. You can invite them again.
nobody-yet = Nobody in this list yet
not-all-here = Roster is still getting this account’s users.
no-matches-yet = Nobody so far matches “{ $search }”
no-matches = Nobody here matches “{ $search }”
no-matches-explained = Roster searches names and email addresses. The person may be in another list.

## Inviting

step-information = Information
step-role = Role
invite-new-user = Invite new user
invited-title = { $name } is invited
invited = The invitation is on its way to { $address }.
invitation-accepted-by = { $name } accepted the invitation
invitations-accepted =
    { $count ->
        [one] { $count } person accepted their invitation
       *[other] { $count } people accepted their invitations
    }
invitation-sent-again = Invitation sent again to { $address }; the earlier link no longer works.
discard-title = Discard what you typed?
discard-explained = This person hasn’t been invited yet.
discard-changes-explained = Your changes haven’t been saved yet.
discard = Discard
keep-editing = Keep editing

## Editing

user-saved = Changes to { $name } saved.
conflict-title = { $name } was changed in the meantime
conflict-explained = Someone else saved the same fields. Choose which value to keep.
conflict-base = Before
conflict-theirs = Someone else changed this
# $when is a time of day, such as “11:47 PM”, or a date with it
conflict-theirs-by = { $name } changed this at { $when }
conflict-mine = Your change

## Removing, deleting, restoring

remove = Remove
remove-title = Remove { $name }?
remove-explained = { $name } is signed out everywhere at once and can no longer sign in with { $address }. Their record and history are kept, and you can restore them later.
remove-explained-offline = { $name } keeps access until this is sent. Then they’re signed out everywhere and can no longer sign in with { $address }. Their record and history are kept, and you can restore them later.
removed-title = { $name } is removed
removed-undo-explained = Undo gives them their access back as it was.
access-back-title = { $name } has access again
access-back = Everything is as it was. They sign in with the same password.
removal-withdrawn-title = { $name } keeps their access
removal-withdrawn = The removal hadn’t been sent yet, and now it won’t be.
delete-invitation = Delete invitation
delete-invitation-title = Delete the invitation of { $name }?
delete-invitation-explained = The link sent to { $address } stops working. If they’ve never had access, nothing about them is kept.
delete-invitation-explained-offline = The link sent to { $address } works until this is sent. If they’ve never had access, nothing about them is kept then.
invitation-deleted-title = Invitation of { $name } deleted
invitation-deleted-undo-explained = Undo sends another invitation.
restore = Restore
restore-explained = They’re invited again: an email with a new link goes to { $address }, and they set a new password.
restore-explained-offline = Once this is sent, they’re invited again: an email with a new link goes to { $address }, and they set a new password.

## An invitation’s link

link = Invitation link
link-title = Invitation link of { $name }
link-explained = The link is on the clipboard. Share it with this person only: whoever opens it can set their password.
link-expires = It works once, until { $time }.
link-others-ended = Links sent or copied earlier no longer work.

## Mailbox

mailbox-explained = On this computer, emails aren’t sent but kept here. Pass the invitations on yourself.
mailbox-empty-title = No emails yet
mailbox-empty = When you invite someone, the email to them appears here, with its link.
mails = Emails
mail = Email
mail-none-chosen = Select an email to read it
mail-to = To { $address }
mail-from-name = From
mail-to-name = To
mail-date-name = Date
open-link = Open link
copy-link = Copy link
copy-new-link = Copy a new link
copy-link-ends-mailed = The link emailed to { $address } stops working. Only the new one that you copy now lets them in.
