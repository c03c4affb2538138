import { plural } from "./plural.ts";
import type { SignInWords } from "./types.ts";

export const es: SignInWords = {
  phone: {
    title: "Iniciar sesión",
    lead: "Escribe tu número de teléfono. Te enviaremos un código por SMS para entrar.",
    label: "Número de teléfono",
    hint: "Como lo escribes siempre, o con + y el código del país.",
    submit: "Continuar",
    sending: "Enviando el código…",
    country: "País",
    searchCountry: "Busca por nombre o código",
    noCountry: "Ese país no está en la lista.",
    about: "Para qué usamos tu número",
    aboutLines: [
      "Para que inicies sesión, y para nada más. Tu operador puede cobrar el mensaje; enviamos pocos, y ninguno que no hayas pedido.",
      "Quien pueda leer tus mensajes puede entrar en tu nombre: bloquea el teléfono y la SIM, y no des el código a nadie. Nunca te lo pediremos.",
      "¿No tienes el teléfono a mano? Usa un dispositivo en el que ya tengas la sesión iniciada.",
      "Después de iniciar sesión, una cookie sellada llamada «device» queda un año en este navegador. No da acceso a nadie: te evita los límites para desconocidos.",
    ],
  },
  code: {
    title: "Escribe el código",
    sentTo: "Lo enviamos por SMS al",
    enterFor: "Escribe el código para el",
    changeNumber: "Cambiar número",
    label: "Código",
    hintUnknown: "Las cifras del SMS. ¿Aún no tienes ninguno? Pide un código.",
    hintSent: "Las cifras del mensaje que enviamos.",
    hintLife: (digits, life, until) => `${digits} cifras. El código vale ${life}, hasta las ${until}.`,
    expired: "Este código ha caducado. Pide uno nuevo para seguir.",
    gone: "Este código ya no se puede usar. Pide uno nuevo para seguir.",
    submit: "Entrar",
    checking: "Comprobando el código…",
    sendFirst: "Enviar un código",
    sendAgain: "Enviar de nuevo",
    sendNew: "Enviar un código nuevo",
    inTime: (name, time) => `${name} en ${time}`,
    sending: "Enviando un mensaje…",
    notices: {
      sent: "Te hemos enviado un mensaje.",
      "same-code": "Hemos vuelto a enviar el mismo código.",
      "new-code": "Hemos enviado un código nuevo. El anterior ya no vale.",
      ready: "¿Aún no ha llegado? Ya puedes pedirlo de nuevo.",
    },
    help: "¿Sigue sin llegar?",
    helpLines: [
      "Comprueba que el número de arriba es el tuyo.",
      "Mira si el teléfono tiene cobertura y si filtra los mensajes de remitentes desconocidos.",
      "Un mensaje puede tardar unos minutos. Vale el último.",
    ],
  },
  proving: "Un momento: tu dispositivo hace una breve comprobación de seguridad…",
  slow: "Tarda más de lo normal. Seguimos intentándolo.",
  offline: "No tienes conexión. Lo que escribiste sigue aquí.",
  problems: {
    PHONE_EMPTY: () => "Escribe tu número de teléfono.",
    PHONE_TOO_LONG: () => "Es demasiado largo para un teléfono. Revísalo y quita todo lo demás.",
    PHONE_CHARACTERS: () =>
      "Usa solo cifras. Puedes poner espacios, guiones y paréntesis, y un + al principio.",
    PHONE_COUNTRY_MISSING: () => "Elige tu país, o empieza el número con + y el código del país.",
    PHONE_IMPOSSIBLE: ({ country }) =>
      country
        ? `No puede ser un número de teléfono. Revisa las cifras y el país (${country}).`
        : "No puede ser un número de teléfono. Revisa las cifras tras el +.",
    PHONE_COUNTRY: ({ country }) =>
      `Todavía no podemos enviar mensajes a este país: ${country}. Prueba con otro número.`,
    PHONE_INVALID: () => "No puede ser un número de teléfono. Revisa las cifras y el país.",
    PHONE_NOT_ALLOWED: () => "No podemos enviar mensajes a este número. Prueba con otro.",
    CODE_INCOMPLETE: ({ codeLength }) => `Escribe las ${codeLength} cifras del código.`,
    CODE_INVALID: ({ attemptsLeft }) => {
      if (attemptsLeft === undefined)
        return "El código no es correcto. Mira el último mensaje y prueba otra vez.";
      if (attemptsLeft === 0)
        return "El código no es correcto y no quedan intentos. Pide uno nuevo para seguir.";
      const left = plural("es", attemptsLeft, {
        one: "Queda 1 intento",
        other: `Quedan ${attemptsLeft} intentos`,
      });
      return `El código no es correcto. ${left}.`;
    },
    CODE_EXPIRED: () => "Este código ha caducado. Pide uno nuevo para seguir.",
    CODE_GONE: () => "Este código ya no se puede usar. Pide uno nuevo para seguir.",
    TOO_MANY_ATTEMPTS: () => "Demasiados códigos incorrectos. Pide uno nuevo para seguir.",
    NOTHING_TO_RESEND: () => "No hay ningún código que enviar de nuevo. Pide uno nuevo para seguir.",
    RESEND_TOO_SOON: () => "Acabamos de enviar un mensaje. El siguiente tiene que esperar un poco.",
    RATE_LIMITED: ({ wait }) =>
      wait
        ? `Demasiados intentos por ahora. Espera ${wait} y prueba otra vez.`
        : "Demasiados intentos por ahora. Prueba otra vez.",
    INVALID_INPUT: () => "No lo hemos entendido. Revisa lo que escribiste.",
    PROOF_REQUIRED: () => "La comprobación de seguridad no ha funcionado. Prueba otra vez.",
    SEND_FAILED: () => "No se pudo enviar el mensaje. Prueba otra vez en un momento.",
    UNAVAILABLE: () => "El servicio no está disponible por un momento. Prueba otra vez enseguida.",
    INTERNAL: ({ requestId }) =>
      `Algo ha fallado por nuestra parte. Prueba otra vez, o danos este identificador: ${requestId}`,
    NO_ANSWER: () => "No llegamos al servicio. Revisa tu conexión y prueba otra vez.",
    OFFLINE: () => "No tienes conexión. No se ha perdido nada: prueba otra vez cuando vuelva.",
    UNAUTHENTICATED: () => "No has iniciado sesión.",
    FORBIDDEN: () => "Esto no está permitido desde aquí. Vuelve a cargar la página.",
    NOT_FOUND: () => "Aquí no hay nada. Vuelve a cargar la página.",
  },
};
