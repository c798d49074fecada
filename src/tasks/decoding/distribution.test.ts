import { describe, expect, it } from 'vitest';
import golden from '../../../workers/text/decoding/goldens/processor-stages.json';
import { barsOf, entropyAt, KNOBS, type Knobs, pickedBy, stagesOf, wheelOf } from './distribution';

interface Case {
  vector: 'spread' | 'flat';
  options: Record<string, number>;
  stages: { name: string; probabilities: number[] }[];
}

const NEUTRAL: Knobs = { temperature: 1, top_k: 0, top_p: 1, min_p: 0, typical_p: 1, repetition_penalty: 1 };
const cases = (golden.cases as unknown as Case[]).filter(({ options }) => !('no_repeat_ngram_size' in options));
const LOGITS = Float32Array.of(2, 1, 0, -1);

describe('the stages of a distribution on the page', () => {
  it('have goldens', () => expect(cases.length).toBeGreaterThan(10));

  it.each(cases.map((one) => ({ ...one, name: JSON.stringify(one.options) })))(
    "are transformers': $name",
    ({ vector, options, stages }) => {
      const made = stagesOf(Float32Array.from(golden.vectors[vector]), golden.ids, { ...NEUTRAL, ...options });
      expect(made.map(({ name }) => name)).toEqual(['raw', ...stages.map(({ name }) => name)]);
      for (const [index, { probabilities, name }] of stages.entries()) {
        for (const [id, probability] of probabilities.entries()) {
          expect(Math.abs((made[index + 1]?.probabilities[id] ?? 0) - probability), name).toBeLessThan(1e-5);
        }
      }
    },
  );

  it('are the raw one alone while every knob is neutral', () => {
    expect(stagesOf(LOGITS, [1], NEUTRAL).map(({ name }) => name)).toEqual(['raw']);
    expect(KNOBS).toHaveLength(Object.keys(NEUTRAL).length);
  });

  it('say which processor cut a token, and keep what must be seen', () => {
    const stages = stagesOf(LOGITS, [], { ...NEUTRAL, temperature: 2, top_k: 2 });
    const bars = barsOf(stages, 2, 2, [3]);
    expect(bars.map(({ id, cutBy }) => [id, cutBy])).toEqual([
      [0, null],
      [1, null],
      [3, 'top_k'],
    ]);
    expect(barsOf(stages, 1, 2, [3]).at(-1)?.cutBy).toBeNull();
    expect(stages.map(({ kept }) => kept)).toEqual([4, 4, 2]);
    expect((bars[0]?.probability ?? 0) + (bars[1]?.probability ?? 0)).toBeCloseTo(1, 6);
  });

  it('put the dice on a wheel: a number picks the part that it falls on', () => {
    const [stage] = stagesOf(LOGITS, [], NEUTRAL);
    if (!stage) throw new Error('no stage');
    const wheel = wheelOf(stage);
    expect(wheel.at(-1)?.to).toBeCloseTo(1, 6);
    for (const { id, from, to } of wheel) {
      expect(pickedBy(stage, from)).toBe(id);
      expect(pickedBy(stage, (from + to) / 2)).toBe(id);
    }
    expect(entropyAt(stagesOf(new Float32Array(8), [], NEUTRAL)[0] ?? stage)).toBeCloseTo(Math.log(8), 6);
  });
});
