# La fenêtre de l’application.

## En général

back = Retour
cancel = Annuler
close = Fermer
close-notice = Fermer ce message
copied = Copié
copy = Copier
# $thing dit ce qu’est le texte, par exemple « Lien »
copy-thing = Copier : { $thing }
count = { NUMBER($count) }
# Tant qu’il peut y en avoir davantage
count-so-far = { NUMBER($count) }+
done = Terminé
edit = Modifier
loading = Chargement
never = Jamais
next = Suivant
none = Aucune
not-done = Cela n’a pas fonctionné
page-next = Page suivante
page-previous = Page précédente
retry = Réessayer
save = Enregistrer
show = Afficher
skip-to-content = Aller au contenu
starting = Démarrage de Roster
undo = Annuler

crash-title = Cet écran n’a pas pu être affiché
crash-explained = Une erreur s’est produite dans la fenêtre de Roster. Rien de ce que vous avez enregistré n’est perdu. Rechargez la fenêtre ; si cela se reproduit, les détails ci-dessous aideront à en trouver la cause.
crash-reload = Recharger la fenêtre

## Les personnes et leurs champs

account-name = Nom du compte
account-name-explained = Le nom de votre organisation. Il figure aussi dans les invitations.
first-name = Prénom
last-name = Nom
login-email = E-mail de connexion
login-email-explained = L’adresse de connexion de cette personne. Elle doit être nouvelle dans Roster et ne pourra plus être modifiée.
login-email-checked-later = L’adresse de connexion de cette personne. Elle ne pourra plus être modifiée. Sa disponibilité sera vérifiée dès que le serveur sera joignable.
login-email-fixed = Une fois défini, l’e-mail de connexion ne peut plus être modifié.
login-email-own-explained = L’adresse avec laquelle vous vous connecterez. Elle ne pourra plus être modifiée.
login-email-of-own = C’est l’e-mail de { $name } ({ $list })
show-name = Afficher { $name }
communication-email = E-mail de communication
communication-email-explained = Reçoit l’invitation et les avis. Elle peut différer de l’e-mail de connexion : indiquez la boîte la plus souvent lue.
communication-email-own-explained = Reçoit les avis qui vous concernent. Elle peut différer de votre e-mail de connexion.
current-password-for-email = Pour changer l’adresse à laquelle Roster vous écrit, confirmez que c’est bien vous.
communication-email-resends = L’invitation sera renvoyée à cette adresse. Le lien précédent ne fonctionnera plus.
preferred-language = Langue préférée
preferred-language-explained = Les e-mails qui lui sont adressés utilisent cette langue. Cette personne pourra en changer.
preferred-language-own-explained = La langue des e-mails que vous recevez, et celle de Roster lorsqu’il la parle.
preferred-language-own-fixed = La langue des e-mails que vous recevez. Celle de Roster est fixée par votre organisation.
password = Mot de passe
current-password = Mot de passe actuel
new-password = Nouveau mot de passe
show-characters = Afficher le mot de passe
password-rules = 15 caractères au moins, espaces compris. Quatre ou cinq mots sans rapport entre eux sont sûrs et faciles à retenir. Ni mot de passe courant, ni seulement vos noms, adresses et chiffres.
password-short = { $length } caractères sur { $asked }
password-enough = Assez long
password-strong = Long et sûr

role-user-explained = Travaille avec tous les clients et leurs paramètres. N’a pas accès aux paramètres de ce compte.
role-administrator-explained = Travaille avec tous les clients et gère les paramètres et les utilisateurs de ce compte.
additional-permissions = Autorisations supplémentaires
# Dans une ligne de la liste, où la place manque
permission-billing-manager-short = Facturation
permission-billing-manager-explained = Voit la facturation du compte, ajoute des produits et gère les moyens de paiement.

## Ce qui ne va pas dans un champ

field-required = Remplissez ce champ.
field-name-too-long = 100 caractères au plus.
field-name-characters = Retirez les retours à la ligne et les autres caractères invisibles.
field-address-invalid = Saisissez une adresse comme nom@example.com.
field-address-too-long = Cette adresse est trop longue : 254 caractères au plus, dont 64 avant le @.
field-address-characters = Retirez les espaces et les caractères invisibles.
field-password-too-short = 15 caractères au moins. Plusieurs mots à la suite sont faciles à retenir.
field-password-too-long = 256 caractères au plus.
field-password-too-common = Ce mot de passe est facile à deviner. Préférez plusieurs mots sans rapport entre eux.
field-password-personal = Pas seulement des noms, des adresses, des chiffres et des signes : ajoutez des mots sans rapport.
field-language-unknown = Choisissez l’une des langues proposées.

