import { describe, expect, test } from 'vitest';
import { FailureError } from '../src/contract/failure';
import { networksOf } from '../workers/runtime/diffusion-networks';
import { openDiffusionModel } from './diffusion-case';
import { brokenVariants } from './model-hosts';
import { runTask } from './run-task';

/** What must be said of each variant. */
const SAID: Record<string, RegExp> = {
  'cross-attention-dim': /word vectors of 48 numbers, the text encoder gives 24/,
  'missing-input': /no input encoder_hidden_states: it cannot hear a prompt/,
  'extra-inputs': /also wants text_embeds and time_ids: it is of Stable Diffusion XL/,
  'unknown-input': /also wants class_labels, which nothing here can give/,
  'in-channels': /wants 5 channels; 4 can be given, or 9/,
  'out-channels': /gives 8 channels for latents of 4/,
  'input-type': /sample is of type float64/,
  'latent-channels': /wants latents of 16 channels, the U-Net makes 4/,
  'picture-channels': /pictures of 1 channel instead of 3/,
  'sequence-length': /wants 32 tokens, the tokenizer makes 77/,
  vocabulary: /more tokens .* than the 100 that the text encoder knows/,
};

const failureOf = async (run: Promise<unknown>) => {
  const error = await run.then(
    () => null,
    (reason) => reason,
  );
  if (!(error instanceof FailureError)) throw new Error(`it did not fail as it should: ${String(error)}`);
  return error.failure;
};

describe.each(brokenVariants().map((variant) => [variant.name, variant] as const))('%s', (name, { works, because }) => {
  test.skipIf(works)(`is refused before anything runs: ${because}`, async () => {
    const failure = await failureOf(openDiffusionModel(`broken/${name}`));
    expect(failure.code).toBe('model-incompatible');
    expect(failure.message).toMatch(SAID[name] ?? /nothing is expected here/);
    expect(failure.message).toContain(`broken/${name}`);
  });

  test.skipIf(works)('is refused in low-memory mode, too', async () => {
    const model = await openDiffusionModel(`broken/${name}`, { low_memory: true });
    const failure = await failureOf(networksOf(model, { lowMemory: true }));
    expect(failure.message).toMatch(SAID[name] ?? /nothing is expected here/);
  });

  test.skipIf(!works)(`is let pass: ${because}`, async () => {
    const model = await openDiffusionModel(`broken/${name}`);
    expect((await model.facts()).unetChannels).toBe(4);
    await model.dispose();
  });
});

test('a graph of one size takes that size alone', async () => {
  const failure = await failureOf(
    runTask('text-to-image', 'broken/fixed-size', { prompt: 'a fox', width: 128, height: 128 }),
  );
  expect(failure.message).toMatch(/`width` must be 64: the graph of this model is fixed at that size/);
});

test('sizes that the U-Net cannot halve are refused', async () => {
  const failure = await failureOf(runTask('text-to-image', 'diffusion/sd15', { prompt: 'a fox', height: 72 }));
  expect(failure).toMatchObject({ code: 'parameter-invalid', field: 'height' });
  expect(failure.message).toMatch(/multiple of 32 with this model, not 72/);
});

test('clip_skip needs the hidden states, and no more layers than there are', async () => {
  const none = await failureOf(runTask('text-to-image', 'diffusion/sd2-v', { prompt: 'a fox', clip_skip: 1 }));
  expect(none.message).toMatch(/gives its last layer alone/);
  const many = await failureOf(runTask('text-to-image', 'diffusion/sd15', { prompt: 'a fox', clip_skip: 20 }));
  expect(many.message).toMatch(/must be at most 2 with this text encoder/);
});

test('a strength that leaves no step is refused', async () => {
  const { readGoldenFile } = await import('./diffusion-golden');
  const image = new Blob([new Uint8Array(readGoldenFile('inputs/harbour.png'))]);
  const run = runTask('image-to-image', 'diffusion/sd15', {
    prompt: 'a fox',
    image,
    strength: 0.1,
    num_inference_steps: 5,
  });
  expect(await failureOf(run)).toMatchObject({ code: 'parameter-invalid', field: 'strength' });
});

test('a model without its VAE encoder reads no picture, but paints', async () => {
  const { readGoldenFile } = await import('./diffusion-golden');
  const image = new Blob([new Uint8Array(readGoldenFile('inputs/harbour.png'))]);
  const failure = await failureOf(runTask('image-to-image', 'diffusion/batch2', { prompt: 'a fox', image }));
  expect(failure.message).toMatch(/no vae_encoder\/model\.onnx/);
  const painted = await runTask('text-to-image', 'diffusion/batch2', { prompt: 'a fox', num_inference_steps: 1 });
  expect(painted.value).toMatchObject({ images: [{ width: 64, height: 64 }] });
});

test('parameters that do nothing are said', async () => {
  const run = await runTask('text-to-image', 'diffusion/sd15', {
    prompt: 'a fox',
    negative_prompt: 'dark',
    guidance_scale: 1,
    guidance_rescale: 0.5,
    eta: 0.5,
    scheduler: 'EulerDiscreteScheduler',
    num_inference_steps: 1,
  });
  expect(run.notices.map(({ message }) => message)).toEqual([
    '`eta` does nothing with EulerDiscreteScheduler.',
    '`guidance_rescale` does nothing: `guidance_scale` is not above 1.',
    '`negative_prompt` does nothing: `guidance_scale` is not above 1.',
  ]);
});

test('a prompt that is cut says so, in plain syntax alone', async () => {
  const prompt = 'a red fox on a boat in the snow '.repeat(20);
  const run = (prompt_syntax: string) =>
    runTask('text-to-image', 'diffusion/sd15', { prompt, prompt_syntax, num_inference_steps: 1 });
  expect((await run('plain')).notices).toMatchObject([{ code: 'input-truncated' }]);
  const weighted = await run('weighted');
  expect(weighted.notices).toEqual([]);
  expect((weighted.details as { prompt: { chunks: number } }).prompt.chunks).toBeGreaterThan(1);
});
