import { describe, expect, it } from 'vitest';
import golden from './goldens/logits-processors.json';
import { softmax } from './softmax';
import { applyTemperature } from './temperature';
import { applyTopK } from './top-k';
import { applyTopP } from './top-p';

const vectors: Record<string, number[]> = golden.vectors;

describe('temperature, top_k and top_p', () => {
  it.each(golden.cases)('as transformers: $vector temperature=$temperature top_k=$top_k top_p=$top_p', (expected) => {
    const logits = Float32Array.from(vectors[expected.vector] ?? []);
    applyTemperature(logits, expected.temperature);
    applyTopK(logits, expected.top_k);
    applyTopP(logits, expected.top_p);
    const probabilities = softmax(logits);
    expect(probabilities.length).toBe(expected.probabilities.length);
    for (const [id, probability] of expected.probabilities.entries()) {
      expect(Math.abs((probabilities[id] ?? 0) - probability)).toBeLessThan(1e-5);
    }
  });
});
