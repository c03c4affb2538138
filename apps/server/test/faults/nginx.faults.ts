import { freePort } from "@sixdigit/testing";
import { expect, it, onTestFinished } from "vitest";
import { patientWithDatabase } from "../support/patient.ts";
import { tallyOf } from "./support/ledger.ts";
import { noNginx, startNginx } from "./support/nginx.ts";
import { NOTHING_WRONG } from "./support/reckon.ts";
import { startWorld } from "./support/world.ts";

it.skipIf(noNginx)(
  `two instances behind nginx are restarted by the page on upgrading, one after the other, without a request being lost${noNginx ? ` (${noNginx})` : ""}`,
  async () => {
    const world = await startWorld({
      servers: 0,
      variables: { ...patientWithDatabase, STOP_DELAY_SECONDS: "5" },
    });
    onTestFinished(() => world[Symbol.asyncDispose]());
    // An instance comes back at the address that it had.
    const ports = [String(await freePort()), String(await freePort())] as const;
    for (const PORT of ports) world.servers.push(await world.start({ PORT }));
    const nginx = await startNginx(`127.0.0.1:${ports[0]}`, `127.0.0.1:${ports[1]}`);
    onTestFinished(() => nginx.close());
    world.setFront(nginx.url);
    const load = world.people.keepComing({ atOnce: 10 });
    const another = () => {
      const count = world.ledger.signedIn.length;
      return expect.poll(() => world.ledger.signedIn.length).toBeGreaterThan(count + 5);
    };
    await another();
    for (const [index, PORT] of ports.entries()) {
      await nginx.down(index === 0 ? "one" : "two");
      expect(await world.servers[index]?.end("SIGTERM")).toBe(0);
      await another();
      world.servers[index] = await world.start({ PORT });
      await nginx.down();
      await another();
    }
    await load.stop();
    // The code tried again after its sign-in is refused as it must be; nothing else is.
    expect(Object.keys(tallyOf(world.ledger.told)).sort()).toEqual(["200", "CODE_INVALID"]);
    expect(await world.reckon()).toEqual(NOTHING_WRONG);
  },
);
