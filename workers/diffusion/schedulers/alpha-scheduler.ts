import { BaseScheduler, type Schedule } from './base-scheduler.ts';
import { type BetaTable, cumulativeAlphas } from './betas.ts';
import type { NoiseLevel } from './scheduler.ts';

const { fround } = Math;

/** The schedulers that go by whole timesteps and the table of cumulative alphas: DDIM, DDPM, PNDM, LCM and TCD. */
export abstract class AlphaScheduler extends BaseScheduler {
  /** The share of variance that is picture at each timestep of the training, float32, falling. */
  abstract readonly alphasCumprod: Float32Array;

  noiseLevel(index: number): NoiseLevel {
    return levelOfAlpha(this.alphaAt(this.timesteps[index] ?? 0));
  }

  /** Any timestep of the training, in the schedule or not. */
  protected levelForNoise(timestep: number): NoiseLevel {
    return levelOfAlpha(this.alphaAt(timestep));
  }

  protected get trainSteps(): number {
    return this.alphasCumprod.length;
  }

  protected alphaAt(timestep: number): number {
    const alpha = this.alphasCumprod[timestep];
    if (alpha !== undefined) return alpha;
    throw this.error('invalid_value', `timestep ${timestep} is not a whole number from 0 to ${this.trainSteps - 1}`);
  }

  /** The timesteps before `setTimesteps`: all of them. */
  protected wholeSchedule(): Schedule {
    return { timesteps: Array.from({ length: this.trainSteps }, (_, i) => this.trainSteps - 1 - i) };
  }

  /** Custom timesteps, whole and falling. */
  protected checkFalling(timesteps: readonly number[]): readonly number[] {
    for (const [place, timestep] of timesteps.entries()) {
      this.alphaAt(timestep);
      if (timestep >= (timesteps[place - 1] ?? Number.POSITIVE_INFINITY)) {
        throw this.error('invalid_value', `timesteps must fall, but ${timestep} comes after ${timesteps[place - 1]}`);
      }
    }
    return timesteps;
  }
}

/** Reads the alphas of a training schedule. */
export function alphasOf(table: BetaTable): Float32Array {
  return cumulativeAlphas(table.betas);
}

/** A sample's make-up at a cumulative alpha, float32. */
export function levelOfAlpha(alpha: number): NoiseLevel {
  return { signal: fround(Math.sqrt(alpha)), noise: fround(Math.sqrt(fround(1 - alpha))) };
}

/** Formula 16 of Song et al. 2020 (DDIM) for eta 1, in float32: the variance of a step between two cumulative alphas. */
export function stepVariance(alpha: number, previous: number): number {
  const share = fround(fround(1 - previous) / fround(1 - alpha));
  return fround(share * fround(1 - fround(alpha / previous)));
}
