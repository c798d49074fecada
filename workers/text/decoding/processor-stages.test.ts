import { expect, it } from 'vitest';
import { type GenerationOptions, GREEDY, lengthLimits } from './generation-options';
import golden from './goldens/processor-stages.json';
import { namedProcessors } from './logits-processors';
import { softmax } from './softmax';

interface Case {
  vector: 'spread' | 'flat';
  options: Partial<GenerationOptions>;
  stages: { name: string; probabilities: number[] }[];
}

const cases = golden.cases as unknown as Case[];

it.each(cases.map((one) => ({ ...one, name: `${one.vector} ${JSON.stringify(one.options)}` })))(
  'each processor leaves the distribution of transformers: $name',
  ({ vector, options, stages }) => {
    const all = { ...GREEDY, do_sample: true, ...options };
    const limits = lengthLimits(all, golden.prompt_length, 1000);
    const processors = namedProcessors(all, limits, new Set(golden.end_ids));
    expect(processors.map(({ name }) => name)).toEqual(stages.map(({ name }) => name));
    const scores = Float32Array.from(golden.vectors[vector]);
    for (const [index, { apply }] of processors.entries()) {
      apply(scores, golden.ids);
      const expected = stages[index]?.probabilities ?? [];
      const worst = softmax(scores).reduce((most, p, id) => Math.max(most, Math.abs(p - (expected[id] ?? 2))), 0);
      expect(worst, stages[index]?.name).toBeLessThan(1e-5);
    }
  },
);
