import { describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import { type GenerateHooks, type GenerateOptions, generate } from './generate';
import type { LanguageModel } from './language-model';

const END = 0;
const VOCABULARY = 8;

/** A toy: the likeliest token after t is t + 1, and after the last one the end. It counts what it is asked. */
function createToy(contextLength = 64, logit = (id: number, next: number): number => (id === next ? 3 : 0)) {
  const calls = { prefill: 0, step: 0, disposed: 0, steps: [] as number[][] };
  const logitsAfter = (token: number) => {
    const next = (token + 1) % VOCABULARY;
    return Float32Array.from({ length: VOCABULARY }, (_, id) => logit(id, next));
  };
  const model: LanguageModel = {
    contextLength,
    endTokenIds: new Set([END]),
    padTokenId: END,
    encode: (text) => [...text].map(Number),
    decode: (ids) => ids.join(''),
    openSession: () => ({
      async prefill(rows) {
        calls.prefill += 1;
        return rows.map((row) => logitsAfter(row.at(-1) ?? 0));
      },
      async step(tokens) {
        calls.step += 1;
        calls.steps.push(tokens);
        return tokens.map(logitsAfter);
      },
      async dispose() {
        calls.disposed += 1;
      },
    }),
  };
  return { model, calls };
}

const OPTIONS: GenerateOptions = {
  max_new_tokens: 20,
  do_sample: false,
  temperature: 1,
  top_k: 0,
  top_p: 1,
  num_return_sequences: 1,
  seed: 1,
};
const hooks = (): GenerateHooks => ({ onToken: vi.fn(), checkpoint: async () => {} });

describe('generate', () => {
  it('is greedy, streams each token and stops at the end token', async () => {
    const { model, calls } = createToy();
    const seen = hooks();
    const [sequence] = await generate(model, [3, 4], OPTIONS, seen);
    expect(sequence).toEqual({ text: '567', tokenIds: [5, 6, 7, END], finishReason: 'stop' });
    expect(vi.mocked(seen.onToken).mock.calls).toEqual([
      [0, 0, 5, '5'],
      [0, 1, 6, '6'],
      [0, 2, 7, '7'],
      [0, 3, END, ''],
    ]);
    expect(calls).toMatchObject({ prefill: 1, step: 3, disposed: 1 });
  });

  it('stops at max_new_tokens, and reads no token whose logits nobody wants', async () => {
    const { model, calls } = createToy();
    const [sequence] = await generate(model, [1], { ...OPTIONS, max_new_tokens: 2 }, hooks());
    expect(sequence).toMatchObject({ tokenIds: [2, 3], finishReason: 'length' });
    expect(calls.step).toBe(1);
  });

  it('stops where the context ends', async () => {
    const { model } = createToy(5);
    const [sequence] = await generate(model, [1, 2, 3], OPTIONS, hooks());
    expect(sequence?.tokenIds).toEqual([4, 5]);
  });

  it('repeats exactly for a seed; each sequence has its own numbers', async () => {
    const sample = { ...OPTIONS, do_sample: true, temperature: 4, num_return_sequences: 3, max_new_tokens: 12 };
    const texts = async (seed: number) =>
      (await generate(createToy().model, [1], { ...sample, seed }, hooks())).map(({ text }) => text);
    const first = await texts(5);
    expect(await texts(5)).toEqual(first);
    expect(await texts(6)).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(1);
  });

  it('feeds padding to rows that are done while others go on', async () => {
    const { model, calls } = createToy();
    const sample = { ...OPTIONS, do_sample: true, temperature: 3, num_return_sequences: 4, seed: 3 };
    const rows = await generate(model, [1], sample, hooks());
    const lengths = rows.map(({ tokenIds }) => tokenIds.length);
    expect(Math.max(...lengths)).toBeGreaterThan(Math.min(...lengths));
    for (const [row, { tokenIds, finishReason }] of rows.entries()) {
      if (finishReason !== 'stop') continue;
      expect(tokenIds.at(-1)).toBe(END);
      for (const step of calls.steps.slice(tokenIds.length)) expect(step[row]).toBe(END);
    }
  });

  it('top_p 0.01 is greedy even when sampling: the knob acts', async () => {
    const sample = { ...OPTIONS, do_sample: true, top_p: 0.01, seed: 9 };
    const [sequence] = await generate(createToy().model, [1], sample, hooks());
    expect(sequence?.tokenIds).toEqual([2, 3, 4, 5, 6, 7, END]);
  });

  it('stops within one token when the checkpoint throws, and gives the cache back', async () => {
    const { model, calls } = createToy();
    const seen = hooks();
    let checks = 0;
    seen.checkpoint = async () => {
      checks += 1;
      if (checks > 3) throw new Error('stop');
    };
    await expect(generate(model, [1], OPTIONS, seen)).rejects.toThrow('stop');
    expect(vi.mocked(seen.onToken)).toHaveBeenCalledTimes(3);
    expect(calls.disposed).toBe(1);
  });

  it('names logits that are not numbers', async () => {
    const { model } = createToy(64, () => Number.NaN);
    const error = await generate(model, [1], OPTIONS, hooks()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FailureError);
    expect(error).toMatchObject({ failure: { code: 'numerical-failure' } });
  });
});
