# E-Mails. $by ist "person", wenn jemand aus dem Konto einlädt, "nobody", wenn die Einladung vom Betreiber kommt.

moment-date = { $day }. { $month ->
    [m01] Januar
    [m02] Februar
    [m03] März
    [m04] April
    [m05] Mai
    [m06] Juni
    [m07] Juli
    [m08] August
    [m09] September
    [m10] Oktober
    [m11] November
   *[m12] Dezember
} { $year }
moment = { $date } um { $time } Uhr (UTC)

# Einladung
mail-invitation-subject = { $by ->
    [nobody] Ihre Einladung zu { $account } in Roster
   *[person] { $inviter } lädt Sie zu { $account } in Roster ein
}
mail-invitation-preview = Nur noch ein Passwort wählen, schon sind Sie dabei. Der Link gilt bis zum { $untilDate }.
mail-invitation-heading = Willkommen bei { $account }
mail-invitation-greeting = Guten Tag { $fullName },
mail-invitation-intro = { $by ->
    [nobody] Sie sind eingeladen, in Roster bei { $account } mitzuarbeiten. Sie brauchen nur noch ein Passwort zu wählen.
   *[person] { $inviter } lädt Sie ein, in Roster bei { $account } mitzuarbeiten. Sie brauchen nur noch ein Passwort zu wählen.
}
mail-invitation-button = Einladung annehmen
mail-invitation-link = Falls die Schaltfläche nicht funktioniert, kopieren Sie diesen Link in Ihren Browser:
mail-invitation-open = Öffnen Sie diesen Link, um die Einladung anzunehmen:
mail-invitation-account = Konto
mail-invitation-inviter = Eingeladen von
mail-invitation-login = Sie melden sich an mit
mail-invitation-until = Der Link gilt einmal, bis zum
mail-invitation-ignore = Sie haben diese Einladung nicht erwartet? Dann ignorieren Sie diese E-Mail einfach: Solange die Einladung nicht angenommen wird, geschieht nichts.
mail-invitation-footer = { $by ->
    [nobody] Roster hat Ihnen diese E-Mail im Namen von { $account } geschickt. Antworten werden nicht gelesen: Bei Fragen wenden Sie sich bitte an die Administration Ihres Kontos.
   *[person] Roster hat Ihnen diese E-Mail im Namen von { $account } geschickt. Antworten werden nicht gelesen: Bei Fragen wenden Sie sich bitte an { $inviter }.
}
