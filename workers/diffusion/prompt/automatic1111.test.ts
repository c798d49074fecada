import { describe, expect, it } from 'vitest';
import { parsePromptAttention } from './attention-syntax.ts';
import { type PromptChunk, padToSameLength, promptChunks } from './chunks.ts';
import { createClipTokenizer } from './clip-tokenizer.ts';
import { merges, vocab } from './golden-vocabulary.ts';
import goldens from './goldens/automatic1111.json';
import { promptSchedule } from './prompt-schedule.ts';

type Runs = (number | undefined)[][];
const unrolled = (runs: Runs) => runs.flatMap(([value, count]) => Array<number>(count ?? 0).fill(value ?? 0));
const name = (prompt: string) => JSON.stringify(prompt).slice(0, 70);

describe('attention syntax, exactly as AUTOMATIC1111 reads it', () => {
  it.each(goldens.attention.map((golden) => [name(golden.prompt), golden] as const))('%s', (_, { prompt, pieces }) => {
    expect(parsePromptAttention(prompt)).toEqual(pieces.map(([text, weight]) => ({ text, weight })));
  });
});

describe('schedules, exactly as AUTOMATIC1111 makes them', () => {
  const cases = goldens.schedules.map((golden) => [`${name(golden.prompt)} in ${golden.steps} steps`, golden] as const);
  it.each(cases)('%s', (_, { prompt, steps, schedule }) => {
    expect(promptSchedule(prompt, steps)).toEqual(schedule.map(([untilStep, text]) => ({ untilStep, prompt: text })));
  });
});

describe('chunks, exactly as AUTOMATIC1111 makes them', () => {
  const cases = goldens.chunks.map(
    (golden) =>
      [
        `${name(golden.prompt)}, ${golden.chunkLength} tokens, padded with ${golden.padTokenId ?? 'end'}`,
        golden,
      ] as const,
  );
  it.each(cases)('%s', (_, { prompt, chunkLength, padTokenId, chunks, tokenCount }) => {
    const plain = createClipTokenizer({ vocab, merges, config: { model_max_length: chunkLength + 2 } });
    // Its tokenizer pads by itself, so that '!' in a prompt is no special token there.
    const tokenizer = {
      ...plain,
      encode: (text: string) => plain.encode(text),
      decode: (ids: readonly number[]) => plain.decode(ids),
      padTokenId: padTokenId ?? plain.padTokenId,
    };
    const expected: PromptChunk[] = chunks.map(({ ids, weights }) => ({
      ids: unrolled(ids),
      weights: unrolled(weights),
    }));
    expect(promptChunks(tokenizer, prompt, { mode: 'weighted' })).toEqual({
      chunks: expected,
      tokenCount,
      truncated: null,
    });
    const [first, second] = padToSameLength(tokenizer, [expected, []]);
    expect(first).toEqual(expected);
    expect(second?.map(({ ids }) => ids.length)).toEqual(expected.map(() => chunkLength + 2));
  });
});
