import type { Schedule } from './base-scheduler.ts';
import { type BetaTable, cumulativeAlphas } from './betas.ts';
import type { NoiseLevel, SetTimestepsOptions } from './scheduler.ts';
import { SigmaScheduler } from './sigma-scheduler.ts';
import { interpolateSigmas, type SigmaOptions, sigmasOfAlphas, spaceSigmas, timestepOfSigma } from './sigmas.ts';
import { type Spacing, spacedTimesteps } from './spacing.ts';
import { divide } from './vector.ts';

const { fround } = Math;
/** The last cumulative alpha where it would be 0, so that the first noise level is finite. */
const LEAST_ALPHA = 2 ** -24;

/**
 * What the schedulers after Karras, Aittala, Aila, Laine 2022, 'Elucidating the Design Space of Diffusion-Based
 * Generative Models', share: Euler, Euler ancestral, Heun and LMS. A sample is `picture + sigma * noise`, and the model
 * sees it scaled back to variance 1.
 */
export abstract class EdmScheduler extends SigmaScheduler {
  /** Noise levels of the training, float32, rising. */
  protected abstract readonly table: Float32Array;
  protected abstract readonly spacing: Spacing;

  override get initNoiseSigma(): number {
    const highest = this.sigmas?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
    return this.spacing.spacing === 'leading' ? norm(highest) : highest;
  }

  override scaleModelInput(sample: Float32Array, timestep: number): Float32Array {
    return divide(sample, norm(this.sigmaAt(this.cursor.current(timestep))));
  }

  protected levelOf(sigma: number): NoiseLevel {
    return { signal: 1, noise: sigma };
  }

  protected get trainSteps(): number {
    return this.table.length;
  }

  /** The timesteps before `setTimesteps`: all of them. */
  protected wholeSchedule(): Schedule {
    const timesteps = Array.from(this.table, (_, i) => this.table.length - 1 - i);
    return { timesteps, sigmas: Float32Array.from([...[...this.table].reverse(), 0]) };
  }

  /** Timesteps of the config's spacing, or custom ones, and what noise there is at each; without the level at the end. */
  protected levels(
    count: number,
    { timesteps: custom }: SetTimestepsOptions,
    options: SigmaOptions,
  ): { timesteps: number[]; sigmas: number[] } {
    if (custom && options.spacing)
      throw this.reader.unsupported(`timesteps together with use_${options.spacing}_sigmas`);
    const timesteps = (custom ?? spacedTimesteps(this.spacing, count)).map(fround);
    return this.respace({ timesteps, sigmas: interpolateSigmas(this.table, timesteps) }, count, options);
  }

  /** Spaces noise levels as the config says, and finds their timesteps. */
  protected respace<Levels extends { timesteps: number[]; sigmas: number[] }>(
    levels: Levels,
    count: number,
    { spacing, minimum, maximum }: SigmaOptions,
  ): Levels {
    if (!spacing) return levels;
    const sigmas = spaceSigmas({ spacing, minimum, maximum }, levels.sigmas[0] ?? 0, levels.sigmas.at(-1) ?? 0, count);
    return { ...levels, sigmas, timesteps: this.timestepsOf(sigmas) };
  }

  protected timestepsOf(sigmas: readonly number[]): number[] {
    const logTable = this.table.map(Math.log);
    return sigmas.map((sigma) => fround(timestepOfSigma(sigma, logTable)));
  }
}

/** Noise levels of a training schedule. */
export function sigmaTableOf({ betas, zeroSnr }: BetaTable): Float32Array {
  const alphas = cumulativeAlphas(betas);
  if (zeroSnr) alphas[alphas.length - 1] = LEAST_ALPHA;
  return sigmasOfAlphas(alphas);
}

/** What a sample of a noise level is divided by to have variance 1, float32. */
export function norm(sigma: number): number {
  return fround(Math.sqrt(fround(fround(sigma * sigma) + 1)));
}
