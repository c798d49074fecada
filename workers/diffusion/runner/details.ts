import type { DiffusionModel } from '../../runtime/diffusion-model';
import { type Painted, promptTokens } from './paint';

/** What the views and the record need of a run, beside its pictures. */
export function detailsOf(
  { start, scheduler, millisecondsPerStep }: Painted,
  { tokenizer }: Pick<DiffusionModel, 'tokenizer'>,
) {
  const { timesteps, sigmas, skipped, prompt, negativePrompt } = start;
  const chunkSize = tokenizer.modelMaxLength - 2;
  return {
    details: {
      scheduler,
      timesteps: [...timesteps],
      sigmas: sigmas && [...sigmas],
      first_step: skipped,
      milliseconds_per_step: millisecondsPerStep,
      prompt: promptTokens(prompt, chunkSize),
      negative_prompt: negativePrompt && promptTokens(negativePrompt, chunkSize),
    },
    tokens: { input: prompt.tokenCount + (negativePrompt?.tokenCount ?? 0), output: 0 },
  };
}
