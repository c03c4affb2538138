import { withClient } from "@sixdigit/db/test-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../support/http-client.ts";
import { patientWithDatabase } from "../support/patient.ts";
import { noteFault } from "./support/fault-table.ts";
import type { ServerProcess } from "./support/server-process.ts";
import { startWorld, type World } from "./support/world.ts";

const FIVE_MINUTES = 300;
/** Between what an instance says and when it is looked at, on a busy machine. */
const SLACK_SECONDS = 15;

let world: World;
let instances: ServerProcess[];
beforeAll(async () => {
  world = await startWorld({ servers: 0, variables: patientWithDatabase });
  instances = await Promise.all(
    [0, FIVE_MINUTES, -FIVE_MINUTES].map((clockOffBy) => world.start({}, { clockOffBy })),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all((instances ?? []).map((each) => each.end("SIGKILL")));
  await world?.[Symbol.asyncDispose]();
});

/** By a client without cookies, so that nothing but the body says what it is about. */
const ask = (at: ServerProcess | undefined, path: string, body: object) =>
  httpClient(at?.url ?? "").post(`/api/auth${path}`, body);

const sentTo = (phone: string) =>
  /#(\d{6})$/.exec(world.twilio.sent.findLast(({ to }) => to === phone)?.text ?? "")?.[1] ?? "";
const secondsFromNow = (time: string) => (Date.parse(time) - Date.now()) / 1000;
const near = (seconds: number) => [seconds - SLACK_SECONDS, seconds + SLACK_SECONDS] as const;
const moveEnd = (challengeId: string, seconds: number) =>
  withClient(world.databaseUrl, (client) =>
    client.query("UPDATE challenges SET expires_at = now() + make_interval(secs => $2) WHERE id = $1", [
      challengeId,
      seconds,
    ]),
  );

/** Every pair of instances: one opens, the other one checks. */
const pairs = [0, 1, 2].flatMap((opens) => [0, 1, 2].map((checks) => ({ opens, checks })));

describe("instances of which one is right, one five minutes fast and one five minutes slow", () => {
  it("say the same ends and waits, and none that is negative", async (context) => {
    for (const instance of instances) {
      const { phone } = world.people.newPerson();
      const { body } = await ask(instance, "/otp/request", { phoneNumber: phone });
      const [from, to] = near(600);
      expect(secondsFromNow(body.expiresAt)).toBeGreaterThan(from);
      expect(secondsFromNow(body.expiresAt)).toBeLessThan(to);
      for (const other of instances) {
        const again = await ask(other, "/otp/resend", { phoneNumber: phone, challengeId: body.challengeId });
        expect([again.status, again.body.code]).toEqual([429, "RESEND_TOO_SOON"]);
        expect(again.body.retryAfterSeconds).toBeGreaterThan(30 - SLACK_SECONDS);
        expect(again.body.retryAfterSeconds).toBeLessThanOrEqual(30);
      }
    }
    noteFault(context, "clock-off", "nothing to see");
  });

  it.each(pairs)(
    "end a code opened by $opens at its time at $checks, and not before",
    async ({ opens, checks }) => {
      const open = async () => {
        const { phone } = world.people.newPerson();
        const { body } = await ask(instances[opens], "/otp/request", { phoneNumber: phone });
        return { phoneNumber: phone, challengeId: body.challengeId as string, otp: sentTo(phone) };
      };
      const [late, early] = [await open(), await open()];
      await moveEnd(late.challengeId, -0.5);
      await moveEnd(early.challengeId, 30);
      const refused = await ask(instances[checks], "/otp/verify", late);
      const accepted = await ask(instances[checks], "/otp/verify", { ...early, session: "token" });
      expect([refused.body.code, accepted.status]).toEqual(["CODE_EXPIRED", 200]);
      const { body } = await httpClient(instances[opens]?.url ?? "").get("/api/auth/session", {
        authorization: `Bearer ${accepted.body.token}`,
      });
      for (const time of [body.session.createdAt, body.session.lastUsedAt]) {
        expect(Math.abs(secondsFromNow(time))).toBeLessThan(SLACK_SECONDS);
      }
    },
  );
});
