import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import goldens from './goldens/offsets.json';
import { createTextEncoder, type TokenizerJson, type TokenizerParts } from './text-encoder';

interface Golden {
  ids: number[];
  offsets: number[];
  words: number[];
}
const golden = goldens as unknown as {
  strings: string[];
  trained: Record<string, { tokenizer: TokenizerJson; encodings: Golden[] }>;
  starters: Record<string, Golden[]>;
};
const starters = import.meta.glob<TokenizerJson>('/public/models/loupe/*/tokenizer.json', {
  eager: true,
  import: 'default',
});
const starter = (name: string): TokenizerJson => starters[`/public/models/loupe/${name}/tokenizer.json`] ?? {};

function encoderOf(json: TokenizerJson) {
  const library = new Tokenizer(json, {});
  return createTextEncoder(json, library as unknown as TokenizerParts);
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
    for (const [index, text] of golden.strings.entries()) {
      const { ids, offsets, words } = encode(text);
      const actual = { ids, offsets: offsets.flat(), words };
      const expected = encodings[index];
      if (JSON.stringify(actual) !== JSON.stringify(expected)) wrong.push({ text, actual, expected });
    }
    expect(wrong).toEqual([]);
  });
});

it('takes half a character for an unknown one, and keeps its place', () => {
  const encode = encoderOf(starter('ner'));
  const { offsets } = encode('Paris \ud83d Rome');
  expect(offsets.map(([start, end]) => 'Paris \ud83d Rome'.slice(start, end))).toEqual(['Paris', 'Rome']);
});
