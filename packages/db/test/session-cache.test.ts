import { describe, expect, it } from "vitest";
import { anId, START } from "./support/rows.ts";
import { foundOf, has, keep, openCache } from "./support/session-cache.ts";

const SECOND = 1_000;

describe("a session that is kept", () => {
  it("is found with its current secret, and with no other", () => {
    const { cache } = openCache();
    const found = foundOf();
    keep(cache, found);
    expect(cache.get(found.session.id, found.session.secretHash)).toBe(found);
    expect(cache.get(found.session.id, "another".padEnd(43, "x"))).toBeUndefined();
  });

  it("is forgotten when it is revoked here, and when its revocation is read", () => {
    const { cache } = openCache();
    const [one, other] = [foundOf(), foundOf()];
    keep(cache, one);
    keep(cache, other);
    cache.forget(one.session.id);
    expect([has(cache, one), has(cache, other)]).toEqual([false, true]);
    cache.beginRead().apply([other.session.id]);
    expect(has(cache, other)).toBe(false);
  });

  it("is forgotten with all others of its user, also after it has changed", () => {
    const { cache } = openCache();
    const userId = anId();
    const [one, another, foreign] = [foundOf(userId), foundOf(userId), foundOf()];
    for (const found of [one, another, foreign]) keep(cache, found);
    cache.change(one.session.id, { lastUsedAt: new Date(1) });
    expect(cache.get(one.session.id, one.session.secretHash)?.session.lastUsedAt).toEqual(new Date(1));
    cache.forgetUser(userId);
    expect([one, another, foreign].map((found) => has(cache, found))).toEqual([false, false, true]);
  });

  it("is kept from its sign-in on, which forgets what else is kept, or looked for, of its user", () => {
    const { cache } = openCache();
    const userId = anId();
    const [kept, looked, begun] = [foundOf(userId), foundOf(userId), foundOf(userId)];
    keep(cache, kept);
    const [look, signIn] = [cache.beginFill(), cache.beginFill()];
    signIn.forgetOthers(userId);
    signIn.keep(begun);
    look.keep(looked);
    expect([kept, looked, begun].map((found) => has(cache, found))).toEqual([false, false, true]);
  });

  it("is not kept from its sign-in on where another one of its user was answered meanwhile", () => {
    const { cache } = openCache();
    const userId = anId();
    const [first, second] = [foundOf(userId), foundOf(userId)];
    const [one, another] = [cache.beginFill(), cache.beginFill()];
    another.forgetOthers(userId);
    another.keep(second);
    one.forgetOthers(userId);
    one.keep(first);
    expect([first, second].map((found) => has(cache, found))).toEqual([false, false]);
  });

  it("is not believed a second after the latest look at the revocations began, and is gone then", () => {
    const { cache, time } = openCache();
    const found = foundOf();
    keep(cache, found);
    time.now = SECOND - 1;
    expect(has(cache, found)).toBe(true);
    time.now = SECOND;
    expect(has(cache, found)).toBe(false);
    cache.beginRead().apply([]);
    expect(has(cache, found)).toBe(false);
  });

  it("is dropped with all others when revocations may have been missed, with what was on its way", () => {
    const { cache } = openCache();
    const [kept, late] = [foundOf(), foundOf()];
    keep(cache, kept);
    const fill = cache.beginFill();
    cache.drop();
    cache.beginRead().apply([]);
    fill.keep(late);
    expect([has(cache, kept), has(cache, late)]).toEqual([false, false]);
  });

  it("makes room for others when there are too many", () => {
    const { cache } = openCache({ max: 2 });
    const all = [foundOf(), foundOf(), foundOf()];
    for (const found of all) keep(cache, found);
    expect(all.map((found) => has(cache, found))).toEqual([false, true, true]);
  });

  it("has not ended", () => {
    const { cache } = openCache();
    const found = foundOf();
    const ended = { ...found, session: { ...found.session, endedAt: START } };
    keep(cache, ended);
    expect(has(cache, ended)).toBe(false);
  });
});
