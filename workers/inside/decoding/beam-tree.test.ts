import { describe, expect, it } from 'vitest';
import { generateTokens } from '../../text/decoding/generate';
import { type GenerationOptions, GREEDY } from '../../text/decoding/generation-options';
import golden from '../../text/decoding/goldens/beam-search.json';
import { createToy } from '../../text/decoding/toy-model';
import { BeamTree } from './beam-tree';

type Options = Partial<GenerationOptions> & { eos_token_id?: number | number[] };
type Case = { options: Options; prompts: { ids: number[]; score: number | null }[][] };

const cases = (golden.cases as unknown as Case[]).filter(({ options }) => (options.num_beams ?? 1) > 1);
const tables = golden.tables as number[][][];

/** The sum of three rows of the tables, chosen by the last three tokens; as training/goldens/toy_model.py. */
const logitsAfter = (ids: readonly number[]): number[] => {
  const rows = tables.map((table, back) => table[ids[ids.length - 1 - back] ?? -1] ?? []);
  return Array.from({ length: tables[0]?.length ?? 0 }, (_, id) => rows.reduce((sum, row) => sum + (row[id] ?? 0), 0));
};

async function treesOf({ eos_token_id = 0, ...options }: Options) {
  const { model } = createToy(logitsAfter, { endTokenIds: new Set([eos_token_id].flat()) });
  const trees = golden.prompts.map(() => new BeamTree());
  const results = await generateTokens({
    model,
    session: model.openSession(),
    prompts: golden.prompts,
    options: { ...GREEDY, ...options },
    hooks: { checkpoint: async () => {}, onCandidates: (prompt, candidates) => trees[prompt]?.add(candidates) },
  });
  return { trees, results };
}

describe('the tree of a beam search', () => {
  it.each(cases.map((one) => ({ name: JSON.stringify(one.options), ...one })))(
    "ends in the sequences and scores of transformers' generate: $name",
    async ({ options, prompts }) => {
      const { trees } = await treesOf(options);
      for (const [index, expected] of prompts.entries()) {
        const tree = trees[index] ?? new BeamTree();
        const ended = tree.nodes.filter(({ fate }) => fate === 'finished');
        ended.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
        const best = ended.slice(0, expected.length);
        expect(best.map(({ id }) => tree.pathTo(id))).toEqual(expected.map(({ ids }) => ids));
        for (const [rank, { score }] of expected.entries()) expect(best[rank]?.score).toBeCloseTo(score ?? 0, 4);
      }
    },
  );

  it('keeps what was given up, and no more than num_beams running', async () => {
    const { trees, results } = await treesOf({ num_beams: 3, num_return_sequences: 3, max_new_tokens: 6 });
    const [tree = new BeamTree()] = trees;
    const depths = tree.nodes.map(({ id }) => tree.pathTo(id).length);
    for (let depth = 1; depth <= 6; depth++) {
      const level = tree.nodes.filter((_, index) => depths[index] === depth);
      expect(level.filter(({ fate }) => fate === 'kept').length).toBeLessThanOrEqual(3);
      expect(level.length).toBeLessThanOrEqual(6);
    }
    expect(tree.nodes.some(({ fate }) => fate === 'pruned')).toBe(true);
    for (const node of tree.nodes) {
      const before = node.parent === null ? 0 : (tree.nodes[node.parent]?.sum ?? 0);
      expect(node.sum).toBeCloseTo(before + node.logprob, 5);
      expect(node.logprob).toBeLessThanOrEqual(1e-6);
    }
    const paths = new Set(tree.nodes.map(({ id }) => tree.pathTo(id).join(' ')));
    for (const { tokenIds } of results[0] ?? []) expect(paths).toContain(tokenIds.join(' '));
  });
});
