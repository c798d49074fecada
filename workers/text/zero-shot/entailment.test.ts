import { expect, it } from 'vitest';
import { candidateScores, entailmentIds, namesEntailment, ranked } from './entailment';
import goldens from './goldens/zero-shot.json';

it.each(goldens.cases)('scores as Python: $label2id, $logits.length labels, multi_label $multi_label', (golden) => {
  const label2id = golden.label2id as unknown as Record<string, number>;
  const ids = entailmentIds(label2id, Object.keys(label2id).length);
  const scores = candidateScores(golden.logits, ids, golden.multi_label);
  const order = ranked(scores);
  expect(order).toEqual(golden.order);
  for (const [place, index] of order.entries()) {
    expect(Math.abs((scores[index] ?? 0) - (golden.scores[place] ?? 0))).toBeLessThan(1e-6);
  }
});

it('tells whether a model names its entailment label', () => {
  expect(namesEntailment({ Entailment: 0 })).toBe(true);
  expect(namesEntailment({ LABEL_0: 0 })).toBe(false);
});
