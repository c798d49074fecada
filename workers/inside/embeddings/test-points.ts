import type { Points } from './points';

/** The same numbers as training/goldens/embeddings_map.py. */
class Numbers {
  constructor(private state: number) {}

  uniform(): number {
    this.state = (Math.imul(1664525, this.state) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  normal(): number {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum - 6;
  }
}

const DIMENSIONS = 20;
const GROUPS = 10;

/** Groups about random centres, one point of each in turn. */
export function blobs(count = 1000): Points {
  const numbers = new Numbers(1);
  const centres = Array.from({ length: GROUPS }, () => Array.from({ length: DIMENSIONS }, () => numbers.normal()));
  const values = new Float32Array(count * DIMENSIONS);
  for (let i = 0; i < values.length; i++) {
    const group = Math.floor(i / DIMENSIONS) % GROUPS;
    values[i] = (centres[group]?.[i % DIMENSIONS] ?? 0) + 0.8 * numbers.normal();
  }
  return { values, count, dimensions: DIMENSIONS };
}

/** Fewer points than dimensions. */
export function few(): Points {
  const numbers = new Numbers(7);
  return { values: Float32Array.from({ length: 270 }, () => numbers.normal()), count: 9, dimensions: 30 };
}
