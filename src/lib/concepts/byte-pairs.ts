/** A word as symbols, and how often it occurs. */
export interface CountedWord {
  symbols: readonly string[];
  count: number;
}

export interface PairCount {
  pair: readonly [string, string];
  count: number;
}

/** One merge: what was counted, what won, and the words afterwards. */
export interface MergeStep {
  /** Most frequent first; equal ones in the order in which they were met. */
  pairs: PairCount[];
  merged: readonly [string, string];
  words: CountedWord[];
}

export const END_OF_WORD = '</w>';

/** `low:5 lower:2` → words as characters with the end-of-word mark. Spaces, commas and line breaks part the entries. */
export function parseWords(text: string): CountedWord[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const match = /^(.+?)(?::(\d+))?$/u.exec(entry);
      const word = match?.[1] ?? entry;
      return { symbols: [...word, END_OF_WORD], count: match?.[2] === undefined ? 1 : Number(match[2]) };
    });
}

export function countPairs(words: readonly CountedWord[]): PairCount[] {
  const counts = new Map<string, PairCount>();
  for (const { symbols, count } of words) {
    for (let at = 0; at + 1 < symbols.length; at++) {
      const pair = [symbols[at] ?? '', symbols[at + 1] ?? ''] as const;
      const key = pair.join('\u0000');
      counts.set(key, { pair, count: (counts.get(key)?.count ?? 0) + count });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

const mergePair = ({ symbols, count }: CountedWord, [first, second]: readonly [string, string]): CountedWord => {
  const merged: string[] = [];
  for (let at = 0; at < symbols.length; at++) {
    const together = symbols[at] === first && symbols[at + 1] === second;
    merged.push(together ? first + second : (symbols[at] ?? ''));
    if (together) at += 1;
  }
  return { symbols: merged, count };
};

/**
 * Byte-pair encoding as Sennrich, Haddow and Birch (2016) print it: the most frequent pair of symbols becomes one, again
 * and again. It ends early where no pair is left.
 */
export function learnMerges(words: readonly CountedWord[], merges: number): MergeStep[] {
  const steps: MergeStep[] = [];
  let present: readonly CountedWord[] = words;
  while (steps.length < merges) {
    const pairs = countPairs(present);
    const best = pairs[0];
    if (!best) break;
    const next = present.map((word) => mergePair(word, best.pair));
    steps.push({ pairs, merged: best.pair, words: next });
    present = next;
  }
  return steps;
}

/** Applies learned merges to a new word, in the order in which they were learned. */
export const applyMerges = (word: string, steps: readonly MergeStep[]): readonly string[] =>
  steps.reduce((present, { merged }) => mergePair(present, merged), {
    symbols: [...word, END_OF_WORD],
    count: 1,
  } as CountedWord).symbols;
