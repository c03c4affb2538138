import type { Credential } from "@sixdigit/auth";
import type { Browser } from "./browsers.ts";
import type { KnownSession } from "./known.ts";
import type { createPeople } from "./people.ts";
import { createReceipts } from "./receipts.ts";
import type { World } from "./world.ts";

type Given = {
  world: World;
  people: ReturnType<typeof createPeople>;
  browsers: readonly Browser[];
  /** Most seeds are about signing in, some about what comes after it. */
  isAboutSessions: boolean;
};

/** How often what is done by who is signed in, and by who is not. */
const SIGNED_IN = {
  ...{ current: 6, copied: 5, guessed: 1, list: 1, history: 1, exportAccount: 1, deleteAccount: 5 },
  ...{ revoke: 2, revokeOthers: 1, signOut: 1 },
};
const SIGNED_OUT = { request: 1, resend: 3, resends: 1, verify: 6, burst: 1 };
const RESENDS = 3;
const BURST = 7;

/** @returns a function that does one thing, by anybody */
export function createActs({ world, people, browsers, isAboutSessions }: Given): () => Promise<void> {
  const { random, journal, ledger } = world;
  const receipts = createReceipts(world);

  async function withSession(browser: Browser, credential: Credential, own: KnownSession) {
    const others = [...ledger.sessions.values()];
    const { copied = credential, phone } = browser;
    // Once in a while a user who has lost the number to somebody else.
    const { userId } = random.chance(0.1) ? random.pick(others) : own;
    const user = { id: userId, phone, createdAt: own.session.createdAt };
    // It takes a code of its own.
    const isOpen = ledger.challenges.get(browser.challengeId ?? "")?.row.closedAt === null;
    const session = {
      current: () => people.current(browser, credential),
      guessed: () => people.current(browser, { ...credential, secret: "somebody's guess" }),
      copied: () => people.current(browser, copied),
      exportAccount: () => people.exportAccount(browser, user),
      deleteAccount: () => (isOpen ? people.deleteAccount(browser, user) : people.request(browser)),
      list: () => people.list(browser, own),
      history: () => people.history(browser, own),
      revoke: () => people.revoke(browser, own, random.pick(others)),
      revokeOthers: () => people.revokeOthers(browser, own),
      signOut: () => people.signOut(browser, credential, own),
    };
    return session[random.weighted(SIGNED_IN)]();
  }

  async function withoutSession(browser: Browser) {
    const doing = random.weighted(SIGNED_OUT);
    if (doing === "request") return people.request(browser);
    if (doing === "resend") return people.resend(browser);
    if (doing === "verify") return people.verify(browser);
    if (doing === "resends") {
      for (let calls = 0; calls < RESENDS; calls++) await people.resend(browser);
      return;
    }
    journal.met("burst of guesses");
    for (let guesses = 0; guesses < BURST; guesses++) await people.verify(browser);
  }

  return async () => {
    const browser = random.pick(browsers);
    const { credential } = browser;
    const own = credential && ledger.sessions.get(credential.id);
    if (receipts.underway() > 0 && random.chance(0.2)) return receipts.arrive();
    if (!browser.challengeId && random.chance(0.8)) return people.request(browser);
    const goesOn = own && random.chance(isAboutSessions ? 0.95 : 0.5);
    return credential && goesOn ? withSession(browser, credential, own) : withoutSession(browser);
  };
}
