import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type FormFields, isSignedByTwilio, ReceiptError, readTwilioReceipt } from "../src/index.ts";

/** The two vectors that Twilio publishes with its library. */
const authToken = "12345";
const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
const fields = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
};
const signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
const jsonBody = '{"property": "value", "boolean": true}';
const jsonUrl = `${url}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`;
const jsonSignature = "a9nBmqA0ju/hNViExpshrM61xv4=";

describe("Twilio's signature", () => {
  it("is right on the published form", () => {
    expect(isSignedByTwilio({ authToken, url, fields, signature })).toBe(true);
    const otherOrder = Object.fromEntries(Object.entries(fields).reverse());
    expect(isSignedByTwilio({ authToken, url, fields: otherOrder, signature })).toBe(true);
  });

  it("is right on the published JSON", () => {
    const request = { authToken, url: jsonUrl, fields: {}, signature: jsonSignature };
    expect(isSignedByTwilio({ ...request, jsonBody })).toBe(true);
    expect(isSignedByTwilio({ ...request, jsonBody: `${jsonBody} ` })).toBe(false);
  });

  it("is asked for a body that the URL has the hash of, and for a hash when there is a JSON body", () => {
    expect(isSignedByTwilio({ authToken, url, fields: {}, signature, jsonBody })).toBe(false);
  });

  it.each([undefined, "", "x", `${signature} `, signature.toLowerCase(), jsonSignature, "ü".repeat(14)])(
    "is wrong when it is %j",
    (wrong) => {
      expect(isSignedByTwilio({ authToken, url, fields, signature: wrong })).toBe(false);
    },
  );

  it.each([
    ["another token", { authToken: "12346" }],
    ["another path", { url: "https://mycompany.com/other.php?foo=1&bar=2" }],
    ["another host", { url: "https://yourcompany.com/myapp.php?foo=1&bar=2" }],
    ["another scheme", { url: "http://mycompany.com/myapp.php?foo=1&bar=2" }],
    ["no URL at all", { url: "/myapp.php" }],
    ["a field more", { fields: { ...fields, Extra: "1" } }],
    ["a field less", { fields: { ...fields, To: "" } }],
    ["a field changed", { fields: { ...fields, Digits: "1235" } }],
  ])("is wrong with %s", (_, change) => {
    expect(isSignedByTwilio({ authToken, url, fields, signature, ...change })).toBe(false);
  });

  it("is found whether or not the standard port was written", () => {
    const withPort = url.replace("mycompany.com", "mycompany.com:443");
    const another = url.replace("mycompany.com", "mycompany.com:8443");
    expect(isSignedByTwilio({ authToken, url: withPort, fields, signature })).toBe(true);
    expect(isSignedByTwilio({ authToken, url: another, fields, signature })).toBe(true);
  });

  it.each([
    ["without a query", "https://mycompany.com/receipts", ":443"],
    ["over http", "http://mycompany.com/receipts?a=1", ":80"],
    ["in capitals", "HTTPS://mycompany.com/receipts?a=1", ":443"],
  ])("is right on an address %s, with and without its port", (_, address, port) => {
    const withPort = address.replace("mycompany.com", `mycompany.com${port}`);
    for (const signed of [address, withPort]) {
      const given = createHmac("sha1", authToken).update(signed).digest("base64");
      expect(isSignedByTwilio({ authToken, url: address, fields: {}, signature: given })).toBe(true);
    }
    const elsewhere = createHmac("sha1", authToken).update("https://mycompany.com/other").digest("base64");
    expect(isSignedByTwilio({ authToken, url: address, fields: {}, signature: elsewhere })).toBe(false);
  });

  it("is right on an address whose query was written anew, and wrong on half of one", () => {
    const given = createHmac("sha1", authToken)
      .update("https://mycompany.com/x?a=%20&b=%3F1")
      .digest("base64");
    const request = { authToken, fields: {}, signature: given };
    expect(isSignedByTwilio({ ...request, url: "https://mycompany.com/x?a=+&b=?1" })).toBe(true);
    expect(isSignedByTwilio({ ...request, url: "https://mycompany.com/x?a=+" })).toBe(false);
  });

  it("takes the values of a repeated field once each and in order", () => {
    const again: FormFields = { MessageSid: ["b", "a", "b"] };
    // base64(HMAC-SHA1("12345", url + "MessageSidaMessageSidb")), by another tool.
    const expected = "OtTSJswYs2yQgk77v1xpbvLOTVs=";
    expect(isSignedByTwilio({ authToken, url, fields: again, signature: expected })).toBe(true);
  });
});

