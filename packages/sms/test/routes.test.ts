import { StartError } from "@sixdigit/contracts";
import { describe, expect, it } from "vitest";
import { parseRoutes, providersFor, routeEverywhere } from "../src/index.ts";

const known = ["twilio", "msg91"];

describe("the routes", () => {
  it("name the providers of a country, and of all others", () => {
    const routes = parseRoutes(" IN : msg91 , twilio ; *:twilio; ", known);
    expect(providersFor(routes, "IN")).toEqual(["msg91", "twilio"]);
    expect(providersFor(routes, "US")).toEqual(["twilio"]);
    expect(providersFor(routes, undefined)).toEqual(["twilio"]);
  });

  it("are the same everywhere when none are given", () => {
    expect(providersFor(routeEverywhere(known), "IN")).toEqual(known);
  });

  it.each([
    ["", "no route for all other countries"],
    ["IN:msg91", "no route for all other countries"],
    ["twilio", "route 1 does not begin with a country"],
    ["in:msg91;*:twilio", "route 1 does not begin with a country"],
    ["*:twilio;XX:msg91", "route 2 does not begin with a country"],
    ["IND:msg91;*:twilio", "does not begin with a country"],
    ["IN:msg91:twilio;*:twilio", "does not begin with a country"],
    ["*:", "names something that is not among SMS_PROVIDERS"],
    ["*:twilio,", "names something that is not"],
    ["*:nexmo", "names something that is not among SMS_PROVIDERS"],
    ["*:twilio,twilio", "names a provider twice"],
    ["*:twilio;*:msg91", "route 2 is for a country that has one already"],
    ["__proto__:twilio;*:twilio", "does not begin with a country"],
    ["toString:twilio;*:twilio", "does not begin with a country"],
  ])("%j is refused: %s", (written, problem) => {
    const parse = () => parseRoutes(written, known);
    expect(parse).toThrow(StartError);
    expect(parse).toThrow(problem);
    expect(parse).toThrow(/^SMS_ROUTES: /);
  });

  it("that are wrong in several places get a line for each, without what was written there", () => {
    const parse = () => parseRoutes("a-secret:msg91;US:another-secret;*:twilio", known);
    expect(parse).toThrow(/^SMS_ROUTES: route 1 .*\nSMS_ROUTES: route 2 .*$/);
    expect(parse).not.toThrow(/secret/);
  });
});
