import type { AroundStatement } from "@sixdigit/db/postgres";
import type { Step, Tracing } from "./tracing.ts";

/** Long enough for ours; a span is no place for more. */
const MAX_TEXT = 2_000;
/** Ours are a few dozen; what is beyond is read again each time. */
const MAX_KNOWN = 1_000;
const TABLES = "users|challenges|sessions|sms_deliveries|audit_events|session_revocations|limit_counters";
const USES = new RegExp(
  `\\b(INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\\s+(?:"?public"?\\.)?"?(${TABLES})\\b`,
  "gi",
);
const OPERATIONS: Record<string, string> = {
  "INSERT INTO": "INSERT",
  "DELETE FROM": "DELETE",
  UPDATE: "UPDATE",
};

/** Each statement is a step (OpenTelemetry's semantic conventions for databases): its text has placeholders, its values stay out. */
export function statementSteps({ step }: Pick<Tracing, "step">): AroundStatement {
  const known = new Map<string, Step>();
  return (text, run) => {
    const about = known.get(text) ?? describe(text);
    if (known.size < MAX_KNOWN) known.set(text, about);
    return step(about, run);
  };
}

function describe(text: string): Step {
  const name = summaryOf(text);
  const attributes = {
    "db.system.name": "postgresql",
    "db.query.summary": name,
    "db.query.text": text.slice(0, MAX_TEXT),
  };
  return { name, asks: true, attributes };
}

/** What it does to which tables: `UPDATE challenges INSERT users INSERT sessions`. */
function summaryOf(text: string): string {
  const uses = [...text.matchAll(USES)].map(
    ([, verb = "", table = ""]) => `${OPERATIONS[verb.toUpperCase()] ?? "SELECT"} ${table.toLowerCase()}`,
  );
  return [...new Set(uses)].slice(0, 6).join(" ") || (/\w+/.exec(text)?.[0] ?? "statement");
}
