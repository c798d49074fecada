import { describe, expect, it } from 'vitest';
import { unpackFloats } from '../src/lib/packed-floats';
import type { DecodingDetails, DecodingValue } from '../src/tasks/decoding/task';
import type { TextGenerationDetails } from '../src/tasks/text-generation/task';
import { runTask } from './run-task';

const PROMPT = 'The cat sees';
const MODEL = 'parity/llama-text-generation';

async function lab(parameters: object, model = MODEL, text = PROMPT) {
  const { value, details } = await runTask('decoding', model, { text, ...parameters });
  return { value: value as DecodingValue, details: details as DecodingDetails };
}

async function generated(parameters: object) {
  const { details } = await runTask('text-generation', MODEL, { text: PROMPT, return_full_text: false, ...parameters });
  return (details as TextGenerationDetails).prompts[0]?.sequences[0];
}

describe('the decoding lab over the cache of a real model', () => {
  it.each([
    { strategy: { strategy: 'greedy' }, same: { do_sample: false } },
    {
      strategy: { strategy: 'sampling', seed: 4, temperature: 0.8 },
      same: { do_sample: true, seed: 4, temperature: 0.8, top_k: 50 },
    },
    { strategy: { strategy: 'beam-search', num_beams: 3 }, same: { do_sample: false, num_beams: 3 } },
  ])('writes what text generation writes: %j', async ({ strategy, same }) => {
    const { value, details } = await lab({ ...strategy, max_new_tokens: 8 });
    const expected = await generated({ ...same, max_new_tokens: 8 });
    expect(value[0]?.token_ids).toEqual(expected?.token_ids);
    expect(value[0]?.generated_text).toBe(expected?.text);
    expect(value[0]?.score).toBe(expected?.score);
    expect(JSON.parse(JSON.stringify({ value, details }))).toEqual({ value, details });
  });

  it('gives the same logits from a fork as on the way, and the same text for one seed', async () => {
    const parameters = { strategy: 'sampling', seed: 9, temperature: 1.2 };
    const whole = await lab({ ...parameters, max_new_tokens: 8 });
    const tokens = whole.value[0]?.token_ids ?? [];
    const rest = await lab({ ...parameters, max_new_tokens: 5, given_token_ids: tokens.slice(0, 3).join(' ') });
    expect(rest.value[0]?.token_ids).toEqual(tokens);
    for (const [index, step] of (rest.details.runs[0]?.steps ?? []).entries()) {
      const other = whole.details.runs[0]?.steps[index];
      const [a, b] = [step, other].map((one) => (one?.logits ? unpackFloats(one.logits) : new Float32Array()));
      expect(a?.length).toBeGreaterThan(100);
      expect(Math.max(...(a ?? []).map((logit, id) => Math.abs(logit - (b?.[id] ?? 0))))).toBeLessThan(1e-4);
      expect(step.drawn).toBe(other?.drawn);
    }
  });

  it('compares strategies, the tree of the beams ending in what is written', async () => {
    const { value, details } = await lab(
      { strategy: 'compare', seed: 1, max_new_tokens: 6 },
      'loupe/stories',
      'The bird',
    );
    expect(value.map(({ strategy }) => strategy)).toEqual(['greedy', 'sampling', 'beam-search']);
    const { tree = null } = details.runs[2] ?? {};
    const best = [...(tree ?? [])]
      .filter(({ fate }) => fate === 'finished')
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
    expect(best[0]?.score).toBe(value[2]?.score);
    expect(best[0]?.token).toBe(value[2]?.token_ids.at(-1));
    for (const { logprob, perplexity, token_ids } of value) {
      expect(perplexity).toBeCloseTo(Math.exp(-logprob / token_ids.length), 5);
    }
  });

  it('refuses given tokens that are none', async () => {
    await expect(lab({ given_token_ids: 'seven' })).rejects.toThrow('parameter-invalid');
  });
});
