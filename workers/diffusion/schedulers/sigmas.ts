import { betaQuantile } from './beta-distribution.ts';
import type { ConfigReader } from './config-reader.ts';
import { linspace } from './spacing.ts';

const { fround } = Math;
const KARRAS_RHO = 7;
const BETA_PARAMETER = 0.6;

/** How noise levels are spaced, where not by the timesteps. */
export type SigmaSpacing = 'karras' | 'exponential' | 'beta';

const SPACINGS = ['karras', 'exponential', 'beta'] as const;

export interface SigmaOptions {
  spacing: SigmaSpacing | null;
  /** The lowest and the highest noise level, where not those of the schedule. */
  minimum: number | null;
  maximum: number | null;
}

/** Reads `use_karras_sigmas`, `use_exponential_sigmas`, `use_beta_sigmas`, `sigma_min` and `sigma_max`. */
export function readSigmaOptions(reader: ConfigReader): SigmaOptions {
  const on = SPACINGS.filter((name) => reader.boolean(`use_${name}_sigmas`, false));
  if (on.length > 1) throw reader.unsupported(`more than one of use_${on.join('_sigmas, use_')}_sigmas`);
  const minimum = reader.optionalNumber('sigma_min');
  return { spacing: on[0] ?? null, minimum, maximum: reader.optionalNumber('sigma_max') };
}

/** The noise over the signal at each timestep of the training, float32, rising. */
export function sigmasOfAlphas(alphasCumprod: Float32Array): Float32Array {
  return alphasCumprod.map((alpha) => Math.sqrt(fround(fround(1 - alpha) / alpha)));
}

/** Noise levels at any timesteps: straight lines between those of whole ones, held at both ends. */
export function interpolateSigmas(table: Float32Array, timesteps: readonly number[]): number[] {
  return timesteps.map((timestep) => {
    const low = Math.min(Math.max(Math.floor(timestep), 0), table.length - 1);
    const at = table[low] ?? 0;
    const after = table[low + 1] ?? at;
    return timestep <= 0 ? at : at + (after - at) * (timestep - low);
  });
}

/**
 * `count` noise levels from `from` down to `to`, spaced otherwise: after Karras et al. 2022 (rho 7), evenly in their
 * logarithm, or after Lee et al. 2024 by a beta distribution of 0.6 and 0.6.
 */
export function spaceSigmas(
  { spacing, minimum, maximum }: SigmaOptions & { spacing: SigmaSpacing },
  from: number,
  to: number,
  count: number,
): number[] {
  const high = maximum ?? from;
  const low = minimum ?? to;
  switch (spacing) {
    case 'karras': {
      const [root, lastRoot] = [high ** (1 / KARRAS_RHO), low ** (1 / KARRAS_RHO)];
      return linspace(0, 1, count).map((part) => (root + part * (lastRoot - root)) ** KARRAS_RHO);
    }
    case 'exponential':
      return linspace(Math.log(high), Math.log(low), count).map(Math.exp);
    case 'beta':
      return linspace(0, 1, count).map((part) => low + betaQuantile(1 - part, BETA_PARAMETER) * (high - low));
    default:
      return spacing satisfies never;
  }
}

/**
 * The timestep, seldom a whole number, at which the training has a noise level: a straight line between logarithms.
 * @param logTable logarithms of the noise levels of the training, float32, rising
 */
export function timestepOfSigma(sigma: number, logTable: Float32Array): number {
  const log = Math.log(Math.max(sigma, 1e-10));
  let low = 0;
  for (let i = 1; i < logTable.length - 1; i++) if ((logTable[i] ?? 0) <= log) low = i;
  const before = logTable[low] ?? 0;
  const part = (before - log) / fround(before - (logTable[low + 1] ?? 0));
  const held = Math.min(1, Math.max(0, part));
  return (1 - held) * low + held * (low + 1);
}
