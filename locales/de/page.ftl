# Die Seiten der Eingeladenen. $by ist "person", wenn jemand zu nennen ist, sonst "nobody".

# Diese Sprache in ihren eigenen Worten
language-name = Deutsch
language-switch = Sprache

# Das Formular
join-title = Bei { $account } mitmachen
join-lead = { $by ->
    [nobody] Sie sind eingeladen, in Roster bei { $account } mitzuarbeiten. Wählen Sie dafür ein Passwort.
   *[person] { $inviter } lädt Sie ein, in Roster bei { $account } mitzuarbeiten. Wählen Sie dafür ein Passwort.
}
join-account = Konto
join-inviter = Eingeladen von
join-login = Anmelde-E-Mail
join-login-hint = Mit dieser Adresse melden Sie sich an. Sie lässt sich später nicht ändern.
join-password = Passwort
join-rule-length = Mindestens { $min } Zeichen. Ein paar Wörter hintereinander sind leicht zu merken und schwer zu erraten.
join-rule-any = Alles ist erlaubt: Buchstaben, Leerzeichen, Ziffern, Sonderzeichen, in jeder Sprache. Einfügen geht auch.
join-rule-common = Kein Passwort, das viele verwenden.
join-rule-personal = Nicht nur Ihr Name, Ihre Adressen oder der Name des Kontos.
join-show = Passwort anzeigen
join-hide = Passwort verbergen
join-count = Zeichen: { $count } (mindestens { $min })
join-strength = Stärke:
join-strength-short = Noch zu kurz
join-strength-plain = Wiederholt sich: Nehmen Sie andere Wörter dazu
join-strength-good = Gut
join-strength-strong = Sehr gut
join-accept = Einladung annehmen
join-until = Dieser Link gilt einmal, bis zum { $until }.

# Neben dem Passwort, nach einem Versuch
error-prefix = Fehler:
password-required = Geben Sie ein Passwort ein.
password-too-short = Verwenden Sie mindestens { $min } Zeichen. Ein paar Wörter hintereinander sind leicht zu merken.
password-too-long = Verwenden Sie höchstens { $max } Zeichen.
password-too-common = Dieses Passwort würde man mit als Erstes ausprobieren. Nehmen Sie ein paar Wörter, die nichts miteinander zu tun haben.
password-personal = Dieses Passwort besteht nur aus Ihrem Namen, Ihren Adressen, dem Namen des Kontos, Ziffern oder Zeichen. Nehmen Sie ein paar andere Wörter dazu.
password-unreadable = Das Passwort ist nicht vollständig angekommen. Geben Sie es noch einmal ein.

# Danach
welcome-title = Willkommen, { $firstName }
welcome-lead = Ihr Passwort ist gespeichert, und Sie gehören jetzt zu { $account }.
welcome-next = Was Sie jetzt tun können
welcome-clients = Die Kunden von { $account } ansehen und alle ihre Einstellungen bearbeiten
welcome-profile = Ihr eigenes Profil auf dem Laufenden halten
welcome-users = Menschen einladen und die Benutzer von { $account } verwalten
welcome-settings = Die Einstellungen des Kontos ändern
welcome-ask = Für die Einstellungen des Kontos und seine Benutzer wenden Sie sich bitte an dessen Administration.
welcome-open = Roster öffnen
welcome-sign-in = Melden Sie sich mit Ihrem neuen Passwort und dieser Anmelde-E-Mail an:
welcome-get = Roster ist noch nicht auf diesem Computer?
welcome-get-link = Roster holen

# Links, die nichts mehr öffnen
expired-title = Diese Einladung ist abgelaufen
expired-lead = { $by ->
    [nobody] Der Link zu { $account } galt bis zum { $until }.
   *[person] Der Link, mit dem { $inviter } Sie zu { $account } eingeladen hat, galt bis zum { $until }.
}
expired-do = { $by ->
    [nobody] Bitten Sie die Administration von { $account }, die Einladung noch einmal zu senden. Die neue E-Mail enthält einen neuen Link.
   *[person] Bitten Sie { $inviter }, die Einladung noch einmal zu senden. Die neue E-Mail enthält einen neuen Link.
}
used-title = Diese Einladung wurde bereits angenommen
used-lead = Ein Link gilt nur einmal, und dieser wurde schon benutzt, um bei { $account } mitzumachen.
used-do = Wenn Sie das waren, öffnen Sie Roster und melden Sie sich mit Ihrer Anmelde-E-Mail und dem gewählten Passwort an.
used-alarm = { $by ->
    [nobody] Wenn Sie es nicht waren, sagen Sie bitte gleich der Administration von { $account } Bescheid.
   *[person] Wenn Sie es nicht waren, sagen Sie bitte gleich { $inviter } Bescheid.
}
revoked-title = Diese Einladung gilt nicht mehr
revoked-lead = { $account } hat diesen Link zurückgezogen, oder ein neuerer ist an seine Stelle getreten.
revoked-do = { $by ->
    [nobody] Suchen Sie nach einer späteren E-Mail von Roster und verwenden Sie den Link darin. Gibt es keine, wenden Sie sich an die Administration von { $account }.
   *[person] Suchen Sie nach einer späteren E-Mail von Roster und verwenden Sie den Link darin. Gibt es keine, wenden Sie sich an { $inviter }.
}
unknown-title = Dieser Link führt nirgendwohin
unknown-lead = Roster kennt keine Einladung mit diesem Link. Vielleicht ist ein Teil davon verloren gegangen.
unknown-do = Öffnen Sie den Link direkt aus der E-Mail, oder kopieren Sie ihn ganz. Hilft das nicht, bitten Sie darum, dass die Einladung noch einmal gesendet wird.

