# Les noms que les courriels, les pages et l’application ont en commun : une chose s’appelle partout de même.

roster = Roster

# Rôles
role-user = Utilisateur
role-administrator = Administrateur

# Autorisations supplémentaires
permission-billing-manager = Responsable de la facturation

# Langues, chacune dans ses propres mots
language-en = English
language-fr = Français
language-es = Español
language-de = Deutsch
language-pt-BR = Português (Brasil)
language-ar = العربية

# Situation d’un utilisateur dans son compte
status-pending = Invité
status-active = Actif
status-removed = Retiré
