import { describe, expect, it } from 'vitest';
import { type GeneratedSequence, generateTokens } from './generate';
import { type GenerationOptions, GREEDY } from './generation-options';
import golden from './goldens/beam-search.json';
import { createToy } from './toy-model';

/** transformers' options as JSON has them. */
type Options = Partial<GenerationOptions> & { eos_token_id?: number | number[] };
type Case = { options: Options; prompts: { ids: number[]; score: number | null }[][] };

const cases = golden.cases as unknown as Case[];
const [last = [], before = [], oneMore = []] = golden.tables;
const width = last.length;

/** The sum of three rows of the tables, chosen by the last three tokens; as training/goldens/toy_model.py. */
const logitsAfter = (ids: readonly number[]): number[] => {
  const rows = [last, before, oneMore].map((table, back) => table[ids[ids.length - 1 - back] ?? -1] ?? []);
  return Array.from({ length: width }, (_, id) => rows.reduce((sum, row) => sum + (row[id] ?? 0), 0));
};

function run({ eos_token_id = 0, ...options }: Options, prompts: number[][]) {
  const { model, calls } = createToy(logitsAfter, { endTokenIds: new Set([eos_token_id].flat()) });
  const hooks = { checkpoint: async () => {} };
  const all = { ...GREEDY, ...options };
  return generateTokens({ model, session: model.openSession(), prompts, options: all, hooks }).then((results) => ({
    results,
    calls,
  }));
}

function expectSame(actual: GeneratedSequence[] | undefined, expected: Case['prompts'][number] | undefined) {
  expect(actual?.map(({ tokenIds }) => tokenIds)).toEqual(expected?.map(({ ids }) => ids));
  for (const [index, { score }] of (expected ?? []).entries()) {
    if (score === null) expect(actual?.[index]?.score).toBeNull();
    else expect(actual?.[index]?.score).toBeCloseTo(score, 4);
  }
}

describe('generateTokens gives the tokens and sequences_scores of transformers', () => {
  it.each(cases.map((one) => ({ name: JSON.stringify(one.options), ...one })))('$name', async (one) => {
    const { results, calls } = await run(one.options, golden.prompts);
    expect(results).toHaveLength(2);
    for (const [index, expected] of one.prompts.entries()) expectSame(results[index], expected);
    expect(calls).toMatchObject({ prefill: 1, disposed: 1 });
  });

  it('one prompt at a time gives the same as both together', async () => {
    for (const { options, prompts } of cases.filter(({ options }) => (options.num_beams ?? 1) > 1)) {
      for (const [index, prompt] of golden.prompts.entries()) {
        expectSame((await run(options, [prompt])).results[0], prompts[index]);
      }
    }
  });
});
