import type { ConfigReader } from './config-reader.ts';

const { fround } = Math;

export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2' | 'sigmoid' | 'exp';

const COMMON = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const;

interface BetaDefaults {
  start: number;
  end: number;
  schedule: (typeof COMMON)[number];
}

export const DIFFUSERS_BETAS: BetaDefaults = { start: 0.0001, end: 0.02, schedule: 'linear' };

/** The training schedule that a config describes. */
export interface BetaTable {
  trainSteps: number;
  schedule: BetaSchedule;
  /** float32, one for each timestep of the training */
  betas: Float32Array;
  /** Whether the last timestep was made pure noise. */
  zeroSnr: boolean;
}

/**
 * Reads `num_train_timesteps`, `beta_start`, `beta_end`, `beta_schedule`, `trained_betas` and, for classes that have it,
 * `rescale_betas_zero_snr`.
 * @param extra a schedule that the class has above the common ones
 */
export function readBetas(
  reader: ConfigReader,
  defaults: BetaDefaults,
  { extra, canRescale }: { extra?: 'sigmoid' | 'exp'; canRescale: boolean },
): BetaTable {
  const trained = reader.numbers('trained_betas');
  const trainSteps = trained?.length ?? reader.integer('num_train_timesteps', 1000, 2);
  const others = [...COMMON.filter((one) => one !== defaults.schedule), ...(extra ? [extra] : [])];
  const schedule = reader.choice<BetaSchedule>('beta_schedule', [defaults.schedule, ...others]);
  const start = reader.number('beta_start', defaults.start);
  const end = reader.number('beta_end', defaults.end);
  const betas = trained ? Float32Array.from(trained) : createBetas(schedule, start, end, trainSteps);
  const zeroSnr = canRescale && reader.boolean('rescale_betas_zero_snr', false);
  return { trainSteps, schedule, betas: zeroSnr ? rescaleZeroTerminalSnr(betas) : betas, zeroSnr };
}

/** The variance that each step of the training adds, float32. */
export function createBetas(schedule: BetaSchedule, start: number, end: number, count: number): Float32Array {
  switch (schedule) {
    case 'linear':
      return torchLinspace(start, end, count);
    case 'scaled_linear':
      return torchLinspace(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root);
    case 'squaredcos_cap_v2':
      return betasOfAlphaBar(count, (t) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2);
    case 'exp':
      return betasOfAlphaBar(count, (t) => Math.exp(t * -12));
    case 'sigmoid':
      return torchLinspace(-6, 6, count).map(
        (x) => fround(fround(1 / (1 + Math.exp(-x))) * fround(end - start)) + start,
      );
    default:
      return schedule satisfies never;
  }
}

/**
 * The share of variance that is still picture at each timestep: the product of all (1 - beta) up to it. As torch, it
 * multiplies in double precision and keeps float32.
 */
export function cumulativeAlphas(betas: Float32Array): Float32Array {
  let product = 1;
  return betas.map((beta) => {
    product *= fround(1 - beta);
    return product;
  });
}

/**
 * Shifts a schedule so that nothing of the picture is left at its last timestep: algorithm 1 of Lin et al. 2023, 'Common
 * Diffusion Noise Schedules and Sample Steps are Flawed'.
 */
export function rescaleZeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = cumulativeAlphas(betas).map(Math.sqrt);
  const first = roots[0] ?? 1;
  const last = roots.at(-1) ?? 0;
  const factor = fround(first / fround(first - last));
  const alphas = roots.map((root) => fround(fround(root - last) * factor) ** 2);
  return alphas.map((alpha, i) => 1 - fround(i === 0 ? alpha : alpha / (alphas[i - 1] ?? 1)));
}

/** torch.linspace in float32: it counts from both ends. */
function torchLinspace(start: number, end: number, count: number): Float32Array {
  const from = fround(start);
  const to = fround(end);
  const step = fround(fround(to - from) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < Math.floor(count / 2) ? from + step * i : to - step * (count - i - 1),
  );
}

/** Nichol and Dhariwal 2021: the betas that make a curve of cumulative alphas; none above 0.999. */
function betasOfAlphaBar(count: number, alphaBar: (t: number) => number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999),
  );
}
