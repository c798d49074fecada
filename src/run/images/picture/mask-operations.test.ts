import { expect, it } from 'vitest';
import { colourToMask, maskToColour } from './mask-operations';

it('a mask becomes colour and comes back as it was', () => {
  const mask = Uint8ClampedArray.from([255, 255, 255, 255, 0, 0, 0, 255, 128, 128, 128, 255]);
  const pixels = mask.slice();
  maskToColour(pixels);
  expect([pixels[3], pixels[7], pixels[11]]).toEqual([255, 0, 128]);
  expect(colourToMask(pixels)).toBe(true);
  expect(pixels).toEqual(mask);
});

it('a mask without white is none', () => {
  expect(colourToMask(new Uint8ClampedArray(16))).toBe(false);
  // What is transparent in a file is not white.
  const transparent = Uint8ClampedArray.from([255, 255, 255, 0]);
  maskToColour(transparent);
  expect(colourToMask(transparent)).toBe(false);
});
