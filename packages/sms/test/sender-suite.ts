import { createServer as createTlsServer } from "node:tls";
import { type E164, normalizePhone } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import type { CallLimits, SendResult, SmsMessage, SmsSender } from "../src/index.ts";
import { closedPort, listen, silentServer } from "./fakes/loopback.ts";
import type { Behaviour, FakeProvider } from "./fakes/provider-server.ts";
import { untrustedCertificate } from "./fakes/untrusted-certificate.ts";

export const phoneOf = (written: string): E164 => {
  const result = normalizePhone(written);
  if (!result.ok) throw new TypeError(`${written} is not a phone number`);
  return result.phone;
};

export const aMessage: SmsMessage = {
  id: "01a20430-47f4-7282-9539-9948bc1d795e",
  phone: phoneOf("+919876543210"),
  text: "000042 is your Sixdigit code. It works for 10 minutes. Do not share it.\n\n@localhost #000042",
  code: "000042",
  locale: "en",
};

const never = () => new AbortController().signal;
/** For what ends by itself, on a machine that is slow or stands still for seconds. */
const patient: CallLimits = { totalMs: 60_000, connectMs: 60_000 };
/** For what ends when time is up: enough of it to be written before. */
const short: CallLimits = { totalMs: 4_000, connectMs: 3_500 };

