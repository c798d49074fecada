import { describe, expect, it } from 'vitest';
import { softmax } from '../decoding/softmax';
import { buildRow, whole } from '../encoding/rows';
import { testTokenizer } from '../test-tokenizer';
import goldens from './goldens/fill-mask.json';
import { otherMaskIn } from './mask-tokens';
import { targetIds } from './targets';
import { topTokens } from './top-tokens';

interface Candidate {
  score: number;
  token: number;
  token_str: string;
  sequence: string;
}

const tokenizer = testTokenizer('wordpiece-cased');

it.each(goldens.cases)('fills as Python: $text with $targets', (golden) => {
  const row = buildRow(tokenizer.frame.single, [whole(tokenizer.encode(golden.text))]);
  expect(row.ids).toEqual(golden.input_ids);
  const masks = row.ids.flatMap((id, index) => (id === tokenizer.maskId ? [index] : []));
  const among = golden.targets && targetIds(golden.targets, tokenizer).ids;
  const found = masks.map((mask) => {
    const logits = (golden.logits as Record<string, number[] | undefined>)[mask] ?? [];
    return topTokens(softmax(Float32Array.from(logits)), golden.top_k, among).map(({ id, score }) => ({
      score,
      token: id,
      token_str: tokenizer.decode([id], false),
      sequence: tokenizer.decode(row.ids.with(mask, id), masks.length === 1),
    }));
  });
  const expected = (masks.length === 1 ? [golden.result] : golden.result) as Candidate[][];
  expect(found).toEqual(expected.map((list) => list.map((one) => ({ ...one, score: expect.closeTo(one.score, 5) }))));
});

describe('targets', () => {
  it('says which words are judged by their first token, and which are nothing at all', () => {
    const { ids, replaced, dropped } = targetIds(['the', 'the', 'doggedly', '\u0007'], tokenizer);
    expect(ids).toHaveLength(2);
    expect(replaced.map(({ target }) => target)).toEqual(['doggedly']);
    expect(dropped).toEqual(['\u0007']);
  });
});

describe('topTokens', () => {
  it('puts equals in the order of their ids, and gives fewer where there are fewer', () => {
    const probabilities = Float64Array.of(0.2, 0.3, 0.2, 0.3);
    expect(topTokens(probabilities, 3, null).map(({ id }) => id)).toEqual([1, 3, 0]);
    expect(topTokens(probabilities, 9, [2, 0]).map(({ id }) => id)).toEqual([0, 2]);
  });
});

it('knows the masks of other tokenizers', () => {
  expect(otherMaskIn('a <mask> b', '[MASK]')).toBe('<mask>');
  expect(otherMaskIn('a [MASK] b', '[MASK]')).toBeNull();
});