# Störungen, die nichts mit dem Link zu tun haben
trouble-back = Zurück zur Einladung
too-many-title = Zu viele Versuche
too-many-lead = Es wurde nichts geändert. Warten Sie eine Viertelstunde und versuchen Sie es dann noch einmal: Ihr Link gilt weiterhin.
malformed-title = Das Formular ist nicht vollständig angekommen
malformed-lead = Es wurde nichts geändert. Öffnen Sie die Einladung erneut und senden Sie das Formular noch einmal ab.
unavailable-title = Roster ist gerade nicht erreichbar
unavailable-lead = Es wurde nichts geändert, und Ihre Einladung gilt weiterhin. Versuchen Sie es in einer Minute noch einmal.
failed-title = Etwas ist schiefgegangen
failed-lead = Der Fehler liegt bei uns. Versuchen Sie es in einer Minute noch einmal; bleibt es dabei, sagen Sie bitte der Person Bescheid, die Sie eingeladen hat.

# Ein vergessenes Passwort
forgotten-title = Passwort vergessen?
forgotten-lead = Geben Sie die E-Mail ein, mit der Sie sich anmelden. Roster schickt dann einen Link an Ihre Kommunikations-E-Mail.
forgotten-send = Link senden
forgotten-required = Geben Sie Ihre Anmelde-E-Mail ein.
forgotten-sent-title = Prüfen Sie Ihre E-Mails
forgotten-sent-lead = Wenn sich jemand mit dieser E-Mail bei Roster anmeldet, ist eine Nachricht an die zugehörige Kommunikations-E-Mail unterwegs.
forgotten-sent-do = Öffnen Sie den Link darin innerhalb einer Stunde und wählen Sie ein neues Passwort.
forgotten-sent-else = Falls nichts ankommt: Sehen Sie bei den unerwünschten Nachrichten nach und prüfen Sie die Anmelde-E-Mail. Sonst wenden Sie sich an die Administration Ihres Kontos.
reset-title = Neues Passwort setzen
reset-lead = Wählen Sie das Passwort, mit dem Sie sich von jetzt an anmelden. Überall, wo Sie angemeldet sind, werden Sie abgemeldet.
reset-save = Passwort setzen
reset-done-title = Ihr neues Passwort ist gesetzt
reset-done-lead = Überall, wo Sie angemeldet waren, wurden Sie abgemeldet. Melden Sie sich mit Ihrer Anmelde-E-Mail und dem neuen Passwort an.
reset-ended-title = Dieser Link gilt nicht mehr
reset-ended-lead = Ein Link für ein neues Passwort gilt einmal, eine Stunde lang und bis der nächste verwendet wird. Es wurde nichts geändert.
reset-ended-again = Neuen Link anfordern
reset-trouble-lead = Es wurde nichts geändert. Versuchen Sie es in einer Minute noch einmal.
reset-too-many-lead = Es wurde nichts geändert. Warten Sie eine Viertelstunde und versuchen Sie es dann noch einmal.
reset-back = Noch einmal versuchen

# Eine Adresse, die jemand anderes geändert hat
restore-title = Ihre Adresse zurückstellen
restore-lead = Roster schreibt dann wieder an { $email }, und Sie werden überall abgemeldet. Wählen Sie ein neues Passwort: Vielleicht kennt jemand anderes das alte.
restore-save = Zurückstellen und Passwort speichern
restore-done-title = Ihre Adresse ist zurückgestellt
restore-done-lead = Roster schreibt wieder an { $email }, und Ihr neues Passwort gilt.
restore-ended-lead = Ein Link, der eine Adresse zurückstellt, gilt einmal, innerhalb von 7 Tagen. Es wurde nichts geändert.
restore-ended-do = Glauben Sie, dass jemand anderes unter Ihrem Namen angemeldet ist? Sagen Sie der Administration Ihres Kontos sofort Bescheid.
