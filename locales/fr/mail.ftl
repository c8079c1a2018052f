# Courriels. $by vaut "person" quand quelqu’un du compte invite, "nobody" quand l’invitation vient de l’exploitant.

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
   *[person] { $inviter } vous invite à rejoindre { $account } sur Roster
}
mail-invitation-preview = Choisissez un mot de passe et c’est tout. Le lien est valable jusqu’au { $untilDate }.
mail-invitation-heading = Bienvenue chez { $account }
mail-invitation-greeting = Bonjour { $firstName },
mail-invitation-intro = { $by ->
    [nobody] On vous invite à rejoindre { $account } sur Roster. Il ne vous reste qu’à choisir un mot de passe.
   *[person] { $inviter } vous invite à rejoindre { $account } sur Roster. Il ne vous reste qu’à choisir un mot de passe.
}
mail-invitation-button = Accepter l’invitation
mail-invitation-link = Si le bouton ne fonctionne pas, copiez ce lien dans votre navigateur :
mail-invitation-open = Ouvrez ce lien pour accepter l’invitation :
mail-invitation-account = Compte
mail-invitation-inviter = Invitation de
mail-invitation-login = Votre e-mail de connexion
mail-invitation-until = Le lien sert une seule fois, jusqu’au
mail-invitation-ignore = Vous n’attendiez pas cette invitation ? Ignorez simplement ce courriel : tant qu’elle n’est pas acceptée, il ne se passe rien.
mail-invitation-footer = { $by ->
    [nobody] Roster vous a envoyé ce courriel au nom de « { $account } ». Personne ne lit les réponses : pour toute question, adressez-vous à l’administration de votre compte.
   *[person] Roster vous a envoyé ce courriel au nom de « { $account } ». Personne ne lit les réponses : pour toute question, adressez-vous à { $inviter }.
}
