import type { AggregationStrategy, EntityGroup, PreEntity, TokenEntity } from './entities';

interface Naming {
  /** Label names by id. */
  labels: readonly string[];
  /** The tokenizer's decoder: makes words of tokens. */
  join(tokens: string[]): string;
}

/** A token, or a word made of several. */
type Labelled = Omit<TokenEntity, 'index'>;

/** Each token with its best label. */
export function bestLabels(tokens: readonly PreEntity[], labels: readonly string[]): TokenEntity[] {
  return tokens.map(({ word, scores, start, end, index }) => {
    const best = argmax(scores);
    return { entity: labels[best] ?? String(best), score: scores[best] ?? 0, index, word, start, end };
  });
}

/** Entities made of tokens, as the Python pipeline makes them. */
export function aggregate(
  tokens: readonly PreEntity[],
  strategy: Exclude<AggregationStrategy, 'none'>,
  naming: Naming,
): EntityGroup[] {
  const labelled: Labelled[] =
    strategy === 'simple'
      ? bestLabels(tokens, naming.labels)
      : wordsOf(tokens).map((word) => labelWord(word, strategy, naming));
  return groupEntities(labelled, naming);
}

/** Tokens of one word together. */
function wordsOf(tokens: readonly PreEntity[]): PreEntity[][] {
  const words: PreEntity[][] = [];
  for (const token of tokens) {
    const word = words.at(-1);
    if (word && token.is_subword) word.push(token);
    else words.push([token]);
  }
  return words;
}

/** One label for a whole word. */
function labelWord(tokens: PreEntity[], strategy: 'first' | 'average' | 'max', { labels, join }: Naming): Labelled {
  const scores = wordScores(tokens, strategy);
  const best = argmax(scores);
  return {
    entity: labels[best] ?? String(best),
    score: scores[best] ?? 0,
    word: join(tokens.map(({ word }) => word)),
    start: tokens[0]?.start ?? 0,
    end: tokens.at(-1)?.end ?? 0,
  };
}

function wordScores(tokens: PreEntity[], strategy: 'first' | 'average' | 'max'): ArrayLike<number> {
  const first = tokens[0]?.scores ?? [];
  switch (strategy) {
    case 'first':
      return first;
    case 'max':
      return tokens.reduce<ArrayLike<number>>(
        (best, { scores }) => (highest(scores) > highest(best) ? scores : best),
        first,
      );
    case 'average':
      return Array.from(first, (_, label) => mean(tokens.map(({ scores }) => scores[label] ?? 0)));
    default:
      return strategy satisfies never;
  }
}

/** Neighbours with the same label belong together, unless the later one says that something begins (`B-`). */
function groupEntities(entities: readonly Labelled[], naming: Naming): EntityGroup[] {
  const groups: Labelled[][] = [];
  for (const entity of entities) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && !entity.entity.startsWith('B-') && tagOf(entity) === tagOf(last)) group.push(entity);
    else groups.push([entity]);
  }
  return groups.map((group) => ({
    entity_group: group[0]?.entity.replace(/^[^-]*-/, '') ?? '',
    score: mean(group.map(({ score }) => score)),
    word: naming.join(group.map(({ word }) => word)),
    start: group[0]?.start ?? 0,
    end: group.at(-1)?.end ?? 0,
  }));
}

const tagOf = ({ entity }: Labelled): string => entity.replace(/^[BI]-/, '');

/** The first of the highest. */
function argmax(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) if ((numbers[i] ?? 0) > (numbers[best] ?? 0)) best = i;
  return best;
}

const highest = (numbers: ArrayLike<number>): number => numbers[argmax(numbers)] ?? 0;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