## Pourquoi une action est refusée

denial-administrator-required = Seul un administrateur peut faire cela. Adressez-vous à l’un des vôtres.
denial-permission-not-held = Vous n’avez pas cette autorisation et ne pouvez donc pas la donner. Adressez-vous à un administrateur qui l’a.
denial-own-role = Vous ne pouvez changer ni votre rôle ni vos autorisations. Adressez-vous à un autre administrateur.
denial-own-email = Votre propre adresse se modifie dans votre profil, avec votre mot de passe.
denial-own-account = Vous ne pouvez pas vous retirer vous-même. Adressez-vous à un autre administrateur.
denial-removed-by-another = Un autre administrateur a retiré cette personne et peut seul l’annuler. Vous pouvez plutôt la rétablir.
denial-last-administrator = Le compte doit garder au moins un administrateur actif. Nommez d’abord un autre administrateur.
denial-last-billing-manager = Le compte doit garder au moins un administrateur actif responsable de la facturation. Nommez-en d’abord un autre.
denial-wrong-status = Ce n’est plus possible : la situation de cette personne a changé. Consultez de nouveau la liste.
denial-too-late = Un retrait peut être annulé pendant une minute. Pour redonner l’accès, rétablissez la personne depuis les utilisateurs retirés.
denial-unknown = Ce n’est pas possible ici.

## Ce qui n’a pas marché

problem-offline = Le serveur est injoignable, rien n’a donc été modifié. Vérifiez la connexion, puis réessayez.
problem-offline-read = Le serveur est injoignable. Vérifiez la connexion, puis réessayez.
connect-unreachable = Rien ne répond à cette adresse, ou cet ordinateur ne fait pas confiance à son certificat. Vérifiez l’adresse et la connexion.
problem-session-required = Vous avez été déconnecté. Connectez-vous de nouveau.
problem-invalid-credentials = L’e-mail de connexion ou le mot de passe est incorrect.
problem-wrong-password = Ce n’est pas votre mot de passe actuel.
problem-login-email-taken = Cet e-mail de connexion ne peut pas être utilisé. Choisissez-en un autre.
problem-login-email-immutable = Une fois défini, l’e-mail de connexion ne peut plus être modifié.
problem-invalid-fields = Vérifiez les champs signalés.
problem-version-conflict = Quelqu’un d’autre a modifié cette personne entre-temps. Consultez la liste, puis recommencez.
problem-not-found = Cette personne n’est plus là. Quelqu’un d’autre a peut-être supprimé l’invitation.
problem-invitation-quota = Votre organisation a atteint sa limite d’invitations pour le moment. Envoyez celle-ci plus tard, ou contactez l’exploitant de votre serveur.
problem-of = { $name } : { $problem }
problem-mail-quota = Trop d’e-mails de ce type ont été envoyés : rien n’a été modifié. Réessayez dans quelques minutes.
problem-too-many-attempts = Trop de tentatives. Attendez quelques minutes, puis réessayez.
problem-unavailable = Le serveur n’est pas prêt. Réessayez dans un instant.
problem-invitation = Cette invitation n’est plus valable. Envoyez-en une nouvelle.
problem-misunderstood = Le serveur ne comprend pas cette version de Roster. Cherchez une mise à jour.
problem-internal-error = Une erreur s’est produite. Réessayez dans un instant.

desktop-keyring-locked = Le trousseau de clés de cet ordinateur est verrouillé. Déverrouillez-le, puis réessayez.
desktop-keyring-unavailable = Cet ordinateur n’a pas de trousseau de clés que Roster puisse utiliser.
desktop-not-roster = Quelque chose répond à cette adresse, mais ce n’est pas Roster. Vérifiez l’adresse.
desktop-invalid-address = Saisissez une adresse comme https://roster.example.com.
desktop-insecure-address = Cette adresse ferait circuler les mots de passe sans protection. Utilisez une adresse en https://.
desktop-database-newer = Les données de cet ordinateur ont été écrites par une version plus récente de Roster et n’ont pas été touchées. Installez cette version pour les utiliser.
desktop-database-lost = Le fichier { $file } manque ou est vide, alors que les fichiers qui vont avec sont toujours là. Remettez-le en place, par exemple depuis une sauvegarde, puis réessayez. Pour recommencer à zéro, déplacez ailleurs le dossier qui le contient. Rien n’a été modifié.
desktop-database-unreadable = Les données de cet ordinateur sont illisibles. Rien n’a été touché.
desktop-replica-unreadable = La copie du compte est illisible. Redémarrez Roster pour la reconstruire.
desktop-already-sent = Cette modification a peut-être déjà atteint le serveur et ne peut plus être annulée. Son résultat s’affichera ici.
desktop-no-such-pending-change = Cette modification n’est plus en attente : elle a été envoyée ou annulée entre-temps.
desktop-offline-too-long = Le serveur n’a pas été joint depuis trop longtemps : rien n’est affiché avant sa réponse. Connectez-vous au réseau, puis réessayez.
desktop-clock-turned-back = L’horloge de cet ordinateur a été reculée : rien n’est affiché avant la réponse du serveur. Connectez-vous au réseau, puis réessayez.
desktop-forbidden-by-policy = Votre organisation ne l’autorise pas sur cet ordinateur.
desktop-internal = Une erreur s’est produite sur cet ordinateur : { $detail }

