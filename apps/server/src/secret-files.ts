import { readFileSync } from "node:fs";

/** What may come from a file, as containers are given secrets: `OTP_SECRET_FILE=/run/secrets/otp`. */
export const SECRET_SETTINGS = [
  "DATABASE_URL",
  "REDIS_URL",
  "OTP_SECRET",
  "SESSION_SECRET",
  "TEST_PHONES",
  "TWILIO_AUTH_TOKEN",
  "MSG91_AUTH_KEY",
  "MSG91_WEBHOOK_SECRET",
] as const;

type Variables = Record<string, string | undefined>;

/**
 * The variables, with those in place that a `_FILE` names (ASVS 13.3.1), without the end of their last line.
 *
 * @returns also one line for each file that cannot be read or should not be there, naming the variable and no content
 */
export function withSecretFiles(variables: Variables): { variables: Variables; wrong: string[] } {
  const wrong: string[] = [];
  const read = SECRET_SETTINGS.flatMap((name) => {
    const path = variables[`${name}_FILE`];
    if (!path) return [];
    if (variables[name]) {
      wrong.push(`${name}_FILE: ${name} is set too; keep one of them`);
      return [];
    }
    try {
      const text = readFileSync(path, "utf8").replace(/\r?\n$/, "");
      if (text === "") wrong.push(`${name}_FILE: the file is empty`);
      return [[name, text]];
    } catch (error) {
      wrong.push(`${name}_FILE: cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
      return [];
    }
  });
  return { variables: { ...variables, ...Object.fromEntries(read) }, wrong };
}
