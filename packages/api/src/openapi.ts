import { AUTH_ERRORS, type AuthErrorCode, refusalOutput } from "@sixdigit/contracts";
import { generateOpenApiDocument } from "trpc-to-openapi";
import { appRouter } from "./app-router.ts";
import type { Meta } from "./trpc.ts";

type Document = ReturnType<typeof generateOpenApiDocument>;
type Operation = { operationId?: string; responses: Record<string, object> };

/** Whatever is called can be refused with these. */
const EVERYWHERE: readonly AuthErrorCode[] = ["INVALID_INPUT", "INTERNAL"];
/** `INVALID_INPUT` has statuses of its own where HTTP itself is the matter. */
const HTTP_STATUSES = { 413: "The body is over 16 KiB.", 415: "The body is not JSON." };

/** Of what is asked with a session. */
const NEW_TOKEN = {
  "X-Session-Token": {
    description:
      "Once a day, to a bearer token: the one to use from now on. The old one works for 60 seconds more; shown after that it ends the session.",
    schema: { type: "string" },
  },
};

/** The REST surface as an OpenAPI 3.1 document. */
export function openApiDocument(publicOrigin: string): Document {
  const document = generateOpenApiDocument(appRouter, {
    title: "Sixdigit",
    description: "Sign-in with a phone number and a one-time code.",
    version: "1.0.0",
    baseUrl: `${publicOrigin}/api`,
    securitySchemes: {
      bearer: {
        type: "http",
        scheme: "bearer",
        description: "The token of a verification with session=token.",
      },
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: publicOrigin.startsWith("https:") ? "__Host-session" : "session",
      },
    },
    defs: { Refusal: refusalOutput },
  });
  for (const [name, { _def }] of Object.entries(proceduresByPath())) {
    const operation = findOperation(document, name.replace(".", "-"));
    Object.assign(operation.responses, refusalResponses(_def.meta?.refusals ?? []));
    if (_def.meta?.refusals?.includes("UNAUTHENTICATED")) {
      Object.assign(operation.responses["200"] ?? {}, { headers: NEW_TOKEN });
    }
  }
  return document;
}

/** tRPC types them as they are nested, and keeps them flat, by `auth.requestOtp` and so on. */
function proceduresByPath() {
  return appRouter._def.procedures as unknown as Record<string, { _def: { meta?: Meta } }>;
}

function findOperation({ paths }: Document, operationId: string): Operation {
  const operations = Object.values(paths ?? {}).flatMap((path) => Object.values(path) as Operation[]);
  const found = operations.find((each) => each.operationId === operationId);
  if (!found) throw new Error(`no REST call is made from ${operationId}`);
  return found;
}

/** By status, with the codes that have it. */
function refusalResponses(codes: readonly AuthErrorCode[]) {
  const all = [...EVERYWHERE, ...codes];
  const byStatus = Object.groupBy(all, (code) => String(AUTH_ERRORS[code].status));
  const described = Object.fromEntries(
    Object.entries(byStatus).map(([status, same]) => [status, describe(same ?? [])]),
  );
  return Object.fromEntries(
    Object.entries({ ...described, ...HTTP_STATUSES }).map(([status, text]) => [
      status,
      refusal(status, text),
    ]),
  );
}

function describe(codes: readonly AuthErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${AUTH_ERRORS[code].message}`).join("\n\n");
}

function refusal(status: string, description: string) {
  const mayBeRetried = status === "429" || status === "503";
  return {
    description,
    ...(mayBeRetried && { headers: { "Retry-After": { schema: { type: "integer", minimum: 1 } } } }),
    content: { "application/json": { schema: { $ref: "#/components/schemas/Refusal" } } },
  };
}
