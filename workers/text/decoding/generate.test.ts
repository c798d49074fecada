import { describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import { type GenerationHooks, generateTokens } from './generate';
import { type GenerationOptions, GREEDY } from './generation-options';
import type { LanguageModel } from './language-model';
import { createToy } from './toy-model';

const END = 0;
const PAD = 1;
const VOCABULARY = 8;

/** The likeliest token after t is t + 1, and after the last one the end. */
const counting = (ids: readonly number[], height = 3): number[] => {
  const next = ((ids.at(-1) ?? 0) + 1) % VOCABULARY;
  return Array.from({ length: VOCABULARY }, (_, id) => (id === next ? height : 0));
};
const toy = (overrides: Partial<LanguageModel> = {}) => createToy((ids) => counting(ids), overrides);

const OPTIONS: GenerationOptions = { ...GREEDY, max_new_tokens: 20, seed: 1 };
const SAMPLE: GenerationOptions = { ...OPTIONS, do_sample: true, top_k: 0 };
const hooks = () => ({ onToken: vi.fn(), onStep: vi.fn(), checkpoint: vi.fn(async () => {}) });

/** One prompt with a new session. */
async function generate(
  model: LanguageModel,
  prompt: number[],
  options: GenerationOptions,
  given: GenerationHooks = hooks(),
) {
  const session = model.openSession();
  const [sequences = []] = await generateTokens({ model, session, prompts: [prompt], options, hooks: given });
  return sequences;
}

describe('greedy decoding', () => {
  it('streams each token and stops at the end token', async () => {
    const { model, calls } = toy();
    const seen = hooks();
    const [sequence] = await generate(model, [3, 4], OPTIONS, seen);
    expect(sequence).toEqual({
      text: '567',
      tokenIds: [5, 6, 7, END],
      finishReason: 'stop',
      score: null,
      tokens: null,
    });
    expect(seen.onToken.mock.calls).toEqual([
      [0, 0, 5, '5'],
      [0, 1, 6, '6'],
      [0, 2, 7, '7'],
      [0, 3, END, ''],
    ]);
    expect(calls).toEqual({ prefill: 1, steps: [[5], [6], [7]], reorders: [], disposed: 1 });
  });

  it('stops at max_new_tokens, and reads no token whose logits nobody wants', async () => {
    const { model, calls } = toy();
    const [sequence] = await generate(model, [1], { ...OPTIONS, max_new_tokens: 2 });
    expect(sequence).toMatchObject({ tokenIds: [2, 3], finishReason: 'length' });
    expect(calls.steps).toHaveLength(1);
  });

  it('stops where the context ends', async () => {
    const { model } = toy({ contextLength: 5 });
    const [sequence] = await generate(model, [1, 2, 3], { ...OPTIONS, max_new_tokens: null });
    expect(sequence).toMatchObject({ tokenIds: [4, 5], finishReason: 'length' });
  });

  it('stops at a stop string, which stays in the text', async () => {
    const { model } = toy();
    const [sequence] = await generate(model, [2], { ...OPTIONS, stop_strings: ['9', '56'] });
    expect(sequence).toMatchObject({ text: '3456', finishReason: 'stop_string' });
  });

  it('stops within one token when the checkpoint throws, and gives the cache back', async () => {
    const { model, calls } = toy();
    const seen = hooks();
    seen.checkpoint.mockImplementation(async () => {
      if (seen.checkpoint.mock.calls.length > 3) throw new Error('stop');
    });
    await expect(generate(model, [1], OPTIONS, seen)).rejects.toThrow('stop');
    expect(seen.onToken).toHaveBeenCalledTimes(3);
    expect(calls.disposed).toBe(1);
  });

  it.each([1, 3])('names logits that are not numbers, with %i beams', async (num_beams) => {
    const { model, calls } = createToy(() => new Float32Array(VOCABULARY).fill(Number.NaN));
    const error = await generate(model, [1], { ...OPTIONS, num_beams }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FailureError);
    expect(error).toMatchObject({ failure: { code: 'numerical-failure' } });
    expect(calls.disposed).toBe(1);
  });

  it('goes on when knobs rule out every token, as argmax does', async () => {
    const { model } = toy();
    const options = { ...OPTIONS, max_new_tokens: 1, suppress_tokens: [0, 1, 2, 3, 4, 5, 6, 7], output_scores: true };
    const [sequence] = await generate(model, [1], options);
    expect(sequence?.tokenIds).toEqual([0]);
    expect(JSON.parse(JSON.stringify(sequence))).toEqual(sequence);
  });
});

describe('sampling', () => {
  it('repeats exactly for a seed; each sequence has its own numbers', async () => {
    const sample = { ...SAMPLE, temperature: 4, num_return_sequences: 3, max_new_tokens: 12 };
    const texts = async (seed: number) =>
      (await generate(toy().model, [1], { ...sample, seed })).map(({ text }) => text);
    const first = await texts(5);
    expect(await texts(5)).toEqual(first);
    expect(await texts(6)).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(1);
  });

  it('reads the prompt once for all sequences, and gives each the text it would have alone', async () => {
    const { model, calls } = toy();
    const sample = { ...SAMPLE, temperature: 3, num_return_sequences: 5, seed: 3 };
    const together = await generate(model, [4, 2], sample);
    expect(calls.prefill).toBe(1);
    expect(calls.reorders[0]).toEqual([0, 0, 0, 0, 0]);
    for (const [sequence, { tokenIds }] of together.entries()) {
      const session = toy().model;
      const request = { model: session, session: session.openSession(), prompts: [[4, 2]], hooks: hooks() };
      const options = { ...sample, num_return_sequences: 1 };
      const [[alone] = []] = await generateTokens({ ...request, options, firstPrompt: sequence });
      expect(tokenIds).toEqual(alone?.tokenIds);
    }
  });

  it('feeds padding to rows that are done, and leaves them behind once half of them are', async () => {
    const { model, calls } = toy();
    const rows = await generate(model, [1], { ...SAMPLE, temperature: 3, num_return_sequences: 4, seed: 3 });
    const lengths = rows.map(({ tokenIds }) => tokenIds.length);
    expect(Math.max(...lengths)).toBeGreaterThan(Math.min(...lengths));
    expect(calls.steps.some((step) => step.includes(PAD))).toBe(true);
    expect(calls.steps.at(-1)?.length).toBeLessThan(4);
    for (const [row, { tokenIds, finishReason }] of rows.entries()) {
      if (finishReason === 'stop') expect(tokenIds.indexOf(END), `row ${row}`).toBe(tokenIds.length - 1);
    }
  });

  it('takes prompts of one length together: the same as one by one', async () => {
    const prompts = [
      [1, 2],
      [5, 6],
      [3, 1],
    ];
    const options = { ...SAMPLE, temperature: 2, num_return_sequences: 2, seed: 8 };
    const { model } = toy();
    const together = await generateTokens({ model, session: model.openSession(), prompts, options, hooks: hooks() });
    for (const [firstPrompt, prompt] of prompts.entries()) {
      const session = model.openSession();
      const [alone] = await generateTokens({ model, session, prompts: [prompt], firstPrompt, options, hooks: hooks() });
      expect(together[firstPrompt]).toEqual(alone);
    }
  });

  it('draws as often as the filtered probabilities say', async () => {
    const { model } = createToy(() => [-20, 1.5, 1, 0.5, 0, -0.5, -1, -1.5]);
    const sequences = 1000;
    const options = { ...SAMPLE, temperature: 0.7, top_p: 0.9, num_return_sequences: sequences, max_new_tokens: 8 };
    const counts = new Array<number>(VOCABULARY).fill(0);
    for (const { tokenIds } of await generate(model, [1], options)) {
      for (const id of tokenIds) counts[id] = (counts[id] ?? 0) + 1;
    }
    // exp(logit / 0.7) of the tokens that are in the nucleus: 1 to 4 have 0.93 of the whole.
    const weights = [1.5, 1, 0.5, 0].map((logit) => Math.exp(logit / 0.7));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const draws = sequences * 8;
    expect(counts.slice(5)).toEqual([0, 0, 0]);
    const chiSquared = weights.reduce((sum, weight, index) => {
      const expected = (draws * weight) / total;
      return sum + ((counts[index + 1] ?? 0) - expected) ** 2 / expected;
    }, 0);
    // 3 degrees of freedom: above 16.3 once in a thousand for a sound sampler.
    expect(chiSquared).toBeLessThan(16.3);
  });

  it.each([{ top_p: 0.01 }, { top_k: 1 }, { min_p: 1 }, { temperature: 0.01 }])(
    'is greedy at the tightest %j: the knob acts',
    async (knob) => {
      const [sequence] = await generate(toy().model, [1], { ...SAMPLE, ...knob, seed: 9 });
      expect(sequence?.tokenIds).toEqual([2, 3, 4, 5, 6, 7, END]);
    },
  );
});

describe('beams', () => {
  const beams = { ...OPTIONS, num_beams: 3, num_return_sequences: 3, max_new_tokens: 6 };

  it('read the prompt once, tell each step, and no text before the end', async () => {
    const { model, calls } = toy();
    const seen = hooks();
    const sequences = await generate(model, [5], beams, seen);
    expect(sequences[0]).toMatchObject({ tokenIds: [6, 7, END], text: '67', finishReason: 'stop' });
    expect(calls.prefill).toBe(1);
    expect(seen.onToken).not.toHaveBeenCalled();
    expect(seen.onStep.mock.calls[0]).toEqual([1, 6]);
    const scores = sequences.map(({ score }) => score ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('find a sequence that is likelier than the greedy one', async () => {
    // Greedy takes 2, after which nothing is likely; 3 leads to a certain end.
    const { model } = createToy((ids) => {
      const last = ids.at(-1);
      if (last === 1) return [-20, -20, 1, 0.8, -20, -20, -20, -20];
      return last === 3 ? [9, -20, -20, -20, -20, -20, -20, -20] : [0, 0, 0, 0, 0, 0, 0, 0];
    });
    const [greedy] = await generate(model, [1], { ...OPTIONS, max_new_tokens: 5 });
    const [best] = await generate(model, [1], { ...beams, num_beams: 2, num_return_sequences: 1, max_new_tokens: 5 });
    expect(greedy?.tokenIds[0]).toBe(2);
    expect(best?.tokenIds).toEqual([3, END]);
  });

  it('report probabilities that add up to the score', async () => {
    const { model } = toy();
    const sequences = await generate(model, [2, 3], { ...beams, output_scores: true, length_penalty: 0 });
    for (const { tokens, score, tokenIds } of sequences) {
      expect(tokens?.map(({ id }) => id)).toEqual(tokenIds);
      expect(tokens?.reduce((sum, { logprob }) => sum + logprob, 0)).toBeCloseTo(score ?? 0, 4);
    }
  });

  it('stop within one step when the checkpoint throws, and give the cache back', async () => {
    const { model, calls } = toy();
    const seen = hooks();
    seen.checkpoint.mockImplementation(async () => {
      if (seen.checkpoint.mock.calls.length > 2) throw new Error('stop');
    });
    await expect(generate(model, [1], beams, seen)).rejects.toThrow('stop');
    expect(seen.onStep).toHaveBeenCalledTimes(2);
    expect(calls.disposed).toBe(1);
  });

  it('stop at a stop string', async () => {
    const { model } = toy();
    const [best] = await generate(model, [2], { ...beams, stop_strings: ['45'] });
    expect(best).toMatchObject({ text: '345', finishReason: 'stop_string' });
  });

  it('drawn ones repeat for a seed, differ for another, and are best first', async () => {
    const drawn = { ...beams, do_sample: true, top_k: 0, temperature: 2 };
    const ids = async (seed: number) =>
      (await generate(toy().model, [1, 3], { ...drawn, seed })).map(({ tokenIds }) => tokenIds);
    const first = await ids(4);
    expect(await ids(4)).toEqual(first);
    const others = await Promise.all([5, 6, 7].map(ids));
    expect(others).not.toEqual([first, first, first]);
    const sequences = await generate(toy().model, [1, 3], { ...drawn, seed: 4 });
    expect(sequences).toHaveLength(3);
    const scores = sequences.map(({ score }) => score ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('go on in full number though every end token is likelier than what goes on', async () => {
    const { model, calls } = createToy(() => [5, 0, 5.1, 5.2, 0.1, 0.2, 0.3, 0.4], { endTokenIds: new Set([0, 2, 3]) });
    const options = { ...beams, num_beams: 2, num_return_sequences: 2, max_new_tokens: 3, length_penalty: 4 };
    await generate(model, [1], { ...options, early_stopping: 'never' });
    expect(calls.steps[0]).toHaveLength(2);
  });

  it('do with the candidates that there are, where knobs leave only one', async () => {
    const { model, calls } = toy();
    const [best] = await generate(model, [1], { ...beams, forced_bos_token_id: 6 });
    expect(best?.tokenIds).toEqual([6, 7, END]);
    // One beam after the forced token: its duplicates are not computed.
    expect(calls.steps[0]).toEqual([6]);
  });
});

describe('output_scores', () => {
  it('gives log-softmax after all processors, with the likeliest alternatives', async () => {
    const { model } = toy();
    const [plain] = await generate(model, [2], { ...OPTIONS, max_new_tokens: 1, output_scores: true });
    const total = Math.log(Math.exp(3) + 7);
    expect(plain?.tokens).toHaveLength(1);
    expect(plain?.tokens?.[0]).toMatchObject({ id: 3, logprob: expect.closeTo(3 - total, 6) });
    expect(plain?.tokens?.[0]?.alternatives).toHaveLength(5);
    expect(plain?.tokens?.[0]?.alternatives[0]).toMatchObject({ id: 3 });
    expect(plain?.tokens?.[0]?.alternatives[1]).toMatchObject({ id: 0, logprob: expect.closeTo(-total, 6) });

    const [sharp] = await generate(model, [2], { ...SAMPLE, top_k: 1, max_new_tokens: 1, output_scores: true });
    expect(sharp?.tokens?.[0]).toEqual({ id: 3, logprob: 0, alternatives: [{ id: 3, logprob: 0 }] });
  });
});
