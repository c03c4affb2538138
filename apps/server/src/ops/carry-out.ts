import { maskPhone, StartError } from "@sixdigit/contracts";
import {
  imposeChange,
  liftChange,
  type Measure,
  measuresInForce,
  messagesOfDay,
  resumeChange,
  UNTIL_LIFTED,
  unlockChange,
} from "@sixdigit/rate-limit";
import type { Operations } from "./open-operations.ts";
import type { Order } from "./read-order.ts";

const PROOF: Measure = { kind: "proof", scope: "all" };

/**
 * Carries out an order, and says in a line or more what is so now.
 *
 * @throws StartError when what it is about is not there; AuthError `UNAVAILABLE`
 */
export async function carryOut(order: Order, operations: Operations): Promise<string> {
  switch (order.do) {
    case "status":
      return statusOf(operations);
    case "stop":
      return impose({ kind: "stop", scope: order.scope }, order.seconds, operations);
    case "demand-proof":
      return impose(PROOF, order.seconds, operations);
    case "resume": {
      const change = resumeChange(operations.tables, order.scope);
      await operations.change(change, "operator-lifted", { detail: `stop ${order.scope}` });
      return `Messages go to ${order.scope} again.${await othersOf(operations)}`;
    }
    case "stop-demanding-proof":
      await operations.change(liftChange(PROOF), "operator-lifted", { detail: "proof all" });
      return "A proof of work is asked for as PROOF_POLICY says again.";
    case "end-sessions":
      return endSessions(order.whose, operations);
    case "unlock": {
      const { phone } = order;
      const subject = { phone, range: "", country: "", networks: [], device: undefined };
      await operations.change(unlockChange(operations.tables, subject), "operator-unlocked", { phone });
      return `What was counted against ${maskPhone(phone)} is forgotten.`;
    }
  }
}

async function impose(measure: Measure, seconds: number | undefined, { change, clock }: Operations) {
  const until = seconds === undefined ? UNTIL_LIFTED : new Date(clock().getTime() + seconds * 1000);
  const detail = `${measure.kind} ${measure.scope} ${endOf(until)}`;
  await change(imposeChange(measure, until), "operator-imposed", { detail });
  return `In force on every server: ${detail}.`;
}

/** A wider or a narrower scope may be stopped, or blocked by the service itself. */
async function othersOf({ counters, clock }: Operations): Promise<string> {
  const measures = await measuresInForce(counters, clock());
  const isLeft = measures.some(({ kind }) => kind === "stop" || kind === "block");
  return isLeft ? " Other scopes are still stopped or blocked: see pnpm ops status." : "";
}

async function endSessions(whose: Extract<Order, { do: "end-sessions" }>["whose"], operations: Operations) {
  const { operator, event, clock } = operations;
  const userId = whose === "all" ? undefined : await operator.findUserId(whose);
  if (userId === null) throw new StartError("end-sessions: there is no such user.");
  const ended = await operator.endSessions({
    userId,
    now: clock(),
    newEvent: () =>
      event(
        "operator-ended-sessions",
        userId === undefined ? { detail: "all" } : { userId, detail: "of a user" },
      ),
  });
  return `${ended} ${ended === 1 ? "session is" : "sessions are"} ended; every server refuses them within a second.`;
}

async function statusOf({ counters, clock, store, tables }: Operations): Promise<string> {
  const now = clock();
  const measures = await measuresInForce(counters, now);
  const day = await messagesOfDay(tables, counters, now);
  return [
    measures.length === 0 ? "No measure is in force." : "In force:",
    ...measures.map(({ kind, scope, until }) => `  ${kind} ${scope} ${endOf(until)}`),
    day
      ? `Messages of the last 24 hours: ${day.sent} of ${day.cap}`
      : "Messages of the last 24 hours: not limited",
    `Live sessions: ${await store.countLiveSessions(now)}`,
  ].join("\n");
}

function endOf(until: Date): string {
  return until.getTime() === UNTIL_LIFTED.getTime() ? "until it is lifted" : `until ${until.toISOString()}`;
}
