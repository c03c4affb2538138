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
    ["twilio", '"twilio" does not begin with a country'],
    ["in:msg91;*:twilio", '"in:msg91" does not begin with a country'],
    ["IND:msg91;*:twilio", "does not begin with a country"],
    ["IN:msg91:twilio;*:twilio", "does not begin with a country"],
    ["*:", 'names "", which is not among SMS_PROVIDERS (twilio, msg91)'],
    ["*:twilio,", 'names "", which'],
    ["*:nexmo", 'names "nexmo", which is not among SMS_PROVIDERS'],
    ["*:twilio,twilio", "names a provider twice"],
    ["*:twilio;*:msg91", "* has more than one route"],
    ["__proto__:twilio;*:twilio", "does not begin with a country"],
  ])("%j is refused: %s", (written, problem) => {
    const parse = () => parseRoutes(written, known);
    expect(parse).toThrow(StartError);
    expect(parse).toThrow(problem);
    expect(parse).toThrow(/^SMS_ROUTES: /);
  });

  it("that are wrong in several places get a line for each", () => {
    const parse = () => parseRoutes("in:msg91;US:nexmo;*:twilio", known);
    expect(parse).toThrow(/^SMS_ROUTES: .*in:msg91.*\nSMS_ROUTES: .*nexmo.*$/);
  });
});
