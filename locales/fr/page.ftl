# Les pages des personnes invitées. $by vaut "person" s’il y a quelqu’un à nommer, "nobody" sinon.

# Cette langue, dans ses propres mots
language-name = Français
language-switch = Langue

# Le formulaire
join-title = Rejoindre { $account }
join-lead = { $by ->
    [nobody] On vous invite à rejoindre { $account } sur Roster. Choisissez un mot de passe pour entrer.
   *[person] { $inviter } vous invite à rejoindre { $account } sur Roster. Choisissez un mot de passe pour entrer.
}
join-account = Compte
join-inviter = Invitation de
join-login = E-mail de connexion
join-login-hint = Vous vous connecterez avec cette adresse. Elle ne pourra pas être changée.
join-password = Mot de passe
join-rule-length = Au moins { $min } caractères. Quelques mots à la suite sont faciles à retenir et difficiles à deviner.
join-rule-any = Tout est permis : lettres, espaces, chiffres, signes, dans n’importe quelle langue. Vous pouvez le coller.
join-rule-common = Pas un mot de passe que beaucoup de gens utilisent.
join-rule-personal = Pas seulement votre nom, vos adresses ou le nom du compte.
join-show = Afficher le mot de passe
join-hide = Masquer le mot de passe
join-count = Caractères : { $count } (au moins { $min })
join-strength = Robustesse :
join-strength-short = Encore trop court
join-strength-plain = Se répète : ajoutez d’autres mots
join-strength-good = Bien
join-strength-strong = Très bien
join-accept = Accepter l’invitation
join-until = Ce lien sert une seule fois, jusqu’au { $until }.

# À côté du mot de passe, après un essai
error-prefix = Erreur :
password-required = Saisissez un mot de passe.
password-too-short = Utilisez au moins { $min } caractères. Quelques mots à la suite sont faciles à retenir.
password-too-long = Utilisez au plus { $max } caractères.
password-too-common = Ce mot de passe est l’un des premiers que l’on essaierait. Utilisez quelques mots sans rapport entre eux.
password-personal = Ce mot de passe n’est fait que de votre nom, de vos adresses, du nom du compte, de chiffres ou de signes. Ajoutez quelques autres mots.
password-unreadable = Le mot de passe n’est pas arrivé entier. Saisissez-le encore une fois.

# Ensuite
welcome-title = Bienvenue, { $firstName }
welcome-lead = Votre mot de passe est enregistré et vous faites maintenant partie de « { $account } ».
welcome-next = Ce que vous pouvez faire maintenant
welcome-clients = Voir les clients de « { $account } » et modifier tous leurs paramètres
welcome-profile = Tenir votre propre profil à jour
welcome-users = Inviter des personnes et gérer les utilisateurs de « { $account } »
welcome-settings = Modifier les paramètres du compte
welcome-ask = Pour les paramètres du compte et ses utilisateurs, adressez-vous à son administration.
welcome-open = Ouvrir Roster
welcome-sign-in = Connectez-vous avec votre nouveau mot de passe et cet e-mail de connexion :
welcome-get = Roster n’est pas encore sur cet ordinateur ?
welcome-get-link = Obtenir Roster

# Les liens qui n’ouvrent plus rien
expired-title = Cette invitation a expiré
expired-lead = { $by ->
    [nobody] Le lien vers { $account } était valable jusqu’au { $until }.
   *[person] Le lien que { $inviter } vous a envoyé pour rejoindre { $account } était valable jusqu’au { $until }.
}
expired-do = { $by ->
    [nobody] Demandez à l’administration de « { $account } » de renvoyer l’invitation. Le nouvel e-mail contiendra un nouveau lien.
   *[person] Demandez à { $inviter } de renvoyer l’invitation. Le nouvel e-mail contiendra un nouveau lien.
}
used-title = Cette invitation a déjà été acceptée
used-lead = Un lien ne sert qu’une fois, et celui-ci a servi à rejoindre { $account }.
used-do = Si c’était vous, ouvrez Roster et connectez-vous avec votre e-mail de connexion et le mot de passe que vous avez choisi.
used-alarm = { $by ->
    [nobody] Si ce n’était pas vous, prévenez sans attendre l’administration de « { $account } ».
   *[person] Si ce n’était pas vous, prévenez { $inviter } sans attendre.
}
revoked-title = Cette invitation n’est plus valable
revoked-lead = { $account } a retiré ce lien, ou un lien plus récent l’a remplacé.
revoked-do = { $by ->
    [nobody] Cherchez un e-mail plus récent de Roster et suivez son lien. S’il n’y en a pas, adressez-vous à l’administration de « { $account } ».
   *[person] Cherchez un e-mail plus récent de Roster et suivez son lien. S’il n’y en a pas, adressez-vous à { $inviter }.
}
unknown-title = Ce lien ne mène nulle part
unknown-lead = Roster ne connaît aucune invitation avec ce lien. Il en manque peut-être une partie.
unknown-do = Ouvrez le lien directement depuis l’e-mail, ou copiez-le en entier. Si cela ne suffit pas, demandez à la personne qui vous a envoyé l’invitation de la renvoyer.

