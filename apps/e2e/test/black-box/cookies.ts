import { sealData, unsealData } from "iron-session";
import { expect, it } from "vitest";
import { type ProductionServer, SECRETS } from "../support/production-server.ts";
import { rawHttp } from "../support/raw-http.ts";

const NAME = "__Host-session";

/** What the server does with cookies, its own and others. */
export function cookieSuite(started: () => ProductionServer): void {
  const statusWith = async (cookie: string, path = "/api/auth/session") =>
    (await rawHttp(started().url, "GET", path, { headers: { cookie } })).status;
  const sealOf = async () => {
    const { visitor, ...rest } = await started().signIn();
    return { seal: visitor.cookies.get(NAME) ?? "", visitor, ...rest };
  };

  it("carry the __Host- prefix, are secure, out of reach for scripts, and lax; small, and opaque", async () => {
    const { newVisitor, newPhone, codeFor } = started();
    const [visitor, phoneNumber] = [newVisitor(), newPhone()];
    const requested = await visitor.post("/api/auth/otp/request", { phoneNumber });
    const verified = await visitor.post("/api/auth/otp/verify", { phoneNumber, otp: codeFor(phoneNumber) });
    const lines = [requested, verified].flatMap(({ headers }) => headers["set-cookie"] ?? []);
    const kept = lines.filter((line) => !line.includes("Max-Age=0"));
    expect(kept.map((line) => line.split("=")[0]).sort()).toEqual([
      "__Host-challenge",
      "__Host-device",
      NAME,
    ]);
    for (const line of kept) {
      const [pair = "", ...attributes] = line.split("; ");
      expect(attributes.toSorted()).toEqual([
        "HttpOnly",
        expect.stringMatching(/^Max-Age=\d+$/),
        "Path=/",
        "SameSite=Lax",
        "Secure",
      ]);
      expect(Number(/Max-Age=(\d+)/.exec(line)?.[1])).toBeLessThanOrEqual(
        line.startsWith("__Host-device") ? 400 * 86_400 : 30 * 86_400,
      );
      expect(line.length).toBeLessThan(1024);
      for (const told of [phoneNumber.slice(2), verified.json.user.id, requested.json.challengeId]) {
        expect(pair).not.toContain(told);
      }
    }
  });

  it("seal the session's id and secret, and nothing of the person", async () => {
    const { seal, visitor } = await sealOf();
    const { session } = (await visitor.get("/api/auth/session")).json;
    const keyId = seal.split("*")[1] ?? "";
    const opened = await unsealData<object>(seal, { password: { [keyId]: SECRETS.SESSION_SECRET } });
    expect(opened).toEqual({ id: session.id, secret: expect.stringMatching(/^[\w-]{43}$/) });
    const foreign = "a-session-secret-of-somebody-else!";
    const reseal = (password: string) => sealData(opened, { password: { [keyId]: password } });
    expect(await statusWith(`${NAME}=${await reseal(SECRETS.SESSION_SECRET)}`)).toBe(200);
    expect(await statusWith(`${NAME}=${await reseal(foreign)}`)).toBe(401);
  });

  it("mean nobody with any one character changed, or with any end missing", async () => {
    const { seal } = await sealOf();
    // The last character names the format and is looked at by nobody.
    const places = Array.from({ length: seal.length - 1 }, (_, place) => place);
    const changed = places.map((at) => `${seal.slice(0, at)}${other(seal[at] ?? "")}${seal.slice(at + 1)}`);
    const cut = places.slice(1, -1).map((at) => seal.slice(0, at));
    expect(await allStatuses(changed)).toEqual([401]);
    expect(await allStatuses(cut)).toEqual([401]);
    expect(await statusWith(`${NAME}=${seal}`)).toBe(200);
  });

  /** Each status that there was. */
  async function allStatuses(seals: string[]): Promise<number[]> {
    const found = new Set<number>();
    for (let from = 0; from < seals.length; from += 50) {
      const batch = seals.slice(from, from + 50).map((seal) => statusWith(`${NAME}=${seal}`));
      for (const status of await Promise.all(batch)) found.add(status);
    }
    return [...found];
  }

  it.each([
    ["an empty one", `${NAME}=`],
    ["a broken seal", `${NAME}=Fe26.2*1*abc`],
    ["another version", `${NAME}=Fe26.3*1*a*b*c*9999999999999*d*e~2`],
    ["an expiry that is none", `${NAME}=Fe26.2*1*a*b*c*soon*d*e~2`],
    ["a prototype for a key", `${NAME}=Fe26.2*__proto__*a*b*c**d*e~2`],
    ["prototype names", `__proto__=x; constructor=y; ${NAME}=toString`],
    ["8 KB", `${NAME}=${"a".repeat(8_000)}`],
    ["300 cookies", Array.from({ length: 300 }, (_, index) => `c${index}=${index}`).join("; ")],
    ["bad percent codes", `${NAME}=%ff%; __Host-challenge=%`],
    ["no pairs at all", ";;;==;=;"],
    ["quotes and control characters", `${NAME}="\t\u0080"`],
  ])("mean nobody when they are %s, on both surfaces and on the page", async (_case, cookie) => {
    const paths = ["/api/auth/session", "/trpc/session.current", "/"];
    expect(await Promise.all(paths.map((path) => statusWith(cookie, path)))).toEqual([401, 401, 200]);
  });

  it("mean nobody when there are two of the name, or the name is not exactly ours", async () => {
    const { seal } = await sealOf();
    const doubled = [
      `${NAME}=x; ${NAME}=${seal}`,
      `${NAME}=${seal}; ${NAME}=x`,
      `${NAME}=${seal}; ${NAME}=${seal}`,
    ];
    const renamed = [
      `session=${seal}`,
      `__Secure-session=${seal}`,
      `__host-session=${seal}`,
      `__Host-challenge=${seal}`,
    ];
    for (const cookie of [...doubled, ...renamed])
      expect([cookie, await statusWith(cookie)]).toEqual([cookie, 401]);
  });

  it("that were planted before a sign-in are replaced by it, and a session that was there ends", async () => {
    const { newVisitor, signIn } = started();
    const visitor = newVisitor();
    visitor.cookies.set(NAME, "planted").set("session", "planted");
    await signIn({ visitor });
    expect(visitor.cookies.get(NAME)).toMatch(/^Fe26\.2/);
    expect(await statusWith(`${NAME}=planted`)).toBe(401);
    const attacker = await sealOf();
    const victim = newVisitor();
    victim.cookies.set(NAME, attacker.seal);
    const { user } = await signIn({ visitor: victim });
    expect(victim.cookies.get(NAME)).not.toBe(attacker.seal);
    expect(await statusWith(`${NAME}=${attacker.seal}`)).toBe(401);
    expect((await victim.get("/api/auth/session")).json.user.id).toBe(user.id);
  });

  it("that make a browser known for a number do so for that number, whole, and in their own place", async () => {
    const { newVisitor, signIn } = started();
    const [victim, attacker] = [await signIn(), await signIn()];
    const ask = async (cookie: string) => {
      const headers = { "content-type": "application/json", cookie, "x-forwarded-for": "198.19.0.1" };
      const body = JSON.stringify({ phoneNumber: victim.phone });
      return (await rawHttp(started().url, "POST", "/api/auth/otp/request", { headers, body })).status;
    };
    const [own, session] = ["__Host-device", NAME].map((name) => victim.visitor.cookies.get(name) ?? "");
    // The victim's sign-in was the first of three messages.
    for (const status of [200, 200, 429]) {
      expect((await newVisitor().post("/api/auth/otp/request", { phoneNumber: victim.phone })).status).toBe(
        status,
      );
    }
    for (const seal of [
      attacker.visitor.cookies.get("__Host-device"),
      session,
      `${own?.slice(0, -9)}x${own?.slice(-8)}`,
    ])
      expect(await ask(`__Host-device=${seal}`)).toBe(429);
    expect(await ask(`__Host-device=${own}; __Host-device=${own}`)).toBe(429);
    expect(await statusWith(`${NAME}=${own}`)).toBe(401);
    expect(await ask(`__Host-device=${own}`)).toBe(200);
  });

  it("open nothing once the session's row is gone, or is signed out", async () => {
    const [gone, signedOut] = [await sealOf(), await sealOf()];
    const { session } = (await gone.visitor.get("/api/auth/session")).json;
    await started().sql("DELETE FROM sessions WHERE id = $1", [session.id]);
    // It may be remembered for a second, which another test measures.
    await expect.poll(() => statusWith(`${NAME}=${gone.seal}`), { timeout: 10_000 }).toBe(401);
    const answer = await signedOut.visitor.post("/api/auth/sign-out");
    expect([answer.status, signedOut.visitor.cookies.has(NAME)]).toEqual([200, false]);
    expect(await statusWith(`${NAME}=${signedOut.seal}`)).toBe(401);
  });

  it("stay good when SESSION_SECRET gets a new secret before the old one, and not when the old one goes", async () => {
    const { seal } = await sealOf();
    const headers = { cookie: `${NAME}=${seal}` };
    const newer = "a-newer-session-secret-of-the-tests";
    const statusUnder = async (SESSION_SECRET: string) => {
      await using server = await started().another({ SESSION_SECRET });
      return (await rawHttp(server.url, "GET", "/api/auth/session", { headers })).status;
    };
    expect(await statusUnder(`${newer},${SECRETS.SESSION_SECRET}`)).toBe(200);
    expect(await statusUnder(newer)).toBe(401);
  });
}

/** Another character, that differs in a bit which counts wherever it stands. */
function other(character: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const value = alphabet.indexOf(character);
  return value < 0 ? "A" : (alphabet[value ^ 32] ?? "A");
}
