import { describe, expect, it } from 'vitest';
import { checkModelJson } from './safe-json';

const check = (path: string, content: BlobPart) => checkModelJson(path, new Blob([content]));
const checkValue = (path: string, value: unknown) => check(path, JSON.stringify(value));

const real = import.meta.glob<string>(
  [
    '/public/models/loupe/**/*.json',
    '!/public/models/loupe/**/fixture*.json',
    '/parity/models/*/*.json',
    '/parity/diffusion/models/**/*.json',
  ],
  { query: '?raw', import: 'default' },
);

const TOKENIZER = {
  version: '1.0',
  added_tokens: [{ id: 1, content: '</s>', special: true }],
  normalizer: { type: 'NFC' },
  pre_tokenizer: { type: 'Split', pattern: { Regex: '\\s+' }, behavior: 'Isolated', invert: false },
  decoder: { type: 'ByteLevel' },
  model: { type: 'BPE', vocab: { a: 0, '</s>': 1, b: 2, ab: 3 }, merges: ['a b'] },
};
const tokenizer = (patch: object) => JSON.stringify({ ...TOKENIZER, ...patch });
const bpe = (patch: object) => tokenizer({ model: { ...TOKENIZER.model, ...patch } });
const splitBy = (Regex: string) => tokenizer({ pre_tokenizer: { type: 'Split', pattern: { Regex } } });
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const HOSTILE: readonly (readonly [what: string, path: string, content: BlobPart, problem: RegExp])[] = [
  ['nothing', 'config.json', '', /empty/],
  ['a web page', 'config.json', '<!DOCTYPE html><html><body>Sign in</body></html>', /web page/],
  ['a web page after blank lines', 'tokenizer.json', '\n\n  <html>', /web page/],
  ['an XML error of a bucket', 'config.json', '<?xml version="1.0"?><Error/>', /markup/],
  ['a pointer of Git LFS', 'tokenizer.json', 'version https://git-lfs.github.com/spec/v1\noid sha256:0', /Git LFS/],
  ['a broken end', 'config.json', '{"model_type": "bert"', /no valid JSON/],
  ['bytes that are no text', 'config.json', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /no UTF-8/],
  ['a configuration of 5 MB', 'config.json', `{"a":"${'x'.repeat(5e6)}"}`, /bytes; at most/],
  ['a tokenizer of 42 MB', 'tokenizer.json', `{"a":"${'x'.repeat(42e6)}"}`, /bytes; at most/],
  ['objects without end', 'config.json', nested(100_000), /levels deep/],
  ['arrays without end', 'tokenizer.json', `${'['.repeat(1e6)}`, /levels deep/],
  ['a key twice', 'config.json', '{"vocab_size": 10, "vocab_size": 1e9}', /"vocab_size" twice/],
  ['a key twice, once escaped', 'config.json', '{"vocab_size": 10, "\\u0076ocab_size": 11}', /twice/],
  ['a token twice', 'tokenizer.json', '{"model":{"vocab":{"a":0,"b":1,"a":2}}}', /"a" twice/],
  ['__proto__', 'config.json', '{"__proto__": {"isAdmin": true}}', /__proto__/],
  ['__proto__, escaped', 'config.json', '{"\\u005f_proto__": {}}', /__proto__/],
  ['constructor, further in', 'config.json', '{"text_config": {"constructor": {"prototype": {}}}}', /constructor/],
  ['__proto__ beside a vocabulary', 'tokenizer.json', '{"model":{"vocab":{"a":0},"__proto__":{}}}', /__proto__/],
  ['NaN', 'config.json', '{"dropout": NaN}', /NaN or Infinity/],
  ['Infinity', 'config.json', '{"time_step_limit": [0.0, Infinity]}', /NaN or Infinity/],
  ['a number beyond all numbers', 'config.json', '{"rope_theta": 1e999}', /too large/],
  ['a list for an object', 'config.json', '[]', /no object/],
  ['a vocabulary of 1e12', 'config.json', '{"vocab_size": 1e12}', /vocab_size is 1000000000000/],
  ['a negative size', 'config.json', '{"hidden_size": -768}', /hidden_size is -768/],
  ['half a layer', 'config.json', '{"num_hidden_layers": 2.5}', /not a whole number/],
  ['a billion layers', 'config.json', '{"num_hidden_layers": 1000000000}', /num_hidden_layers/],
  ['a size that is a text', 'config.json', '{"hidden_size": "768"}', /hidden_size is no number/],
  ['endless positions', 'config.json', '{"max_position_embeddings": 1e300}', /max_position_embeddings/],
  ['an absurd size within', 'config.json', '{"text_config": {"n_layer": 1e9}}', /text_config\.n_layer/],
  ['a name that is an object', 'config.json', '{"model_type": {"toString": 1}}', /model_type is no text/],
  ['labels that are objects', 'config.json', '{"id2label": {"0": {"a": 1}}}', /id2label/],
  ['images of 1e9 pixels', 'unet/config.json', '{"sample_size": 1000000000}', /sample_size/],
  ['a schedule of 1e10 steps', 'scheduler/scheduler_config.json', '{"num_train_timesteps": 1e10}', /num_train/],
  ['a billion beams', 'generation_config.json', '{"num_beams": 1e9}', /num_beams/],
  ['a negative temperature', 'generation_config.json', '{"temperature": -1}', /temperature/],
  ['ids that are texts', 'generation_config.json', '{"eos_token_id": ["a"]}', /eos_token_id/],
  ['no model', 'tokenizer.json', tokenizer({ model: null }), /model is missing/],
  ['no vocabulary', 'tokenizer.json', '{"model": {"type": "BPE"}}', /model\.vocab is missing/],
  ['ids that are negative', 'tokenizer.json', bpe({ vocab: { a: -1 } }), /vocab.*-1/],
  ['an id of 1e12', 'tokenizer.json', bpe({ vocab: { a: 0, b: 1e12 } }), /vocab.*1000000000000/],
  ['ids that are objects', 'tokenizer.json', bpe({ vocab: { a: { length: 1e9 } } }), /vocab/],
  ['pieces without numbers', 'tokenizer.json', bpe({ type: 'Unigram', vocab: [['a', null]] }), /vocab/],
  [
    'an unknown piece that is not there',
    'tokenizer.json',
    bpe({ type: 'Unigram', vocab: [['a', 0]], unk_id: 5 }),
    /unk_id/,
  ],
  ['merges that are numbers', 'tokenizer.json', bpe({ merges: [1, 2] }), /merges/],
  ['merges of three', 'tokenizer.json', bpe({ merges: [['a', 'b', 'c']] }), /merges/],
  [
    'an added token without end',
    'tokenizer.json',
    tokenizer({ added_tokens: [{ id: 1, content: 'x'.repeat(20_000) }] }),
    /content/,
  ],
  [
    'an added token with a far id',
    'tokenizer.json',
    tokenizer({ added_tokens: [{ id: 4e9, content: 'x' }] }),
    /id is 4000000000/,
  ],
  ['a step without a type', 'tokenizer.json', tokenizer({ decoder: {} }), /decoder has no type/],
  ['a step that is a text', 'tokenizer.json', tokenizer({ normalizer: 'NFC' }), /normalizer is no object/],
  [
    'a replacement that multiplies',
    'tokenizer.json',
    tokenizer({ normalizer: { type: 'Replace', pattern: { String: 'a' }, content: 'a'.repeat(1e5) } }),
    /content has 100000/,
  ],
  ['a hanging expression', 'tokenizer.json', splitBy('(\\w+\\s?)*$'), /pre_tokenizer\.pattern .*hang/],
  [
    'a hanging expression in a sequence',
    'tokenizer.json',
    tokenizer({
      normalizer: { type: 'Sequence', normalizers: [{ type: 'Replace', pattern: { Regex: '(a|a)+$' }, content: '' }] },
    }),
    /normalizers\[0\]\.pattern .*hang/,
  ],
  ['an expression of 10,000 characters', 'tokenizer.json', splitBy('ab'.repeat(5000)), /10000 characters/],
  [
    'a template that counts to 1e9',
    'tokenizer_config.json',
    '{"chat_template": "{% for i in range(1000000000) %}x{% endfor %}"}',
    /range/,
  ],
  [
    'a template that multiplies',
    'tokenizer_config.json',
    '{"chat_template": "{% for i in range(9999 * 9999 * 9999) %}x{% endfor %}"}',
    /range/,
  ],
  [
    'a template of many loops',
    'tokenizer_config.json',
    JSON.stringify({ chat_template: '{% for i in messages %}'.repeat(20) }),
    /loops/,
  ],
  [
    'a template among several',
    'tokenizer_config.json',
    JSON.stringify({ chat_template: [{ name: 'default', template: '{{ range(1e12) }}' }] }),
    /range/,
  ],
  ['a template that is a number', 'tokenizer_config.json', '{"chat_template": 7}', /chat_template is no text/],
  ['a template of its own file', 'chat_template.jinja', '{% for i in range(10, 99999999) %}{% endfor %}', /range/],
  ['tokens that are numbers', 'tokenizer_config.json', '{"unk_token": 3}', /unk_token/],
  ['a length that is negative', 'tokenizer_config.json', '{"model_max_length": -1}', /model_max_length/],
  ['words with texts for ids', 'tokenizer/vocab.json', '{"a": "0"}', /it has an entry, "a"/],
];

