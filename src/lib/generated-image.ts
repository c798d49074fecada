import type { ParameterValues } from '../contract/parameter';
import type { GeneratedImage } from './diffusion-result';
import { encodePng, type Pixels } from './encode-png';
import { formatInfotext, type InfotextParameters } from './infotext/infotext';
import { writePngText } from './png/png-text';

/** What a picture was made with. */
export interface PictureOrigin {
  task: string;
  prompt: string;
  /** Every parameter of the run with the value that was used. */
  parameters: ParameterValues;
  /** Hugging Face's id. */
  model: string;
}

/**
 * A finished picture as a PNG that says how it was made: in AUTOMATIC1111's text `parameters`, and in ours, `loupe`, as the
 * JSON of a run that makes this picture alone.
 * @param seed of this picture
 */
export async function generatedImage(pixels: Pixels, seed: number, origin: PictureOrigin): Promise<GeneratedImage> {
  const { width, height } = pixels;
  const { task, prompt, model } = origin;
  const parameters: ParameterValues = { ...origin.parameters, width, height, seed, num_images: 1 };
  const texts = {
    parameters: formatInfotext(infotextOf({ ...origin, parameters }), { Version: 'Loupe' }),
    loupe: JSON.stringify({ task, input: { prompt }, parameters, model: { id: model } }),
  };
  const png = writePngText(await encodePng(pixels), texts);
  return { blob: new Blob([png.slice()], { type: 'image/png' }), width, height, seed };
}

/** Finished pictures, each with a seed of its own, as {@link generatedImage} makes them. */
export const generatedImages = (
  { pictures, seeds }: { pictures: readonly Pixels[]; seeds: readonly number[] },
  origin: PictureOrigin,
): Promise<GeneratedImage[]> =>
  Promise.all(pictures.map((picture, index) => generatedImage(picture, seeds[index] ?? 0, origin)));

function infotextOf({ prompt, parameters, model }: PictureOrigin): InfotextParameters {
  const number = (name: string) => (typeof parameters[name] === 'number' ? { [name]: parameters[name] } : {});
  const { negative_prompt, scheduler, eta, generator_device } = parameters;
  return {
    prompt: withoutNulls(prompt),
    negative_prompt: withoutNulls(String(negative_prompt ?? '')),
    ...number('num_inference_steps'),
    ...(typeof scheduler === 'string' && scheduler !== 'default' ? { scheduler } : {}),
    ...number('guidance_scale'),
    ...number('seed'),
    ...number('width'),
    ...number('height'),
    ...number('strength'),
    ...number('clip_skip'),
    ...(eta === 0 ? {} : number('eta')),
    generator_device: generator_device === 'cuda' ? 'cuda' : 'cpu',
    model: model.split('/').at(-1) ?? model,
  };
}

/** A PNG's text has no null characters. */
const withoutNulls = (text: string): string => text.replaceAll('\0', '');
