import { rm } from "node:fs/promises";
import { createConsoleSender } from "@sixdigit/sms";
import { loadConfig } from "../../src/config.ts";
import { pageSettings } from "../../src/http/page-settings.ts";
import { builtWebApp } from "../../src/http/web-app.ts";
import { startApp } from "../support/start-app.ts";
import { writeBuild } from "../support/write-build.ts";
import { receivingReports, withoutLimits } from "./settings.ts";

/** The server with its pages, where everything is read as ever and nothing goes out or is waited for. */
export async function startFuzzed() {
  const dist = await writeBuild(["en", "hi", "pt"]);
  const web = builtWebApp(dist, pageSettings(loadConfig({})));
  const app = await startApp({ ...receivingReports, ...withoutLimits }, { web });
  // The looks for a message that is not there take a second; here it is the reading that counts.
  app.parts.deliveries.moveDelivery = async () => "kept";
  // Messages are written, in the language that was asked for, and thrown away.
  const { sendCode } = createConsoleSender({
    settings: { serviceName: "Sixdigit", host: "sign-in.example" },
    inbox: { add: () => {}, for: () => [] },
    clock: () => new Date(),
    newId: () => "",
    print: () => {},
  });
  app.parts.sender.sendCode = sendCode;
  return {
    url: app.url,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await rm(dist, { recursive: true });
    },
  };
}
