import type { Model, Take } from "@sixdigit/testing/explore";

/** Rules that the code keeps, each with the mistake that breaking it would be. */
export const signInMistakes = {
  claimIsOneStatement: "attempts are read, then written",
  claimComesFirst: "a guess is compared before its attempt is claimed",
  attemptsStayUsed: "a resend gives the attempts back",
  budgetsAreApart: "strangers draw on the holder's attempts",
  claimIsEnough: "the consumption asks for one more attempt",
  consumesOpen: "the consumption does not ask whether the challenge is closed",
  consumesSameSeed: "the consumption does not compare the seed",
  consumesUnexpired: "expiry is looked at by the claim only",
  renewalReplaces: "the old code works on beside a new one",
  codeIsOfChallenge: "a guess is compared with every challenge of the number",
  signInEndsAll: "a sign-in leaves the number's other challenges open",
  expiredGivesWay: "an expired challenge stands in the way of a new one",
} as const;
const LOOKS = "no more compared guesses than attempts, of the holder and of strangers";
const WINS = "a right guess of the holder wins while attempts are left";
const [ONCE, TWO] = ["one session per challenge", "never two valid codes for a challenge"];
const DEAD = "no code of a superseded, expired or foreign challenge";
const LIVE = "when faults stop, an honest person signs in";
export const signInProperties = [LOOKS, WINS, ONCE, TWO, DEAD, LIVE];

const [IDLE, READING, RIGHT, RESENDING] = [0, 1, 2, 3];
const [SECOND_HALF, EXPIRED, ON_ITS_WAY, READ] = [1, 2, 1, 2];
/** `code`: of challenge 0 it is 0 or 1, of challenge 1 it is 2 or 3. Looks: guesses that may have been compared. */
const unspent = { holder: 0, stranger: 0, holderLooks: 0, strangerLooks: 0 };
const closed = { open: 0, code: 0, age: 0, mail: 0, ...unspent, used: 0 };
/** A call between two statements: what comes next, where, the code that it knows, and the attempts or the plan. */
const idle = { at: IDLE, on: 0, code: 0, seen: 0 };
const CALLERS = ["person", "tab", "stranger"] as const;
type Caller = (typeof CALLERS)[number];
type Slot = 0 | 1;
type State = Record<Slot, typeof closed> & Record<Caller, typeof idle> & { newest: { is: number } };
const isOpen = ({ open, age }: typeof closed) => open === 1 && age < EXPIRED;
type Bounds = { holder: number; stranger: number; slots: Slot[]; codes: number; resend: Caller[] };

