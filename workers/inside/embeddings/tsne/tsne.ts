import type { Neighbours } from '../neighbours';
import { type Affinities, affinities } from './affinities';
import { SpaceTree } from './space-tree';

export interface TsneOptions {
  perplexity: number;
  /** Null for scikit-learn's `auto`. */
  learning_rate: number | null;
  n_iter: number;
  n_components: 2 | 3;
}

export interface TsneStep {
  step: number;
  positions: Float64Array;
}

/** scikit-learn's constants. */
const EARLY_EXAGGERATION = 12;
const EARLY_STEPS = 250;
const ANGLE = 0.5;
const SMALLEST_GAIN = 0.01;
const INITIAL_DEVIATION = 1e-4;
const SMALLEST_GRADIENT = 1e-7;

/** How many neighbours of each point t-SNE looks at. */
export const tsneNeighbours = (perplexity: number, count: number): number =>
  Math.min(count - 1, Math.floor(3 * perplexity + 1));

/**
 * Barnes-Hut t-SNE (van der Maaten, "Accelerating t-SNE using tree-based algorithms", 2014), with scikit-learn's steps:
 * exaggerated affinities with momentum 0.5, then the true ones with 0.8, and a gain for each number.
 * @param initial `n_components` numbers for each point; scaled to a deviation of 0.0001 along the first axis
 * @returns the positions, and their Kullback-Leibler divergence from the affinities
 */
export function* tsne(
  neighbours: Neighbours,
  initial: Float32Array | Float64Array,
  options: TsneOptions,
): Generator<TsneStep, { positions: Float64Array; kl_divergence: number }> {
  const count = initial.length / options.n_components;
  const p = affinities(neighbours, options.perplexity);
  const positions = scaled(initial, options.n_components);
  const descent = new Descent(p, positions, options.n_components);
  const rate = options.learning_rate ?? Math.max(count / EARLY_EXAGGERATION / 4, 50);
  const early = Math.min(EARLY_STEPS, Math.floor(options.n_iter / 4));
  let divergence = 0;
  for (let step = 1; step <= options.n_iter; step++) {
    const exaggerated = step <= early;
    // As scikit-learn, which starts its second descent anew.
    if (step === early + 1) descent.rest();
    const size = descent.step(exaggerated ? EARLY_EXAGGERATION : 1, exaggerated ? 0.5 : 0.8, rate);
    yield { step, positions };
    if (!exaggerated && size <= SMALLEST_GRADIENT) break;
  }
  divergence = descent.divergence();
  return { positions, kl_divergence: divergence };
}

function scaled(initial: Float32Array | Float64Array, dimensions: number): Float64Array {
  const count = initial.length / dimensions;
  let mean = 0;
  for (let i = 0; i < initial.length; i += dimensions) mean += (initial[i] as number) / count;
  let variance = 0;
  for (let i = 0; i < initial.length; i += dimensions) variance += ((initial[i] as number) - mean) ** 2 / count;
  const factor = variance > 0 ? INITIAL_DEVIATION / Math.sqrt(variance) : 1;
  return Float64Array.from(initial, (value) => value * factor);
}

/** Gradient descent on the positions, which it changes in place. */
class Descent {
  private readonly tree: SpaceTree;
  private readonly gradient: Float64Array;
  private readonly update: Float64Array;
  private readonly gains: Float64Array;
  private readonly force = new Float64Array(3);
  private normaliser = 1;

  constructor(
    private readonly p: Affinities,
    private readonly positions: Float64Array,
    private readonly dimensions: 2 | 3,
  ) {
    this.tree = new SpaceTree(dimensions, positions.length / dimensions);
    this.gradient = new Float64Array(positions.length);
    this.update = new Float64Array(positions.length);
    this.gains = new Float64Array(positions.length).fill(1);
  }

  /** Forgets momentum and gains. */
  rest(): void {
    this.update.fill(0);
    this.gains.fill(1);
  }

  /** @returns the length of the gradient */
  step(exaggeration: number, momentum: number, rate: number): number {
    this.computeGradient(exaggeration);
    const { gradient, update, gains, positions } = this;
    let squared = 0;
    for (let i = 0; i < positions.length; i++) {
      const slope = gradient[i] as number;
      const before = update[i] as number;
      const gain = Math.max(
        SMALLEST_GAIN,
        before * slope < 0 ? (gains[i] as number) + 0.2 : (gains[i] as number) * 0.8,
      );
      gains[i] = gain;
      update[i] = momentum * before - rate * gain * slope;
      positions[i] = (positions[i] as number) + (update[i] as number);
      squared += slope * slope;
    }
    return Math.sqrt(squared);
  }

  /** Repulsion through the tree, then attraction along the affinities. */
  private computeGradient(exaggeration: number): void {
    const { tree, positions, gradient, force, dimensions: d, p } = this;
    tree.build(positions);
    let sum = 0;
    for (let at = 0; at < positions.length; at += d) {
      sum += tree.repulsion(positions, at, ANGLE, force);
      for (let axis = 0; axis < d; axis++) gradient[at + axis] = force[axis] as number;
    }
    this.normaliser = Math.max(sum, Number.MIN_VALUE);
    const factor = -4 / this.normaliser;
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) * factor;
    for (let row = 0, at = 0; at < positions.length; row++, at += d) {
      for (let entry = p.starts[row] as number; entry < (p.starts[row + 1] as number); entry++) {
        const other = (p.columns[entry] as number) * d;
        const pull = 4 * exaggeration * (p.values[entry] as number) * this.closeness(at, other);
        for (let axis = 0; axis < d; axis++) {
          gradient[at + axis] =
            (gradient[at + axis] as number) +
            pull * ((positions[at + axis] as number) - (positions[other + axis] as number));
        }
      }
    }
  }

  /** Student's t: 1 / (1 + d²). */
  private closeness(a: number, b: number): number {
    let squared = 0;
    for (let axis = 0; axis < this.dimensions; axis++) {
      squared += ((this.positions[a + axis] as number) - (this.positions[b + axis] as number)) ** 2;
    }
    return 1 / (1 + squared);
  }

  /** Kullback-Leibler, over the pairs that have an affinity, with the positions before the last step's sum. */
  divergence(): number {
    const { p, dimensions: d } = this;
    let sum = 0;
    for (let row = 0; row + 1 < p.starts.length; row++) {
      for (let entry = p.starts[row] as number; entry < (p.starts[row + 1] as number); entry++) {
        const value = p.values[entry] as number;
        const q = this.closeness(row * d, (p.columns[entry] as number) * d) / this.normaliser;
        if (value > 0) sum += value * Math.log(value / Math.max(q, Number.MIN_VALUE));
      }
    }
    return sum;
  }
}
