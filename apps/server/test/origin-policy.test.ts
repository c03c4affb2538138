import { describe, expect, it } from "vitest";
import { isOwnOrigin, mayBearToken, mayChange, placeOf } from "../src/http/origin-policy.ts";

const OWN = "https://sign-in.example";
const ALLOWED = "https://app.sign-in.example";
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";

const place = (headers: Record<string, string>) =>
  placeOf(headers, { isOwn: (origin) => origin === OWN, isAllowed: (origin) => origin === ALLOWED });

describe("where a request comes from", () => {
  it.each([
    // What browsers send.
    ["own", { "sec-fetch-site": "same-origin", origin: OWN }],
    ["own", { "sec-fetch-site": "same-origin" }],
    ["own", { origin: OWN }],
    ["own", { referer: `${OWN}/otp?phone=1` }],
    ["allowed", { "sec-fetch-site": "same-site", origin: ALLOWED }],
    ["allowed", { "sec-fetch-site": "cross-site", origin: ALLOWED }],
    ["allowed", { origin: ALLOWED }],
    ["foreign", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["foreign", { "sec-fetch-site": "same-site", origin: "https://other.sign-in.example" }],
    ["foreign", { "sec-fetch-site": "cross-site" }],
    ["foreign", { "sec-fetch-site": "same-site" }],
    ["foreign", { "sec-fetch-site": "none" }],
    ["foreign", { origin: "https://evil.example" }],
    ["foreign", { referer: "https://evil.example/" }],
    // Origins that are none, or nearly one.
    ["foreign", { origin: "null" }],
    ["foreign", { origin: "" }],
    ["foreign", { origin: "https://sign-in.example.evil.test" }],
    ["foreign", { origin: "https://evil-sign-in.example" }],
    ["foreign", { origin: "https://xsign-in.example" }],
    ["foreign", { origin: "https://sign-in.example." }],
    ["foreign", { origin: "https://sign-in.example:443" }],
    ["foreign", { origin: "https://sign-in.example:8443" }],
    ["foreign", { origin: "http://sign-in.example" }],
    ["foreign", { origin: "HTTPS://SIGN-IN.EXAMPLE" }],
    ["foreign", { origin: "https://sign-in.example/" }],
    ["foreign", { origin: "https://sign-in.example@evil.test" }],
    ["foreign", { origin: " https://sign-in.example" }],
    ["foreign", { origin: "https://sign-in.example, https://sign-in.example" }],
    ["foreign", { origin: `${ALLOWED}.evil.test` }],
    ["foreign", { referer: "https://sign-in.example.evil.test/" }],
    ["foreign", { referer: "https://sign-in.example@evil.test/" }],
    ["foreign", { referer: "nonsense" }],
    ["foreign", { referer: "about:blank" }],
    ["foreign", { referer: `blob:${OWN}/1` }],
    ["foreign", { referer: "https:sign-in.example/" }],
    ["foreign", { referer: `${OWN}\\@evil.test/` }],
    // Signs that disagree.
    ["foreign", { "sec-fetch-site": "cross-site", origin: OWN }],
    ["foreign", { "sec-fetch-site": "same-origin", origin: "https://evil.example" }],
    ["foreign", { "sec-fetch-site": "none", origin: ALLOWED }],
    ["foreign", { "sec-fetch-site": "none", origin: OWN }],
    ["foreign", { "sec-fetch-site": "Same-Origin" }],
    ["foreign", { "sec-fetch-site": "" }],
    ["foreign", { origin: "https://evil.example", referer: `${OWN}/` }],
    // No sign at all.
    ["program", {}],
    ["program", { "user-agent": "curl/8.5.0" }],
    ["program", { "user-agent": "curl/8.5.0", cookie: "session=x" }],
    ["program", { "user-agent": "okhttp/5.1.0", cookie: "session=x" }],
    ["program", { "user-agent": "Mozilla/5.0 (Windows NT 10.0) PowerShell/7.5.0" }],
    ["foreign", { "user-agent": BROWSER, cookie: "session=x" }],
  ] as const)("%s: %j", (expected, headers) => {
    expect(place({ ...headers })).toBe(expected);
  });

  it("decides what may be done from there", () => {
    const places = ["own", "allowed", "program", "foreign"] as const;
    expect(places.map(mayChange)).toEqual([true, true, true, false]);
    expect(places.map(mayBearToken)).toEqual([true, false, true, false]);
  });
});

describe("one's own origin", () => {
  it("is the public one alone, where that is public", () => {
    expect(isOwnOrigin(OWN, OWN, 443)).toBe(true);
    expect(isOwnOrigin(OWN, "http://localhost:443", 443)).toBe(false);
  });

  it.each([
    ["http://localhost:3000", true],
    ["http://localhost:4321", true],
    ["http://127.0.0.1:4321", true],
    ["http://[::1]:4321", true],
    ["http://localhost:4322", false],
    ["http://localhost", false],
    ["https://localhost:4321", false],
    ["http://localhost.evil.test:4321", false],
    ["http://127.0.0.1.evil.test:4321", false],
  ])("in development is each name of this machine, on the port that was called: %s %s", (origin, own) => {
    expect(isOwnOrigin("http://localhost:3000", origin, 4321)).toBe(own);
  });
});
