import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from '../../lib/diffusion-parameters';

const { width, height } = SIZE_PARAMETERS;

/** Looks on while a picture comes out of noise. */
export const task = {
  id: 'denoising',
  title: 'Denoising',
  group: 'inside',
  order: 50,
  summary: 'See each step of Stable Diffusion: latents, what the U-Net takes the picture to be, guidance, attention.',
  inputs: {
    prompt: {
      type: 'text',
      label: 'Prompt',
      placeholder: 'a red house on the left in the snow at night',
      help: 'What the picture shows.',
      batch: false,
      maxCharacters: 10_000,
      maxItems: 1,
    },
  },
  parameters: {
    width,
    height,
    ...DIFFUSION_PARAMETERS,
    num_inference_steps: { ...DIFFUSION_PARAMETERS.num_inference_steps, maximum: 100, default: 20 },
    guidance_scale: { ...DIFFUSION_PARAMETERS.guidance_scale, default: 4 },
    preview: {
      ...DIFFUSION_PARAMETERS.preview,
      label: 'Pictures',
      help: 'How to show what each step takes the picture to be: decoded by the VAE, or as a cheap projection of the latents to colours.',
      choices: [
        { value: 'vae', label: 'decoded by the VAE' },
        { value: 'latent', label: 'latents as colours' },
      ],
      default: 'vae',
    },
  },
  defaultModel: 'loupe/scenes',
  modelsOf: ['text-to-image'],
  layout: 'diffusers',
  graphs: ['text_encoder', 'unet', 'vae_decoder'],
  examples: [
    { label: 'A house in the snow', input: { prompt: 'a red house on the left in the snow at night' } },
    {
      label: 'Two things',
      input: { prompt: 'a red tree on the left and a blue tent on the right on green hills by day' },
    },
  ],
} as const satisfies TaskDefinition;

export type DenoisingParameters = ValuesOf<typeof task.parameters>;
