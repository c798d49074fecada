import { expect, it } from 'vitest';
import { decodePng } from '../../parity/png';
import { encodePng } from './encode-png';
import { generatedImage } from './generated-image';
import { readPngText } from './png/png-text';

const pixels = {
  width: 19,
  height: 11,
  channels: 3,
  data: Uint8Array.from({ length: 19 * 11 * 3 }, (_, index) => (index * index * 7) % 256),
};

it('writes exactly the pixels that it is given', async () => {
  const { width, height, data } = decodePng(await encodePng(pixels));
  expect({ width, height, data }).toEqual({ width: 19, height: 11, data: pixels.data });
});

it('filters what is smooth', async () => {
  const smooth = {
    ...pixels,
    width: 64,
    height: 64,
    data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i >> 6) & 255),
  };
  expect((await encodePng(smooth)).length).toBeLessThan(smooth.data.length / 4);
});

it('says in the file how the picture is made again, alone', async () => {
  const parameters = { num_inference_steps: 20, scheduler: 'default', num_images: 4, seed: 7, eta: 0, clip_skip: null };
  const made = await generatedImage(pixels, 9, {
    task: 'text-to-image',
    prompt: 'a fox',
    parameters,
    model: 'loupe/scenes',
  });
  expect(made).toMatchObject({ width: 19, height: 11, seed: 9 });
  const texts = await readPngText(new Uint8Array(await made.blob.arrayBuffer()));
  expect(texts.parameters).toMatch(/^a fox\nSteps: 20, Seed: 9, Size: 19x11, Model: scenes, RNG: CPU, Version: Loupe$/);
  expect(JSON.parse(texts.loupe ?? '')).toEqual({
    task: 'text-to-image',
    input: { prompt: 'a fox' },
    parameters: { ...parameters, seed: 9, num_images: 1, width: 19, height: 11 },
    model: { id: 'loupe/scenes' },
  });
});