## Messages

notice-session-ended = Vous avez été déconnecté sur cet appareil. Connectez-vous de nouveau pour continuer.
notice-account-session-ended = Votre accès à { $account } a pris fin sur cet appareil. Connectez-vous de nouveau pour continuer.
notice-rights-changed = Votre rôle ou vos autorisations ont changé, et avec eux ce que vous voyez.
notice-replica-rebuilt = La copie de votre compte sur cet ordinateur était inutilisable et est en cours de reconstruction. Rien n’est perdu.
notice-service-restored = Le serveur est revenu à un état antérieur, sans doute à partir d’une sauvegarde. Ce qui a été enregistré depuis peut manquer : vérifiez vos dernières modifications.
notice-replica-key-lost = La clé de la copie de votre compte n’est plus dans le trousseau. Roster reconstruit la copie dès que le serveur est joignable. Rien n’est perdu.
notice-changes-lost =
    { $count ->
        [one] { $count } modification en attente sur cet ordinateur est devenue illisible et n’a pas été envoyée. Vérifiez si elle est encore souhaitée.
       *[other] { $count } modifications en attente sur cet ordinateur sont devenues illisibles et n’ont pas été envoyées. Vérifiez si elles sont encore souhaitées.
    }
notice-changes-lost-some = Des modifications en attente sur cet ordinateur sont devenues illisibles et n’ont pas été envoyées. Vérifiez si elles sont encore souhaitées.
notice-session-ended-changes-kept = Vous avez été déconnecté sur cet appareil. Les modifications non envoyées sont conservées sur cet ordinateur : connectez-vous de nouveau pour les envoyer.
notice-account-session-ended-changes-kept = Votre accès à { $account } a pris fin sur cet appareil. Les modifications non envoyées sont conservées sur cet ordinateur : connectez-vous de nouveau pour les envoyer.
notice-database-newer = Les données de cet ordinateur ont été écrites par une version plus récente de Roster et n’ont pas été touchées. Installez cette version pour les utiliser.
notice-database-lost = Les données de cet ordinateur manquent : leur fichier a disparu ou est vide, et n’a pas été remplacé. Choisissez cet ordinateur pour voir quel fichier remettre en place.
notice-embedded-failed = Le serveur de cet ordinateur n’a pas démarré. Ses données n’ont pas été touchées. Redémarrez Roster ; si cela ne suffit pas, consultez son journal.

keyring-title = Vous devrez vous connecter à chaque fois
keyring-explained = Roster vous garde connecté grâce au trousseau de clés de cet ordinateur, qui est inutilisable. Vous resterez connecté jusqu’à ce que vous fermiez Roster.
keyring-reason = Message du système : { $reason }
keyring-locked-title = Le trousseau de cet ordinateur est verrouillé
keyring-locked-explained = Roster y garde votre session et la clé de vos données sur cet ordinateur. Déverrouillez-le, puis réessayez.

policy-problem-title = Les réglages de votre organisation sont inutilisables en l’état
policy-problem = Tant qu’ils ne sont pas corrigés, Roster n’autorise rien de nouveau qu’ils pourraient interdire. Les comptes déjà présents fonctionnent toujours. Montrez ceci à votre administrateur :

## Le début

