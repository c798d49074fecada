import { expect, it } from 'vitest';
import { guide } from './classifier-free';
import goldens from './goldens/guidance.json';
import { guidanceEmbedding } from './guidance-embedding';

const unconditional = Float32Array.from(goldens.unconditional);
const conditional = Float32Array.from(goldens.conditional);
const close = (actual: Float32Array, expected: readonly number[]) => {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 5);
};

it('guides', () => close(guide(unconditional, conditional, { scale: 7.5, rescale: 0, images: 2 }), goldens.guided));
it('rescales each image by itself, as rescale_noise_cfg', () =>
  close(guide(unconditional, conditional, { scale: 7.5, rescale: 0.7, images: 2 }), goldens.rescaled));
it('is the prompt’s own prediction at scale 1', () =>
  close(guide(unconditional, conditional, { scale: 1, rescale: 0, images: 2 }), goldens.conditional));
it.each(Object.entries(goldens.embeddings))('embeds a scale of %s as diffusers does', (scale, expected) =>
  close(guidanceEmbedding(Number(scale), expected.length), expected),
);