/** What every sender owes its caller, whatever its provider does. */
export function describeSender(
  name: string,
  given: {
    start: () => Promise<FakeProvider>;
    /** The sender of a correct configuration, with this as the provider's address. */
    create: (baseUrl: string, limits: CallLimits) => SmsSender;
  },
): void {
  const sendWhen = async (behaviour: Behaviour, limits = patient) => {
    await using provider = await given.start();
    provider.behave(behaviour);
    const started = performance.now();
    const result = await given.create(provider.baseUrl, limits).send(aMessage, never());
    const { sent, wrong } = provider;
    return { result, sent, wrong, calls: provider.calls(), ms: performance.now() - started };
  };
  const sendTo = (address: string, limits = patient): Promise<SendResult> =>
    given.create(address, limits).send(aMessage, never());

  describe(`the ${name} sender, as every sender,`, () => {
    it("sends one message to the number and reports the provider's id for it", async () => {
      const { result, sent, wrong, calls } = await sendWhen({ kind: "answer" });
      expect(wrong).toEqual([]);
      expect(sent).toMatchObject([{ to: aMessage.phone }]);
      expect(calls).toBe(1);
      expect(result).toMatchObject({
        outcome: "accepted",
        providerMessageId: expect.stringMatching(/^\w{24,34}$/),
      });
      expect(result).not.toHaveProperty("errorCode");
    });

    it.each([
      ["a hang", { kind: "hang", accepts: true }, "no-answer"],
      ["a connection dropped after the message was taken", { kind: "drop", accepts: true }, "no-answer"],
      ["a connection dropped before it was taken", { kind: "drop", accepts: false }, "no-answer"],
      ["garbage", { kind: "garbage" }, "bad-answer"],
      ["half an answer", { kind: "half-body" }, "bad-answer"],
      ["a page of HTML", { kind: "wrong-type" }, "bad-answer"],
      ["an answer without end", { kind: "endless" }, "bad-answer"],
      ["HTTP 500", { kind: "refuse", status: 500 }, "http-500"],
      ["HTTP 502", { kind: "refuse", status: 502 }, "http-502"],
      ["HTTP 504", { kind: "refuse", status: 504 }, "http-504"],
      ["HTTP 302", { kind: "refuse", status: 302, headers: { location: "/elsewhere" } }, "http-302"],
      ["HTTP 204", { kind: "refuse", status: 204 }, "bad-answer"],
    ] satisfies [string, Behaviour, string][])("finds %s ambiguous", async (_, behaviour, errorCode) => {
      const { result, calls } = await sendWhen(behaviour, behaviour.kind === "hang" ? short : patient);
      expect(result).toEqual({ outcome: "ambiguous", errorCode });
      expect(calls).toBe(1);
    });

    it.each([401, 408, 421, 429, 503])("finds HTTP %d transient: known not to be sent", async (status) => {
      const { result, calls } = await sendWhen({ kind: "refuse", status, body: "Sorry." });
      expect(result).toEqual({ outcome: "transient", errorCode: `http-${status}` });
      expect(calls).toBe(1);
    });

    it.each([400, 403, 404, 422])("finds HTTP %d without a code rejected, and asks once", async (status) => {
      const { result, calls } = await sendWhen({ kind: "refuse", status, body: "Sorry." });
      expect(result).toEqual({ outcome: "rejected", errorCode: `http-${status}` });
      expect(calls).toBe(1);
    });

    it("follows no redirect, so that no answer can send it to an inner address", async () => {
      await using elsewhere = await given.start();
      const headers = { location: `${elsewhere.baseUrl}/latest/meta-data` };
      for (const status of [301, 302, 303, 307, 308]) {
        expect((await sendWhen({ kind: "refuse", status, headers })).result.outcome).toBe("ambiguous");
      }
      expect(elsewhere.calls()).toBe(0);
    });

    it("finds a refused connection and an unknown host transient", async () => {
      const unsent = { outcome: "transient", errorCode: "not-connected" };
      expect(await sendTo(`http://127.0.0.1:${await closedPort()}`)).toEqual(unsent);
      // No name has a part of 64 characters, so that nobody is asked for this one.
      expect(await sendTo(`https://${"x".repeat(64)}.invalid`)).toEqual(unsent);
    });

    it("trusts no certificate that nobody has signed, and shows it nothing", async () => {
      const secrets: string[] = [];
      const server = createTlsServer(untrustedCertificate, (socket) => {
        socket.on("data", (data) => secrets.push(data.toString()));
      });
      await using listening = await listen(server);
      expect(await sendTo(`https://127.0.0.1:${listening.port}`)).toEqual({
        outcome: "transient",
        errorCode: "not-connected",
      });
      expect(secrets).toEqual([]);
    });

    it("finds a hang before the request could be written transient, in the time for a connection", async () => {
      await using silent = await silentServer();
      const started = performance.now();
      const limits = { ...patient, connectMs: 400 };
      expect(await sendTo(`https://127.0.0.1:${silent.port}`, limits)).toEqual({
        outcome: "transient",
        errorCode: "not-connected",
      });
      expect(performance.now() - started).toBeLessThan(30_000);
    });

    it("ends in its time, and when it is told to", async () => {
      const { ms } = await sendWhen({ kind: "hang", accepts: true }, short);
      expect(ms).toBeLessThan(20_000);
      const endless = await sendWhen({ kind: "endless" });
      expect(endless.ms).toBeLessThan(30_000);
      await using provider = await given.start();
      provider.behave({ kind: "hang", accepts: true });
      const stop = new AbortController();
      const sending = given.create(provider.baseUrl, patient).send(aMessage, stop.signal);
      await expect.poll(() => provider.sent).toHaveLength(1);
      stop.abort();
      expect((await sending).outcome).toBe("ambiguous");
    });

    it("asks nobody when it is already told to stop", async () => {
      await using provider = await given.start();
      const result = await given.create(provider.baseUrl, patient).send(aMessage, AbortSignal.abort());
      expect(result.outcome).toBe("transient");
      expect(provider.calls()).toBe(0);
    });

    it("sends many at once, each of them once", async () => {
      await using provider = await given.start();
      const sender = given.create(provider.baseUrl, patient);
      const results = await Promise.all(Array.from({ length: 50 }, () => sender.send(aMessage, never())));
      expect(new Set(results.map(({ providerMessageId }) => providerMessageId)).size).toBe(50);
      expect(provider.sent).toHaveLength(50);
    });
  });
}