first-start-title = Bienvenue dans Roster
first-start-lead = Où votre compte doit-il se trouver ?
use-on-this-computer = Utiliser sur cet ordinateur
use-on-this-computer-explained = Votre compte et ses utilisateurs restent ici ; rien d’autre n’est nécessaire. Pour un seul administrateur, ou pour essayer Roster.
connect-to-a-server = Se connecter à un serveur
connect-to-a-server-explained = Votre organisation met Roster à la disposition de plusieurs personnes, et vous en avez l’adresse.
create-account-title = Créez votre compte
create-account-lead = Vous en serez le premier administrateur.
create-account = Créer le compte
connect-title = Se connecter à un serveur
connect-lead = Votre administrateur peut vous indiquer l’adresse.
server-address = Adresse du serveur
server-fixed = Votre organisation a fixé cette adresse.
connect = Se connecter
sign-in-title = Connexion
sign-in-embedded = Au compte de cet ordinateur.
sign-in-server = À { $server }
sign-in-server-fixed = À { $server }, le serveur fixé par votre organisation.
sign-in-not-here = Votre organisation n’autorise la connexion qu’à { $server }. Rien n’est perdu : ce compte reste ici jusqu’à ce que vous l’oubliiez.
sign-in-typed-kept = Votre saisie n’est pas perdue : reconnectez-vous pour la poursuivre.
sign-in = Se connecter
forgot-password = Mot de passe oublié ?
forgot-password-sent-title = Consultez vos e-mails
forgot-password-sent = Si { $loginEmail } correspond à un compte ici, un e-mail est parti vers son e-mail de communication. Ouvrez le lien qu’il contient dans l’heure et choisissez un nouveau mot de passe.
forgot-password-folder = Sur cet ordinateur, les e-mails sont gardés comme fichiers. Le plus récent de ce dossier contient le lien :
use-another-server = Utiliser un autre serveur

locked-title = Verrouillé jusqu’à la réponse du serveur
locked-offline-too-long = Cet ordinateur n’a pas joint le serveur depuis trop longtemps. Pour protéger les personnes du compte, sa copie ne s’affichera de nouveau qu’une fois que le serveur aura confirmé que vous pouvez la voir.
locked-clock-turned-back = L’horloge de cet ordinateur indique une heure antérieure à celle d’avant : Roster ne peut pas savoir de quand date sa copie du compte. Réglez l’horloge ; la copie s’affichera de nouveau une fois que le serveur aura confirmé que vous pouvez la voir.
locked-nothing-lost = Rien n’est perdu : les modifications en attente sur cet ordinateur sont conservées.
locked-unreachable = Le serveur est injoignable. Vérifiez la connexion.

## Le cadre

navigation-main = Navigation principale
clients = Clients
settings = Paramètres
mailbox = E-mails
profile = Profil
your-profile = Votre profil
change-password = Changer le mot de passe
sign-out = Se déconnecter
sign-out-title = Se déconnecter et perdre des modifications ?
sign-out-explained = Attendez qu’elles soient envoyées si vous voulez les garder.
sign-out-anyway = Se déconnecter quand même
stay-signed-in = Rester connecté
changes-lost =
    { $count ->
        [one] { $count } modification n’a pas encore été envoyée et serait perdue.
       *[other] { $count } modifications n’ont pas encore été envoyées et seraient perdues.
    }
changes-lost-unknown = Les modifications pas encore envoyées seraient perdues. Leur nombre ne peut pas être établi pour l’instant.
preferences-colours = Apparence
colours-light = Claire
colours-dark = Sombre
colours-system = Comme le système
preferences-language = Langue
preferences-language-fixed = Langue : { $language }, fixée par votre organisation

sync = Synchronisation
sync-up-to-date = À jour
sync-syncing = Synchronisation en cours
sync-offline = Hors ligne
sync-not-roster = Autre chose répond à sa place, par exemple la page de connexion d’un réseau Wi-Fi. Ouvrez un navigateur pour vous connecter au réseau, ou vérifiez l’adresse du serveur.
sync-busy = Le serveur ne peut pas répondre pour l’instant. Roster réessaie de lui-même.
sync-copy = La copie sur cet ordinateur ne peut être ni lue ni écrite. Le disque est-il plein ?
sync-now = Synchroniser maintenant
sync-pending =
    { $count ->
        [one] { $count } modification en attente
       *[other] { $count } modifications en attente
    }
sync-attention =
    { $count ->
        [one] { $count } demande votre attention
       *[other] { $count } demandent votre attention
    }
# $time est une heure, par exemple « 10:42 », ou une date avec son heure
sync-as-of = dernier contact : { $time }
sync-progress-name = Progression de la synchronisation
sync-progress = { $done } utilisateurs sur { $total }
sync-progress-unknown =
    { $done ->
        [one] { $done } utilisateur pour l’instant
       *[other] { $done } utilisateurs pour l’instant
    }
sync-last-contact = Dernière synchronisation : { $time }
sync-never = Pas encore synchronisé

