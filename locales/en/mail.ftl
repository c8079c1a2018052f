# Mails. $by is "person" when somebody of the account invites, "nobody" when the invitation comes from the operator.

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
   *[person] { $inviter } invites you to { $account } on Roster
}
mail-invitation-preview = Choose a password and you are in. The link works until { $untilDate }.
mail-invitation-heading = Welcome to { $account }
mail-invitation-greeting = Hello { $firstName },
mail-invitation-intro = { $by ->
    [nobody] You have been invited to join { $account } on Roster. All that is left for you to do is choose a password.
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
