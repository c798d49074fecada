import { describe, expect, it } from 'vitest';
import { promptChunks } from './chunks.ts';
import { type ClipTokenizerFiles, createClipTokenizer, parseClipTokenizer } from './clip-tokenizer.ts';
import { merges, vocab } from './golden-vocabulary.ts';
import goldens from './goldens/clip-tokenizer.json';

const { strings } = goldens;
const END = '<|endoftext|>';
const tokenizerOf = (pad_token: string, cleaning: 'slow' | 'fast' = 'slow') =>
  createClipTokenizer({ vocab, merges, config: { pad_token }, cleaning });

describe.each([
  ['CLIPTokenizer', 'slow', END, goldens.slow],
  ['CLIPTokenizerFast', 'fast', END, goldens.fast],
  ['CLIPTokenizer of Stable Diffusion 2', 'slow', '!', goldens.slow_padded_with_exclamation_mark],
  ['CLIPTokenizerFast of Stable Diffusion 2', 'fast', '!', goldens.fast_padded_with_exclamation_mark],
] as const)('%s', (_, cleaning, pad, expected) => {
  const tokenizer = tokenizerOf(pad, cleaning);
  it(`encodes ${strings.length} tricky strings`, () => {
    const encoded = strings.map((text, index) => ({ text, ids: tokenizer.encode(text), expected: expected[index] }));
    expect(encoded.filter(({ ids, expected }) => String(ids) !== String(expected))).toEqual([]);
  });
});

it('decodes as Python does', () => {
  const tokenizer = tokenizerOf(END);
  expect(goldens.slow.map((ids) => tokenizer.decode(ids))).toEqual(goldens.decoded);
});

it('leaves out halves of surrogate pairs, in both cleanings', () => {
  for (const { units, slow } of goldens.unpaired) {
    const text = String.fromCharCode(...units);
    expect(tokenizerOf(END).encode(text)).toEqual(slow);
    expect(tokenizerOf(END, 'fast').encode(text)).toEqual(
      tokenizerOf(END, 'fast').encode(text.replace(/\p{Cs}/gu, '')),
    );
  }
});

describe.each([
  ['end', END, goldens.cut],
  ['!', '!', goldens.cut_padded_with_exclamation_mark],
])('plain prompts padded with %s are cut as diffusers does', (_, pad, cases) => {
  const tokenizer = tokenizerOf(pad);
  it.each(cases.map((golden) => [JSON.stringify(golden.text).slice(0, 60), golden] as const))('%s', (_name, golden) => {
    const { chunks, truncated } = promptChunks(tokenizer, golden.text, { mode: 'plain' });
    expect(chunks).toEqual([{ ids: golden.ids, weights: golden.ids.map(() => 1) }]);
    expect(truncated).toBe(golden.removed);
  });
});