offline-note = Vous êtes hors ligne. Roster enregistre ceci sur cet ordinateur et l’enverra plus tard.
edit-includes-waiting = Ce formulaire comprend vos modifications qui ne sont pas encore envoyées. Ce que vous enregistrez s’y ajoute.
edited-meanwhile = Quelqu’un d’autre vient de modifier cette personne : { $fields }. Votre saisie est conservée. Si vous avez modifié le même champ, vous choisirez entre les deux à l’enregistrement.
edited-gone = Cette personne n’est plus ici : quelqu’un d’autre l’a retirée ou a supprimé son invitation. Votre saisie ne peut pas être enregistrée.
settings-edited-meanwhile = Quelqu’un d’autre vient d’enregistrer d’autres valeurs ici : { $fields }. Votre saisie est conservée et les remplacera si vous enregistrez.

shortcuts = Raccourcis clavier
key-control = Ctrl
shortcut-search = Rechercher dans cette liste
shortcut-undo = Annuler la dernière modification
shortcut-close = Fermer la fenêtre
shortcut-quit = Quitter Roster
shortcut-zoom-in = Agrandir
shortcut-zoom-out = Réduire
shortcut-zoom-reset = Taille réelle
shortcut-or = ou

## Comptes

# Début du nom accessible du bouton qui montre le compte où l’on travaille, et qui on y est
accounts-button = Comptes :
accounts-need-attention =
    { $count ->
        [one] Un autre compte demande votre attention
       *[other] { $count } autres comptes demandent votre attention
    }
account-signed-out = Déconnecté
account-on-this-computer = Sur cet ordinateur
other-accounts = Autres comptes sur cet ordinateur
add-account = Ajouter un compte
add-account-title = Ajouter un compte
forget = Oublier
forget-account = Oublier { $name }
forget-this-account = Oublier ce compte
forget-title = Oublier { $name } ?
forget-explained = Le compte et tout ce qui en est conservé disparaissent de cet ordinateur. Les modifications non envoyées sont perdues. Rien ne change sur le serveur, et vous pourrez l’ajouter de nouveau.

## Trouver une personne

find-person = Trouver quelqu’un
find-person-hint = La recherche porte sur tous les comptes auxquels vous êtes connecté. Entrée mène à la personne.
people = Personnes trouvées

## Modifications en attente

pending-changes = Modifications en attente
pending-offline = Vous êtes hors ligne. Ces modifications seront envoyées dans cet ordre dès que le serveur sera joignable.
pending-online = Les modifications sont envoyées au serveur dans cet ordre.
pending-none = Aucune modification en attente
pending-none-explained = Les modifications faites hors ligne attendent ici d’être envoyées.
saved-here = Enregistré sur cet ordinateur. Roster l’enverra dès que le serveur sera joignable.
not-in-force = Pas encore appliqué
needs-attention = À traiter
# $words est « Pas en vigueur » ou « À traiter », $what par exemple « modifications et retrait »
pending-what = { $words } : { $what }
pending-kind-create = invitation
pending-kind-update = modifications
pending-kind-remove = retrait
pending-kind-restore = rétablissement
pending-kind-resend = renvoi de l’invitation
pending-kind-delete = suppression de l’invitation
pending-create = Inviter { $name }
pending-update = Modifier { $name }
pending-remove = Retirer { $name }
pending-restore = Rétablir { $name }
pending-resend = Renvoyer l’invitation de { $name }
pending-delete = Supprimer l’invitation de { $name }
pending-waiting = En attente
pending-sending = Envoi en cours
pending-sending-explained = Elle est peut-être déjà arrivée et ne peut plus être annulée.
pending-conflict = Deux versions
pending-refused = Refusée
pending-remove-explained = Cette personne sera déconnectée partout et perdra son accès.
pending-resend-explained = Un e-mail avec un nouveau lien sera envoyé. Les liens précédents ne fonctionneront plus.
pending-delete-explained = Le lien déjà envoyé ne fonctionnera plus.
withdraw = Annuler cette modification
withdrawn = Modification annulée : elle ne sera pas envoyée.
in-force-now = C’est fait.
choose = Choisir
drop-title = Abandonner cette modification ?
drop-explained = « { $change } » ne sera pas envoyé, et votre saisie sera perdue.
before = Avant
after = Après

## Clients

