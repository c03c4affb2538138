import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type FakeProvider, type Judgement, startProvider } from "./provider-server.ts";

export const MSG91_KEY = "123456AbCdEfGhIjKl60000000P1";
export const MSG91_TEMPLATES = { en: "65a1b2c3d4e5f60718293a4b", hi: "65a1b2c3d4e5f60718293a4c" };

/** The Flow API's request, by MSG91's documentation; `template_id` is the newer name of `flow_id`. */
const flow = z
  .strictObject({
    flow_id: z.string().optional(),
    template_id: z.string().optional(),
    sender: z.string().optional(),
    short_url: z.enum(["0", "1"]).optional(),
    recipients: z.array(z.object({ mobiles: z.string() }).catchall(z.string())).length(1),
  })
  .transform(({ recipients: [recipient], ...rest }) => ({ ...rest, recipient }));

/** MSG91's Flow API. Its refusals come with HTTP 200 and `type: "error"`. */
export function startMsg91(): Promise<FakeProvider> {
  let count = 0;
  return startProvider((request, body) => {
    if (request.url !== "/api/v5/flow/") return { status: 404, body: msg91Error("Not found").body };
    return judge(request, body, (++count).toString(16).padStart(24, "5762846b"));
  });
}

export function msg91Error(message: string, code?: string): Judgement {
  return { status: 200, body: { message, type: "error", ...(code !== undefined && { code }) } };
}

function judge(request: IncomingMessage, body: string, requestId: string): Judgement {
  if (request.method !== "POST") return { status: 405, body: msg91Error("Method not allowed").body };
  if (request.headers.authkey !== MSG91_KEY) return msg91Error("Invalid authkey", "207");
  if (request.headers["content-type"] !== "application/json") return msg91Error("Invalid content type");
  const asked = flow.safeParse(parse(body)).data;
  const template = asked?.template_id ?? asked?.flow_id;
  if (!asked?.recipient || template === undefined) return msg91Error("Template ID missing");
  if (!Object.values(MSG91_TEMPLATES).includes(template)) return msg91Error("Invalid template", "203");
  const { mobiles, VAR1: code } = asked.recipient;
  if (!/^[1-9][0-9]{6,14}$/.test(mobiles)) return msg91Error("Invalid mobile number", "202");
  if (code === undefined) return msg91Error("Message missing", "102");
  return {
    sent: { to: `+${mobiles}`, template, code },
    status: 200,
    body: { message: requestId, type: "success" },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
