import { IncomingMessage, type RequestListener, ServerResponse } from "node:http";
import { Socket } from "node:net";
import express, { type Request } from "express";
import fc from "fast-check";
import { expect, it } from "vitest";
import { onlyPlainRequests } from "../src/http/request-target.ts";

/** What a parser may trip over; Node lets nothing but visible ASCII into a target. */
const piece = fc.oneof(
  fc.constantFrom(..."/\\#?@:.;[]*", "..", "//", "%2e", "%00", "%5c", "http:", "javascript:"),
  fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
);
const target = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join("")}`);

/** What Express takes for the path, at first and behind a prefix that it has cut off. */
const pathOf = (url: string): string =>
  (Object.create(express.request, { url: { value: url } }) as Request).path;
/** What the adapter of REST takes for it; it writes some letters otherwise. */
const adaptersPathOf = (url: string): string => new URL(`http://127.0.0.1${url}`).pathname;
const written = (path: string) => path.replace(/["<>^`{}]/g, encodeURIComponent);

function isLetThrough(url: string): boolean {
  let isLet = false;
  const app: RequestListener = () => {
    isLet = true;
  };
  const req = Object.assign(new IncomingMessage(new Socket()), { url, httpVersion: "1.1" });
  req.headersDistinct.host = ["x"];
  onlyPlainRequests(app)(req, Object.assign(new ServerResponse(req), { writeHead: () => {} }));
  return isLet;
}

it("Express and the adapter of REST read the same path in every target that is let through", () => {
  const counts = { let: 0, refused: 0 };
  const each = fc.property(target, (url) => {
    const isLet = isLetThrough(url);
    counts[isLet ? "let" : "refused"] += 1;
    if (!isLet) return;
    const [path = ""] = url.split("?", 1);
    expect([pathOf(url), adaptersPathOf(url)]).toEqual([path, written(path)]);
  });
  fc.assert(each, { numRuns: 20_000 });
  expect(Math.min(counts.let, counts.refused)).toBeGreaterThan(2_000);
});
