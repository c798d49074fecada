import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, it, vi } from 'vitest';
import goldens from './goldens/offsets.json';
import { atOnce, createTextEncoder, stepByStep, type TokenizerJson, type TokenizerParts } from './text-encoder';

interface Golden {
  ids: number[];
  offsets: number[];
  words: number[];
  /** Those of each token where a window begins with it; only where they are others. */
  window_offsets?: number[];
}
const golden = goldens as unknown as {
  /** Texts that no file can hold, since they have half a character, as UTF-16 units. */
  strings: (string | number[])[];
  trained: Record<string, { tokenizer: TokenizerJson; encodings: Golden[] }>;
  starters: Record<string, Golden[]>;
};
const STRINGS = golden.strings.map((text) => (typeof text === 'string' ? text : String.fromCharCode(...text)));
const starters = import.meta.glob<TokenizerJson>('/public/models/loupe/*/tokenizer.json', {
  eager: true,
  import: 'default',
});
const starter = (name: string): TokenizerJson => starters[`/public/models/loupe/${name}/tokenizer.json`] ?? {};

function stepsOf(json: TokenizerJson) {
  const library = new Tokenizer(json, {});
  return createTextEncoder(json, library as unknown as TokenizerParts);
}

function encoderOf(json: TokenizerJson) {
  const steps = stepsOf(json);
  return (text: string) => atOnce(steps(text));
}

const CASES: [string, TokenizerJson, Golden[]][] = [
  ...Object.entries(golden.trained).map(([name, { tokenizer, encodings }]): [string, TokenizerJson, Golden[]] => [
    name,
    tokenizer,
    encodings,
  ]),
  ...Object.entries(golden.starters).map(([name, encodings]): [string, TokenizerJson, Golden[]] => [
    `loupe/${name}`,
    starter(name),
    encodings,
  ]),
];

describe.each(CASES)('%s', (_, json, encodings) => {
  const encode = encoderOf(json);

  it('gives the ids, offsets and words that the Python tokenizers give', () => {
    const wrong: unknown[] = [];
    for (const [index, text] of STRINGS.entries()) {
      const { ids, offsets, windowOffsets, words } = encode(text);
      const actual = { ids, offsets: offsets.flat(), words, window_offsets: windowOffsets.flat() };
      const golden = encodings[index];
      const expected = { ...golden, window_offsets: golden?.window_offsets ?? golden?.offsets };
      if (JSON.stringify(actual) !== JSON.stringify(expected)) wrong.push({ text, actual, expected });
    }
    expect(wrong).toEqual([]);
  });
});

it('looks at two hundred texts and more, some of them with half a character', () => {
  expect(STRINGS.length).toBeGreaterThanOrEqual(200);
  expect(STRINGS.filter((text) => !text.isWellFormed()).length).toBeGreaterThan(9);
});

it('takes half a character for an unknown one, and keeps its place', () => {
  const encode = encoderOf(starter('ner'));
  const { offsets } = encode('Paris \ud83d Rome');
  expect(offsets.map(([start, end]) => 'Paris \ud83d Rome'.slice(start, end))).toEqual(['Paris', 'Rome']);
});

describe('a long text', () => {
  // Stretches may end at any of its spaces, and must not at some.
  const line =
    "Angela  Merkel met ´ \u0301the \u200bpresident, 東京 don't e\u0301té \n 👩‍👩‍👧 of Siemens… [MASK] in Zürich.\t x ";
  const long = line.repeat(900);

  it.each(['ner', 'qa', 'stories'])('is encoded stretch by stretch as in one go, by loupe/%s', async (name) => {
    const json = starter(name);
    const checkpoint = vi.fn(async () => {});
    const inSteps = await stepByStep(stepsOf(json)(long), checkpoint);
    // A token that nothing matches keeps the text whole.
    const added = { id: 1e7, content: '\u{10ffff}', special: false, normalized: true };
    const whole = stepsOf({ ...json, added_tokens: [...(json.added_tokens ?? []), added] });
    expect(JSON.stringify(inSteps) === JSON.stringify(atOnce(whole(long)))).toBe(true);
    expect(checkpoint.mock.calls.length).toBeGreaterThan(5);
  });

  it('is given up at a step', async () => {
    const checkpoint = vi.fn(async () => {
      if (checkpoint.mock.calls.length === 4) throw new Error('stopped');
    });
    await expect(stepByStep(stepsOf(starter('ner'))(long), checkpoint)).rejects.toThrow('stopped');
    expect(checkpoint).toHaveBeenCalledTimes(4);
  });
});
