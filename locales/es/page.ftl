# Las páginas de quien recibe una invitación. $by es "person" si hay alguien a quien nombrar, "nobody" si no.

# Este idioma, en sus propias palabras
language-name = Español
language-switch = Idioma

# El formulario
join-title = Únete a { $account }
join-lead = { $by ->
    [nobody] Tienes una invitación a { $account } en Roster. Elige una contraseña para entrar.
   *[person] { $inviter } te ha invitado a { $account } en Roster. Elige una contraseña para entrar.
}
join-account = Cuenta
join-inviter = Te invita
join-login = Correo de inicio de sesión
join-login-hint = Iniciarás sesión con esta dirección. No se podrá cambiar después.
join-password = Contraseña
join-rule-length = Al menos { $min } caracteres. Unas cuantas palabras seguidas son fáciles de recordar y difíciles de adivinar.
join-rule-any = Vale todo: letras, espacios, cifras, signos, en cualquier idioma. Puedes pegarla.
join-rule-common = Que no sea una contraseña que usa mucha gente.
join-rule-personal = Que no sea solo tu nombre, tus direcciones o el nombre de la cuenta.
join-show = Mostrar la contraseña
join-hide = Ocultar la contraseña
join-count = Caracteres: { $count } (al menos { $min })
join-strength = Seguridad:
join-strength-short = Todavía corta
join-strength-plain = Se repite: añade otras palabras
join-strength-good = Buena
join-strength-strong = Muy buena
join-accept = Aceptar la invitación
join-until = Este enlace sirve una sola vez, hasta el { $until }.

# Junto a la contraseña, tras un intento
error-prefix = Error:
password-required = Escribe una contraseña.
password-too-short = Usa al menos { $min } caracteres. Unas cuantas palabras seguidas son fáciles de recordar.
password-too-long = Usa como máximo { $max } caracteres.
password-too-common = Esta contraseña es de las primeras que alguien probaría. Usa unas cuantas palabras que no tengan nada que ver entre sí.
password-personal = Esta contraseña está hecha solo de tu nombre, tus direcciones, el nombre de la cuenta, cifras o signos. Añade unas cuantas palabras más.
password-unreadable = La contraseña no ha llegado entera. Escríbela otra vez.

# Después
welcome-title = Te damos la bienvenida, { $firstName }
welcome-lead = Tu contraseña está guardada y ya formas parte de { $account }.
welcome-next = Qué puedes hacer ahora
welcome-clients = Ver los clientes de { $account } y modificar todos sus ajustes
welcome-profile = Mantener al día tu propio perfil
welcome-users = Invitar a personas y gestionar los usuarios de { $account }
welcome-settings = Cambiar los ajustes de la cuenta
welcome-ask = Para los ajustes de la cuenta y sus usuarios, consulta con su administración.
welcome-open = Abrir Roster
welcome-sign-in = Inicia sesión con tu nueva contraseña y este correo:
welcome-get = ¿Aún no tienes Roster en este ordenador?
welcome-get-link = Obtener Roster

# Enlaces que ya no abren nada
expired-title = Esta invitación ha caducado
expired-lead = { $by ->
    [nobody] El enlace a { $account } funcionaba hasta el { $until }.
   *[person] El enlace que { $inviter } te envió para unirte a { $account } funcionaba hasta el { $until }.
}
expired-do = { $by ->
    [nobody] Pide a la administración de { $account } que envíe otra vez la invitación. El nuevo correo trae un nuevo enlace.
   *[person] Pide a { $inviter } que envíe otra vez la invitación. El nuevo correo trae un nuevo enlace.
}
used-title = Esta invitación ya se ha aceptado
used-lead = Un enlace sirve una sola vez, y este ya se ha usado para unirse a { $account }.
used-do = Si has sido tú, abre Roster e inicia sesión con tu correo de inicio de sesión y la contraseña que elegiste.
used-alarm = { $by ->
    [nobody] Si no has sido tú, avisa cuanto antes a la administración de { $account }.
   *[person] Si no has sido tú, avisa cuanto antes a { $inviter }.
}
revoked-title = Esta invitación ya no es válida
revoked-lead = { $account } ha retirado este enlace, o uno más reciente lo ha sustituido.
revoked-do = { $by ->
    [nobody] Busca un correo posterior de Roster y usa su enlace. Si no lo hay, consulta con la administración de { $account }.
   *[person] Busca un correo posterior de Roster y usa su enlace. Si no lo hay, consulta con { $inviter }.
}
unknown-title = Este enlace no lleva a ninguna parte
unknown-lead = Roster no conoce ninguna invitación con este enlace. Quizá se haya perdido una parte.
unknown-do = Abre el enlace directamente desde el correo, o cópialo entero. Si no sirve, pide a quien te invitó que envíe otra vez la invitación.

