import type { Auth, Limits } from "@sixdigit/auth";
import { AuthError, countryOf } from "@sixdigit/contracts";
import { Counter, Gauge, type Registry } from "prom-client";

/** Of sign-ins: what verifications came to, which codes led to one, which limit refused. */
export function authMetrics(registry: Registry) {
  const registers = [registry];
  const verifications = new Counter({
    name: "auth_verifications_total",
    help: "Codes that were tried, by what came of it: OK or the code of a refusal.",
    labelNames: ["outcome"],
    registers,
  });
  const codes = new Counter({
    name: "auth_codes_total",
    help: "Codes by country: sent, and used for a sign-in. Their quotient is the conversion.",
    labelNames: ["country", "step"],
    registers,
  });
  const refusals = new Counter({
    name: "auth_limit_refusals_total",
    help: "Requests that a limit refused, by its name.",
    labelNames: ["rule"],
    registers,
  });
  const sessions = new Gauge({
    name: "auth_sessions_live",
    help: "Sessions that can be used, counted by the instance that cleans up.",
    registers,
  });

  function counted<Input extends { phone: Parameters<typeof countryOf>[0] }, Output>(
    useCase: (input: Input) => Promise<Output>,
    step: "sent" | "used",
  ): (input: Input) => Promise<Output> {
    const note = (outcome: string) => step === "used" && verifications.inc({ outcome });
    return async (input) => {
      try {
        const output = await useCase(input);
        note("OK");
        codes.inc({ country: countryOf(input.phone) ?? "none", step });
        return output;
      } catch (error) {
        note(error instanceof AuthError ? error.code : "INTERNAL");
        throw error;
      }
    };
  }

  return {
    /** The same use cases, counted. */
    countAuth: (auth: Auth): Auth => ({
      ...auth,
      requestOtp: counted(auth.requestOtp, "sent"),
      resendOtp: counted(auth.resendOtp, "sent"),
      verifyOtp: counted(auth.verifyOtp, "used"),
    }),
    /** The same limits; their refusals are counted. */
    countRefusals: (limits: Limits): Limits => ({
      async charge(...asked) {
        const charge = await limits.charge(...asked);
        if (!charge.allowed) refusals.inc({ rule: charge.rule });
        return charge;
      },
    }),
    setLiveSessions: (count: number) => sessions.set(count),
  };
}
