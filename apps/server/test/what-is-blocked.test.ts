import { startTestPostgres, withClient } from "@sixdigit/db/test-postgres";
import { manualClock } from "@sixdigit/testing";
import { expect, it, onTestFinished } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { startApp } from "./support/start-app.ts";

it("a country of which nobody signs in is blocked for an hour, which the audit trail and a metric tell once", async () => {
  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.stop());
  const clock = manualClock(new Date().toISOString());
  await using app = await startApp(
    {
      ...{ USE_DATABASE: "true", DATABASE_URL: postgres.url, TRUST_PROXY_HOPS: "1" },
      ...{ LIMITS: "conversion-per-country.minimum=20", PROOF_POLICY: "never" },
    },
    {},
    { clock },
  );
  const { post } = httpClient(app.url);
  let people = 0;
  const ask = async (number: (person: number) => string) => {
    people += 1;
    const headers = { cookie: "", "x-forwarded-for": `20.1.${people >> 8}.${people & 255}` };
    return (await post("/api/auth/otp/request", { phoneNumber: number(people) }, headers)).status;
  };
  const inUs = (person: number) => `+1415${2_000_000 + person * 10_000 + person}`;
  const inIndia = (person: number) => `+9198${10_000_000 + person * 10_000 + person}`;
  for (let times = 0; times < 25; times += 1) expect(await ask(inUs)).toBe(200);
  clock.advance(400);
  // The one that makes it known.
  expect(await ask(inUs)).toBe(200);
  for (let times = 0; times < 5; times += 1)
    expect([await ask(inUs), await ask(inIndia)]).toEqual([429, 200]);
  const { rows } = await withClient(postgres.url, (client) =>
    client.query("SELECT detail FROM audit_events WHERE name = 'measure-imposed'"),
  );
  expect(rows).toEqual([{ detail: expect.stringMatching(/^block country:US until 20\S+Z$/) }]);
  const metrics = (await app.parts.metrics.text()).split("\n");
  expect(metrics).toContain('abuse_measures_total{kind="block",scope="country"} 1');
  expect(metrics).toContain('auth_limit_refusals_total{rule="block-country"} 5');
  const limitHits = await withClient(postgres.url, (client) =>
    client.query("SELECT count(*)::int AS hits FROM audit_events WHERE detail = 'block-country:US'"),
  );
  expect(limitHits.rows).toEqual([{ hits: 5 }]);
  clock.advance(3_700);
  expect(await ask(inUs)).toBe(200);
});
