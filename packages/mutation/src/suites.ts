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
    // The model is a text of its own: nothing of the sources is run there. And 10,000 sign-ins notice nothing that one does not.
    without: ["test/model.test.ts", "test/model/**", "test/rotation.secrets.test.ts"],
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
    // The tests of the other drivers need a Postgres or a Redis, anew for each mutation, and of SQL and Lua Stryker could only
    // empty the whole text. They pass the same suite as the driver in memory.
    mutate: ["src/**/*.ts", "!src/{postgres,redis,redis-step}.ts"],
    without: ["test/postgres.test.ts", "test/redis.test.ts"],
    goal: 85,
  },
  {
    name: "sms",
    // What an answer and a receipt of a provider mean, and who is asked next.
    mutate: [
      "src/{delivery-status,failover,receipt,verdict}.ts",
      "src/{msg91,twilio}-*.ts",
      "!src/twilio-lookup.ts",
    ],
    // What is about messages, routes and waits, speaks over sockets or is tried at random.
    without: [
      "test/{console-sender,delivery-order,failover,gsm7,locale,provider-code-sender,routes,senders}.test.ts",
      "test/{message,message-locales,msg91,provider-call,receipts.properties,twilio}.test.ts",
    ],
    goal: 85,
  },
];
