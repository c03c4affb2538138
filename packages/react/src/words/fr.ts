import { plural } from "./plural.ts";
import type { SignInWords } from "./types.ts";

export const fr: SignInWords = {
  phone: {
    title: "Connexion",
    lead: "Saisissez votre numéro de téléphone. Nous vous enverrons un code par SMS pour vous connecter.",
    label: "Numéro de téléphone",
    hint: "Comme vous l’écrivez d’habitude, ou avec + et l’indicatif du pays.",
    submit: "Continuer",
    sending: "Envoi du code…",
    country: "Pays",
    searchCountry: "Chercher par nom ou indicatif",
    noCountry: "Ce pays n’est pas dans la liste.",
    about: "À quoi sert votre numéro",
    aboutLines: [
      "À vous connecter, et à rien d’autre. Votre opérateur peut facturer le message\u00a0; nous en envoyons peu, et aucun que vous n’ayez demandé.",
      "Qui peut lire vos messages peut se connecter à votre place\u00a0: verrouillez votre téléphone et votre carte SIM, et ne donnez le code à personne. Nous ne le demandons jamais.",
      "Pas de téléphone sous la main\u00a0? Utilisez un appareil où vous êtes déjà connecté.",
      "Après la connexion, un cookie scellé nommé «\u00a0device\u00a0» reste un an dans ce navigateur. Il ne connecte personne\u00a0: il vous épargne les limites prévues pour les inconnus.",
    ],
  },
  code: {
    title: "Saisissez le code",
    sentTo: "Nous l’avons envoyé par SMS au",
    enterFor: "Saisissez le code pour le",
    changeNumber: "Changer de numéro",
    label: "Code",
    hintUnknown: "Les chiffres du SMS. Pas encore de SMS\u00a0? Demandez un code.",
    hintSent: "Les chiffres du message que nous avons envoyé.",
    hintLife: (digits, life, until) => `${digits} chiffres. Le code est valable ${life}, jusqu’à ${until}.`,
    expired: "Ce code a expiré. Demandez un nouveau code pour continuer.",
    gone: "Ce code ne peut plus servir. Demandez un nouveau code pour continuer.",
    submit: "Se connecter",
    checking: "Vérification du code…",
    sendFirst: "Envoyer un code",
    sendAgain: "Renvoyer",
    sendNew: "Envoyer un nouveau code",
    inTime: (name, time) => `${name} dans ${time}`,
    sending: "Envoi d’un message…",
    notices: {
      sent: "Nous vous avons envoyé un message.",
      "same-code": "Nous avons renvoyé le même code.",
      "new-code": "Nous avons envoyé un nouveau code. Le précédent ne fonctionne plus.",
      ready: "Toujours pas de message\u00a0? Vous pouvez maintenant le demander à nouveau.",
    },
    help: "Toujours rien\u00a0?",
    helpLines: [
      "Vérifiez que le numéro ci-dessus est bien le vôtre.",
      "Voyez si le téléphone a du réseau et s’il filtre les messages d’expéditeurs inconnus.",
      "Un message peut prendre quelques minutes. Le dernier est le bon.",
    ],
  },
  proving: "Un instant\u00a0: votre appareil effectue une courte vérification de sécurité…",
  slow: "C’est plus long que d’habitude. Nous essayons toujours.",
  offline: "Vous êtes hors ligne. Ce que vous avez saisi reste ici.",
  problems: {
    PHONE_EMPTY: () => "Saisissez votre numéro de téléphone.",
    PHONE_TOO_LONG: () =>
      "C’est trop long pour un numéro de téléphone. Vérifiez-le et retirez tout le reste.",
    PHONE_CHARACTERS: () =>
      "Seulement des chiffres. Les espaces, tirets et parenthèses conviennent, ainsi qu’un + devant.",
    PHONE_COUNTRY_MISSING: () => "Choisissez votre pays, ou commencez par + et l’indicatif du pays.",
    PHONE_IMPOSSIBLE: ({ country }) =>
      country
        ? `Ce ne peut pas être un numéro. Vérifiez les chiffres et le pays (${country}).`
        : "Ce ne peut pas être un numéro. Vérifiez les chiffres après le +.",
    PHONE_COUNTRY: ({ country }) =>
      `Nous n’envoyons pas encore de messages vers ce pays\u00a0: ${country}. Essayez un autre numéro.`,
    PHONE_INVALID: () => "Ce ne peut pas être un numéro. Vérifiez les chiffres et le pays.",
    PHONE_NOT_ALLOWED: () => "Nous ne pouvons pas envoyer de messages à ce numéro. Essayez-en un autre.",
    CODE_INCOMPLETE: ({ codeLength }) => `Saisissez les ${codeLength} chiffres du code.`,
    CODE_INVALID: ({ attemptsLeft }) => {
      if (attemptsLeft === undefined)
        return "Ce code n’est pas le bon. Voyez le dernier message et réessayez.";
      if (attemptsLeft === 0)
        return "Ce code n’est pas le bon, et il ne reste plus d’essai. Demandez un nouveau code.";
      const left = plural("fr", attemptsLeft, {
        one: "Il reste 1 essai",
        other: `Il reste ${attemptsLeft} essais`,
      });
      return `Ce code n’est pas le bon. ${left}.`;
    },
    CODE_EXPIRED: () => "Ce code a expiré. Demandez un nouveau code pour continuer.",
    CODE_GONE: () => "Ce code ne peut plus servir. Demandez un nouveau code pour continuer.",
    TOO_MANY_ATTEMPTS: () => "Trop de codes erronés. Demandez un nouveau code pour continuer.",
    NOTHING_TO_RESEND: () => "Il n’y a pas de code à renvoyer. Demandez un nouveau code pour continuer.",
    RESEND_TOO_SOON: () => "Un message vient de partir. Le suivant doit attendre un peu.",
    RATE_LIMITED: ({ wait }) =>
      wait
        ? `Trop d’essais pour le moment. Attendez ${wait}, puis réessayez.`
        : "Trop d’essais pour le moment. Réessayez.",
    INVALID_INPUT: () => "Ce n’est pas compris. Vérifiez votre saisie.",
    PROOF_REQUIRED: () => "La vérification de sécurité n’a pas fonctionné. Réessayez.",
    SEND_FAILED: () => "Le message n’a pas pu être envoyé. Réessayez dans un instant.",
    UNAVAILABLE: () => "Le service est indisponible pour un instant. Réessayez sous peu.",
    INTERNAL: ({ requestId }) =>
      `Une erreur est survenue de notre côté. Réessayez, ou donnez-nous cet identifiant\u00a0: ${requestId}`,
    NO_ANSWER: () => "Le service ne répond pas. Vérifiez votre connexion et réessayez.",
    OFFLINE: () => "Vous êtes hors ligne. Rien n’est perdu\u00a0: réessayez quand la connexion revient.",
    UNAUTHENTICATED: () => "Vous n’êtes pas connecté.",
    FORBIDDEN: () => "Ce n’est pas permis depuis cette page. Rechargez-la.",
    NOT_FOUND: () => "Il n’y a rien ici. Rechargez la page.",
  },
};
