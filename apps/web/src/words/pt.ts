import { plural } from "@sixdigit/react";
import { pt as signIn } from "@sixdigit/react/words/pt";
import type { Words } from "./types.ts";

export const words: Words = {
  signIn,
  language: "Idioma",
  loading: "Carregando…",
  close: "Fechar",
  tryAgain: "Tentar de novo",
  unreachable: {
    title: "O serviço não responde",
    lead: "Não conseguimos falar com ele agora. Nada se perdeu: tente de novo daqui a pouco.",
  },
  notFound: {
    title: "Esta página não existe",
    lead: "O endereço pode ser antigo ou ter um erro.",
    toStart: "Ir para o início",
  },
  notices: {
    welcome: "Boas-vindas! Você entrou.",
    welcomeBack: "Você entrou.",
    signedOut: "Você saiu.",
    endedElsewhere: "Sua sessão foi encerrada aqui. Entre para continuar.",
  },
  account: {
    title: "Sua conta",
    phone: "Número de telefone",
    since: "Sessão aberta desde",
    member: "Membro desde",
    signOut: "Sair",
  },
  devices: {
    title: "Onde você está conectado",
    thisDevice: "Este aparelho",
    unknown: "Um aparelho",
    browserOn: (browser, os) => `${browser} no ${os}`,
    lastUsed: (when) => `Último uso: ${when}`,
    signedIn: (when) => `Entrada: ${when}`,
    end: "Encerrar",
    endOf: (device) => `Encerrar a sessão de ${device}`,
    endOthers: "Encerrar as outras",
    confirmEnd: (device) => `Encerrar a sessão de ${device}?`,
    confirmOthers: (count) =>
      plural("pt", count, { one: "Encerrar a outra sessão?", other: `Encerrar as outras ${count} sessões?` }),
    consequence: "Quem a usa terá de entrar de novo.",
    cancel: "Cancelar",
    ending: (device) => `Encerrando a sessão de ${device}.`,
    endingOthers: "Encerrando as outras sessões.",
    undo: "Desfazer",
    ended: "Encerrada.",
    kept: "Nada foi encerrado.",
    failed: "Não funcionou. Nada foi encerrado: tente de novo.",
    loadFailed: "Não foi possível carregar seus aparelhos.",
  },
  history: {
    title: "Entradas recentes",
    empty: "Nada ainda.",
    newBrowser: "Navegador novo",
    afterFailures: "Depois de códigos errados",
    loadFailed: "Não foi possível carregar.",
  },
  ownData: {
    title: "Seus dados",
    lead: "Tudo o que é guardado sobre você aqui, em um arquivo: seu número, sessões, entradas e mensagens.",
    download: "Baixar meus dados",
    started: "O download começou.",
    delete: "Excluir minha conta",
  },
  deletion: {
    title: "Excluir sua conta",
    consequence: "Sua conta some para sempre, e com ela todas as sessões.",
    sentTo: "Enviamos o código por SMS para",
    keep: "Manter minha conta",
    submit: "Excluir minha conta",
    deleted: "Sua conta foi excluída.",
  },
};
