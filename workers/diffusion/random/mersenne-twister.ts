const SIZE = 624;
const SHIFT = 397;

/**
 * The 32-bit Mersenne Twister (Matsumoto, Nishimura 1998) with torch's seeding: the generator of a CPU. Torch seeds it
 * with the low 32 bits of a seed.
 */
export class MersenneTwister {
  private readonly state = new Uint32Array(SIZE);
  private next = SIZE;

  constructor(seed: number) {
    this.state[0] = seed >>> 0;
    for (let i = 1; i < SIZE; i++) {
      const before = this.state[i - 1] ?? 0;
      this.state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  /** 32 random bits, as an unsigned integer. */
  bits32(): number {
    if (this.next === SIZE) this.refill();
    let word = this.state[this.next++] ?? 0;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  private refill(): void {
    const { state } = this;
    for (let i = 0; i < SIZE; i++) {
      const mixed = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % SIZE] ?? 0) & 0x7fffffff);
      state[i] = (state[(i + SHIFT) % SIZE] ?? 0) ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.next = 0;
  }
}
