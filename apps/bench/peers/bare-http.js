// The limit: `node:http` and `pg`, one prepared statement per step, no check of anything that is not the step itself. Nobody
// should run this. Arguments: databaseUrl, providerUrl.
import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { Agent, createServer, request } from "node:http";
import { Pool } from "pg";

const [databaseUrl, providerUrl] = process.argv.slice(2);
const pool = new Pool({ connectionString: databaseUrl, max: 15 });
const agent = new Agent({ keepAlive: true });

await pool.query(`
  CREATE TABLE people (id uuid PRIMARY KEY, phone text NOT NULL UNIQUE);
  CREATE TABLE codes (id text PRIMARY KEY, phone text NOT NULL, code text NOT NULL, attempts int NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL);
  CREATE TABLE sessions (hash text PRIMARY KEY, person uuid NOT NULL, expires_at timestamptz NOT NULL);`);

const one = async (name, text, values) => (await pool.query({ name, text, values })).rows[0];
const hash = (secret) => createHash("sha256").update(secret).digest("base64url");

function send(to, code) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ to, code });
    const headers = { "content-type": "application/json", "content-length": body.length };
    const call = request(`${providerUrl}/send`, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", resolve);
    });
    call.on("error", reject).end(body);
  });
}

const steps = {
  async "/request"({ phone }) {
    const id = randomBytes(16).toString("base64url");
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const insert = "INSERT INTO codes VALUES ($1, $2, $3, 0, now() + interval '10 minutes')";
    await one("request", insert, [id, phone, code]);
    await send(phone, code);
    return { id };
  },
  async "/verify"({ id, code, phone }) {
    const claim = `UPDATE codes SET attempts = attempts + 1
      WHERE id = $1 AND attempts < 5 AND expires_at > now() RETURNING code = $2 AS right`;
    if (!(await one("claim", claim, [id, code]))?.right) return {};
    const secret = randomBytes(32).toString("base64url");
    const complete = `WITH closed AS (DELETE FROM codes WHERE id = $1 RETURNING phone),
      person AS (INSERT INTO people SELECT $2, phone FROM closed
        ON CONFLICT (phone) DO UPDATE SET phone = excluded.phone RETURNING id)
      INSERT INTO sessions SELECT $3, id, now() + interval '30 days' FROM person RETURNING person`;
    await one("complete", complete, [id, randomUUID(), hash(secret)]);
    return { user: { phone }, cookie: secret };
  },
  async "/check"(_body, secret) {
    const find =
      "SELECT phone FROM sessions JOIN people ON id = person WHERE hash = $1 AND expires_at > now()";
    const person = await one("check", find, [hash(secret)]);
    return { user: person ?? null };
  },
  async "/sign-out"(_body, secret) {
    await one("sign-out", "DELETE FROM sessions WHERE hash = $1", [hash(secret)]);
    return { success: true };
  },
};

const server = createServer((req, res) => {
  let text = "";
  req.on("data", (chunk) => {
    text += chunk;
  });
  req.on("end", async () => {
    const secret = /session=([^;]+)/.exec(req.headers.cookie ?? "")?.[1] ?? "";
    const { cookie, ...answer } = await steps[req.url](text === "" ? {} : JSON.parse(text), secret);
    const body = JSON.stringify(answer);
    res.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...(cookie && { "set-cookie": `session=${cookie}; HttpOnly; Path=/` }),
    });
    res.end(body);
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => process.stdout.write(`ready ${server.address().port}\n`));
