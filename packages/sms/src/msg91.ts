import { z } from "zod";
import { apiBaseUrl } from "./api-base-url.ts";
import { LOCALES, type Locale } from "./locale.ts";
import { readMsg91Answer } from "./msg91-answer.ts";
import { type CallLimits, callProvider } from "./provider-call.ts";
import type { SmsSender } from "./sender.ts";

type Templates = Readonly<Partial<Record<Locale, string>>>;

/** The variables of the environment. No message about a wrong one shows its value. */
export const msg91Settings = z.object({
  MSG91_AUTH_KEY: z
    .string("is required to send through MSG91")
    .regex(/^[\x21-\x7e]+$/, "must be printable characters without spaces"),
  /** A template's id, or one per language as India's DLT registers them: `en:6512…,hi:6513…`, English among them. */
  MSG91_TEMPLATE_ID: z.string("is required to send through MSG91").transform(readTemplates),
  /** Part of the address that receipts come to; they are not signed, so nothing else tells MSG91 from a stranger. */
  MSG91_WEBHOOK_SECRET: z
    .string("is required to send through MSG91")
    .regex(/^[A-Za-z0-9_-]{32,128}$/, "must be 32 to 128 letters, digits, hyphens or underscores"),
  MSG91_API_BASE_URL: apiBaseUrl("https://control.msg91.com"),
});

export type Msg91Settings = z.output<typeof msg91Settings>;

const BAD_TEMPLATES = `must be a template id, or one per language (${LOCALES.join(", ")}) such as en:ID,hi:ID, en among them`;

function readTemplates(written: string, context: z.RefinementCtx): Templates & { en: string } {
  const templates: Partial<Record<Locale, string>> = {};
  const isReadable = written.split(",").every((entry) => {
    const [, language = "en", id] = /^(?:([a-z]{2}):)?([A-Za-z0-9_-]+)$/.exec(entry.trim()) ?? [];
    const locale = LOCALES.find((each) => each === language);
    if (id === undefined || !locale || templates[locale]) return false;
    templates[locale] = id;
    return true;
  });
  if (isReadable && templates.en !== undefined) return { ...templates, en: templates.en };
  context.addIssue({ code: "custom", message: BAD_TEMPLATES });
  return z.NEVER;
}

/**
 * Sends through MSG91's Flow API. The text is the template's, as it is registered; it takes the code as `##VAR1##`, twice:
 * in the sentence and in the last line, `@host ###VAR1##`.
 */
export function createMsg91Sender(settings: Msg91Settings, limits?: CallLimits): SmsSender {
  const request = {
    url: `${settings.MSG91_API_BASE_URL}/api/v5/flow/`,
    headers: {
      authkey: settings.MSG91_AUTH_KEY,
      "content-type": "application/json",
      accept: "application/json",
    },
  };
  const templates = settings.MSG91_TEMPLATE_ID;
  return {
    name: "msg91",
    async send({ phone, code, locale }, signal) {
      const body = JSON.stringify({
        template_id: templates[locale] ?? templates.en,
        short_url: "0",
        recipients: [{ mobiles: phone.slice(1), VAR1: code }],
      });
      return readMsg91Answer(await callProvider({ ...request, body }, signal, limits));
    },
  };
}
