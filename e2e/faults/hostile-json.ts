// The JSON of a stranger's model is whatever the stranger likes.
// biome-ignore lint/suspicious/noExplicitAny: files are changed in places that no type describes
type Json = any;

export interface HostileFile {
  name: string;
  path: 'config.json' | 'tokenizer.json' | 'tokenizer_config.json';
  /** Makes a hostile file of a good one. */
  content(good: Json): string | Buffer;
}

const changed = (good: Json, change: (json: Json) => void): string => {
  change(good);
  return JSON.stringify(good);
};

/** A pattern that takes 2^n steps to find that n letters do not match. */
const HANGING = '(a+)+$';

/** Twelve files that break, hang or mislead a reader who trusts them. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  { name: 'a million levels deep', path: 'config.json', content: () => '['.repeat(1e6) + ']'.repeat(1e6) },
  {
    name: 'objects in objects without end',
    path: 'tokenizer.json',
    content: () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  },
  {
    name: 'a prototype to pollute',
    path: 'config.json',
    content: (good) => `{"__proto__": {"polluted": true}, ${JSON.stringify(good).slice(1)}`,
  },
  {
    name: 'NaN as Python writes it',
    path: 'config.json',
    content: (good) =>
      changed(good, (json) => {
        json.layer_norm_eps = 'HERE';
      }).replace('"HERE"', 'NaN'),
  },
  {
    name: 'a vocabulary of a billion words',
    path: 'config.json',
    content: (good) =>
      changed(good, (json) => {
        json.vocab_size = 1e12;
      }),
  },
  {
    name: 'a negative context',
    path: 'config.json',
    content: (good) =>
      changed(good, (json) => {
        json.max_position_embeddings = -5;
      }),
  },
  { name: 'a list where an object belongs', path: 'config.json', content: () => '[]' },
  {
    name: 'a text where the vocabulary belongs',
    path: 'tokenizer.json',
    content: (good) =>
      changed(good, (json) => {
        json.model.vocab = 'all words';
      }),
  },
  {
    name: 'no model in the tokenizer',
    path: 'tokenizer.json',
    content: (good) =>
      changed(good, (json) => {
        json.model = null;
      }),
  },
  {
    name: 'a regular expression that hangs',
    path: 'tokenizer.json',
    content: (good) =>
      changed(good, (json) => {
        json.pre_tokenizer = { type: 'Split', pattern: { Regex: HANGING }, behavior: 'Isolated', invert: false };
      }),
  },
  { name: 'half of a file', path: 'tokenizer.json', content: (good) => JSON.stringify(good).slice(0, 60_000) },
  {
    name: 'bytes that are no text',
    path: 'tokenizer_config.json',
    content: () => Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]),
  },
];
