import { PromptError } from './prompt-error.ts';

/**
 * Hidden states [tokens, width] of the text encoder, each token times its weight, then all together scaled so that their
 * mean is what it was: the emphasis of AUTOMATIC1111. It takes the mean over all that its text encoder sees at once,
 * which is one chunk of a prompt, or the same chunk of all prompts of a schedule: give them in one array.
 * Where the weighted mean is 0, it is left as it is.
 * @throws PromptError where the hidden states are no whole rows for the weights
 */
export function weightEmbeddings(hiddenStates: Float32Array, weights: ArrayLike<number>): Float32Array {
  const width = hiddenStates.length / weights.length;
  if (!Number.isInteger(width))
    throw new PromptError(
      'invalid_value',
      `${hiddenStates.length} hidden states are no whole rows for ${weights.length} weights.`,
    );
  const weighted = hiddenStates.map((value, index) => value * (weights[Math.floor(index / width)] ?? 1));
  const ratio = mean(hiddenStates) / mean(weighted);
  return Number.isFinite(ratio) ? weighted.map((value) => value * ratio) : weighted;
}

/** In float64, so that its error is below that of the float32 values. */
function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
