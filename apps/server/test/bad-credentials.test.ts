import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "./support/http-client.ts";
import { expectRefusal } from "./support/refusal.ts";
import { type RunningApp, startApp } from "./support/start-app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

describe("cookies and tokens that are none", () => {
  it.each([
    ["an empty one", "session="],
    ["a broken seal", "session=Fe26.2*1*abc"],
    ["a seal without parts", "session=Fe26.2********"],
    ["a prototype name", "session=Fe26.2*__proto__*a*b*c**d*e~2; __proto__=1"],
    ["8 KB", `session=${"a".repeat(8000)}`],
    ["two of a name", "session=a; session=b"],
    ["bad percent codes", "session=%ff%; challenge=%"],
  ])("%s means nobody", async (_case, cookie) => {
    expectRefusal(await httpClient(app.url).get("/api/auth/session", { cookie }), 401, "UNAUTHENTICATED");
  });

  it("any flipped character of a real cookie means nobody", async () => {
    const browser = httpClient(app.url);
    const phoneNumber = "+14155550155";
    const { otp } = (await browser.post("/api/auth/otp/request", { phoneNumber })).body;
    await browser.post("/api/auth/otp/verify", { phoneNumber, otp });
    const seal = browser.cookies.get("session") ?? "";
    const places = Array.from({ length: 40 }, (_, index) => Math.floor((index * (seal.length - 2)) / 40));
    const statuses = await Promise.all(
      places.map(async (place) => {
        const flipped = `${seal.slice(0, place)}${seal[place] === "A" ? "B" : "A"}${seal.slice(place + 1)}`;
        const { status } = await httpClient(app.url).get("/api/auth/session", {
          cookie: `session=${flipped}`,
        });
        return status;
      }),
    );
    expect(statuses).toEqual(places.map(() => 401));
  });

  it("a challenge's cookie opens no session", async () => {
    const browser = httpClient(app.url);
    await browser.post("/api/auth/otp/request", { phoneNumber: "+14155550166" });
    const cookie = `session=${browser.cookies.get("challenge")}`;
    expectRefusal(await httpClient(app.url).get("/api/auth/session", { cookie }), 401, "UNAUTHENTICATED");
  });

  it.each([
    "Bearer",
    "Bearer x",
    "Basic YTpi",
    `Bearer ${"a".repeat(5000)}`,
    "Bearer ../../etc",
    "Bearer a.b",
  ])("the header %j means nobody", async (authorization) => {
    expectRefusal(
      await httpClient(app.url).get("/api/auth/session", { authorization }),
      401,
      "UNAUTHENTICATED",
    );
  });
});
