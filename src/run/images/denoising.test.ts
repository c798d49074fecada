import { describe, expect, it } from 'vitest';
import { IDLE, type RunState, reduceRun } from '../run-state';
import {
  type Denoising,
  LARGEST_PICTURES,
  lastPictures,
  millisecondsPerStep,
  picturesAt,
  reduceDenoising,
  stepsOf,
} from './denoising';

const preview = (image: number, step: number, side = 2) => ({
  type: 'preview' as const,
  image,
  step,
  width: side,
  height: side,
  pixels: new Uint8ClampedArray(4 * side * side),
});
const withPictures = (...pictures: ReturnType<typeof preview>[]): Denoising =>
  pictures.reduce<Denoising | null>((state, event) => reduceDenoising(state, event, 0), null) as Denoising;

describe('the pictures of a run', () => {
  it('are looked up by step, of each image the latest', () => {
    const { pictures } = withPictures(preview(0, 1), preview(1, 1), preview(0, 2), preview(1, 2), preview(0, 3));
    const places = (list: readonly { image: number; step: number }[]) => list.map(({ image, step }) => [image, step]);
    expect(stepsOf(pictures)).toEqual([1, 2, 3]);
    expect(places(lastPictures(pictures))).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(places(picturesAt(pictures, 1))).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('stay within bounds: steps in between go, the last one of every image stays', () => {
    const side = 1024;
    const count = 60;
    let state: Denoising | null = null;
    for (let step = 1; step <= count; step += 1) {
      state = reduceDenoising(state, preview(0, step, side), 0);
      state = reduceDenoising(state, preview(1, step, side), 0);
    }
    const { pictures } = state as Denoising;
    const bytes = pictures.reduce((sum, { pixels }) => sum + pixels.byteLength, 0);
    expect(bytes).toBeLessThanOrEqual(LARGEST_PICTURES);
    expect(lastPictures(pictures).map(({ step }) => step)).toEqual([count, count]);
    expect(stepsOf(pictures).length).toBeGreaterThan(4);
  });

  it('begin anew with each schedule', () => {
    const before = withPictures(preview(0, 1));
    const after = reduceDenoising(before, { type: 'schedule', timesteps: [999, 500], sigmas: [14, 3, 0] }, 0);
    expect(after).toMatchObject({ timesteps: [999, 500], sigmas: [14, 3, 0], pictures: [], lastStep: null });
  });
});

describe('the time per step', () => {
  const step = (number: number) => ({ type: 'step' as const, step: number, total: 9, unit: 'denoising' as const });

  it('leaves the first step out, which warms up', () => {
    let state = reduceDenoising(null, step(1), 5000);
    expect(millisecondsPerStep(state)).toBeNull();
    state = reduceDenoising(state, step(2), 5100);
    state = reduceDenoising(state, step(4), 5400);
    expect(millisecondsPerStep(state)).toBeCloseTo(400 / 3, 6);
  });
});

describe('the state of a run', () => {
  const asked = { input: {}, parameters: {}, model: 'm', device: 'auto', dtype: 'auto' } as const;
  const apply = (state: RunState, event: Parameters<typeof reduceRun>[1] & { type: 'event' }) =>
    reduceRun(state, event);

  it('keeps schedule, steps and pictures, and forgets them on another rung of the ladder', () => {
    let state = reduceRun(IDLE, { type: 'start', asked, at: 0 });
    state = apply(state, { type: 'event', event: { type: 'schedule', timesteps: [1], sigmas: null }, at: 1 });
    state = apply(state, { type: 'event', event: preview(0, 1), at: 2 });
    state = apply(state, { type: 'event', event: { type: 'step', step: 1, total: 1, unit: 'denoising' }, at: 3 });
    expect(state).toMatchObject({
      partial: {
        steps: { done: 1, total: 1, unit: 'denoising' },
        denoising: { timesteps: [1], pictures: [{ step: 1 }] },
      },
    });
    const rung = { device: 'wasm', dtype: 'fp32' } as const;
    state = apply(state, { type: 'event', event: { type: 'attempt', rung }, at: 4 });
    expect(state.status === 'running' && state.partial.denoising).toBeUndefined();
  });
});
