import type { CodeSent } from "@sixdigit/auth";
import type { Visit } from "../traffic/traffic.ts";
import { type Client, type Refusal, type Worker, wrongCode } from "./client.ts";
import type { Service } from "./service.ts";
import type { Timeline } from "./timeline.ts";

export type SignInEnd = "signed in" | "gone" | { refused: Refusal };
type World = { client: Client; service: Service; timeline: Timeline };

const RESENDS_AFTER_MS = 40_000;
const TYPES_AGAIN_AFTER_MS = 12_000;

/** One person's sign-in from the number to the last code, at the pace of a person. */
export function signIn({ client, service, timeline }: World, visit: Visit, worker: Worker) {
  return new Promise<SignInEnd>((end) => {
    const onRefused = (refused: Refusal) => end({ refused });

    const type = (challengeId: string, isTypo: boolean) => async () => {
      const right = service.codeOf(challengeId);
      const code = isTypo ? wrongCode(right) : right;
      const refused = await client.verify({ ...visit, challengeId, code });
      if (!refused) return end("signed in");
      if (!isTypo || refused.code !== "CODE_INVALID") return end({ refused });
      timeline.at(timeline.now() + TYPES_AGAIN_AFTER_MS, type(challengeId, false));
    };

    const read = ({ challengeId }: CodeSent) => {
      if (visit.isAbandoned) return end("gone");
      timeline.at(timeline.now() + visit.typesAfterMs, type(challengeId, visit.hasTypo));
    };

    const resend = ({ challengeId }: CodeSent) =>
      timeline.at(timeline.now() + RESENDS_AFTER_MS, () =>
        client.resend({ ...visit, challengeId }, worker, { onSent: read, onRefused }),
      );

    const onSent = visit.wantsResend ? resend : read;
    timeline.at(visit.at, () => client.request(visit, worker, { onSent, onRefused }));
  });
}
