# E-mails. $by é "person" quando alguém da conta convida, "restorer" quando faz voltar quem já esteve nela,
# "nobody" quando o convite vem do operador.

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
    [restorer] { $inviter } restaurou seu acesso a { $account } no Roster
   *[person] { $inviter } convidou você para { $account } no Roster
}
mail-invitation-preview = Escolha uma senha e pronto. O link vale até { $untilDate }.
mail-invitation-heading = Boas-vindas a { $account }
mail-greeting = Olá, { $firstName }!
mail-invitation-intro = { $by ->
    [nobody] Você recebeu um convite para participar de { $account } no Roster. Agora só falta escolher uma senha.
    [restorer] { $inviter } restaurou seu acesso a { $account } no Roster. Agora só falta escolher uma nova senha.
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

# Avisos. $by é "self" se foi a própria pessoa, "person" se foi { $actor }.
mail-notice-account = Conta
mail-notice-when = Quando
mail-notice-footer = O Roster enviou este e-mail em nome de { $account }. Ninguém lê as respostas: se tiver alguma dúvida, fale com a administração de { $account }.
mail-email-changed-subject = Seu e-mail de comunicação foi alterado
mail-email-changed-intro = { $by ->
    [self] Você alterou o endereço para o qual o Roster escreve a você sobre { $account }.
   *[person] { $actor } alterou o endereço para o qual o Roster escreve a você sobre { $account }.
}
mail-email-changed-before = Até agora
mail-email-changed-after = A partir de agora
mail-email-changed-alarm = { $by ->
    [self] Não foi você? Então outra pessoa entrou em seu nome. Altere sua senha no Roster imediatamente, restaure o endereço e avise a administração de { $account }.
   *[person] O novo endereço não é seu? Corrija-o em seu perfil no Roster ou avise a administração de { $account }.
}
mail-email-changed-undo = Não foi você? Restaure o endereço com o link acima: todos os dispositivos serão desconectados e você escolherá uma senha nova. Depois, avise a administração de { $account }.
mail-email-changed-button = Não fui eu: restaurar
mail-email-changed-open = Não foi você? Abra este link para restaurar o endereço e escolher uma senha nova:
mail-password-changed-subject = Sua senha foi alterada
mail-password-changed-intro = A senha com que você entra no Roster foi alterada. Você saiu de todos os outros lugares em que tinha entrado.
mail-password-changed-login = E-mail de acesso
mail-password-changed-alarm = Não foi você? Avise imediatamente a administração de { $account }: outra pessoa talvez possa entrar em seu nome.
mail-access-removed-subject = Seu acesso a { $account } terminou
mail-access-removed-intro = { $actor } encerrou seu acesso a { $account } no Roster. Você não pode mais entrar com { $loginEmail }.
mail-access-removed-alarm = Se você não esperava por isso, fale com a administração de { $account }. Ela pode convidar você de novo.
mail-access-returned-subject = Você tem acesso a { $account } novamente
mail-access-returned-intro = { $actor } devolveu a você o acesso a { $account } no Roster. Entre com { $loginEmail } e a mesma senha de antes.
mail-access-returned-alarm = Dúvidas? Fale com a administração de { $account }.
mail-rights-changed-subject = Seus direitos em { $account } foram alterados
mail-rights-changed-intro = { $actor } alterou o que você pode fazer em { $account } no Roster.
mail-rights-changed-role = Sua função
mail-rights-changed-user = Usuário
mail-rights-changed-administrator = Administrador
mail-rights-changed-billing = Gestão de faturamento
mail-rights-changed-granted = Você a tem a partir de agora
mail-rights-changed-withdrawn = Você não a tem mais
mail-rights-changed-alarm = Se você não esperava por isso, fale com a administração de { $account }.
mail-new-sign-in-subject = Nova entrada no Roster
mail-new-sign-in-intro = Alguém entrou como { $loginEmail } em um dispositivo que o Roster ainda não tinha visto com este e-mail de acesso. Se foi você, não é preciso fazer nada.
mail-new-sign-in-device = Dispositivo
mail-new-sign-in-unnamed = Sem nome
mail-new-sign-in-address = Endereço IP
mail-new-sign-in-alarm = Não foi você? Altere sua senha no Roster imediatamente: isso encerra a sessão em todos os outros dispositivos. Depois avise a administração de { $account }.
mail-password-forgotten-subject = Definir uma senha nova para o Roster
mail-password-forgotten-intro = Alguém pediu uma senha nova para { $loginEmail }. Se foi você, escolha-a com este link.
mail-password-forgotten-button = Definir uma senha nova
mail-password-forgotten-open = Abra este link para definir uma senha nova:
mail-password-forgotten-alarm = Não foi você? É só ignorar este e-mail: sua senha continua a mesma. Se isso se repetir, avise a administração de { $account }.