/** Three callers of one number: a person who types what was sent, another tab and a stranger, who may guess any code. */
export function signIn(bounds: Bounds, broken?: string): Model<State> {
  const keeps = (rule: keyof typeof signInMistakes) => rule !== broken;
  const calls = { person: idle, tab: idle, stranger: idle };
  const start = { 0: closed, 1: { ...closed, code: 2 }, ...calls, newest: { is: 0 } };
  return { start, steps, goal: { label: "person signs in", property: LIVE } };

  function steps(state: State, take: Take<State>) {
    for (const on of bounds.slots) {
      const valid = [0, 1, 2, 3].filter((typed) => isOpen(state[on]) && isAccepted(state, on, typed));
      if (valid.length > 1) take("others", `${on} has the codes ${valid.join(" and ")}`, {}, TWO);
      const { open, age, mail } = state[on];
      const set = (change: object) => ({ [on]: { ...state[on], ...change } });
      if (open && age < EXPIRED) take("person", `time passes for ${on}`, set({ age: age + 1 }));
      if (mail === ON_ITS_WAY) take("person", `the message of ${on} is read`, set({ mail: READ }));
      if (mail === ON_ITS_WAY) take("fault", `the message of ${on} is lost`, set({ mail: 0 }));
    }
    for (const who of CALLERS) {
      const { at, code, on } = state[who];
      if (at === IDLE) for (const slot of bounds.slots) begin(state, who, slot, take);
      else take("fault", `${who}'s call is lost`, { [who]: idle });
      if (at === READING) claim(state, who, on as Slot, code, take);
      if (at === RIGHT) consume(state, who, on as Slot, take);
      if (at === RESENDING) send(state, who, on as Slot, take);
    }
  }

  /** The comparison, after a claim. */
  function isAccepted(state: State, on: Slot, typed: number) {
    const [{ code }, other] = [state[on], state[on === 0 ? 1 : 0]];
    if (typed === code || (!keeps("renewalReplaces") && typed >> 1 === on && typed < code)) return true;
    return !keeps("codeIsOfChallenge") && isOpen(other) && typed === other.code;
  }

  function begin(state: State, who: Caller, on: Slot, take: Take<State>) {
    const { open, age, code, holder, mail } = state[on];
    const by = who === "person" ? "person" : "others";
    const isOver = !open || (age === EXPIRED && keeps("expiredGivesWay"));
    if (who !== "stranger" && isOver && CALLERS.every((each) => !state[each].at || state[each].on !== on)) {
      const opened = { ...closed, open: 1, code: 2 * on, mail: ON_ITS_WAY };
      take(by, `${who} opens ${on}`, { [on]: opened, newest: { is: on } });
    }
    // A stranger's claim takes the newest that is open.
    if (who === "stranger" && on !== state.newest.is && isOpen(state[on === 0 ? 1 : 0])) return;
    for (const typed of new Set([code, 2 * on, state[on === 0 ? 1 : 0].code])) {
      if (who !== "person" || typed !== code || mail === READ) claim(state, who, on, typed, take);
    }
    const renews = age >= SECOND_HALF ? 1 : 0;
    const canSend = open && holder < bounds.holder && code - 2 * on + renews < bounds.codes;
    if (!canSend || !bounds.resend.includes(who)) return;
    take(by, `${who} reads ${on} to send again`, { [who]: { at: RESENDING, on, code, seen: renews } });
  }

  /** claimHolderAttempt, claimStrangerAttempt: one statement, then the comparison. A code of elsewhere is any wrong one. */
  function claim(state: State, who: Caller, on: Slot, typed: number, take: Take<State>) {
    const [challenge, { at, seen }] = [state[on], state[who]];
    const kind = who === "stranger" ? "stranger" : "holder";
    const budget = keeps("budgetsAreApart") ? kind : "holder";
    const used = at === READING ? seen : challenge[budget];
    const granted = isOpen(challenge) && used < bounds[budget] ? 1 : 0;
    const label = `${who} guesses ${typed} at ${on}, whose code is ${challenge.code}, after ${used}`;
    if (granted && at === IDLE && !keeps("claimIsOneStatement")) {
      return take("others", `${label}, read`, { [who]: { at: READING, on, code: typed, seen: used } });
    }
    const right = granted && isAccepted(state, on, typed);
    const before = challenge[`${kind}Looks`];
    const looks = before + (isOpen(challenge) && !keeps("claimComesFirst") ? 1 : granted);
    const isRobbed = isOpen(challenge) && !granted && kind === "holder" && before < bounds.holder;
    const wrongly = right && typed !== challenge.code ? DEAD : isRobbed ? WINS : undefined;
    const counted = { ...challenge, [budget]: used + granted, [`${kind}Looks`]: looks };
    const call = right ? { at: RIGHT, on, code: challenge.code, seen: 0 } : idle;
    const by = who === "person" && right ? "person" : "others";
    take(by, label, { [on]: counted, [who]: call }, looks > bounds[kind] ? LOOKS : wrongly);
  }

  /** completeSignIn: one statement. */
  function consume(state: State, who: Caller, on: Slot, take: Take<State>) {
    const { code, open, age, holder, used } = state[on];
    const [isSame, isLate, other] = [code === state[who].code, age === EXPIRED, on === 0 ? 1 : 0] as const;
    const isDead = (!isSame && keeps("consumesSameSeed")) || (isLate && keeps("consumesUnexpired"));
    const isGone = isDead || (!open && keeps("consumesOpen"));
    if (isGone || (holder >= bounds.holder && !keeps("claimIsEnough"))) {
      return take("person", `${who} is refused at ${on}`, { [who]: idle }, isGone ? undefined : WINS);
    }
    const left = state[other];
    const ended = keeps("signInEndsAll") ? { ...closed, code: left.code, used: left.used } : left;
    const changes = { [on]: { ...closed, code, used: used + 1 }, [other]: ended, [who]: idle };
    const breaks = used > 0 ? ONCE : !isSame || isLate || ended.open ? DEAD : undefined;
    take("person", `${who} signs in with ${on}`, changes, breaks);
  }

  /** claimSend, after findChallenge: one statement, and the message. */
  function send(state: State, who: Caller, on: Slot, take: Take<State>) {
    const { open, code, mail } = state[on];
    const { seen: renews, code: expected } = state[who];
    if (!open || code !== expected) return take("person", `${who} may not send ${on}`, { [who]: idle });
    const sent = renews ? { code: code + 1, age: 0, mail: ON_ITS_WAY } : { mail: mail || ON_ITS_WAY };
    const attempts = keeps("attemptsStayUsed") ? {} : { holder: 0, stranger: 0 };
    const changes = { [on]: { ...state[on], ...sent, ...attempts }, [who]: idle };
    take("person", `${who} sends ${on} ${renews ? "with a new code" : "again"}`, changes);
  }
}
