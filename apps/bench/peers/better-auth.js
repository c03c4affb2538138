// better-auth as its documentation sets it up for production: its own Postgres adapter over a pool, its phone plugin, its
// default limits, plain `node:http` around it. Arguments: databaseUrl, providerUrl, publicOrigin, pool size.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { phoneNumber } from "better-auth/plugins";
import { Pool } from "pg";

const [databaseUrl, providerUrl, publicOrigin] = process.argv.slice(2);

async function sendOTP({ phoneNumber: to, code }) {
  const response = await fetch(`${providerUrl}/send`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ to, code }),
  });
  await response.json();
}

const options = {
  baseURL: publicOrigin,
  secret: "a-secret-of-the-benchmark-that-is-long-enough",
  database: new Pool({ connectionString: databaseUrl, max: 15 }),
  telemetry: { enabled: false },
  plugins: [
    phoneNumber({
      sendOTP,
      signUpOnVerification: { getTempEmail: (phone) => `${phone.slice(1)}@phone.bench.example` },
    }),
  ],
};

const { runMigrations } = await getMigrations(options);
await runMigrations();
const server = createServer(toNodeHandler(betterAuth(options)));
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => process.stdout.write(`ready ${server.address().port}\n`));
