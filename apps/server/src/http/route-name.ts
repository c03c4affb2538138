import { appRouter, openApiDocument } from "@sixdigit/api";

const OTHERS = ["/livez", "/readyz", "/api/docs", "/api/openapi.json", "/dev/inbox", "/webhooks/sms/twilio"];
/** The first that fits. What is behind a prefix may be anything, or a secret. */
const PREFIXES = [
  "/webhooks/sms/msg91/",
  "/webhooks/",
  "/api/docs/",
  "/api/",
  "/trpc/",
  "/dev/",
  "/assets/",
  "/",
];

/**
 * Names what a path leads to, by one of a few dozen names (OpenTelemetry: `http.route` has a low cardinality).
 *
 * @returns a function from a request's target to such as `/api/auth/sessions/{id}` or `/assets/*`
 */
export function createRouteNames(publicOrigin: string): (target: string) => string {
  const procedures = Object.keys(appRouter._def.procedures).map((name) => `/trpc/${name}`);
  const rest = Object.keys(openApiDocument(publicOrigin).paths ?? {}).map((path) => `/api${path}`);
  const patterns = [...OTHERS, ...procedures, ...rest].map((route) => ({ route, pattern: patternOf(route) }));
  return (target) => {
    const path = target.split("?", 1)[0] ?? "";
    const known = patterns.find(({ pattern }) => pattern.test(path))?.route;
    const prefix = PREFIXES.find((each) => path.toLowerCase().startsWith(each));
    return known ?? (prefix ? `${prefix}*` : "none");
  };
}

function patternOf(route: string): RegExp {
  const literal = route.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(/\{\w+\}/g, "[^/]+")}/?$`, "i");
}
