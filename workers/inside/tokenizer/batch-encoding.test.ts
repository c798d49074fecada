import { describe, expect, it } from 'vitest';
import { type BareTokenizer, createBareTokenizer } from '../../runtime/bare-tokenizer';
import { type CallOptions, encodeBatch } from './batch-encoding';
import goldens from './goldens/batch-encodings.json';
import { batchTokenizer } from './tokenizer-view';

interface Answer {
  input_ids: number[][];
  attention_mask: number[][];
  token_type_ids: number[][];
  special_tokens_mask: number[][];
}
type Call = Partial<CallOptions> & { padding_side?: 'left' | 'right'; truncation_side?: 'left' | 'right' };
const golden = goldens as unknown as {
  batches: { text: string[]; text_pair?: string[] }[];
  calls: Call[];
  tokenizers: Record<string, { folder: string; answers: (Answer | string)[][] }>;
};

const DEFAULTS: CallOptions = {
  add_special_tokens: true,
  padding: false,
  truncation: false,
  max_length: null,
  pad_to_multiple_of: null,
};

const FILES = import.meta.glob<string>(
  [
    '/public/models/loupe/{ner,stories,en-fr}/tokenizer*.json',
    '/parity/models/{roberta-text-classification,albert-fill-mask,t5-translation,llama-text-generation,qwen2-text-generation}/tokenizer*.json',
  ],
  { eager: true, query: '?raw', import: 'default' },
);

const open = (folder: string): BareTokenizer =>
  createBareTokenizer(folder, {
    json: FILES[`/${folder}/tokenizer.json`] ?? '',
    config: FILES[`/${folder}/tokenizer_config.json`] ?? null,
    template: null,
  });

function answer(tokenizer: BareTokenizer, batch: (typeof golden.batches)[number], call: Call): Answer | 'refused' {
  const { padding_side, truncation_side, ...options } = call;
  const { facts, text, nameOf } = tokenizer;
  const asked = truncation_side ? { ...facts, truncation_side } : facts;
  const parts = { encode: text.encode, frame: text.frame, idOf: text.idOf, nameOf };
  try {
    const rows = encodeBatch(batchTokenizer(parts, asked, padding_side), batch.text, batch.text_pair ?? null, {
      ...DEFAULTS,
      ...options,
    });
    for (const row of rows) {
      expect(new Set([row.tokens, row.sequence_ids, row.word_ids].map(({ length }) => length))).toEqual(
        new Set([row.ids.length]),
      );
      expect([row.offsets.length, row.bytes.length]).toEqual([2 * row.ids.length, 2 * row.ids.length]);
    }
    return {
      input_ids: rows.map(({ ids }) => ids),
      attention_mask: rows.map((row) => row.attention_mask),
      token_type_ids: rows.map((row) => row.token_type_ids),
      special_tokens_mask: rows.map((row) => row.special_tokens_mask),
    };
  } catch (error) {
    expect((error as { failure?: { code: string } }).failure?.code).toBe('parameter-invalid');
    return 'refused';
  }
}

describe.each(Object.entries(golden.tokenizers))('%s', (_, { folder, answers }) => {
  const tokenizer = open(folder);

  it.each(golden.calls.map((call, index) => [JSON.stringify(call), call, index] as const))(
    'answers %s as Python',
    (_, call, index) => {
      for (const [number, batch] of golden.batches.entries()) {
        const expected = answers[number]?.[index];
        if (expected === 'skipped') continue;
        expect(answer(tokenizer, batch, call)).toEqual(typeof expected === 'string' ? 'refused' : expected);
      }
    },
  );
});

it('says what was cut, and where in the text', () => {
  const { facts, text, nameOf } = open('public/models/loupe/ner');
  const parts = { encode: text.encode, frame: text.frame, idOf: text.idOf, nameOf };
  const source = 'one two three four five';
  const [row] = encodeBatch(batchTokenizer(parts, facts), [source], null, {
    ...DEFAULTS,
    truncation: true,
    max_length: 4,
  });
  expect(row?.tokens).toEqual(['[CLS]', 'one', 'two', '[SEP]']);
  expect(row?.cut).toHaveLength(1);
  const cut = row?.cut[0];
  expect(source.slice(cut?.start, cut?.end)).toBe('three four five');
});

it('counts offsets in UTF-16 units and in bytes of UTF-8', () => {
  const { facts, text, nameOf } = open('public/models/loupe/stories');
  const parts = { encode: text.encode, frame: text.frame, idOf: text.idOf, nameOf };
  const source = 'é😀 東!\ud83d.';
  const [row] = encodeBatch(batchTokenizer(parts, facts), [source], null, DEFAULTS);
  const bytes = new TextEncoder().encode(source);
  const decoder = new TextDecoder();
  expect(bytes.length).toBe(2 + 4 + 1 + 3 + 1 + 3 + 1);
  for (let token = 0; token < (row?.ids.length ?? 0); token++) {
    const slice = source.slice(row?.offsets[2 * token], row?.offsets[2 * token + 1]).toWellFormed();
    expect(decoder.decode(bytes.slice(row?.bytes[2 * token], row?.bytes[2 * token + 1]))).toBe(slice);
  }
});
