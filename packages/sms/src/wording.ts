import type { Locale } from "./locale.ts";

/** What a message says: all of it from the settings and the code, nothing from a request. */
export type MessageFacts = { code: string; serviceName: string; minutes: number };

type Words = (facts: MessageFacts) => string;

/**
 * The sentences of each language, in the order of preference: a later one is for when an earlier one is too long. The
 * four in Latin script keep to the GSM-7 alphabet, hence `clave` for `código`, and no `não`: one letter outside it would
 * halve the room. Hindi and Arabic have 70 units in any case.
 */
export const WORDING: Readonly<Record<Locale, readonly Words[]>> = {
  en: [
    ({ code, serviceName, minutes }) =>
      `${code} is your ${serviceName} code. It works for ${englishTime(minutes)}. Do not share it.`,
  ],
  es: [
    ({ code, serviceName, minutes }) =>
      `${code} es tu clave de ${serviceName}. Vale ${spanishTime(minutes)}. No la compartas.`,
  ],
  pt: [
    ({ code, serviceName, minutes }) =>
      `Use ${code} para entrar em ${serviceName}. Vale ${portugueseTime(minutes)}. Nunca compartilhe.`,
  ],
  fr: [
    ({ code, serviceName, minutes }) =>
      `${code} est votre code ${serviceName}. Valable ${frenchTime(minutes)}. Ne le partagez pas.`,
  ],
  hi: [
    ({ code, serviceName, minutes }) =>
      `${code} ${serviceName} कोड है, ${hindiTime(minutes)} तक मान्य। साझा न करें`,
    ({ code, serviceName, minutes }) => `${code} ${serviceName} कोड (${hindiTime(minutes)})। साझा न करें`,
  ],
  ar: [
    ({ code, serviceName, minutes }) =>
      `${code} رمز ${serviceName}، صالح لمدة ${arabicTime(minutes)}. لا تشاركه`,
    ({ code, serviceName, minutes }) => `${code} رمز ${serviceName} (${arabicTime(minutes)}). لا تشاركه`,
  ],
};

function englishTime(minutes: number): string {
  if (minutes < 1) return "less than a minute";
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

function spanishTime(minutes: number): string {
  if (minutes < 1) return "menos de un minuto";
  return minutes === 1 ? "1 minuto" : `${minutes} minutos`;
}

function portugueseTime(minutes: number): string {
  if (minutes < 1) return "menos de um minuto";
  return minutes === 1 ? "1 minuto" : `${minutes} minutos`;
}

function frenchTime(minutes: number): string {
  if (minutes < 1) return "moins d'une minute";
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

function hindiTime(minutes: number): string {
  return minutes < 1 ? "1 मिनट से कम" : `${minutes} मिनट`;
}

/** One and two are words of their own, three to ten take the plural, and what is above the singular. */
function arabicTime(minutes: number): string {
  if (minutes < 1) return "أقل من دقيقة";
  if (minutes === 1) return "دقيقة";
  if (minutes === 2) return "دقيقتين";
  return minutes <= 10 ? `${minutes} دقائق` : `${minutes} دقيقة`;
}
