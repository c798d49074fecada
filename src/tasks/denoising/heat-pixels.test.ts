import { expect, it } from 'vitest';
import { heatPixels, mapAt, mapsTable, meanOf, signedPixels } from './heat-pixels';

const map = { width: 2, height: 2, data: Float32Array.of(0, 1, 2, 4) };

it('colours from the least to the most', () => {
  const { pixels } = heatPixels(map, [0, 4]);
  expect([...pixels.slice(0, 4)]).toEqual([68, 1, 84, 255]);
  expect([...pixels.slice(8, 12)]).toEqual([33, 145, 140, 255]);
  expect([...pixels.slice(12, 16)]).toEqual([253, 231, 37, 255]);
  expect([...heatPixels(map, [1, 1]).pixels.slice(0, 3)]).toEqual([68, 1, 84]);
});

it('tells signs apart', () => {
  const signed = { ...map, data: Float32Array.of(-2, 0, 2, -9) };
  const { pixels } = signedPixels(signed, 2);
  expect([...pixels.slice(0, 3)]).toEqual([33, 102, 172]);
  expect([...pixels.slice(4, 7)]).toEqual([247, 247, 247]);
  expect([...pixels.slice(8, 11)]).toEqual([200, 80, 20]);
  expect([...pixels.slice(12, 15)]).toEqual([33, 102, 172]);
});

it('cuts maps that lie beneath each other', () => {
  const stack = { width: 2, height: 4, data: Float32Array.of(1, 1, 1, 1, 5, 6, 7, 8) };
  expect([...mapAt(stack, 1, 2).data]).toEqual([5, 6, 7, 8]);
  expect(meanOf(mapAt(stack, 1, 2))).toBe(6.5);
});

it('writes maps as rows, with the place of each number', () => {
  const stack = { width: 2, height: 2, data: Float32Array.of(1, 2, 3, 4) };
  expect(mapsTable(stack, ['a', 'a'], ['token', 'attention'])).toEqual({
    columns: ['token', 'row', 'column', 'attention'],
    rows: [
      ['a', 0, 0, 1],
      ['a', 0, 1, 2],
      ['a', 0, 0, 3],
      ['a', 0, 1, 4],
    ],
  });
});
