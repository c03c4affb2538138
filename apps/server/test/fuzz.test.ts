import { spawn } from "node:child_process";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { fuzz } from "./fuzz/fuzz.ts";
import { fuzzPlaces } from "./fuzz/fuzz-places.ts";
import { noteUncaught } from "./fuzz/uncaught.ts";

const SECRET = "crash";
const target = {
  name: "a field",
  seeds: ["hello"],
  words: [...SECRET],
  sent: (body: string) => ({ path: "/", body }),
};

/** How much of the secret a text begins with: each letter more is another branch. */
function depthOf(text: string): number {
  const wrong = [...SECRET].findIndex((letter, index) => text[index] !== letter);
  return wrong === -1 ? SECRET.length : wrong;
}

async function fuzzed({ isGuided, inputs }: { isGuided: boolean; inputs: number }) {
  let left = inputs;
  let depth = 0;
  return fuzz({
    target,
    seed: 1,
    goesOn: () => left-- > 0,
    send: async (_target, text) => {
      depth = depthOf(text);
      return depth === SECRET.length ? "500" : undefined;
    },
    taken: async () => {
      const ranges = [{ startOffset: 0, endOffset: isGuided ? depth : 0, count: 1 }];
      return [{ url: "file:///some.ts", functions: [{ ranges }] }];
    },
  });
}

it("the fuzzing goes on from texts that lead to a new branch, and so finds a crash that lies deep", async () => {
  const { crashes, kept } = await fuzzed({ isGuided: true, inputs: 3_000 });
  expect(crashes[0]).toMatchObject({ target: "a field", fault: "500" });
  expect(crashes[0]?.text.startsWith(SECRET)).toBe(true);
  expect(kept).toBeGreaterThanOrEqual(SECRET.length);
  const blind = await fuzzed({ isGuided: false, inputs: 3_000 });
  expect(blind.crashes).toEqual([]);
});

/** A server that answers each text but one, for which it does this. */
async function crashesOf(onBad: (response: ServerResponse) => void, patienceMs = 30_000): Promise<string[]> {
  const onRequest: RequestListener = async (request, response) => {
    if ((await text(request)) === "bad") onBad(response);
    else response.end("fine");
  };
  const server = createServer(onRequest).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const printed: string[] = [];
  const [url, places] = [
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [
      { ...target, seeds: ["good", "bad", "good again"] },
      { ...target, name: "another", seeds: ["good"] },
    ],
  ];
  using uncaught = noteUncaught();
  const print = (line: string) => void printed.push(line);
  const given = { places, url, minutes: 0, seed: 1, uncaught, taken: async () => [], print, patienceMs };
  const crashes = await fuzzPlaces(given);
  server.closeAllConnections();
  server.close();
  expect(printed.at(-1)).toBe(`\n4 texts at 2 places: ${crashes} crashes`);
  return printed.filter((line) => line.startsWith("CRASH"));
}

const thrown = () => {
  throw new TypeError("a defect");
};

it.each<[string, (response: ServerResponse) => void, RegExp]>([
  ["an answer of 500", (response) => response.writeHead(500).end(), /^500$/],
  ["a reset connection", (response) => response.socket?.resetAndDestroy(), /^ECONNRESET$/],
  ["a connection closed without an answer", (response) => response.socket?.end(), /^no answer$/],
  ["half of a head", (response) => response.socket?.end("HTTP/1.1 200 OK\r\nx: "), /^no answer$/],
  [
    "a rejection that nobody caught",
    (response) => response.end(void Promise.resolve().then(thrown)),
    /^uncaught: TypeError: a defect/,
  ],
  [
    "what is thrown outside of the request",
    (response) => {
      setImmediate(thrown);
      response.end();
    },
    /^uncaught: TypeError: a defect/,
  ],
])("%s is a crash, told with its text and place, and the next text is tried", async (_, onBad, fault) => {
  const [crash = "", ...others] = await crashesOf(onBad);
  expect(others).toEqual([]);
  const [, told] = /^CRASH at a field \((.*)\): "bad"$/s.exec(crash) ?? [];
  expect(told).toMatch(fault);
});

it("an answer that never comes is a crash, with what was thrown meanwhile", async () => {
  const never = (response: ServerResponse) => void response.flushHeaders();
  // On a machine that stands still for so long other texts are told too.
  const crashes = await crashesOf(never, 3_000);
  expect(crashes).toContain('CRASH at a field (no end of an answer in 3 s): "bad"');
  const [crash] = (await crashesOf(() => setImmediate(thrown), 3_000)).filter((line) =>
    line.endsWith('"bad"'),
  );
  expect(crash).toMatch(/^CRASH at a field \(no end of an answer in 3 s; uncaught: TypeError: a defect/);
});

it("a connection that is closed behind a refusal is no crash", async () => {
  const refuse = (response: ServerResponse) =>
    response.socket?.write("HTTP/1.1 431 Too long\r\nconnection: close\r\n\r\n", () =>
      response.socket?.resetAndDestroy(),
    );
  expect(await crashesOf(refuse)).toEqual([]);
});

it("a place that does nothing but crash is left for the next one", async () => {
  let printed = 0;
  const { crashes } = await fuzz({
    target,
    seed: 1,
    goesOn: () => true,
    send: async () => "500",
    taken: async () => [],
    report: () => {
      printed += 1;
    },
  });
  expect([crashes.length, printed]).toEqual([25, 25]);
});

it("a text that makes the process stand still is told before the process is ended", async () => {
  const watchdog = new URL("./fuzz/watchdog.ts", import.meta.url);
  const lines = [
    `import { startWatchdog } from "${watchdog}";`,
    '(await startWatchdog(1_000)).watch({ place: "a field", text: "bad" });',
    "for (;;);",
  ];
  const child = spawn(process.execPath, ["--input-type=module", "--eval", lines.join("\n")]);
  const [printed, signal] = await Promise.all([
    text(child.stdout),
    new Promise((resolve) => child.once("exit", (_code, by) => resolve(by))),
  ]);
  expect([printed, signal]).toEqual(['CRASH at a field (the process stands still): "bad"\n', "SIGKILL"]);
});
