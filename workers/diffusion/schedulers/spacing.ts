/** Table 2 of Lin et al. 2023, 'Common Diffusion Noise Schedules and Sample Steps are Flawed'. */
export type TimestepSpacing = 'linspace' | 'leading' | 'trailing';

export interface Spacing {
  spacing: TimestepSpacing;
  /** `steps_offset`, which 'leading' adds. */
  offset: number;
  trainSteps: number;
}

/** `count` timesteps from the whole training schedule, falling. Those of 'linspace' need not be whole numbers. */
export function spacedTimesteps({ spacing, offset, trainSteps }: Spacing, count: number): number[] {
  switch (spacing) {
    case 'linspace':
      return linspace(0, trainSteps - 1, count).reverse();
    case 'leading':
      return leading(Math.floor(trainSteps / count), offset, count);
    case 'trailing':
      return trailing(trainSteps, trainSteps / count);
    default:
      return spacing satisfies never;
  }
}

/**
 * As the DPM-Solvers and UniPC have it, whose schedule ends one step before timestep 0: whole numbers, falling.
 * @param last the timestep after the noisiest one to use; trainSteps where the schedule is not cut
 */
export function solverTimesteps({ spacing, offset, trainSteps }: Spacing, count: number, last: number): number[] {
  switch (spacing) {
    case 'linspace':
      return linspace(0, last - 1, count + 1)
        .slice(1)
        .reverse()
        .map(roundHalfEven);
    case 'leading':
      return leading(Math.floor(last / (count + 1)), offset, count + 1).slice(0, -1);
    case 'trailing':
      return trailing(last, trainSteps / count);
    default:
      return spacing satisfies never;
  }
}

/** numpy.linspace: evenly spaced, with both ends. */
export function linspace(start: number, stop: number, count: number): number[] {
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => (i > 0 && i === count - 1 ? stop : i * step + start));
}

/** numpy.round: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function leading(ratio: number, offset: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio + offset);
}

/**
 * numpy.arange(start, 0, -ratio), rounded, less 1, with numpy's rounding. That comes out one too long for a few counts, as
 * for 61 of 1000: diffusers then ends at timestep -1, which no training has and which is left out here.
 */
function trailing(start: number, ratio: number): number[] {
  const step = start - ratio - start;
  const timesteps = Array.from({ length: Math.ceil(start / ratio) }, (_, i) => roundHalfEven(start + i * step) - 1);
  return timesteps.filter((timestep) => timestep >= 0);
}
