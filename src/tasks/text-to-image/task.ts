import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from '../../lib/diffusion-parameters';

/** Paints a picture of what a text says, with Stable Diffusion's loop. */
export const task = {
  id: 'text-to-image',
  title: 'Text to image',
  group: 'image',
  order: 10,
  summary: 'Describe a picture and watch it come out of noise, step by step.',
  inputs: {
    prompt: {
      type: 'text',
      label: 'Prompt',
      placeholder: 'a red house on the left in the snow at night, watercolour',
      help: 'What the picture shows. The starter knows simple scenes: an object, its colour, place, ground, time of day and a style.',
      batch: false,
      maxCharacters: 10_000,
      maxItems: 1,
    },
  },
  parameters: { ...SIZE_PARAMETERS, ...DIFFUSION_PARAMETERS },
  defaultModel: 'loupe/scenes',
  layout: 'diffusers',
  graphs: ['text_encoder', 'unet', 'vae_decoder'],
  examples: [
    {
      label: 'A house in the snow',
      input: { prompt: 'a red house on the left in the snow at night, watercolour' },
      parameters: { num_inference_steps: 20, guidance_scale: 4, scheduler: 'default' },
    },
    {
      label: 'A boat at sunset',
      input: { prompt: 'a white boat on the sea at sunset' },
      parameters: { num_inference_steps: 20, guidance_scale: 4, scheduler: 'default' },
    },
    {
      label: 'Pixel art',
      input: { prompt: 'pixel art of a green tent in the desert during the day' },
      parameters: { num_inference_steps: 20, guidance_scale: 4, scheduler: 'default' },
    },
  ],
} as const satisfies TaskDefinition;

export type TextToImageParameters = ValuesOf<typeof task.parameters>;
