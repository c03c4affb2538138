import {
  type AuthDeps,
  type AuthStore,
  type Challenge,
  createAuditor,
  createAuth,
  createPhoneHash,
  type DeliveryStore,
  defaultPolicy,
} from "@sixdigit/auth";
import type { E164 } from "@sixdigit/contracts";
import { imposeChange, liftChange, memoryCounters } from "@sixdigit/rate-limit";
import { createCharges } from "./charged-limits.ts";
import { createFaults, type SimulationEvent } from "./faults.ts";
import { createJournal } from "./journal.ts";
import { createLedger, LATE_MS } from "./ledger.ts";
import { createSimulatedLimits, type Tables, tablesOf } from "./limits.ts";
import { createStoreLook } from "./look-at-store.ts";
import { createMeasures } from "./measures.ts";
import { testCodes } from "./numbers.ts";
import { createPortCall } from "./ports.ts";
import { createRandom } from "./random.ts";
import { allKeys, codeKeys, SECRET_STAGES, SECRETS, SETTINGS, START, TEST_NUMBERS } from "./rotated.ts";
import { createScheduler } from "./scheduler.ts";

export type SimulatedStore = AuthStore & { deliveries: DeliveryStore };
export type World = ReturnType<typeof createWorld>;

export type WorldSettings = {
  /** Whether each line is kept. */
  isKept?: boolean;
  /** The limits that are applied, and those that are promised. */
  applied?: Tables;
  promised?: Tables;
  /** What mistaken use cases would make of what they are given. */
  mistake?: (deps: AuthDeps) => AuthDeps;
};

