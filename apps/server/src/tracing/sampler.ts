import { type Context, trace } from "@opentelemetry/api";
import { type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";

/**
 * A share of all requests, drawn here. Neither the flag of a caller's `traceparent` nor the number of its trace, which a ratio of
 * OpenTelemetry's own goes by, decides: whoever can call us could have every request of theirs traced, and we would pay. What
 * belongs to a request goes with it.
 */
export function createSampler(share: number, random: () => number): Sampler {
  return {
    shouldSample(parent: Context) {
      const above = trace.getSpan(parent);
      const isOurs = above !== undefined && above.spanContext().isRemote !== true;
      const isTraced = isOurs ? above.isRecording() : random() < share;
      return { decision: isTraced ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
    },
    toString: () => `Share{${share}}`,
  };
}
