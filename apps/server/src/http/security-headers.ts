import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet from "helmet";

/** What our pages use of the browser: codes read from messages, and nothing else. */
const PERMISSIONS = [
  "camera=()",
  "display-capture=()",
  "geolocation=()",
  "microphone=()",
  "midi=()",
  "payment=()",
  "usb=()",
  "otp-credentials=(self)",
];

/**
 * The headers of every answer, of whatever kind (ASVS 3.4). Nothing is loaded from elsewhere, nothing runs inline.
 *
 * @param options.https also forces the browser to https for a year
 * @param options.devServer lets the development server's own inline scripts and socket through
 */
export function securityHeaders({
  https,
  devServer,
}: {
  https: boolean;
  devServer: boolean;
}): OutgoingHttpHeaders {
  const inline = devServer ? ["'unsafe-inline'"] : [];
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", ...inline],
        "style-src": ["'self'", ...inline],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'", ...(devServer ? ["ws:"] : [])],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: https && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
  });
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  setHeaders(answer.req, answer, () => {});
  return { ...answer.getHeaders(), "permissions-policy": PERMISSIONS.join(", ") };
}

/** Narrows the policy of an answer to one style sheet, which stands in the page itself and is named by its hash. */
export function allowOnlyStyle(res: ServerResponse, hash: string): void {
  const policy = String(res.getHeader("content-security-policy"));
  res.setHeader("content-security-policy", policy.replace(/style-src [^;]*/, `style-src ${hash}`));
}
