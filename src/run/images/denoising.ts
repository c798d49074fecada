import type { RunEvent } from '../../contract/events';

/** The picture of one image after one step: RGBA, `4 * width * height` bytes. */
export interface StepPicture {
  /** Which image of the run, from 0. */
  image: number;
  /** From 1. */
  step: number;
  width: number;
  height: number;
  pixels: Uint8ClampedArray;
}

/** How far denoising has come. */
export interface Denoising {
  timesteps: readonly number[];
  sigmas: readonly number[] | null;
  /** In the order in which they came. */
  pictures: readonly StepPicture[];
  /** performance.now() after the first and after the latest step. */
  firstStep: { step: number; at: number } | null;
  lastStep: { step: number; at: number } | null;
}

/** Bytes of pictures that one run keeps; beyond them every second step is let go. */
export const LARGEST_PICTURES = 96e6;

const NOTHING: Denoising = { timesteps: [], sigmas: null, pictures: [], firstStep: null, lastStep: null };

export type DenoisingEvent = Extract<RunEvent, { type: 'schedule' | 'preview' | 'step' }>;

export function reduceDenoising(before: Denoising | null, event: DenoisingEvent, at: number): Denoising {
  const state = before ?? NOTHING;
  switch (event.type) {
    case 'schedule':
      return { ...NOTHING, timesteps: event.timesteps, sigmas: event.sigmas };
    case 'step': {
      const step = { step: event.step, at };
      return { ...state, firstStep: state.firstStep ?? step, lastStep: step };
    }
    case 'preview': {
      const { type: _, ...picture } = event;
      return { ...state, pictures: bounded([...state.pictures, picture]) };
    }
    default:
      return event satisfies never;
  }
}

/** Milliseconds from step to step, the first one (which warms up) left out; null before the second. */
export function millisecondsPerStep({ firstStep, lastStep }: Denoising): number | null {
  if (!firstStep || !lastStep || lastStep.step <= firstStep.step) return null;
  return (lastStep.at - firstStep.at) / (lastStep.step - firstStep.step);
}

/** The latest picture of every image. */
export function lastPictures(pictures: readonly StepPicture[]): StepPicture[] {
  const last = new Map<number, StepPicture>();
  for (const picture of pictures) last.set(picture.image, picture);
  return [...last.values()].sort((a, b) => a.image - b.image);
}

/** The pictures as they were after a step: of each image the latest one up to it. */
export const picturesAt = (pictures: readonly StepPicture[], step: number): StepPicture[] =>
  lastPictures(pictures.filter((picture) => picture.step <= step));

/** The steps that have a picture, in order. */
export const stepsOf = (pictures: readonly StepPicture[]): number[] =>
  [...new Set(pictures.map(({ step }) => step))].sort((a, b) => a - b);

function bounded(pictures: StepPicture[]): StepPicture[] {
  const bytes = pictures.reduce((sum, { pixels }) => sum + pixels.byteLength, 0);
  if (bytes <= LARGEST_PICTURES) return pictures;
  const steps = stepsOf(pictures);
  if (steps.length < 3) return lastPictures(pictures);
  // Counted from the end: the present step always stays.
  const kept = new Set(steps.filter((_, index) => (steps.length - 1 - index) % 2 === 0));
  return bounded(pictures.filter(({ step }) => kept.has(step)));
}
