# Correos. $by es "person" cuando invita alguien de la cuenta, "restorer" cuando hace volver a quien ya estuvo en ella,
# "nobody" cuando la invitación viene del operador.

moment-date = { $day } de { $month ->
    [m01] enero
    [m02] febrero
    [m03] marzo
    [m04] abril
    [m05] mayo
    [m06] junio
    [m07] julio
    [m08] agosto
    [m09] septiembre
    [m10] octubre
    [m11] noviembre
   *[m12] diciembre
} de { $year }
moment = { $date }, { $time } (UTC)

# Invitación
mail-invitation-subject = { $by ->
    [nobody] Tu invitación a { $account } en Roster
    [restorer] { $inviter } te devuelve el acceso a { $account } en Roster
   *[person] { $inviter } te invita a { $account } en Roster
}
mail-invitation-preview = Elige una contraseña y listo. El enlace funciona hasta el { $untilDate }.
mail-invitation-heading = Te damos la bienvenida a { $account }
mail-greeting = Hola, { $firstName }:
mail-invitation-intro = { $by ->
    [nobody] Tienes una invitación para unirte a { $account } en Roster. Solo te queda elegir una contraseña.
    [restorer] { $inviter } te ha devuelto el acceso a { $account } en Roster. Solo te queda elegir una nueva contraseña.
   *[person] { $inviter } te ha invitado a unirte a { $account } en Roster. Solo te queda elegir una contraseña.
}
mail-invitation-button = Aceptar la invitación
mail-invitation-link = Si el botón no funciona, copia este enlace en tu navegador:
mail-invitation-open = Abre este enlace para aceptar la invitación:
mail-invitation-account = Cuenta
mail-invitation-inviter = Te invita
mail-invitation-login = Iniciarás sesión con
mail-invitation-until = El enlace sirve una sola vez, hasta el
mail-invitation-ignore = ¿No esperabas esta invitación? Ignora este correo sin más: mientras no se acepte, no pasa nada.
mail-invitation-footer = { $by ->
    [nobody] Roster te ha enviado este correo en nombre de { $account }. Nadie lee las respuestas: si tienes alguna pregunta, consulta con la administración de tu cuenta.
   *[person] Roster te ha enviado este correo en nombre de { $account }. Nadie lee las respuestas: si tienes alguna pregunta, consulta con { $inviter }.
}

# Avisos. $by es "self" si lo hizo la propia persona, "person" si lo hizo { $actor }.
mail-notice-account = Cuenta
mail-notice-when = Cuándo
mail-notice-footer = Roster te ha enviado este correo en nombre de { $account }. Nadie lee las respuestas: si tienes alguna pregunta, consulta con la administración de { $account }.
mail-email-changed-subject = Se ha cambiado tu correo de comunicación
mail-email-changed-intro = { $by ->
    [self] Has cambiado la dirección a la que Roster te escribe sobre { $account }.
   *[person] { $actor } ha cambiado la dirección a la que Roster te escribe sobre { $account }.
}
mail-email-changed-before = Hasta ahora
mail-email-changed-after = A partir de ahora
mail-email-changed-alarm = { $by ->
    [self] ¿No fuiste tú? Entonces otra persona ha iniciado sesión en tu nombre. Cambia enseguida tu contraseña en Roster, restablece la dirección y avisa a la administración de { $account }.
   *[person] ¿La nueva dirección no es tuya? Corrígela en tu perfil en Roster o avisa a la administración de { $account }.
}
mail-email-changed-undo = ¿No has sido tú? Restablece la dirección con el enlace de arriba: se cerrará la sesión en todos los dispositivos y elegirás una contraseña nueva. Después, avisa a la administración de { $account }.
mail-email-changed-button = No he sido yo: restablecerla
mail-email-changed-open = ¿No has sido tú? Abre este enlace para restablecer la dirección y elegir una contraseña nueva:
mail-password-changed-subject = Se ha cambiado tu contraseña
mail-password-changed-intro = Se ha cambiado la contraseña con la que inicias sesión en Roster. Se ha cerrado tu sesión en todos los demás lugares.
mail-password-changed-login = Correo de inicio de sesión
mail-password-changed-alarm = ¿No fuiste tú? Avisa enseguida a la administración de { $account }: quizá otra persona pueda iniciar sesión en tu nombre.
mail-access-removed-subject = Tu acceso a { $account } ha terminado
mail-access-removed-intro = { $actor } ha puesto fin a tu acceso a { $account } en Roster. Ya no puedes iniciar sesión con { $loginEmail }.
mail-access-removed-alarm = Si no lo esperabas, consulta con la administración de { $account }. Puede volver a invitarte.
mail-access-returned-subject = Vuelves a tener acceso a { $account }
mail-access-returned-intro = { $actor } te ha devuelto el acceso a { $account } en Roster. Inicia sesión con { $loginEmail } y la misma contraseña de antes.
mail-access-returned-alarm = ¿Alguna pregunta? Consulta con la administración de { $account }.
mail-rights-changed-subject = Se han cambiado tus derechos en { $account }
mail-rights-changed-intro = { $actor } ha cambiado lo que puedes hacer en { $account } en Roster.
mail-rights-changed-role = Tu rol
mail-rights-changed-user = Usuario
mail-rights-changed-administrator = Administrador
mail-rights-changed-billing = Gestión de facturación
mail-rights-changed-granted = La tienes a partir de ahora
mail-rights-changed-withdrawn = Ya no la tienes
mail-rights-changed-alarm = Si no lo esperabas, consulta con la administración de { $account }.
mail-new-sign-in-subject = Nuevo inicio de sesión en Roster
mail-new-sign-in-intro = Alguien ha iniciado sesión como { $loginEmail } en un dispositivo que Roster aún no había visto con este correo. Si fuiste tú, no tienes que hacer nada.
mail-new-sign-in-device = Dispositivo
mail-new-sign-in-unnamed = Sin nombre
mail-new-sign-in-address = Dirección IP
mail-new-sign-in-alarm = ¿No fuiste tú? Cambia enseguida tu contraseña en Roster: así se cierra la sesión en todos los demás dispositivos. Después avisa a la administración de { $account }.
mail-password-forgotten-subject = Elegir una contraseña nueva para Roster
mail-password-forgotten-intro = Alguien ha pedido una contraseña nueva para { $loginEmail }. Si fuiste tú, elígela con este enlace.
mail-password-forgotten-button = Elegir una contraseña nueva
mail-password-forgotten-open = Abre este enlace para elegir una contraseña nueva:
mail-password-forgotten-alarm = ¿No la has pedido? Ignora este correo sin más: tu contraseña sigue igual. Si se repite, avisa a la administración de { $account }.
