import { plural } from "@sixdigit/react";
import { es as signIn } from "@sixdigit/react/words/es";
import type { Words } from "./types.ts";

export const words: Words = {
  signIn,
  language: "Idioma",
  loading: "Cargando…",
  close: "Cerrar",
  tryAgain: "Reintentar",
  unreachable: {
    title: "El servicio no responde",
    lead: "Ahora mismo no podemos conectar. No se ha perdido nada: prueba otra vez en un momento.",
  },
  notFound: {
    title: "Esta página no existe",
    lead: "La dirección puede ser antigua o tener un error.",
    toStart: "Ir al inicio",
  },
  notices: {
    welcome: "¡Te damos la bienvenida! Has iniciado sesión.",
    welcomeBack: "Has iniciado sesión.",
    signedOut: "Has cerrado la sesión.",
    endedElsewhere: "La sesión se cerró en este dispositivo. Inicia sesión para seguir.",
  },
  account: {
    title: "Tu cuenta",
    phone: "Número de teléfono",
    since: "Sesión iniciada el",
    member: "Miembro desde",
    signOut: "Cerrar sesión",
  },
  devices: {
    title: "Dónde tienes la sesión iniciada",
    thisDevice: "Este dispositivo",
    unknown: "Un dispositivo",
    browserOn: (browser, os) => `${browser} en ${os}`,
    lastUsed: (when) => `Último uso: ${when}`,
    signedIn: (when) => `Inicio de sesión: ${when}`,
    end: "Cerrar",
    endOf: (device) => `Cerrar la sesión de ${device}`,
    endOthers: "Cerrar las demás",
    confirmEnd: (device) => `¿Cerrar la sesión de ${device}?`,
    confirmOthers: (count) =>
      plural("es", count, { one: "¿Cerrar la otra sesión?", other: `¿Cerrar las otras ${count} sesiones?` }),
    consequence: "Quien la use tendrá que iniciar sesión de nuevo.",
    cancel: "Cancelar",
    ending: (device) => `Cerrando la sesión de ${device}.`,
    endingOthers: "Cerrando las demás sesiones.",
    undo: "Deshacer",
    ended: "Cerrada.",
    kept: "No se ha cerrado nada.",
    failed: "No ha funcionado. No se ha cerrado nada: prueba otra vez.",
    loadFailed: "No se pudieron cargar tus dispositivos.",
  },
  history: {
    title: "Inicios de sesión recientes",
    empty: "Todavía nada.",
    newBrowser: "Navegador nuevo",
    afterFailures: "Tras códigos incorrectos",
    loadFailed: "No se pudieron cargar.",
  },
  ownData: {
    title: "Tus datos",
    lead: "Todo lo que se guarda aquí sobre ti, en un archivo: tu número, sesiones, inicios de sesión y mensajes.",
    download: "Descargar mis datos",
    started: "La descarga ha empezado.",
    delete: "Eliminar mi cuenta",
  },
  deletion: {
    title: "Eliminar tu cuenta",
    consequence: "Tu cuenta desaparece para siempre, y con ella todas sus sesiones.",
    sentTo: "Enviamos el código por SMS al",
    keep: "Conservar mi cuenta",
    submit: "Eliminar mi cuenta",
    deleted: "Tu cuenta se ha eliminado.",
  },
};
