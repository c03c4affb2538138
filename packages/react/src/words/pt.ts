import { plural } from "./plural.ts";
import type { SignInWords } from "./types.ts";

export const pt: SignInWords = {
  phone: {
    title: "Entrar",
    lead: "Digite seu número de telefone. Vamos enviar um código por SMS para você entrar.",
    label: "Número de telefone",
    hint: "Como você costuma escrever, ou com + e o código do país.",
    submit: "Continuar",
    sending: "Enviando o código…",
    country: "País",
    searchCountry: "Busque por nome ou código",
    noCountry: "Esse país não está na lista.",
    about: "Para que usamos seu número",
    aboutLines: [
      "Para você entrar, e para mais nada. Sua operadora pode cobrar pela mensagem; enviamos poucas, e nenhuma que você não tenha pedido.",
      "Quem consegue ler suas mensagens consegue entrar no seu lugar: bloqueie o telefone e o chip, e não diga o código a ninguém. Nunca vamos pedi-lo.",
      "Está sem o telefone? Use um aparelho em que você já entrou.",
      "Depois que você entra, um cookie selado chamado “device” fica um ano neste navegador. Ele não dá acesso a ninguém: poupa você dos limites para desconhecidos.",
    ],
  },
  code: {
    title: "Digite o código",
    sentTo: "Enviamos por SMS para",
    enterFor: "Digite o código para",
    changeNumber: "Mudar número",
    label: "Código",
    hintUnknown: "Os dígitos do SMS. Ainda não recebeu? Peça um código.",
    hintSent: "Os dígitos da mensagem que enviamos.",
    hintLife: (digits, life, until) => `${digits} dígitos. O código vale por ${life}, até ${until}.`,
    expired: "Este código expirou. Peça um novo para continuar.",
    gone: "Este código não pode mais ser usado. Peça um novo para continuar.",
    submit: "Entrar",
    checking: "Verificando o código…",
    sendFirst: "Enviar um código",
    sendAgain: "Enviar de novo",
    sendNew: "Enviar um novo código",
    inTime: (name, time) => `${name} em ${time}`,
    sending: "Enviando uma mensagem…",
    notices: {
      sent: "Enviamos uma mensagem para você.",
      "same-code": "Enviamos o mesmo código de novo.",
      "new-code": "Enviamos um novo código. O anterior não vale mais.",
      ready: "Ainda não chegou? Agora você pode pedir de novo.",
    },
    help: "Continua sem receber?",
    helpLines: [
      "Veja se o número acima é o seu.",
      "Veja se o telefone tem sinal e se ele filtra mensagens de remetentes desconhecidos.",
      "Uma mensagem pode levar alguns minutos. Vale a última.",
    ],
  },
  proving: "Um momento: seu aparelho está fazendo uma breve verificação de segurança…",
  slow: "Está demorando mais que o normal. Continuamos tentando.",
  offline: "Você está sem conexão. O que você digitou continua aqui.",
  problems: {
    PHONE_EMPTY: () => "Digite seu número de telefone.",
    PHONE_TOO_LONG: () => "É longo demais para um telefone. Confira e tire todo o resto.",
    PHONE_CHARACTERS: () => "Use só dígitos. Pode ter espaços, traços e parênteses, e um + no começo.",
    PHONE_COUNTRY_MISSING: () => "Escolha seu país, ou comece o número com + e o código do país.",
    PHONE_IMPOSSIBLE: ({ country }) =>
      country
        ? `Isto não pode ser um telefone. Confira os dígitos e o país (${country}).`
        : "Isto não pode ser um telefone. Confira os dígitos depois do +.",
    PHONE_COUNTRY: ({ country }) =>
      `Ainda não enviamos mensagens para este país: ${country}. Tente outro número.`,
    PHONE_INVALID: () => "Isto não pode ser um telefone. Confira os dígitos e o país.",
    PHONE_NOT_ALLOWED: () => "Não podemos enviar mensagens para este número. Tente outro.",
    CODE_INCOMPLETE: ({ codeLength }) => `Digite os ${codeLength} dígitos do código.`,
    CODE_INVALID: ({ attemptsLeft }) => {
      if (attemptsLeft === undefined)
        return "O código não está certo. Veja a última mensagem e tente de novo.";
      if (attemptsLeft === 0)
        return "O código não está certo e não há mais tentativas. Peça um novo para continuar.";
      const left = plural("pt", attemptsLeft, {
        one: "Resta 1 tentativa",
        other: `Restam ${attemptsLeft} tentativas`,
      });
      return `O código não está certo. ${left}.`;
    },
    CODE_EXPIRED: () => "Este código expirou. Peça um novo para continuar.",
    CODE_GONE: () => "Este código não pode mais ser usado. Peça um novo para continuar.",
    TOO_MANY_ATTEMPTS: () => "Códigos errados demais. Peça um novo para continuar.",
    NOTHING_TO_RESEND: () => "Não há código para enviar de novo. Peça um novo para continuar.",
    RESEND_TOO_SOON: () => "Acabamos de enviar uma mensagem. A próxima precisa esperar um pouco.",
    RATE_LIMITED: ({ wait }) =>
      wait
        ? `Tentativas demais por enquanto. Espere ${wait} e tente de novo.`
        : "Tentativas demais por enquanto. Tente de novo.",
    INVALID_INPUT: () => "Não entendemos. Confira o que você digitou.",
    PROOF_REQUIRED: () => "A verificação de segurança não funcionou. Tente de novo.",
    SEND_FAILED: () => "Não foi possível enviar a mensagem. Tente de novo daqui a pouco.",
    UNAVAILABLE: () => "O serviço está indisponível por um momento. Tente de novo em breve.",
    INTERNAL: ({ requestId }) =>
      `Algo deu errado do nosso lado. Tente de novo, ou nos informe este código: ${requestId}`,
    NO_ANSWER: () => "Não conseguimos falar com o serviço. Confira sua conexão e tente de novo.",
    OFFLINE: () => "Você está sem conexão. Nada se perdeu: tente de novo quando ela voltar.",
    UNAUTHENTICATED: () => "Você não entrou.",
    FORBIDDEN: () => "Isto não é permitido a partir daqui. Carregue a página de novo.",
    NOT_FOUND: () => "Não há nada aqui. Carregue a página de novo.",
  },
};