clients-empty-title = Les clients ne font pas encore partie de cette version
clients-empty-administrator = Ils apparaîtront dans une prochaine version. D’ici là, vous pouvez inviter des personnes et gérer les utilisateurs de votre compte.
clients-empty-user = Ils apparaîtront dans une prochaine version. D’ici là, vous n’avez rien à faire dans Roster, sinon tenir votre profil à jour.
administrators = Administrateurs
administrators-explained = Ils gèrent ce compte et ses utilisateurs. Adressez-vous à l’un d’eux si votre accès doit changer.
# Le nom accessible d’un champ qui montre l’adresse de quelqu’un
address-of = Adresse e-mail de { $name }

## Paramètres

account = Compte
user-management = Gestion des utilisateurs
default-language = Langue par défaut
default-language-explained = Proposée pour chaque nouvel utilisateur ; vous pouvez en choisir une autre à chaque fois.
account-saved = Paramètres du compte enregistrés.
settings-denied-title = Les paramètres sont réservés aux administrateurs

## Journal d’audit

audit-log = Journal d’audit
audit-search = Chercher dans le journal
audit-action = Action
audit-any-action = Toutes les actions
audit-from = Du
audit-to = Au
audit-day-hint = AAAA-MM-JJ
audit-day-invalid = Saisissez un jour tel que 2026-11-25.
audit-clear = Afficher tous les événements
audit-refresh = Actualiser
audit-by = Effectué par { $name }
audit-about = À propos de { $name }
audit-export = Exporter
audit-export-csv = CSV, pour les tableurs
audit-export-json = JSON, un événement par ligne
audit-exported-title = Journal exporté
audit-exported = Enregistré dans { $path }
audit-none = Aucun événement
audit-none-narrowed = Rien dans le journal ne correspond à vos filtres.
audit-when = Quand
audit-what = Action
audit-whom = Personne
audit-who = Par
audit-origin = Adresse IP
audit-number = Numéro dans le journal
# Le nom accessible du bouton qui montre le détail d’un événement
audit-open = { $action }, { $when } : détail
audit-changes = Modifications
audit-no-changes = Aucun champ modifié.
audit-field = Champ
audit-before = Avant
audit-after = Après
audit-nothing = Rien
audit-nobody = Non connecté
audit-origin-service = Serveur
audit-origin-command-line = Ligne de commande du serveur
audit-field-status = Statut
audit-field-device = Appareil
audit-field-delivery = Envoi
audit-field-delivery-error = Problème d’envoi
audit-field-session-began = Début de la session
audit-field-expires = Expiration de l’invitation
audit-field-reason = Raison
audit-field-server = Réponse du serveur de messagerie
audit-reason-used = Le lien avait déjà servi
audit-reason-expired = Le lien avait expiré
audit-reason-revoked = Le lien avait été remplacé ou annulé
audit-user-created = Utilisateur invité
audit-user-updated = Utilisateur modifié
audit-user-removed = Utilisateur retiré
audit-user-removal-undone = A annulé un retrait
audit-user-restored = Utilisateur rétabli
audit-invitation-accepted = Invitation acceptée
audit-invitation-refused = Lien d’invitation périmé utilisé
audit-invitation-sent = Invitation envoyée
audit-invitation-delayed = Invitation retardée
audit-invitation-failed = Invitation non distribuée
audit-invitation-resent = Invitation renvoyée
audit-invitation-link-copied = Lien d’invitation copié
audit-invitation-deleted = Invitation supprimée
audit-invitation-term-corrected = Fin de l’invitation corrigée
audit-session-created = Connexion
audit-session-refused = Échec de connexion
audit-session-ended = Déconnexion
audit-session-revoked = Fin d’une session ailleurs
audit-password-changed = Mot de passe modifié
audit-password-refused = Mot de passe actuel erroné
audit-password-forgotten = Nouveau mot de passe demandé
audit-password-forgotten-refused = Lien de mot de passe refusé
audit-password-reset = Nouveau mot de passe par lien
audit-password-reset-refused = Lien de mot de passe périmé utilisé
audit-email-restored = A rétabli son adresse par lien
audit-email-restore-refused = A utilisé un lien de rétablissement d’adresse qui ne fonctionne plus
audit-account-created = Compte créé
audit-account-updated = Compte modifié
audit-account-seeded = Utilisateurs d’exemple ajoutés
audit-shortened-title = Une partie du journal d’audit manque
audit-shortened = Le journal d’audit s’arrête avant ce que cet ordinateur en a déjà vu. Soit des événements ont été retirés, soit le serveur est revenu à une copie plus ancienne de sa base de données. Contactez l’exploitant de votre serveur.
audit-rewritten-title = Le journal d’audit a été réécrit
audit-rewritten = Le journal d’audit ne correspond plus à ce que cet ordinateur en a déjà vu : des événements passés ont été modifiés. Contactez l’exploitant de votre serveur ; la commande « rosterd audit verify » en dit plus.
audit-accept = Accepter le journal tel qu’il est
audit-accept-title = Accepter le journal d’audit tel qu’il est ?
audit-accept-explained = Cet ordinateur oublie ce qu’il a vu jusqu’ici et n’avertit de nouveau que des modifications à venir.

