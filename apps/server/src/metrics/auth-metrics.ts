import type { Auth, AuthStore, Limits } from "@sixdigit/auth";
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
  const alarms = new Counter({
    name: "sms_daily_cap_alarms_total",
    help: "How often 50, 80 and 100 per cent of the messages of a day were reached.",
    labelNames: ["percent"],
    registers,
  });
  const measures = new Counter({
    name: "abuse_measures_total",
    help: "Measures that the service took by itself: `step-up` or `block`, for a country, a range or all.",
    labelNames: ["kind", "scope"],
    registers,
  });
  const reuses = new Counter({
    name: "auth_session_reuse_total",
    help: "Sessions that were ended because a secret that had been replaced was shown: a copy of it is somewhere else.",
    registers,
  });
  const sessions = new Gauge({
    name: "auth_sessions_live",
    help: "Sessions that can be used.",
    aggregator: "max",
    registers,
  });

  function counted<Input extends { phone: Parameters<typeof countryOf>[0] }, Output extends object>(
    useCase: (input: Input) => Promise<Output>,
    step: "sent" | "used",
  ): (input: Input) => Promise<Output> {
    const note = (outcome: string) => step === "used" && verifications.inc({ outcome });
    return async (input) => {
      try {
        const output = await useCase(input);
        note("OK");
        if (!isRepeated(output)) codes.inc({ country: countryOf(input.phone) ?? "none", step });
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
    countRefusals: <L extends Limits>(limits: L): L => ({
      ...limits,
      async charge(...asked) {
        const charge = await limits.charge(...asked);
        if (!charge.allowed) refusals.inc({ rule: withoutScope(charge.rule) });
        return charge;
      },
    }),
    /** The same store; sessions that it ends because of a copied secret are counted. */
    countReuse: (store: AuthStore): AuthStore => ({
      ...store,
      async endSession(end) {
        const ended = await store.endSession(end);
        if (ended && end.audit.name === "session-reuse") reuses.inc();
        return ended;
      },
    }),
    countDailyCapAlarm: (percent: number) => alarms.inc({ percent }),
    countMeasure: (kind: string, scope: string) => measures.inc({ kind, scope: withoutScope(scope) }),
    setLiveSessions: (count: number) => sessions.set(count),
  };
}

/** An answer given again is no message: anybody can ask for it as often as they like. */
function isRepeated(output: object): boolean {
  return "isRepeated" in output && output.isRepeated === true;
}

/** The countries and ranges of measures are many: `block-range:+1415555` is `block-range`. */
function withoutScope(name: string): string {
  return name.replace(/:.*/, "");
}
