import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import { createMetrics } from "../src/metrics/create-metrics.ts";
import { type FaultId, faultRows } from "./faults/support/fault-table.ts";
import { rowOf, TABLE } from "./faults/support/write-table.ts";
import { startApp } from "./support/start-app.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const alerts = read("docs/operations/alerts.yml");
const dashboard = read("docs/operations/dashboard.json");
const alertNames = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name ?? "");

/** Names that are ours, with what Prometheus adds to those of histograms. */
async function metricNames(): Promise<Set<string>> {
  const metrics = createMetrics({ prices: new Map(), dailyCap: 10_000 });
  metrics.watchProcess();
  const names = [...(await metrics.text()).matchAll(/^# TYPE (\S+) (\S+)/gm)];
  return new Set(names.map(([, name]) => name ?? ""));
}

describe("the alert rules and the dashboard", () => {
  it("ask for nothing that is not measured", async () => {
    const known = await metricNames();
    const asked = [
      ...`${alerts}${dashboard}`.matchAll(/\b((?:http|sms|auth|database|redis|nodejs|process)_\w+)/g),
    ];
    const unknown = asked
      .map(([, name = ""]) => name.replace(/_bucket$/, ""))
      .filter((name) => !known.has(name));
    expect(asked.length).toBeGreaterThan(30);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it("have a part in the runbooks for each alert, and each alert names it", () => {
    const parts = [...read("docs/operations/runbooks.md").matchAll(/^## (Sixdigit\w+)$/gm)].map(
      ([, name]) => name,
    );
    expect(parts).toEqual(alertNames);
    for (const name of alertNames) expect(alerts).toContain(`runbooks.md#${name.toLowerCase()}`);
  });

  it("are each tested", () => {
    const tested = read("docs/operations/alerts.test.yml");
    expect(alertNames.filter((name) => !tested.includes(`alertname: ${name}\n`))).toEqual([]);
  });

  const { status: promtool } = spawnSync("promtool", ["--version"]);
  it.skipIf(promtool !== 0)(
    `pass promtool's tests${promtool === 0 ? "" : " (no promtool: install prometheus)"}`,
    () => {
      const cwd = fileURLToPath(new URL("docs/operations/", root));
      const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", "alerts.test.yml"], { cwd });
      expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining("SUCCESS")]);
    },
  );
});

describe("the table of faults", () => {
  const ids = Object.keys(faultRows) as FaultId[];
  it.each(ids)("has a measured line for %s", (id) => {
    const line = readFileSync(TABLE, "utf8")
      .split("\n")
      .find((each) => each.startsWith(rowOf(id)));
    expect(line).toMatch(/\| [^|]+ \|$/);
    expect(line).not.toContain("not measured");
  });

  it("has no other lines", () => {
    const lines = readFileSync(TABLE, "utf8").split("\n");
    expect(lines.filter((each) => each.startsWith("| "))).toHaveLength(ids.length + 1);
  });

  it("has a scenario that measures each line", () => {
    const folder = new URL("./faults/", import.meta.url);
    const scenarios = readdirSync(folder).filter((name) => name.endsWith(".faults.ts"));
    const texts = scenarios.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
    expect(ids.filter((id) => !texts.includes(`"${id}"`))).toEqual([]);
  });
});

describe("the container files", () => {
  const dockerfile = read("Dockerfile");
  const compose = read("compose.yaml");

  it("run the server from a pruned workspace, not as root, with a health check and no tools", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
    expect(dockerfile).toContain("turbo@2.11.11 prune @sixdigit/server @sixdigit/web --docker");
    expect(dockerfile).toContain("--frozen-lockfile --prod");
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).toContain('CMD ["node", "apps/server/start.js"]');
    expect(last).not.toMatch(/install|npx|pnpm/);
  });

  it("name the version of turbo and pnpm that the workspace uses", () => {
    const catalog = read("pnpm-workspace.yaml");
    expect(catalog).toContain(`turbo: ${/turbo@([\d.]+)/.exec(dockerfile)?.[1]}`);
    expect(JSON.parse(read("package.json")).packageManager).toBe(
      `pnpm@${/pnpm@([\d.]+)/.exec(dockerfile)?.[1]}`,
    );
  });

  it("start from the version of Node that everything is tested with", () => {
    const node = /^ {2}node: (\d\S+)$/m.exec(read("pnpm-workspace.yaml"))?.[1];
    expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${node}-bookworm-slim\n`);
  });

  it("ask an instance for its health as it is asked, and find one that is not there ill", async () => {
    const check = /^HEALTHCHECK [^\n]*\n {2}CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? "[]";
    const [program, ...args] = JSON.parse(check) as string[];
    expect(program).toBe("node");
    await using app = await startApp();
    const statusAt = async (port: string) => {
      const child = spawn(process.execPath, args, { env: { PORT: port } });
      await once(child, "exit");
      return child.exitCode;
    };
    const port = String(await freePort());
    expect([await statusAt(new URL(app.url).port), await statusAt(port)]).toEqual([0, 1]);
  });

  it("copy only what there is, and run commands that there are", () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, path = ""]) => path);
    expect(copied).toContain("tsconfig.base.json");
    for (const path of [...copied, "apps/server/src/main.ts", "apps/server/src/migrate.ts"]) {
      expect(existsSync(new URL(path, root)), path).toBe(true);
    }
    for (const filter of dockerfile.matchAll(/--filter @sixdigit\/(\w+) run (\w+)/g)) {
      const [, name, script = ""] = filter;
      const folder = name === "web" ? "apps" : "packages";
      expect(JSON.parse(read(`${folder}/${name}/package.json`)).scripts).toHaveProperty(script);
    }
  });

  it("compose two instances behind nginx, with read-only file systems and time to stop", () => {
    expect(compose).toMatch(/^ {2}one: \*sixdigit\n {2}two: \*sixdigit$/m);
    for (const service of ["nginx", "postgres", "redis"])
      expect(compose).toMatch(new RegExp(`^ {2}${service}:$`, "m"));
    expect(compose).toContain("read_only: true");
    expect(compose).toContain("stop_grace_period: 30s");
  });

  it("set nothing that the server does not know", () => {
    const known = read(".env.example");
    const settings = /environment: &settings\n((?: {4}\S.*\n)+)/.exec(compose)?.[1] ?? "";
    const names = [...settings.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(known).toMatch(new RegExp(`^${name}=`, "m"));
  });

  it("keep secrets and everything built outside of the image", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const path of [".git", ".env", ".data", "**/node_modules"]) expect(ignored).toContain(path);
  });
});