# Les ennuis qui n’ont rien à voir avec le lien
trouble-back = Retour à l’invitation
too-many-title = Trop de tentatives
too-many-lead = Rien n’a été modifié. Attendez un quart d’heure, puis réessayez : votre lien fonctionne toujours.
malformed-title = Le formulaire n’est pas arrivé entier
malformed-lead = Rien n’a été modifié. Rouvrez l’invitation et envoyez encore une fois le formulaire.
unavailable-title = Roster est momentanément injoignable
unavailable-lead = Rien n’a été modifié et votre invitation tient toujours. Réessayez dans une minute.
failed-title = Une erreur s’est produite
failed-lead = Le problème vient de notre côté. Réessayez dans une minute ; si cela continue, prévenez la personne qui vous a invité.

# Un mot de passe oublié
forgotten-title = Mot de passe oublié ?
forgotten-lead = Saisissez votre e-mail de connexion. Roster enverra un lien à votre e-mail de communication.
forgotten-send = Envoyer le lien
forgotten-required = Saisissez votre e-mail de connexion.
forgotten-sent-title = Consultez vos e-mails
forgotten-sent-lead = Si cette adresse correspond à un compte, Roster a envoyé un e-mail à son e-mail de communication.
forgotten-sent-do = Ouvrez le lien qu’il contient dans l’heure et choisissez un nouveau mot de passe.
forgotten-sent-else = Si rien n’arrive : regardez parmi les indésirables et vérifiez l’e-mail de connexion. Sinon, adressez-vous à l’administration de votre compte.
reset-title = Définir un nouveau mot de passe
reset-lead = Choisissez le mot de passe avec lequel vous vous connecterez désormais. Toutes vos connexions en cours seront fermées.
reset-save = Enregistrer le mot de passe
reset-done-title = Votre nouveau mot de passe est enregistré
reset-done-lead = Toutes vos connexions ont été fermées. Connectez-vous avec votre e-mail de connexion et le nouveau mot de passe.
reset-ended-title = Ce lien ne fonctionne plus
reset-ended-lead = Un lien pour un nouveau mot de passe sert une seule fois, dans l’heure, et jusqu’à ce que le suivant soit utilisé. Rien n’a été modifié.
reset-ended-again = Demander un nouveau lien
reset-trouble-lead = Rien n’a été modifié. Réessayez dans une minute.
reset-too-many-lead = Rien n’a été modifié. Attendez un quart d’heure, puis réessayez.
reset-back = Réessayer

# Une adresse que quelqu’un d’autre a modifiée
restore-title = Rétablir votre adresse
restore-lead = Roster écrira de nouveau à { $email }, et toutes vos connexions en cours seront fermées. Choisissez un nouveau mot de passe : quelqu’un d’autre connaît peut-être l’ancien.
restore-save = Rétablir et enregistrer le mot de passe
restore-done-title = Votre adresse est rétablie
restore-done-lead = Roster écrit de nouveau à { $email }, et votre nouveau mot de passe est enregistré.
restore-ended-lead = Un lien qui rétablit une adresse sert une seule fois, dans les 7 jours. Rien n’a été modifié.
restore-ended-do = Vous pensez que quelqu’un d’autre est connecté à votre place ? Prévenez tout de suite l’administration de votre compte.
