# Correos. $by es "person" cuando invita alguien de la cuenta, "nobody" cuando la invitación viene del operador.

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
   *[person] { $inviter } te invita a { $account } en Roster
}
mail-invitation-preview = Elige una contraseña y listo. El enlace funciona hasta el { $untilDate }.
mail-invitation-heading = Te damos la bienvenida a { $account }
mail-invitation-greeting = Hola, { $firstName }:
mail-invitation-intro = { $by ->
    [nobody] Tienes una invitación para unirte a { $account } en Roster. Solo te queda elegir una contraseña.
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
