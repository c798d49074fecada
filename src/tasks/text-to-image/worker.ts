import { countTokens } from '../../../workers/diffusion/runner/count-tokens';
import { detailsOf } from '../../../workers/diffusion/runner/details';
import { paint } from '../../../workers/diffusion/runner/paint';
import { defineRunner } from '../../../workers/runner';
import { type DiffusionModel, loadDiffusionModel } from '../../../workers/runtime/diffusion-model';
import type { DiffusionDetails, DiffusionValue } from '../../lib/diffusion-result';
import { generatedImage } from '../../lib/generated-image';
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
    const images = painted.pictures.map((picture, index) => generatedImage(picture, painted.seeds[index] ?? 0, origin));
    return { value: { images: await Promise.all(images) }, ...detailsOf(painted, model) };
  },
});
