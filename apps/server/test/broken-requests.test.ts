import { connect } from "node:net";
import { expect, it } from "vitest";
import { startApp } from "./support/start-app.ts";
import { talk } from "./support/talk.ts";

it("what never becomes a request is counted by its status, has an id, and leaves one line in five seconds", async () => {
  await using app = await startApp({ LOG_LEVEL: "info" });
  const tooLong = `GET / HTTP/1.1\r\nHost: x\r\nX: ${"canary".repeat(4_000)}\r\n\r\n`;
  const first = await talk(app.url, ["nonsense canary\r\n\r\n"]);
  for (let more = 0; more < 20; more++) await talk(app.url, ["nonsense\r\n\r\n"]);
  await talk(app.url, [tooLong]);
  const series = (await app.parts.metrics.text())
    .split("\n")
    .filter((line) => line.startsWith("http_broken"));
  expect(series).toEqual([
    'http_broken_requests_total{status="400"} 21',
    'http_broken_requests_total{status="431"} 1',
  ]);
  const lines = app.logged.map((line) => JSON.parse(line)).filter(({ event }) => event === "broken-request");
  expect(lines).toEqual([
    expect.objectContaining({
      level: "info",
      status: 400,
      code: expect.stringMatching(/^HPE_/),
      count: 1,
      network: "127.0.0.0/24",
      requestId: /x-request-id: (\S+)/.exec(first.answer)?.[1],
    }),
  ]);
  expect(app.logged.join()).not.toContain("canary");
});

it("somebody who hangs up has asked for nothing", async () => {
  await using app = await startApp();
  await fetch(`${app.url}/livez`);
  const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.resetAndDestroy();
  await fetch(`${app.url}/livez`);
  expect(await app.parts.metrics.text()).not.toContain("http_broken_requests_total{");
});
