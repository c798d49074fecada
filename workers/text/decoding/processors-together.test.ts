import { describe, expect, it } from 'vitest';
import { type GenerationOptions, GREEDY, lengthLimits } from './generation-options';
import golden from './goldens/processors-together.json';
import { logitsProcessors } from './logits-processors';
import { softmax } from './softmax';

interface Case {
  vector: 'spread' | 'flat';
  ids: number[];
  max_new_tokens: number;
  options: Partial<GenerationOptions>;
  probabilities: number[];
}

const cases = golden.cases as unknown as Case[];

/** What the processors of a run make of the scores after `ids`. */
function probabilitiesAfter({ vector, ids, max_new_tokens, options }: Case): Float64Array {
  const all = { ...GREEDY, ...options, max_new_tokens };
  const limits = lengthLimits(all, Math.min(golden.prompt_length, ids.length), 1000);
  const scores = Float32Array.from(golden.vectors[vector]);
  for (const processor of logitsProcessors(all, limits, new Set(golden.end_ids))) processor(scores, ids);
  return softmax(scores);
}

describe('logits processors, one by one and together', () => {
  it.each(cases.map((one) => ({ ...one, name: JSON.stringify(one.options) })))(
    'as transformers: $name, $vector, $max_new_tokens',
    (one) => {
      const probabilities = probabilitiesAfter(one);
      expect(probabilities.length).toBe(one.probabilities.length);
      for (const [id, probability] of one.probabilities.entries()) {
        expect(Math.abs((probabilities[id] ?? 0) - probability)).toBeLessThan(1e-5);
        // Ruled out is not the same as unlikely.
        if (probability > 1e-7) expect(probabilities[id]).toBeGreaterThan(0);
      }
    },
  );

  it('are none for plain greedy decoding, so that no logits are copied', () => {
    const limits = lengthLimits(GREEDY, 3, 64);
    expect(logitsProcessors(GREEDY, limits, new Set([0]))).toEqual([]);
  });
});
