import { plural } from "@sixdigit/react";
import { fr as signIn } from "@sixdigit/react/words/fr";
import type { Words } from "./types.ts";

export const words: Words = {
  signIn,
  language: "Langue",
  loading: "Chargement…",
  close: "Fermer",
  tryAgain: "Réessayer",
  unreachable: {
    title: "Le service ne répond pas",
    lead: "Impossible de le joindre pour l’instant. Rien n’est perdu\u00a0: réessayez dans un instant.",
  },
  notFound: {
    title: "Cette page n’existe pas",
    lead: "L’adresse est peut-être ancienne ou mal saisie.",
    toStart: "Aller à l’accueil",
  },
  notices: {
    welcome: "Bienvenue\u00a0! Vous êtes connecté.",
    welcomeBack: "Vous êtes connecté.",
    signedOut: "Vous êtes déconnecté.",
    endedElsewhere: "Votre session a pris fin ici. Connectez-vous pour continuer.",
  },
  account: {
    title: "Votre compte",
    phone: "Numéro de téléphone",
    since: "Connecté depuis",
    member: "Membre depuis",
    signOut: "Se déconnecter",
  },
  devices: {
    title: "Où vous êtes connecté",
    thisDevice: "Cet appareil",
    unknown: "Un appareil",
    browserOn: (browser, os) => `${browser} sur ${os}`,
    lastUsed: (when) => `Utilisation\u00a0: ${when}`,
    signedIn: (when) => `Connexion\u00a0: ${when}`,
    end: "Terminer",
    endOf: (device) => `Terminer la session de ${device}`,
    endOthers: "Terminer les autres",
    confirmEnd: (device) => `Terminer la session de ${device}\u00a0?`,
    confirmOthers: (count) =>
      plural("fr", count, {
        one: "Terminer l’autre session\u00a0?",
        other: `Terminer les ${count} autres sessions\u00a0?`,
      }),
    consequence: "Qui l’utilise devra se connecter à nouveau.",
    cancel: "Annuler",
    ending: (device) => `Fin de la session de ${device}.`,
    endingOthers: "Fin de toutes les autres sessions.",
    undo: "Annuler",
    ended: "C’est terminé.",
    kept: "Rien n’a été terminé.",
    failed: "Cela n’a pas fonctionné. Rien n’a été terminé\u00a0: réessayez.",
    loadFailed: "Vos appareils n’ont pas pu être chargés.",
  },
  history: {
    title: "Connexions récentes",
    empty: "Rien pour l’instant.",
    newBrowser: "Nouveau navigateur",
    afterFailures: "Après des codes erronés",
    loadFailed: "Le chargement a échoué.",
  },
  ownData: {
    title: "Vos données",
    lead: "Tout ce qui est conservé sur vous ici, dans un fichier\u00a0: votre numéro, vos sessions, vos connexions et vos messages.",
    download: "Télécharger mes données",
    started: "Le téléchargement a commencé.",
    delete: "Supprimer mon compte",
  },
  deletion: {
    title: "Supprimer votre compte",
    consequence: "Votre compte disparaît pour de bon, et toutes ses sessions avec lui.",
    sentTo: "Nous avons envoyé le code par SMS au",
    keep: "Garder mon compte",
    submit: "Supprimer mon compte",
    deleted: "Votre compte est supprimé.",
  },
};
