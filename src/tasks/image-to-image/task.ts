import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from '../../lib/diffusion-parameters';

/** Repaints a picture, or a part of it, as a text says. */
export const task = {
  id: 'image-to-image',
  aliases: ['inpainting'],
  title: 'Image to image',
  group: 'image',
  order: 20,
  summary: 'Give a picture and say what it should become; or brush over a part and repaint only that.',
  inputs: {
    prompt: {
      type: 'text',
      label: 'Prompt',
      placeholder: 'the same scene at night, watercolour',
      help: 'What the picture shall show.',
      batch: false,
      maxCharacters: 10_000,
      maxItems: 1,
    },
    image: {
      type: 'image',
      label: 'Picture',
      help: 'Where to begin: it is covered with noise as far as strength says, and denoised from there.',
      maxBytes: 50_000_000,
    },
    mask_image: {
      type: 'image',
      label: 'Mask',
      help: 'White is repainted, black is kept.',
      optional: true,
      maxBytes: 50_000_000,
    },
  },
  parameters: {
    strength: {
      type: 'number',
      label: 'Strength',
      help: 'How much noise covers the picture: near 0 keeps it, 1 forgets it. So large a share of the steps is done.',
      minimum: 0,
      maximum: 1,
      step: 0.05,
      default: 0.8,
      section: 'Picture',
    },
    resize_mode: {
      type: 'choice',
      label: 'Fit',
      help: 'How a picture of another shape is brought to width and height.',
      choices: [
        { value: 'crop', label: 'crop: fill, and cut what sticks out' },
        { value: 'fill', label: 'fill: show all, with stretched edges around' },
        { value: 'default', label: 'default: stretch' },
      ],
      default: 'crop',
      section: 'Picture',
    },
    ...SIZE_PARAMETERS,
    ...DIFFUSION_PARAMETERS,
  },
  defaultModel: 'loupe/scenes',
  layout: 'diffusers',
  graphs: ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'],
  examples: [
    {
      label: 'Make it night',
      input: { prompt: 'a red house on the left on green hills at night, watercolour', mask_image: null },
      pictures: { image: 'house.png' },
      parameters: { strength: 0.65, guidance_scale: 4, scheduler: 'default' },
    },
    {
      label: 'Repaint the house',
      input: { prompt: 'a blue tent on the left on green hills by day, under the sun' },
      pictures: { image: 'house.png', mask_image: 'house-mask.png' },
      parameters: { strength: 1, guidance_scale: 4, scheduler: 'default' },
    },
    {
      label: 'A storm comes up',
      input: { prompt: 'a white lighthouse on the right at sea in a storm, with lightning', mask_image: null },
      pictures: { image: 'lighthouse.png' },
      parameters: { strength: 0.6, guidance_scale: 4, scheduler: 'default' },
    },
  ],
} as const satisfies TaskDefinition;

export type ImageToImageParameters = ValuesOf<typeof task.parameters>;
