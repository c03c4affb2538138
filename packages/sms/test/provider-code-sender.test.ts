import { describe, expect, it } from "vitest";
import {
  createFailover,
  createProviderCodeSender,
  renderMessage,
  routeEverywhere,
  type SendReport,
  type SendResult,
  type SmsMessage,
} from "../src/index.ts";
import { phoneOf } from "./sender-suite.ts";

const settings = { serviceName: "Sixdigit", host: "login.example.com" };
const callbackUrl = "https://login.example.com/webhooks/sms/twilio";

function setUp(result: SendResult = { outcome: "accepted", providerMessageId: "SM1" }) {
  const messages: SmsMessage[] = [];
  const reports: SendReport[] = [];
  const only = {
    name: "only",
    send: async (message: SmsMessage) => {
      messages.push(message);
      return result;
    },
  };
  const sender = createProviderCodeSender({
    settings,
    failover: createFailover({
      senders: [only],
      routes: routeEverywhere(["only"]),
      random: () => 0,
      newId: () => "an-id",
    }),
    countryOf: () => "US",
    callbackUrl,
    report: (report) => {
      reports.push(report);
    },
  });
  const send = (locale?: string) =>
    sender.sendCode({
      phone: phoneOf("+14155550132"),
      code: "000042",
      challengeId: "a-challenge",
      validForSeconds: 600,
      locale,
    });
  return { send, messages, reports };
}

describe("the sender of codes through providers", () => {
  it.each([
    ["hi-IN,hi;q=0.9", "hi"],
    ["<script>", "en"],
    [undefined, "en"],
  ] as const)("renders the message in the language of %j", async (asked, locale) => {
    const { send, messages } = setUp();
    await send(asked);
    const text = renderMessage(settings, { code: "000042", validForSeconds: 600, locale });
    expect(messages).toEqual([
      { id: "an-id", phone: "+14155550132", text, code: "000042", locale, callbackUrl },
    ]);
  });

  it.each(["accepted", "rejected", "transient", "ambiguous"] as const)(
    "passes on that it is %s",
    async (outcome) => {
      expect(await setUp({ outcome }).send()).toBe(outcome);
    },
  );

  it("reports each attempt, for whoever keeps deliveries", async () => {
    const { send, reports } = setUp();
    await send();
    expect(reports).toEqual([
      {
        challengeId: "a-challenge",
        phone: "+14155550132",
        country: "US",
        attempts: [
          { id: "an-id", provider: "only", result: { outcome: "accepted", providerMessageId: "SM1" } },
        ],
      },
    ]);
  });
});