## Profil

profile-information = Informations
profile-saved = Profil enregistré.
sessions = Sessions
sessions-explained = Là où vous êtes connecté à ce compte. Mettez fin à toute session que vous ne reconnaissez pas, puis changez votre mot de passe.
sessions-only-this = Vous n’êtes connecté nulle part ailleurs.
sessions-end-others = Mettre fin à toutes les autres
sessions-end-others-title = Mettre fin à toutes les autres sessions ?
sessions-end-others-explained = Vous restez connecté ici. Partout ailleurs, vous êtes déconnecté, et la copie du compte qui s’y trouve est supprimée.
sessions-others-ended = Vous n’êtes plus connecté qu’ici.
session-unnamed = Appareil sans nom
session-this = Cet appareil
session-used = Dernière utilisation : { $when }
session-began = Connexion le { $when }
session-began-from = Connexion le { $when }, depuis { $origin }
session-ends = Prend fin le { $when } au plus tard
session-end = Mettre fin
session-end-name = Mettre fin à la session sur { $name }
session-end-title = Mettre fin à la session sur { $name } ?
session-end-explained = Vous y êtes déconnecté, et la copie du compte qui s’y trouve est supprimée.
session-end-confirm = Mettre fin à la session
session-ended-there = La session sur { $name } a pris fin.
change-password-explained = Vous restez connecté ici et êtes déconnecté partout ailleurs.
password-changed = Mot de passe modifié. Vous êtes déconnecté partout ailleurs.

## Gestion des utilisateurs

create-user = Créer un utilisateur
active-users = Utilisateurs actifs
pending-invitations = Invitations en attente
removed-users = Utilisateurs retirés
search-users = Rechercher des utilisateurs
search-users-hint = Nom ou e-mail
search-clear = Effacer la recherche
search-found =
    { $count ->
        [0] Aucun résultat
        [one] { $count } personne trouvée
       *[other] { $count } personnes trouvées
    }
search-found-first = Les { $count } premières personnes trouvées. Précisez le nom pour en voir d’autres.
not-searched = Sans recherche dans : { $accounts }. Ouvrez-les pour savoir pourquoi.
search-found-so-far =
    { $count ->
        [0] Aucun résultat pour l’instant.
        [one] { $count } personne trouvée pour l’instant.
       *[other] { $count } personnes trouvées pour l’instant.
    }
you = Vous

column-name = Nom
# Sous l’e-mail de connexion, lorsqu’il est différent
column-communication-email = E-mail de contact, si différent
column-role = Rôle
column-role-before = Ancien rôle
column-language = Langue
column-last-active = Dernière activité
column-invitation = Invitation
column-removed = Retrait
column-actions = Actions

actions-for = Actions pour { $name }
edit-name = Modifier { $name }
remove-name = Retirer { $name }
resend-name = Renvoyer l’invitation de { $name }
copy-link-name = Copier le lien d’invitation de { $name }
delete-invitation-name = Supprimer l’invitation de { $name }
restore-name = Rétablir { $name }

invitation-waits = Pas encore envoyée
invitation-refused = Refusée
invitation-queued = À envoyer
invitation-retrying = Nouvel essai
invitation-sent = Envoyée
invitation-sent-when = Envoyée { $when }
invitation-failed = Non remise
invitation-expired = Expirée
# $when est relatif, par exemple « dans 5 jours »
invitation-expires = Expire { $when }
invitation-expired-when = Terminée { $when }

no-users = Aucun utilisateur actif
no-invitations = Aucune invitation en attente
no-invitations-explained = Les personnes invitées figurent ici jusqu’à ce qu’elles aient choisi leur mot de passe.
invite-someone = Inviter quelqu’un
no-removed = Aucun utilisateur retiré
no-removed-explained = Les personnes qui perdent leur accès figurent ici. Vous pouvez les inviter de nouveau.
nobody-yet = Personne dans cette liste pour l’instant
not-all-here = Roster reçoit encore les utilisateurs de ce compte.
no-matches-yet = Personne pour l’instant ne correspond à « { $search } »
no-matches = Personne ici ne correspond à « { $search } »
no-matches-explained = La recherche porte sur les noms et les adresses e-mail. La personne est peut-être dans une autre des listes.

