# E-Mails. $by ist "person", wenn jemand aus dem Konto einlädt, "restorer", wenn dabei jemand zurückkommt,
# "nobody", wenn die Einladung vom Betreiber kommt.

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
    [restorer] { $inviter } gibt Ihnen den Zugang zu { $account } in Roster zurück
   *[person] { $inviter } lädt Sie zu { $account } in Roster ein
}
mail-invitation-preview = Nur noch ein Passwort wählen, schon sind Sie dabei. Der Link gilt bis zum { $untilDate }.
mail-invitation-heading = Willkommen bei { $account }
mail-greeting = Guten Tag { $fullName },
mail-invitation-intro = { $by ->
    [nobody] Sie sind eingeladen, in Roster bei { $account } mitzuarbeiten. Sie brauchen nur noch ein Passwort zu wählen.
    [restorer] { $inviter } gibt Ihnen den Zugang zu { $account } in Roster zurück. Sie brauchen nur noch ein neues Passwort zu wählen.
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

# Mitteilungen. $by ist "self", wenn es die Person selbst war, "person", wenn { $actor } es war.
mail-notice-account = Konto
mail-notice-when = Wann
mail-notice-footer = Roster hat Ihnen diese E-Mail im Namen von { $account } geschickt. Antworten werden nicht gelesen: Bei Fragen wenden Sie sich bitte an die Administration von { $account }.
mail-email-changed-subject = Ihre Kommunikations-E-Mail wurde geändert
mail-email-changed-intro = { $by ->
    [self] Sie haben die Adresse geändert, an die Roster Ihnen zu { $account } schreibt.
   *[person] { $actor } hat die Adresse geändert, an die Roster Ihnen zu { $account } schreibt.
}
mail-email-changed-before = Bisher
mail-email-changed-after = Von jetzt an
mail-email-changed-alarm = { $by ->
    [self] Das waren nicht Sie? Dann ist jemand anderes unter Ihrem Namen angemeldet. Ändern Sie sofort Ihr Passwort in Roster, stellen Sie die Adresse zurück und sagen Sie der Administration von { $account } Bescheid.
   *[person] Die neue Adresse ist nicht Ihre? Berichtigen Sie sie in Ihrem Profil in Roster oder sagen Sie der Administration von { $account } Bescheid.
}
mail-email-changed-undo = Das waren nicht Sie? Stellen Sie die Adresse mit dem Link oben zurück: Damit werden alle Geräte abgemeldet, und Sie wählen ein neues Passwort. Sagen Sie dann der Administration von { $account } Bescheid.
mail-email-changed-button = Das war ich nicht: zurückstellen
mail-email-changed-open = Das waren nicht Sie? Öffnen Sie diesen Link, um die Adresse zurückzustellen und ein neues Passwort zu wählen:
mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed-intro = Das Passwort, mit dem Sie sich bei Roster anmelden, wurde geändert. Überall sonst, wo Sie angemeldet waren, wurden Sie abgemeldet.
mail-password-changed-login = Anmelde-E-Mail
mail-password-changed-alarm = Das waren nicht Sie? Sagen Sie der Administration von { $account } sofort Bescheid: Vielleicht kann sich jemand anderes unter Ihrem Namen anmelden.
mail-access-removed-subject = Ihr Zugang zu { $account } ist beendet
mail-access-removed-intro = { $actor } hat Ihren Zugang zu { $account } in Roster beendet. Mit { $loginEmail } können Sie sich nicht mehr anmelden.
mail-access-removed-alarm = Wenn Sie das nicht erwartet haben, wenden Sie sich an die Administration von { $account }. Sie kann Sie erneut einladen.
mail-access-returned-subject = Sie haben wieder Zugang zu { $account }
mail-access-returned-intro = { $actor } hat Ihnen Ihren Zugang zu { $account } in Roster zurückgegeben. Melden Sie sich mit { $loginEmail } und demselben Passwort wie zuvor an.
mail-access-returned-alarm = Fragen? Wenden Sie sich an die Administration von { $account }.
mail-rights-changed-subject = Ihre Rechte in { $account } wurden geändert
mail-rights-changed-intro = { $actor } hat geändert, was Sie bei { $account } in Roster tun dürfen.
mail-rights-changed-role = Ihre Rolle
mail-rights-changed-user = Benutzer
mail-rights-changed-administrator = Administrator
mail-rights-changed-billing = Abrechnungsverwaltung
mail-rights-changed-granted = Sie haben sie von jetzt an
mail-rights-changed-withdrawn = Sie haben sie nicht mehr
mail-rights-changed-alarm = Wenn Sie das nicht erwartet haben, wenden Sie sich an die Administration von { $account }.
mail-new-sign-in-subject = Neue Anmeldung bei Roster
mail-new-sign-in-intro = Jemand hat sich als { $loginEmail } auf einem Gerät angemeldet, das Roster mit dieser Anmelde-E-Mail noch nicht gesehen hatte. Wenn Sie es waren, brauchen Sie nichts zu tun.
mail-new-sign-in-device = Gerät
mail-new-sign-in-unnamed = Ohne Namen
mail-new-sign-in-address = IP-Adresse
mail-new-sign-in-alarm = Das waren nicht Sie? Ändern Sie sofort Ihr Passwort in Roster: Damit werden alle anderen Geräte abgemeldet. Sagen Sie dann der Administration von { $account } Bescheid.
mail-password-forgotten-subject = Neues Passwort für Roster setzen
mail-password-forgotten-intro = Jemand möchte ein neues Passwort für { $loginEmail } setzen. Wenn Sie es waren, wählen Sie es mit diesem Link.
mail-password-forgotten-button = Neues Passwort setzen
mail-password-forgotten-open = Öffnen Sie diesen Link, um ein neues Passwort zu setzen:
mail-password-forgotten-alarm = Das waren nicht Sie? Dann ignorieren Sie diese E-Mail einfach: Ihr Passwort bleibt, wie es ist. Wenn es immer wieder geschieht, sagen Sie der Administration von { $account } Bescheid.
