import { describe, expect, it } from 'vitest';
import { float16ToFloat32, float32ToFloat16 } from './float16';

describe('float16', () => {
  it('goes to float32 and back for every number', () => {
    const bits = Uint16Array.from({ length: 1 << 16 }, (_, index) => index);
    const back = float32ToFloat16(float16ToFloat32(bits));
    const isNumber = (value: number) => (value & 0x7c00) !== 0x7c00 || (value & 0x3ff) === 0;
    for (const value of bits) if (isNumber(value)) expect(back[value]).toBe(value);
    expect(float16ToFloat32(back.subarray(0x7c01, 0x7c02))[0]).toBeNaN();
  });
  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [1e9, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [-0, 0x8000],
    [-(2 ** -24), 0x8001],
  ])('rounds %f to %i', (value, bits) => expect(float32ToFloat16(Float32Array.of(value))[0]).toBe(bits));
});
