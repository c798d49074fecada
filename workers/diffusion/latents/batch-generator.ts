import { PhiloxGenerator } from '../random/philox-generator';
import { TorchGenerator } from '../random/torch-generator';
import type { NoiseSource } from '../schedulers/scheduler';
import { concat } from '../tensor';

/** Whose random numbers: torch's on a CPU, or on an NVIDIA GPU. */
export type GeneratorDevice = 'cpu' | 'cuda';

/**
 * The random numbers of a batch of images, in the order in which diffusers' `randn_tensor` draws them: with one seed all
 * images are drawn in one call, with several (a list of generators) each image by its own.
 */
export class BatchGenerator implements NoiseSource {
  private readonly generators: readonly [NoiseSource, ...NoiseSource[]];

  /** @param seeds one, or one for each image */
  constructor(seeds: readonly number[], device: GeneratorDevice) {
    const [first = 0, ...others] = seeds;
    const create = (seed: number) => (device === 'cuda' ? new PhiloxGenerator(seed) : new TorchGenerator(seed));
    this.generators = [create(first), ...others.map(create)];
  }

  /** How many seeds there are. */
  get count(): number {
    return this.generators.length;
  }

  /** @param length of all images together */
  normal(length: number): Float32Array {
    const [first] = this.generators;
    if (this.count === 1) return first.normal(length);
    return concat(this.generators.map((generator) => generator.normal(length / this.count)));
  }

  /** What belongs to no single image is drawn by the first generator. */
  get first(): NoiseSource {
    return this.generators[0];
  }

  /** Numbers of an image of its own; with one seed for all, there is only that one. */
  of(image: number): NoiseSource {
    return this.generators[image] ?? this.first;
  }
}