describe('JSON files of strangers', () => {
  it.each(HOSTILE)('refuses %s', async (_, path, content, problem) => {
    expect(await check(path, content)).toMatch(problem);
  });

  it('leaves objects as they were', () => {
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it('passes every file of the models at hand', async () => {
    expect(Object.keys(real).length).toBeGreaterThan(150);
    for (const [path, read] of Object.entries(real))
      expect([path, await check(path, await read())]).toEqual([path, null]);
  });

  it.each([
    [
      'what words may be',
      'tokenizer.json',
      bpe({ vocab: { constructor: 0, __proto: 1, ['__proto__']: 2, '{': 3, '"': 4, '\\': 5 } }),
    ],
    ['a vocabulary for each language', 'tokenizer.json', bpe({ vocab: { eng: { a: 0 }, fra: { a: 0 } } })],
    ['merges as pairs', 'tokenizer.json', bpe({ merges: [['a', 'b']] })],
    ['nulls for defaults', 'config.json', '{"model_type": "bert", "head_dim": null, "vocab_size": null}'],
    ['a length without limit', 'tokenizer_config.json', '{"model_max_length": 1000000000000000019884624838656}'],
    ['heads for each stage', 'config.json', '{"num_attention_heads": [1, 2, 5, 8]}'],
    ['no padding', 'config.json', '{"pad_token_id": -1, "eos_token_id": [1, 2]}'],
    ['a byte order mark', 'config.json', '\ufeff{"model_type": "bert"}'],
    ['another file', 'quantize_config.json', '{"anything": [1, {"x": "y"}]}'],
    [
      'a template that counts little',
      'chat_template.jinja',
      '{% for i in range(messages|length) %}{{ messages[i] }}{% endfor %}',
    ],
  ])('passes %s', async (_, path, content) => {
    expect(await check(path, content)).toBeNull();
  });

  it('reads a vocabulary of 250,000 words', async () => {
    const vocab = Object.fromEntries(Array.from({ length: 250_000 }, (_, id) => [`word ${id}`, id]));
    expect(await checkValue('tokenizer.json', { ...TOKENIZER, model: { type: 'WordPiece', vocab } })).toBeNull();
  });
});
