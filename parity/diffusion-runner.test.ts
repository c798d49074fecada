import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../src/contract/events';
import { FailureError } from '../src/contract/failure';
import { paint } from '../workers/diffusion/runner/paint';
import type { PaintRequest } from '../workers/diffusion/runner/paint-request';
import type { DiffusionModel } from '../workers/runtime/diffusion-model';
import { keptModel } from './diffusion-case';
import { askTask } from './run-task';

const request: PaintRequest = {
  prompt: 'a fox',
  parameters: {
    negative_prompt: '',
    num_inference_steps: 2,
    guidance_scale: 7.5,
    eta: 0,
    guidance_rescale: 0,
    seed: 1,
    generator_device: 'cpu',
    prompt_syntax: 'weighted',
    clip_skip: null,
    low_memory: false,
    preview: 'none',
    width: null,
    height: null,
    num_images: 1,
  },
  scheduler: null,
  initial: null,
};

const contextOf = (events: RunEvent[] = []) => ({
  emit: (event: RunEvent) => void events.push(event),
  notice: () => {},
  done: [],
  checkpoint: async () => {},
});

/** The model with a part that gives something else. */
async function withOutput(name: 'unet' | 'vae_decoder', value: number): Promise<DiffusionModel> {
  const model = await keptModel('diffusion/sd15');
  return {
    ...model,
    async part(part) {
      const own = await model.part(part);
      if (part !== name) return own;
      const run: typeof own.session.run = async (feeds, outputs) => {
        const results = await own.session.run(feeds, outputs);
        for (const { data } of Object.values(results)) data.fill(value);
        return results;
      };
      return { ...own, session: { ...own.session, run } };
    },
  };
}

const failureOf = async (run: Promise<unknown>) => {
  const error = await run.catch((reason) => reason);
  return error instanceof FailureError ? error.failure : error;
};

describe('what a network must not give', () => {
  test('NaN ends the run at its step, so that another rung can be tried', async () => {
    const failure = await failureOf(paint(await withOutput('unet', Number.NaN), request, contextOf()));
    expect(failure).toMatchObject({ code: 'numerical-failure', message: expect.stringContaining('step 1 of') });
  });

  test.each([Number.NaN, -1])('a picture of nothing but %d is none', async (value) => {
    const failure = await failureOf(paint(await withOutput('vae_decoder', value), request, contextOf()));
    expect(failure).toMatchObject({ code: 'numerical-failure', message: expect.stringContaining('black') });
  });

  test('a dark picture is one', async () => {
    const { pictures } = await paint(await withOutput('vae_decoder', -0.99), request, contextOf());
    expect(pictures[0]?.data[0]).toBe(1);
  });
});

test('low memory keeps no part, and paints the same', async () => {
  const model = await keptModel('diffusion/sd15');
  const release = vi.spyOn(model, 'release');
  const usual = await paint(model, request, contextOf());
  expect(release).not.toHaveBeenCalled();
  const spare = { ...request, parameters: { ...request.parameters, low_memory: true } };
  const painted = await paint(model, spare, contextOf());
  expect(new Set(release.mock.calls.map(([part]) => part))).toEqual(
    new Set(['text_encoder', 'unet', 'vae_decoder', 'vae_encoder']),
  );
  expect(painted.pictures).toEqual(usual.pictures);
  release.mockRestore();
});

test.each([
  ['latent', 8],
  ['vae', 64],
] as const)('previews by %s are %i pixels wide', async (preview, width) => {
  const events: RunEvent[] = [];
  const parameters = { ...request.parameters, preview, num_images: 2 };
  await paint(await keptModel('diffusion/sd15'), { ...request, parameters }, contextOf(events));
  const schedule = events.findIndex(({ type }) => type === 'schedule');
  const first = events.findIndex(({ type }) => type === 'step');
  expect(schedule).toBeLessThan(first);
  const previews = events.filter((event) => event.type === 'preview');
  expect(previews.map(({ image }) => image).slice(0, 4)).toEqual([0, 1, 0, 1]);
  expect(previews[0]).toMatchObject({ step: 1, width, height: width });
});

test('more steps than the model was trained with are refused by name', async () => {
  const parameters = { ...request.parameters, num_inference_steps: 1500 };
  const failure = await failureOf(paint(await keptModel('diffusion/sd15'), { ...request, parameters }, contextOf()));
  expect(failure).toMatchObject({ code: 'parameter-invalid', field: 'num_inference_steps' });
});

describe('countTokens', () => {
  const ask = (payload: unknown) => askTask('text-to-image', 'diffusion/sd15', 'countTokens', payload);

  test('counts a prompt as the run does', async () => {
    expect(await ask({ prompt: 'a (fox:1.2)', prompt_syntax: 'weighted' })).toEqual({
      tokens: 2,
      chunk_size: 75,
      chunks: 1,
      truncated: null,
    });
    const long = await ask({ prompt: 'a fox '.repeat(60), prompt_syntax: 'plain' });
    expect(long).toMatchObject({ tokens: 120, chunks: 1, truncated: expect.stringContaining('fox') });
  });

  test('takes what it is given', async () => {
    expect(await ask(null)).toMatchObject({ tokens: 0, chunks: 1 });
    await expect(askTask('text-to-image', 'diffusion/sd15', 'sing', null)).rejects.toThrow(/no question/);
  });
});
