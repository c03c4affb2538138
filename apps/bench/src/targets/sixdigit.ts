import { fileURLToPath } from "node:url";
import { type E164, maskPhone } from "@sixdigit/contracts";
import { freePort } from "@sixdigit/testing";
import { PUBLIC_ORIGIN } from "../person.ts";
import { expectAnswer, type Steps } from "../steps.ts";
import { type ServerProcess, spawnServer } from "./spawn-server.ts";

const MAIN = fileURLToPath(new URL("../../../server/start.js", import.meta.url));

type Settings = {
  providerUrl: string;
  /** In memory where there is none, which production refuses: the mode is then `test`, with all else as in production. */
  databaseUrl?: string | undefined;
  nodeArgs?: string[];
  variables?: Record<string, string>;
};

/** This server as it is run in production, behind one proxy, with every defence on and a provider that is a fake. */
export async function startSixdigit(settings: Settings): Promise<ServerProcess> {
  const { providerUrl, databaseUrl, nodeArgs = [], variables } = settings;
  const port = await freePort();
  return spawnServer(MAIN, {
    nodeArgs,
    variables: {
      ...(databaseUrl
        ? { NODE_ENV: "production", USE_DATABASE: "true", DATABASE_URL: databaseUrl }
        : { NODE_ENV: "test" }),
      // No balancer looks here.
      STOP_DELAY_SECONDS: "0",
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_ORIGIN,
      TRUST_PROXY_HOPS: "1",
      ENABLE_REAL_OTP: "true",
      SMS_ALLOWED_COUNTRIES: "*",
      SMS_PROVIDERS: "msg91",
      MSG91_AUTH_KEY: "a-key-of-the-benchmark",
      MSG91_TEMPLATE_ID: "65a1b2c3d4e5f60718293a4b",
      MSG91_WEBHOOK_SECRET: "a-secret-of-the-benchmark-for-receipts",
      MSG91_API_BASE_URL: providerUrl,
      OTP_SECRET: "a-secret-of-the-benchmark-for-codes",
      SESSION_SECRET: "a-secret-of-the-benchmark-for-cookies",
      ...variables,
    },
    ready: /Sixdigit (serves|is ready)/,
    port,
  });
}

/** Over tRPC, as the web app calls it. */
export const sixdigitSteps: Steps = {
  async request(person) {
    const answer = await person.post("/trpc/auth.requestOtp", { phoneNumber: person.phone });
    expectAnswer(answer, 200, ["result", "data", "success"], true);
  },
  async verify(person, code) {
    const answer = await person.post("/trpc/auth.verifyOtp", { phoneNumber: person.phone, otp: code });
    expectAnswer(answer, 200, ["result", "data", "user", "phoneNumber"], maskPhone(person.phone as E164));
  },
  async check(person) {
    const answer = await person.get("/trpc/session.current");
    expectAnswer(answer, 200, ["result", "data", "user", "phoneNumber"], maskPhone(person.phone as E164));
  },
  async signOut(person) {
    expectAnswer(await person.post("/trpc/session.signOut", {}), 200, ["result", "data", "success"], true);
  },
  async checkSignedOut(person) {
    expectAnswer(
      await person.get("/trpc/session.current"),
      401,
      ["error", "data", "authCode"],
      "UNAUTHENTICATED",
    );
  },
};
