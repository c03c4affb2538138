import type { AuthDeps, LimitSubject, Limits } from "@sixdigit/auth";
import { createBudgets, type Spent } from "./budgets.ts";
import type { Journal } from "./journal.ts";
import { isOfNumber, type Tables } from "./limits.ts";
import type { createMeasures } from "./measures.ts";
import { PROPERTIES } from "./properties.ts";
import type { Scheduler, Task } from "./scheduler.ts";

/** What leads to a message or to a stranger's look. */
const COUNTED: ReadonlySet<string> = new Set(["open", "resend", "stranger-guess"]);

type Given = {
  /** What is promised. */
  tables: Tables;
  measures: ReturnType<typeof createMeasures>;
  /** Whether a browser has signed in to a number. */
  isKnown: (phone: LimitSubject["phone"], device: string) => boolean;
  scheduler: Scheduler;
  journal: Journal;
  now: () => number;
  /** By how many milliseconds a window may be shorter. */
  slackMs: () => number;
};

/**
 * Notes what the limits let pass. Of a number and its browsers only what came of it counts: a message that is sent, a guess that
 * is looked at. Of what many share each charge counts from when it is granted until it is to be given back.
 */
export function createCharges({ tables, measures, isKnown, scheduler, journal, now, slackMs }: Given) {
  const { rules } = tables;
  const ofNumber = createBudgets({ rules: rules.filter(isOfNumber), slackMs });
  const shared = createBudgets({ rules: rules.filter((rule) => !isOfNumber(rule)), slackMs });
  const keyed = new Map(rules.map(({ name, by }) => [name, by]));
  const byReceipt = new Map<string, Spent[]>();
  const receiptOf = (text: string, { phone }: LimitSubject) => `${text} ${phone}`;

  /** Numbers, and from where somebody has signed in to them. */
  const places = new Set<string>();
  const isTheirs = ({ phone, networks, device = "" }: LimitSubject) =>
    device.startsWith("at:") ? places.has(`${phone} ${networks[0]}`) : isKnown(phone, device);

  /** With an Idempotency-Key one call pays, and another may send. */
  const prepaid = new Map<string, Spent[]>();

  /** @returns what was spent, if anything was there and every window still holds */
  function spendNext(task: Task): Spent | undefined {
    const [spent] = (task.charged ?? []).splice(0, 1);
    return spent && ofNumber.spend(spent) ? spent : undefined;
  }

  function giveBack(receipt: string): Spent | undefined {
    const spent = byReceipt.get(receipt)?.shift();
    journal.hold(PROPERTIES.givenBack, spent !== undefined);
    if (spent) shared.giveBack(spent);
    return spent;
  }

  return {
    /** A challenge was opened whose message is still to be begun. */
    opened(task: Task, id: string): void {
      prepaid.set(id, (task.charged ?? []).splice(0, 1));
    },
    /** A message was reserved: the first one for who does so first, whoever has paid for it. */
    reserved(task: Task, id: string): void {
      task.charged = [...(prepaid.get(id) ?? []), ...(task.charged ?? [])];
      prepaid.delete(id);
    },
    /** A message is about to be sent. */
    message(task: Task, code: string): void {
      const spent = spendNext(task);
      journal.hold(PROPERTIES.messages, spent !== undefined);
      journal.hold(PROPERTIES.longer, !spent?.isLonger || code.length >= tables.surge.codeLength);
    },
    /** A guess of somebody who knows the number only was looked at. */
    strangerGuess(task: Task): void {
      task.strangerGuess = spendNext(task);
      journal.hold(PROPERTIES.guessesPerNumber, task.strangerGuess !== undefined);
    },
    /** A guess that signs in gives its point back. */
    signedIn({ strangerGuess }: Task): void {
      if (strangerGuess) ofNumber.giveBack(strangerGuess);
    },
    /** The limits of one process, with a note of what they say. */
    noted: (limits: Limits): AuthDeps["limits"] => ({
      async charge(action, subject, proof) {
        const task = scheduler.current();
        const at = now();
        measures.asked(action);
        const charge = await limits.charge(action, subject, proof);
        if (!charge.allowed) {
          const by = keyed.get(charge.rule);
          if (by) journal.met(`refused by a limit of: ${by}`);
          if (charge.rule.startsWith("block-")) journal.met("refused by a block");
          return charge;
        }
        // At a place of the number it is charged as a known browser would be; the receipt says so.
        const device = charge.receipt.split("|")[3] || undefined;
        const isRight = device === undefined || isTheirs({ ...subject, device });
        journal.hold(PROPERTIES.known, isRight);
        const spent = measures.spent({ action, subject: { ...subject, device }, at, knownAt: now() });
        if (action.endsWith("compare")) ofNumber.spend(spent);
        const receipt = receiptOf(charge.receipt, subject);
        byReceipt.set(receipt, [...(byReceipt.get(receipt) ?? []), spent]);
        journal.hold(PROPERTIES.shared, shared.spend(spent));
        if (COUNTED.has(action)) task.charged = [...(task.charged ?? []), spent];
        let isRefunded = false;
        const refund = () => {
          task.charged = task.charged?.filter((each) => each !== spent);
          if (!isRefunded) measures.refunded(giveBack(receipt));
          isRefunded = true;
          return charge.refund();
        };
        return { ...charge, refund };
      },
      async settle(subject, receipts) {
        scheduler.current().isSettled = true;
        shared.signIn(subject, now());
        places.add(`${subject.phone} ${subject.networks[0]}`);
        const forgotten = ofNumber.forget(subject, now);
        const given = receipts.map((text) => giveBack(receiptOf(text, subject)));
        const certain = measures.answered(given);
        await limits.settle(subject, receipts).finally(forgotten);
        certain();
      },
    }),
  };
}
