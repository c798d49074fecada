/** A cell this small is not divided again: its points count as one. */
const SMALLEST_CELL = 1e-7;

/**
 * A quadtree or octree over the points of a map, for Barnes and Hut's approximation of repulsion: cells that look small
 * from a point act as one point at their centre (van der Maaten 2014, section 4.2). One object serves all steps.
 */
export class SpaceTree {
  private readonly children: number;
  /** The first child of each cell; 0 while it has none. Children of one cell lie side by side. */
  private first: Int32Array;
  private masses: Float64Array;
  /** Sums of the positions in each cell. */
  private sums: Float64Array;
  private centres: Float64Array;
  /** Half the side of each cell. */
  private halves: Float64Array;
  private cells = 0;
  private readonly stack = new Int32Array(4096);

  constructor(
    private readonly dimensions: 2 | 3,
    count: number,
  ) {
    this.children = 2 ** dimensions;
    const capacity = Math.max(64, count * 4 * this.children);
    this.first = new Int32Array(capacity);
    this.masses = new Float64Array(capacity);
    this.sums = new Float64Array(capacity * dimensions);
    this.centres = new Float64Array(capacity * dimensions);
    this.halves = new Float64Array(capacity);
  }

  /** Sorts all points into cells. */
  build(positions: Float64Array): void {
    const d = this.dimensions;
    this.cells = 1;
    this.first[0] = 0;
    this.masses[0] = 0;
    let half = 0;
    for (let axis = 0; axis < d; axis++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = axis; i < positions.length; i += d) {
        low = Math.min(low, positions[i] as number);
        high = Math.max(high, positions[i] as number);
      }
      this.sums[axis] = 0;
      this.centres[axis] = (low + high) / 2;
      half = Math.max(half, (high - low) / 2);
    }
    this.halves[0] = half * 1.0001 + 1e-12;
    for (let i = 0; i < positions.length; i += d) this.insert(positions, i);
  }

  /**
   * Adds the repulsion on one point to `force`, not yet divided by the sum of all.
   * @param at where the point begins in `positions`
   * @param angle a cell whose side is less than this part of its distance acts as one point
   * @returns this point's share of the sum
   */
  repulsion(positions: Float64Array, at: number, angle: number, force: Float64Array): number {
    const d = this.dimensions;
    const { stack, sums, masses, first } = this;
    const squaredAngle = angle * angle;
    const own = [positions[at] as number, positions[at + 1] as number, d === 3 ? (positions[at + 2] as number) : 0];
    const [x, y, z] = own as [number, number, number];
    let fx = 0;
    let fy = 0;
    let fz = 0;
    let total = 0;
    let open = 1;
    stack[0] = 0;
    while (open > 0) {
      const cell = stack[--open] as number;
      const mass = masses[cell] as number;
      if (mass === 0) continue;
      const dx = x - (sums[cell * d] as number) / mass;
      const dy = y - (sums[cell * d + 1] as number) / mass;
      const dz = d === 3 ? z - (sums[cell * d + 2] as number) / mass : 0;
      const squared = dx * dx + dy * dy + dz * dz;
      const side = 2 * (this.halves[cell] as number);
      if ((first[cell] as number) > 0 && side * side >= squaredAngle * squared) {
        for (let child = 0; child < this.children; child++) stack[open++] = (first[cell] as number) + child;
        continue;
      }
      // A point does not push itself: what lies at its own place counts once less.
      const others = squared < 1e-20 ? mass - 1 : mass;
      const q = 1 / (1 + squared);
      total += others * q;
      const push = others * q * q;
      fx += push * dx;
      fy += push * dy;
      fz += push * dz;
    }
    force[0] = fx;
    force[1] = fy;
    force[2] = fz;
    return total;
  }

  private insert(positions: Float64Array, at: number): void {
    const d = this.dimensions;
    let cell = 0;
    for (;;) {
      const first = this.first[cell] as number;
      const mass = this.masses[cell] as number;
      const divisible = (this.halves[cell] as number) > SMALLEST_CELL;
      if (first === 0 && mass > 0 && divisible) {
        this.divide(cell);
        // Its one place (of one point, or of several at the same) moves into a child.
        this.put(this.childFor(cell, this.sums, cell * d, mass), this.sums, cell * d, mass);
      }
      this.put(cell, positions, at, 1);
      if ((this.first[cell] as number) === 0) return;
      cell = this.childFor(cell, positions, at, 1);
    }
  }

  /** Adds `mass` points, whose positions add up to those in `source`. */
  private put(cell: number, source: Float64Array, at: number, mass: number): void {
    const d = this.dimensions;
    this.masses[cell] = (this.masses[cell] as number) + mass;
    for (let axis = 0; axis < d; axis++) {
      this.sums[cell * d + axis] = (this.sums[cell * d + axis] as number) + (source[at + axis] as number);
    }
  }

  /** @param mass what the position is divided by: sums of several points stand for one place */
  private childFor(cell: number, source: Float64Array, at: number, mass: number): number {
    const d = this.dimensions;
    let child = 0;
    for (let axis = 0; axis < d; axis++) {
      if ((source[at + axis] as number) / mass > (this.centres[cell * d + axis] as number)) child |= 1 << axis;
    }
    return (this.first[cell] as number) + child;
  }

  private divide(cell: number): void {
    const d = this.dimensions;
    if (this.cells + this.children > this.first.length) this.grow();
    const from = this.cells;
    this.cells += this.children;
    this.first[cell] = from;
    const half = (this.halves[cell] as number) / 2;
    for (let child = 0; child < this.children; child++) {
      const index = from + child;
      this.first[index] = 0;
      this.masses[index] = 0;
      this.halves[index] = half;
      for (let axis = 0; axis < d; axis++) {
        const sign = child & (1 << axis) ? 1 : -1;
        this.sums[index * d + axis] = 0;
        this.centres[index * d + axis] = (this.centres[cell * d + axis] as number) + sign * half;
      }
    }
  }

  private grow(): void {
    const larger = <T extends Int32Array | Float64Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    this.first = larger(this.first, new Int32Array(this.first.length * 2));
    this.masses = larger(this.masses, new Float64Array(this.masses.length * 2));
    this.sums = larger(this.sums, new Float64Array(this.sums.length * 2));
    this.centres = larger(this.centres, new Float64Array(this.centres.length * 2));
    this.halves = larger(this.halves, new Float64Array(this.halves.length * 2));
  }
}
