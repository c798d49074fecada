import { describe, expect, it } from 'vitest';
import { float16ToFloat32, float32ToFloat16 } from '../onnx/float16';
import { deviationFrom, judge, sampled, TOLERANCES } from './judge';

const WEBGPU = { device: 'webgpu', dtype: 'fp32' } as const;
const logits = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 8);
const noisy = (share: number) => logits.map((value, i) => value + share * 8 * Math.cos(7 * i));

const failureOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { failure: { code: string; message: string; detail: string } }).failure;
  }
  throw new Error('no failure');
};

describe('judge', () => {
  it('passes what agrees, by dtype', () => {
    expect(judge(logits, logits, WEBGPU)).toEqual({ verdict: 'checked', deviation: 0 });
    expect(judge(noisy(0.001), logits, WEBGPU).verdict).toBe('checked');
    expect(failureOf(() => judge(noisy(0.03), logits, WEBGPU)).code).toBe('numerical-failure');
    expect(judge(noisy(0.03), logits, { device: 'webgpu', dtype: 'q4' }).verdict).toBe('checked');
  });

  it('passes float16 rounding and fails float16 overflow', () => {
    const fp16 = { device: 'webgpu', dtype: 'fp16' } as const;
    const rounded = float16ToFloat32(float32ToFloat16(logits));
    expect(judge(rounded, logits, fp16)).toMatchObject({ verdict: 'checked' });
    expect(deviationFrom(logits, rounded)).toBeLessThan(1e-3);
    const large = logits.map((value) => value * 20_000);
    const overflowed = float16ToFloat32(float32ToFloat16(large));
    expect(failureOf(() => judge(overflowed, large, fp16))).toMatchObject({
      code: 'numerical-failure',
      message: expect.stringMatching(/computes wrongly on this GPU: it gives -?Infinity/),
    });
  });

  it.each([
    [
      'NaN',
      () =>
        judge(
          logits.map((v, i) => (i === 9 ? Number.NaN : v)),
          logits,
          WEBGPU,
        ),
      /gives NaN/,
    ],
    ['zeros', () => judge(new Float32Array(1000), logits, WEBGPU), /100 % away from the right ones, and 0.5 %/],
    [
      'another sign',
      () =>
        judge(
          logits.map((v) => -v),
          logits,
          WEBGPU,
        ),
      /200 % away/,
    ],
    ['too few numbers', () => judge(logits.slice(1), logits, WEBGPU), /more than 1,000 %/],
  ])('fails %s and says how far', (_, act, words) => {
    expect(failureOf(act).message).toMatch(words);
  });

  it('asks for no more than finite numbers without a reference, or with a broken one', () => {
    expect(judge(logits, null, WEBGPU)).toEqual({ verdict: 'unverified', deviation: null });
    const broken = logits.map((value, i) => (i === 0 ? Number.NaN : value));
    expect(judge(logits, broken, WEBGPU).verdict).toBe('unverified');
  });

  it('knows a tolerance below 1 for every dtype: numbers of another input are no match', () => {
    for (const tolerance of Object.values(TOLERANCES)) expect(tolerance).toBeLessThan(0.5);
  });
});

describe('sampled', () => {
  it('keeps few numbers as they are and takes some of many, evenly', () => {
    expect(Array.from(sampled([1, 2, 3]))).toEqual([1, 2, 3]);
    const many = sampled(Float32Array.from({ length: 10_000 }, (_, i) => i));
    expect(many.length).toBe(3334);
    expect(many.at(-1)).toBe(9999);
    expect(sampled([]).length).toBe(0);
  });
});
