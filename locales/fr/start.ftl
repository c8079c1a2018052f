# Ce qui est dit quand la fenêtre de l’application ne peut pas s’ouvrir, dans une boîte du système.

start-no-window = Roster ne peut pas ouvrir sa fenêtre
start-web-view-missing = Roster dessine sa fenêtre avec Microsoft Edge WebView2, qui n’est pas installé sur cet ordinateur. Installez son Evergreen Runtime, ou demandez-le à la personne qui s’occupe de cet ordinateur, puis relancez Roster. Ce que vous avez dans Roster n’est pas touché. OK ouvre la page de Microsoft où le trouver.
start-web-view-old = Roster dessine sa fenêtre avec Microsoft Edge WebView2. La version { $found } est installée sur cet ordinateur, et Roster a besoin de la version { $oldest } ou d’une version plus récente. Installez le dernier Evergreen Runtime, ou demandez-le à la personne qui s’occupe de cet ordinateur, puis relancez Roster. Ce que vous avez dans Roster n’est pas touché. OK ouvre la page de Microsoft où le trouver.
start-failed = Redémarrez votre ordinateur, puis réessayez. Si cela se reproduit, transmettez ce message à la personne qui s’occupe de votre ordinateur : { $detail }
