# As páginas de quem recebe um convite. $by é "person" quando há alguém para nomear, "nobody" quando não há.

# Este idioma, em suas próprias palavras
language-name = Português (Brasil)
language-switch = Idioma

# O formulário
join-title = Entrar em { $account }
join-lead = { $by ->
    [nobody] Você recebeu um convite para { $account } no Roster. Escolha uma senha para entrar.
   *[person] { $inviter } convidou você para { $account } no Roster. Escolha uma senha para entrar.
}
join-account = Conta
join-inviter = Convite de
join-login = E-mail de acesso
join-login-hint = Você vai entrar com este endereço. Não será possível mudá-lo depois.
join-password = Senha
join-rule-length = Pelo menos { $min } caracteres. Algumas palavras em sequência são fáceis de lembrar e difíceis de adivinhar.
join-rule-any = Vale tudo: letras, espaços, números, sinais, em qualquer idioma. Você pode colar.
join-rule-common = Não pode ser uma senha que muita gente usa.
join-rule-personal = Não pode ser só o seu nome, os seus endereços ou o nome da conta.
join-show = Mostrar a senha
join-hide = Ocultar a senha
join-count = Caracteres: { $count } (pelo menos { $min })
join-strength = Força:
join-strength-short = Ainda curta
join-strength-plain = Repete-se: inclua outras palavras
join-strength-good = Boa
join-strength-strong = Muito boa
join-accept = Aceitar o convite
join-until = Este link funciona uma vez, até { $until }.

# Ao lado da senha, depois de uma tentativa
error-prefix = Erro:
password-required = Digite uma senha.
password-too-short = Use pelo menos { $min } caracteres. Algumas palavras em sequência são fáceis de lembrar.
password-too-long = Use no máximo { $max } caracteres.
password-too-common = Esta senha é uma das primeiras que alguém tentaria. Use algumas palavras que não tenham nada a ver umas com as outras.
password-personal = Esta senha é feita apenas do seu nome, dos seus endereços, do nome da conta, de números ou de sinais. Inclua algumas outras palavras.
password-unreadable = A senha não chegou inteira. Digite mais uma vez.

# Depois
welcome-title = Boas-vindas, { $firstName }
welcome-lead = Sua senha está salva e agora você faz parte de { $account }.
welcome-next = O que você pode fazer agora
welcome-clients = Ver os clientes de { $account } e editar todas as configurações deles
welcome-profile = Manter o seu próprio perfil em dia
welcome-users = Convidar pessoas e gerenciar os usuários de { $account }
welcome-settings = Mudar as configurações da conta
welcome-ask = Para as configurações da conta e seus usuários, fale com a administração.
welcome-open = Abrir o Roster
welcome-sign-in = Entre com a sua nova senha e este e-mail de acesso:
welcome-get = Ainda não tem o Roster neste computador?
welcome-get-link = Obter o Roster

# Links que não abrem mais nada
expired-title = Este convite expirou
expired-lead = { $by ->
    [nobody] O link para { $account } valia até { $until }.
   *[person] O link que { $inviter } enviou para você entrar em { $account } valia até { $until }.
}
expired-do = { $by ->
    [nobody] Peça à administração de { $account } que envie o convite de novo. O novo e-mail traz um novo link.
   *[person] Peça a { $inviter } que envie o convite de novo. O novo e-mail traz um novo link.
}
used-title = Este convite já foi aceito
used-lead = Um link funciona só uma vez, e este já foi usado para entrar em { $account }.
used-do = Se foi você, abra o Roster e entre com o seu e-mail de acesso e a senha que escolheu.
used-alarm = { $by ->
    [nobody] Se não foi você, avise logo a administração de { $account }.
   *[person] Se não foi você, avise logo { $inviter }.
}
revoked-title = Este convite não vale mais
revoked-lead = { $account } retirou este link, ou um mais novo tomou o lugar dele.
revoked-do = { $by ->
    [nobody] Procure um e-mail mais recente do Roster e use o link dele. Se não houver, fale com a administração de { $account }.
   *[person] Procure um e-mail mais recente do Roster e use o link dele. Se não houver, fale com { $inviter }.
}
unknown-title = Este link não leva a lugar nenhum
unknown-lead = O Roster não conhece nenhum convite com este link. Talvez uma parte dele tenha se perdido.
unknown-do = Abra o link direto do e-mail ou copie-o inteiro. Se não adiantar, peça a quem convidou você que envie o convite de novo.

# Problemas que não têm a ver com o link
trouble-back = Voltar ao convite
too-many-title = Tentativas demais
too-many-lead = Nada foi alterado. Espere quinze minutos e tente de novo: o seu link continua funcionando.
malformed-title = O formulário não chegou inteiro
malformed-lead = Nada foi alterado. Abra o convite de novo e envie o formulário mais uma vez.
unavailable-title = O Roster está fora de alcance por um momento
unavailable-lead = Nada foi alterado, e o seu convite continua valendo. Tente de novo em um minuto.
failed-title = Algo deu errado
failed-lead = A falha é nossa. Tente de novo em um minuto; se continuar, avise quem convidou você.

# Uma senha esquecida
forgotten-title = Esqueceu sua senha?
forgotten-lead = Digite o e-mail com que você entra. O Roster enviará um link ao seu e-mail de comunicação.
forgotten-send = Enviar o link
forgotten-required = Digite seu e-mail de acesso.
forgotten-sent-title = Confira seu e-mail
forgotten-sent-lead = Se alguém entra no Roster com este e-mail, uma mensagem está a caminho do e-mail de comunicação dessa pessoa.
forgotten-sent-do = Abra o link dentro de uma hora e escolha uma senha nova.
forgotten-sent-else = Se nada chegar: veja entre os e-mails indesejados e confira o e-mail de acesso. Depois disso, fale com a administração da sua conta.
reset-title = Definir uma senha nova
reset-lead = Escolha a senha com que você vai entrar a partir de agora. Suas sessões abertas serão encerradas.
reset-save = Salvar a senha
reset-done-title = Sua senha nova está salva
reset-done-lead = Todas as suas sessões foram encerradas. Entre com seu e-mail de acesso e a senha nova.
reset-ended-title = Este link não funciona mais
reset-ended-lead = Um link para uma senha nova funciona uma vez, durante uma hora e até que o próximo seja usado. Nada foi alterado.
reset-ended-again = Pedir um link novo
reset-trouble-lead = Nada foi alterado. Tente de novo em um minuto.
reset-too-many-lead = Nada foi alterado. Espere quinze minutos e tente de novo.
reset-back = Tentar de novo

# Um endereço que outra pessoa alterou
restore-title = Restaurar seu endereço
restore-lead = O Roster voltará a escrever para { $email }, e você sairá de todos os dispositivos. Escolha uma senha nova: outra pessoa pode conhecer a antiga.
restore-save = Restaurar e salvar a senha
restore-done-title = Seu endereço foi restaurado
restore-done-lead = O Roster volta a escrever para { $email }, e sua senha nova está salva.
restore-ended-lead = Um link que restaura um endereço funciona uma vez, em até 7 dias. Nada foi alterado.
restore-ended-do = Acha que outra pessoa entrou no seu lugar? Avise imediatamente a administração da sua conta.
