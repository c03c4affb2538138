/** What is mutated, and the tests that should notice. */
export type Suite = {
  /** The folder under `packages`. */
  name: string;
  mutate: readonly string[];
  /** Tests that cannot notice any mutation, or that take a mutation's slowness for a failure. */
  without: readonly string[];
  /** Of a hundred mutations, how many must be noticed. */
  goal: number;
};

export const suites: readonly Suite[] = [
  {
    name: "auth",
    mutate: ["src/**/*.ts"],
    // The model is a text of its own: nothing of the sources is run there.
    without: ["test/model.test.ts", "test/model/**"],
    goal: 95,
  },
  {
    name: "contracts",
    mutate: ["src/**/*.ts"],
    // What is tried at random may notice a mutation in one run and not in the next.
    without: ["test/speed.test.ts", "test/phone.properties.test.ts"],
    goal: 85,
  },
  {
    name: "rate-limit",
    mutate: ["src/**/*.ts"],
    // They stand for SQL and Lua, which are not mutated, and each starts a server.
    without: ["test/postgres.test.ts", "test/redis.test.ts"],
    goal: 85,
  },
  {
    name: "sms",
    mutate: [
      "src/{delivery-order,delivery-status,failover,receipt,verdict}.ts",
      "src/{msg91,twilio}-{outcomes,receipt}.ts",
      "src/twilio-{price,signature}.ts",
    ],
    without: [],
    goal: 85,
  },
];
