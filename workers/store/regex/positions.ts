import type { CharacterSets } from './characters';
import type { Pattern } from './syntax';

/**
 * Glushkov's automaton of a pattern: one state for each place where a character is consumed, and an edge where one place
 * can follow another.
 */
export interface Positions {
  /** What each position consumes. */
  bits: bigint[];
  follow: Set<number>[];
  /** Edges (`from,to`) that come about in two ways: a repeat directly within a repeat. */
  doubled: Set<string>;
  /** Where a match may end at once, without an assertion: whoever is here does not go back and try again. */
  accepting: Set<number>;
}

interface Part {
  nullable: boolean;
  first: number[];
  last: number[];
  /** Begins with what may fail without consuming anything. */
  asserts: boolean;
}

const MAX_POSITIONS = 4000;
const MAX_EDGES = 200_000;
/** Repeats of what consumes nothing make no positions, and still take time. */
const MAX_PARTS = 100_000;
/** Repeats of up to this many are written out; longer ones are taken for endless. */
const WRITTEN_OUT = 8;
/** Exact counts cannot be divided in two ways, and are worth more room. */
const WRITTEN_OUT_EXACT = 64;

const EMPTY: Part = { nullable: true, first: [], last: [], asserts: false };

/** @throws RangeError where it is too long */
export function positionsOf(pattern: Pattern, sets: CharacterSets): Positions {
  const bits: bigint[] = [];
  const follow: Set<number>[] = [];
  const doubled = new Set<string>();
  const guarded = new Set<number>();
  let parts = 0;
  let edges = 0;

  function connect(from: readonly number[], to: readonly number[]): void {
    edges += from.length * to.length;
    if (edges > MAX_EDGES) throw new RangeError('it is too complicated');
    for (const each of from) {
      for (const next of to) {
        if (follow[each]?.has(next)) doubled.add(`${each},${next}`);
        follow[each]?.add(next);
      }
    }
  }

  function build(node: Pattern): Part {
    parts += 1;
    if (parts > MAX_PARTS) throw new RangeError('it is too complicated');
    switch (node.kind) {
      case 'character': {
        if (bits.length >= MAX_POSITIONS) throw new RangeError('it is too long');
        bits.push(sets.bitsOf(node.source, node.ignoreCase));
        follow.push(new Set());
        return { nullable: false, first: [bits.length - 1], last: [bits.length - 1], asserts: false };
      }
      case 'assertion':
        return { ...EMPTY, asserts: true };
      case 'sequence':
        return node.parts.reduce<Part>((before, part) => join(before, build(part)), EMPTY);
      case 'choice': {
        const options = node.options.map(build);
        return {
          nullable: options.some(({ nullable }) => nullable),
          asserts: options.some(({ asserts }) => asserts),
          first: options.flatMap(({ first }) => first),
          last: options.flatMap(({ last }) => last),
        };
      }
      case 'repeat':
        return repeat(node.body, node.least, node.most);
      default:
        return node satisfies never;
    }
  }

  function join(before: Part, after: Part): Part {
    if (after.asserts) for (const each of before.last) guarded.add(each);
    connect(before.last, after.first);
    return {
      nullable: before.nullable && after.nullable,
      asserts: before.asserts || (before.nullable && after.asserts),
      first: before.nullable ? [...before.first, ...after.first] : before.first,
      last: after.nullable ? [...before.last, ...after.last] : after.last,
    };
  }

  function repeat(body: Pattern, least: number, most: number): Part {
    if (most === 0) return EMPTY;
    if (most <= WRITTEN_OUT || (least === most && most <= WRITTEN_OUT_EXACT)) {
      let optional = EMPTY;
      // From the inside out, (a(a(a)?)?)?: a count can be reached in one way only.
      for (let left = most - least; left > 0; left -= 1) optional = { ...join(build(body), optional), nullable: true };
      const copies = Array.from({ length: least }, () => build(body));
      return join(copies.reduce(join, EMPTY), optional);
    }
    const part = build(body);
    if (part.asserts) for (const each of part.last) guarded.add(each);
    connect(part.last, part.first);
    return { ...part, nullable: part.nullable || least === 0 };
  }

  const { last } = build(pattern);
  return { bits, follow, doubled, accepting: new Set(last.filter((at) => !guarded.has(at))) };
}
