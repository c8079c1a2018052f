# E-mails. $by vaut "person" quand quelqu’un du compte invite, "restorer" quand cette personne fait revenir quelqu’un qui en était, "nobody"
# quand l’invitation vient de l’exploitant.

moment-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [m01] janvier
    [m02] février
    [m03] mars
    [m04] avril
    [m05] mai
    [m06] juin
    [m07] juillet
    [m08] août
    [m09] septembre
    [m10] octobre
    [m11] novembre
   *[m12] décembre
} { $year }
moment = { $date } à { $time } (UTC)

# Invitation
mail-invitation-subject = { $by ->
    [nobody] Votre invitation à rejoindre { $account } sur Roster
    [restorer] { $inviter } vous rend l’accès à { $account } sur Roster
   *[person] { $inviter } vous invite à rejoindre { $account } sur Roster
}
mail-invitation-preview = Choisissez un mot de passe et c’est tout. Le lien est valable jusqu’au { $untilDate }.
mail-invitation-heading = Bienvenue chez { $account }
mail-greeting = Bonjour { $firstName },
mail-invitation-intro = { $by ->
    [nobody] On vous invite à rejoindre { $account } sur Roster. Il ne vous reste qu’à choisir un mot de passe.
    [restorer] { $inviter } vous rend l’accès à { $account } sur Roster. Il ne vous reste qu’à choisir un nouveau mot de passe.
   *[person] { $inviter } vous invite à rejoindre { $account } sur Roster. Il ne vous reste qu’à choisir un mot de passe.
}
mail-invitation-button = Accepter l’invitation
mail-invitation-link = Si le bouton ne fonctionne pas, copiez ce lien dans votre navigateur :
mail-invitation-open = Ouvrez ce lien pour accepter l’invitation :
mail-invitation-account = Compte
mail-invitation-inviter = Invitation de
mail-invitation-login = Votre e-mail de connexion
mail-invitation-until = Le lien sert une seule fois, jusqu’au
mail-invitation-ignore = Vous n’attendiez pas cette invitation ? Ignorez simplement cet e-mail : tant qu’elle n’est pas acceptée, il ne se passe rien.
mail-invitation-footer = { $by ->
    [nobody] Roster vous a envoyé cet e-mail au nom de « { $account } ». Personne ne lit les réponses : pour toute question, adressez-vous à l’administration de votre compte.
   *[person] Roster vous a envoyé cet e-mail au nom de « { $account } ». Personne ne lit les réponses : pour toute question, adressez-vous à { $inviter }.
}

# Avis. $by vaut "self" si la personne l’a fait elle-même, "person" si { $actor } l’a fait.
mail-notice-account = Compte
mail-notice-when = Quand
mail-notice-footer = Roster vous a envoyé cet e-mail au nom de « { $account } ». Personne ne lit les réponses : pour toute question, adressez-vous à l’administration de « { $account } ».
mail-email-changed-subject = Votre e-mail de communication a été modifié
mail-email-changed-intro = { $by ->
    [self] Vous avez modifié l’adresse à laquelle Roster vous écrit au sujet de « { $account } ».
   *[person] { $actor } a modifié l’adresse à laquelle Roster vous écrit au sujet de « { $account } ».
}
mail-email-changed-before = Jusqu’à présent
mail-email-changed-after = Désormais
mail-email-changed-alarm = { $by ->
    [self] Ce n’était pas vous ? Alors quelqu’un d’autre s’est connecté à votre place. Changez sans attendre votre mot de passe dans Roster, rétablissez l’adresse et prévenez l’administration de « { $account } ».
   *[person] La nouvelle adresse n’est pas la vôtre ? Corrigez-la dans votre profil dans Roster, ou prévenez l’administration de « { $account } ».
}
mail-email-changed-undo = Ce n’était pas vous ? Rétablissez l’adresse avec le lien ci-dessus : tous vos appareils seront déconnectés et vous choisirez un nouveau mot de passe. Prévenez ensuite l’administration de « { $account } ».
mail-email-changed-button = Ce n’était pas moi : rétablir
mail-email-changed-open = Ce n’était pas vous ? Ouvrez ce lien pour rétablir l’adresse et choisir un nouveau mot de passe :
mail-password-changed-subject = Votre mot de passe a été modifié
mail-password-changed-intro = Le mot de passe avec lequel vous vous connectez à Roster a été modifié. Partout ailleurs, vos sessions ont été fermées.
mail-password-changed-login = E-mail de connexion
mail-password-changed-alarm = Ce n’était pas vous ? Prévenez sans attendre l’administration de « { $account } » : quelqu’un d’autre peut peut-être se connecter à votre place.
mail-access-removed-subject = Votre accès à « { $account } » a pris fin
mail-access-removed-intro = { $actor } a mis fin à votre accès à « { $account } » sur Roster. Vous ne pouvez plus vous connecter avec { $loginEmail }.
mail-access-removed-alarm = Si vous ne vous y attendiez pas, adressez-vous à l’administration de « { $account } ». Elle peut vous inviter de nouveau.
mail-access-returned-subject = Vous avez de nouveau accès à « { $account } »
mail-access-returned-intro = { $actor } vous a rendu votre accès à « { $account } » sur Roster. Connectez-vous avec { $loginEmail } et le même mot de passe qu’avant.
mail-access-returned-alarm = Une question ? Adressez-vous à l’administration de « { $account } ».
mail-rights-changed-subject = Vos droits dans « { $account } » ont été modifiés
mail-rights-changed-intro = { $actor } a modifié ce que vous pouvez faire dans « { $account } » sur Roster.
mail-rights-changed-role = Votre rôle
mail-rights-changed-user = Utilisateur
mail-rights-changed-administrator = Administrateur
mail-rights-changed-billing = Responsable de la facturation
mail-rights-changed-granted = Ajoutée
mail-rights-changed-withdrawn = Retirée
mail-rights-changed-alarm = Si vous ne vous y attendiez pas, adressez-vous à l’administration de « { $account } ».
mail-new-sign-in-subject = Nouvelle connexion à Roster
mail-new-sign-in-intro = Quelqu’un s’est connecté en tant que { $loginEmail } sur un appareil que Roster n’avait pas encore vu avec cet e-mail de connexion. Si c’était vous, il n’y a rien à faire.
mail-new-sign-in-device = Appareil
mail-new-sign-in-unnamed = Sans nom
mail-new-sign-in-address = Adresse IP
mail-new-sign-in-alarm = Ce n’était pas vous ? Changez sans attendre votre mot de passe dans Roster : tous les autres appareils seront déconnectés. Prévenez ensuite l’administration de « { $account } ».
mail-password-forgotten-subject = Définir un nouveau mot de passe pour Roster
mail-password-forgotten-intro = Quelqu’un a demandé un nouveau mot de passe pour { $loginEmail }. Si c’était vous, choisissez-le avec ce lien.
mail-password-forgotten-button = Définir un nouveau mot de passe
mail-password-forgotten-open = Ouvrez ce lien pour définir un nouveau mot de passe :
mail-password-forgotten-alarm = Vous n’avez rien demandé ? Ignorez simplement cet e-mail : votre mot de passe reste le même. Si cela se répète, prévenez l’administration de « { $account } ».
