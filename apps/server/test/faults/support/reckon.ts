import { withClient } from "@sixdigit/db/test-postgres";
import type { Ledger } from "./ledger.ts";

/**
 * Holds what clients were told against what the database holds and the provider has sent. All of it must be empty or
 * zero, whatever happened.
 */
export async function reckon(databaseUrl: string, ledger: Ledger, sent: readonly { to: string }[]) {
  const { sessions, ...counted } = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query(
      `SELECT s.id, u.phone, s.ended_at IS NOT NULL AS ended FROM sessions s JOIN users u ON u.id = s.user_id`,
    );
    const doubles = await client.query(
      `SELECT (SELECT count(*)::int FROM (SELECT 1 FROM users GROUP BY phone HAVING count(*) > 1) AS d) AS users,
        (SELECT count(*)::int FROM (SELECT 1 FROM sessions GROUP BY user_id HAVING count(*) > 1) AS d) AS sessions,
        (SELECT count(*)::int FROM sessions s WHERE NOT EXISTS
          (SELECT FROM audit_events a WHERE a.session_id = s.id AND a.name IN ('sign-in', 'sign-in-after-failures'))) AS unaudited`,
    );
    const [counts] = doubles.rows;
    return {
      sessions: new Map(rows.map((row) => [row.id as string, row])),
      usersTwice: counts.users as number,
      // Each number signs in with one code here, so a second session of a user is a code that worked twice.
      codesTwice: counts.sessions as number,
      sessionsWithoutAudit: counts.unaudited as number,
    };
  });
  const messages = new Map<string, number>();
  for (const { to } of sent) messages.set(to, (messages.get(to) ?? 0) + 1);
  return {
    ...counted,
    lostSessions: ledger.signedIn.filter(({ token, phone }) => {
      const row = sessions.get(token.split(".")[0] ?? "");
      return row?.phone !== phone;
    }).length,
    lostSignOuts: ledger.signedIn.filter(
      ({ token, signedOut }) => signedOut && !sessions.get(token.split(".")[0] ?? "")?.ended,
    ).length,
    codesAcceptedTwice: ledger.usedTwice.length,
    messagesTwice: [...messages].filter(([phone, count]) => count > (ledger.asked.get(phone) ?? 0)).length,
  };
}

/** What `reckon` finds when nothing was lost and nothing was done twice. */
export const NOTHING_WRONG = {
  usersTwice: 0,
  codesTwice: 0,
  sessionsWithoutAudit: 0,
  lostSessions: 0,
  lostSignOuts: 0,
  codesAcceptedTwice: 0,
  messagesTwice: 0,
};
