import type { RequestHandler } from "express";
import helmet from "helmet";

/**
 * Headers on every answer. Nothing is loaded from elsewhere, nothing runs inline.
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
}): RequestHandler {
  const inline = devServer ? ["'unsafe-inline'"] : [];
  return helmet({
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
}
