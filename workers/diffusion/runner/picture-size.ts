import type { DiffusionModel } from '../../runtime/diffusion-model';
import { type PaintParameters, refuse } from './paint-request';

/**
 * The size of the pictures: what is asked for, or the model's own.
 * @throws FailureError parameter-invalid where the U-Net cannot compute it
 */
export async function pictureSize(
  model: DiffusionModel,
  asked: Pick<PaintParameters, 'width' | 'height'>,
  factor: number,
): Promise<{ width: number; height: number }> {
  const contract = await model.contract('unet');
  const own = await model.size();
  const size = { width: asked.width ?? own.width, height: asked.height ?? own.height };
  for (const side of ['width', 'height'] as const) {
    const fixed = contract.size[side];
    const multiple = contract.multiple * factor;
    if (fixed !== null && size[side] !== fixed * factor) {
      throw refuse(side, `must be ${fixed * factor}: the graph of this model is fixed at that size`);
    }
    if (size[side] % multiple !== 0) {
      throw refuse(
        side,
        `must be a multiple of ${multiple} with this model, not ${size[side]}: its U-Net halves the latents again and again`,
      );
    }
  }
  return size;
}
