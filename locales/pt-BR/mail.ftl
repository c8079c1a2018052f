# E-mails. $by é "person" quando alguém da conta convida, "nobody" quando o convite vem do operador.

moment-date = { $day ->
    [1] 1º
   *[other] { $day }
} de { $month ->
    [m01] janeiro
    [m02] fevereiro
    [m03] março
    [m04] abril
    [m05] maio
    [m06] junho
    [m07] julho
    [m08] agosto
    [m09] setembro
    [m10] outubro
    [m11] novembro
   *[m12] dezembro
} de { $year }
moment = { $date }, { $time } (UTC)

# Convite
mail-invitation-subject = { $by ->
    [nobody] Seu convite para { $account } no Roster
   *[person] { $inviter } convidou você para { $account } no Roster
}
mail-invitation-preview = Escolha uma senha e pronto. O link vale até { $untilDate }.
mail-invitation-heading = Boas-vindas a { $account }
mail-invitation-greeting = Olá, { $firstName }!
mail-invitation-intro = { $by ->
    [nobody] Você recebeu um convite para participar de { $account } no Roster. Agora só falta escolher uma senha.
   *[person] { $inviter } convidou você para participar de { $account } no Roster. Agora só falta escolher uma senha.
}
mail-invitation-button = Aceitar o convite
mail-invitation-link = Se o botão não funcionar, copie este link para o seu navegador:
mail-invitation-open = Abra este link para aceitar o convite:
mail-invitation-account = Conta
mail-invitation-inviter = Convite de
mail-invitation-login = Você vai entrar com
mail-invitation-until = O link funciona uma vez, até
mail-invitation-ignore = Não esperava este convite? É só ignorar este e-mail: enquanto o convite não for aceito, nada acontece.
mail-invitation-footer = { $by ->
    [nobody] O Roster enviou este e-mail em nome de { $account }. Ninguém lê as respostas: se tiver alguma dúvida, fale com a administração da sua conta.
   *[person] O Roster enviou este e-mail em nome de { $account }. Ninguém lê as respostas: se tiver alguma dúvida, fale com { $inviter }.
}
