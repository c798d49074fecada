import { describe, expect, it } from 'vitest';
import { type GoldenCase, largestDifference, runGolden } from './golden-loop.ts';

interface GoldenFile {
  scheduler: string;
  cases: GoldenCase[];
}

const files = import.meta.glob<GoldenFile>('./goldens/*Scheduler.json', { eager: true, import: 'default' });
/** Several steps of float32 differ between torch on one processor and another; this many are forgiven. */
const ROUNDINGS = 4;
/** Timesteps go down to 0, where relative differences say nothing. */
const NEAR_ZERO = 1e-4;
const OUTCOME = ['timesteps', 'sigmas', 'init_noise_sigma', 'originals', 'rounding', 'final'];

/** What a case is about, without what came out of it. */
const nameOf = (one: GoldenCase): string =>
  JSON.stringify(Object.fromEntries(Object.entries(one).filter(([key]) => !OUTCOME.includes(key))));

describe.each(Object.values(files))('$scheduler is that of diffusers', ({ scheduler, cases }) => {
  it.each(cases.map((one) => ({ name: nameOf(one), ...one })))('$name', (golden) => {
    const { scheduler: ran, final, originals } = runGolden(scheduler, golden);
    expect(largestDifference(ran.timesteps, golden.timesteps, NEAR_ZERO)).toBeLessThan(1e-6);
    if (golden.sigmas) expect(largestDifference(ran.sigmas ?? [], golden.sigmas)).toBeLessThan(1e-6);
    expect(largestDifference([ran.initNoiseSigma], [golden.init_noise_sigma])).toBeLessThan(1e-6);
    expect(largestDifference(final, golden.final, ROUNDINGS * golden.rounding)).toBeLessThan(1e-4);
    if (golden.originals) expect(largestDifference(originals, golden.originals)).toBeLessThan(1e-4);
  });
});