export const SKEW_MS = 300_000;
const STEP_UP = { kind: "step-up", scope: "all" } as const;
const STEP_UP_MS = 600_000;
const hashPhone = createPhoneHash(SECRETS[0]);
const CLAIMS: ReadonlySet<string> = new Set(["claimHolderAttempt", "claimStrangerAttempt"]);
/** Two processes over one store, in a time and with faults that follow from the seed. */
export function createWorld(
  seed: number,
  store: SimulatedStore,
  { isKept = false, applied = tablesOf(seed), promised = applied, mistake = (deps) => deps }: WorldSettings,
) {
  const random = createRandom(seed);
  const scheduler = createScheduler(random);
  const faults = createFaults(random);
  let passed = 0;
  const now = () => START + passed;
  const advance = (seconds: number) => {
    passed += Math.round(seconds * 1000);
  };
  const journal = createJournal({ now: () => passed, isKept });
  /** Which code is right for a challenge in a process with its settings of now. */
  const rightCodeAt = (id: number) => {
    const { settings = 0, stage = 0 } = processes[id] ?? {};
    const isTest = SETTINGS[settings] === TEST_NUMBERS;
    return (challenge: Challenge): string | undefined => {
      const fixed = isTest ? testCodes.get(challenge.phone) : undefined;
      const key = codeKeys[stage]?.find(challenge.keyId);
      return key && (fixed ?? ledger.codeOf(challenge));
    };
  };
  /** By how much the processes' clocks may have differed so far. */
  let skewMs = 0;
  const ledger = createLedger({ journal, now, skewMs: () => skewMs });
  /** Without clocks that differ, every window is exact. */
  const slackMs = () => (skewMs > 0 ? skewMs + LATE_MS : 0);
  const measures = createMeasures({ tables: promised, journal, now, slackMs });
  const charges = createCharges({
    ...{ tables: promised, measures, scheduler, journal, now, slackMs },
    isKnown: ledger.isKnown,
  });
  const port = createPortCall({ scheduler, faults, journal, advance, crash });
  const inboxes = new Map<E164, { code: string; challengeId: string }[]>();
  let ids = 0;
  let accepted = (_message: { messageId: string; challengeId: string }) => {};
  const newId = () =>
    `${seed.toString(16).padStart(8, "0")}-0000-7000-8000-${(++ids).toString(16).padStart(12, "0")}`;

  function crash(process: number): void {
    journal.tell(() => `process ${process} ends and starts again`);
    scheduler.kill(process);
    const ended = processes[process];
    if (ended) ended.auditor = auditorOf(ended);
  }

  /** It remembers what it has written in this minute, until its process ends. */
  const auditorOf = (process: { skew: number }) =>
    createAuditor({
      ...{ store: ported, newId, hashPhone },
      clock: () => new Date(now() + process.skew),
      readUserAgent: () => ({ browser: "Browser 1", os: "System" }),
      onFailure: () => journal.met("an event was not written"),
    });

  const lookAtStore = createStoreLook({ store, ledger, journal });

  /** Each method of the store is a port, and what it did is noted before anybody else can act. */
  const ported = Object.fromEntries(
    Object.entries(store).flatMap(([name, method]) => {
      if (typeof method !== "function") return [];
      const call = method as (...args: unknown[]) => Promise<unknown>;
      const asked = (...args: unknown[]) => {
        const [task, askedAt] = [scheduler.current(), now()];
        if (name === "completeSignIn") task.hasCompleted = true;
        return port(`store.${name}`, async () => {
          const result = await call(...args);
          const [first] = args as [Partial<Challenge>];
          if (name === "openChallenge" && result && first.sends === 0) charges.opened(task, first.id ?? "");
          if (name === "claimSend" && result) charges.reserved(task, first.id ?? "");
          if (name === "claimStrangerAttempt") charges.strangerGuess(task);
          if (name === "completeSignIn" && result) charges.signedIn(task);
          if (CLAIMS.has(name) && result) task.granted = result as Challenge;
          ledger.saw(name, { args, result, task, askedAt });
          await lookAtStore(name, { args, result, task });
          return result;
        });
      };
      return [[name, asked]];
    }),
  ) as unknown as AuthStore;

  const sender: AuthDeps["sender"] = {
    async sendCode({ phone, code, challengeId }) {
      const task = scheduler.current();
      ledger.began(challengeId, { code, phone, task });
      await scheduler.park("sender.sendCode");
      charges.message(task, code);
      const fault = faults.sender();
      if (fault) journal.met(`fault: ${fault}`);
      task.isSendFaulted = fault !== undefined;
      journal.tell(() => `${task.name}: sender.sendCode ${code} to ${phone}${fault ? ` (${fault})` : ""}`);
      if (fault === "message refused") return "rejected";
      if (fault === "message not sent") return "transient";
      if (fault === "message lost and connection lost") return "ambiguous";
      inboxes.set(phone, [...(inboxes.get(phone) ?? []), { code, challengeId }]);
      accepted({ messageId: `message-${newId()}`, challengeId });
      return fault ? "ambiguous" : "accepted";
    },
  };

  const proofPolicy = random.pick(["never", "suspicious", "always"] as const);
  const counters = memoryCounters();
  const limitsOf = (clock: () => Date): AuthDeps["limits"] =>
    charges.noted(
      createSimulatedLimits({
        port,
        counters,
        clock,
        proofPolicy,
        tables: applied,
        observe: measures.observe,
      }),
    );

  const processes = [0, 1].map((id) => {
    const process = { id, skew: 0, stage: 0, settings: 0 };
    return Object.assign(process, { auditor: auditorOf(process) });
  });

  const authOf = (id: number) => {
    const process = processes[id];
    if (!process) throw new RangeError("there is no such process");
    const clock = () => new Date(now() + process.skew);
    const policy = { ...defaultPolicy, ...SETTINGS[process.settings] };
    scheduler.current().policy = policy;
    const deps: AuthDeps = {
      store: ported,
      limits: limitsOf(clock),
      sender,
      clock,
      randomBytes: random.bytes,
      newId,
      codeKeys: codeKeys[process.stage] ?? allKeys,
      sessionKeys: codeKeys[process.stage] ?? allKeys,
      audit: process.auditor,
      policy,
      revealCode: process.settings === 1,
    };
    return createAuth(mistake(deps));
  };

  const change: Record<SimulationEvent, (process: (typeof processes)[number]) => void> = {
    "process crashes": ({ id }) => crash(id),
    "clock five minutes off": (process) => {
      process.skew = random.pick([-SKEW_MS, SKEW_MS]);
      skewMs = 2 * SKEW_MS;
    },
    "clock is right again": (process) => {
      process.skew = 0;
    },
    "settings rotated": (process) => {
      process.settings = random.below(SETTINGS.length);
    },
    "messages stepped up": () => {
      const until = new Date(now() + STEP_UP_MS);
      void counters.apply({ now: new Date(now()), reads: [], ...imposeChange(STEP_UP, until) });
      measures.imposed(STEP_UP, until.getTime());
    },
    "secrets rotated": () => {
      const behind = processes.reduce((least, each) => (each.stage < least.stage ? each : least));
      behind.stage = Math.min(behind.stage + 1, SECRET_STAGES.length - 1);
    },
  };

  return {
    ...{ random, scheduler, faults, journal, ledger, inboxes, port, now, advance, authOf, rightCodeAt },
    deliveries: store.deliveries,
    onAccepted(listener: typeof accepted): void {
      accepted = listener;
    },
    newId,
    skewMs: () => skewMs,
    happen(event: SimulationEvent): void {
      const process = random.pick(processes);
      journal.met(`event: ${event}`);
      journal.tell(() => `${event}, process ${process.id}`);
      change[event](process);
    },
    /** From here on nothing goes wrong any more. */
    heal(): void {
      faults.stop();
      void counters.apply({ now: new Date(now()), reads: [], ...liftChange(STEP_UP) });
      measures.lifted(STEP_UP);
      for (const process of processes) Object.assign(process, { skew: 0, settings: 0 });
    },
  };
}
