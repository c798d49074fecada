import type { ParameterValues } from '../../contract/parameter';

/** Settings that go well together. */
export interface Preset {
  label: string;
  hint: string;
  parameters: ParameterValues;
}

export const PRESETS: readonly Preset[] = [
  {
    label: 'Draft',
    hint: '10 steps of UniPC: enough to see where a prompt leads.',
    parameters: {
      num_inference_steps: 10,
      guidance_scale: 7.5,
      scheduler: 'UniPCMultistepScheduler',
      eta: 0,
      guidance_rescale: 0,
    },
  },
  {
    label: 'Balanced',
    hint: '20 steps of DPM++ 2M Karras: what most people use.',
    parameters: {
      num_inference_steps: 20,
      guidance_scale: 7.5,
      scheduler: 'DPMSolverMultistepScheduler:karras',
      eta: 0,
      guidance_rescale: 0,
    },
  },
  {
    label: 'As diffusers',
    hint: '50 steps of the model’s own scheduler, guidance 7.5: the pipeline’s defaults.',
    parameters: { num_inference_steps: 50, guidance_scale: 7.5, scheduler: 'default', eta: 0, guidance_rescale: 0 },
  },
  {
    label: 'Turbo',
    hint: 'One step without guidance, for SD-Turbo and its kin.',
    parameters: { num_inference_steps: 1, guidance_scale: 0, scheduler: 'default', eta: 0, guidance_rescale: 0 },
  },
  {
    label: 'LCM',
    hint: '4 steps, guidance 1, for latent consistency models.',
    parameters: { num_inference_steps: 4, guidance_scale: 1, scheduler: 'LCMScheduler', eta: 0, guidance_rescale: 0 },
  },
];
