import { afterAll, beforeAll, describe } from "vitest";
import { answerSuite } from "./black-box/answers.ts";
import { cookieSuite } from "./black-box/cookies.ts";
import { logSuite } from "./black-box/log.ts";
import { pathSuite } from "./black-box/paths.ts";
import { requestSuite } from "./black-box/requests.ts";
import { type ProductionServer, startProductionServer } from "./support/production-server.ts";

// One server for all: it is run as in production, and only what it answers and prints is looked at.
let server: ProductionServer;
beforeAll(async () => {
  server = await startProductionServer();
});
afterAll(() => server?.[Symbol.asyncDispose]());

describe("cookies", () => cookieSuite(() => server));
describe("a request", () => requestSuite(() => server));
describe("a request", () => pathSuite(() => server));
describe("answers", () => answerSuite(() => server));
describe("the log", () => logSuite(() => server));
