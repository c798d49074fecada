import { MersenneTwister } from './mersenne-twister';

const { fround } = Math;
const BLOCK = 16;

/**
 * Normal numbers as `torch.randn(..., generator=torch.Generator('cpu').manual_seed(seed))` draws them, float32. From 16
 * numbers on torch transforms blocks of uniform numbers; fewer are drawn one by one in double precision. What one call
 * leaves over is the beginning of the next, as in torch: the order and the lengths of calls matter.
 */
export class TorchGenerator {
  private readonly engine: MersenneTwister;
  /** The second number of the last pair of the short path. */
  private left: number | null = null;

  /** @param seed an integer from 0 to 2^53 - 1; torch takes its low 32 bits */
  constructor(seed: number) {
    this.engine = new MersenneTwister(seed % 2 ** 32);
  }

  /** `length` numbers of mean 0 and variance 1. */
  normal(length: number): Float32Array {
    return length < BLOCK ? this.normalOneByOne(length) : this.normalInBlocks(length);
  }

  private normalOneByOne(length: number): Float32Array {
    const numbers = new Float32Array(length);
    for (let i = 0; i < length; i++) numbers[i] = this.nextNormal();
    return numbers;
  }

  private nextNormal(): number {
    if (this.left !== null) {
      const number = this.left;
      this.left = null;
      return number;
    }
    const angle = 2 * Math.PI * this.uniformDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniformDouble()));
    this.left = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  private normalInBlocks(length: number): Float32Array {
    const numbers = new Float32Array(length);
    for (let i = 0; i < length; i++) numbers[i] = this.uniformFloat();
    for (let start = 0; start + BLOCK <= length; start += BLOCK) transformBlock(numbers, start);
    if (length % BLOCK !== 0) {
      // The last 16 are drawn anew, though some of them had been done already.
      const start = length - BLOCK;
      for (let i = start; i < length; i++) numbers[i] = this.uniformFloat();
      transformBlock(numbers, start);
    }
    return numbers;
  }

  /** [0, 1) with 24 random bits. */
  private uniformFloat(): number {
    return (this.engine.bits32() & 0xffffff) / 2 ** 24;
  }

  /** [0, 1) with 53 random bits, the higher ones drawn first. */
  private uniformDouble(): number {
    const high = this.engine.bits32() & 0x1fffff;
    return (high * 2 ** 32 + this.engine.bits32()) / 2 ** 53;
  }
}

/** Box-Muller over pairs that lie eight apart, in float32. */
function transformBlock(numbers: Float32Array, start: number): void {
  for (let i = start; i < start + BLOCK / 2; i++) {
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(fround(1 - (numbers[i] ?? 0)))))));
    const angle = fround(fround(2 * Math.PI) * (numbers[i + BLOCK / 2] ?? 0));
    numbers[i] = radius * fround(Math.cos(angle));
    numbers[i + BLOCK / 2] = radius * fround(Math.sin(angle));
  }
}
