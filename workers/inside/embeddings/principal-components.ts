import { createRandom } from '../../text/decoding/random';
import { centred, type Points } from './points';
import { symmetricEigen } from './symmetric-eigen';

export interface PrincipalComponents {
  /** Rows in the new axes: `count` times `n_components` numbers. */
  positions: Float32Array;
  /** The axes, unit vectors, as rows. */
  components: Float64Array;
  /** The share of all variance that each axis has. */
  explained_variance_ratio: number[];
}

/** Directions that are sought beside those wanted: the search ends the sooner. */
const SPARE = 8;
const MOST_ROUNDS = 400;
const ACCURACY = 1e-11;

/**
 * The directions in which points differ most (principal component analysis), by subspace iteration with Rayleigh-Ritz
 * on the covariance. Signs are scikit-learn's: the largest number of each component is positive.
 * @param wanted how many; where points have fewer dimensions the rest is 0
 */
export function principalComponents(points: Points, wanted: number): PrincipalComponents {
  const { count, dimensions } = points;
  const { rows } = centred(points);
  const variance = rows.reduce((sum, value) => sum + value * value, 0);
  const { values, vectors } = leading(rows, count, dimensions, Math.min(wanted, dimensions));
  const components = new Float64Array(wanted * dimensions);
  components.set(vectors);
  for (let k = 0; k < wanted; k++) fixSign(components.subarray(k * dimensions, (k + 1) * dimensions));
  const positions = new Float32Array(count * wanted);
  for (let row = 0; row < count; row++) {
    for (let k = 0; k < wanted; k++)
      positions[row * wanted + k] = dot(rows, row * dimensions, components, k * dimensions, dimensions);
  }
  const ratios = Array.from({ length: wanted }, (_, k) => (variance > 0 ? Math.max(0, values[k] ?? 0) / variance : 0));
  return { positions, components, explained_variance_ratio: ratios };
}

type Product = (vectors: Float64Array, width: number) => Float64Array;

/** The largest eigenvalues of rowsᵀ · rows, and their eigenvectors as rows. */
function leading(rows: Float64Array, count: number, dimensions: number, wanted: number) {
  const width = Math.min(wanted + SPARE, dimensions);
  const times = count > dimensions ? byCovariance(rows, count, dimensions) : byRows(rows, count, dimensions);
  const random = createRandom(1);
  let basis = Float64Array.from({ length: width * dimensions }, () => random() - 0.5);
  let values = new Float64Array(width);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    orthonormalise(basis, width, dimensions, random);
    const image = times(basis, width);
    const eigen = symmetricEigen(gram(basis, image, width, dimensions), width);
    basis = combined(eigen.vectors, image, width, dimensions);
    const former = values;
    values = Float64Array.from(eigen.values);
    const allowed = ACCURACY * Math.abs(values[0] as number);
    if (values.subarray(0, wanted).every((value, k) => Math.abs(value - (former[k] as number)) <= allowed)) break;
  }
  orthonormalise(basis, width, dimensions, random);
  return { values, vectors: basis.subarray(0, wanted * dimensions) };
}

/** With many points the matrix of covariances is made once; it is `dimensions` squared. */
function byCovariance(rows: Float64Array, count: number, dimensions: number): Product {
  const covariance = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < count; row++) {
    const from = row * dimensions;
    for (let i = 0; i < dimensions; i++) {
      const factor = rows[from + i] as number;
      const at = i * dimensions;
      for (let j = i; j < dimensions; j++) {
        covariance[at + j] = (covariance[at + j] as number) + factor * (rows[from + j] as number);
      }
    }
  }
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < i; j++) covariance[i * dimensions + j] = covariance[j * dimensions + i] as number;
  }
  return (vectors, width) => {
    const image = new Float64Array(width * dimensions);
    for (let k = 0; k < width; k++) {
      for (let i = 0; i < dimensions; i++) {
        image[k * dimensions + i] = dot(covariance, i * dimensions, vectors, k * dimensions, dimensions);
      }
    }
    return image;
  };
}

/** With few points the rows themselves are smaller. */
const byRows =
  (rows: Float64Array, count: number, dimensions: number): Product =>
  (vectors, width) => {
    const image = new Float64Array(width * dimensions);
    for (let k = 0; k < width; k++) {
      for (let row = 0; row < count; row++) {
        const factor = dot(rows, row * dimensions, vectors, k * dimensions, dimensions);
        for (let i = 0; i < dimensions; i++) {
          const at = k * dimensions + i;
          image[at] = (image[at] as number) + factor * (rows[row * dimensions + i] as number);
        }
      }
    }
    return image;
  };

/** All products of the rows of two matrices. */
function gram(a: Float64Array, b: Float64Array, width: number, dimensions: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      products[i * width + j] = dot(a, i * dimensions, b, j * dimensions, dimensions);
    }
  }
  return products;
}

/** Sums of rows, with the factors of one row of `factors` each. */
function combined(factors: Float64Array, rows: Float64Array, width: number, dimensions: number) {
  const sums = new Float64Array(width * dimensions);
  for (let k = 0; k < width; k++) {
    for (let j = 0; j < width; j++) {
      const factor = factors[k * width + j] as number;
      for (let i = 0; i < dimensions; i++) {
        const at = k * dimensions + i;
        sums[at] = (sums[at] as number) + factor * (rows[j * dimensions + i] as number);
      }
    }
  }
  return sums;
}

/** Gram and Schmidt, twice for accuracy. A row that depends on those before it is replaced by a random one. */
function orthonormalise(basis: Float64Array, width: number, dimensions: number, random: () => number): void {
  for (let k = 0; k < width; k++) {
    const row = basis.subarray(k * dimensions, (k + 1) * dimensions);
    for (let tries = 0; tries < 3; tries++) {
      const before = Math.sqrt(dot(row, 0, row, 0, dimensions));
      for (let twice = 0; twice < 2; twice++) {
        for (let j = 0; j < k; j++) {
          const along = dot(basis, j * dimensions, row, 0, dimensions);
          for (let i = 0; i < dimensions; i++) {
            row[i] = (row[i] as number) - along * (basis[j * dimensions + i] as number);
          }
        }
      }
      const length = Math.sqrt(dot(row, 0, row, 0, dimensions));
      if (length > 1e-12 * before && length > 0) {
        for (let i = 0; i < dimensions; i++) row[i] = (row[i] as number) / length;
        break;
      }
      for (let i = 0; i < dimensions; i++) row[i] = random() - 0.5;
    }
  }
}

function fixSign(component: Float64Array): void {
  const largest = component.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  if (largest < 0) for (let i = 0; i < component.length; i++) component[i] = -(component[i] as number);
}

function dot(a: Float64Array, from: number, b: Float64Array, at: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (a[from + i] as number) * (b[at + i] as number);
  return sum;
}
