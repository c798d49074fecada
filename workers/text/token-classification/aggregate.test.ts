import { describe, expect, it } from 'vitest';
import { buildRow, specialCount } from '../encoding/rows';
import { windowsOf } from '../encoding/windows';
import { testTokenizer } from '../test-tokenizer';
import { aggregate, bestLabels } from './aggregate';
import type { AggregationStrategy, EntityGroup, TokenEntity } from './entities';
import { gatherPreEntities } from './gather';
import goldens from './goldens/token-classification.json';
import { mergeOverlapping } from './overlap';

const LABELS = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'MISC'];
/** `model_max_length` of the goldens. */
const MAX_TOKENS = 24;

type Entity = TokenEntity | EntityGroup;
type Case = (typeof goldens.cases)[number];

/** As the runner puts the modules together. */
function classify(golden: Case, strategy: AggregationStrategy): Entity[] {
  const tokenizer = testTokenizer(golden.tokenizer);
  const encoding = tokenizer.encode(golden.text);
  const room = MAX_TOKENS - specialCount(tokenizer.frame.single);
  const windows = windowsOf(encoding.ids.length, room, golden.stride ?? 0).slice(0, golden.logits.length);
  const tokens = windows.map((window, index) => {
    const row = buildRow(tokenizer.frame.single, [{ encoding, ...window }]);
    const logits = Float32Array.from(golden.logits[index] ?? []);
    expect(logits.length).toBe(row.ids.length * LABELS.length);
    return gatherPreEntities(golden.text, encoding, row, logits, LABELS.length, tokenizer);
  });
  if (strategy === 'none')
    return tokens.flatMap((part) => bestLabels(part, LABELS)).filter((one) => one.entity !== 'O');
  const groups = tokens
    .flatMap((part) => aggregate(part, strategy, { labels: LABELS, join: tokenizer.join }))
    .filter((group) => group.entity_group !== 'O');
  return windows.length > 1 ? mergeOverlapping(groups) : groups;
}

describe.each(goldens.cases.map((golden) => [golden.tokenizer, golden.stride, golden.text, golden] as const))(
  '%s, stride %s, %s',
  (_tokenizer, _stride, _text, golden) => {
    it.each(Object.entries(golden.results))('%s finds what Python finds', (strategy, expected) => {
      const actual = classify(golden, strategy as AggregationStrategy);
      expect(actual).toEqual(
        (expected as Entity[]).map((entity) => ({ ...entity, score: expect.closeTo(entity.score, 5) })),
      );
    });
  },
);

it('slices the text', () => {
  const golden = goldens.cases.find(({ text }) => text.includes('👩‍👩‍👧')) as Case;
  const words = classify(golden, 'none').map(({ start, end }) => golden.text.slice(start, end));
  expect(words.every((word) => word.isWellFormed())).toBe(true);
});
