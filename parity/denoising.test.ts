import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import type { DenoisingDetails } from '../src/lib/denoising-result';
import type { DiffusionValue } from '../src/lib/diffusion-result';
import { TorchGenerator } from '../workers/diffusion/random/torch-generator';
import { openCrossAttentions } from '../workers/inside/denoising/cross-attentions';
import { decodePng } from './png';
import { askTask, runTask } from './run-task';

const REQUEST = {
  prompt: 'a red house on the left in the snow at night',
  num_inference_steps: 6,
  guidance_scale: 4,
  seed: 3,
};
const pixelsOf = async ({ images }: DiffusionValue) =>
  decodePng(new Uint8Array((await images[0]?.blob.arrayBuffer()) ?? new ArrayBuffer(0)));
const run = async (more: object) => {
  const { value, details, events } = await runTask('denoising', 'loupe/scenes', { ...REQUEST, ...more });
  return { value: value as DiffusionValue, details: details as DenoisingDetails, events };
};

describe('the view of denoising', () => {
  test('looks on, and changes nothing', async () => {
    const { value, details, events } = await run({});
    const plain = await runTask('text-to-image', 'loupe/scenes', REQUEST);
    const picture = await pixelsOf(value);
    expect(picture.data).toEqual((await pixelsOf(plain.value as DiffusionValue)).data);
    const { steps, prompt_tokens } = details;
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(steps.map(({ timestep }) => timestep)).toEqual(details.timesteps);
    expect(prompt_tokens.join(' ')).toBe('(begin) a red house on the left in the snow at night (end)');
    for (const {
      sigma,
      alpha,
      latents,
      noisy,
      predicted,
      conditional,
      unconditional,
      difference,
      attention,
    } of steps) {
      expect(alpha).toBeCloseTo(1 / (1 + sigma ** 2), 5);
      expect(latents).toMatchObject({ width: 16, height: 64 });
      expect(noisy).toMatchObject({ width: 16, height: 16 });
      for (const shown of [predicted, conditional, unconditional])
        expect(shown).toMatchObject({ width: 128, height: 128 });
      expect(Math.max(...(difference?.data ?? []))).toBeGreaterThan(0);
      expect(attention).toMatchObject({ width: 8, height: 8 * prompt_tokens.length });
    }
    expect([...steps.map(({ sigma }) => sigma)].sort((a, b) => b - a)).toEqual(steps.map(({ sigma }) => sigma));
    expect(events.filter(({ type }) => type === 'preview')).toHaveLength(6);
  });

  test('finds the words where the things are', async () => {
    const { details } = await run({ preview: 'latent' });
    const house = details.prompt_tokens.indexOf('house');
    const { width = 0, data = new Float32Array() } = details.steps.at(-1)?.attention ?? {};
    const map = data.subarray(house * width * width, (house + 1) * width * width);
    const half = (from: number) =>
      map.reduce((sum, value, index) => sum + (Math.floor((index % width) / (width / 2)) === from ? value : 0), 0);
    expect(half(0)).toBeGreaterThan(1.2 * half(1));
  });

  test('has nothing to compare without guidance', async () => {
    const { details } = await run({ guidance_scale: 1, num_inference_steps: 2 });
    expect(details.steps[0]).toMatchObject({ conditional: null, unconditional: null, difference: null });
    expect(details.steps[0]?.attention).not.toBeNull();
  });

  test('knows the curves of several schedulers', async () => {
    const schedulers = ['DDIMScheduler', 'EulerDiscreteScheduler:karras', 'DPMSolverMultistepScheduler'];
    const curves = (await askTask('denoising', 'loupe/scenes', 'scheduleCurves', {
      schedulers,
      num_inference_steps: 8,
    })) as { scheduler: string; sigmas: number[]; alphas: number[] }[];
    expect(curves.map(({ scheduler }) => scheduler)).toEqual(schedulers);
    for (const { sigmas, alphas } of curves) {
      expect(sigmas).toHaveLength(8);
      for (const [index, sigma] of sigmas.entries()) expect(alphas[index]).toBeCloseTo(1 / (1 + sigma ** 2), 5);
    }
  });
});

test('reads the same cross-attentions from the plain U-Net as its export with attentions gives', async () => {
  const read = (name: string) => readFileSync(`public/models/loupe/scenes/unet/${name}`);
  const plain = new Uint8Array(read('model.onnx'));
  const { bytes, attentions: names } = openCrossAttentions(plain);
  const opened = await InferenceSession.create(bytes);
  const exported = await InferenceSession.create(read('model_attentions.onnx'), {
    externalData: [{ path: 'model.onnx', data: plain }],
  });
  const random = new TorchGenerator(1);
  const feeds = {
    sample: new Tensor('float32', random.normal(2 * 4 * 256), [2, 4, 16, 16]),
    timestep: new Tensor('float32', Float32Array.of(500), [1]),
    encoder_hidden_states: new Tensor('float32', random.normal(2 * 77 * 128), [2, 77, 128]),
  };
  const timestep = opened.inputMetadata.find(({ name }) => name === 'timestep');
  if (timestep?.isTensor && timestep.type === 'int64') {
    feeds.timestep = new Tensor('int64', BigInt64Array.of(500n), [1]) as never;
  }
  const [ours, theirs] = [await opened.run(feeds), await exported.run(feeds)];
  const expected = Object.keys(theirs).filter((name) => name.startsWith('cross_attentions'));
  expect(names).toHaveLength(expected.length);
  for (const [index, name] of names.entries()) {
    const [a, b] = [ours[name]?.data as Float32Array, theirs[`cross_attentions.${index}`]?.data as Float32Array];
    expect(a).toHaveLength(b.length);
    expect(Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? 0))))).toBeLessThan(1e-6);
  }
});
