import type { Notice } from '../../../src/contract/events';
import { isGuided } from '../guidance/classifier-free';
import type { GenerationRequest } from '../pipeline/generate';
import type { DiffusionFacts } from '../pipeline/networks';
import { createScheduler } from '../schedulers/create-scheduler';

type Asked = Pick<GenerationRequest, 'scheduler' | 'eta' | 'guidanceScale' | 'guidanceRescale' | 'negativePrompt'>;

const ignored = (message: string): Notice => ({ code: 'parameter-ignored', message });

/** Parameters that were set and do nothing in this run, each with the reason. */
export function noticesOf(request: Asked, { condition }: Pick<DiffusionFacts, 'condition'>): Notice[] {
  const notices: Notice[] = [];
  const scheduler = createScheduler(request.scheduler);
  const guided = isGuided(request.guidanceScale, condition);
  const why = condition === null ? '`guidance_scale` is not above 1' : 'this model was distilled with its guidance';
  if (request.eta !== 0 && !scheduler.optionNames.step.includes('eta')) {
    notices.push(ignored(`\`eta\` does nothing with ${scheduler.className}.`));
  }
  if (request.guidanceRescale > 0 && !guided) notices.push(ignored(`\`guidance_rescale\` does nothing: ${why}.`));
  if (request.negativePrompt.trim() !== '' && !guided)
    notices.push(ignored(`\`negative_prompt\` does nothing: ${why}.`));
  return notices;
}