describe('files', () => {
  const mergesText = `#version: 0.2\n${merges.join('\n')}\n`;
  const files: ClipTokenizerFiles = { 'vocab.json': JSON.stringify(vocab), 'merges.txt': mergesText };
  const text = 'wow! a <|endoftext|> 日本 cat';

  it('reads vocab.json and merges.txt, with CLIP’s defaults', () => {
    const tokenizer = parseClipTokenizer(files);
    expect(tokenizer.encode(text)).toEqual(tokenizerOf(END).encode(text));
    expect(tokenizer).toMatchObject({ bosTokenId: 4012, eosTokenId: 4013, padTokenId: 4013, modelMaxLength: 77 });
  });

  it('takes the pad token of special_tokens_map.json, as Stable Diffusion 2 has it', () => {
    const tokenizer = parseClipTokenizer({
      ...files,
      'tokenizer_config.json': JSON.stringify({
        pad_token: END,
        model_max_length: 32,
        bos_token: { content: '<|startoftext|>' },
      }),
      'special_tokens_map.json': JSON.stringify({ pad_token: '!', eos_token: { content: END, lstrip: false } }),
    });
    expect(tokenizer).toMatchObject({ padTokenId: 0, modelMaxLength: 32 });
    expect(tokenizer.encode(text)).toEqual(tokenizerOf('!').encode(text));
  });

  it('reads added tokens, and then ignores special_tokens_map.json', () => {
    const tokenizer = parseClipTokenizer({
      ...files,
      'tokenizer_config.json': JSON.stringify({
        pad_token: END,
        model_max_length: 1e30,
        added_tokens_decoder: { 4013: { content: END }, 4014: { content: '<cat-toy>' } },
      }),
      'special_tokens_map.json': JSON.stringify({ pad_token: '!' }),
    });
    expect(tokenizer).toMatchObject({ padTokenId: 4013, modelMaxLength: 77 });
    expect(tokenizer.encode('a <cat-toy>')).toEqual([...tokenizer.encode('a'), 4014]);
    expect(tokenizer.decode([4014])).toBe('<cat-toy>');
  });

  it.each([[merges], [merges.map((merge) => merge.split(' '))]])('reads tokenizer.json', (written) => {
    const model = { type: 'BPE', vocab, merges: written, end_of_word_suffix: '</w>' };
    const tokenizer = parseClipTokenizer({
      'tokenizer.json': JSON.stringify({ model, added_tokens: [{ id: 0, content: '!' }] }),
    });
    expect(tokenizer.encode(text)).toEqual(tokenizerOf('!', 'fast').encode(text));
  });

  const withConfig = (config: object) => ({ ...files, 'tokenizer_config.json': JSON.stringify(config) });
  it.each<[string, ClipTokenizerFiles, RegExp]>([
    ['nothing', {}, /needs vocab.json and merges.txt/],
    ['only one of two files', { 'vocab.json': '{}' }, /needs vocab.json and merges.txt/],
    ['a page', { ...files, 'vocab.json': '<!doctype html>' }, /vocab.json is no JSON/],
    ['a list', { ...files, 'vocab.json': '["a"]' }, /holds no JSON object/],
    ['an empty vocabulary', { ...files, 'vocab.json': '{}' }, /has 0 tokens/],
    ['ids that are texts', { ...files, 'vocab.json': '{"a":"1"}' }, /must be a whole number/],
    ['negative ids', { ...files, 'vocab.json': '{"a":-1}' }, /must be a whole number/],
    ['no end token', { ...files, 'vocab.json': '{"a":1}' }, /bos_token "<\|startoftext\|>" is not in the vocabulary/],
    ['broken merges', { ...files, 'merges.txt': '#version\na b\nabc\n' }, /Merge 2 is "abc"/],
    ['an unknown pad token', withConfig({ pad_token: '[PAD]' }), /pad_token "\[PAD\]" is not in the vocabulary/],
    ['a pad token that is a number', withConfig({ pad_token: 3 }), /must be a text/],
    ['a length of 2', withConfig({ model_max_length: 2 }), /model_max_length is 2/],
    ['a length in words', withConfig({ model_max_length: '77' }), /must be a number/],
    ['WordPiece', { 'tokenizer.json': '{"model":{"type":"WordPiece"}}' }, /not the byte-pair encoding/],
    [
      'no merges',
      { 'tokenizer.json': '{"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":{"a":1}}}' },
      /no list/,
    ],
  ])('says what is wrong with %s', (_, wrong, message) => expect(() => parseClipTokenizer(wrong)).toThrow(message));

  it('refuses ids that do not exist', () =>
    expect(() => parseClipTokenizer(files).decode([9999])).toThrow(/no token 9999/));
});

it('forgets words, but never what they mean', () => {
  const tokenizer = tokenizerOf(END);
  const once = tokenizer.encode('unbelievable castles');
  for (let index = 0; index < 6000; index++) tokenizer.encode(String.fromCodePoint(0x4e00 + index));
  expect(tokenizer.encode('unbelievable castles')).toEqual(once);
});