# Problemas que no tienen que ver con el enlace
trouble-back = Volver a la invitación
too-many-title = Demasiados intentos
too-many-lead = No ha cambiado nada. Espera un cuarto de hora y vuelve a intentarlo: tu enlace sigue funcionando.
malformed-title = El formulario no ha llegado entero
malformed-lead = No ha cambiado nada. Abre otra vez la invitación y envía de nuevo el formulario.
unavailable-title = Roster no está disponible por un momento
unavailable-lead = No ha cambiado nada y tu invitación sigue en pie. Vuelve a intentarlo dentro de un minuto.
failed-title = Algo ha fallado
failed-lead = El fallo es nuestro. Vuelve a intentarlo dentro de un minuto; si continúa, avisa a quien te invitó.

# Una contraseña olvidada
forgotten-title = ¿Has olvidado tu contraseña?
forgotten-lead = Escribe el correo con el que inicias sesión. Roster enviará un enlace a tu correo de comunicación.
forgotten-send = Enviar el enlace
forgotten-required = Escribe tu correo de inicio de sesión.
forgotten-sent-title = Revisa tu correo
forgotten-sent-lead = Si alguien inicia sesión en Roster con este correo, hay un mensaje en camino a su correo de comunicación.
forgotten-sent-do = Abre el enlace que contiene antes de una hora y elige una contraseña nueva.
forgotten-sent-else = Si no llega nada: mira entre los correos no deseados y comprueba el correo de inicio de sesión. Si no, consulta con la administración de tu cuenta.
reset-title = Elegir una contraseña nueva
reset-lead = Elige la contraseña con la que iniciarás sesión a partir de ahora. Se cerrará tu sesión en todas partes.
reset-save = Guardar la contraseña
reset-done-title = Tu contraseña nueva está guardada
reset-done-lead = Se ha cerrado tu sesión en todas partes. Inicia sesión con tu correo y la contraseña nueva.
reset-ended-title = Este enlace ya no funciona
reset-ended-lead = Un enlace para una contraseña nueva sirve una sola vez, durante una hora y hasta que se use el siguiente. No ha cambiado nada.
reset-ended-again = Pedir un enlace nuevo
reset-trouble-lead = No ha cambiado nada. Vuelve a intentarlo dentro de un minuto.
reset-too-many-lead = No ha cambiado nada. Espera un cuarto de hora y vuelve a intentarlo.
reset-back = Volver a intentarlo

# Una dirección que cambió otra persona
restore-title = Restablecer tu dirección
restore-lead = Roster volverá a escribir a { $email } y se cerrará tu sesión en todas partes. Elige una contraseña nueva: puede que otra persona conozca la anterior.
restore-save = Restablecer y guardar la contraseña
restore-done-title = Tu dirección está restablecida
restore-done-lead = Roster vuelve a escribir a { $email }, y tu contraseña nueva está guardada.
restore-ended-lead = Un enlace que restablece una dirección sirve una sola vez, durante 7 días. No se ha cambiado nada.
restore-ended-do = ¿Crees que otra persona ha iniciado sesión en tu nombre? Avisa enseguida a la administración de tu cuenta.
