import { countTokens } from '../../../workers/diffusion/runner/count-tokens';
import { detailsOf } from '../../../workers/diffusion/runner/details';
import { paint } from '../../../workers/diffusion/runner/paint';
import { defineRunner } from '../../../workers/runner';
import { decodePicture } from '../../../workers/runtime/decode-picture';
import { type DiffusionModel, loadDiffusionModel } from '../../../workers/runtime/diffusion-model';
import type { DiffusionDetails, DiffusionValue } from '../../lib/diffusion-result';
import { generatedImages } from '../../lib/generated-image';
import { schedulerChoice } from '../../lib/infotext/samplers';
import type { ImageToImageParameters } from './task';

export default defineRunner<
  DiffusionModel,
  { prompt: string; image: Blob; mask_image: Blob | null },
  ImageToImageParameters,
  DiffusionValue,
  DiffusionDetails
>({
  load: loadDiffusionModel,
  questions: { countTokens },
  async run(model, { prompt, image, mask_image }, parameters, context) {
    const scheduler = schedulerChoice(parameters.scheduler);
    const initial = {
      image: await decodePicture(image, 'image'),
      mask: mask_image && (await decodePicture(mask_image, 'mask_image')),
      strength: parameters.strength,
      resizeMode: parameters.resize_mode,
    };
    const painted = await paint(model, { prompt, parameters, scheduler, initial }, context);
    const origin = { task: 'image-to-image', prompt, parameters, model: model.id };
    return { value: { images: await generatedImages(painted, origin) }, ...detailsOf(painted, model) };
  },
});
