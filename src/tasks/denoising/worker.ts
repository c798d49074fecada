import { countTokens } from '../../../workers/diffusion/runner/count-tokens';
import { detailsOf } from '../../../workers/diffusion/runner/details';
import { paint } from '../../../workers/diffusion/runner/paint';
import { scheduleQuestion } from '../../../workers/inside/denoising/schedule-question';
import { shownTokens } from '../../../workers/inside/denoising/shown-tokens';
import { StepRecorder } from '../../../workers/inside/denoising/step-recorder';
import { defineRunner } from '../../../workers/runner';
import { type DiffusionModel, loadDiffusionWithAttentions } from '../../../workers/runtime/diffusion-model';
import type { DenoisingDetails } from '../../lib/denoising-result';
import type { DiffusionValue } from '../../lib/diffusion-result';
import { generatedImages } from '../../lib/generated-image';
import { schedulerChoice } from '../../lib/infotext/samplers';
import type { DenoisingParameters } from './task';

export default defineRunner<DiffusionModel, { prompt: string }, DenoisingParameters, DiffusionValue, DenoisingDetails>({
  load: loadDiffusionWithAttentions,
  questions: { countTokens, scheduleCurves: scheduleQuestion(schedulerChoice) },
  async run(model, { prompt }, parameters, context) {
    const recorder = new StepRecorder({
      decoded: parameters.preview === 'vae',
      checkpoint: context.checkpoint,
      onStep: ({ step, predicted }) => context.emit({ type: 'preview', image: 0, step, ...predicted }),
    });
    const scheduler = schedulerChoice(parameters.scheduler);
    const request = { prompt, parameters: { ...parameters, num_images: 1, preview: 'none' as const }, scheduler };
    const painted = await paint(model, { ...request, initial: null }, context, recorder);
    // The picture says how text-to-image makes it.
    const origin = { task: 'text-to-image', prompt, parameters: request.parameters, model: model.id };
    const { details, tokens } = detailsOf(painted, model);
    return {
      value: { images: await generatedImages(painted, origin) },
      details: { ...details, ...shownTokens(recorder, model.tokenizer) },
      tokens,
    };
  },
});
