import { describe, expect, it } from 'vitest';
import { packFloats, unpackFloats } from './packed-floats';

describe('packed floats', () => {
  it('come back to the last bit, -Infinity included', () => {
    const numbers = Float32Array.from([0, -0, 1 / 3, -Infinity, 3.4e38, 1e-45, Math.PI]);
    const packed = packFloats(numbers);
    expect(JSON.parse(JSON.stringify(packed))).toEqual(packed);
    expect(unpackFloats(packed)).toEqual(numbers);
  });
  it('may be many', () => {
    const numbers = Float32Array.from({ length: 100_000 }, (_, index) => Math.sin(index));
    expect(unpackFloats(packFloats(numbers, [10, 10_000]))).toEqual(numbers);
  });
  it('are refused where some are missing', () => {
    const packed = packFloats(Float32Array.of(1, 2, 3));
    expect(() => unpackFloats({ ...packed, dims: [2, 2] })).toThrow(RangeError);
  });
});
