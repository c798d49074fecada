const ROUNDS = 10;
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;

/**
 * Normal numbers as torch draws them on an NVIDIA GPU (`torch.Generator('cuda')`), so that a seed that was made there can
 * be replayed: Philox 4x32 with ten rounds (Salmon et al. 2011) and Box-Muller, one counter for each number. It holds
 * while a tensor has no more numbers than the GPU has threads in flight, which covers latents up to 1024x1024.
 */
export class PhiloxGenerator {
  private offset = 0;

  /** @param seed an integer from 0 to 2^53 - 1 */
  constructor(private readonly seed: number) {}

  /** `length` float32 numbers of mean 0 and variance 1. */
  normal(length: number): Float32Array {
    const numbers = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      const [first, second] = philox([this.offset, 0, i, 0], [this.seed >>> 0, Math.floor(this.seed / 2 ** 32)]);
      numbers[i] = boxMullerSine(first, second);
    }
    this.offset += 1;
    return numbers;
  }
}

type Words = [number, number, number, number];

function philox(counter: Words, key: [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const [high0, low0] = product(c0, MULTIPLIERS[0]);
    const [high1, low1] = product(c2, MULTIPLIERS[1]);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + WEYL[0]) >>> 0;
    k1 = (k1 + WEYL[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** The high and the low 32 bits of a product of two unsigned 32-bit integers. */
function product(a: number, b: number): [number, number] {
  const whole = BigInt(a) * BigInt(b);
  return [Number(whole >> 32n), Number(whole & 0xffffffffn)];
}

/** The sine half of Box-Muller, with uniform numbers in the middle of their steps. */
function boxMullerSine(first: number, second: number): number {
  const u = first / 2 ** 32 + 2 ** -33;
  const angle = 2 * Math.PI * (second / 2 ** 32 + 2 ** -33);
  return Math.sqrt(-2 * Math.log(u)) * Math.sin(angle);
}
