import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { createTwilioSender, createMsg91Sender, twilioSettings, msg91Settings } from "../src/index.ts";
import { startTwilio, TWILIO_ACCOUNT, TWILIO_NUMBER, TWILIO_TOKEN } from "../test/fakes/twilio.ts";
import { MSG91_KEY, MSG91_TEMPLATES } from "../test/fakes/msg91.ts";
const msg = { id: "01a20430-47f4-7282-9539-9948bc1d795e", phone: "+919876543210" as never, text: "x", code: "000042", locale: "en" as const };
const sid = `SM${"a".repeat(32)}`;
async function ask(name: string, status: number, raw: string | Buffer, headers: Record<string,string> = {}) {
  let calls = 0;
  const server = createServer((q, s) => { calls++; q.resume(); q.on("end", () => { s.writeHead(status, { "content-type": "application/json", ...headers }); s.end(raw); }); });
  await new Promise<void>(r => server.listen(0, "127.0.0.1", r));
  const u = `http://127.0.0.1:${(server.address() as any).port}`;
  const t = createTwilioSender(twilioSettings.parse({ TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT, TWILIO_AUTH_TOKEN: TWILIO_TOKEN, TWILIO_FROM: TWILIO_NUMBER, TWILIO_API_BASE_URL: u }));
  const m = createMsg91Sender(msg91Settings.parse({ MSG91_AUTH_KEY: MSG91_KEY, MSG91_TEMPLATE_ID: MSG91_TEMPLATES.en, MSG91_WEBHOOK_SECRET: "s".repeat(32), MSG91_API_BASE_URL: u }));
  for (const s of [t, m]) {
    calls = 0; const t0 = performance.now();
    try { const r = await s.send(msg, new AbortController().signal); console.log(name, s.name, JSON.stringify(r).slice(0,300), "calls", calls, Math.round(performance.now()-t0)); } catch (e) { console.log(name, s.name, "REJECTED", String(e).slice(0,100)); }
    if (s.lookUp) try { const r = await s.lookUp(sid, AbortSignal.timeout(2000)); console.log("  lookup", JSON.stringify(r)); } catch (e) { console.log("  lookup REJECTED", String(e).slice(0,100)); }
  }
  server.closeAllConnections(); server.close();
}
const ok = (extra: object) => JSON.stringify({ sid, status: "queued", ...extra });
await ask("421", 421, "{}");
await ask("401+auth", 401, "{}", { "www-authenticate": "Basic realm=x" });
await ask("407", 407, "{}", { "proxy-authenticate": "Basic" });
await ask("408", 408, "{}");
await ask("425", 425, "{}");
await ask("price toString", 201, ok({ price: { toString: 1 }, price_unit: "USD" }));
await ask("price deep", 201, `{"sid":"${sid}","status":"queued","price":${"[".repeat(30000)}${"]".repeat(30000)}}`);
await ask("error_code obj", 201, ok({ error_code: { toString: 1, valueOf: 1 } }));
await ask("error_code deep", 201, `{"sid":"${sid}","status":"failed","error_code":${"[".repeat(30000)}${"]".repeat(30000)}}`);
await ask("code phone", 400, JSON.stringify({ code: 919876543210, type: "error" }));
await ask("code null", 500, JSON.stringify({ code: null, type: "error" }));
await ask("code true", 500, JSON.stringify({ code: true, type: "error" }));
await ask("code obj", 400, JSON.stringify({ code: {toString:1}, type: "error" }));
await ask("code ''", 400, JSON.stringify({ code: "" , type: "error"}));
await ask("msg91 long", 200, JSON.stringify({ type: "error", message: "9".repeat(60000) }));
await ask("msg91 code phone", 200, JSON.stringify({ type: "error", code: "98765432" }));
await ask("segments", 201, ok({ num_segments: "99999999999" }));
await ask("gzip bomb", 201, gzipSync(Buffer.alloc(200_000_000, " ")), { "content-encoding": "gzip" });
await ask("proto", 201, `{"__proto__":{"sid":"${sid}"},"type":"success","status":"queued"}`);
await ask("bom", 201, "\ufeff" + ok({}));
await ask("sid injection", 201, JSON.stringify({sid:"SM../../x", status:"queued", type:"success", message:"../.."}));
process.exit(0);