describe("Twilio's receipt", () => {
  const MessageSid = `SM${"0a".repeat(16)}`;
  const read = (given: FormFields) => readTwilioReceipt({ MessageSid, ...given });

  it.each([
    ["accepted", "queued"],
    ["scheduled", "queued"],
    ["queued", "queued"],
    ["sending", "queued"],
    ["sent", "sent"],
    ["partially_delivered", "sent"],
    ["delivered", "delivered"],
    ["read", "delivered"],
    ["undelivered", "failed"],
    ["failed", "failed"],
    ["canceled", "failed"],
    ["receiving", "unknown"],
    ["received", "unknown"],
    ["a-new-one", "unknown"],
    ["constructor", "unknown"],
  ])("of a message that is %s says %s", (MessageStatus, status) => {
    expect(read({ MessageStatus })).toEqual([{ providerMessageId: MessageSid, status }]);
  });

  it("names the error", () => {
    expect(read({ MessageStatus: "undelivered", ErrorCode: "30003" })).toEqual([
      { providerMessageId: MessageSid, status: "failed", errorCode: "30003" },
    ]);
  });

  it("names no error that is empty or more than one", () => {
    const expected = [{ providerMessageId: MessageSid, status: "failed" }];
    expect(read({ MessageStatus: "failed", ErrorCode: "" })).toStrictEqual(expected);
    expect(read({ MessageStatus: "failed", ErrorCode: ["30003", "30005"] })).toStrictEqual(expected);
  });

  it("passes on the id that its address has", () => {
    expect(readTwilioReceipt({ MessageSid, MessageStatus: "sent" }, "our-id")).toEqual([
      { providerMessageId: MessageSid, status: "sent", deliveryId: "our-id" },
    ]);
  });

  it("may have fields that nobody knows, and the names of older accounts", () => {
    const expected = [{ providerMessageId: MessageSid, status: "sent" }];
    expect(read({ MessageStatus: "sent", RawDlrDoneDate: "2408240501", New: ["1", "2"] })).toEqual(expected);
    expect(readTwilioReceipt({ SmsSid: MessageSid, SmsStatus: "sent" })).toEqual(expected);
  });

  it.each<[string, FormFields]>([
    ["nothing", {}],
    ["no id", { MessageStatus: "sent" }],
    ["an id with something in front", { MessageStatus: "sent", MessageSid: `x${MessageSid}` }],
    ["an id with something behind", { MessageStatus: "sent", MessageSid: `${MessageSid}0` }],
    ["another thing's id", { MessageStatus: "sent", MessageSid: `CA${"0a".repeat(16)}` }],
    ["a list of one id", { MessageStatus: "sent", MessageSid: [MessageSid] }],
    ["two ids", { MessageStatus: "sent", MessageSid: [MessageSid, MessageSid] }],
    ["no status", { MessageSid }],
    ["two statuses", { MessageSid, MessageStatus: ["sent", "failed"] }],
  ])("with %s is none", (_, given) => {
    expect(() => readTwilioReceipt(given)).toThrow(ReceiptError);
    const problem = given.MessageSid === MessageSid ? "it has no status" : "it names no message";
    expect(() => readTwilioReceipt(given)).toThrow(problem);
  });
});
