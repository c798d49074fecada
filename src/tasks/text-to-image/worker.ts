import { countTokens } from '../../../workers/diffusion/runner/count-tokens';
import { detailsOf } from '../../../workers/diffusion/runner/details';
import { paint } from '../../../workers/diffusion/runner/paint';
import { defineRunner } from '../../../workers/runner';
import { type DiffusionModel, loadDiffusionModel } from '../../../workers/runtime/diffusion-model';
import type { DiffusionDetails, DiffusionValue } from '../../lib/diffusion-result';
import { generatedImages } from '../../lib/generated-image';
import { schedulerChoice } from '../../lib/infotext/samplers';
import type { TextToImageParameters } from './task';

export default defineRunner<
  DiffusionModel,
  { prompt: string },
  TextToImageParameters,
  DiffusionValue,
  DiffusionDetails
>({
  load: loadDiffusionModel,
  questions: { countTokens },
  async run(model, { prompt }, parameters, context) {
    const scheduler = schedulerChoice(parameters.scheduler);
    const painted = await paint(model, { prompt, parameters, scheduler, initial: null }, context);
    const origin = { task: 'text-to-image', prompt, parameters, model: model.id };
    return { value: { images: await generatedImages(painted, origin) }, ...detailsOf(painted, model) };
  },
});
