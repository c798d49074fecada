import { describe, expect, it } from 'vitest';
import { generateTokens } from '../../text/decoding/generate';
import { type GenerationOptions, GREEDY } from '../../text/decoding/generation-options';
import { createToy } from '../../text/decoding/toy-model';
import { runLab } from './lab-run';
import { entropyOf, LabSteps, perplexityOf } from './lab-steps';

const VOCABULARY = 8;
/** Some model: what comes next hangs on the last two tokens. */
const logitsAfter = (ids: readonly number[]): number[] =>
  Array.from(
    { length: VOCABULARY },
    (_, id) => 2 * Math.sin(id * 3.1 + (ids.at(-1) ?? 0) * 1.7 + (ids.at(-2) ?? 0) * 0.6),
  );
const toy = () => createToy(logitsAfter).model;
const SAMPLING: GenerationOptions = { ...GREEDY, do_sample: true, top_k: 0, seed: 11, max_new_tokens: 8 };
const PROMPT = [3, 4];

const lab = (options: GenerationOptions, given: number[] = [], room = 1e6) =>
  runLab({ model: toy(), prompt: PROMPT, given, options, room, checkpoint: async () => {} });

async function generate(options: GenerationOptions) {
  const model = toy();
  const request = { model, session: model.openSession(), prompts: [PROMPT], options };
  const [[sequence] = []] = await generateTokens({ ...request, hooks: { checkpoint: async () => {} } });
  return sequence;
}

describe('the decoding lab', () => {
  it.each([
    { ...GREEDY, max_new_tokens: 8 },
    SAMPLING,
    { ...SAMPLING, temperature: 0.6, repetition_penalty: 1.3, top_p: 0.9 },
    { ...GREEDY, num_beams: 3, max_new_tokens: 6 },
  ])('writes what generateTokens writes, and keeps every step: %j', async (options) => {
    const { sequence, steps } = await lab(options);
    const expected = await generate(options);
    expect(sequence.tokenIds).toEqual(expected?.tokenIds);
    expect(sequence.score).toBe(expected?.score);
    expect(steps.map(({ token }) => token)).toEqual(expected?.tokenIds);
    const ids = [...PROMPT];
    for (const { token, logits, entropy } of steps) {
      expect(logits).toEqual(Float32Array.from(logitsAfter(ids)));
      expect(entropy).toBeCloseTo(entropyOf(Float32Array.from(logitsAfter(ids))), 6);
      ids.push(token);
    }
  });

  it.each([1, 3, 5])('goes on after %i given tokens as if it had written them', async (count) => {
    const whole = await lab(SAMPLING);
    const tokens = whole.sequence.tokenIds;
    const rest = await lab({ ...SAMPLING, max_new_tokens: 8 - count }, tokens.slice(0, count));
    expect([...tokens.slice(0, count), ...rest.sequence.tokenIds]).toEqual(tokens);
    expect(rest.steps.map(({ given }) => given)).toEqual(tokens.map((_, index) => index < count));
    expect(rest.steps.map(({ drawn }) => drawn)).toEqual(whole.steps.map(({ drawn }) => drawn));
    expect(rest.steps.map(({ logprob }) => logprob)).toEqual(whole.steps.map(({ logprob }) => logprob));
  });

  it('goes another way after a fork, and says how unlikely the given token was', async () => {
    const { steps } = await lab(SAMPLING, [7]);
    expect(steps[0]).toMatchObject({ token: 7, given: true });
    const logits = logitsAfter(PROMPT);
    const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    expect(steps[0]?.logprob).toBeCloseTo((logits[7] ?? 0) - total, 5);
  });

  it('says that a given token was ruled out', async () => {
    const { steps } = await lab({ ...SAMPLING, top_k: 1 }, [7]);
    expect(steps[0]?.processedLogprob).toBeNull();
    expect(steps[1]?.processedLogprob).toBe(0);
  });

  it('grows a tree from the fork on, and gives back every session', async () => {
    const { model, calls } = createToy(logitsAfter);
    const options = { ...GREEDY, num_beams: 3, max_new_tokens: 4 };
    const { tree, steps } = await runLab({
      model,
      prompt: PROMPT,
      given: [6],
      options,
      room: 1e6,
      checkpoint: async () => {},
    });
    expect(tree?.nodes.filter(({ parent }) => parent === null).length).toBeGreaterThan(3);
    expect(steps[0]).toMatchObject({ token: 6, given: true, drawn: null });
    expect(calls.disposed).toBe(2);
  });

  it('gives the session back when it is stopped among the given tokens', async () => {
    const { model, calls } = createToy(logitsAfter);
    let left = 2;
    const checkpoint = async () => {
      if (left-- === 0) throw new Error('stop');
    };
    const request = { model, prompt: PROMPT, given: [1, 2, 3], options: SAMPLING, room: 1e6, checkpoint };
    await expect(runLab(request)).rejects.toThrow('stop');
    expect(calls.disposed).toBe(1);
  });
});

describe('steps', () => {
  it('keep the logits of the last ones where there is no room for all', async () => {
    const { steps } = await lab({ ...GREEDY, max_new_tokens: 5 }, [], 2 * VOCABULARY);
    expect(steps.map(({ logits }) => logits !== null)).toEqual([false, false, false, true, true]);
    const crowded = new LabSteps(1);
    crowded.add(new Float32Array(4), new Float32Array(4), { token: 0, drawn: null, given: false });
    expect(crowded.steps[0]?.logits).toHaveLength(4);
  });

  it('know entropy and perplexity', () => {
    expect(entropyOf(new Float32Array(8))).toBeCloseTo(Math.log(8), 6);
    expect(entropyOf(Float32Array.of(0, -Infinity))).toBe(0);
    expect(perplexityOf([{ logprob: Math.log(0.5) }, { logprob: Math.log(0.125) }])).toBeCloseTo(4, 6);
    expect(perplexityOf([])).toBeNull();
  });
});
