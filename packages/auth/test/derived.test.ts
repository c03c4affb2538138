import { describe, expect, it } from "vitest";
import { rememberAccount } from "../src/device.ts";
import { createKeyring, createPhoneHash, deriveCode } from "../src/index.ts";
import { hashSessionSecret, nextSecret } from "../src/session-secret.ts";
import { alice, createBench, SECRET } from "./support/bench.ts";

const { current: key } = createKeyring([SECRET]);

/** What is stored was made with these: another text in the next release would end sessions, codes and known browsers. */
describe("what is derived stays as it is from release to release:", () => {
  it("the name of a key", () => {
    expect(key.id).toBe("Kh0P_8sx");
  });

  it("the code of a challenge", () => {
    const challenge = { seed: "s".repeat(22), phone: alice, purpose: "sign-in", codeLength: 10 } as const;
    expect(deriveCode(key, challenge)).toBe("7553371037");
  });

  it("the hash of a session's secret, and the secret after it", () => {
    const credential = { id: "a session", secret: "its secret" };
    expect(hashSessionSecret(credential.secret)).toBe("n_gngQbEa1JFaXP5OL6jol3MhzAX7gu_6-5aWaGwcKs");
    expect(nextSecret(SECRET, credential)).toBe("_S6Z-gkkAcIksfmaMnquWY3Qoz6PYhgZg2FLph3ba1M");
  });

  it("the hash of a number in events", () => {
    expect(createPhoneHash(SECRET)(alice)).toBe("7F3KlFfJI0nYgr9HPaJXCYu2j7J65k6BZB97yfncV0g");
  });

  it("the hash of a number that a browser signed in to", () => {
    const device = { id: "a browser", accounts: "another" };
    expect(rememberAccount(device, alice, () => new Uint8Array()).accounts).toBe(
      "KG2tGkAozOJ4RzDeEmoeIh.another",
    );
  });

  it("the id of a challenge that a key of the caller names", async () => {
    const { auth } = createBench();
    const { challengeId } = await auth.requestOtp({ phone: alice, idempotencyKey: "a key of the caller" });
    expect(challengeId).toBe("hOUr_31t5wRXIUrHqYkY4b");
  });
});
