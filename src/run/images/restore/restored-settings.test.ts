import { describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../../contract/model';
import type { TaskDefinition } from '../../../contract/task';
import { DEMO_TASK } from '../../../lib/demo-task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from '../../../lib/diffusion-parameters';
import { writePngText } from '../../../lib/png/png-text';
import { readSettings } from './restored-settings';

const task: TaskDefinition = {
  ...DEMO_TASK,
  title: 'Text to image',
  inputs: { prompt: { ...DEMO_TASK.inputs.text, batch: false } },
  parameters: { ...SIZE_PARAMETERS, ...DIFFUSION_PARAMETERS },
};
const models = [{ id: 'someone/dreams' }] as ModelEntry[];

/** One grey pixel. */
const PIXEL = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);
const withText = (texts: Record<string, string>) => new Blob([new Uint8Array(writePngText(PIXEL, texts))]);

describe('the settings in a picture', () => {
  it('of AUTOMATIC1111 come back, and what has no place is named', async () => {
    const parameters = [
      'a (red:1.2) house',
      'Negative prompt: clouds',
      'Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 42, Size: 512x768, Model: dreams, Denoising strength: 0.4',
    ].join('\n');
    const restored = await readSettings(withText({ parameters }), task, models);
    expect(restored?.from).toBe('AUTOMATIC1111');
    expect(restored?.patch).toMatchObject({
      input: { prompt: 'a (red:1.2) house' },
      parameters: {
        negative_prompt: 'clouds',
        num_inference_steps: 20,
        guidance_scale: 6.5,
        seed: 42,
        width: 512,
        height: 768,
        scheduler: 'DPMSolverMultistepScheduler:karras',
        prompt_syntax: 'weighted',
      },
      model: 'someone/dreams',
    });
    expect(restored?.patch.parameters).not.toHaveProperty('strength');
    expect(restored?.notes.join(' ')).toContain('strength 0.4 was left out: it is none of text to image.');
  });

  it('name a model that nobody knows, and keep what is out of range out', async () => {
    const parameters = 'x\nSteps: 5000, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model: mine';
    const restored = await readSettings(withText({ parameters }), task, models);
    expect(restored?.patch).not.toHaveProperty('model');
    expect(restored?.patch.parameters).not.toHaveProperty('num_inference_steps');
    expect(restored?.notes.join(' ')).toContain('“mine”');
    expect(restored?.notes.join(' ')).toContain('num_inference_steps 5000 was left out');
  });

  it('of Loupe go before those of AUTOMATIC1111', async () => {
    const loupe = JSON.stringify({
      task: 'image-to-image',
      input: { prompt: 'ours', image: { type: 'image/png', bytes: 3 } },
      parameters: { eta: 0.25, seed: 9 },
      model: { id: 'loupe/scenes', revision: 'main' },
    });
    const restored = await readSettings(withText({ loupe, parameters: 'theirs' }), task, models);
    expect(restored).toMatchObject({
      from: 'Loupe',
      patch: { input: { prompt: 'ours' }, parameters: { eta: 0.25, seed: 9 }, model: 'loupe/scenes' },
    });
    expect(restored?.patch.input).not.toHaveProperty('image');
    expect(restored?.notes).toEqual(['The picture that it was made from, and its mask, are not in the file.']);
  });

  it('are none in other pictures, in damaged files, and in damaged texts', async () => {
    expect(await readSettings(withText({}), task, models)).toBeNull();
    expect(await readSettings(withText({ loupe: '{' }), task, models)).toBeNull();
    expect(await readSettings(new Blob(['GIF89a']), task, models)).toBeNull();
  });
});