## Inviter

step-information = Informations
step-role = Rôle
invite-new-user = Inviter l’utilisateur
invited-title = { $name } : invitation créée
invited = L’invitation part à l’adresse { $address }.
invitation-accepted-by = { $name } a accepté l’invitation
invitations-accepted =
    { $count ->
        [one] { $count } personne a accepté son invitation
       *[other] { $count } personnes ont accepté leur invitation
    }
invitation-sent-again = Invitation renvoyée à { $address } ; le lien précédent ne fonctionne plus.
discard-title = Abandonner votre saisie ?
discard-explained = Cette personne n’a pas encore été invitée.
discard-changes-explained = Vos modifications ne sont pas encore enregistrées.
discard = Abandonner
keep-editing = Continuer la saisie

## Modifier

user-saved = Modifications de { $name } enregistrées.
conflict-title = { $name } : modification entre-temps
conflict-explained = Quelqu’un d’autre a enregistré les mêmes champs. Choisissez la valeur à garder.
conflict-base = Avant
conflict-theirs = Modifié par quelqu’un d’autre
# $when est une heure, par exemple « 23:47 », ou une date avec son heure
conflict-theirs-by = Modifié par { $name } : { $when }
conflict-mine = Votre modification

## Retirer, supprimer, rétablir

remove = Retirer
remove-title = Retirer { $name } ?
remove-explained = { $name } est immédiatement déconnecté partout et ne peut plus se connecter avec { $address }. Sa fiche et son historique sont conservés, et vous pourrez rétablir son accès.
remove-explained-offline = { $name } garde son accès jusqu’à l’envoi de cette modification, puis est déconnecté partout et ne peut plus se connecter avec { $address }. Sa fiche et son historique sont conservés, et vous pourrez rétablir son accès.
removed-title = { $name } : accès retiré
removed-undo-explained = Annuler redonne l’accès tel qu’il était.
access-back-title = { $name } a de nouveau accès
access-back = Tout est comme avant. La connexion se fait avec le même mot de passe.
removal-withdrawn-title = { $name } garde son accès
removal-withdrawn = Le retrait n’avait pas encore été envoyé, et ne le sera pas.
delete-invitation = Supprimer l’invitation
delete-invitation-title = Supprimer l’invitation de { $name } ?
delete-invitation-explained = Le lien envoyé à { $address } ne fonctionnera plus. Si cette personne n’a jamais eu accès, rien d’elle n’est conservé.
delete-invitation-explained-offline = Le lien envoyé à { $address } fonctionne jusqu’à l’envoi de cette modification. Si cette personne n’a jamais eu accès, rien d’elle n’est alors conservé.
invitation-deleted-title = { $name } : invitation supprimée
invitation-deleted-undo-explained = Annuler envoie une autre invitation.
restore = Rétablir
restore-explained = Cette personne est invitée de nouveau : un e-mail avec un nouveau lien part à l’adresse { $address }, et un nouveau mot de passe sera à choisir.
restore-explained-offline = Dès l’envoi de cette modification, cette personne est invitée de nouveau : un e-mail avec un nouveau lien part à l’adresse { $address }, et un nouveau mot de passe sera à choisir.

## Le lien d’une invitation

link = Lien d’invitation
link-title = Lien d’invitation de { $name }
link-explained = Le lien est dans le presse-papiers. Ne le remettez qu’à cette personne : qui l’ouvre peut choisir son mot de passe.
link-expires = Il fonctionne une seule fois, jusqu’au { $time }.
link-others-ended = Les liens envoyés ou copiés auparavant ne fonctionnent plus.

## E-mails

mailbox-explained = Sur cet ordinateur, les e-mails ne sont pas envoyés mais conservés ici. Transmettez vous-même les invitations.
mailbox-empty-title = Aucun e-mail
mailbox-empty = Lorsque vous invitez quelqu’un, l’e-mail qui lui est destiné apparaît ici, avec son lien.
mails = E-mails
mail = E-mail
mail-none-chosen = Choisissez un e-mail pour le lire
mail-to = À { $address }
mail-from-name = De
mail-to-name = À
mail-date-name = Date
open-link = Ouvrir le lien
copy-link = Copier le lien
copy-new-link = Copier un nouveau lien
copy-link-ends-mailed = Le lien envoyé à { $address } cessera de fonctionner. Seul le nouveau lien, que vous copiez maintenant, donnera accès.
