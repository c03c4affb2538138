import { generateOpenApiDocument } from "trpc-to-openapi";
import { appRouter } from "./app-router.ts";

/** The REST surface as an OpenAPI 3.1 document. */
export function openApiDocument(publicOrigin: string) {
  return generateOpenApiDocument(appRouter, {
    title: "Sixdigit",
    description: "Sign-in with a phone number and a one-time code.",
    version: "1.0.0",
    baseUrl: `${publicOrigin}/api`,
  });
}
