import { readFileSync, writeFileSync } from "node:fs";
import type { Reporter, TestCase } from "vitest/node";
import { type FaultId, faultRows } from "./fault-table.ts";

export const TABLE = new URL("../../../../../docs/operations/faults.md", import.meta.url);

/** A row of the table, but for its last column. */
export const rowOf = (id: FaultId): string => {
  const { fault, client, operator } = faultRows[id];
  return `| ${fault} | ${client} | ${operator} |`;
};

const HEAD = `# Faults

Each line is a scenario of \`pnpm test:faults\`, with people signing in at two servers meanwhile. In none of them was a sign-in lost
that had been answered, did a code work twice, or was a message sent twice. The last column was measured by
\`pnpm faults:table\`, on two cores that were busy with other work.

| fault | what a client sees | what the operator sees | how long it lasts |
|---|---|---|---|
`;

/** Writes the table after a run: what was measured now, and what was measured before for scenarios that did not run. */
export default class WriteTable implements Reporter {
  private readonly measured = new Map<FaultId, string>();

  onTestCaseResult(test: TestCase): void {
    const { fault } = test.meta();
    if (fault && test.result().state === "passed") this.measured.set(fault.id, fault.lasts);
  }

  onTestRunEnd(): void {
    const before = readTable().split("\n");
    const ids = Object.keys(faultRows) as FaultId[];
    const lines = ids.map((id) => {
      const old = before.find((line) => line.startsWith(`${rowOf(id)} `))?.slice(rowOf(id).length + 1);
      const lasts = this.measured.get(id);
      return `${rowOf(id)} ${lasts === undefined ? (old ?? "not measured |") : `${lasts} |`}`;
    });
    writeFileSync(TABLE, `${HEAD}${lines.join("\n")}\n`);
  }
}

function readTable(): string {
  try {
    return readFileSync(TABLE, "utf8");
  } catch {
    return "";
  }
}
