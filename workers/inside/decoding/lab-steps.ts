import { logSumExp } from '../../text/decoding/softmax';

/** One token that was written, and the distribution that it came from. */
export interface LabStep {
  token: number;
  /** Natural logarithm of the model's own probability, before any processor. */
  logprob: number;
  /** Of what the processors left of the distribution; null where they ruled the token out. */
  processedLogprob: number | null;
  /** Of the model's own distribution, in nats. */
  entropy: number;
  /** The number in [0, 1) that sampling used, or would have used for a token that was given; null where none was drawn. */
  drawn: number | null;
  /** Whether the token was given, and not chosen here. */
  given: boolean;
  /** The model's own logits; null where there was no room for them. */
  logits: Float32Array | null;
}

/** Keeps steps, and of their logits as many as there is room for: those of the last steps. */
export class LabSteps {
  readonly steps: LabStep[] = [];

  /** @param room numbers that may be kept in all */
  constructor(private readonly room: number) {}

  /**
   * @param logits as the model gave them; copied
   * @param scores what the processors made of them; copied as far as needed
   */
  add(logits: Float32Array, scores: Float32Array, choice: Pick<LabStep, 'token' | 'drawn' | 'given'>): void {
    const total = logSumExp(logits);
    const processed = scores[choice.token] ?? -Infinity;
    this.steps.push({
      ...choice,
      logprob: (logits[choice.token] ?? -Infinity) - total,
      processedLogprob: processed === -Infinity ? null : processed - logSumExp(scores),
      entropy: entropyOf(logits, total),
      logits: logits.slice(),
    });
    this.makeRoom();
  }

  private makeRoom(): void {
    let kept = 0;
    for (const step of [...this.steps].reverse()) {
      kept += step.logits?.length ?? 0;
      // The last step always keeps its own.
      if (kept > this.room && step !== this.steps.at(-1)) step.logits = null;
    }
  }
}

/** Shannon's entropy of the softmax of logits, in nats. */
export function entropyOf(logits: Float32Array, total = logSumExp(logits)): number {
  let entropy = 0;
  for (let id = 0; id < logits.length; id++) {
    const logprob = (logits[id] ?? -Infinity) - total;
    if (logprob > -Infinity) entropy -= logprob * Math.exp(logprob);
  }
  return entropy;
}

/** exp of the mean negative log-probability, by the model's own distribution; null for no tokens. */
export function perplexityOf(steps: readonly Pick<LabStep, 'logprob'>[]): number | null {
  if (steps.length === 0) return null;
  return Math.exp(-steps.reduce((sum, { logprob }) => sum + logprob, 0) / steps.length);
}
