import { describe, expect, it } from 'vitest';
import { parsePromptAttention } from './attention-syntax.ts';
import { type PromptMode, padToSameLength, promptChunks } from './chunks.ts';
import { createClipTokenizer } from './clip-tokenizer.ts';
import { merges, vocab } from './golden-vocabulary.ts';
import goldens from './goldens/weight-embeddings.json';
import { promptSchedule } from './prompt-schedule.ts';
import { scheduledChunks } from './scheduled-chunks.ts';
import { weightEmbeddings } from './weight-embeddings.ts';

describe('where AUTOMATIC1111 gives up', () => {
  it('reads | that separates nothing as text, as its documentation says', () => {
    expect(promptSchedule('a [{b|d{:.5] c', 10)).toEqual([
      { untilStep: 5, prompt: 'a  c' },
      { untilStep: 10, prompt: 'a {b|d{ c' },
    ]);
    expect(promptSchedule('x | y [a:2]', 4)[0]).toEqual({ untilStep: 2, prompt: 'x | y ' });
    expect(promptSchedule('[a|b:c:2]', 4)).toEqual([
      { untilStep: 2, prompt: 'a|b' },
      { untilStep: 4, prompt: 'c' },
    ]);
  });
  it('reads a lonely backslash as text', () =>
    expect(promptSchedule('[a:2] \\', 4)[1]).toEqual({ untilStep: 4, prompt: 'a \\' }));
  it('reads a weight that is no number as text', () =>
    expect(parsePromptAttention('(a:1.2.3) b')).toEqual([
      { text: 'a:1.2.3', weight: 1.1 },
      { text: ' b', weight: 1 },
    ]));
  it('bears any depth', () => {
    expect(promptSchedule(`${'['.repeat(20_000)}a`, 4)[0]?.prompt.length).toBe(20_001);
    expect(promptSchedule(`${'('.repeat(200)}[a:2]${')'.repeat(200)}`, 4).at(-1)?.prompt).toContain('(a)');
  });
});

it.each([0, -1, 2.5, Number.NaN])('refuses %s steps', (steps) =>
  expect(() => promptSchedule('a', steps)).toThrow(/whole number of at least 1/),
);

describe('counting', () => {
  const tokenizer = createClipTokenizer({ vocab, merges, config: { model_max_length: 12 } });
  const counted = (prompt: string, mode: PromptMode, steps = 1) => {
    const { longest } = scheduledChunks(tokenizer, prompt, { mode, steps });
    return { tokenCount: longest.tokenCount, chunks: longest.chunks.length };
  };
  it('has one chunk in mode plain', () => {
    expect(counted('(a:1.2)', 'plain')).toEqual({ tokenCount: tokenizer.encode('(a:1.2)').length, chunks: 1 });
    const long = promptChunks(tokenizer, 'a '.repeat(13), { mode: 'plain' });
    expect(long).toMatchObject({ tokenCount: 13, truncated: 'a a a' });
  });
  it('grows by chunks in mode weighted', () => {
    expect(counted('(a:1.2)', 'weighted')).toEqual({ tokenCount: 1, chunks: 1 });
    expect(counted('a '.repeat(13), 'weighted')).toEqual({ tokenCount: 13, chunks: 2 });
    expect(counted('', 'weighted')).toEqual({ tokenCount: 0, chunks: 1 });
  });
  it('counts the longest prompt of a schedule', () =>
    expect(counted('[a:a a a a:3][a|a a]', 'weighted', 6).tokenCount).toBe(6));
  it('pads prompt and negative prompt to the same number of chunks', () => {
    const long = promptChunks(tokenizer, 'a '.repeat(13), { mode: 'weighted' }).chunks;
    const short = promptChunks(tokenizer, 'a', { mode: 'weighted' }).chunks;
    const [one, other] = padToSameLength(tokenizer, [short, long]);
    expect(other).toEqual(long);
    expect(one).toEqual([...short, promptChunks(tokenizer, '', { mode: 'weighted' }).chunks[0]]);
    expect(one?.[1]?.ids).toEqual([tokenizer.bosTokenId, ...Array<number>(11).fill(tokenizer.eosTokenId)]);
  });
});

describe('weights on hidden states', () => {
  it.each(goldens)('equal torch, case %#', ({ weights, hidden, weighted }) => {
    const result = weightEmbeddings(Float32Array.from(hidden), weights);
    for (const [index, value] of weighted.entries()) expect(result[index]).toBeCloseTo(value, 5);
  });
  it('leaves the given array alone', () => {
    const hidden = Float32Array.of(1, 2, 3, 4);
    weightEmbeddings(hidden, [1, 2]);
    expect([...hidden]).toEqual([1, 2, 3, 4]);
  });
  it('does not divide by a mean of 0', () =>
    expect([...weightEmbeddings(Float32Array.of(1, -1), [2])]).toEqual([2, -2]));
  it('wants whole rows', () => expect(() => weightEmbeddings(new Float32Array(7), [1, 1])).toThrow(/no whole rows/));
});
